"""Right half of the Mentoring page: one pair with its log."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QStackedWidget, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.mentoring import LogLine, PairPage, PairRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.mentoring import mentor_log, mentoring_page, mentorships
from peerdesk.ui.mentoring.columns import LOG_WIDTHS, last_contact, log_columns
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.person_link import PersonLink
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.forms.tab_order import InOrder
from peerdesk.ui.widgets.parts import button, card, column, embolden, flow, label, row, scrolled
from peerdesk.ui.widgets.seen import Seen
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table

if TYPE_CHECKING:  # loaded and built when they are first opened
    from peerdesk.ui.mentoring.panels import EndPairPanel, LogPanel


class PairDetail(InOrder):
    """Who accompanies whom since when, the log, and what can be done: each in a panel where it stands."""

    end_left = Signal()

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self.page: PairPage | None = None
        self._seen: Seen[PairRow] = Seen()
        self._panels: list[RecordPanel[PairRow]] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.mentor, self.member = PersonLink("pairMentor"), PersonLink("pairMember")
        self._since, self._silence = label("", "fact", wrap=True), label("", "fact", wrap=True)
        self._to_look_at, self._override = label("", "problem", wrap=True), label("", "hint", wrap=True)
        facts = QWidget()
        lines = QFormLayout(facts)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(12)
        lines.addRow(label(_("Mentor"), "fieldLabel"), self.mentor)
        lines.addRow(label(_("Accompanies"), "fieldLabel"), self.member)
        lines.addRow(label(_("Since"), "fieldLabel"), self._since)
        lines.addRow(label(_("Last contact"), "fieldLabel"), self._silence)
        self.log_button = button(_("Log a contact"), "logContact", primary=True, icon="plus")
        self.end_button = button(_("End the mentorship"), "endPair", flat=True)
        self.reopen_button = button(_("Go on again"), "reopenPair")
        self.sheet_button = button(_("Log sheet"), "mentorLogSheet", flat=True, icon="printer")
        self.model: RowsModel[LogLine] = RowsModel(log_columns(), self)
        self.table = Table(self.model, "pairLog", _("Log of contacts"))
        self.table.share_width(LOG_WIDTHS)
        self.table.keep_low(84)
        nothing = _("No contact is in the log yet. Log a contact after each meeting or call.")
        self.hint = label(nothing, "hint", wrap=True)
        self._log = QStackedWidget()
        self._log.addWidget(column(self.hint, None))
        self._log.addWidget(self.table)
        self.change_button = button(_("Change"), "changeContact", icon="pencil")
        self.remove_button = button(_("Remove"), "removeContact", flat=True)
        self._acts = row(self.change_button, self.remove_button, None)
        buttons = flow(self.log_button, self.reopen_button, self.end_button, None, self.sheet_button)
        inside = QWidget()
        self._parts = QVBoxLayout(inside)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(8)
        for part in (facts, self._to_look_at, self._override, buttons, self._log, self._acts):
            self._parts.addWidget(part, int(part is self._log))
        around = card(scrolled(inside, "pairArea"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(around)

    def _connect(self) -> None:
        self.mentor.clicked.connect(self._on_person)
        self.member.clicked.connect(self._on_person)
        self.log_button.clicked.connect(self.start_log)
        self.end_button.clicked.connect(self._on_end)
        self.reopen_button.clicked.connect(self._on_reopen)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.change_button.clicked.connect(self._on_change)
        self.remove_button.clicked.connect(self._on_remove)
        self.table.opened.connect(self._on_change)
        self.table.selectionModel().selectionChanged.connect(self._enable_acts)
        self.model.modelReset.connect(self._enable_acts)

    @cached_property
    def log_panel(self) -> LogPanel:
        from peerdesk.ui.mentoring.panels import LogPanel

        panel = LogPanel(self._context, self._messages)
        self._put("log", panel)
        return panel

    @cached_property
    def end_panel(self) -> EndPairPanel:
        from peerdesk.ui.mentoring.panels import EndPairPanel

        panel = EndPairPanel(self._context, self._messages)
        self._put("end", panel)
        panel.closed.connect(self.end_left)
        return panel

    def _put(self, name: str, panel: RecordPanel[PairRow]) -> None:
        panel.closed.connect(self._on_panel_closed)
        self._panels.append(panel)
        self._parts.insertWidget(self._parts.indexOf(self._log), panel)
        self._seen.add(name, panel.show_for)

    def load(self, pair_id: int) -> None:
        """Show a pair as the file has it now."""
        context = self._context
        self.show_page(mentoring_page.pair_page(context.storage, context.actor, pair_id, today=context.today()))

    def show_page(self, page: PairPage) -> None:
        """Show a pair; panels under way stay as they are."""
        self.page, pair, actor = page, page.pair, self._context.actor
        may = actor.may(Permission.MANAGE_MENTORING)
        self.mentor.show_person(pair.mentor)
        self.member.show_person(pair.member)
        self._since.setText(_since(pair))
        self._silence.setText(_silence(pair))
        embolden(self._silence, bold=pair.stalled)
        self._to_look_at.setText("" if pair.to_look_at is None else words.problem(pair.to_look_at))
        self._to_look_at.setVisible(pair.to_look_at is not None)
        self._override.setText(_("Begun all the same: {reason}").format(reason=pair.override))
        self._override.setVisible(bool(pair.override))
        self.log_button.setVisible(may)
        self.end_button.setVisible(may and pair.to_day is None)
        self.reopen_button.setVisible(may and pair.to_day is not None)
        self.sheet_button.setVisible(pair.to_day is None and actor.may(Permission.PRINT_ATTENDANCE))
        self.model.set_rows(page.log)
        self._log.setCurrentIndex(int(bool(page.log)))
        self._seen.show(pair)
        self._make_room()

    def _pair(self) -> PairRow:
        assert self.page is not None, "buttons are seen only with a pair"  # noqa: S101
        return self.page.pair

    def _shut_others(self, opening: RecordPanel[PairRow]) -> None:
        for panel in self._panels:
            if panel is not opening:
                panel.shut()

    def _make_room(self) -> None:
        """A panel takes the place of the buttons below the log."""
        free = all(panel.isHidden() for panel in self._panels)
        self._acts.setVisible(free and self._context.actor.may(Permission.MANAGE_MENTORING))

    # Slots

    @Slot()
    def start_log(self) -> None:
        """Begin to log a contact of the pair that is shown."""
        if self.page is not None and self._context.actor.may(Permission.MANAGE_MENTORING):
            self._shut_others(self.log_panel)
            self.log_panel.open_for(self.page.pair)
            self._make_room()

    @Slot()
    def _on_person(self) -> None:
        self._messages.lead_to_member(self.sender().property("id"))

    @Slot()
    def _on_end(self) -> None:
        self._shut_others(self.end_panel)
        self.end_panel.open_for(self._pair())
        self._make_room()

    @Slot()
    def _on_panel_closed(self) -> None:
        """Go on where the reader was."""
        self._make_room()
        self.log_button.setFocus()

    @Slot()
    def _on_reopen(self) -> None:
        self.reopen(self._pair().id)

    def reopen(self, pair_id: int) -> None:
        """Take the end of a pair back."""
        with self._messages.reporting():
            mentorships.reopen(self._context.storage, self._context.actor, pair_id)

    @Slot()
    def _on_sheet(self) -> None:
        self._messages.lead_to(ReportPlace("mentor-log", Choices(member=self._pair().mentor.number)))

    @Slot()
    def _on_change(self, *_index: QModelIndex) -> None:
        line = self._chosen()
        if line is not None and self._context.actor.may(Permission.MANAGE_MENTORING):
            self._shut_others(self.log_panel)
            self.log_panel.open_line(self._pair(), line)
            self._make_room()

    @Slot()
    def _on_remove(self) -> None:
        line, context = self._chosen(), self._context
        if line is None:
            return
        with self._messages.reporting():
            binned = mentor_log.remove_contact(context.storage, context.actor, line.id)
            text = _("The contact of {day} was removed.").format(day=short_date(line.logged.day))
            offer_back(self._undo_bar, text, context, self._messages, binned)

    def _chosen(self) -> LogLine | None:
        return self.model.chosen_in(self.table)

    @Slot()
    def _enable_acts(self, *_selection: object) -> None:
        self.change_button.setEnabled(self._chosen() is not None)
        self.remove_button.setEnabled(self._chosen() is not None)


def _since(pair: PairRow) -> str:
    count = ngettext("{count} contact", "{count} contacts", pair.contacts).format(count=pair.contacts)
    if pair.to_day is None or pair.closing is None:
        return f"{short_date(pair.from_day)} · {count}"
    span = _("{first} to {last}").format(first=short_date(pair.from_day), last=short_date(pair.to_day))
    return f"{span} · {words.of(pair.closing)} · {count}"


def _silence(pair: PairRow) -> str:
    if pair.next_on is None or pair.to_day is not None:
        return last_contact(pair)
    return f"{last_contact(pair)} · " + _("next agreed for {day}").format(day=short_date(pair.next_on))
