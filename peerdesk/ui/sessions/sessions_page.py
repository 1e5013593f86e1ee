"""Sessions: what was held, what is planned, and what of it is unfinished."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import short_date, week_of
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.sessions import sessions
from peerdesk.ui.actions import Command
from peerdesk.ui.groups.columns import group_options
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.sessions.columns import SESSION_WIDTHS, SessionsModel, unfinished
from peerdesk.ui.sessions.new_session import NewSessionPanel
from peerdesk.ui.widgets.inputs.choice import OneOf, Option
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, card, flow, label, offer, row
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tips import set_tip

_WEEK = timedelta(days=7)


class PeriodChoice(IntEnum):
    """How many days are seen at once."""

    WEEK = 1
    FOUR_WEEKS = 2
    MONTH = 3


def span(period: PeriodChoice, day: date) -> tuple[date, date]:
    """First and last day of the period around a day: its week, the four weeks that end with it, its month."""
    monday, sunday = week_of(day)
    if period is PeriodChoice.WEEK:
        return monday, sunday
    if period is PeriodChoice.FOUR_WEEKS:
        return monday - 3 * _WEEK, sunday
    first = day.replace(day=1)
    return first, _next_month(first) - timedelta(days=1)


def before(period: PeriodChoice, day: date) -> date:
    """A day of the period before the one around a day."""
    first, _last = span(period, day)
    return first - timedelta(days=1)


def after(period: PeriodChoice, day: date) -> date:
    """A day of the period after the one around a day: of four weeks one of their last, by which they go."""
    _first, last = span(period, day)
    return last + (4 * _WEEK if period is PeriodChoice.FOUR_WEEKS else timedelta(days=1))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


class SessionsPage(Page):
    """The sessions of some days, of one group or of all; Enter opens one."""

    watches = (
        Changed.STAFF
        | Changed.HOLIDAYS
        | Changed.GROUPS
        | Changed.ROSTERS
        | Changed.SESSIONS
        | Changed.ATTENDANCE
        | Changed.NOTES
    )

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._rows: Sequence[SessionRow] = ()
        self._options: Sequence[Option[int]] = ()
        self._around = context.today()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.new_button = button(_("New session"), "newSession", primary=True, icon="plus")
        set_tip(self.new_button, Command.NEW_SESSION.shortcut)
        self.panel = NewSessionPanel(self._context, self._messages)
        self.model = SessionsModel(self._context.now, self)
        self.table = Table(self.model, "sessions", _("Sessions"))
        self.table.share_width(SESSION_WIDTHS)
        self.hint = label("", "hint", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.footer = label("", "hint")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(10)
        lines.addWidget(row(label(_("Sessions"), "title"), None, self.new_button))
        lines.addWidget(self.panel)
        lines.addWidget(self._filters())
        lines.addWidget(card(self.hint, self.table, margin=6, stretch=1), 1)
        lines.addWidget(self.footer)
        self.setFocusProxy(self.table)
        offer(self.new_button, allowed=self._context.actor.may(Permission.MARK_ATTENDANCE))

    def _filters(self) -> QWidget:
        self.group: OneOf[int] = OneOf(nothing=_("All groups"))
        self.group.setMinimumWidth(200)
        self.period: OneOf[PeriodChoice] = OneOf()
        self.period.set_options(
            [
                (PeriodChoice.WEEK, _("One week")),
                (PeriodChoice.FOUR_WEEKS, _("Four weeks")),
                (PeriodChoice.MONTH, _("One month")),
            ]
        )
        self.period.choose(PeriodChoice.WEEK)
        self.back_button = button("", "periodBefore", flat=True, icon="chevron-left")
        set_tip(self.back_button, _("Earlier"))
        self.day = DayEdit(self._around)
        self.day.setMaximumWidth(130)
        self.on_button = button("", "periodAfter", flat=True, icon="chevron-right")
        set_tip(self.on_button, _("Later"))
        self.today_button = button(_("Today"), "periodToday", flat=True)
        self.days = label("", "section")
        self.only_unfinished = QCheckBox(_("Only unfinished"))
        for widget, name, spoken in (
            (self.group, "groupFilter", _("Group")),
            (self.period, "period", _("Days shown")),
            (self.back_button, "periodBefore", _("Earlier")),
            (self.day, "aroundDay", _("Around the day")),
            (self.on_button, "periodAfter", _("Later")),
            (self.only_unfinished, "onlyUnfinished", _("Only unfinished")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(spoken)
        parts = self.group, self.period, self.back_button, self.day, self.on_button, self.today_button, self.days
        return flow(*parts, None, self.only_unfinished, spacing=6)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.start_new)
        self.panel.made.connect(self._messages.lead_to_session)
        self.group.activated.connect(self.set_stale)
        self.period.activated.connect(self.set_stale)
        self.back_button.clicked.connect(self._on_back)
        self.on_button.clicked.connect(self._on_on)
        self.today_button.clicked.connect(self._on_today)
        self.day.day_changed.connect(self._on_day)
        self.only_unfinished.toggled.connect(self._show)
        self.table.opened.connect(self._on_opened)

    def refresh(self) -> None:
        context = self._context
        first, last = span(self._period(), self._around)
        found = sessions.screen(context.storage, context.actor, first, last, group_id=self.group.chosen())
        self._options, self._rows = group_options(found.groups), found.rows
        self.group.set_options(self._options)
        self.days.setText(_("{first} to {last}").format(first=short_date(first), last=short_date(last)))
        self._show()

    @Slot()
    def start_new(self) -> None:
        """Begin a session besides the weekly times, in the group that is looked at."""
        if not self._context.actor.may(Permission.MARK_ATTENDANCE):
            return
        if self._stale:
            self._refresh_now()
        if self._options:
            self.panel.open_for(self._options, self.group.chosen())
        else:
            self._messages.say(_no_groups())

    @Slot()
    def _show(self) -> None:
        """Show what was found, the cursor where it was, else on the next session from today on."""
        chosen = self.table.selectionModel().selectedRows()
        chosen_id = self.model.row(chosen[0]).id if chosen else None
        now = self._context.now()
        left = [found for found in self._rows if unfinished(found, now)]
        shown = left if self.only_unfinished.isChecked() else self._rows
        self.model.set_rows(shown)
        self.table.setVisible(bool(shown))
        self.hint.setVisible(not shown)
        self.hint.setText(self._nothing())
        count = ngettext("{count} session", "{count} sessions", len(self._rows)).format(count=len(self._rows))
        self.footer.setText(_("{sessions}, {count} unfinished").format(sessions=count, count=len(left)))
        self._select(chosen_id)

    def _select(self, session_id: int | None) -> None:
        rows, today = self.model.rows(), self._context.today()
        same = (place for place, found in enumerate(rows) if found.id == session_id)
        coming = (place for place, found in enumerate(rows) if found.day >= today)
        place = next(same, next(coming, None))
        if place is not None:
            self.table.selectRow(place)

    def _nothing(self) -> str:
        if not self._options:
            return _no_groups()
        if self._rows:
            return _("Every record of these days is finished.")
        return _("No sessions in these days. Earlier and Later lead to others; New session ({key}) makes one.").format(
            key=Command.NEW_SESSION.shortcut
        )

    def _period(self) -> PeriodChoice:
        return self.period.chosen() or PeriodChoice.WEEK

    def _go(self, day: date) -> None:
        self._around = day
        self.day.set_day(day)
        self.set_stale()

    # Slots

    @Slot()
    def _on_back(self) -> None:
        self._go(before(self._period(), self._around))

    @Slot()
    def _on_on(self) -> None:
        self._go(after(self._period(), self._around))

    @Slot()
    def _on_today(self) -> None:
        self._go(self._context.today())

    @Slot()
    def _on_day(self) -> None:
        day = self.day.day()
        if day is not None and day != self._around:
            self._go(day)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self._messages.lead_to_session(self.model.row(index).id)


def _no_groups() -> str:
    return _("No groups yet. Make the first one with New group ({key}).").format(key=Command.NEW_GROUP.shortcut)
