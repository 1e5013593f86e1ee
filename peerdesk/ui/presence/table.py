"""Who is in the centre: one letter marks a member and moves on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.domain.presence import PresenceRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.ui.marking.letter_keys import letter_at
from peerdesk.ui.marking.marking_table import MarkingTable
from peerdesk.ui.marking.painting import fill_row, paint_marks
from peerdesk.ui.presence.model import PresenceColumn, PresenceModel
from peerdesk.ui.widget_keys import DAY_BESIDE
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Index

_BIG = 16  # pixels of a letter
_WIDTHS = Widths(
    (44, 0, 80, 170, 118, 220),
    least={PresenceColumn.NAME: NAME_WIDTH, PresenceColumn.VILLAGE: 80, PresenceColumn.DETAIL: 120},
    goes=(PresenceColumn.VILLAGE, PresenceColumn.NUMBER),
)


class StateDelegate(QStyledItemDelegate):
    """Paints P or A big on its tint; who is on leave and not yet marked shows a pale A."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PresenceRow = index.data(PresenceModel.RowRole)
        fill_row(painter, option, index)
        cell, palette = option.rect.adjusted(6, 3, -6, -3), option.palette
        pale = "·" if row.on_leave is None else Mark.ABSENT.value
        mark = None if row.present is None else Mark.PRESENT if row.present else Mark.ABSENT
        paint_marks(painter, [(cell, mark)], palette, bold=True, pixels=_BIG, unmarked=pale)


class PresenceTable(MarkingTable[PresenceRow]):
    """P and A mark; the arrows to the left and right go to another day."""

    marked = Signal(int, bool)
    day_stepped = Signal(int)
    """One day back (-1) or on (1)."""

    def __init__(self, model: PresenceModel, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name, widths=_WIDTHS, mark_column=PresenceColumn.STATE)
        self._state_delegate = StateDelegate(self)
        self.setItemDelegateForColumn(PresenceColumn.STATE, self._state_delegate)

    def take(self, event: QKeyEvent) -> bool:
        if super().take(event):
            return True
        if step := DAY_BESIDE.get(Qt.Key(event.key())):
            self.day_stepped.emit(step)
            return True
        row, letter = self.current_row(), letter_at(event)
        if row is None or letter not in (Mark.PRESENT, Mark.ABSENT):
            return False
        self.marked.emit(row.member_id, letter == Mark.PRESENT)
        self.go_on()
        return True
