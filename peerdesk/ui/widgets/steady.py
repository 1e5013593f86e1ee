"""What is written anew, comes or goes, and moves nothing."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollBar, QWidget

from peerdesk.ui.widgets.parts import label


class SteadyLabel(QWidget):
    """Wrapped text in one of the style sheet's roles; the page is laid out anew only where it needs other room.

    A plain label has the whole window laid out with each new text, which costs more than the mark that it tells of.
    It is made narrow by what stands around it alone: how wide its words are is not asked with every key.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label: QLabel = label("", name, wrap=True)
        self._label.setParent(self)
        self.setSizePolicy(self._label.sizePolicy())
        self._needed = 0

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def setText(self, text: str) -> None:  # noqa: N802 - as a label's
        """Say something else."""
        if text == self._label.text():
            return
        self._label.setText(text)
        needed = self.heightForWidth(self.width())
        if needed != self._needed:
            self._needed = needed
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._label.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._label.setGeometry(self.rect())
        self._needed = self.heightForWidth(self.width())
        super().resizeEvent(event)


class SteadyRoom(QWidget):
    """Room at the end of a line for something whose words change with every key.

    While it is shown it keeps as much as it ever needed, so that nothing around it is laid out anew.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.inside = inside
        inside.setParent(self)
        self.setSizePolicy(inside.sizePolicy())
        self._room = QSize(0, 0)

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self.inside.isHidden() else self._room.expandedTo(self.inside.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.fit()
        return super().event(event)

    def fit(self) -> None:
        """Find the room for other words now; by itself it does so when the layout's turn comes."""
        self.inside.resize(self.inside.sizeHint())
        room = self.sizeHint()
        if room != self._room:
            self._room = room
            self.updateGeometry()


class SteadyBar(QScrollBar):
    """A scroll bar that keeps its room, unseen, where there is nothing to scroll; for the policy *always on*."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)
