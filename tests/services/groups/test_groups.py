from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from peerdesk.db.models import Group, Session
from peerdesk.domain.centre import Holiday, StaffDetails
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.endings import WhatCloses
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records.groups import groups as group_records
from peerdesk.services import centre, staff
from peerdesk.services.groups import duties, group_page, groups, memberships, waitlist
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import attendance, sessions
from tests.centres import CHEAP, PASSWORD, TODAY
from tests.looking import days_in_book, session_on, trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)
MONDAY = date(2026, 11, 16)


@pytest.fixture
def page(storage, coordinator, circle):
    return lambda on=TODAY: groups.page(storage, coordinator, circle.group_id, on=on)


@pytest.fixture
def change(storage, coordinator, circle, page):
    def call(**known):
        details = replace(page().details, **known)
        groups.change(storage, coordinator, circle.group_id, details, today=TODAY)

    return call


def test_a_new_group_has_its_sessions_in_the_book_at_once(storage, coordinator):
    times = (MeetingTime(3, time(18)), MeetingTime(5, time(7, 30), 45))
    details = GroupDetails(" Evening ", GroupType.TWELVE_STEP, started_on=TODAY, times=times)
    group_id = groups.create(storage, coordinator, details, today=TODAY)
    found = groups.page(storage, coordinator, group_id, on=TODAY)
    assert found.details == replace(details, name="Evening")
    assert days_in_book(storage, group_id) == [date(2026, 11, day) for day in (19, 21, 26, 28)]


def test_everything_missing_is_said_at_once_and_nothing_is_made(storage, coordinator, circle, announced):
    empty = GroupDetails(" Morning Circle ", capacity_max=0)
    assert problems_of(groups.create, storage, coordinator, empty, today=TODAY) == [
        "type: group-type-missing",
        "started_on: date-missing",
        "capacity_max: capacity-wrong",
        "name: group-name-taken",
    ]
    assert announced == []


def test_a_group_may_keep_its_name_and_not_take_another_groups(storage, coordinator, circle, change, page):
    change(place="Hall")
    change(name="  Morning Circle  ")
    assert page().details.name == "Morning Circle"
    other = GroupDetails("Evening", GroupType.SELF_HELP, started_on=FIRST)
    groups.create(storage, coordinator, other, today=TODAY)
    assert problems_of(change, name="Evening") == ["name: group-name-taken"]


@pytest.mark.parametrize("name", ["Morning-Circle", "morning \u2013 circle", "Morning\u2011Circle"])
def test_a_hyphen_for_a_blank_makes_no_other_name(storage, coordinator, circle, name):
    details = GroupDetails(name, GroupType.SELF_HELP, started_on=FIRST)
    assert problems_of(groups.create, storage, coordinator, details, today=TODAY) == ["name: group-name-taken"]


def test_two_names_alike_of_a_former_file_can_still_be_changed(storage, coordinator, circle, change, page):
    details = GroupDetails("Evening", GroupType.SELF_HELP, started_on=FIRST)
    other = groups.create(storage, coordinator, details, today=TODAY)
    with storage.writing(Changed.GROUPS, coordinator) as unit:
        Group.update(name="Morning-Circle").where(Group.id == other).execute()
        unit.audit("group.change", other)
    change(place="Hall")
    assert page().details.place == "Hall"


def test_a_group_that_began_a_lifetime_ago_is_asked_about(storage, coordinator):
    details = GroupDetails("Old Circle", GroupType.SELF_HELP, started_on=date(1926, 1, 1))
    refused = problems_of(groups.create, storage, coordinator, details, today=TODAY)
    assert refused == ["started_on: day-far-back", "confirmed: override-reason-missing"]
    groups.create(storage, coordinator, details, today=TODAY, confirmed="It is that old.")


def test_a_change_leaves_only_what_differs(storage, counsellor, change):
    change(place="Hall", capacity_max=20)
    (entry,) = trail(storage, "group.change")
    assert (entry.old, entry.new) == ({"place": "", "capacity_max": 15}, {"place": "Hall", "capacity_max": 20})


