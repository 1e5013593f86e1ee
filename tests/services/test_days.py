"""Days that cannot be: before a member's birth, and far ahead by a slip in the year."""

from datetime import date, datetime, time, timedelta

import pytest

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.goals import GoalState, GoalText
from peerdesk.domain.care.recovery import ReturnToUse, StepRow
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Leave, Series
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.services import staff
from peerdesk.services.care import contacts, goals, recovery
from peerdesk.services.groups import duties, groups, memberships, waitlist
from peerdesk.services.measures import measures
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.papers import weekly_report
from peerdesk.services.sessions import attendance
from tests.centres import CHEAP, PASSWORD, TODAY
from tests.looking import session_on, trail
from tests.refusals import problems_of

BORN = date(2008, 5, 5)
BEFORE = date(1926, 11, 1)
SLIP = date(2126, 11, 23)
UNKNOWN = (99_999, 2**63, 10**30, -(2**63) - 1)


@pytest.fixture
def young(storage, coordinator, circle) -> int:
    """Somebody whose date of birth is known."""
    details = MemberDetails("Young Man", gender=Gender.MALE, birth_date=BORN)
    return members.register(storage, coordinator, details, today=TODAY)


def codes(act, *args, **kwargs) -> set[tuple[str, str]]:
    return {(field, code) for field, code in (said.split(": ") for said in problems_of(act, *args, **kwargs))}


def test_nothing_of_a_member_is_before_the_birth(storage, coordinator, circle, young):
    ask, at, today = (storage, coordinator), young, {"today": TODAY}
    admission = Admission(Series.RESIDENTIAL, BEFORE, recovery_on=BEFORE)
    assert ("admitted_on", "before-birth") in codes(stays.admit, *ask, at, admission, **today)
    assert ("recovery_on", "before-birth") in codes(stays.admit, *ask, at, admission, **today)
    assert codes(recovery.restart, *ask, at, BEFORE, **today) == {("recovery_on", "before-birth")}
    recovery.restart(storage, coordinator, at, date(2026, 11, 1), today=TODAY)
    assert codes(recovery.correct_start, *ask, at, BEFORE, **today) == {("recovery_on", "before-birth")}
    returned = ReturnToUse(BEFORE)
    assert codes(recovery.record_return, *ask, at, returned, **today) == {("returned_on", "before-birth")}
    assert codes(recovery.work_step, *ask, at, StepRow(1, BEFORE), **today) == {("day", "before-birth")}
    assert codes(stays.add_leave, *ask, at, Leave(BEFORE, TODAY, "")) == {("from_day", "before-birth")}
    joining = Joining(circle.group_id, (at,), BEFORE)
    assert ("from_day", "before-birth") in codes(memberships.join, *ask, joining)
    assert ("since", "before-birth") in codes(waitlist.add, *ask, Wait(circle.group_id, (at,), BEFORE), **today)
    contact = NewContact(at, next(iter(ContactKind)), BEFORE, 20)
    assert codes(contacts.add, *ask, contact, **today) == {("day", "before-birth")}
    assert codes(goals.add, *ask, at, GoalText("Call home"), today=TODAY, set_on=BEFORE) == {("set_on", "before-birth")}
    assert ("day", "before-birth") in codes(measures.record, *ask, at, "weekly", BEFORE, {}, today=TODAY)


def test_a_newcomer_is_not_admitted_before_the_birth(storage, coordinator):
    details = MemberDetails("Ramesh Kumar", gender=Gender.MALE, birth_date=date(1995, 1, 1))
    admission = Admission(Series.RESIDENTIAL, BEFORE)
    found = codes(members.register, storage, coordinator, details, today=TODAY, admission=admission)
    assert found == {("admitted_on", "before-birth")}


def test_a_stated_age_is_a_guess_but_nobody_of_18_was_admitted_in_1992(storage, coordinator):
    admission = Admission(Series.RESIDENTIAL, date(1992, 11, 1))
    young, old = (MemberDetails("Ramesh Kumar", gender=Gender.MALE, age=age) for age in (18, 33))
    found = codes(members.register, storage, coordinator, young, today=TODAY, admission=admission)
    assert found == {("admitted_on", "before-birth")}
    members.register(storage, coordinator, old, today=TODAY, admission=admission, confirmed="From the old book.")


