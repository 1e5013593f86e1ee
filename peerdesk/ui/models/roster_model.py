"""The roster of one session as a table."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from peerdesk import words
from peerdesk.domain.marks import Mark
from peerdesk.domain.members import number_text
from peerdesk.domain.sessions import SheetRow
from peerdesk.i18n import gettext as _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RosterColumn(IntEnum):
    """The columns from left to right."""

    SERIAL = 0
    NAME = 1
    PLACE = 2
    LAST = 3
    MARK = 4
    DETAIL = 5
    PARTICIPATION = 6
    NOTE = 7


class RosterModel(QAbstractTableModel):
    """Shows the rows it is given, always in the order of the printed sheet; never asks the database for anything."""

    RowRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SheetRow] = []
        self._headings = {
            RosterColumn.SERIAL: _("No."),
            RosterColumn.NAME: _("Name"),
            RosterColumn.PLACE: _("Village"),
            RosterColumn.LAST: _("Last five"),
            RosterColumn.MARK: _("Mark"),
            RosterColumn.DETAIL: _("Details"),
            RosterColumn.PARTICIPATION: "0–4",
            RosterColumn.NOTE: _("Note"),
        }

    def set_rows(self, rows: Sequence[SheetRow]) -> None:
        """Show other rows; where the same people stay, only what changed is repainted and the cursor stays."""
        if [row.member_id for row in rows] != [row.member_id for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        changed = [number for number, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        self._rows = list(rows)
        for number in changed:
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(RosterColumn) - 1))

    def row(self, number: int) -> SheetRow:
        """The row at a place."""
        return self._rows[number]

    def rows(self) -> Sequence[SheetRow]:
        """All rows."""
        return tuple(self._rows)

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(RosterColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[RosterColumn(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], RosterColumn(index.column())
        if role == self.RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _TEXTS[column](row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_text(row) if column is RosterColumn.NAME else _spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.note or _TEXTS[column](row) if column is RosterColumn.NOTE else _TEXTS[column](row)
        return None


def accessible_text(row: SheetRow) -> str:
    """What a screen reader says of a row: "Sunita Kaur: late 10 minutes"."""
    return f"{row.name_latin or row.name_native}: {_mark_in_words(row)}"


def _mark_in_words(row: SheetRow) -> str:
    if row.mark is None:
        return words.unmarked()
    return f"{words.of(row.mark)} {_detail(row)}".strip()


def _spoken(row: SheetRow, column: RosterColumn) -> str:
    if column is RosterColumn.MARK:
        return _mark_in_words(row)
    return _TEXTS[column](row)


def _name(row: SheetRow) -> str:
    both = "  ".join(name for name in (row.name_latin, row.name_native) if name)
    return _("{name} (walk-in)").format(name=both) if row.walk_in else both


def _detail(row: SheetRow) -> str:
    attendance = row.attendance
    if attendance is None:
        return row.on_leave or ""
    if attendance.minutes is not None:
        return _("{minutes} min").format(minutes=attendance.minutes)
    if attendance.mark is Mark.LEAVE:
        return row.on_leave or (words.of(attendance.reason) if attendance.reason else "")
    return ""


def _participation(row: SheetRow) -> str:
    given = row.attendance.participation if row.attendance else None
    return "" if given is None else str(given)


_TEXTS: Mapping[RosterColumn, Callable[[SheetRow], str]] = {
    RosterColumn.SERIAL: lambda row: str(row.serial),
    RosterColumn.NAME: _name,
    RosterColumn.PLACE: lambda row: row.village or number_text(row.number),
    RosterColumn.LAST: lambda row: " ".join(mark.value if mark else "·" for mark in row.last_marks),
    RosterColumn.MARK: lambda row: row.mark.value if row.mark else "",
    RosterColumn.DETAIL: _detail,
    RosterColumn.PARTICIPATION: _participation,
    RosterColumn.NOTE: lambda row: "✎" if row.note else "",
}
