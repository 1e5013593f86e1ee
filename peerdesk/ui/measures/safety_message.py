"""Over the Measures page: the sheet that was keyed in asks for a talk today."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.i18n import gettext as _
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.parts import button, label, row, warning_sign, wide
from peerdesk.words import measures as words


class SafetyMessage(OverPage):
    """Says whose note is open, and leads to the member; it stays until it is closed."""

    def __init__(self, owner: QWidget, messages: Messages) -> None:
        super().__init__(owner, "safetyText")
        self.setProperty("kind", "problem")
        self._messages = messages
        self._member_id: int | None = None
        self._help = label("", "safetyHelp", wrap=True)
        self.member_button = button(_("Open the member"), "safetyMember", icon="user-round")
        self._close = button(_("Close"), "safetyClose", flat=True)
        self.member_button.clicked.connect(self._on_member)
        self._close.clicked.connect(self.leave)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 8, 8)
        lines.setSpacing(4)
        lines.addWidget(row(warning_sign(), wide(self._text), self._close))
        lines.addWidget(row(wide(self._help), self.member_button))

    def show_note(self, note: SafetyNoteRow, help_lines: str) -> None:
        """Show a note that waits; ``help_lines`` are the programme's, one per line."""
        self._member_id = note.member_id
        self._text.setText(words.safety_talk(note.day, note.member))
        self._help.setText(words.somebody_to_talk_to(help_lines))
        self._help.setVisible(bool(self._help.text()))
        self.setAccessibleName(self._text.text())
        self.appear()

    @Slot()
    def _on_member(self) -> None:
        self.leave()
        if self._member_id is not None:
            self._messages.lead_to_member(self._member_id)