def test_a_date_of_birth_is_not_put_after_what_the_record_knows(storage, coordinator, circle):
    details = member_page.page(storage, coordinator, circle.member_ids[0], today=TODAY).details
    later = MemberDetails(details.name_latin, gender=Gender.MALE, birth_date=date(2026, 11, 10))
    found = codes(members.change, storage, coordinator, circle.member_ids[0], later, today=TODAY)
    assert found == {("birth_date", "birth-after-record")}


def test_an_age_stays_as_it_was_stated_with_its_day(storage, coordinator):
    stated = date(2024, 1, 1)
    details = MemberDetails("Ramesh Kumar", gender=Gender.MALE, age=30)
    member_id = members.register(storage, coordinator, details, today=stated)
    kept = member_page.page(storage, coordinator, member_id, today=TODAY).details
    assert (kept.age, kept.age_on) == (30, stated)
    members.change(storage, coordinator, member_id, kept, today=TODAY)
    kept = member_page.page(storage, coordinator, member_id, today=TODAY).details
    assert (kept.age, kept.age_on, kept.age_today(TODAY), kept.age_today(date(2027, 1, 2))) == (30, stated, 32, 33)


def test_a_leave_far_ahead_needs_a_reason_which_stays_in_the_trail(storage, coordinator, circle):
    leave = Leave(date(2026, 11, 20), SLIP, "wedding")
    ask = storage, coordinator, circle.member_ids[0], leave
    assert codes(stays.add_leave, *ask) == {("to_day", "day-far-ahead"), ("confirmed", "override-reason-missing")}
    two_years = Leave(date(2026, 11, 20), TODAY + timedelta(700), "abroad")
    leave_id = stays.add_leave(storage, coordinator, circle.member_ids[0], two_years)
    stays.remove_leave(storage, coordinator, leave_id)
    stays.add_leave(*ask[:3], Leave(date(2026, 11, 20), date(2030, 1, 1), "prison"), confirmed="The sentence is long.")
    assert "The sentence is long." in str(trail(storage)[-1])


def test_no_reason_lets_the_last_day_of_the_calendar_pass(storage, coordinator, circle):
    leave = Leave(date(2026, 11, 20), date.max, "wedding")
    found = codes(stays.add_leave, storage, coordinator, circle.member_ids[0], leave, confirmed="because")
    assert found == {("to_day", "date-out-of-range")}


def test_a_group_begins_and_ends_far_ahead_with_a_reason_alone(storage, coordinator, circle):
    details = GroupDetails("Other", GroupType.SELF_HELP, started_on=SLIP)
    refused = {("started_on", "day-far-ahead"), ("confirmed", "override-reason-missing")}
    assert codes(groups.create, storage, coordinator, details, today=TODAY) == refused
    far = GroupDetails("Other", GroupType.SELF_HELP, started_on=date(2029, 1, 1))
    group_id = groups.create(storage, coordinator, far, today=TODAY, confirmed="The house is being built.")
    groups.change(storage, coordinator, group_id, far, today=TODAY)  # nobody is asked again
    found = codes(groups.close, storage, coordinator, circle.group_id, SLIP)
    assert found == {("closed_on", "day-far-ahead"), ("confirmed", "override-reason-missing")}
    assert codes(groups.close, storage, coordinator, circle.group_id, date.max) == {("closed_on", "date-out-of-range")}


