"""To a row of the roster by its number or the start of a name, typed over the headings: nothing moves."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTableView

from peerdesk.domain.names import nearness
from peerdesk.domain.screens.session_page import SheetRow
from peerdesk.i18n import gettext as _
from peerdesk.ui.widget_keys import ENTER, ESCAPE, LINE_STEPS
from peerdesk.ui.widgets.tables.elided import Elided

_EDIT = 190  # pixels


def rows_meant(text: str, rows: Sequence[SheetRow]) -> Sequence[int]:
    """The places of the rows that a number or the start of a name means, the nearest first."""
    typed = text.strip()
    if typed.isdecimal():
        return [place for place, row in enumerate(rows) if row.serial == int(typed)]
    near = [(nearness(typed, row.name_latin, row.name_native), place) for place, row in enumerate(rows)]
    return [place for _far, place in sorted((far, place) for far, place in near if far is not None)]


def shown_of(row: SheetRow) -> str:
    """A row in a few words."""
    return f"{row.serial} · {row.name_latin or row.name_native}"


class JumpEdit(QLineEdit):
    """Takes the start of a name; the arrows go through the rows it fits."""

    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() == ESCAPE:
            event.accept()  # it leaves the line, and nothing else that is open
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.entered.emit()
        elif event.key() == ESCAPE:
            self.left.emit()
        elif event.key() in LINE_STEPS:
            self.stepped.emit(1 if LINE_STEPS[Qt.Key(event.key())] > 0 else -1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class JumpLine(QFrame):
    """Stands over the headings while somebody types in it, or says what the digits typed on the roster mean."""

    row_meant = Signal(int)
    closed = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._rows: Sequence[SheetRow] = ()
        self._found: Sequence[int] = ()
        self._before, self._at = 0, 0
        self._open = False
        self.setObjectName("jumpLine")
        self.edit = JumpEdit()
        self.edit.setObjectName("jump")
        self.edit.setPlaceholderText(_("Number or name"))
        self.edit.setAccessibleName(_("Go to a row: its number or the start of the name"))
        self.edit.setFixedWidth(_EDIT)
        self.says = Elided("", "jumpSays")
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 0, 6, 0)
        line.addWidget(self.edit)
        line.addWidget(self.says, 1)
        self.edit.textChanged.connect(self._look)
        self.edit.stepped.connect(self._step)
        self.edit.entered.connect(self._enter)
        self.edit.left.connect(self.leave)
        self.hide()

    def open(self, rows: Sequence[SheetRow], current: int) -> None:
        """Let a number or a name be typed; the cursor of the roster follows it."""
        self._rows, self._before, self._open = rows, current, True
        self.edit.show()
        self.edit.clear()
        self._look()
        self._appear()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, text: str) -> None:
        """Say what was typed on the roster itself; nothing where it means nothing any more."""
        if self.is_open() or not (text or self.isVisible()):
            return
        self.edit.hide()
        self.says.setText(text)
        if text:
            self._appear()
        else:
            self.hide()

    def is_open(self) -> bool:
        """Whether somebody types in it."""
        return self._open

    def fit(self) -> None:
        """Cover the headings, however wide they are now."""
        self.setGeometry(self._table.horizontalHeader().geometry())

    def _appear(self) -> None:
        self.fit()
        self.show()
        self.raise_()

    @Slot()
    def _look(self) -> None:
        text = self.edit.text().strip()
        self._at = 0
        self._found = rows_meant(text, self._rows) if text else ()
        if text and not self._found:
            self.says.setText(_("Nobody here"))
        else:
            self._show(self._found[0] if self._found else self._before)

    @Slot(int)
    def _step(self, by: int) -> None:
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._show(self._found[self._at])

    def _show(self, place: int) -> None:
        said = shown_of(self._rows[place]) if 0 <= place < len(self._rows) else ""
        if len(self._found) > 1:
            said = f"{said} ({self._at + 1}/{len(self._found)})"
        self.says.setText(said)
        self.edit.setAccessibleDescription(said)
        self.row_meant.emit(place)

    @Slot()
    def _enter(self) -> None:
        if self._found or not self.edit.text().strip():
            self.leave()

    @Slot()
    def leave(self) -> None:
        """Back to the roster, on the row it shows."""
        if self._open:
            self._open = False
            held = self.edit.hasFocus()
            self.hide()
            if held:
                self.closed.emit()
