"""Form fields: a label above, the editor, and room for what is wrong beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, SignalInstance, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from peerdesk.ui.widgets.parts import label
from peerdesk.ui.widgets.tips import set_tip


class Field(QWidget):
    """One labelled editor. The problem line appears only when there is one."""

    def __init__(self, text: str, editor: QWidget, name: str, *, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.name = name
        caption = f"{text} *" if required else text
        self._caption = label(caption, "fieldLabel")
        self._caption.setBuddy(editor)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        editor.setObjectName(name)
        editor.setAccessibleName(text)
        if hint:
            set_tip(editor, hint)
            editor.setAccessibleDescription(hint)
        if (change := edited(editor)) is not None:
            change.connect(self._mended)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        lines.addWidget(self._caption)
        lines.addWidget(editor)
        lines.addWidget(self._problem)

    def show_problem(self, text: str) -> None:
        """Say what is wrong; an empty text means nothing is."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setProperty("wrong", bool(text))
        self.editor.setAccessibleDescription(text or self.editor.toolTip())
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    @Slot()
    def _mended(self) -> None:
        """What was wrong is being put right; the next saving looks again."""
        if self.problem:
            self.show_problem("")

    @property
    def problem(self) -> str:
        """What is wrong, as shown."""
        return self._problem.text()


def edited(editor: QWidget) -> SignalInstance | None:
    """The signal by which an editor says that somebody changed it."""
    if isinstance(editor, QLineEdit):
        return editor.textEdited
    if isinstance(editor, QPlainTextEdit):
        return editor.textChanged
    if isinstance(editor, QComboBox):
        return editor.activated
    if isinstance(editor, QSpinBox):
        return editor.valueChanged
    return None


SPACING = 10


class FieldGrid(QWidget):
    """Lines of fields; the fields of one line share its width evenly."""

    def __init__(self, *lines: Sequence[Field]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(SPACING)
        parts = _shared(lines)
        for column in range(parts):
            grid.setColumnStretch(column, 1)
        for number, line in enumerate(lines):
            span = parts // len(line)
            for place, field in enumerate(line):
                grid.addWidget(field, number, place * span, 1, span, Qt.AlignmentFlag.AlignTop)


def _shared(lines: Sequence[Sequence[Field]]) -> int:
    """So many columns that every line can be divided evenly: 2 and 3 fields need 6."""
    parts = 1
    for line in lines:
        least = parts
        while parts % len(line):
            parts += least
    return parts
