"""From part to part of the session screen and back to the roster, without the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from peerdesk.ui.widgets.forms.tab_order import stops


def go_round(parts: Sequence[QWidget], focused: QWidget | None, by: int, surface: QScrollArea) -> None:
    """Take the cursor to the next part (or the one before) where something can be used now.

    Args:
        parts: in the order in which they are visited; one inside another stands after it.
        focused: what has the cursor.
        by: 1 or -1.
        surface: what scrolls, so that the cursor is seen.
    """
    here = _place_of(focused, parts)
    for step in range(1, len(parts)):
        entry = _entry(parts[(here + by * step) % len(parts)])
        if entry is not None:
            entry.setFocus(Qt.FocusReason.TabFocusReason)
            if surface.isAncestorOf(entry):
                surface.ensureWidgetVisible(entry)
            return


def _place_of(focused: QWidget | None, parts: Sequence[QWidget]) -> int:
    """The innermost part that has the cursor; the first one where none has."""
    if focused is None:
        return 0
    inside = (place for place, part in enumerate(parts) if part is focused or part.isAncestorOf(focused))
    return max(inside, default=0)


def _entry(part: QWidget) -> QWidget | None:
    return next((stop for stop in stops(part) if stop.isVisible() and stop.isEnabled()), None)
