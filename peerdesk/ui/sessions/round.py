"""From part to part of the session screen and back to the roster, without the mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from peerdesk.ui.keys import PageKey
from peerdesk.ui.widgets.forms.tab_order import stops


class RoundOfParts(QObject):
    """F6 goes to the next part, Shift+F6 to the one before; where nothing can be used now is left out.

    Args:
        page: whose parts they are.
        parts: tells them in the order in which they are visited; one inside another stands after it.
        surface: what scrolls, so that the cursor is seen.
    """

    def __init__(self, page: QWidget, parts: Callable[[], Sequence[QWidget]], surface: QScrollArea) -> None:
        super().__init__(page)
        self._page, self._parts, self._surface = page, parts, surface
        PageKey.NEXT_PART.listen(page, self._go_on)
        PageKey.PART_BEFORE.listen(page, self._go_back)

    @Slot()
    def _go_on(self) -> None:
        self._go(1)

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        parts = self._parts()
        here = self._here(parts)
        for step in range(1, len(parts)):
            entry = _entry(parts[(here + by * step) % len(parts)])
            if entry is not None:
                entry.setFocus(Qt.FocusReason.TabFocusReason)
                if self._surface.isAncestorOf(entry):
                    self._surface.ensureWidgetVisible(entry)
                return

    def _here(self, parts: Sequence[QWidget]) -> int:
        """The innermost part that has the cursor; the first one where none has."""
        focused = self._page.focusWidget()
        if focused is None:
            return 0
        inside = (place for place, part in enumerate(parts) if part is focused or part.isAncestorOf(focused))
        return max(inside, default=0)


def _entry(part: QWidget) -> QWidget | None:
    return next((stop for stop in stops(part) if stop.isVisible() and stop.isEnabled()), None)
