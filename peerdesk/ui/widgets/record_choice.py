"""Choosing one record, or any number of them, by their names: groups, staff."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem

from peerdesk.ui.widgets.calm import CalmCombo

Option = tuple[int, str]
"""A record's id and what it is called."""

_ROW = 26


class RecordChoice(CalmCombo):
    """A list of records; with ``nothing`` its first line stands for none of them, by that text."""

    def __init__(self, *, nothing: str | None = None) -> None:
        super().__init__()
        self._nothing = nothing
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other records. The chosen one stays so where it is still offered; announces nothing."""
        chosen = self.chosen_id()
        blocked = self.blockSignals(True)
        self.clear()
        if self._nothing is not None:
            self.addItem(self._nothing)
        for record_id, name in options:
            self.addItem(name, record_id)
        self.blockSignals(blocked)
        self.choose(chosen)

    def chosen_id(self) -> int | None:
        """The id of the chosen record."""
        found: int | None = self.currentData()
        return found

    def choose(self, record_id: int | None) -> None:
        """Show a record as chosen; one that is not offered leaves nothing chosen. Announces nothing."""
        blocked = self.blockSignals(True)
        place = self.findData(record_id) if record_id is not None else -1
        self.setCurrentIndex(0 if place < 0 and self._nothing is not None else place)
        self.blockSignals(blocked)


class RecordChecks(QListWidget):
    """One line with a box per record; the space bar ticks it."""

    def __init__(self, *, rows: int = 4) -> None:
        super().__init__()
        self._ids: list[int] = []
        self.setFixedHeight(rows * _ROW + 4)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these records; what was ticked stays so where it is still offered."""
        ticked = self.ticked()
        self.clear()
        self._ids = [record_id for record_id, _name in options]
        for _id, name in options:
            item = QListWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(name)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        self.tick(ticked)

    def ticked(self) -> tuple[int, ...]:
        """The ids of the ticked records, in the order of the list."""
        return tuple(
            record_id
            for place, record_id in enumerate(self._ids)
            if self.item(place).checkState() is Qt.CheckState.Checked
        )

    def tick(self, ids: Collection[int]) -> None:
        """Tick these and no others."""
        for place, record_id in enumerate(self._ids):
            self.item(place).setCheckState(Qt.CheckState.Checked if record_id in ids else Qt.CheckState.Unchecked)
