"""The latest attendance marks as letters in a row, newest last."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.marking.colours import tint
from peerdesk.ui.widgets.parts import clear_layout, label
from peerdesk.ui.widgets.tips import set_tip

PER_LINE = 15
_SIZE = 22


class MarkStrip(QWidget):
    """One letter per session on its tint; day and group in its tip and its accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("markStrip")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._grid.setColumnStretch(PER_LINE, 1)

    def show_marks(self, marks: Sequence[tuple[date, str, Mark]]) -> None:
        """Show marks as (day, group name, mark), oldest first."""
        clear_layout(self)
        for place, (day, group, mark) in enumerate(marks):
            self._grid.addWidget(self._cell(day, group, mark), place // PER_LINE, place % PER_LINE)
        self.setAccessibleName(
            _("The latest marks: {letters}").format(letters=" ".join(m.value for _d, _g, m in marks))
        )

    def _cell(self, day: date, group: str, mark: Mark) -> QLabel:
        cell = label(mark.value, "mark")
        cell.setFixedSize(_SIZE, _SIZE)
        cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, tint(mark, dark=theme.is_dark(self.palette())))
        cell.setPalette(palette)
        cell.setAutoFillBackground(True)
        spoken = f"{words.short_weekday(day)} {short_date(day)} · {group}: {words.of(mark)}"
        set_tip(cell, spoken)
        cell.setAccessibleName(spoken)
        return cell
