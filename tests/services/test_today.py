from datetime import date, time, timedelta

import pytest

from peerdesk.domain.centre import Holiday
from peerdesk.domain.groups import GroupDetails, GroupType, Joining, MeetingTime
from peerdesk.domain.marks import Attendance, Mark
from peerdesk.domain.members import MemberDetails, Phone
from peerdesk.domain.portal import Gender
from peerdesk.domain.sessions import GroupNote, NotHeldReason
from peerdesk.domain.stays import Leave
from peerdesk.services import (
    attendance,
    centre,
    groups,
    members,
    memberships,
    notes,
    planning,
    sessions,
    signing,
    stays,
    today,
)
from tests.conftest import TODAY
from tests.looking import session_on

DAYS = [date(2026, 11, day) for day in (2, 4, 6, 9, 11, 13, 16)]
"""On which the circle met before today."""


@pytest.fixture
def page(storage, coordinator):
    return lambda day=TODAY: today.page(storage, coordinator, today=day)


@pytest.fixture
def mark(storage, coordinator, circle):
    """Mark the sessions of some days for one member, in order: ``mark(ramesh, "PAA")``."""

    def call(member_id, letters, days=DAYS):
        for letter, day in zip(letters, days, strict=False):
            session_id = session_on(storage, circle.group_id, day)
            if letter == "N":
                sessions.did_not_happen(storage, coordinator, session_id, NotHeldReason.WEATHER)
            elif letter != "-":
                attendance.mark(storage, coordinator, session_id, {member_id: Attendance(Mark(letter))})

    return call


@pytest.fixture
def absent(page):
    return lambda day=TODAY: [(row.name, row.absences, row.last_attended) for row in page(day).absent]


def test_the_sessions_of_the_day_are_shown(page, circle):
    assert [(row.group_name, row.day) for row in page().sessions] == [("Morning Circle", TODAY)]
    assert list(page(TODAY + timedelta(1)).sessions) == []
    assert (page().members, page().groups) == (5, 1)


def test_earlier_sessions_without_marks_or_signature_are_unfinished_oldest_first(page, circle):
    assert [row.day for row in page().unfinished] == DAYS


def test_signed_sessions_and_those_that_did_not_happen_are_finished(storage, coordinator, circle, page, mark):
    mark(circle.member_ids[0], "PN")
    assert [row.day for row in page().unfinished] == [DAYS[0], *DAYS[2:]]
    first = session_on(storage, circle.group_id, DAYS[0])
    notes.keep_group_note(storage, coordinator, first, GroupNote(shared="We met"))
    signing.sign(storage, coordinator, first)
    assert [row.day for row in page().unfinished] == DAYS[2:]


def test_a_planned_session_of_nobody_is_not_unfinished(storage, coordinator, page):
    times = (MeetingTime(1, time(9)),)
    details = GroupDetails("Empty", GroupType.FAMILY, started_on=DAYS[0], times=times)
    groups.create(storage, coordinator, details, today=DAYS[0])
    planning.plan_ahead(storage, coordinator, today=TODAY)
    assert list(page().unfinished) == []


def test_unfinished_sessions_of_the_last_sixty_days_are_shown(page, circle):
    assert page(DAYS[0] + timedelta(60)).unfinished[0].day == DAYS[0]
    assert page(DAYS[0] + timedelta(61)).unfinished[0].day == DAYS[1]


def test_a_holiday_is_named(storage, coordinator, page):
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    assert page().holiday == "Diwali"
    assert list(page().sessions) == []


@pytest.mark.parametrize(
    ("letters", "absences"),
    [
        ("AAA", 3),
        ("PAAAA", 4),
        ("AALA", 3),
        ("A-ANA", 3),
        ("AA", None),
        ("AAAP", None),
        ("AAAT", None),
        ("AAAE", None),
        ("AAAL", 3),
    ],
)
def test_three_absences_running_need_contact_and_leave_does_not_break_them(circle, mark, absent, letters, absences):
    mark(circle.member_ids[0], letters)
    assert [row[1] for row in absent()] == ([absences] if absences else [])


