"""A bar that stands over a page: nothing moves under the pointer when it comes or goes."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer, Slot
from PySide6.QtGui import QCursor, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from peerdesk.ui.widgets.parts import label

_WIDEST = 560
_EDGE = 8
_NEEDED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QLabel)
_NEVER = 10**9


class OverPage(QFrame):
    """Stands at the upper or lower edge of a page, where it covers least of what can be used and read.

    It avoids what is being typed into, the mouse pointer and other bars as long as there is any other place. It is
    seen only while its owner is, and comes back with it.

    Args:
        owner: the part of the page that it belongs to.
        name: the object name of its text.
        over: what it stands over; the page of its owner where left out.
    """

    def __init__(self, owner: QWidget, name: str, over: QWidget | None = None) -> None:
        super().__init__(owner)
        self.setObjectName("banner")
        self._owner, self._over = owner, over
        self._page = owner
        self._text = label("", name, wrap=True)
        self._due = False
        self._before: QWidget | None = None
        self._asked: QWindow | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._make_way)
        owner.installEventFilter(self)
        self.hide()

    def appear(self) -> None:
        """Come, or come again with another text; with a hidden owner as soon as that is seen."""
        self._due = True
        if not self._owner.isVisible():
            return
        page = self._over or _page_of(self._owner)
        if self.parentWidget() is not page:
            self.setParent(page)
        if self._page is not page:
            self._page = page
            page.installEventFilter(self)
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._follow_focus()
        self._place()
        self.show()
        self.raise_()

    @Slot()
    def leave(self) -> None:
        """Go. The cursor, if it is here, goes back to where it was."""
        self._due = False
        focused, before = QApplication.focusWidget(), self._before
        self._before = None
        here = focused is not None and self.isAncestorOf(focused)
        if here and before is not None and isValid(before) and before.isVisible() and not self.isAncestorOf(before):
            before.setFocus()
        self.hide()

    def text(self) -> str:
        """What it says; empty if it is not there."""
        return self._text.text() if self._due else ""

    # Where it stands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._owner and event.type() == QEvent.Type.Hide:
            self.hide()
        elif watched is self._owner and event.type() == QEvent.Type.Show and self._due:
            self.appear()
        if watched is self._page and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self._place()
            elif event.type() == QEvent.Type.LayoutRequest:  # something may have been opened beneath it
                self._again.start(0)
        return super().eventFilter(watched, event)

    def _follow_focus(self) -> None:
        window = self._owner.window().windowHandle()
        if window is not None and window is not self._asked:
            self._asked = window
            window.focusObjectChanged.connect(self._on_focus)

    @Slot(QObject)
    def _on_focus(self, _focused: QObject | None) -> None:
        """Something else is done now: look again, once that has found its place."""
        self._again.start(0)

    @Slot()
    def _make_way(self) -> None:
        """Stand somewhere else where something is typed or used beneath; never go from under the pointer."""
        if self.isVisible() and not self.geometry().intersects(_at_pointer(self._page)):
            self._place()

    def _place(self) -> None:
        over, room = self._page, self._page.size()
        self.ensurePolished()
        width = min(self._wished_width(), _WIDEST, room.width() - 2 * _EDGE)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        needed = [_seen_of(widget, over) for widget in _needed_in(over) if not self.isAncestorOf(widget)]
        avoided = [self._typed_into(), _at_pointer(over), *self._others()]

        def covered(rect: QRect) -> int:
            hit = sum(rect.intersects(other) for other in avoided)
            return _NEVER * hit + sum(_area(rect & other) for other in needed)

        places = _places(QSize(width, height), room)
        if self.isVisible() and self.geometry() in places:
            places.insert(0, self.geometry())
        self.setGeometry(min(places, key=covered))

    def _wished_width(self) -> int:
        """What it takes to say its text on one line."""
        beside = self.sizeHint().width() - self._text.sizeHint().width()
        return beside + self._text.fontMetrics().horizontalAdvance(self._text.text()) + _EDGE

    def _typed_into(self) -> QRect:
        """What the cursor is in: a field, or the row of a table."""
        focused, over = QApplication.focusWidget(), self._page
        if focused is None or not over.isAncestorOf(focused) or self.isAncestorOf(focused):
            return QRect()
        if isinstance(focused, QAbstractItemView):
            row = focused.visualRect(focused.currentIndex())
            return row.translated(focused.viewport().mapTo(over, QPoint()))
        return QRect(focused.mapTo(over, QPoint()), focused.size())

    def _others(self) -> Iterator[QRect]:
        for other in self.window().findChildren(OverPage):
            if other is not self and other.isVisible():
                yield QRect(self._page.mapFromGlobal(other.mapToGlobal(QPoint())), other.size())


def _page_of(widget: QWidget) -> QWidget:
    """The page that a widget is on; without one its window."""
    found: QWidget | None = widget
    while found is not None and found.objectName() != "page":
        found = found.parentWidget()
    return found or widget.window()


def _places(size: QSize, room: QSize) -> list[QRect]:
    """Where a bar may stand, the usual place first: lists have nothing but their count at the lower left."""
    left, middle, right = _EDGE, (room.width() - size.width()) // 2, room.width() - size.width() - _EDGE
    top, bottom = _EDGE, room.height() - size.height() - _EDGE
    corners = (left, bottom), (middle, top), (middle, bottom), (right, bottom), (left, top), (right, top)
    return [QRect(QPoint(*corner), size) for corner in corners]


def _needed_in(over: QWidget) -> Iterator[QWidget]:
    """What is used or read."""
    return (widget for widget in over.findChildren(QWidget) if isinstance(widget, _NEEDED) and widget.isVisible())


def _seen_of(widget: QWidget, over: QWidget) -> QRect:
    """What is seen of a widget, as the surface counts."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(over, QPoint()))


def _at_pointer(over: QWidget) -> QRect:
    """The mouse pointer and a little around it."""
    at = over.mapFromGlobal(QCursor.pos())
    return QRect(at.x() - _EDGE, at.y() - _EDGE, 2 * _EDGE, 2 * _EDGE)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