def test_a_group_keeps_its_own_number_of_absences_or_the_centres_usual_one(storage, change, page):
    assert page().details.absences_for_contact is None
    change(absences_for_contact=4)
    assert page().details.absences_for_contact == 4
    (entry,) = trail(storage, "group.change")
    assert (entry.old, entry.new) == ({"absences_for_contact": None}, {"absences_for_contact": 4})
    for wrong in (0, 31):
        assert problems_of(change, absences_for_contact=wrong) == ["absences_for_contact: number-out-of-range"]


def test_no_change_is_neither_noted_nor_announced(storage, change, announced):
    change()
    assert (trail(storage, "group.change"), announced) == ([], [])


def test_new_times_hold_from_today_and_the_former_ones_are_kept_as_history(storage, circle, change, page):
    change(times=(MeetingTime(1, time(16), 90),))
    assert page().details.times == (MeetingTime(1, time(16), 90),)
    assert [time.weekday for time in page(TODAY - timedelta(1)).details.times] == [0, 2, 4]
    ahead = [day for day in days_in_book(storage, circle.group_id) if day >= TODAY]
    assert ahead == [date(2026, 11, 24), date(2026, 12, 1)]
    behind = [day for day in days_in_book(storage, circle.group_id) if day < TODAY]
    assert behind == [date(2026, 11, day) for day in (2, 4, 6, 9, 11, 13, 16)]


EVERY_DAY_AT_FOUR = tuple(MeetingTime(weekday, time(16)) for weekday in range(7))


def starts_in_book(storage, group_id, day):
    with storage.reading():
        rows = Session.select().where((Session.group == group_id) & (Session.day == day)).order_by(Session.starts)
        return [row.starts for row in rows]


