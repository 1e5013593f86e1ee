from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QShortcut
from PySide6.QtWidgets import QPushButton

from peerdesk.db.models import Mentor, MentorshipRow
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.centre import Holiday
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.services import centre
from peerdesk.services.care import milestones, thresholds
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import key_counsellors, member_page, members, stays
from peerdesk.services.sessions import attendance, notes, sessions, signing
from peerdesk.settings import Settings
from peerdesk.ui.place import GroupPlace, MemberPlace, PageName, PagePlace, ReportPlace, SessionPlace
from peerdesk.ui.today.today_page import TodayPage
from peerdesk.ui.widgets.tables.folding import Fold
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import PASSWORD, TODAY
from tests.screen import click, click_row, press

pytestmark = pytest.mark.window


@pytest.fixture
def page(qtbot, open_page, circle) -> TodayPage:
    page = open_page(TodayPage)
    qtbot.waitUntil(lambda: page.is_whole)
    return page


class FirstPaint(QObject):
    """Notes down, as a page is painted for the first time, where its parts are and what is seen."""

    def __init__(self, page: TodayPage) -> None:
        super().__init__(page)
        self.places: list[QRect] = []
        self.seen: list[bool] = []
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.places and isinstance(watched, TodayPage):
            self.places = places(watched)
            hints = watched.attention.hint, watched.follow_ups.hint, watched.movements.hint
            self.seen = [button_of_the_day(watched).isVisible(), *(hint.isVisible() for hint in hints)]
        return False


def places(page: TodayPage) -> list[QRect]:
    lists = page.follow_ups, page.milestones, page.unfinished, page.movements
    return [part.geometry() for part in (page.sessions, page.attention, *lists)]


def headings(page: TodayPage) -> list[list[int]]:
    """Where the headings of each table begin."""
    cards = page.attention, page.follow_ups, page.milestones, page.unfinished, page.movements
    heads = [card.table.horizontalHeader() for card in cards]
    return [[head.sectionViewportPosition(column) for column in range(head.count())] for head in heads]


def test_the_sessions_are_there_first_and_nothing_moves_when_the_rest_comes(qtbot, context, messages, circle):
    page = TodayPage(context, messages)
    qtbot.addWidget(page)
    first = FirstPaint(page)
    page.resize(1188, 700)
    page.show()
    qtbot.waitUntil(lambda: page.is_whole)
    assert first.seen == [True, False, False, False]
    assert page.movements.hint.isVisible(), "nobody moved"
    assert places(page) == first.places


class EveryPaint(QObject):
    """Notes down where the parts of the page and the headings are each time that it is painted."""

    def __init__(self, page: TodayPage) -> None:
        super().__init__(page)
        self.places: list[tuple[list[QRect], list[list[int]]]] = []
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, TodayPage):
            self.places.append((places(watched), headings(watched)))
        return False


def test_a_group_below_its_least_members_is_said_beside_the_facts_and_leads_to_it(
    qtbot, storage, coordinator, circle, page, places
):
    assert not page.small_groups.button.isVisible()
    before = page.sessions.geometry(), page.unfinished.geometry()
    kept = groups.page(storage, coordinator, circle.group_id, on=TODAY).details
    groups.change(storage, coordinator, circle.group_id, replace(kept, capacity_min=6), today=TODAY)
    assert page.small_groups.button.text() == "1 group below its least size"
    assert page.small_groups.button.toolTip() == "Morning Circle: 5 of at least 6 members"
    assert (page.sessions.geometry(), page.unfinished.geometry()) == before, "nothing moves"
    click(qtbot, page.small_groups.button)
    assert places == [GroupPlace(circle.group_id)]


