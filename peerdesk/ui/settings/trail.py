"""Settings: the audit trail, by day, by who did it, by member and by kind of record; old → new beside it."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QSizePolicy

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.salvage import EntryKind
from peerdesk.domain.screens.members import MemberRow
from peerdesk.domain.trail.actions import KINDS
from peerdesk.domain.trail.lines import RecordOf, Ref, Thing, TrailFilter, TrailLine, TrailPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.reports.catalogue import titles
from peerdesk.services import trail
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_columns import FOUND_NAME_COLUMN, FOUND_WIDTHS, found_columns
from peerdesk.ui.people.member_search import MemberSearch
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.settings.trail_detail import TrailDetail
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.choice import OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import button, flow, label, row
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate
from peerdesk.words.trail.actions import done
from peerdesk.words.trail.lines import Names, about

EVER, OTHER = 0, -1
_FOUND_HEIGHT = 130


class TrailTab(ListTab[TrailLine]):
    """Newest first; the last seven days to begin with."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._page = TrailPage()
        self._names: Names = {}
        self._member_id: int | None = None
        self._member_number: int | None = None
        self._record: RecordOf | None = None
        self._record_name = ""
        self._user_names: Mapping[int, str] = {}
        self._build()
        self._connect()
        self._show_span()
        self._show_only("")

    def _build(self) -> None:
        self.span: OneOf[int] = OneOf(letters=14)
        self.first, self.last = DayEdit(), DayEdit()
        self.who: OneOf[int] = OneOf(nothing=_("Everybody"), letters=12)
        self.kind: OneOf[EntryKind] = OneOf(nothing=_("Everything"), letters=16)
        self.search = SearchEdit("trailMember", _("Find a member"), _("Name, village, phone or number"))
        self.search.setMinimumWidth(200)
        self.found_model: RowsModel[MemberRow] = RowsModel(found_columns(), self)
        self.found = Table(self.found_model, "trailMembers", _("Members found"), sortable=False)
        self.found.share_width(FOUND_WIDTHS)
        self.found.setItemDelegateForColumn(FOUND_NAME_COLUMN, TwoToneDelegate(self.found))
        self.found.setFixedHeight(_FOUND_HEIGHT)
        self.found.hide()
        self._members = MemberSearch(self._context, self._messages, self.search, self.found_model, everybody=False)
        self.print_button = button(_("Print"), "trailPrint", icon="printer")
        self._days = row(Field(_("From"), self.first, "trailFirst"), Field(_("To"), self.last, "trailLast"))
        self._days.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._only = label("", "fact", wrap=True)
        self.everybody_button = button(_("All members and records"), "trailEverybody")
        self.everybody_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._only_line = row(self._only, self.everybody_button)
        self._hint = label("", "hint", wrap=True)
        self.detail = TrailDetail(self._messages)
        self.model = RowsModel[TrailLine](
            [
                Column(_("When"), _when, key=_order),
                Column(_("Who"), _who),
                Column(_("What"), _what),
                Column(pgettext("trail", "About"), self._about),
            ],
            self,
        )
        self.table = Table(self.model, "trail", _("What changed"))
        self.table.share_width(Widths((130, 130, 210, 0), least={0: 120, 1: 90, 2: 150, 3: NAME_WIDTH}, goes=(1,)))
        filters = flow(
            Field(_("Days"), self.span, "trailDays"),
            self._days,
            Field(_("Who"), self.who, "trailWho"),
            Field(_("Kind"), self.kind, "trailKind"),
            Field(_("About a member"), self.search, "trailMember"),
            self.print_button,
            bottom=True,
        )
        self.lay_out(filters, self.found, self._only_line, buttons=self._hint, side=self.detail)
        self.span.set_options(
            [
                (1, _("Today")),
                (7, _("The last 7 days")),
                (31, _("The last 31 days")),
                (92, _("The last 3 months")),
                (366, _("The last year")),
                (EVER, _("Since the beginning")),
                (OTHER, _("Other days")),
            ]
        )
        self.span.choose(7)
        self.kind.set_options([(kind, words.of(kind)) for kind in KINDS])

    def _connect(self) -> None:
        self.span.currentIndexChanged.connect(self._on_span)
        for day in (self.first, self.last):
            day.day_changed.connect(self.refresh)
        for box in (self.who, self.kind):
            box.currentIndexChanged.connect(self.refresh)
        self._members.found.connect(self._on_found)
        self.search.left_downwards.connect(self.found.enter)
        self.found.opened.connect(self._on_member)
        self.found.clicked.connect(self._on_member)
        self.everybody_button.clicked.connect(self._on_everybody)
        self.detail.record_wanted.connect(self._on_record)
        self.print_button.clicked.connect(self._on_print)

    def show_member(self, member_id: int) -> None:
        """Show everything about one member, since the beginning."""
        self._member_id, self._record = member_id, None
        self.span.choose(EVER)
        self.who.choose(None)
        self.kind.choose(None)
        self._show_span()
        self.refresh()
        self.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Show what fits as the file has it now."""
        context = self._context
        with self._messages.reporting():
            found = trail.screen(context.storage, context.actor, self._asked())
            self._page, self._member_number = found.page, found.member_number
            papers = {Ref(Thing.PAPER, name): title for name, title in titles().items()}
            self._names = {**found.page.names, **papers}
            self._user_names = {each.id: each.user_name for each in found.staff}
            self.who.set_options([(each.id, each.name) for each in found.staff])
            self.show_rows(found.page.lines)
            self._show_only(found.member)
            self._hint.setText(self._told())
            self._hint.setVisible(bool(self._hint.text()))

    def identity(self, row: TrailLine) -> int:
        return row.id

    def show_buttons(self) -> None:
        """Show beside the list what the chosen entry says."""
        self.detail.show_line(self.chosen(), self._names)

    # What is asked for

    def _asked(self) -> TrailFilter:
        first, last = self._first_and_last()
        return TrailFilter(first, last, self.who.chosen(), self._member_id, self.kind.chosen(), self._record)

    def _first_and_last(self) -> tuple[date | None, date | None]:
        span = self.span.chosen()
        if span == OTHER:
            return self.first.day(), self.last.day()
        return (self._context.today() - timedelta(days=span - 1) if span else None), None

    def _show_span(self) -> None:
        self._days.setVisible(self.span.chosen() == OTHER)

    def _show_only(self, member: str) -> None:
        only = [_("Only about {name}.").format(name=member)] if member else []
        if self._record is not None:
            only.append(_("Only this record: {name}.").format(name=self._record_name))
        self._only.setText(" ".join(only))
        self._only_line.setVisible(bool(only))

    def _told(self) -> str:
        if not self._page.lines:
            return _("Nothing changed in these days. Choose more days, or everybody and everything.")
        if self._page.more:
            count = len(self._page.lines)
            told = ngettext(
                "This is the newest {count}. Choose fewer days, or a member, to see older ones.",
                "These are the newest {count}. Choose fewer days, or a member, to see older ones.",
                count,
            )
            return told.format(count=count)
        return ""

    def _about(self, line: TrailLine) -> str:
        return about(line, self._names)

    @Slot()
    def _on_span(self) -> None:
        if self.span.chosen() == OTHER and self.first.day() is None:
            today = self._context.today()
            self.first.set_day(today - timedelta(days=6))
            self.last.set_day(today)
        self._show_span()
        self.refresh()

    @Slot()
    def _on_found(self) -> None:
        self.found.setVisible(bool(self.search.text().strip()))

    @Slot(QModelIndex)
    def _on_member(self, index: QModelIndex) -> None:
        self._member_id, self._record = self.found_model.row(index).id, None
        self.search.clear()
        self.refresh()
        self.table.enter()

    @Slot()
    def _on_everybody(self) -> None:
        self._member_id = self._record = None
        self.refresh()
        self.table.setFocus()

    @Slot()
    def _on_record(self) -> None:
        chosen = self.chosen()
        if chosen is None or chosen.record is None:
            return
        self._record, self._member_id = chosen.record, None
        self._record_name = self._about(chosen) or done(chosen.action)
        self.span.choose(EVER)
        self.kind.choose(None)
        self.who.choose(None)
        self._show_span()
        self.refresh()
        self.table.setFocus()

    @Slot()
    def _on_print(self) -> None:
        first, last = self._first_and_last()
        if first is None:
            first = min((line.at.date() for line in self._page.lines), default=self._context.today())
        staff = self._user_names.get(self.who.chosen() or 0)
        last = last or self._context.today()
        choices = Choices(first=first, last=last, member=self._member_number, staff=staff)
        self._messages.lead_to(ReportPlace("changes", choices))


def _when(line: TrailLine) -> str:
    return short_datetime(line.at)


def _order(line: TrailLine) -> int:
    return line.id


def _who(line: TrailLine) -> str:
    return line.staff


def _what(line: TrailLine) -> str:
    return done(line.action)
