"""Left half of the Mentoring page: pairs, mentors, or members who wait for one."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from peerdesk.domain.mentoring.mentors import MentorRow
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.domain.screens.mentoring import MentoringOverview, PairRow, WaitingForMentor
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.mentoring.columns import (
    MENTOR_WIDTHS,
    PAIR_WIDTHS,
    WAITING_WIDTHS,
    PairsModel,
    mentor_columns,
    pair_columns,
    waiting_columns,
)
from peerdesk.ui.widgets.inputs.chips import Chips, code_chips
from peerdesk.ui.widgets.parts import card, label, row
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.record_table import RecordTable
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table


class _List(QWidget):
    """One table with the sentence that stands in its place."""

    chosen = Signal(int)

    def __init__(self, model: RowsModel[Any], name: str, title: str, widths: Widths) -> None:
        super().__init__()
        self.model = model
        self.table = RecordTable(model, name, title, _identity)
        self.table.share_width(widths)
        self.hint = label("", "hint", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card(self.hint, self.table, margin=6, stretch=1))
        self.table.record_chosen.connect(self.chosen)
        self.table.clicked.connect(self._on_clicked)

    def show_rows(self, rows: Any, nothing: str) -> None:
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.hint.setVisible(not rows)
        self.hint.setText(nothing)

    def select(self, shown_id: int | None) -> None:
        """Mark one as shown, where the list holds it. Says nothing."""
        self.table.select(shown_id)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Also where the row is chosen already: something else may cover it."""
        self.chosen.emit(_identity(self.model.row(index)))


class MentoringLists(QWidget):
    """The three lists behind their chips."""

    view_changed = Signal()
    """Another list is seen; what it holds has still to be asked for."""
    pair_chosen = Signal(int)
    mentor_chosen = Signal(int)
    waiting_chosen = Signal(int)
    gone_on = Signal()
    """Somebody goes on from a row of the list that is seen."""
    ended_asked = Signal()
    """The pairs that ended are wanted too, or no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.found = MentoringOverview()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = Chips("mentoringLists", _("Lists of mentoring"), code_chips(MentoringView))
        self._stack = QStackedWidget()
        self.ended = QCheckBox(_("Show pairs that ended"))
        self.ended.setObjectName("showEnded")
        self.ended.setAccessibleName(self.ended.text())
        self.footer = label("", "hint")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.chips)
        lines.addWidget(self._stack, 1)
        lines.addWidget(row(self.footer, None, self.ended))

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_view)
        self.ended.toggled.connect(self.ended_asked)
        self._stack.setCurrentWidget(self._chosen())

    # The lists, each built when it is first seen

    @cached_property
    def pairs(self) -> _List:
        pairs = _List(PairsModel(pair_columns(), self), "pairs", _("Pairs"), PAIR_WIDTHS)
        pairs.chosen.connect(self.pair_chosen)
        return self._put(pairs)

    @cached_property
    def mentors(self) -> _List:
        mentors = _List(RowsModel(mentor_columns(), self), "mentors", _("Mentors"), MENTOR_WIDTHS)
        mentors.chosen.connect(self.mentor_chosen)
        return self._put(mentors)

    @cached_property
    def waiting(self) -> _List:
        waiting = _List(RowsModel(waiting_columns(), self), "waiting", _("Waiting for a mentor"), WAITING_WIDTHS)
        waiting.chosen.connect(self.waiting_chosen)
        return self._put(waiting)

    def _put(self, made: _List) -> _List:
        made.table.opened.connect(self.gone_on)
        self._stack.addWidget(made)
        return made

    def show_overview(self, found: MentoringOverview, nothing: Callable[[str], str]) -> None:
        """Show what the list that is seen holds; ``nothing`` words what stands in the place of an empty one."""
        self.found = found
        match self.view():
            case MentoringView.PAIRS:
                _show_pairs(self.pairs, found, nothing)
            case MentoringView.MENTORS:
                _show_mentors(self.mentors, found, nothing)
            case MentoringView.WAITING:
                _show_waiting(self.waiting, found, nothing)
        self._show_footer()

    def view(self) -> MentoringView:
        """The list that is seen."""
        return MentoringView(self.chips.key())

    def show_view(self, view: MentoringView) -> None:
        self.chips.choose(view)
        self._on_view()

    def table(self) -> Table:
        """The table that is seen."""
        return self._chosen().table

    def _chosen(self) -> _List:
        match self.view():
            case MentoringView.PAIRS:
                return self.pairs
            case MentoringView.MENTORS:
                return self.mentors
            case MentoringView.WAITING:
                return self.waiting

    @Slot()
    def _on_view(self) -> None:
        self._stack.setCurrentWidget(self._chosen())
        self.ended.setVisible(self.view() is MentoringView.PAIRS)
        self.view_changed.emit()

    def _show_footer(self) -> None:
        match self.view():
            case MentoringView.PAIRS:
                text = _pairs_line(self.found)
            case MentoringView.MENTORS:
                count = len(self.found.mentors)
                text = ngettext("{count} mentor", "{count} mentors", count).format(count=count)
            case MentoringView.WAITING:
                count = len(self.found.waiting)
                text = ngettext("{count} member", "{count} members", count).format(count=count)
        self.footer.setText(text)


def _show_pairs(pairs: _List, found: MentoringOverview, nothing: Callable[[str], str]) -> None:
    usual = _("Nobody is accompanied yet. Choose somebody under Waiting for a mentor to find them one.")
    pairs.show_rows(found.pairs, nothing(usual))


def _show_mentors(mentors: _List, found: MentoringOverview, nothing: Callable[[str], str]) -> None:
    usual = _("Nobody has agreed to mentor yet. New mentor notes that a member further along is willing.")
    mentors.show_rows(found.mentors, nothing(usual))


def _show_waiting(waiting: _List, found: MentoringOverview, nothing: Callable[[str], str]) -> None:
    waiting.show_rows(found.waiting, nothing(_("Everybody in the programme has a mentor.")))


def _pairs_line(found: MentoringOverview) -> str:
    going_on = [pair for pair in found.pairs if pair.to_day is None]
    stalled = sum(pair.stalled for pair in going_on)
    pairs = ngettext("{count} pair", "{count} pairs", len(going_on)).format(count=len(going_on))
    if not stalled:
        return pairs
    lost = ngettext("{count} has lost touch", "{count} have lost touch", stalled).format(count=stalled)
    return f"{pairs} · {lost}"


def _identity(found: PairRow | MentorRow | WaitingForMentor) -> int:
    return found.id if isinstance(found, PairRow) else found.person.id