def test_several_small_groups_are_asked_about_by_name(storage, coordinator, circle, page, places):
    evening = GroupDetails("Evening & Night", GroupType.SELF_HELP, started_on=TODAY - timedelta(60), capacity_min=4)
    other = groups.create(storage, coordinator, evening, today=TODAY)
    long_ago = TODAY - timedelta(50)
    joining = Joining(other, (circle.member_ids[0],), long_ago)
    memberships.join(storage, coordinator, joining, "wished to")
    kept = groups.page(storage, coordinator, circle.group_id, on=TODAY).details
    groups.change(storage, coordinator, circle.group_id, replace(kept, capacity_min=6), today=TODAY)
    assert page.small_groups.button.text() == "2 groups below their least size"
    asked = page.small_groups.menu.actions()
    assert [action.text() for action in asked] == [
        "Evening && Night: 1 of at least 4 members",
        "Morning Circle: 5 of at least 6 members",
    ]
    asked[0].trigger()
    assert places == [GroupPlace(other)]


HEADING_PADDING = 12
"""Pixels left and right of a heading's words, as the style sheet has them."""

ROOMS = pytest.mark.parametrize("room", [(1366, 728), (1093, 574)], ids=["whole", "at-125-percent"])


@pytest.fixture
def painted(qtbot, context, bus, runner):
    """Shows the window in so much room until Today is whole, and tells where its parts were each time."""

    def painted(room: tuple[int, int]) -> EveryPaint:
        window = MainWindow(context, bus, runner)
        qtbot.addWidget(window)
        window.resize(*room)
        painted = EveryPaint(window.pages.today)
        with qtbot.waitExposed(window):
            window.show()
        page = window.pages.today
        qtbot.waitUntil(lambda: page.is_whole)
        painted.places.append((places(page), headings(page)))
        return painted

    return painted


def assert_nothing_moved(painted: EveryPaint) -> None:
    last = painted.places[-1]
    assert last[0][0].height() > 0
    assert painted.places == [last] * len(painted.places)
    assert len(painted.places) > 1


@ROOMS
def test_from_the_first_painting_of_the_window_on_nothing_moves(painted, circle, room):
    assert_nothing_moved(painted(room))


@ROOMS
def test_nothing_moves_in_a_centre_without_anybody(painted, room):
    assert_nothing_moved(painted(room))


@ROOMS
def test_no_heading_moves_where_a_list_is_longer_than_its_card(qtbot, painted, circle, plan_call, room):
    for member_id in circle.member_ids:
        for why in ("Call about the discharge", "Call about the family", "Call about work"):
            plan_call(member_id, why=why)
    seen = painted(room)
    page = seen.parent()
    qtbot.waitUntil(lambda: page.follow_ups.table.verticalScrollBar().maximum() > 0)
    assert_nothing_moved(seen)


def test_every_heading_can_be_read(painted, circle):
    page = painted((1366, 728)).parent()
    for shown in (page.attention, page.follow_ups, page.milestones, page.unfinished, page.movements):
        head = shown.table.horizontalHeader()
        bold = QFont(head.font())
        bold.setBold(True)
        for column in range(head.count()):
            text = shown.model.headerData(column, Qt.Orientation.Horizontal)
            assert head.sectionSize(column) >= QFontMetrics(bold).horizontalAdvance(text) + HEADING_PADDING, text


def session_today(page: TodayPage):
    return sessions.between(page._context.storage, page._context.actor, TODAY, TODAY)[0]


def button_of_the_day(page: TodayPage) -> QPushButton:
    return page.findChild(QPushButton, f"open-{session_today(page).id}", Qt.FindChildOption.FindChildrenRecursively)


def test_each_session_has_the_one_button_that_comes_next(page, circle):
    storage, actor, session_id = page._context.storage, page._context.actor, session_today(page).id
    assert button_of_the_day(page).text() == "Take attendance"
    attendance.mark_rest_present(storage, actor, session_id)
    assert steps(page) == ["Write note"]
    notes.keep_group_note(storage, actor, session_id, GroupNote(Objective.NONE, shared="Everybody spoke."))
    assert steps(page) == ["Sign"]
    signing.sign(storage, actor, session_id, PASSWORD, "Nobody knows")
    assert steps(page) == ["Open"]