def test_a_membership_begins_and_ends_far_ahead_with_a_reason_alone(storage, coordinator, circle, young):
    joining = Joining(circle.group_id, (young,), SLIP)
    found = codes(memberships.join, storage, coordinator, joining)
    assert found == {("from_day", "day-far-ahead"), ("override", "override-reason-missing")}
    [membership] = memberships.join(storage, coordinator, Joining(circle.group_id, (young,), TODAY))
    found = codes(memberships.leave, storage, coordinator, membership, SLIP)
    assert found == {("to_day", "day-far-ahead"), ("confirmed", "override-reason-missing")}
    memberships.leave(storage, coordinator, membership, date(2030, 1, 1), confirmed="The course is long.")


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_who_is_unknown_is_told_so(storage, coordinator, circle, unknown):
    ask = storage, coordinator
    session_id = session_on(storage, circle.group_id, TODAY)
    for act, arguments in (
        (stays.add_leave, (unknown, Leave(TODAY, TODAY, ""))),
        (attendance.add_walk_in, (session_id, unknown)),
        (attendance.add_guest, (session_id, unknown, "Kamla Devi", Kinship.MOTHER)),
        (memberships.join, (Joining(circle.group_id, (unknown,), TODAY),)),
    ):
        with pytest.raises(NotFound):
            act(*ask, *arguments)
    with pytest.raises(NotFound):
        waitlist.add(*ask, Wait(circle.group_id, (unknown,), TODAY), today=TODAY)
    with pytest.raises(NotFound):
        member_page.page(*ask, unknown, today=TODAY)


def test_half_a_letter_is_refused_and_told(storage, coordinator, circle):
    broken = GroupDetails("Evening Circle", GroupType.SELF_HELP, place="Room \ud83d", started_on=TODAY)
    assert codes(groups.create, storage, coordinator, broken, today=TODAY) == {("", "text-broken")}


def test_a_duty_named_twice_is_one_duty(storage, coordinator, circle):
    duties.set_duties(storage, coordinator, circle.group_id, [Duty.TIMEKEEPING, Duty.TIMEKEEPING])


def test_a_goal_is_closed_as_reached_or_set_aside_and_never_as_open(storage, coordinator, circle):
    goal_id = goals.add(storage, coordinator, circle.member_ids[0], GoalText("Call home"), today=TODAY)
    ask = storage, coordinator, goal_id, GoalState.OPEN
    assert codes(goals.close, *ask, day=TODAY, today=TODAY) == {("state", "goal-state-missing")}


@pytest.mark.parametrize("name", ["morning circle", "Morning  Circle", "Morning Circle\u200b", "MORNING\u00a0CIRCLE"])
def test_no_second_group_reads_like_the_first(storage, coordinator, circle, name):
    details = GroupDetails(name, GroupType.SELF_HELP, started_on=TODAY)
    assert codes(groups.create, storage, coordinator, details, today=TODAY) == {("name", "group-name-taken")}


def test_numbers_go_on_after_one_that_was_written_in_other_digits(storage, coordinator):
    def admit(name: str, number: str = "") -> str:
        details = MemberDetails(name, gender=Gender.MALE, age=30)
        admission = Admission(Series.RESIDENTIAL, TODAY, number)
        member_id = members.register(storage, coordinator, details, today=TODAY, admission=admission)
        return member_page.page(storage, coordinator, member_id, today=TODAY).stays[0].number

    assert admit("Ramesh Kumar", "ASH / २०२६\u2013२७ / ००४२") == "ASH/2026-27/0042"
    for same in ("ASH/2026-27/42", "ash/2026-27/0042", "ASH/੨੦੨੬-੨੭/042"):
        with pytest.raises(InvalidInput):
            admit("Other Man", same)
    assert admit("Third Man") == "ASH/2026-27/0043"


@pytest.mark.parametrize("name", ["Ravi7", "RAVI07", "ravi\u200d7", "ravi७", "ravi੦੭"])
def test_no_second_user_name_reads_like_the_first(storage, coordinator, name):
    first = StaffDetails("ravi7", "Ravi Tomar", "Counsellor")
    staff.add(storage, coordinator, first, PASSWORD, PASSWORD, CHEAP)
    again = StaffDetails(name, "Ravi Singh", "Counsellor")
    assert ("user_name", "user-name-taken") in codes(staff.add, storage, coordinator, again, PASSWORD, PASSWORD, CHEAP)


def test_a_report_covers_no_thousand_years(storage, coordinator, circle):
    choices = Choices(first=date(1900, 1, 1), last=date(2199, 12, 31))
    ask = {"today": TODAY, "now": datetime.combine(TODAY, time(10))}
    assert codes(weekly_report.gather, storage, coordinator, choices, **ask) == {("to", "period-too-long")}
