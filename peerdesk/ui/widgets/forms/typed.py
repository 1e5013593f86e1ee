"""What is typed into a form, seen against how it began; put aside while the form serves another record."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from peerdesk.ui.widgets.forms.password import PasswordEdit, ShowPasswords
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.tables.check_list import CheckTable
from peerdesk.ui.widgets.tables.checked_rows_model import CheckedRowsModel

Values = Mapping[str, object]
"""What stands in the editors of a form, by their object names."""


class Typing:
    """What somebody types into a form, seen against how its fields began.

    A form that serves one record after the other puts aside what was typed about each, and shows it again with it.

    Args:
        parts: the form, or those parts of it that hold its fields.
    """

    def __init__(self, *parts: QWidget) -> None:
        self._parts = parts
        self._about: Hashable = None
        self._name = ""
        self._began: Values | None = None
        self._aside: dict[Hashable, tuple[str, Values]] = {}

    def is_about(self, about: Hashable) -> bool:
        """Whether the fields are filled for this record."""
        return self._began is not None and self._about == about

    def put_aside(self) -> None:
        """The fields are needed for something else: keep what was typed, if it was more than a choice."""
        typed = self._typed()
        if any(isinstance(value, str) for value in typed.values()):
            self._aside[self._about] = self._name, typed
        self._began = None

    def begin(self, about: Hashable, name: str) -> None:
        """The fields stand as they begin for a record; what was typed about it before is shown again."""
        self._about, self._name, self._began = about, name, _values(self._parts)
        _name, typed = self._aside.pop(about, ("", {}))
        for editor in _editors(self._parts):
            if editor.objectName() in typed:
                _set(editor, typed[editor.objectName()])

    def end(self) -> None:
        """What was typed is kept, or was thrown away."""
        self._began = None

    def unsaved(self) -> list[str]:
        """The names of the records about which something is typed."""
        names = [name for name, _typed in self._aside.values()]
        return [*names, self._name] if self._typed() else names

    def _typed(self) -> Values:
        began = self._began
        if began is None:
            return {}
        return {key: value for key, value in _values(self._parts).items() if value != began.get(key)}


def _values(parts: Sequence[QWidget]) -> Values:
    return {editor.objectName(): _value(editor) for editor in _editors(parts)}


def _editors(parts: Sequence[QWidget]) -> Iterator[QWidget]:
    for part in parts:
        for widget in part.findChildren(QWidget):
            if isinstance(widget.parent(), QComboBox | QAbstractSpinBox) or _is_passing(widget):
                continue
            if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox | QSpinBox | QCheckBox | CheckTable):
                yield widget


def _is_passing(widget: QWidget) -> bool:
    """What is typed to find something or to prove who one is: nobody misses it."""
    return isinstance(widget, SearchEdit | PasswordEdit | ShowPasswords)


def typed_text(editor: QLineEdit | QPlainTextEdit) -> str:
    """What stands in an editor of one line or of several."""
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _value(editor: QWidget) -> object:
    match editor:
        case QLineEdit() | QPlainTextEdit():
            return typed_text(editor)
        case QComboBox():
            return (editor.currentText(),)
        case QSpinBox():
            return editor.value()
        case QCheckBox():
            return editor.isChecked()
        case CheckTable():
            model = editor.model()
            return tuple(model.ticked()) if isinstance(model, CheckedRowsModel) else ()
    return None


def _set(editor: QWidget, value: object) -> None:
    match editor, value:
        case QLineEdit(), str(text):
            editor.setText(text)
        case QPlainTextEdit(), str(text):
            editor.setPlainText(text)
        case QComboBox(), (str(text),) if editor.findText(text) >= 0:
            editor.setCurrentIndex(editor.findText(text))
        case QCheckBox(), bool(checked):
            editor.setChecked(checked)
        case QSpinBox(), int(number):
            editor.setValue(number)
