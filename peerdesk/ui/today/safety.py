"""Today, for counsellors: the safety notes that wait until somebody writes what was done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import button, label, rename, row, warning_sign, wide
from peerdesk.words import measures as words

_MOST = 3
"""So many are seen at first: the day's sessions stay in sight."""


class SafetyStrip(QFrame):
    """A line for each note, which leads to the member; not there at all while no note is open."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("kind", "problem")
        self._messages = messages
        self._notes: Sequence[SafetyNoteRow] = ()
        self._shown: object = None
        self._all = False
        self._title = label("", "warning")
        self._lines = Lines("safetyNotes", _("Safety notes"))
        self.all_button = button("", "allSafetyNotes", flat=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 12, 6)
        lines.setSpacing(2)
        lines.addWidget(row(warning_sign(), self._title, None, self.all_button))
        lines.addWidget(self._lines)
        self._lines.clicked.connect(self._messages.lead_to_member)
        self.all_button.clicked.connect(self._on_all)
        self.hide()

    def show_notes(self, notes: Sequence[SafetyNoteRow], today: date) -> None:
        """Show the open notes; where they are the same as before nothing is built, and nothing moves."""
        if (shown := (today, list(notes), self._all)) == self._shown:
            return
        self._shown, self._notes, self._today = shown, notes, today
        count = len(notes)
        title = ngettext("{count} safety note waits for an answer", "{count} safety notes wait for an answer", count)
        self._title.setText(title.format(count=count))
        self._lines.show_lines([_line(note, today) for note in (notes if self._all else notes[:_MOST])], "")
        self.all_button.setVisible(count > _MOST)
        rename(self.all_button, _("Show fewer") if self._all else _("Show all"))
        self.setAccessibleName(self._title.text())
        self.setVisible(bool(notes))

    @Slot()
    def _on_all(self) -> None:
        self._all = not self._all
        self.show_notes(self._notes, self._today)


def _line(note: SafetyNoteRow, today: date) -> QWidget:
    """The member as a link, the sheet and who is responsible; what waits too long stands out in words as well."""
    facts = label(words.safety_owner(note), "hint", wrap=True)
    opened = link(note.member, f"safety-{note.id}", note.member_id)
    opened.setAccessibleName(". ".join((_("Safety note"), note.member, facts.text())))
    late = label(words.safety_waits(note.waits(today)) if note.waits(today) else "", "warning")
    return row(opened, wide(facts), late)