def test_who_needs_contact_is_shown_longest_first_with_phone_and_day_last_there(
    storage, coordinator, circle, mark, page, absent
):
    ramesh, gurpreet = circle.member_ids[:2]
    details = MemberDetails(
        "Ramesh Kumar", gender=Gender.MALE, age=30, phones=(Phone("9876543210"), Phone("8765432109"))
    )
    members.change(storage, coordinator, ramesh, details, today=TODAY)
    mark(ramesh, "TAAA")
    mark(gurpreet, "AAAAA")
    assert absent() == [("Gurpreet Singh", 5, None), ("Ramesh Kumar", 3, DAYS[0])]
    assert [row.phone for row in page().absent] == ["", "9876543210"]


def test_planned_leave_in_the_middle_is_skipped(storage, coordinator, circle, mark, absent):
    ramesh, gurpreet = circle.member_ids[:2]
    stays.add_leave(storage, coordinator, ramesh, Leave(DAYS[2], DAYS[3], "court"))
    mark(ramesh, "AA")
    mark(gurpreet, "PPPP")
    mark(ramesh, "A", DAYS[4:])
    assert absent() == [("Ramesh Kumar", 3, None)]


def test_who_has_left_the_group_is_no_longer_called(storage, coordinator, circle, mark, absent):
    ramesh = circle.member_ids[0]
    mark(ramesh, "AAA")
    row = next(
        row for row in groups.page(storage, coordinator, circle.group_id, on=TODAY).roster if row.member_id == ramesh
    )
    memberships.leave(storage, coordinator, row.membership_id, DAYS[3])
    assert absent() == []
    memberships.join(storage, coordinator, Joining(circle.group_id, (ramesh,), DAYS[4]))
    assert absent() == []


def test_who_joined_and_who_left_this_week_is_shown(storage, coordinator, circle, page):
    monday = DAYS[-1]
    roster = groups.page(storage, coordinator, circle.group_id, on=TODAY).roster
    memberships.leave(storage, coordinator, roster[0].membership_id, TODAY)
    memberships.leave(storage, coordinator, roster[1].membership_id, monday - timedelta(1))
    zakir = members.register(storage, coordinator, MemberDetails("Zakir", gender=Gender.MALE, age=20), today=TODAY)
    memberships.join(storage, coordinator, Joining(circle.group_id, (zakir,), monday))
    assert [(row.day, row.name, row.group_name, row.joined) for row in page().movements] == [
        (monday, "Zakir", "Morning Circle", True),
        (TODAY, "Anil Yadav", "Morning Circle", False),
    ]


def test_a_centre_without_anything_shows_an_empty_day(page):
    empty = page()
    assert (list(empty.sessions), list(empty.unfinished), list(empty.absent), empty.members) == ([], [], [], 0)


def test_the_day_asks_the_file_as_often_for_one_group_as_for_ten(storage, coordinator, circle, page, mark, statements):
    def asked():
        with statements() as sql:
            page()
        return len(sql)

    mark(circle.member_ids[0], "AAA")
    for_one = asked()
    times = tuple(MeetingTime(weekday, time(9)) for weekday in range(7))
    for number in range(9):
        details = GroupDetails(f"Group {number}", GroupType.SELF_HELP, started_on=DAYS[0], times=times)
        group_id = groups.create(storage, coordinator, details, today=DAYS[0])
        memberships.join(storage, coordinator, Joining(group_id, circle.member_ids, DAYS[0]))
        for day in DAYS[:3]:
            marks = dict.fromkeys(circle.member_ids, Attendance(Mark.ABSENT))
            attendance.mark(storage, coordinator, session_on(storage, group_id, day), marks)
    assert len(page().absent) == 46
    assert asked() == for_one