def steps(page: TodayPage) -> list[str]:
    found = page.sessions.findChildren(QPushButton)
    return [made.text() for made in found if made.objectName().startswith("open-") and not made.isHidden()][-1:]


def test_the_button_opens_the_session_and_prints_its_sheet(qtbot, page, places):
    session_id = session_today(page).id
    click(qtbot, button_of_the_day(page))
    assert places == [SessionPlace(session_id)]
    sheet = page.findChild(QPushButton, f"sheet-{session_id}")
    click(qtbot, sheet)
    assert places[1:] == [ReportPlace("sign-in-sheet", Choices(session=session_id))]


def test_what_is_unfinished_says_what_is_missing_and_opens(qtbot, page, places):
    storage, actor = page._context.storage, page._context.actor
    earlier = sessions.between(storage, actor, TODAY - timedelta(days=5), TODAY - timedelta(days=1))
    attendance.mark_rest_present(storage, actor, earlier[0].id)
    model = page.unfinished.model
    missing = [model.index(row, 2).data() for row in range(model.rowCount())]
    assert missing[-1] == "Attendance not taken"
    assert missing[-2] == "Note missing"
    page.unfinished.table.setFocus()
    page.unfinished.table.selectRow(0)
    qtbot.keyClick(page.unfinished.table, Qt.Key.Key_Return)
    assert places == [SessionPlace(model.rows()[0].id)]


@pytest.fixture
def away(page, circle) -> int:
    """Somebody who did not attend the last three sessions; everybody else did."""
    storage, actor = page._context.storage, page._context.actor
    held = sessions.between(storage, actor, TODAY - timedelta(days=7), TODAY - timedelta(days=1))
    for session in held[-3:]:
        attendance.mark(storage, actor, session.id, {circle.member_ids[0]: Attendance(Mark.ABSENT)})
        attendance.mark_rest_present(storage, actor, session.id)
    return circle.member_ids[0]


def choose(page: TodayPage, row: int = 1) -> None:
    """The first row below the first heading, if not told otherwise."""
    page.attention.table.setFocus()
    page.attention.table.selectRow(row)


def shown(page: TodayPage) -> list[str | int]:
    """The lines of the card: the headings by their keys, members by their ids."""
    return [line.key if isinstance(line, Fold) else line.member_id for line in page.attention.model.rows()]


def test_who_needs_contact_stands_there_with_the_reason_and_the_rule_of_the_chosen_one(page, away):
    card = page.attention
    assert shown(page) == ["absences", away]
    assert [card.model.index(1, column).data() for column in range(4)] == [
        "Ramesh Kumar",
        "absent 3 times running in Morning Circle",
        "",
        "–",
    ]
    assert card.rule.text().startswith("Choose a member")
    assert not card.follow_up_button.isEnabled()
    choose(page)
    assert "reach 3 in a group that meets on four or more days a week or 2 in any other" in card.rule.text()
    assert card.follow_up_button.isEnabled()


def test_several_reasons_are_counted_in_the_row_and_told_in_full_below(page, away, coordinator):
    storage, actor = page._context.storage, page._context.actor
    earlier = sessions.between(storage, actor, TODAY - timedelta(days=16), TODAY - timedelta(days=8))
    attendance.mark_rest_present(storage, actor, earlier[-1].id)
    thresholds.change(storage, coordinator, Thresholds(group_alone_days=15))
    choose(page, shown(page).index(away))
    row = page.attention.table.currentIndex().row()
    assert page.attention.model.index(row, 1).data() == "absent 3 times running in Morning Circle (and 1 more)"
    assert "no one-to-one contact for 16 days" in page.attention.rule.text()
    assert "spoken with alone at least once in 15 days" in page.attention.rule.text()


