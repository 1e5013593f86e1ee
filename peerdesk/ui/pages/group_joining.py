"""Putting members on a group's roster: found by name, several at once, whatever speaks against it said before."""

from PySide6.QtCore import Slot

from peerdesk.context import AppContext
from peerdesk.domain.groups.groups import first_day
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.screens.groups import GroupPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.groups import memberships
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.fit_note import FitNote
from peerdesk.ui.pages.group_panels import GroupPanel
from peerdesk.ui.people.member_pick import MemberPick
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.day_edit import DayEdit
from peerdesk.ui.widgets.fields import Field
from peerdesk.ui.widgets.parts import row


class AddMembersPanel(GroupPanel):
    """All who were ticked join on one day."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "addMembers", _("Add members"), _("Add to the roster"))
        self.pick = MemberPick(context, messages, "membersFound")
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
        joining = Joining(self.group.id, chosen, self.day.required_day("from_day"), self._role())
        self.fit.ask(joining)  # the day may be typed and not left yet
        memberships.join(context.storage, context.actor, joining, self.fit.override())
        text = ngettext("{count} member joins {group}.", "{count} members join {group}.", len(chosen))
        self._messages.say(text.format(count=len(chosen), group=self.group.details.name))

    def _role(self) -> MemberRole:
        return self.role.code() or MemberRole.MEMBER

    @Slot()
    def _ask(self) -> None:
        day = self.day.day()
        self.fit.ask(Joining(self.group.id, self.pick.ids(), day, self._role()) if day else None)
