"""The small forms inside a group's page: end memberships, give a role, move a cohort."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import partial

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
from peerdesk.services.groups import groups, memberships, way_back
from peerdesk.ui.groups.fit_note import FitNote
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_pick import MemberPick
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, row
from peerdesk.words.members import few_names


def take_back_joining(
    context: AppContext, messages: Messages, joined: Sequence[int], former: Mapping[int, date | None]
) -> None:
    """Undo a joining, or a moving with the former memberships and their ends."""
    with messages.reporting():
        way_back.take_back_joining(context.storage, context.actor, joined, former)


class RosterPanel(RecordPanel[GroupPage]):
    """A panel about some members of a group's roster, who are named above the fields."""

    def __init__(
        self, context: AppContext, messages: Messages, undo_bar: UndoBar, *, name: str, title: str, keep_text: str
    ) -> None:
        super().__init__(context, messages, name, title, keep_text)
        self._undo_bar = undo_bar
        self._chosen: tuple[RosterRow, ...] = ()
        self._who = label("", "fact", wrap=True)
        self.body.addWidget(self._who)

    def about(self, chosen: Sequence[RosterRow]) -> None:
        """Begin with some of the roster; what was typed about others waits."""
        self._chosen, self.is_open = tuple(chosen), False
        self._who.setText(few_names([display_name(row.name_latin, row.name_native) for row in chosen]))

    def about_what(self, group: GroupPage) -> Hashable:
        return group.id, self.membership_ids()

    def ends(self) -> dict[int, date | None]:
        """When these memberships were to end."""
        return {row.membership_id: row.to_day for row in self._chosen}

    def membership_ids(self) -> tuple[int, ...]:
        """The memberships it was opened for."""
        return tuple(row.membership_id for row in self._chosen)


class AddMembersPanel(RecordPanel[GroupPage]):
    """All who were ticked join on one day."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "addMembers", _("Add members"), _("Add to the roster"))
        self._undo_bar = undo_bar
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
        joined = memberships.join(context.storage, context.actor, joining, self.fit.override())
        text = ngettext("{count} member joins {group}.", "{count} members join {group}.", len(chosen))
        text = text.format(count=len(chosen), group=self.record.name)
        self._undo_bar.offer(text, partial(take_back_joining, context, self._messages, joined, {}))

    def _role(self) -> MemberRole:
        return self.role.code() or MemberRole.MEMBER

    @Slot()
    def _ask(self) -> None:
        day = self.day.day()
        self.fit.ask(Joining(self.record.id, self.pick.ids(), day, self._role()) if day else None)


class MembershipEnd(Enum):
    """What becomes of memberships."""

    ON_DAY = "on-day"
    GOES_ON = "goes-on"
    OTHER_FIRST_DAY = "other-first-day"
    NEVER_BEGAN = "never-began"

    def words(self) -> str:
        """As it is offered."""
        match self:
            case MembershipEnd.ON_DAY:
                return _("It ends on a day")
            case MembershipEnd.GOES_ON:
                return _("It goes on without an end")
            case MembershipEnd.OTHER_FIRST_DAY:
                return _("It began on another day")
            case MembershipEnd.NEVER_BEGAN:
                return _("It was a mistake and is taken back")


class EndPanel(RosterPanel):
    """Ends memberships on a day, lets them go on, corrects their first day, or takes them back."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(
            context, messages, undo_bar, name="end", title=_("End or correct membership"), keep_text=_("Keep")
        )
        self.day, self.first, self.how_options = DayEdit(), DayEdit(), MembershipEnd
        stays = label(_("The last day still counts. What was recorded until then stays as it is."), "hint", wrap=True)
        self.how: OneOf[MembershipEnd] = OneOf()
        self.how.set_options([(how, how.words()) for how in MembershipEnd])
        how = Field(_("What is to be done"), self.how, "members")
        day, first, self.far = (
            Field(_("Last day"), self.day, "to_day"),
            Field(_("First day"), self.first, "from_day"),
            FarDayReason(),
        )
        signed = label(
            _("Who came before that day came as a walk-in. Signed sessions stay as they were signed."),
            "hint",
            wrap=True,
        )
        self.take_fields([how, day, first, self.far], [how, day, stays, first, signed, self.far])
        self._parts = {MembershipEnd.ON_DAY: (day, stays), MembershipEnd.OTHER_FIRST_DAY: (first, signed)}
        self.how.activated.connect(self._show_day)

    def start(self, group: GroupPage) -> None:
        self.far.start()
        self.how.choose(MembershipEnd.ON_DAY)
        self.day.set_day(self._context.today())
        self.first.set_day(min(row.from_day for row in self._chosen))
        self._show_day()

    @Slot()
    def _show_day(self) -> None:
        for how, parts in self._parts.items():
            for part in parts:
                part.setVisible(self.how.chosen() is how)

    def keep(self) -> None:
        match self.how.chosen():
            case MembershipEnd.NEVER_BEGAN:
                self._take_back()
            case MembershipEnd.GOES_ON:
                self._go_on()
            case MembershipEnd.OTHER_FIRST_DAY:
                self._correct_first_days()
            case _:
                self._end()

    def _take_back(self) -> None:
        context, ids = self._context, self.membership_ids()
        way_back.take_back_joining(context.storage, context.actor, ids, {})
        text = ngettext("{count} membership was taken back.", "{count} memberships were taken back.", len(ids))
        self._messages.say(text.format(count=len(ids)))

    def _go_on(self) -> None:
        ids, former = self.membership_ids(), self.ends()
        way_back.go_on(self._context.storage, self._context.actor, dict.fromkeys(ids))
        text = ngettext("{count} membership goes on.", "{count} memberships go on.", len(ids))
        self._undo_bar.offer(text.format(count=len(ids)), partial(self._undo, former))

    def _correct_first_days(self) -> None:
        context, day, ids = self._context, self.first.required_day("from_day"), self.membership_ids()
        first_days = dict.fromkeys(ids, day)
        former = way_back.correct_first_days(context.storage, context.actor, first_days, confirmed=self.far.reason())
        text = ngettext("{count} membership began on {day}.", "{count} memberships began on {day}.", len(ids))
        text = text.format(count=len(ids), day=short_date(day))
        self._undo_bar.offer(text, partial(self._undo_first_days, former))

    def _undo_first_days(self, former: Mapping[int, date]) -> None:
        context, why = self._context, _("Undone at once.")
        with self._messages.reporting():
            way_back.correct_first_days(context.storage, context.actor, former, confirmed=why)

    def _end(self) -> None:
        day, context, ids = self.day.required_day("to_day"), self._context, self.membership_ids()
        former = self.ends()
        memberships.leave_together(context.storage, context.actor, ids, day, confirmed=self.far.reason())
        text = ngettext("{count} membership ends on {day}.", "{count} memberships end on {day}.", len(ids))
        self._undo_bar.offer(text.format(count=len(ids), day=short_date(day)), partial(self._undo, former))

    def _undo(self, former: Mapping[int, date | None]) -> None:
        with self._messages.reporting():
            way_back.go_on(self._context.storage, self._context.actor, former)


