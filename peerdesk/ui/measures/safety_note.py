"""At the head of a member's page, for counsellors: the safety note that waits until what was done is written down."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from peerdesk.context import AppContext
from peerdesk.domain.measures.safety import SafetyNoteRow, SafetyOfMember
from peerdesk.i18n import gettext as _
from peerdesk.services.measures import safety
from peerdesk.ui.measures.safety_panels import SafetyAnswerPanel, SafetyHandOverPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import button, label, row, scrolled, warning_sign, wide
from peerdesk.words import measures as words

_PANEL = 180  # pixels that are seen of an open panel, however low the window is


class SafetyNoteBar(QFrame):
    """What was answered when, who is responsible, whom to call; and the two things that can be done about it."""

    panel_shown = Signal()
    """A panel was opened or closed: it needs more room, or less."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("kind", "problem")
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self.note: SafetyNoteRow | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._waits = label("", "warning")
        self._text = label("", "safetyText", wrap=True)
        self._whose = label("", "hint", wrap=True)
        self._help = label("", "safetyHelp", wrap=True)
        self.answer_button = button(_("Write what was done"), "answerSafety", primary=True, icon="pencil")
        self.hand_over_button = button(_("Hand over"), "handOverSafety")
        self.answer = SafetyAnswerPanel(self._context, self._messages)
        self.hand_over = SafetyHandOverPanel(self._context, self._messages)
        panels = QFrame()
        inside = QVBoxLayout(panels)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.answer)
        inside.addWidget(self.hand_over)
        self._panels = scrolled(panels, "safetyPanels", height=_PANEL)
        self._panels.hide()
        self._buttons = row(self.answer_button, self.hand_over_button, None)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 12, 10)
        lines.setSpacing(4)
        lines.addWidget(row(warning_sign(), label(_("Safety note"), "warning"), None, self._waits))
        for part in (self._text, wide(self._whose), self._help, self._buttons, self._panels):
            lines.addWidget(part)
        self.hide()

    def _connect(self) -> None:
        self.answer_button.clicked.connect(self._on_answer)
        self.hand_over_button.clicked.connect(self._on_hand_over)
        self.answer.kept.connect(self._on_answered)
        self.hand_over.kept.connect(self._on_handed_over)
        for panel in (self.answer, self.hand_over):
            panel.closed.connect(self._on_closed)

    def show_member(self, found: SafetyOfMember | None, help_lines: str) -> None:
        """Show the open note, or nothing; ``help_lines`` are the programme's, one per line."""
        note = self.note = found.open if found is not None else None
        if note is not None and found is not None:
            self.answer.begin_with(found.begun)
            self._text.setText(words.safety_talk(note.day))
            self._whose.setText(words.safety_owner(note))
            self._help.setText(words.somebody_to_talk_to(help_lines))
            self._help.setVisible(bool(self._help.text()))
            days = note.waits(self._context.today())
            self._waits.setText(words.safety_waits(days) if days else "")
            self.setAccessibleName(". ".join((_("Safety note"), self._text.text(), self._whose.text())))
        shown = () if note is None else (note,)
        self.answer.show_for(*shown)
        self.hand_over.show_for(*shown)
        self._make_room()
        self.setVisible(note is not None)

    def text(self) -> str:
        """What is shown; empty if nothing is."""
        return "" if self.isHidden() else self._text.text()

    @property
    def has_panel(self) -> bool:
        """Whether something about the note is being written."""
        return not (self.answer.isHidden() and self.hand_over.isHidden())

    def _make_room(self) -> None:
        self._panels.setVisible(self.has_panel)
        self._buttons.setVisible(not self.has_panel)
        self._whose.setVisible(not self.has_panel)
        self.panel_shown.emit()

    @Slot()
    def _on_answer(self) -> None:
        if self.note is not None:
            self.hand_over.shut()
            self._panels.show()
            self.answer.open_for(self.note)
            self._make_room()

    @Slot()
    def _on_hand_over(self) -> None:
        if self.note is not None:
            self.answer.shut()
            self._panels.show()
            self.hand_over.open_for(self.note)
            self._make_room()

    @Slot()
    def _on_closed(self) -> None:
        self._make_room()
        self.answer_button.setFocus()

    @Slot(object)
    def _on_answered(self, note: SafetyNoteRow) -> None:
        text = _("What was done for {name} has been written down.").format(name=note.member)
        self._undo_bar.offer(text, partial(self._reporting, safety.reopen, note.id))

    @Slot(object, str)
    def _on_handed_over(self, note: SafetyNoteRow, to: str) -> None:
        text = _("The safety note of {name} was handed over to {staff}.").format(name=note.member, staff=to)
        self._undo_bar.offer(text, partial(self._reporting, safety.hand_over, note.id, note.owner_id))

    def _reporting(self, act: Callable[..., None], *what: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, *what)
