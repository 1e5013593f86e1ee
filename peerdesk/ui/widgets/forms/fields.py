"""Form fields: a label above, the editor, and room for what is wrong beside it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.errors import InvalidInput, Problem
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import label


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
            editor.setToolTip(hint)
            editor.setAccessibleDescription(hint)
        if (edited := _edited(editor)) is not None:
            edited.connect(self._mended)
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


class Form(QObject):
    """The fields of one form by the names that problems carry, and one line for problems of no field."""

    changed = Signal()
    refused = Signal()
    """Something cannot be kept; what stands beside its field."""

    def __init__(self, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: Mapping[str, Field] = {field.name: field for field in fields}
        self.general: QLabel = label("", "problem", wrap=True)
        self.general.hide()
        for field in fields:
            if (edited := _edited(field.editor)) is not None:
                edited.connect(self.changed)

    def show(self, error: InvalidInput) -> None:
        """Put each problem beside its field and the cursor into the first of them. Nothing typed is touched."""
        self.clear()
        rest: list[Problem] = []
        for problem in error.problems:
            field = self.fields.get(problem.field)
            if field is None:
                rest.append(problem)
            elif not field.problem:
                field.show_problem(words.problem(problem))
        self.general.setText("\n".join(words.problem(problem) for problem in rest))
        self.general.setVisible(bool(rest))
        self.refused.emit()
        if (wrong := self.first_wrong()) is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_wrong(self) -> Field | None:
        """The first field beside which a problem stands."""
        return next((field for field in self.fields.values() if field.problem), None)

    @contextmanager
    def keeping(self, messages: Messages) -> Iterator[None]:
        """Try to keep what was typed: what is wrong with it stands beside the fields, another failure is told.

        What is done after the keeping belongs inside the block too, for it is left where something is wrong.
        """
        self.clear()
        with messages.reporting():
            try:
                yield
            except InvalidInput as error:
                self.show(error)

    def clear(self) -> None:
        """Nothing is wrong (any more)."""
        for field in self.fields.values():
            if field.problem:
                field.show_problem("")
        self.general.hide()
        self.general.setText("")


def show_warnings(found: Sequence[Problem], line: QLabel, reason: Field) -> None:
    """Say what speaks against it, and ask for a reason only then."""
    line.setText("\n".join(map(words.problem, found)))
    line.setVisible(bool(found))
    reason.setVisible(bool(found))


def _edited(editor: QWidget) -> SignalInstance | None:
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
