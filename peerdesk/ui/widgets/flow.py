"""Widgets beside each other, on as many lines as their words need."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


class Flow(QLayout):
    """Like a line of widgets, but what finds no room goes on below instead of losing its words."""

    def __init__(self, parent: QWidget, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add_stretch(self) -> None:
        """Space that takes what its line leaves: what follows stands at the right."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    # Qt overrides

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        lines = self._lines(width)
        return sum(map(_height, lines)) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        shown = [item for item in self._items if not _is_gone(item)]
        return QSize(self._width(shown), _height(shown))

    def minimumSize(self) -> QSize:  # noqa: N802
        widest = max((item.minimumSize().width() for item in self._items if not _is_gone(item)), default=0)
        return QSize(widest, self.sizeHint().height())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        lines = self._lines(rect.width())
        top = rect.top()
        for line in lines:
            height = rect.height() if len(lines) == 1 else _height(line)
            self._put(line, QRect(rect.left(), top, rect.width(), height))
            top += height + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items line by line; what follows a space stands at the right of further lines too."""
        lines: list[list[QLayoutItem]] = []
        line: list[QLayoutItem] = []
        space: list[QLayoutItem] = []
        for item in self._items:
            if _is_gone(item):
                continue
            if _is_space(item):
                space = [item]
            elif line and self._width([*line, item]) > width:
                lines.append(line)
                line = [*space]
            line.append(item)
        return [*lines, line] if line else lines

    def _width(self, line: list[QLayoutItem]) -> int:
        widths = [item.sizeHint().width() for item in line if not _is_space(item)]
        return sum(widths) + self.spacing() * max(0, len(widths) - 1)

    def _put(self, line: list[QLayoutItem], rect: QRect) -> None:
        left, spare = rect.left(), max(0, rect.width() - self._width(line))
        spaces = [item for item in line if _is_space(item)]
        growing = spaces or [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        share = spare // len(growing) if growing else 0
        for item in line:
            width = share if item in growing else 0
            if _is_space(item):
                left += width
                continue
            width += min(item.sizeHint().width(), rect.width())
            item.setGeometry(QRect(left, rect.top(), width, rect.height()))
            left += width + self.spacing()


def _is_space(item: QLayoutItem) -> bool:
    return item.spacerItem() is not None


def _is_gone(item: QLayoutItem) -> bool:
    """Whether it stands for a hidden widget; a space never is."""
    return item.isEmpty() and not _is_space(item)


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