def test_the_button_or_the_key_makes_a_follow_up_and_its_day_stands_in_the_row(qtbot, page, away):
    choose(page)
    qtbot.keyClick(page.attention.table, Qt.Key.Key_F)
    assert page.undo_bar.text() == "Ramesh Kumar: Call, due on 18-11-2026."
    assert shown(page) == ["settled"]
    assert page.attention.chosen() is None, "the heading in whose group the member is now"
    assert not page.attention.follow_up_button.isEnabled()
    qtbot.keyClick(page.attention.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.attention.table, Qt.Key.Key_Right)
    assert page.attention.chosen().member_id == away
    assert "settled until 18-11-2026" in page.attention.model.index(1, 1).data()
    assert page.attention.model.index(1, 3).data() == "18-11-2026"
    assert not page.attention.follow_up_button.isEnabled()
    assert [row.member_id for row in page.follow_ups.model.rows()] == [away]
    assert page.follow_ups.model.index(0, 2).data() == "absent 3 times running in Morning Circle"
    qtbot.keyClick(page.attention.table, Qt.Key.Key_F)
    assert len(page.follow_ups.model.rows()) == 1


def test_a_follow_up_made_by_mistake_is_undone_and_the_member_needs_contact_again(qtbot, page, away):
    choose(page)
    qtbot.keyClick(page.attention.table, Qt.Key.Key_F)
    assert shown(page) == ["settled"]
    click(qtbot, page.undo_bar.undo_button)
    assert away in shown(page)
    assert list(page.follow_ups.model.rows()) == []


def test_a_key_that_is_held_down_makes_one_follow_up(page):
    assert not any(key.autoRepeat() for key in page.findChildren(QShortcut))


def test_the_button_asks_for_the_same_as_the_key(qtbot, page, away):
    choose(page)
    click(qtbot, page.attention.follow_up_button)
    assert [row.member_id for row in page.follow_ups.model.rows()] == [away]


def test_lines_open_their_member_and_the_buttons_their_page(qtbot, page, away, places):
    choose(page)
    qtbot.keyClick(page.attention.table, Qt.Key.Key_Return)
    assert places == [MemberPlace(away)]
    choose(page)
    qtbot.keyClick(page.attention.table, Qt.Key.Key_F)
    page.follow_ups.table.setFocus()
    page.follow_ups.table.selectRow(0)
    qtbot.keyClick(page.follow_ups.table, Qt.Key.Key_Return)
    assert places[1:] == [MemberPlace(away)]
    click(qtbot, page.follow_ups_button)
    click(qtbot, page.presence_button)
    assert places[2:] == [PagePlace(PageName.FOLLOW_UPS), PagePlace(PageName.PRESENCE)]


def test_the_milestones_of_the_week_say_whose_and_which(qtbot, page, context, places):
    admission = Admission(Series.OUTPATIENT, TODAY, recovery_on=TODAY - timedelta(days=30))
    details = MemberDetails("Zakir", gender=Gender.MALE, age=20)
    zakir = members.register(context.storage, context.actor, details, today=TODAY, admission=admission)
    model = page.milestones.model
    assert [model.index(0, column).data() for column in range(3)] == ["18-11-2026", "Zakir", "30 days"]
    milestones.celebrate(context.storage, context.actor, zakir, model.rows()[0].milestone, day=TODAY)
    assert model.index(0, 2).data() == "30 days · celebrated"
    page.milestones.table.setFocus()
    page.milestones.table.selectRow(0)
    qtbot.keyClick(page.milestones.table, Qt.Key.Key_Return)
    assert places == [MemberPlace(zakir)]


def test_mentoring_pairs_that_lost_touch_are_one_line_that_opens_mentoring(qtbot, page, context, circle, places):
    mentor, member = circle.member_ids[:2]
    since = TODAY - timedelta(days=20)
    with context.storage.writing(Changed.MENTORING, context.actor) as unit:
        Mentor.create(member=mentor, consented_on=since, load=2, stopped_on=None, override="")
        MentorshipRow.create(mentor=mentor, member=member, from_day=since, to_day=None, closing=None, override="")
        unit.audit("test.write", None)
    assert page.attention.stalled_button.text() == "1 mentoring pair has lost touch"
    click(qtbot, page.attention.stalled_button)
    assert places == [PagePlace(PageName.MENTORING)]