@pytest.mark.parametrize("touch", ["mark", "off", "by hand", "visitors"])
def test_a_day_with_a_session_of_the_group_gets_no_second_one_by_new_times(storage, coordinator, circle, page, touch):
    kept = TODAY if touch != "by hand" else TODAY + timedelta(1)
    if touch == "by hand":
        new = NewSession(circle.group_id, kept, time(9))
        sessions.create(storage, coordinator, new, today=TODAY)
    else:
        session_id = session_on(storage, circle.group_id, kept)
        match touch:
            case "mark":
                attendance.mark(storage, coordinator, session_id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
            case "off":
                reason = NotHeldReason.FESTIVAL
                sessions.did_not_happen(storage, coordinator, session_id, reason)
            case _:
                attendance.count_visitors(storage, coordinator, session_id, 2)
    before = starts_in_book(storage, circle.group_id, kept)
    details = replace(page().details, times=EVERY_DAY_AT_FOUR)
    holds_from = groups.change(storage, coordinator, circle.group_id, details, today=TODAY)
    assert starts_in_book(storage, circle.group_id, kept) == before
    assert len(before) == 1
    assert starts_in_book(storage, circle.group_id, TODAY + timedelta(2)) == [time(16)]
    assert holds_from == (TODAY + timedelta(1) if kept == TODAY else TODAY)


def test_a_second_session_of_a_day_that_is_left_alone_stays_too(storage, coordinator, circle, change):
    change(times=tuple(MeetingTime(TODAY.weekday(), time(hour)) for hour in (9, 18)))
    morning = session_on(storage, circle.group_id, TODAY)
    attendance.mark(storage, coordinator, morning, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
    change(times=EVERY_DAY_AT_FOUR)
    assert starts_in_book(storage, circle.group_id, TODAY) == [time(9), time(18)]


def test_a_holiday_taken_back_brings_no_second_session_beside_one_by_former_times(storage, coordinator, circle, change):
    session_id = session_on(storage, circle.group_id, TODAY)
    attendance.mark(storage, coordinator, session_id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
    change(times=EVERY_DAY_AT_FOUR)
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    centre.remove_holiday(storage, coordinator, TODAY)
    assert len(starts_in_book(storage, circle.group_id, TODAY)) == 1


def test_new_times_tell_from_which_day_they_hold(storage, coordinator, circle, page):
    change = groups.change, storage, coordinator, circle.group_id
    assert change[0](*change[1:], replace(page().details, place="Hall"), today=TODAY) is None
    assert change[0](*change[1:], replace(page().details, times=EVERY_DAY_AT_FOUR), today=TODAY) == TODAY


@pytest.fixture
def ahead(storage, coordinator):
    """A group that begins next week, on the Thursday."""
    times = (MeetingTime(3, time(18)),)
    details = GroupDetails("Evening", GroupType.TWELVE_STEP, started_on=date(2026, 11, 26), times=times)
    return groups.create(storage, coordinator, replace(details, facilitators=(1,)), today=TODAY)


def test_another_name_for_a_group_that_has_not_begun_changes_nothing_but_its_name(storage, coordinator, ahead):
    kept = groups.page(storage, coordinator, ahead, on=date(2026, 11, 26)).details
    groups.change(storage, coordinator, ahead, replace(kept, name="Late Evening"), today=TODAY)
    (entry,) = trail(storage, "group.change")
    assert (entry.old, entry.new) == ({"name": "Evening"}, {"name": "Late Evening"})


def test_a_group_that_begins_earlier_than_planned_meets_from_then_on(storage, coordinator, ahead):
    kept = groups.page(storage, coordinator, ahead, on=date(2026, 11, 26)).details
    sessions.plan_ahead(storage, coordinator, today=TODAY)
    groups.change(storage, coordinator, ahead, replace(kept, started_on=date(2026, 11, 19)), today=TODAY)
    assert days_in_book(storage, ahead) == [date(2026, 11, 19), date(2026, 11, 26)]
    sooner = groups.page(storage, coordinator, ahead, on=date(2026, 11, 19))
    assert (sooner.details.times, sooner.facilitator_names) == (kept.times, ["Meena Rawat"])


def test_a_group_that_begins_later_than_planned_does_not_meet_before(storage, coordinator, ahead):
    kept = groups.page(storage, coordinator, ahead, on=date(2026, 11, 26)).details
    sessions.plan_ahead(storage, coordinator, today=TODAY)
    groups.change(storage, coordinator, ahead, replace(kept, started_on=date(2026, 12, 1)), today=TODAY)
    assert days_in_book(storage, ahead) == []


def test_times_changed_twice_on_one_day_hold_once(change, page):
    change(times=(MeetingTime(1, time(16)),))
    change(times=(MeetingTime(3, time(16)),))
    assert [time.weekday for time in page().details.times] == [3]


def test_another_counsellor_is_responsible_from_today_on(storage, coordinator, circle, change, page, counsellor):
    details = StaffDetails("asha", "Asha Devi", "Counsellor")
    asha = staff.add(storage, coordinator, details, PASSWORD, PASSWORD, CHEAP)
    change(facilitators=(asha, counsellor.staff_id))
    assert list(page().facilitator_names) == ["Asha Devi", "Ravi Tomar"]
    assert list(page(TODAY - timedelta(1)).facilitator_names) == ["Ravi Tomar"]
    (row,) = groups.overview(storage, coordinator, today=TODAY)
    assert row.facilitator == "Asha Devi"


def test_the_roster_is_that_of_the_day_asked_for_in_roll_order(storage, coordinator, circle, page):
    names = [row.name_latin or row.name_native for row in page().roster]
    assert names == ["Anil Yadav", "Gurpreet Singh", "ज्ञानेश्वर कुऱ्हाडे", "Ramesh Kumar", "Sunita Shinde"]
    memberships.leave(storage, coordinator, page().roster[0].membership_id, date(2026, 11, 10))
    assert len(page(date(2026, 11, 10)).roster) == 5
    assert len(page(date(2026, 11, 11)).roster) == 4
    assert len(page(FIRST - timedelta(1)).roster) == 0


def test_the_overview_shows_size_next_meeting_counsellor_and_attendance(storage, coordinator, circle):
    present, absent = Attendance(Mark.PRESENT), Attendance(Mark.ABSENT)
    marks = dict(zip(circle.member_ids, (present, present, absent, absent, present), strict=True))
    attendance.mark(storage, coordinator, session_on(storage, circle.group_id, MONDAY), marks)
    (row,) = groups.overview(storage, coordinator, today=TODAY)
    assert (row.members, row.next_meeting, row.facilitator) == (5, (TODAY, time(11, 45)), "Ravi Tomar")
    assert row.tally == Tally(present=3, absent=2)
    assert row.tally.percent == 60


def test_attendance_in_the_overview_is_that_of_four_weeks(storage, coordinator, circle):
    session_id = session_on(storage, circle.group_id, FIRST)
    attendance.mark(storage, coordinator, session_id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
    (soon,) = groups.overview(storage, coordinator, today=FIRST + timedelta(weeks=4))
    (later,) = groups.overview(storage, coordinator, today=FIRST + timedelta(weeks=4, days=1))
    assert (soon.tally, later.tally) == (Tally(present=1), Tally())


def test_a_closed_group_ends_its_memberships_and_plans_no_more(storage, coordinator, circle, page, announced):
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 23))
    assert [row.to_day for row in page().roster] == [date(2026, 11, 23)] * 5
    assert days_in_book(storage, circle.group_id)[-1] == date(2026, 11, 23)
    assert announced == [Changed.GROUPS | Changed.ROSTERS | Changed.SESSIONS | Changed.GROUP_LIFE]
    assert [entry.action for entry in trail(storage)][-6:] == ["group.close", *["membership.leave"] * 5]
    sessions.plan_ahead(storage, coordinator, today=TODAY + timedelta(10))
    assert days_in_book(storage, circle.group_id)[-1] == date(2026, 11, 23)


def test_a_group_that_is_opened_again_has_back_what_ended_with_it(storage, coordinator, circle, page):
    asha, *_others = circle.member_ids
    memberships.leave(storage, coordinator, page().roster[0].membership_id, date(2026, 11, 16))
    duties.set_duties(storage, coordinator, circle.group_id, [Duty.TEA])
    coming = session_on(storage, circle.group_id, date(2026, 11, 27))
    duties.assign(storage, coordinator, coming, Duty.TEA, asha)
    waiter = members.register(
        storage, coordinator, MemberDetails("Zakir Khan", gender=Gender.MALE, age=30), today=TODAY
    )
    waitlist.add(storage, coordinator, Wait(circle.group_id, (waiter,), TODAY), today=TODAY)
    before = group_page.view(storage, coordinator, circle.group_id, today=TODAY)
    book = days_in_book(storage, circle.group_id)
    ends = groups.what_ends(storage, coordinator, circle.group_id, date(2026, 11, 23))
    assert ends == WhatCloses(memberships=4, waiting=1, duties=1)
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 23))
    assert groups.what_ends(storage, coordinator, circle.group_id, date(2026, 11, 23)) == WhatCloses()
    groups.reopen(storage, coordinator, circle.group_id, first=TODAY)
    assert group_page.view(storage, coordinator, circle.group_id, today=TODAY) == before
    assert days_in_book(storage, circle.group_id) == book
    (entry,) = trail(storage, "group.reopen")
    assert (entry.old, entry.new) == ({"closed_on": "2026-11-23"}, {"closed_on": None})


