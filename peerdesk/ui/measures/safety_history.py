"""On the member's page, for counsellors: the safety notes that were answered, with what was done."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.measures import safety
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, label, row
from peerdesk.words import measures as words


class SafetyHistory(QWidget):
    """The newest first; the latest can be opened again while no other is open."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._lines = Lines("safetyHistory", _("Safety notes"))
        self._lines.clicked.connect(self._on_open_again)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(heading(_("Safety notes")))
        lines.addWidget(self._lines)

    def show_member(self, member: MemberPage) -> None:
        """Show what was done for a member; nothing where nothing ever called for it, or to other readers."""
        found = member.story.safety
        answered = found.answered if found is not None else ()
        may_open = found is not None and found.open is None
        self._lines.show_lines([_line(note, may_open and not place) for place, note in enumerate(answered)], "")
        self.setVisible(bool(answered))

    @Slot(int)
    def _on_open_again(self, note_id: int) -> None:
        with self._messages.reporting():
            safety.reopen(self._context.storage, self._context.actor, note_id)


def _line(note: SafetyNoteRow, offered: bool) -> QWidget:
    assert note.answered_on is not None, "open notes stand at the head"  # noqa: S101 - tells the type checker
    done = f"{short_date(note.answered_on)} · {note.answered_by}"
    parts: list[QWidget] = [
        label(words.safety_sheet(note), "fieldLabel", wrap=True),
        label(" · ".join([done, _("taken back")]) if note.taken_back else done, "hint", wrap=True),
        label(note.words, "noteText", wrap=True),
    ]
    if offered:
        again = button(_("Open again"), f"openSafety-{note.id}", flat=True)
        again.setProperty("id", note.id)
        again.setAccessibleName(f"{again.text()}: {short_date(note.day)}")
        parts.append(row(again, None))
    return column(*parts, spacing=0)
