"""A form: its fields together, and where each problem with what was typed is said."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from peerdesk import words
from peerdesk.errors import InvalidInput, Problem
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field, edited
from peerdesk.ui.widgets.parts import label, reveal


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
            if (change := edited(field.editor)) is not None:
                change.connect(self.changed)

    def show(self, error: InvalidInput) -> None:
        """Put every problem beside its field and the cursor into the first of them. Nothing typed is touched."""
        self.clear()
        rest: list[Problem] = []
        beside: dict[str, list[str]] = {}
        for problem in error.problems:
            if problem.field not in self.fields:
                rest.append(problem)
            elif (text := words.problem(problem)) not in (said := beside.setdefault(problem.field, [])):
                said.append(text)
        for name, texts in beside.items():
            self.fields[name].show_problem("\n".join(texts))
        self.general.setText("\n".join(words.problem(problem) for problem in rest))
        self.general.setVisible(bool(rest))
        self.refused.emit()
        if (wrong := self.first_wrong()) is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._reveal)  # once what is said has its place

    @Slot()
    def _reveal(self) -> None:
        """On a surface that scrolls: the whole field, with what stands below it."""
        if (wrong := self.first_wrong()) is not None:
            reveal(wrong)

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