class RolePanel(RosterPanel):
    """Gives one member another role."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, undo_bar, name="role", title=_("Change role"), keep_text=_("Change role"))
        self.role: Choice[MemberRole] = Choice(MemberRole, empty=False)
        self.day = DayEdit()
        stays = label(_("The former role stays true on the days before."), "hint", wrap=True)
        both = (Field(_("Role"), self.role, "role"), Field(_("From"), self.day, "role_from"))
        self.take_fields(both, (row(*both, None, spacing=10), stays))

    def start(self, group: GroupPage) -> None:
        chosen = self._chosen[0]
        self.role.choose(chosen.role)
        self.day.set_day(max(self._context.today(), chosen.from_day))

    def keep(self) -> None:
        first, former = self.day.required_day("role_from"), {row.membership_id: row.role for row in self._chosen}
        self._give(dict.fromkeys(former, self.role.code() or MemberRole.MEMBER), first)
        self._undo_bar.offer(_("The role has changed."), partial(self._undo, former, first))

    def _undo(self, former: Mapping[int, MemberRole], first: date) -> None:
        with self._messages.reporting():
            self._give(former, first)

    def _give(self, roles: Mapping[int, MemberRole], first: date) -> None:
        for membership_id, role in roles.items():
            memberships.change_role(self._context.storage, self._context.actor, membership_id, role, first=first)


class MovePanel(RosterPanel):
    """Moves a whole cohort into another group."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(
            context, messages, undo_bar, name="move", title=_("Move to another group"), keep_text=_("Move")
        )
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
        former = self.ends()
        moved = memberships.move(context.storage, context.actor, ids, target, day, self.fit.override())
        text = ngettext("{count} member moves on {day}.", "{count} members move on {day}.", len(ids))
        text = text.format(count=len(ids), day=short_date(day))
        self._undo_bar.offer(text, partial(take_back_joining, context, self._messages, moved, former))

    @Slot()
    def _ask(self) -> None:
        target, day = self.target.chosen(), self.day.day()
        who = tuple(row.member_id for row in self._chosen)
        self.fit.ask(Joining(target, who, day) if target is not None and day is not None else None)
