"""The colours under the letters of attendance marks."""

from PySide6.QtGui import QColor, QPalette

from peerdesk.domain.sessions.marks import Mark
from peerdesk.ui import theme

_MARKS = {  # background by theme; the letter itself always carries the meaning
    Mark.PRESENT: ("#d6efe0", "#1c4a33"),
    Mark.LATE: ("#fdf0cd", "#4d4117"),
    Mark.LEFT_EARLY: ("#fde3cf", "#54381f"),
    Mark.LEAVE: ("#dde7f7", "#23395c"),
    Mark.ABSENT: ("#f8dcd9", "#5a2824"),
}


def mark_colour(mark: Mark, palette: QPalette) -> QColor:
    """The background under a mark's letter."""
    return QColor(_MARKS[mark][theme.is_dark(palette)])
