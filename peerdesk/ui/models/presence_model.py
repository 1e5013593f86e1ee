"""Who is in the centre on a day, as a table."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from peerdesk import words
from peerdesk.domain.marks import Mark
from peerdesk.domain.members import display_name, number_text
from peerdesk.domain.presence import PresenceRow
from peerdesk.i18n import gettext as _
from peerdesk.ui.models.rows_model import Index

_ROOT = QModelIndex()


class PresenceColumn(IntEnum):
    """The columns from left to right."""

    SERIAL = 0
    NAME = 1
    NUMBER = 2
    VILLAGE = 3
    STATE = 4
    DETAIL = 5


class PresenceModel(QAbstractTableModel):
    """Shows the rows it is given, always in the order of the roll; never asks the database for anything."""

    RowRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PresenceRow] = []
        self._headings = {
            PresenceColumn.SERIAL: _("No."),
            PresenceColumn.NAME: _("Name"),
            PresenceColumn.NUMBER: _("Member"),
            PresenceColumn.VILLAGE: _("Village"),
            PresenceColumn.STATE: _("In the centre"),
            PresenceColumn.DETAIL: _("Details"),
        }

    def set_rows(self, rows: Sequence[PresenceRow]) -> None:
        """Show other rows; where the same people stay, only what changed is repainted and the cursor stays."""
        if [row.member_id for row in rows] != [row.member_id for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        changed = [number for number, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        self._rows = list(rows)
        for number in changed:
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(PresenceColumn) - 1))

    def row(self, number: int) -> PresenceRow:
        """The row at a place."""
        return self._rows[number]

    def rows(self) -> Sequence[PresenceRow]:
        """All rows."""
        return tuple(self._rows)

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(PresenceColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[PresenceColumn(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], PresenceColumn(index.column())
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _TEXTS[column](row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, column)
        return None


def state_in_words(row: PresenceRow) -> str:
    """``Present``, ``Absent`` or ``Unmarked``."""
    if row.present is None:
        return words.unmarked()
    return words.of(Mark.PRESENT if row.present else Mark.ABSENT)


def _spoken(row: PresenceRow, column: PresenceColumn) -> str:
    if column is PresenceColumn.NAME:
        said = f"{display_name(row.name_latin, row.name_native)}: {state_in_words(row)}"
        return f"{said}, {detail}" if (detail := _detail(row)) else said
    return state_in_words(row) if column is PresenceColumn.STATE else _TEXTS[column](row)


def _letter(row: PresenceRow) -> str:
    if row.present is None:
        return ""
    return (Mark.PRESENT if row.present else Mark.ABSENT).value


def _detail(row: PresenceRow) -> str:
    said = [_("Outpatient")] if row.outpatient else []
    if row.on_leave is not None:
        said.append(_("On leave: {reason}").format(reason=row.on_leave) if row.on_leave else _("On leave"))
    return " · ".join(said)


_TEXTS: Mapping[PresenceColumn, Callable[[PresenceRow], str]] = {
    PresenceColumn.SERIAL: lambda row: str(row.serial),
    PresenceColumn.NAME: lambda row: "  ".join(filter(None, (row.name_latin, row.name_native))),
    PresenceColumn.NUMBER: lambda row: number_text(row.number),
    PresenceColumn.VILLAGE: lambda row: row.village,
    PresenceColumn.STATE: _letter,
    PresenceColumn.DETAIL: _detail,
}
