"""Whom a report is about: type a few letters, then choose."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.members import MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.services.members import members
from peerdesk.ui.actions import Command
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import label
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate, two_tone

MOST_FOUND = 60
_HEIGHT = 176


class MemberChoice(QWidget):
    """A search over both scripts, village and number, and what was found. Typing alone chooses nobody else."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._chosen: MemberRow | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchEdit("memberSearch", _("Find a member"), _("Name, village, phone or number"))
        self._model: RowsModel[MemberRow] = RowsModel(
            [
                Column(_("Number"), lambda m: number_text(m.number), lambda m: m.number),
                Column(_("Name"), lambda m: two_tone(m.name_latin, m.name_native)),
            ],
            self,
        )
        self.found = Table(self._model, "memberFound", _("Members found"), sortable=False)
        self.found.horizontalHeader().hide()
        self.found.set_widths(52)
        self.found.setItemDelegateForColumn(1, TwoToneDelegate(self.found))
        self.found.setFixedHeight(_HEIGHT)
        self._hint = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (label(_("Member"), "fieldLabel"), self.search, self.found, self._hint):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.left_downwards.connect(self._into_found)
        self.found.selected.connect(self._on_selected)

    def refresh(self) -> None:
        """Find again what the file holds now."""
        self.show_found(self._rows(self.search.text()))

    def show_found(self, rows: Sequence[MemberRow]) -> None:
        """Show whom the search fits now; without anybody chosen the first in the list is."""
        self._show(rows)
        if self._chosen is None and self._model.rows():
            self._chosen = self._model.rows()[0]
            self._mark_chosen()

    def number(self) -> int | None:
        """The number of the member chosen; ``None`` in a centre without members."""
        return self._chosen.number if self._chosen else None

    def member_id(self) -> int | None:
        return self._chosen.id if self._chosen else None

    def choose(self, number: int) -> None:
        """Choose a member, announcing nothing. A number that nobody has leaves the choice as it is."""
        typed = number_text(number)
        row = next((row for row in self._rows(typed) if row.number == number), None)
        if row is None:
            return
        self._chosen = row
        if row.number not in (shown.number for shown in self._model.rows()):
            self.search.setText(typed)
        self._mark_chosen()

    def _rows(self, text: str) -> list[MemberRow]:
        context = self._context
        found = members.find(context.storage, context.actor, text=text, today=context.today(), most=MOST_FOUND)
        return list(found.rows)

    @Slot()
    def _find(self) -> None:
        self._show(self._rows(self.search.text()))

    def _show(self, rows: Sequence[MemberRow]) -> None:
        with QSignalBlocker(self.found):
            self._model.set_rows(rows)
        self._mark_chosen()
        self._hint.setVisible(not rows)
        self._hint.setText(self._nobody())

    def _nobody(self) -> str:
        if self.search.text().strip():
            return _("Nobody fits what is typed. Please try fewer letters.")
        return _("No members yet. Register the first one with New member ({key}).").format(
            key=Command.NEW_MEMBER.shortcut
        )

    def _mark_chosen(self) -> None:
        for place, row in enumerate(self._model.rows()):
            if self._chosen and row.number == self._chosen.number:
                with QSignalBlocker(self.found):
                    self.found.selectRow(place)

    @Slot()
    def _into_found(self) -> None:
        if not self._model.rows():
            return
        self.found.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.found.currentIndex().isValid():
            self.found.selectRow(0)

    @Slot(QModelIndex)
    def _on_selected(self, index: QModelIndex) -> None:
        if index.isValid():
            self._chosen = self._model.row(index)
            self.changed.emit()
