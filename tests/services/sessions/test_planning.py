from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from peerdesk.domain.centre import Holiday
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import MeetingTime
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason
from peerdesk.records.sessions import planned_sessions as planned_records
from peerdesk.services import centre
from peerdesk.services.groups import groups
from peerdesk.services.sessions import attendance, notes, sessions
from tests.centres import TODAY, enter
from tests.looking import days_in_book, session_on, trail

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def book(storage, circle):
    return lambda: days_in_book(storage, circle.group_id)


@pytest.fixture
def plan(storage, coordinator):
    return lambda today: sessions.plan_ahead(storage, coordinator, today=today)


@pytest.fixture
def meet_on_tuesdays(storage, coordinator, circle):
    def call():
        details = groups.page(storage, coordinator, circle.group_id, on=TODAY).details
        details = replace(details, times=(MeetingTime(1, time(16)),))
        groups.change(storage, coordinator, circle.group_id, details, today=TODAY)

    return call


def every_meeting(first, last):
    """Mondays, Wednesdays and Fridays."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() in (0, 2, 4)]


def test_the_book_reaches_a_fortnight_ahead(book):
    assert book() == every_meeting(date(2026, 11, 2), TODAY + timedelta(14))


def test_planning_again_on_the_same_day_changes_nothing(plan, book, storage, announced):
    before, entries = book(), trail(storage)
    plan(TODAY)
    assert (book(), trail(storage), announced) == (before, entries, [])


def test_days_on_which_the_pc_was_off_are_caught_up_with(plan, book, announced, storage):
    back = date(2027, 1, 18)
    storage.now = lambda: datetime.combine(back, time(10))
    enter(storage, "meena")
    plan(back)
    assert book() == every_meeting(date(2026, 11, 2), back + timedelta(14))
    assert announced == [Changed.SESSIONS]


def test_a_clock_set_back_plans_nothing_twice(plan, book):
    before = book()
    plan(TODAY - timedelta(30))
    assert book() == before


def test_planning_leaves_its_entry(plan, storage, circle):
    plan(TODAY + timedelta(1))
    entry = trail(storage, "sessions.plan")[-1]
    assert (entry.old, entry.new) == ({"through": "2026-12-02"}, {"through": "2026-12-03"})


def test_no_session_is_planned_on_a_holiday(storage, coordinator, plan, book):
    diwali = date(2026, 12, 4)
    centre.add_holiday(storage, coordinator, Holiday(diwali, "Festival"))
    plan(TODAY + timedelta(7))
    assert diwali not in book()
    assert diwali + timedelta(3) in book()


def test_a_new_holiday_takes_out_what_was_only_planned(storage, coordinator, book):
    centre.add_holiday(storage, coordinator, Holiday(FRIDAY, "Festival"))
    assert FRIDAY not in book()
    centre.remove_holiday(storage, coordinator, FRIDAY)
    assert FRIDAY in book()
    assert book() == every_meeting(date(2026, 11, 2), TODAY + timedelta(14))


def test_a_holiday_beyond_the_book_is_planned_when_the_book_gets_there(storage, coordinator, plan, book):
    far = date(2026, 12, 7)
    centre.add_holiday(storage, coordinator, Holiday(far, "Festival"))
    centre.remove_holiday(storage, coordinator, far)
    assert far not in book()
    plan(TODAY + timedelta(7))
    assert book().count(far) == 1


def touch_with_a_mark(storage, actor, circle, session_id):
    attendance.mark(storage, actor, session_id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})


def touch_with_a_note(storage, actor, circle, session_id):
    notes.keep_group_note(storage, actor, session_id, GroupNote(plan="Bring the song book"))


def touch_with_a_member_note(storage, actor, circle, session_id):
    notes.keep_member_note(storage, actor, session_id, circle.member_ids[0], "Birthday")


def touch_with_a_guest(storage, actor, circle, session_id):
    attendance.add_guest(storage, actor, session_id, circle.member_ids[0], "Kamla Devi", Kinship.MOTHER)


def touch_with_visitors(storage, actor, circle, session_id):
    attendance.count_visitors(storage, actor, session_id, 3)


def touch_with_paper(storage, actor, circle, session_id):
    attendance.from_paper(storage, actor, session_id, keyed=True)


def touch_with_a_leader(storage, actor, circle, session_id):
    attendance.set_leader(storage, actor, session_id, circle.member_ids[0])


def touch_as_not_held(storage, actor, circle, session_id):
    sessions.did_not_happen(storage, actor, session_id, NotHeldReason.NO_POWER)


@pytest.mark.parametrize(
    "touch",
    [
        touch_with_a_mark,
        touch_with_a_note,
        touch_with_a_member_note,
        touch_with_a_guest,
        touch_with_visitors,
        touch_with_paper,
        touch_with_a_leader,
        touch_as_not_held,
    ],
)
def test_a_session_somebody_touched_stays_when_times_change_or_a_holiday_comes(
    storage, coordinator, circle, book, meet_on_tuesdays, touch
):
    touch(storage, coordinator, circle, session_on(storage, circle.group_id, TODAY))
    meet_on_tuesdays()
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Festival"))
    assert [day for day in book() if day >= TODAY] == [TODAY, date(2026, 11, 24), date(2026, 12, 1)]


def test_a_session_made_by_hand_stays_when_times_change(storage, coordinator, circle, book, meet_on_tuesdays):
    extra = NewSession(circle.group_id, date(2026, 11, 21), time(9))
    sessions.create(storage, coordinator, extra, today=TODAY)
    meet_on_tuesdays()
    assert date(2026, 11, 21) in book()


def test_the_next_meeting_is_the_earliest_still_planned(storage, circle, coordinator):
    touch_with_a_mark(storage, coordinator, circle, session_on(storage, circle.group_id, TODAY))
    with storage.reading():
        assert planned_records.next_meetings(TODAY) == {circle.group_id: (FRIDAY, time(11, 45))}
        assert planned_records.next_meetings(date(2027, 5, 1)) == {}
