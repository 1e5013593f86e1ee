"""The colours under the letters of attendance marks."""

from functools import cache

from PySide6.QtGui import QColor

from peerdesk.domain.sessions.marks import Mark

_MARKS = {  # background by theme; the letter itself always carries the meaning
    Mark.PRESENT: ("#d6efe0", "#1c4a33"),
    Mark.LATE: ("#fdf0cd", "#4d4117"),
    Mark.LEFT_EARLY: ("#fde3cf", "#54381f"),
    Mark.LEAVE: ("#dde7f7", "#23395c"),
    Mark.ABSENT: ("#f8dcd9", "#5a2824"),
}


@cache
def tint(mark: Mark, *, dark: bool) -> QColor:
    """The background under a mark's letter. Nobody may change it: it is made once."""
    return QColor(_MARKS[mark][dark])