def test_a_holiday_is_named_and_the_empty_lists_say_what_they_are_for(page, coordinator, context):
    centre.add_holiday(context.storage, coordinator, Holiday(TODAY, "Guru Nanak Jayanti"))
    assert "Holiday: Guru Nanak Jayanti" in page._subtitle.text()
    for part in (page.attention, page.follow_ups, page.milestones):
        assert part.hint.isVisible()
        assert part.hint.text()
        assert not part.table.isVisible()
    assert not page.attention.stalled_button.isVisible()
    assert not page.attention.follow_up_button.isVisible()


# Groups that fold


@pytest.fixture
def crowd(page, circle, away, plan_call) -> tuple[int, ...]:
    """One absent for some time, and three newcomers without a group, for the last of whom a call is planned."""
    storage, actor = page._context.storage, page._context.actor
    newcomers = []
    for name in ("Zakir", "Yusuf", "Xavier"):
        details = MemberDetails(name, gender=Gender.MALE, age=20)
        admission = Admission(Series.RESIDENTIAL, TODAY - timedelta(days=4))
        newcomers.append(members.register(storage, actor, details, today=TODAY, admission=admission))
    plan_call(newcomers[-1])
    return (away, *newcomers)


def test_new_ones_stand_first_the_others_by_reason_and_the_settled_last_and_folded(page, crowd):
    away, zakir, yusuf, xavier = crowd
    assert shown(page) == ["new", yusuf, zakir, "absences", away, "settled"]
    model = page.attention.model
    assert model.index(0, 0).data() == "New since yesterday  ·  2"
    assert model.index(5, 0).data() == "Settled  ·  1"
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 5)]
    assert spoken == ["New since yesterday, 2 members, open", "Settled, 1 member, folded"]
    assert page.attention.count.text() == "3 members · 1 settled"
    assert [member.member_id for member in model.records()][-1] == xavier
    assert page.attention.table.columnSpan(0, 0) == model.columnCount()


def test_the_arrows_fold_and_open_as_in_a_tree(qtbot, page, crowd):
    table = page.attention.table
    choose(page, 2)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert (table.currentIndex().row(), shown(page)[0]) == (0, "new")
    assert "began yesterday or today" in page.attention.rule.text()
    assert not page.attention.follow_up_button.isEnabled()
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert shown(page) == ["new", "absences", crowd[0], "settled"]
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert shown(page)[1] == "absences", "it is folded already"
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert page.attention.chosen().member_id == shown(page)[1]
    qtbot.keyClick(table, Qt.Key.Key_F)
    assert shown(page)[0] == "new"
    assert page.attention.count.text() == "2 members · 2 settled"


