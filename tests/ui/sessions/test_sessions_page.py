"""The list of sessions: what is planned, what is unfinished, and a session besides the weekly times."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from peerdesk.domain.groups.groups import Channel, GroupDetails, GroupType
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.services.groups import groups
from peerdesk.services.sessions import attendance, notes, sessions, signing
from peerdesk.ui.place import SessionPlace
from peerdesk.ui.sessions.columns import SessionsModel
from peerdesk.ui.sessions.sessions_page import PeriodChoice, SessionsPage, after, before, span
from tests.centres import PASSWORD
from tests.looking import session_on
from tests.screen import cells, click, click_row, column, problems_in, typed

pytestmark = pytest.mark.window

STATE, ATTENDANCE = 4, 5
PRESENT = Attendance(Mark.PRESENT)


@pytest.fixture
def page(open_page, circle) -> SessionsPage:
    return open_page(SessionsPage)


@pytest.fixture
def family(storage, coordinator, circle) -> int:
    """A second group, by video and without weekly times."""
    details = GroupDetails(
        "Family Sunday", GroupType.FAMILY, channel=Channel.VIDEO, started_on=date(2026, 11, 9), place="Hall"
    )
    return groups.create(storage, coordinator, details, today=date(2026, 11, 9))


def choose(combo, record_id: int | None) -> None:
    """As somebody does who picks from the list."""
    combo.choose(record_id)
    combo.activated.emit(combo.currentIndex())


def test_the_week_is_listed_with_day_time_state_and_counter(storage, counsellor, circle, open_page):
    monday = session_on(storage, circle.group_id, date(2026, 11, 16))
    marks = dict.fromkeys(circle.member_ids[:3], PRESENT) | {circle.member_ids[3]: Attendance(Mark.LATE, 10)}
    attendance.mark(storage, counsellor, monday, marks)
    page = open_page(SessionsPage)
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells(page.table, 0)] == [
        str(monday),
        "Mon 16-11-2026",
        "11:45, 60 min",
        "Morning Circle",
        "Draft · 1 unmarked, note missing",
        "Present 3 · Late 1 · Leave 0 · Absent 0 · Unmarked 1",
        "Ravi Tomar",
    ]
    assert column(page.table, STATE)[1:] == ["Planned", "Planned"]
    assert column(page.table, ATTENDANCE)[1:] == ["5 members", "5 members"]
    assert page.days.text() == "16-11-2026 to 22-11-2026"
    assert page.footer.text() == "3 sessions, 1 unfinished"


def test_every_state_is_said_in_words_and_only_what_is_unfinished_in_bold(storage, counsellor, circle, open_page):
    days = [date(2026, 11, day) for day in (2, 4, 6, 9, 11)]
    signed, unsigned, did_not_happen, _untouched, marked = (session_on(storage, circle.group_id, day) for day in days)
    everybody = dict.fromkeys(circle.member_ids, PRESENT)
    for session_id in (signed, unsigned, marked):
        attendance.mark(storage, counsellor, session_id, everybody)
    for session_id in (signed, unsigned):
        notes.keep_group_note(storage, counsellor, session_id, GroupNote(Objective.NONE, shared="Evenings at home"))
    signing.sign(storage, counsellor, signed, PASSWORD, "Nobody knows")
    sessions.did_not_happen(storage, counsellor, did_not_happen, NotHeldReason.NO_POWER)
    page = open_page(SessionsPage)
    choose(page.period, PeriodChoice.FOUR_WEEKS)
    assert column(page.table, STATE)[:5] == [
        "Signed",
        "Draft · not signed",
        "Did not happen · No electricity",
        "Planned · attendance not taken",
        "Draft · note missing",
    ]
    bold = [page.model.index(row, STATE).data(Qt.ItemDataRole.FontRole) is not None for row in range(5)]
    assert bold == [False, True, False, True, True]
    assert column(page.table, ATTENDANCE)[2] == "–"
    page.only_unfinished.click()
    assert len(column(page.table, STATE)) == page.model.rowCount() == 5
    assert not {"Signed", "Planned"} & set(column(page.table, STATE))


def test_the_cursor_begins_on_the_next_session_and_enter_opens_it(qtbot, storage, circle, page, today, places):
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert places == [SessionPlace(session_on(storage, circle.group_id, today))]
    click_row(qtbot, page.table, 0, 1)
    place = page.table.visualRect(page.model.index(0, 1)).center()
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert places[1] == SessionPlace(session_on(storage, circle.group_id, date(2026, 11, 16)))


def test_earlier_and_later_lead_through_the_book_and_today_back(qtbot, page):
    click(qtbot, page.back_button)
    assert page.days.text() == "09-11-2026 to 15-11-2026"
    assert page.day.text() == "15-11-2026"
    choose(page.period, PeriodChoice.MONTH)
    assert page.days.text() == "01-11-2026 to 30-11-2026"
    click(qtbot, page.back_button)
    assert page.hint.text().startswith("No sessions in these days.")
    assert page.table.isHidden()
    click(qtbot, page.on_button)
    assert page.table.isVisible()
    click(qtbot, page.today_button)
    choose(page.period, PeriodChoice.WEEK)
    assert page.days.text() == "16-11-2026 to 22-11-2026"
    typed(qtbot, page.day, "04-11-2026")
    qtbot.keyClick(page.day, Qt.Key.Key_Return)
    assert page.days.text() == "02-11-2026 to 08-11-2026"


@given(st.sampled_from(PeriodChoice), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_periods_follow_each_other_without_a_gap(period, day):
    first, last = span(period, day)
    assert first <= day <= last
    assert span(period, before(period, day))[1] < day
    assert (first - span(period, before(period, day))[1]).days == 1
    assert (span(period, after(period, day))[0] - last).days == 1


def test_one_group_alone_can_be_looked_at_a_closed_one_too(storage, counsellor, coordinator, circle, family, open_page):
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 17))
    page = open_page(SessionsPage)
    assert [page.group.itemText(n) for n in range(page.group.count())] == [
        "All groups",
        "Family Sunday",
        "Morning Circle (closed)",
    ]
    choose(page.group, family)
    assert page.model.rowCount() == 0
    choose(page.group, circle.group_id)
    assert column(page.table, 3) == ["Morning Circle"]


def test_nothing_unfinished_is_good_news(page):
    page.only_unfinished.click()
    assert column(page.table, 1) == ["Mon 16-11-2026"]
    page._go(date(2026, 11, 27))
    assert page.hint.text() == "Every record of these days is finished."


def test_an_empty_centre_says_what_to_do_first(qtbot, open_page, heard):
    page = open_page(SessionsPage)
    assert page.hint.text() == "No groups yet. Make the first one with New group (Ctrl+G)."
    click(qtbot, page.new_button)
    assert page.panel.isHidden()
    assert heard == [page.hint.text()]


def test_a_session_besides_the_weekly_times_is_made_and_opens(qtbot, storage, counsellor, page, family, places):
    click(qtbot, page.new_button)
    panel = page.panel
    assert panel.group.hasFocus()
    choose(panel.group, family)
    assert panel.channel.code() is Channel.VIDEO
    typed(qtbot, panel.day, "15-11-2026")
    typed(qtbot, panel.starts, "1600")
    panel.minutes.setValue(90)
    qtbot.keyClick(panel.starts, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = sessions.between(storage, counsellor, date(2026, 11, 15), date(2026, 11, 15))[0]
    assert places == [SessionPlace(made.id)]
    assert (made.group_id, made.starts, made.minutes) == (family, time(16), 90)
    assert panel.isHidden()


def test_everything_wrong_with_a_new_session_is_said_beside_its_field(qtbot, page, family):
    page.start_new()
    panel = page.panel
    typed(qtbot, panel.day, "31-02-2026")
    typed(qtbot, panel.starts, "noon")
    click(qtbot, panel.keep_button)
    assert problems_in(panel.form) == {
        "group": "Please choose a group.",
        "day": "“31-02-2026” is not a date. Please type it as 21-11-2026.",
        "starts": "“noon” is not a time. Please type it as 10:05.",
    }
    assert panel.starts.text() == "noon"


@pytest.mark.parametrize(
    ("day", "starts", "field", "problem"),
    [
        ("01-11-2026", "10:00", "day", "The group began on 02-11-2026. Please choose that day or a later one."),
        ("18-11-2026", "11:45", "starts", None),
        ("18-11-2027", "11:45", "day", None),
        ("18-11-2026", "", "starts", "Please give a time, for example 10:05."),
    ],
    ids=["before the group began", "there already", "too far ahead", "no time"],
)
def test_a_session_that_cannot_be_is_refused_and_stays_to_be_mended(qtbot, page, circle, day, starts, field, problem):
    page.start_new()
    panel = page.panel
    assert panel.group.chosen() == circle.group_id
    typed(qtbot, panel.day, day)
    typed(qtbot, panel.starts, starts)
    click(qtbot, panel.keep_button)
    wrong = problems_in(panel.form)
    assert list(wrong) == [field]
    assert problem in (None, wrong[field])
    assert (panel.day.text(), panel.starts.text()) == (day, starts)
    page.set_stale()
    assert panel.day.text() == day
    page.start_new()
    assert panel.day.text() == day
    qtbot.keyClick(panel.day, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_the_list_follows_marks_made_elsewhere_and_keeps_the_cursor(qtbot, storage, counsellor, circle, page, today):
    page.table.selectRow(2)
    session_id = session_on(storage, circle.group_id, today)
    attendance.mark(storage, counsellor, session_id, dict.fromkeys(circle.member_ids, PRESENT))
    assert column(page.table, STATE)[1] == "Draft · note missing"
    assert page.table.selectionModel().selectedRows()[0].row() == 2


def test_office_staff_make_sessions_too(open_page, circle, office):
    assert open_page(SessionsPage, office).new_button.isVisible()


def test_sessions_follow_the_rules_of_item_models(qtmodeltester, storage, counsellor, circle):
    model = SessionsModel(lambda: datetime(2026, 11, 18, 10))
    model.set_rows(sessions.between(storage, counsellor, date(2026, 11, 2), date(2026, 11, 30)))
    qtmodeltester.check(model)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 1).data() == "Mon 30-11-2026"
