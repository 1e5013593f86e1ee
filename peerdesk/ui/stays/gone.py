"""Death and archive: what ends is told before it is done, and each has its way back."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox

from peerdesk.context import AppContext
from peerdesk.domain.members.stays import Death
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services.members import deaths, members
from peerdesk.ui.messages import Messages
from peerdesk.ui.stays.correct import undone, why_edit
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label
from peerdesk.words import endings


class Confirmed(Field):
    """A box that has to be ticked, since what follows cannot be guessed."""

    def __init__(self) -> None:
        self.box = QCheckBox(_("Yes"))
        super().__init__(_("I am sure that this member has died"), self.box, "confirmed")
        self._caption.setWordWrap(True)
        self.box.toggled.connect(self._on_toggled)

    def begin(self) -> None:
        """Not ticked."""
        self.box.setChecked(False)
        self.show_problem("")

    def require(self) -> None:
        """Refuse while it is not ticked.

        Raises:
            InvalidInput: if so.
        """
        if not self.box.isChecked():
            raise InvalidInput([Problem("confirmed", "died-not-confirmed")])

    @Slot()
    def _on_toggled(self) -> None:
        self.show_problem("")


def noted(name: str) -> str:
    """What is said once a death is written down."""
    return _("{name} has died. Our condolences to the family. Groups, mentoring and calls have ended.").format(
        name=name
    )


class DeathPanel(RecordPanel[MemberPage]):
    """Writes down that a member died, in the stay or later."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "death", _("The member has died"), _("Write it down"))
        self._undo_bar = undo_bar
        self.day, self.told = DayEdit(), why_edit()
        self.ends = label("", "hint", wrap=True)
        self.confirmed = Confirmed()
        day = Field(_("Died on"), self.day, "died_on")
        told = Field(_("Who told it, or what else is to be kept"), self.told, "told")
        self.take_fields((day, told, self.confirmed), (day, told, self.ends, self.confirmed))
        self.day.day_changed.connect(self._show_ends)

    def start(self, member: MemberPage) -> None:
        self.day.set_day(self._context.today())
        self.told.setText("")
        self.confirmed.begin()
        self._show_ends()

    def keep(self) -> None:
        context, member = self._context, self.record
        day = self.day.required_day("died_on")
        self.confirmed.require()
        deaths.note_death(
            context.storage, context.actor, member.id, Death(day, self.told.text()), today=context.today()
        )
        self._undo_bar.offer(noted(member.name), partial(self._undo, member.id))

    def _undo(self, member_id: int) -> None:
        with self._messages.reporting():
            deaths.take_back_death(self._context.storage, self._context.actor, member_id, undone())

    @Slot()
    def _show_ends(self) -> None:
        context, day = self._context, self.day.day() or self._context.today()
        with self._messages.reporting():
            ends = deaths.what_ends(context.storage, context.actor, self.record.id, day)
            self.ends.setText(endings.what_ends(ends))


class DeathBackPanel(RecordPanel[MemberPage]):
    """It was a mistake: the member has not died."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "deathBack", _("The member has not died"), _("Take back"))
        self._undo_bar = undo_bar
        self.why = why_edit()
        said = _("What ended with it comes back: the stay, groups, waitlists, mentoring and calls.")
        why = Field(_("Why is it taken back?"), self.why, "why", required=True)
        self.take_fields((why,), (label(said, "hint", wrap=True), why))

    def start(self, member: MemberPage) -> None:
        self.why.setText("")

    def keep(self) -> None:
        context, member = self._context, self.record
        deaths.take_back_death(context.storage, context.actor, member.id, self.why.text())
        text = _("That {name} has died was taken back.").format(name=member.name)
        if member.died_on is not None:
            self._undo_bar.offer(text, partial(self._undo, member.id, Death(member.died_on)))

    def _undo(self, member_id: int, death: Death) -> None:
        context = self._context
        with self._messages.reporting():
            deaths.note_death(context.storage, context.actor, member_id, death, today=context.today())


class ArchivePanel(RecordPanel[MemberPage]):
    """Says what the archive does before it is done."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "archive", _("Into the archive"), _("Archive"))
        self._undo_bar = undo_bar
        said = _(
            "Nobody is deleted. The member is found among Archived only, stands on no list, roster or call sheet, "
            "and can be brought back with everything that ends now."
        )
        self.ends = label("", "archiveEnds", wrap=True)
        self.take_fields((), (label(said, "hint", wrap=True), self.ends))

    def start(self, member: MemberPage) -> None:
        context = self._context
        ends = deaths.what_ends(context.storage, context.actor, member.id, context.today())
        discharge_first = _("{name} is in the programme. Please enter the discharge first.").format(name=member.name)
        self.ends.setText(discharge_first if ends.in_programme else endings.what_ends(ends))
        self.keep_button.setEnabled(not ends.in_programme)

    def begin(self) -> None:
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        context, member = self._context, self.record
        members.archive(context.storage, context.actor, member.id, today=context.today())
        text = _("{name} was archived.").format(name=member.name)
        self._undo_bar.offer(text, partial(self._undo, member.id))

    def _undo(self, member_id: int) -> None:
        with self._messages.reporting():
            members.archive(self._context.storage, self._context.actor, member_id, today=None)
