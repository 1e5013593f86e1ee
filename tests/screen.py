"""What somebody does at a screen with the mouse and the keys, and what they read there."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from peerdesk.ui.widgets.forms.form import Form

# Doing


def click(qtbot, widget: QWidget) -> None:
    """Click the middle of a widget, where it stands once everything around it is laid out."""
    QApplication.sendPostedEvents()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def press(qtbot, around: QWidget, name: str) -> None:
    """Click the button of an object name, once it is seen and stands where it belongs.

    What stands in a list is made anew after each change; a button that was replaced is hidden.
    """

    def seen() -> list[QPushButton]:
        found = around.findChildren(QPushButton, name)
        return [button for button in found if button.isVisible() and button.height() > 0]

    qtbot.waitUntil(lambda: len(seen()) == 1)
    click(qtbot, seen()[0])


def click_row(qtbot, table: QAbstractItemView, row: int, column: int = 0) -> None:
    middle = table.visualRect(table.model().index(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def typed(qtbot, editor: QLineEdit, text: str) -> None:
    """Type over what stands in a field."""
    editor.setFocus()
    editor.selectAll()
    if text.isascii():
        qtbot.keyClicks(editor, text)
    else:
        event = QInputMethodEvent()  # as Indian scripts come in; the test tool has no keys for them
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)


# Reading


def held_down(widget, key: Qt.Key, text: str, times: int) -> None:
    """A key that somebody leans on: pressed once, then repeated by the keyboard."""
    for repeated in range(times):
        stroke = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, repeated > 0)
        QApplication.sendEvent(widget, stroke)


def cells(table: QAbstractItemView, row: int) -> list[str]:
    """A row of a table, from the left."""
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def rows(table: QAbstractItemView) -> list[list[str]]:
    """All of a table, from the top."""
    return [cells(table, row) for row in range(table.model().rowCount())]


def column(table: QAbstractItemView, number: int) -> list[str]:
    """A column of a table, from the top."""
    model = table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def texts(widget: QWidget) -> list[str]:
    """Everything that is to be read in a widget: its lines, then its buttons."""
    QApplication.sendPostedEvents()  # what came with the last change is laid out first
    parts: list[QLabel | QAbstractButton] = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    seen = [part.text().replace("\N{NO-BREAK SPACE}", " ") for part in parts if part.isVisibleTo(widget)]
    return [text for text in seen if text]


def words_in(widget: QWidget) -> str:
    """Everything that is to be read in a widget, as one text."""
    return "\n".join(texts(widget))


def problems_in(form: Form) -> dict[str, str]:
    """What is said beside the fields of a form, by their names."""
    return {name: field.problem for name, field in form.fields.items() if field.problem}
