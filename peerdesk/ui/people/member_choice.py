"""Whom a report is about: type a few letters, then choose."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.members import MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.ui.actions import Command
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_columns import FOUND_NAME_COLUMN, found_columns
from peerdesk.ui.people.member_search import MemberSearch
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import label
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate

_HEIGHT = 176


class MemberChoice(QWidget):
    """A search over both scripts, village and number, and what was found. Typing alone chooses nobody else."""

    changed = Signal()

    def __init__(self, context: AppContext, messages: Messages, part: Part = Part.MEMBER_LIST) -> None:
        super().__init__()
        self._context, self._messages, self._part = context, messages, part
        self._chosen: MemberRow | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchEdit("memberSearch", _("Find a member"), _("Name, village, phone or number"))
        self._model: RowsModel[MemberRow] = RowsModel(found_columns()[:2], self)
        self._members = MemberSearch(self._context, self._messages, self.search, self._model, part=self._part)
        self.found = Table(self._model, "memberFound", _("Members found"), sortable=False)
        self.found.horizontalHeader().hide()
        self.found.set_widths(52)
        self.found.setItemDelegateForColumn(FOUND_NAME_COLUMN, TwoToneDelegate(self.found))
        self.found.setFixedHeight(_HEIGHT)
        self._hint = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (label(_("Member"), "fieldLabel"), self.search, self.found, self._hint):
            lines.addWidget(part)

    def _connect(self) -> None:
        self._members.found.connect(self._on_found)
        self.search.left_downwards.connect(self.found.enter)
        self.found.selected.connect(self._on_selected)

    def refresh(self) -> None:
        """Find again what the file holds now."""
        self._members.find()
        self._choose_first()

    def show_found(self, rows: Sequence[MemberRow]) -> None:
        """Show whom the search fits now; without anybody chosen the first in the list is."""
        self._model.set_rows(rows)
        self._on_found()
        self._choose_first()

    def _choose_first(self) -> None:
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
        row = next((row for row in self._members.fitting(typed) if row.number == number), None)
        if row is None:
            return
        self._chosen = row
        if row.number not in (shown.number for shown in self._model.rows()):
            self.search.setText(typed)
        self._mark_chosen()

    @Slot()
    def _on_found(self) -> None:
        self._mark_chosen()
        self._hint.setVisible(not self._model.rowCount())
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

    @Slot(QModelIndex)
    def _on_selected(self, index: QModelIndex) -> None:
        if index.isValid():
            self._chosen = self._model.row(index)
            self.changed.emit()
