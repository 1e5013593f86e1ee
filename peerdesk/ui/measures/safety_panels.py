"""The small forms of a safety note: what was done, and who is responsible from now on."""

from PySide6.QtCore import Signal

from peerdesk.context import AppContext
from peerdesk.domain.access import PERMISSIONS, Permission
from peerdesk.domain.measures.safety import SafetyAnswer, SafetyNoteRow
from peerdesk.domain.typed import blank
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services import staff
from peerdesk.services.measures import safety
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import OneOf, Option
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import text_edit


class SafetyAnswerPanel(RecordPanel[SafetyNoteRow]):
    """Ends a note by what was done, when and by whom."""

    kept = Signal(object)
    """The note as it was."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "safetyAnswer", _("Write what was done"), _("Keep"))
        self._begun = ""
        self.words, self.day = text_edit(60), DayEdit()
        self.by: OneOf[int] = OneOf()
        hint = _("A talk, a call, whom you told, what was agreed. If the sheet was keyed in by mistake, write that.")
        self.words.setPlaceholderText(hint)
        words = Field(_("What was done"), self.words, "words", hint=hint)
        heads = (Field(_("Done on"), self.day, "day"), Field(_("Done by"), self.by, "by"))
        self.take_fields((words, *heads), (words, FieldGrid(heads)))

    def begin_with(self, words: str) -> None:
        """An answer that was taken back is there to go on with."""
        self._begun = words

    def start(self, note: SafetyNoteRow) -> None:
        self.words.setPlainText(self._begun)
        self.day.set_day(self._context.today())
        self.by.set_options(_counsellors(self._context))
        self.by.choose(self._context.actor.staff_id)

    def keep(self) -> None:
        context, day = self._context, self.day.day()
        if day is None:
            missing = [Problem("words", "text-missing")] if blank(self.words.toPlainText()) else []
            raise InvalidInput([*missing, *self.day.problems("day")])
        note, done = self.record, SafetyAnswer(self.words.toPlainText(), day, self.by.chosen())
        safety.answer(context.storage, context.actor, note.id, done, today=context.today())
        self.kept.emit(note)


class SafetyHandOverPanel(RecordPanel[SafetyNoteRow]):
    """Lets another counsellor be responsible for a note."""

    kept = Signal(object, str)
    """The note as it was, and who has it now."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "safetyHandOver", _("Hand over the safety note"), _("Hand over"))
        self.to: OneOf[int] = OneOf()
        self.take_fields((Field(_("Responsible from now on"), self.to, "to"),))

    def start(self, note: SafetyNoteRow) -> None:
        others = [option for option in _counsellors(self._context) if option[0] != note.owner_id]
        self.to.set_options(others)
        self.to.choose(None)

    def keep(self) -> None:
        context, to, note = self._context, self.to.chosen(), self.record
        if to is None:
            raise InvalidInput([Problem("to", "counsellor-missing")])
        name = self.to.currentText()
        safety.hand_over(context.storage, context.actor, note.id, to)
        self.kept.emit(note, name)


def _counsellors(context: AppContext) -> list[Option[int]]:
    """Who can be responsible for a note."""
    return [
        (found.id, found.name)
        for found in staff.everybody(context.storage, context.actor)
        if found.active and Permission.KEEP_SAFETY_NOTES in PERMISSIONS[found.role]
    ]