def test_a_group_opened_again_later_meets_from_the_day_that_is_said(storage, coordinator, circle):
    sessions.plan_ahead(storage, coordinator, today=TODAY)
    book = days_in_book(storage, circle.group_id)
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 6))
    groups.reopen(storage, coordinator, circle.group_id, first=date(2026, 11, 20))
    days = days_in_book(storage, circle.group_id)
    assert days == [day for day in book if not date(2026, 11, 6) < day < date(2026, 11, 20)]
    assert days[-1] == date(2026, 12, 2)


def test_who_was_discharged_while_a_group_was_closed_is_on_its_roster_until_then(storage, coordinator, circle, page):
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 16))
    member_id = page().roster[0].member_id if page().roster else circle.member_ids[0]
    [stay] = member_page.page(storage, coordinator, member_id, today=TODAY).stays
    stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, DischargeType.COMPLETED), today=TODAY)
    groups.reopen(storage, coordinator, circle.group_id, first=TODAY)
    ends = {row.member_id: row.to_day for row in page().roster}
    assert ends == dict.fromkeys(circle.member_ids) | {member_id: TODAY}


def test_opening_a_group_that_is_open_does_nothing(storage, coordinator, circle, announced):
    groups.reopen(storage, coordinator, circle.group_id, first=TODAY)
    assert (announced, trail(storage, "group.reopen")) == ([], [])
    assert failure_of(groups.reopen, storage, coordinator, 99, first=TODAY) == "unknown-group"


