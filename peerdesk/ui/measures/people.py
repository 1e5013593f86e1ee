"""Left half of the Measures page: the scale, and the members whose sheet of it is still to be keyed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.scales import Rhythm, Scale
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.measures import DueMember, MeasuresScreen
from peerdesk.domain.screens.members import MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.services.members import members
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_search import MOST_FOUND
from peerdesk.ui.widgets.inputs.chips import Chip, Chips
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import card, label
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate, two_tone
from peerdesk.words.measures import scale_name

WIDTH = 360
_LONGEST = 26  # characters on a chip


@dataclass(frozen=True, slots=True)
class SheetOfPile:
    """A member whose sheet may be keyed in.

    Attributes:
        latest: when the scale was last answered; unknown for somebody found who is not in the programme.
        begun: answers are keyed in and not kept yet.
    """

    member_id: int
    number: int
    name_latin: str
    name_native: str
    latest: date | None
    begun: bool


class MeasuresPeople(QWidget):
    """Chips choose the scale; below, those for whom it is due, or whoever the search finds."""

    scale_chosen = Signal()
    member_chosen = Signal(int)
    opened = Signal()
    """The reader wants to go on to the answers of the chosen member."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._scales: dict[str, Scale] = {}
        self._due: Sequence[DueMember] = ()
        self._found: Sequence[MemberRow] = ()
        self._begun: Collection[tuple[int, str]] = ()
        self._shown_id: int | None = None
        self._place = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = Chips("scales", _("Scale"))
        self.search = SearchEdit("memberSearch", _("Find a member"), _("Anybody: name, village, phone or number"))
        self.model: RowsModel[SheetOfPile] = RowsModel(
            [
                Column(pgettext("column", "No."), _number, _by_number),
                Column(_("Name"), _names),
                Column(pgettext("answered", "Last"), _last, _by_last),
            ],
            self,
        )
        self.table = Table(self.model, "sheets", _("Sheets to key in"))
        self.table.setItemDelegateForColumn(1, TwoToneDelegate(self.table))
        self.table.share_width(Widths((48, 0, 92), least={1: NAME_WIDTH}))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (self.chips, self.search, self._hint):
            lines.addWidget(part)
        lines.addWidget(card(self.table, margin=4), 1)
        self.setFixedWidth(WIDTH)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_scale)
        self.search.textChanged.connect(self._on_search)
        self.search.left_downwards.connect(self._on_downwards)
        self.model.modelReset.connect(self._select_shown)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.clicked.connect(self._on_opened)
        self.table.opened.connect(self._on_opened)

    # Asking

    def look_for(self, member_id: int) -> None:
        """Somebody elsewhere asks for a member's sheet: the search is over. Says nothing."""
        self.search.clear()
        self._shown_id = member_id

    def show_screen(self, screen: MeasuresScreen, begun: Collection[tuple[int, str]]) -> None:
        """Offer what the file holds now. ``begun`` are members and scales with answers that are not kept yet."""
        self._scales = {scale.code: scale for scale in screen.scales}
        self._due, self._found = screen.due, screen.found
        self.chips.show_chips([self._chip(scale) for scale in self._scales.values()])
        self.chips.choose(screen.scale)
        self.show_begun(begun)

    def show_begun(self, begun: Collection[tuple[int, str]]) -> None:
        """Say again whose answers are keyed in and not kept yet."""
        self._begun = begun
        self._show_sheets()

    def scale(self) -> Scale:
        """The scale that is chosen; there is always one."""
        return self._scales[self.chips.key()]

    def scale_code(self) -> str:
        """The code of the scale that is chosen; empty before there is one."""
        return self.chips.key()

    def searching(self) -> bool:
        """Whether somebody is looked for by name, instead of going through those who are due."""
        return bool(self.search.text().strip())

    def go_on(self) -> int | None:
        """Choose the next member of the list once one is done with, and return them; ``None`` after the last."""
        rows = self.model.rows()
        done = any(row.member_id == self._shown_id for row in rows)
        place = self._place + int(done)
        self._shown_id = rows[place].member_id if place < len(rows) else None
        if self._shown_id is None and rows and not self.searching():
            self._shown_id = rows[0].member_id
        self._select_shown()
        return self._shown_id

    # Showing

    def _chip(self, scale: Scale) -> Chip:
        name = scale_name(scale)
        count = sum(scale.code in member.due for member in self._due)
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        if scale.rhythm is Rhythm.WHEN_NEEDED:
            return Chip(scale.code, short, name)
        spoken = ngettext("{scale}: {count} is due", "{scale}: {count} are due", count)
        return Chip(scale.code, f"{short} · {count}", spoken.format(scale=name, count=count))

    def _show_sheets(self) -> None:
        if not self._scales:
            return
        code = self.chips.key()
        rows = self._fitting(code) if self.searching() else self._to_key_in(code)
        self.model.set_rows(rows)
        self._hint.setText(self._hint_text(rows))

    def _to_key_in(self, code: str) -> list[SheetOfPile]:
        return [
            self._sheet(member.member_id, member.number, member.name_latin, member.name_native, member.latest.get(code))
            for member in self._due
            if code in member.due or (member.member_id, code) in self._begun
        ]

    def _fitting(self, code: str) -> list[SheetOfPile]:
        latest = {member.member_id: member.latest.get(code) for member in self._due}
        return [
            self._sheet(row.id, row.number, row.name_latin, row.name_native, latest.get(row.id)) for row in self._found
        ]

    def _sheet(self, member_id: int, number: int, latin: str, native: str, latest: date | None) -> SheetOfPile:
        return SheetOfPile(member_id, number, latin, native, latest, (member_id, self.chips.key()) in self._begun)

    def _hint_text(self, rows: Sequence[SheetOfPile]) -> str:
        rhythm = self.scale().rhythm
        if self.searching():
            return "" if rows else _("Nobody fits what is typed. Please try fewer letters.")
        if rhythm is Rhythm.WHEN_NEEDED:
            return _("This scale is asked when it is needed. Find the member above.")
        if rows:
            return _("Still to be asked this week:") if rhythm is Rhythm.WEEKLY else _("Still to be asked this month:")
        return _("Nobody in the programme is waiting for this scale. Others can be found above.")

    @Slot()
    def _select_shown(self) -> None:
        place = next((n for n, row in enumerate(self.model.rows()) if row.member_id == self._shown_id), None)
        if place is not None:
            self._place = place
        self.table.show_chosen(place)

    # Slots

    @Slot()
    def _on_search(self) -> None:
        context = self._context
        with self._messages.reporting():
            if self.searching():
                found = members.find(
                    context.storage, context.actor, text=self.search.text(), today=context.today(), most=MOST_FOUND
                )
                self._found = found.rows
            self._show_sheets()

    @Slot(str)
    def _on_scale(self, _code: str) -> None:
        self._show_sheets()
        self.scale_chosen.emit()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        indexes = self.table.selectionModel().selectedRows()
        if indexes and (chosen := self.model.row(indexes[0]).member_id) != self._shown_id:
            self._shown_id, self._place = chosen, indexes[0].row()
            self.member_chosen.emit(chosen)

    @Slot()
    def _on_downwards(self) -> None:
        self.table.enter()
        if self.model.rowCount() == 1:
            self.opened.emit()

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self.opened.emit()


def _number(row: SheetOfPile) -> str:
    return number_text(row.number)


def _by_number(row: SheetOfPile) -> int:
    return row.number


def _names(row: SheetOfPile) -> str:
    return two_tone(row.name_latin, row.name_native)


def _last(row: SheetOfPile) -> str:
    if row.begun:
        return _("not kept yet")
    return short_date(row.latest) if row.latest else ""


def _by_last(row: SheetOfPile) -> int | None:
    return row.latest.toordinal() if row.latest else None
