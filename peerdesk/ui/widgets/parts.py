"""Small parts every page is built from: headings, cards, buttons, hints."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from peerdesk.ui import theme
from peerdesk.ui.widgets.flow import Flow


def label(text: str, name: str, *, wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's roles (``title``, ``subtitle``, ``section``, ``hint``, ``badge``)."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold <b>
    return made


def warning_sign() -> QLabel:
    """The triangle before what warns; the words beside it say the same."""
    made = label("", "warningSign")
    made.setPixmap(theme.icon("triangle-alert", made.palette(), danger=True).pixmap(20))
    made.setFixedSize(20, 20)
    return made


def button(text: str, name: str, *, primary: bool = False, flat: bool = False, icon: str = "") -> QPushButton:
    """A push button; ``name`` is its object name, its accessible name is its text."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setProperty("primary", primary)
    made.setProperty("flat", flat)
    made.setAccessibleName(text.replace("&", ""))
    if icon:
        made.setIcon(theme.icon(icon, made.palette(), on_accent=primary))
    return made


def press_focused(page: QWidget) -> bool:
    """Press the button that has the cursor, as Enter does, and tell whether there was one."""
    focused = page.focusWidget()
    if not isinstance(focused, QPushButton):
        return False
    focused.click()
    return True


def text_edit(height: int | None = None) -> QPlainTextEdit:
    """Room for several lines, as high as told or as there is room; Tab leads on from it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    if height is not None:
        made.setFixedHeight(height)
    return made


def embolden(text: QLabel, *, bold: bool) -> None:
    """Let a label stand out, or no more."""
    font = text.font()
    font.setBold(bold)
    text.setFont(font)


def rename(made: QAbstractButton, text: str) -> None:
    """Let a button show another text, and be called by it."""
    made.setText(text)
    made.setAccessibleName(made.text())


def quiet(made: QPushButton) -> QPushButton:
    """The button, leaving the cursor where it is when it is clicked; Tab still reaches it."""
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def card(*contents: QWidget, margin: int = 14, stretch: int | None = None) -> QFrame:
    """A framed surface with its contents below each other; ``stretch`` is the place of the one that grows."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(8)
    for place, content in enumerate(contents):
        column.addWidget(content, int(place == stretch))
    return frame


def row(*contents: QWidget | None, spacing: int = 8, bottom: bool = False) -> QWidget:
    """Contents beside each other, on one base line if asked; ``None`` stands for stretching space."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for content in contents:
        if content is None:
            line.addStretch(1)
        elif bottom and isinstance(content, QPushButton):
            line.addWidget(content, 0, Qt.AlignmentFlag.AlignBottom)
        else:
            line.addWidget(content)
    return made


def flow(*contents: QWidget | None, spacing: int = 8, bottom: bool = False) -> QWidget:
    """Contents beside each other, on as many lines as their words need; for the rest like :func:`row`."""
    made = QWidget()
    lines = Flow(made, spacing)
    for content in contents:
        if content is None:
            lines.add_stretch()
        else:
            lines.addWidget(content)
            if bottom and isinstance(content, QPushButton):
                lines.setAlignment(content, Qt.AlignmentFlag.AlignBottom)
    return made


def column(
    *contents: QWidget | None,
    spacing: int = 8,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    stretch: int | None = None,
) -> QWidget:
    """Contents below each other; ``None`` stands for stretching space, ``stretch`` is the place of what grows."""
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(*margins)
    lines.setSpacing(spacing)
    for place, content in enumerate(contents):
        if content is None:
            lines.addStretch(1)
        else:
            lines.addWidget(content, int(place == stretch))
    return made


def wide(text: QLabel) -> QLabel:
    """The label, taking all the width that its neighbours leave."""
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return text


_HIGHEST = 400  # pixels that a surface asks for, however long its content


class _Scrolled(QScrollArea):
    """Scrolls up and down only, so it wants the width that its content needs.

    Args:
        height: so much of the content is seen at least.
    """

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height

    def sizeHint(self) -> QSize:
        """What the content wants now; Qt remembers what it wanted first."""
        hint, content = super().sizeHint(), self.widget()
        return hint if content is None else QSize(hint.width(), min(content.sizeHint().height(), _HIGHEST))

    def minimumSizeHint(self) -> QSize:
        hint, content = super().minimumSizeHint(), self.widget()
        if content is None:
            return hint
        width = content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        height = min(content.sizeHint().height(), self._height)
        return QSize(max(hint.width(), width), max(hint.height(), height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolled(content: QWidget, name: str, *, height: int = 0) -> QScrollArea:
    """A surface that scrolls when the window is low, showing so many pixels of its content at least."""
    area = _Scrolled(height)
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("scrolled")
    area.setWidget(content)
    return area


def reveal(widget: QWidget) -> None:
    """Bring the whole of a widget into sight, where it stands on a surface that scrolls."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None and widget.isVisible():
        around.ensureWidgetVisible(widget)


def offer(widget: QWidget, *, allowed: bool) -> None:
    """Hide what somebody may not use. It shows nothing: without a parent a widget that is shown is a window."""
    if not allowed:
        widget.hide()


def clear_layout(widget: QWidget) -> None:
    """Take everything out of a widget's layout."""
    layout = widget.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        if (inner := item.widget()) is not None:
            inner.hide()  # without a parent it would become a window of its own for a moment
            inner.deleteLater()


def centred(content: QWidget, width: int) -> QWidget:
    """Put a widget of a given width into the middle, a little above; it scrolls where the window is too low."""
    content.setFixedWidth(width)
    middle = QWidget()
    lines = QVBoxLayout(middle)
    lines.setContentsMargins(24, 24, 24, 24)
    lines.addStretch(2)
    lines.addWidget(row(None, content, None))
    lines.addStretch(3)
    area = scrolled(middle, "centred")
    outside = QWidget()
    line = QHBoxLayout(outside)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(area)
    return outside


@contextmanager
def waiting() -> Iterator[None]:
    """Show the hour-glass inside the block."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