def test_a_group_closed_on_two_days_one_after_the_other_is_opened_as_before_both(storage, coordinator, circle, page):
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 27))
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 20))
    groups.reopen(storage, coordinator, circle.group_id, first=TODAY)
    assert [row.to_day for row in page().roster] == [None] * 5


def test_a_group_is_in_the_list_up_to_its_last_day(storage, coordinator, circle):
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 23))

    def shown(day, **options):
        return [row.name for row in groups.overview(storage, coordinator, today=day, **options)]

    assert shown(date(2026, 11, 23)) == ["Morning Circle"]
    assert shown(date(2026, 11, 24)) == []
    assert shown(date(2026, 11, 24), closed=True) == ["Morning Circle"]


def test_a_group_that_closes_far_ahead_meets_until_then(storage, coordinator, circle):
    groups.close(storage, coordinator, circle.group_id, date(2026, 12, 14))
    sessions.plan_ahead(storage, coordinator, today=date(2026, 12, 10))
    assert days_in_book(storage, circle.group_id)[-1] == date(2026, 12, 14)


def test_where_many_came_after_the_last_day_one_line_names_the_earliest_possible(storage, coordinator, circle):
    """Of every member and every session it would be a page, with the needed day somewhere in it."""
    for day, present in ((FIRST, circle.member_ids), (MONDAY, circle.member_ids[:2])):
        session_id = session_on(storage, circle.group_id, day)
        attendance.mark(storage, coordinator, session_id, dict.fromkeys(present, Attendance(Mark.PRESENT)))
    with pytest.raises(InvalidInput) as caught:
        groups.close(storage, coordinator, circle.group_id, FIRST)
    assert list(caught.value.problems) == [Problem("closed_on", "marks-after-together", {"day": MONDAY})]
    groups.close(storage, coordinator, circle.group_id, MONDAY)


def test_a_group_cannot_close_before_marks_or_before_it_began(storage, coordinator, circle, page):
    session_id = session_on(storage, circle.group_id, MONDAY)
    attendance.mark(storage, coordinator, session_id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
    close = groups.close, storage, coordinator, circle.group_id
    assert problems_of(*close, MONDAY - timedelta(1)) == ["closed_on: marks-after"]
    before = ["closed_on: dates-out-of-order", "closed_on: marks-after"]
    assert problems_of(*close, FIRST - timedelta(1)) == before
    assert page().closed_on is None
    assert len(page().roster) == 5
    groups.close(storage, coordinator, circle.group_id, MONDAY)


def test_an_unknown_group_is_not_found(storage, coordinator, circle, page):
    assert failure_of(groups.page, storage, coordinator, 99, on=TODAY) == "unknown-group"
    assert failure_of(groups.close, storage, coordinator, 99, TODAY) == "unknown-group"
    details = replace(page().details, name="Another")
    assert failure_of(groups.change, storage, coordinator, 99, details, today=TODAY) == "unknown-group"


def test_the_overview_asks_the_file_as_often_for_one_group_as_for_twenty(storage, coordinator, circle, statements):
    def asked():
        with statements() as sql:
            groups.overview(storage, coordinator, today=TODAY)
        return len(sql)

    for_one = asked()
    for number in range(19):
        details = GroupDetails(f"Group {number}", GroupType.FAMILY, started_on=FIRST, times=(MeetingTime(0, time(9)),))
        group_id = groups.create(storage, coordinator, details, today=TODAY)
        memberships.join(storage, coordinator, Joining(group_id, circle.member_ids, FIRST))
    assert asked() == for_one


def test_who_of_some_members_is_due_is_not_looked_for_in_all_that_a_group_ever_had(storage, circle, statements):
    first, second, *_others = circle.member_ids
    with storage.reading():
        with statements() as asked:
            assert group_records.due_among(circle.group_id, TODAY, [first, second, 999]) == {first, second}
        [select] = asked
        plan = [row[3] for row in storage._database.run(f"EXPLAIN QUERY PLAN {select}")]
    assert plan[0] == "SEARCH t1 USING INDEX membership_member_id (member_id=?)"
