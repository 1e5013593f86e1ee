"""Follow-ups: whom to call or visit today, whom next, and how it went lately."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.follow_up_counts import FollowUpCounts
from peerdesk.domain.care.follow_ups import FollowUpOutcome, FollowUpRow
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import week_of
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.follow_ups import LOOK, FollowUpFilter, FollowUpsOfMember, FollowUpsScreen
from peerdesk.i18n import gettext as _
from peerdesk.services.care import follow_ups
from peerdesk.ui.follow_ups.columns import NAME_COLUMN, WIDTHS, follow_up_columns
from peerdesk.ui.follow_ups.detail import FollowUpDetail
from peerdesk.ui.follow_ups.finish import Told, finished_words
from peerdesk.ui.follow_ups.plan import PlanForPanel
from peerdesk.ui.marking.letter_keys import LetterTable
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.people.whose import WhoseChips
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.inputs.chips import Chips, code_chips
from peerdesk.ui.widgets.parts import button, card, column, label, offer, row, scrolled
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate

DETAIL_WIDTH = 452


class FollowUpsPage(Page):
    """The list at the left; at the right the chosen one, with a click or a key for each outcome."""

    watches = (
        Changed.STAFF
        | Changed.MEMBERS
        | Changed.STAYS
        | Changed.GROUPS
        | Changed.SESSIONS
        | Changed.ATTENDANCE
        | Changed.MENTORING
        | Changed.FOLLOW_UPS
        | Changed.CONTACTS
        | Changed.CONSENTS
        | Changed.PLACES
    )

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self._connect()

    def _build(self) -> None:
        actor = self._context.actor
        self.new_button = button(_("New follow-up"), "newFollowUp", primary=True, icon="plus")
        offer(self.new_button, allowed=actor.may(Permission.KEEP_FOLLOW_UPS))
        self.sheet_button = button(_("Print call sheet"), "callSheet", icon="printer")
        offer(self.sheet_button, allowed=actor.may(Permission.PRINT_ATTENDANCE))
        self.chips = Chips("followUpsShown", _("Follow-ups shown"), code_chips(FollowUpFilter))
        self.whose = WhoseChips(self._context, "followUps")
        self.model: RowsModel[FollowUpRow] = RowsModel(follow_up_columns(self._context.today), self)
        letters = [outcome.letter for outcome in FollowUpOutcome]
        self.table = LetterTable(self.model, "followUps", _("Follow-ups"), letters)
        self.table.share_width(WIDTHS)
        self.table.setItemDelegateForColumn(NAME_COLUMN, TwoToneDelegate(self.table))
        self.hint = label("", "hint", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty = column(self.hint, None, margins=(20, 40, 20, 0))
        self.footer = label("", "hint", wrap=True)
        self.plan_panel = PlanForPanel(self._context, self._messages)
        self.detail = FollowUpDetail(self._context, self._messages)
        self.undo_bar = UndoBar(self)
        choose = label(_("Choose a follow-up to see whom to call, and to write down how it went."), "hint", wrap=True)
        self._nothing = card(choose, column(None))
        self._right = QStackedWidget()
        self._planning = scrolled(column(self.plan_panel, None), "followUpPlan")
        for part in (self._nothing, self.detail, self._planning):
            self._right.addWidget(part)
        self._right.setFixedWidth(DETAIL_WIDTH)
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.chips)
        lines.addWidget(card(self._empty, self.table, margin=6, stretch=1), 1)
        lines.addWidget(self.footer)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addWidget(row(label(_("Follow-ups"), "title"), None, self.whose, self.sheet_button, self.new_button))
        page.addWidget(row(left, self._right, spacing=14), 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self._on_new)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.chips.chosen.connect(self._on_chip)
        self.whose.whose_chosen.connect(self._on_chip)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.table.letter_pressed.connect(self._on_letter)
        self.plan_panel.closed.connect(self._on_plan_closed)
        self.detail.reopen_asked.connect(self._on_reopen)
        self.detail.panel.finished.connect(self._on_finished)

    def refresh(self) -> None:
        context = self._context
        chosen = FollowUpFilter(self.chips.key())
        found = follow_ups.screen(
            context.storage,
            context.actor,
            today=context.today(),
            chosen=chosen,
            wanted=self._wanted(),
            whose=self.whose.remembered(),
        )
        self.whose.show_whose(found.whose)
        self.detail.panel.offer_places(found.places)
        self.model.set_rows(found.rows)
        self.table.setVisible(bool(found.rows))
        self._empty.setVisible(not found.rows)
        self.hint.setText(self.whose.nothing(_empty(chosen)))
        self.footer.setText(_counted(found.counts))
        self._select(found)

    def _wanted(self) -> list[int]:
        """The one that is shown; where it is done the one that came after it, of the last one the one before."""
        ids = [row.id for row in self.model.rows()]
        if self.detail.row is None or self.detail.row.id not in ids:
            return []
        place = ids.index(self.detail.row.id)
        return ids[place:] + ids[:place][::-1]

    def _select(self, found: FollowUpsScreen) -> None:
        rows = self.model.rows()
        same = next((place for place, row in enumerate(rows) if row.id == found.shown), None)
        place = same if self.detail.row or not rows else 0  # a list seen for the first time begins at its top
        self.table.show_chosen(place)
        self._show(None if place is None else rows[place], found.beside)

    def _show(self, shown: FollowUpRow | None, beside: FollowUpsOfMember | None = None) -> None:
        """Show one beside the list; what is known of its member already is not asked for again."""
        if shown is None:
            self.detail.row = None
            self.detail.panel.show_row(None)
            self._show_right(self._nothing)
            return
        context = self._context
        with self._messages.reporting():
            if beside is None or beside.member_id != shown.member_id:
                beside = follow_ups.of_member(context.storage, context.actor, shown.member_id, today=context.today())
            self.detail.show_follow_up(shown, beside)
            self._show_right(self.detail)

    def _show_right(self, part: QWidget) -> None:
        """Show a part, or the follow-up that is being planned."""
        self._right.setCurrentWidget(part if self.plan_panel.isHidden() else self._planning)

    def _chosen(self) -> FollowUpRow | None:
        indexes = self.table.selectionModel().selectedRows()
        return self.model.row(indexes[0]) if indexes else None

    # Slots

    @Slot()
    def _on_chip(self) -> None:
        self.detail.row = None
        self.set_stale()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        """By selection and not by cursor: assistive tools only select."""
        chosen = self._chosen()
        if chosen is not None and (self.detail.row is None or self.detail.row.id != chosen.id):
            self._show(chosen)

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        if self.detail.panel.isVisible():
            self.detail.panel.begin()
        else:
            self.detail.name_button.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        outcome = next(outcome for outcome in FollowUpOutcome if outcome.letter == letter)
        chosen = self._chosen()
        if chosen is not None and chosen.outcome is None and self.detail.panel.isVisible():
            self.detail.panel.finish(outcome)

    @Slot(object)
    def _on_finished(self, told: Told) -> None:
        text = finished_words(told)
        self.undo_bar.offer(text, partial(self._take_back, told.row.id, told.made))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self, follow_up_id: int, made: int | None) -> None:
        with self._messages.reporting():
            follow_ups.reopen(self._context.storage, self._context.actor, follow_up_id, made=made)

    @Slot(int)
    def _on_reopen(self, follow_up_id: int) -> None:
        self._take_back(follow_up_id, None)

    @Slot()
    def _on_new(self) -> None:
        self._right.setCurrentWidget(self._planning)
        self.plan_panel.open_for(self.detail.row.number if self.detail.row else None)

    @Slot()
    def _on_plan_closed(self) -> None:
        self._show_right(self.detail if self.detail.row else self._nothing)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_sheet(self) -> None:
        """The call sheet of what is looked at: this week with whatever is overdue, or the next thirty days."""
        today = self._context.today()
        days = week_of(today)
        if self.chips.key() == FollowUpFilter.NEXT:
            days = today + timedelta(days=1), today + LOOK
        self._messages.lead_to(ReportPlace("call-sheet", Choices(first=days[0], last=days[1])))


def _empty(chosen: FollowUpFilter) -> str:
    match chosen:
        case FollowUpFilter.DUE:
            return _(
                "Nobody has to be called today. Every discharge plans follow-ups by the centre's schedule; "
                "others come from the list of who needs contact on Today, or from New follow-up."
            )
        case FollowUpFilter.NEXT:
            return _("No follow-up is due in the next thirty days. New follow-up plans a call or a home visit.")
        case _:
            return _("No follow-up was done in the last thirty days. What is done stands here and can be taken back.")


def _counted(counts: FollowUpCounts) -> str:
    return _("Last 30 days: {due} due, {done} done, {not_reached} not reached, {still_open} still open").format(
        due=counts.due, done=counts.done, not_reached=counts.not_reached, still_open=counts.still_open
    )
