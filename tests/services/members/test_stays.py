from datetime import date, timedelta

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Leave, Phase, Series
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.errors import InvalidInput
from peerdesk.services import finder as finding
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import attendance
from tests.centres import TODAY
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

HOME, OUT = Series.RESIDENTIAL, Series.OUTPATIENT
DONE = DischargeType.COMPLETED


@pytest.fixture
def member_id(storage, coordinator, today):
    details = MemberDetails("Ramesh Kumar", gender=Gender.MALE, age=30)
    return members.register(storage, coordinator, details, today=today)


@pytest.fixture
def admit(storage, coordinator, today, member_id):
    def call(day, series=HOME, number="", who=None):
        return stays.admit(storage, coordinator, who or member_id, Admission(series, day, number), today=today)

    return call


@pytest.fixture
def discharge(storage, coordinator, today):
    def call(stay_id, day, how=DONE, ending=()):
        stays.discharge(storage, coordinator, stay_id, Discharge(day, how, frozenset(ending)), today=today)

    return call


@pytest.fixture
def page(storage, coordinator, today, member_id):
    return lambda who=None: member_page.page(storage, coordinator, who or member_id, today=today)


def test_admissions_are_numbered_by_centre_year_and_place(page, admit, discharge):
    first = admit(date(2026, 5, 1))
    discharge(first, date(2026, 5, 20))
    second = admit(date(2026, 6, 1))
    discharge(second, date(2026, 7, 1))
    admit(date(2026, 8, 1), OUT)
    assert [stay.number for stay in page().stays] == ["ASH/OP/2026-27/0001", "ASH/2026-27/0002", "ASH/2026-27/0001"]


def test_the_year_of_a_number_turns_with_the_first_of_april(storage, coordinator, admit, discharge, page):
    discharge(admit(date(2026, 3, 30)), date(2026, 3, 31))
    discharge(admit(date(2026, 3, 31)), date(2026, 4, 1))
    discharge(admit(date(2026, 4, 1)), date(2026, 4, 1))
    assert [stay.number for stay in page().stays] == ["ASH/2026-27/0001", "ASH/2025-26/0002", "ASH/2025-26/0001"]
    assert stays.next_number(storage, coordinator, HOME, date(2026, 3, 31)) == "ASH/2025-26/0003"
    assert stays.next_number(storage, coordinator, HOME, date(2027, 4, 1)) == "ASH/2027-28/0001"


def test_a_number_out_of_the_centres_own_book_is_kept_and_counted_on_from(storage, coordinator, admit, discharge, page):
    discharge(admit(date(2026, 5, 1), number=" ASH/2026-27/0120 "), date(2026, 5, 2))
    discharge(admit(date(2026, 5, 3), number="OLD BOOK 7"), date(2026, 5, 4))
    assert stays.next_number(storage, coordinator, HOME, date(2026, 5, 5)) == "ASH/2026-27/0121"
    assert stays.next_number(storage, coordinator, OUT, date(2026, 5, 5)) == "ASH/OP/2026-27/0001"
    assert {stay.number for stay in page().stays} == {"ASH/2026-27/0120", "OLD BOOK 7"}


def test_who_comes_back_is_found_by_the_new_number_and_by_the_old_one(
    storage, coordinator, admit, discharge, member_id
):
    for day, number in ((date(2026, 5, 1), "OLD/17"), (date(2026, 8, 1), "NEW/42")):
        stay_id = admit(day, number=number)
        discharge(stay_id, day + timedelta(20))
    for typed in ("OLD/17", "NEW/42"):
        assert [found.id for found in finding.find(storage, coordinator, typed, today=TODAY)] == [member_id]


def test_a_number_is_given_once(admit, storage, coordinator, circle, member_id, today):
    admission = Admission(HOME, today, " ASH/2026-27/0003")
    assert problems_of(stays.admit, storage, coordinator, member_id, admission, today=today) == ["number: number-taken"]


def test_a_member_in_the_programme_is_not_admitted_again(admit, storage, coordinator, member_id, today):
    admit(today)
    again = Admission(OUT, today)
    assert problems_of(stays.admit, storage, coordinator, member_id, again, today=today) == ["admitted_on: stay-open"]


def test_stays_do_not_overlap(admit, discharge, storage, coordinator, member_id, today):
    discharge(admit(date(2026, 5, 1)), date(2026, 6, 1))
    within = Admission(HOME, date(2026, 5, 31))
    assert problems_of(stays.admit, storage, coordinator, member_id, within, today=today) == [
        "admitted_on: stays-overlap"
    ]
    admit(date(2026, 6, 1))


def test_readmission_begins_a_new_stay_and_keeps_the_old_one(admit, discharge, page):
    discharge(admit(date(2026, 5, 1)), date(2026, 6, 1), DischargeType.AGAINST_ADVICE)
    assert page().phase is Phase.LEFT
    admit(TODAY)
    assert page().phase is Phase.IN_PROGRAMME
    assert [(stay.admitted_on, stay.discharged_on) for stay in page().stays] == [
        (TODAY, None),
        (date(2026, 5, 1), date(2026, 6, 1)),
    ]


def test_a_discharge_comes_neither_before_the_admission_nor_twice_nor_ahead(
    storage, coordinator, admit, discharge, today
):
    stay_id = admit(date(2026, 5, 10))

    def problems(day):
        return problems_of(stays.discharge, storage, coordinator, stay_id, Discharge(day, DONE), today=today)

    assert problems(date(2026, 5, 9)) == ["discharged_on: discharge-before-admission"]
    assert problems(today + timedelta(1)) == ["discharged_on: discharge-ahead"]
    discharge(stay_id, date(2026, 5, 10))
    assert problems(today) == ["discharged_on: discharged-already"]


