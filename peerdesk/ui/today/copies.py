"""Today: the copies of the record that members asked for, and until when each is due."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk.domain.members.copies import CopyDue
from peerdesk.i18n import gettext as _
from peerdesk.ui.consents.copies import due_text
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import label, row, wide

_MOST = 3
"""So many are seen, those due first: the day's sessions stay in sight."""


class CopyStrip(QFrame):
    """A line for each, which leads to the member; not there at all while no copy waits."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAccessibleName(_("Copies for members"))
        self._shown: object = None
        self._lines = Lines("copiesDue", _("Copies for members"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 12, 6)
        lines.addWidget(self._lines)
        self._lines.clicked.connect(messages.lead_to_member)
        self.hide()

    def show_copies(self, copies: Sequence[CopyDue], now: datetime) -> None:
        """Show what waits; where it is the same as before nothing is built, and nothing moves."""
        shown = [(copy, due_text(copy.due_at, now)) for copy in copies]
        if shown == self._shown:
            return
        self._shown = shown
        lines = [_line(copy, text, late=copy.due_at < now) for copy, text in shown[:_MOST]]
        if len(shown) > _MOST:
            lines.append(label(_("and {count} more").format(count=len(shown) - _MOST), "hint"))
        self._lines.show_lines(lines, "")
        self.setVisible(bool(copies))


def _line(copy: CopyDue, text: str, *, late: bool) -> QWidget:
    """The member as a link, and until when the copy is due."""
    opened = link(copy.member, f"copy-{copy.request_id}", copy.member_id)
    opened.setAccessibleName(". ".join((copy.member, text)))
    return row(opened, wide(label(text, "warning" if late else "hint", wrap=True)))
