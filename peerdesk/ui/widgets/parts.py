"""Small parts every page is built from: headings, cards, buttons, hints."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.ui import theme


def label(text: str, name: str, *, wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's roles (``title``, ``subtitle``, ``section``, ``hint``, ``badge``)."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold <b>
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


def column(*contents: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Contents below each other; ``None`` stands for stretching space."""
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(*margins)
    lines.setSpacing(spacing)
    for content in contents:
        if content is None:
            lines.addStretch(1)
        else:
            lines.addWidget(content)
    return made


def wide(text: QLabel) -> QLabel:
    """The label, taking all the width that its neighbours leave."""
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return text


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """A surface that scrolls when the window is small."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("scrolled")
    area.setWidget(content)
    return area


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