def test_discharge_ends_the_memberships_chosen_and_keeps_the_others(
    storage, coordinator, circle, discharge, page, today, announced
):
    ramesh = circle.member_ids[0]
    alumni = GroupDetails("Alumni", GroupType.ALUMNI, started_on=date(2026, 11, 2))
    alumni_id = groups.create(storage, coordinator, alumni, today=today)
    memberships.join(storage, coordinator, Joining(alumni_id, (ramesh,), today))
    usual = stays.ending_memberships(storage, coordinator, ramesh, today)
    assert [(name, ends) for _, name, ends in usual] == [("Alumni", False), ("Morning Circle", True)]

    announced.clear()
    ending = [membership_id for membership_id, _, ends in usual if ends]
    discharge(page(ramesh).stays[0].id, today, ending=ending)
    assert {row.group_name: row.to_day for row in page(ramesh).groups} == {"Alumni": None, "Morning Circle": today}
    assert page(ramesh).phase is Phase.AFTERCARE
    assert announced == [Changed.STAYS | Changed.MEMBERS | Changed.ROSTERS | Changed.FOLLOW_UPS]
    actions = [entry.action for entry in trail(storage)]
    assert actions[-3:] == ["stay.discharge", "membership.leave", "follow-up.schedule"]


def test_a_discharge_before_the_last_mark_names_the_day(storage, coordinator, circle, page, today):
    ramesh = circle.member_ids[0]
    monday = date(2026, 11, 16)
    session_id = session_on(storage, circle.group_id, monday)
    attendance.mark(storage, coordinator, session_id, {ramesh: Attendance(Mark.PRESENT)})
    stay, membership = page(ramesh).stays[0], page(ramesh).groups[0].membership_id
    before = trail(storage)
    early = Discharge(date(2026, 11, 13), DONE, frozenset({membership}))
    with pytest.raises(InvalidInput) as caught:
        stays.discharge(storage, coordinator, stay.id, early, today=today)
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("discharged_on", "marks-after")
    assert problem.values == {"day": monday, "group": "Morning Circle", "name": "Ramesh Kumar"}
    assert trail(storage) == before
    assert page(ramesh).phase is Phase.IN_PROGRAMME
    stays.discharge(storage, coordinator, stay.id, Discharge(monday, DONE, frozenset({membership})), today=today)


def test_an_admission_leaves_its_entry_with_the_number(storage, coordinator, admit, member_id):
    stay_id = admit(TODAY)
    (entry,) = trail(storage, "stay.admit")
    assert (entry.subject_id, entry.by) == (stay_id, coordinator.staff_id)
    assert entry.new == {"member": member_id, "number": "ASH/2026-27/0001", "on": "2026-11-18"}


def test_leave_is_added_and_taken_back(storage, coordinator, member_id, page):
    leave = Leave(TODAY, TODAY + timedelta(3), " sister's wedding ")
    leave_id = stays.add_leave(storage, coordinator, member_id, leave)
    assert [(row.from_day, row.to_day, row.reason) for row in page().leaves] == [
        (TODAY, TODAY + timedelta(3), "sister's wedding")
    ]
    stays.remove_leave(storage, coordinator, leave_id)
    assert list(page().leaves) == []
    assert [entry.action for entry in trail(storage)][-2:] == ["leave.add", "leave.remove"]


def test_leave_taken_back_from_two_screens_is_gone_once(storage, coordinator, member_id, announced):
    leave_id = stays.add_leave(storage, coordinator, member_id, Leave(TODAY, TODAY, "court"))
    stays.remove_leave(storage, coordinator, leave_id)
    announced.clear()
    stays.remove_leave(storage, coordinator, leave_id)
    assert len(trail(storage, "leave.remove")) == 1
    assert announced == []


def test_leave_on_days_of_another_leave_is_refused(storage, coordinator, member_id):
    first = Leave(TODAY, TODAY + timedelta(3), "court")
    leave_id = stays.add_leave(storage, coordinator, member_id, first)
    ask = stays.add_leave, storage, coordinator, member_id
    for begins, ends in ((-2, 0), (3, 9), (1, 2), (-5, 9)):
        other = Leave(TODAY + timedelta(begins), TODAY + timedelta(ends), "wedding")
        assert problems_of(*ask, other) == ["from_day: leave-overlap"]
    stays.add_leave(storage, coordinator, member_id, Leave(TODAY + timedelta(4), TODAY + timedelta(9), "wedding"))
    stays.remove_leave(storage, coordinator, leave_id)
    stays.add_leave(storage, coordinator, member_id, first)


def test_leave_that_ends_before_it_begins_is_refused(storage, coordinator, member_id):
    backwards = Leave(TODAY, TODAY - timedelta(1), "court")
    assert problems_of(stays.add_leave, storage, coordinator, member_id, backwards) == ["to_day: dates-out-of-order"]


def test_who_and_what_is_unknown_is_not_found(storage, coordinator, today):
    assert failure_of(stays.admit, storage, coordinator, 99, Admission(HOME, today), today=today) == "unknown-member"
    assert failure_of(stays.discharge, storage, coordinator, 99, Discharge(today, DONE), today=today) == "unknown-stay"
