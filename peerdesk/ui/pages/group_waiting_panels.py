"""The small forms of a waitlist: put members on it, let the first one join."""

from collections.abc import Hashable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.groups.groups import first_day
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import MOST_NOTE, Wait
from peerdesk.domain.screens.groups import GroupPage, WaitlistRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.groups import memberships, waitlist
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.fit_note import FitNote
from peerdesk.ui.pages.group_panels import GroupPanel
from peerdesk.ui.people.member_pick import MemberPick
from peerdesk.ui.widgets.day_edit import DayEdit
from peerdesk.ui.widgets.fields import Field
from peerdesk.ui.widgets.parts import label, row


class WaitPanel(GroupPanel):
    """Puts the ticked members at the end of the waitlist."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "wait", _("Add to the waitlist"), _("Add to the waitlist"))
        self.pick = MemberPick(context, messages, "waitersFound")
        self.since, self.note = DayEdit(), QLineEdit()
        self.note.setMaxLength(MOST_NOTE)
        since, note = Field(_("Waiting since"), self.since, "since"), Field(_("Note"), self.note, "note")
        self.take_fields((self.pick.field, since, note), (self.pick, row(since, note, spacing=10)))

    def start(self, group: GroupPage) -> None:
        self.since.set_day(self._context.today())
        self.note.clear()
        self.pick.start()

    def keep(self) -> None:
        context, chosen = self._context, self.pick.ids()
        wait = Wait(self.group.id, chosen, self.since.required_day("since"), self.note.text())
        waitlist.add(context.storage, context.actor, wait, today=context.today())
        text = ngettext("{count} member waits for {group}.", "{count} members wait for {group}.", len(chosen))
        self._messages.say(text.format(count=len(chosen), group=self.group.details.name))


class JoinWaitingPanel(GroupPanel):
    """Lets somebody join who waited; their waiting ends with it."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "joinWaiting", _("Join now"), _("Add to the roster"))
        self._waiting: WaitlistRow | None = None
        self._name = label("", "fact", wrap=True)
        self.day = DayEdit()
        self.fit = FitNote(context, messages)
        day = Field(_("From"), self.day, "from_day")
        self.take_fields((day, self.fit.field), (self._name, day, self.fit))
        self.day.day_changed.connect(self._ask)

    def open_for_waiting(self, group: GroupPage, waiting: WaitlistRow) -> None:
        """Begin for somebody on the group's waitlist."""
        self._waiting = waiting
        self.open_for(group)

    def start(self, group: GroupPage) -> None:
        self._name.setText(self._whom().name)
        self.day.set_day(first_day(group.details.started_on, self._context.today()))
        self.fit.start()
        self._ask()

    def about_what(self, group: GroupPage) -> Hashable:
        return self._whom().id

    def keep(self) -> None:
        context, waiting = self._context, self._whom()
        joining = Joining(self.group.id, (waiting.member_id,), self.day.required_day("from_day"))
        self.fit.ask(joining)  # the day may be typed and not left yet
        memberships.join(context.storage, context.actor, joining, self.fit.override())
        text = _("{name} joins {group} and is off its waitlist.")
        self._messages.say(text.format(name=waiting.name, group=self.group.details.name))

    def _whom(self) -> WaitlistRow:
        assert self._waiting is not None, "open_for_waiting comes first"  # noqa: S101
        return self._waiting

    @Slot()
    def _ask(self) -> None:
        day = self.day.day()
        self.fit.ask(Joining(self.group.id, (self._whom().member_id,), day) if day else None)
