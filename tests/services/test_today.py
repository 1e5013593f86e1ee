from datetime import date, time, timedelta

import pytest

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.centre import Holiday
from peerdesk.domain.groups.capacity import SmallGroup
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.services import centre, today
from peerdesk.services.care import follow_ups, thresholds
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import attendance, notes, sessions, signing
from tests.centres import PASSWORD, TODAY
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


def test_the_sessions_of_the_day_are_shown(page, circle):
    assert [(row.group_name, row.day) for row in page().sessions] == [("Morning Circle", TODAY)]
    assert list(page(TODAY + timedelta(1)).sessions) == []
    assert (page().members, page().groups) == (5, 1)


def test_earlier_sessions_without_marks_or_signature_are_unfinished_oldest_first(page, circle):
    assert [row.day for row in page().unfinished] == DAYS


def test_a_group_that_falls_below_its_least_members_is_named_until_it_has_them_again(
    storage, coordinator, circle, page
):
    assert list(page().small_groups) == []
    roster = groups.page(storage, coordinator, circle.group_id, on=TODAY).roster
    memberships.leave_together(storage, coordinator, [row.membership_id for row in roster[:3]], TODAY)
    assert list(page().small_groups) == [], "the last day counts"
    tomorrow = TODAY + timedelta(1)
    assert list(page(tomorrow).small_groups) == [SmallGroup(circle.group_id, "Morning Circle", 2, 3)]
    joining = Joining(circle.group_id, (roster[0].member_id,), tomorrow)
    memberships.join(storage, coordinator, joining)
    assert list(page(tomorrow).small_groups) == []


def test_a_new_group_has_a_fortnight_to_fill_up(storage, coordinator, circle, page):
    new = GroupDetails("New", GroupType.SELF_HELP, started_on=TODAY)
    group_id = groups.create(storage, coordinator, new, today=TODAY)
    memberships.join(storage, coordinator, Joining(group_id, circle.member_ids[:2], TODAY))
    assert list(page(TODAY + timedelta(13)).small_groups) == []
    assert list(page(TODAY + timedelta(14)).small_groups) == [SmallGroup(group_id, "New", 2, 3)]


def test_a_group_without_members_yet_and_a_closed_one_have_not_fallen_below(storage, coordinator, circle, page):
    new = GroupDetails("New", GroupType.SELF_HELP, started_on=TODAY)
    groups.create(storage, coordinator, new, today=TODAY)
    assert list(page().small_groups) == []
    groups.close(storage, coordinator, circle.group_id, TODAY)
    assert list(page(TODAY + timedelta(1)).small_groups) == []


def test_signed_sessions_and_those_that_did_not_happen_are_finished(storage, coordinator, circle, page, mark):
    mark(circle.member_ids[0], "PN")
    assert [row.day for row in page().unfinished] == [DAYS[0], *DAYS[2:]]
    first = session_on(storage, circle.group_id, DAYS[0])
    notes.keep_group_note(storage, coordinator, first, GroupNote(Objective.NONE, shared="We met"))
    signing.sign(storage, coordinator, first, PASSWORD, "Nobody knows")
    assert [row.day for row in page().unfinished] == DAYS[2:]


def test_a_planned_session_of_nobody_is_not_unfinished(storage, coordinator, page):
    times = (MeetingTime(1, time(9)),)
    details = GroupDetails("Empty", GroupType.FAMILY, started_on=DAYS[0], times=times)
    groups.create(storage, coordinator, details, today=DAYS[0])
    sessions.plan_ahead(storage, coordinator, today=TODAY)
    assert list(page().unfinished) == []


def test_unfinished_sessions_of_the_last_sixty_days_are_shown(page, circle):
    assert page(DAYS[0] + timedelta(60)).unfinished[0].day == DAYS[0]
    assert page(DAYS[0] + timedelta(61)).unfinished[0].day == DAYS[1]


def test_a_holiday_is_named(storage, coordinator, page):
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    assert page().holiday == "Diwali"
    assert list(page().sessions) == []


def test_who_needs_contact_stands_with_the_rule_s_numbers(storage, coordinator, circle, mark, page):
    thresholds.change(storage, coordinator, Thresholds(absences_weekly=4))
    mark(circle.member_ids[0], "PAAAA")
    mark(circle.member_ids[1], "PPAAA")
    day = page()
    assert [(row.name, row.reasons[0].count) for row in day.attention] == [("Ramesh Kumar", 4)]
    assert (day.needing_contact, day.thresholds.absences_weekly) == (1, 4)


def test_a_follow_up_made_today_is_due_today(storage, coordinator, circle, mark, page):
    ramesh = circle.member_ids[0]
    mark(ramesh, "AAA")
    follow_ups.make_follow_up(storage, coordinator, ramesh, today=TODAY)
    assert [(row.member_id, row.due_on, row.why) for row in page().follow_ups] == [
        (ramesh, TODAY, "absent 3 times running in Morning Circle")
    ]
    assert list(page(TODAY - timedelta(1)).follow_ups) == []


def test_the_milestones_of_the_week_are_shown_from_monday_to_sunday(storage, coordinator, page):
    for name, recovery_on in (("Ramesh", date(2026, 10, 17)), ("Gurpreet", date(2026, 10, 23))):
        admission = Admission(Series.OUTPATIENT, TODAY, recovery_on=recovery_on)
        details = MemberDetails(name, gender=Gender.MALE, age=30)
        members.register(storage, coordinator, details, today=TODAY, admission=admission)
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)
    assert [(row.name, row.milestone.count, row.day) for row in page().milestones] == [
        ("Ramesh", 30, monday),
        ("Gurpreet", 30, sunday),
    ]


def test_anniversaries_of_aftercare_beyond_the_first_year_are_only_counted(storage, coordinator, page):
    def register(name, years):
        admission = Admission(Series.OUTPATIENT, TODAY - timedelta(90), recovery_on=TODAY.replace(year=2026 - years))
        details = MemberDetails(name, gender=Gender.MALE, age=40)
        who = members.register(storage, coordinator, details, today=TODAY, admission=admission)
        [stay] = member_page.page(storage, coordinator, who, today=TODAY).stays
        return stay.id

    register("Anil", 3)
    for name, years in (("Bharat", 1), ("Chetan", 2), ("Dinesh", 5)):
        ended = Discharge(TODAY - timedelta(30), DischargeType.COMPLETED)
        stays.discharge(storage, coordinator, register(name, years), ended, today=TODAY)
    assert [due.name for due in page().milestones] == ["Anil", "Bharat"]
    assert page().anniversaries == 2


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
    assert (empty.members, empty.groups, empty.needing_contact, empty.stalled) == (0, 0, 0, 0)
    for rows in (empty.sessions, empty.unfinished, empty.attention, empty.follow_ups, empty.milestones):
        assert list(rows) == []


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
    assert [len(row.reasons) for row in page().attention] == [10, 9, 9, 9, 9]
    assert asked() == for_one
