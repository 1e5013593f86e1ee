"""The small forms inside a group's page: end memberships, give a role, move a cohort, close the group."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Slot

from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.groups import first_day
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.groups import GroupPage, RosterRow
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.groups import groups, memberships
from peerdesk.ui.groups.fit_note import FitNote
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_pick import MemberPick
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, row
from peerdesk.words.members import few_names


class RosterPanel(RecordPanel[GroupPage]):
    """A panel about some members of a group's roster, who are named above the fields."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(context, messages, name, title, keep_text)
        self._chosen: tuple[RosterRow, ...] = ()
        self._who = label("", "fact", wrap=True)
        self.body.addWidget(self._who)

    def about(self, chosen: Sequence[RosterRow]) -> None:
        """Begin with some of the roster; what was typed about others waits."""
        self._chosen, self.is_open = tuple(chosen), False
        self._who.setText(few_names([display_name(row.name_latin, row.name_native) for row in chosen]))

    def about_what(self, group: GroupPage) -> Hashable:
        return group.id, self.membership_ids()

    def membership_ids(self) -> tuple[int, ...]:
        """The memberships it was opened for."""
        return tuple(row.membership_id for row in self._chosen)


class AddMembersPanel(RecordPanel[GroupPage]):
    """All who were ticked join on one day."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "addMembers", _("Add members"), _("Add to the roster"))
        self.pick = MemberPick(context, messages, "membersFound", Part.JOINING)
        self.day = DayEdit()
        self.role: Choice[MemberRole] = Choice(MemberRole, empty=False)
        self.fit = FitNote(context, messages)
        both = (Field(_("From"), self.day, "from_day"), Field(_("Role"), self.role, "role"))
        arranged = (self.pick, row(*both, None, spacing=10), self.fit)
        self.take_fields((self.pick.field, *both, self.fit.field), arranged)
        self.pick.ticks_changed.connect(self._ask)
        self.day.day_changed.connect(self._ask)
        self.role.activated.connect(self._ask)

    def start(self, group: GroupPage) -> None:
        self.role.choose(MemberRole.MEMBER)
        self.day.set_day(first_day(group.details.started_on, self._context.today()))
        self.fit.start()
        self.pick.start()

    def keep(self) -> None:
        context, chosen = self._context, self.pick.ids()
        joining = Joining(self.record.id, chosen, self.day.required_day("from_day"), self._role())
        self.fit.ask(joining)  # the day may be typed and not left yet
        memberships.join(context.storage, context.actor, joining, self.fit.override())
        text = ngettext("{count} member joins {group}.", "{count} members join {group}.", len(chosen))
        self._messages.say(text.format(count=len(chosen), group=self.record.name))

    def _role(self) -> MemberRole:
        return self.role.code() or MemberRole.MEMBER

    @Slot()
    def _ask(self) -> None:
        day = self.day.day()
        self.fit.ask(Joining(self.record.id, self.pick.ids(), day, self._role()) if day else None)


class EndPanel(RosterPanel):
    """Ends memberships on a day."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "end", _("End membership"), _("End membership"))
        self.day = DayEdit()
        stays = label(_("The last day still counts. What was recorded until then stays as it is."), "hint", wrap=True)
        day, self.far = Field(_("Last day"), self.day, "to_day"), FarDayReason()
        self.take_fields([day, self.far], [stays, day, self.far])

    def start(self, group: GroupPage) -> None:
        self.far.start()
        self.day.set_day(self._context.today())

    def keep(self) -> None:
        day, context, ids = self.day.required_day("to_day"), self._context, self.membership_ids()
        memberships.leave_together(context.storage, context.actor, ids, day, confirmed=self.far.reason())
        text = ngettext("{count} membership ends on {day}.", "{count} memberships end on {day}.", len(ids))
        self._messages.say(text.format(count=len(ids), day=short_date(day)))


class RolePanel(RosterPanel):
    """Gives one member another role."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "role", _("Change role"), _("Change role"))
        self.role: Choice[MemberRole] = Choice(MemberRole, empty=False)
        self.take_fields([Field(_("Role"), self.role, "role")])

    def start(self, group: GroupPage) -> None:
        self.role.choose(self._chosen[0].role)

    def keep(self) -> None:
        context, role = self._context, self.role.code()
        for membership_id in self.membership_ids():
            memberships.change_role(context.storage, context.actor, membership_id, role or MemberRole.MEMBER)


class MovePanel(RosterPanel):
    """Moves a whole cohort into another group."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "move", _("Move to another group"), _("Move"))
        self.target: OneOf[int] = OneOf()
        self.target.setMinimumContentsLength(20)
        self.day = DayEdit()
        effect = label(_("Each membership ends the day before and goes on in the other group."), "hint", wrap=True)
        self.fit = FitNote(context, messages)
        both = (Field(_("Move to group"), self.target, "group"), Field(_("First day there"), self.day, "from_day"))
        self.take_fields((*both, self.fit.field), [effect, row(*both, spacing=10), self.fit])
        self.target.activated.connect(self._ask)
        self.day.day_changed.connect(self._ask)

    def start(self, group: GroupPage) -> None:
        today = self._context.today()
        found = groups.overview(self._context.storage, self._context.actor, today=today)
        sizes = [(g.id, f"{g.name} ({g.members}/{g.capacity_max})") for g in found if g.id != group.id]
        self.target.set_options(sizes)
        self.target.choose(None)
        self.day.set_day(today)
        self.fit.start()

    def keep(self) -> None:
        target = self.target.chosen()
        if target is None:
            raise InvalidInput([Problem("group", "group-missing")])
        day, context, ids = self.day.required_day("from_day"), self._context, self.membership_ids()
        self._ask()  # the day may be typed and not left yet
        memberships.move(context.storage, context.actor, ids, target, day, self.fit.override())
        text = ngettext("{count} member moves on {day}.", "{count} members move on {day}.", len(ids))
        self._messages.say(text.format(count=len(ids), day=short_date(day)))

    @Slot()
    def _ask(self) -> None:
        target, day = self.target.chosen(), self.day.day()
        who = tuple(row.member_id for row in self._chosen)
        self.fit.ask(Joining(target, who, day) if target is not None and day is not None else None)


class ClosePanel(RecordPanel[GroupPage]):
    """Closes a group, having said exactly what that does."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "closeGroup", _("Close group"), _("Close group"))
        self.day, self._effect = DayEdit(), label("", "hint", wrap=True)
        day, self.far = Field(_("Last day"), self.day, "closed_on"), FarDayReason()
        self.take_fields([day, self.far], [self._effect, day, self.far])

    def start(self, group: GroupPage) -> None:
        count = len(group.roster)
        text = ngettext(
            "{count} membership ends on the last day, and no session is planned after it. "
            "Sessions, marks and notes stay. A closed group is not opened again.",
            "{count} memberships end on the last day, and no session is planned after it. "
            "Sessions, marks and notes stay. A closed group is not opened again.",
            count,
        )
        self._effect.setText(text.format(count=count))
        self.far.start()
        self.day.set_day(self._context.today())

    def keep(self) -> None:
        day = self.day.required_day("closed_on")
        context = self._context
        groups.close(context.storage, context.actor, self.record.id, day, confirmed=self.far.reason())
        text = _("{group} is closed; its last day is {day}.")
        self._messages.say(text.format(group=self.record.name, day=short_date(day)))