def test_enter_and_a_click_turn_a_heading_and_lead_nowhere(qtbot, page, crowd, places):
    table = page.attention.table
    choose(page, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shown(page)[:2] == ["new", "absences"]
    click_row(qtbot, table, 0)
    assert shown(page)[3] == "absences"
    assert places == []


def test_after_a_follow_up_the_next_member_is_chosen(qtbot, page, crowd):
    choose(page, 1)
    first, second = shown(page)[1:3]
    qtbot.keyClick(page.attention.table, Qt.Key.Key_F)
    assert shown(page)[:2] == ["new", second]
    assert page.attention.chosen().member_id == second
    assert first in [row.member_id for row in page.follow_ups.model.rows()]


def test_what_is_folded_is_remembered_for_each_user(qtbot, page, crowd, open_page, context, coordinator):
    choose(page, 0)
    qtbot.keyClick(page.attention.table, Qt.Key.Key_Left)
    assert Settings.load(context.settings.path).folded == {"ravi": ["new", "settled"]}
    assert open_page(TodayPage).attention.model.folded == {"new", "settled"}
    assert open_page(TodayPage, coordinator).attention.model.folded == {"settled"}
    context.settings.folded["ravi"] = ["absences", 7]
    assert open_page(TodayPage).attention.model.folded == {"absences"}


def test_sorting_keeps_the_groups(page, crowd):
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.attention.table.sortByColumn(0, order)
        lines = shown(page)
        assert [lines[place] for place in (0, 3, 5)] == ["new", "absences", "settled"]
        assert page.attention.table.columnSpan(3, 0) == page.attention.model.columnCount()
        names = [page.attention.model.index(row, 0).data() for row in (1, 2)]
        assert names == sorted(names, reverse=order is Qt.SortOrder.DescendingOrder)


# Mine or everybody's


def test_a_counsellor_chooses_mine_or_everybodys_and_it_is_remembered(qtbot, page, crowd, open_page, context):
    storage, coordinator = context.storage, context.actor
    assert page.whose.isVisible()
    assert page.whose.shown() is Whose.EVERYBODY, "who answers for nobody"
    key_counsellors.change(storage, coordinator, crowd[1], 1, TODAY, today=TODAY)
    assert len(page.attention.model.records()) == 4
    press(qtbot, page, "chip-whose-mine")
    assert len(page.attention.model.records()) == 3
    assert crowd[1] not in [member.member_id for member in page.attention.model.records()]
    assert Settings.load(context.settings.path).whose == {"ravi": {"today": "mine"}}
    again = open_page(TodayPage)
    qtbot.waitUntil(lambda: again.is_whole)
    assert again.whose.shown() is Whose.MINE
    assert len(again.attention.model.records()) == 3


def test_an_empty_list_of_mine_does_not_say_that_nobody_needs_anything(qtbot, page, away, context):
    key_counsellors.change(context.storage, context.actor, away, 1, TODAY, today=TODAY)
    press(qtbot, page, "chip-whose-mine")
    told = "There is nothing of yours here. “Everybody's” shows what the others have."
    assert [part.hint.text() for part in (page.attention, page.follow_ups, page.milestones)] == [told] * 3
    assert page.attention.hint.isVisible()
    press(qtbot, page, "chip-whose-everybody")
    assert page.follow_ups.hint.text().startswith("No follow-up is due.")


def test_who_answers_for_members_begins_with_mine(qtbot, page, crowd, context):
    key_counsellors.change(context.storage, context.actor, crowd[0], context.actor.staff_id, TODAY, today=TODAY)
    assert page.whose.shown() is Whose.MINE


def test_office_staff_are_not_asked(qtbot, open_page, circle, office):
    page = open_page(TodayPage, office)
    qtbot.waitUntil(lambda: page.is_whole)
    assert not page.whose.isVisible()


def test_late_anniversaries_are_one_line_that_leads_to_the_list(qtbot, page, context, places):
    admission = Admission(Series.OUTPATIENT, TODAY - timedelta(60), recovery_on=TODAY.replace(year=2023))
    details = MemberDetails("Zakir", gender=Gender.MALE, age=40)
    storage, actor = context.storage, context.actor
    zakir = members.register(storage, actor, details, today=TODAY, admission=admission)
    assert not page.anniversaries_button.isVisible()
    [stay] = member_page.page(storage, actor, zakir, today=TODAY).stays
    stays.discharge(storage, actor, stay.id, Discharge(TODAY, DischargeType.COMPLETED), today=TODAY)
    assert page.anniversaries_button.accessibleName() == "1 anniversary in aftercare"
    assert page.milestones.model.rowCount() == 0
    click(qtbot, page.anniversaries_button)
    assert places == [ReportPlace("milestones", Choices(first=date(2026, 11, 16), last=date(2026, 11, 22)))]
