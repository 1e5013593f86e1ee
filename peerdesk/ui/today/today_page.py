"""Today: open safety notes, copies asked for, the sessions with their one button, who needs contact, milestones."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QTimer, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.care.recovery import MilestoneDue
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.dates import short_date, week_of
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.screens.today import DayBegins, MovementRow
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import today
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.people.make_follow_up import make_follow_up
from peerdesk.ui.people.whose import WhoseChips
from peerdesk.ui.place import GroupPlace, HelpLinesPlace, PageName, PagePlace, ReportPlace
from peerdesk.ui.today.attention import AttentionCard
from peerdesk.ui.today.backup_line import BackupLine
from peerdesk.ui.today.copies import CopyStrip
from peerdesk.ui.today.lists import HEAD_HEIGHT, ListCard, SessionLines
from peerdesk.ui.today.safety import SafetyStrip
from peerdesk.ui.today.small_groups import SmallGroups
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.links import ElidedLink
from peerdesk.ui.widgets.parts import button, card, label, offer, row, scrolled, wide
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column
from peerdesk.words.follow_ups import no_consent_in_short

_THREE_BESIDE = (4, 0, 4), (4, 4, 4), (4, 8, 4)
_TWO_BESIDE = (4, 0, 6), (4, 6, 6), (5, 0, 12)
"""Line, column and columns of the lower cards."""

_WORKED_THROUGH = 304
"""Pixels of the lists that are worked through, with five lines each: below a safety note the page scrolls sooner."""

_ENOUGH_FOR_THREE = 1060
"""Pixels of the page: less would leave the names no room."""


class TodayPage(Page):
    """The first page of the day. Every line opens its thing."""

    watches = ~Changed(0)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._begins = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title, self._subtitle = label("", "title"), wide(label("", "subtitle"))
        self.presence_button = button(_("Who is here today"), "presence", icon="user-check")
        offer(self.presence_button, allowed=self._context.actor.may(Permission.MARK_PRESENCE))
        self.help_lines_button = button(_("Are the help lines still right?"), "helpLines", flat=True, icon="phone")
        self.small_groups = SmallGroups(self)
        self.safety = SafetyStrip(self._messages)
        self.copies = CopyStrip(self._messages)
        self.whose = WhoseChips(self._context, "today")
        self.backup_line = BackupLine(self._context, self._messages)
        self.sessions = SessionLines(self._messages)
        self.undo_bar = UndoBar(self)
        self.attention = AttentionCard(self, self._context)
        self.follow_ups: ListCard[FollowUpRow] = ListCard(
            _("Follow-ups due and overdue"),
            "dueFollowUps",
            _follow_up_columns(),
            Widths((80, NAME_WIDTH, 0, 90), least={0: 76, 2: 60}, goes=(2,)),
            _("No follow-up is due. They come after a discharge and from the list of who needs contact."),
        )
        self.follow_ups_button = button(_("Open follow-ups"), "openFollowUps", flat=True)
        self.follow_ups.add_beside_title(self.follow_ups_button)
        self.unfinished: ListCard[SessionRow] = ListCard(
            _("Unfinished"),
            "unfinished",
            _unfinished_columns(),
            Widths((112, 0, 136), least={1: 70, 2: 110}),
            _("Every record of the last sixty days is marked, written and signed."),
        )
        self.milestones: ListCard[MilestoneDue] = ListCard(
            _("Milestones this week"),
            "milestones",
            _milestone_columns(),
            Widths((80, 0, 136), least={0: 76, 1: NAME_WIDTH, 2: 60}),
            _("No milestone falls into this week. They are counted from the recovery date of each member."),
        )
        self.anniversaries_button = ElidedLink("anniversaries")
        self.anniversaries_button.show_words(_anniversaries(0))
        offer(self.anniversaries_button, allowed=False)
        self.milestones.add_beside_title(self.anniversaries_button)
        self.movements: ListCard[MovementRow] = ListCard(
            _("Joined and left this week"),
            "movements",
            _movement_columns(),
            Widths((80, 58, 0, 104), least={0: 76, 1: 48, 2: NAME_WIDTH, 3: 56}, goes=(3,)),
            _("Nobody joined or left a group this week."),
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 12, 14, 4)
        lines.setSpacing(4)
        lines.addWidget(row(wide(self._title), self.whose, self.presence_button))
        facts = row(self._subtitle, self.small_groups.button, self.help_lines_button)
        facts.setFixedHeight(HEAD_HEIGHT)  # the same with a button and without one
        lines.addWidget(facts)
        lines.addWidget(scrolled(self._cards(), "todayScroll"), 1)
        lines.addWidget(self.backup_line)

    def _cards(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.safety, 0, 0, 1, 12)
        grid.addWidget(self.copies, 1, 0, 1, 12)
        grid.addWidget(card(label(_("Sessions today"), "section"), self.sessions, margin=10), 2, 0, 1, 12)
        for worked_through, column, span in ((self.attention, 0, 7), (self.follow_ups, 7, 5)):
            worked_through.setMinimumHeight(_WORKED_THROUGH)
            grid.addWidget(worked_through, 3, column, 1, span)
        grid.setRowStretch(3, 5)
        grid.setRowStretch(4, 3)
        for column in range(12):
            grid.setColumnStretch(column, 1)
        self._grid = grid
        self._arrange(_THREE_BESIDE)
        return inside

    def _arrange(self, places: Sequence[tuple[int, int, int]]) -> None:
        """Put the lower cards where they belong in the width there is."""
        cards: tuple[QWidget, ...] = self.milestones, self.unfinished, self.movements
        for below, (line, column, span) in zip(cards, places, strict=True):
            self._grid.removeWidget(below)
            self._grid.addWidget(below, line, column, 1, span)
        self._places = places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        places = _THREE_BESIDE if event.size().width() >= _ENOUGH_FOR_THREE else _TWO_BESIDE
        if places != self._places:
            self._arrange(places)

    def _connect(self) -> None:
        self._rest.timeout.connect(self.set_stale)
        self.presence_button.clicked.connect(self._open_presence)
        self.small_groups.chosen.connect(self._open_group)
        self.help_lines_button.clicked.connect(self._open_help_lines)
        self.whose.whose_chosen.connect(self.set_stale)
        self.anniversaries_button.clicked.connect(self._open_milestones)
        self.attention.member_chosen.connect(self._messages.lead_to_member)
        self.attention.follow_up_asked.connect(self._make_follow_up)
        self.attention.mentoring_asked.connect(self._open_mentoring)
        self.follow_ups_button.clicked.connect(self._open_follow_ups)
        self.follow_ups.table.opened.connect(self._open_follow_up)
        self.milestones.table.opened.connect(self._open_milestone)
        self.unfinished.table.opened.connect(self._open_unfinished)
        self.movements.table.opened.connect(self._open_movement)

    @property
    def is_whole(self) -> bool:
        """Whether more than the beginning of the day is shown."""
        return not self._begins and not self._rest.isActive()

    def refresh(self) -> None:
        """The first time the sessions alone; as soon as they are painted, everything."""
        context = self._context
        if self._begins:
            whose = self.whose.remembered()
            self._show_begin(today.first_look(context.storage, context.actor, today=context.today(), whose=whose))
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # every card has its place when painted
            return
        day = today.page(context.storage, context.actor, today=context.today(), whose=self.whose.remembered())
        self._show_begin(day)
        empty = self.whose.nothing("")
        self.attention.show_day(day, empty)
        self.follow_ups.show_rows(day.follow_ups, empty)
        self.milestones.show_rows(day.milestones, empty)
        self.anniversaries_button.setVisible(bool(day.anniversaries))
        self.anniversaries_button.show_words(_anniversaries(day.anniversaries))
        self.unfinished.show_rows(day.unfinished)
        self.movements.show_rows(day.movements)

    def follow(self, change: Announcement) -> bool:
        if not change.is_only(Changed.BACKUPS):
            return False
        self.backup_line.refresh()
        return True

    def _show_begin(self, day: DayBegins) -> None:
        self.whose.show_whose(day.whose)
        self._title.setText(f"{words.weekday(day.day)}, {short_date(day.day)}")
        self._subtitle.setText("  ·  ".join(_facts(day)))
        self.small_groups.show_groups(day.small_groups)
        self.help_lines_button.setVisible(day.asks_help_lines)
        self.safety.show_notes(day.safety, day.day)
        self.copies.show_copies(day.copies, self._context.now())
        self.backup_line.refresh()
        self.sessions.show_day(day, writes_notes=self._context.actor.may(Permission.WRITE_NOTES))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._begins:
            self._begins = False
            self._rest.start(0)

    @Slot(int, str)
    def _make_follow_up(self, member_id: int, name: str) -> None:
        make_follow_up(self._context, self._messages, self.undo_bar, member_id, name)

    @Slot()
    def _open_mentoring(self) -> None:
        self._messages.lead_to(PagePlace(PageName.MENTORING))

    @Slot()
    def _open_milestones(self) -> None:
        """The whole list of the week, these anniversaries among them."""
        first, last = week_of(self._context.today())
        self._messages.lead_to(ReportPlace("milestones", Choices(first=first, last=last)))

    @Slot()
    def _open_presence(self) -> None:
        self._messages.lead_to(PagePlace(PageName.PRESENCE))

    @Slot(int)
    def _open_group(self, group_id: int) -> None:
        self._messages.lead_to(GroupPlace(group_id))

    @Slot()
    def _open_help_lines(self) -> None:
        self._messages.lead_to(HelpLinesPlace())

    @Slot()
    def _open_follow_ups(self) -> None:
        self._messages.lead_to(PagePlace(PageName.FOLLOW_UPS))

    @Slot(QModelIndex)
    def _open_follow_up(self, index: QModelIndex) -> None:
        self._messages.lead_to_member(self.follow_ups.model.row(index).member_id)

    @Slot(QModelIndex)
    def _open_milestone(self, index: QModelIndex) -> None:
        self._messages.lead_to_member(self.milestones.model.row(index).member_id)

    @Slot(QModelIndex)
    def _open_unfinished(self, index: QModelIndex) -> None:
        self._messages.lead_to_session(self.unfinished.model.row(index).id)

    @Slot(QModelIndex)
    def _open_movement(self, index: QModelIndex) -> None:
        self._messages.lead_to_member(self.movements.model.row(index).member_id)


def _facts(day: DayBegins) -> list[str]:
    members = ngettext("{count} member in the programme", "{count} members in the programme", day.members)
    groups = ngettext("{count} active group", "{count} active groups", day.groups)
    facts = [day.centre, members.format(count=day.members), groups.format(count=day.groups)]
    return [*facts, _("Holiday: {name}").format(name=day.holiday)] if day.holiday else facts


def _anniversaries(count: int) -> str:
    text = ngettext("{count} anniversary in aftercare", "{count} anniversaries in aftercare", count)
    return text.format(count=count)


def _missing(session: SessionRow) -> str:
    if session.status is SessionStatus.PLANNED:
        return _("Attendance not taken")
    missing = []
    if session.tally.unmarked:
        missing.append(_("{count} unmarked").format(count=session.tally.unmarked))
    missing.append(_("Not signed") if session.has_note else _("Note missing"))
    return ", ".join(missing)


def _why(due: FollowUpRow) -> str:
    """Why, and before it that a consent to this is withdrawn."""
    return " · ".join(filter(None, (no_consent_in_short(due), due.why or words.of(due.kind))))


def _follow_up_columns() -> list[Column[FollowUpRow]]:
    return [
        Column(_("Due"), lambda due: short_date(due.due_on), lambda due: due.due_on),
        Column(_("Member"), lambda due: due.name),
        Column(_("Why"), _why),
        Column(_("Phone"), lambda due: due.phone),
    ]


def _unfinished_columns() -> list[Column[SessionRow]]:
    return [
        Column(_("Day"), lambda s: f"{words.short_weekday(s.day)} {short_date(s.day)}", lambda s: (s.day, s.starts)),
        Column(_("Group"), lambda s: s.group_name),
        Column(_("What is missing"), _missing),
    ]


def _milestone(due: MilestoneDue) -> str:
    name = words.milestone(due.milestone)
    return " · ".join((name, _("celebrated"))) if due.celebrated_on else name


def _milestone_columns() -> list[Column[MilestoneDue]]:
    return [
        Column(_("Day"), lambda due: short_date(due.day), lambda due: due.day),
        Column(_("Member"), lambda due: due.name),
        Column(_("Milestone"), _milestone),
    ]


def _movement_columns() -> list[Column[MovementRow]]:
    return [
        Column(_("Day"), lambda m: short_date(m.day), lambda m: m.day),
        Column(_("What"), lambda m: _("joined") if m.joined else _("left")),
        Column(_("Member"), lambda m: m.name),
        Column(_("Group"), lambda m: m.group_name),
    ]
