"""What is done about a member who needs contact settles it, until its day or something new; asked of a real file."""

from datetime import date, time, timedelta
from random import Random

import pytest

from peerdesk.db.models import FollowUp, Member, Membership, Stay
from peerdesk.domain.care.attention import ReasonCode, Settled
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import (
    USUAL_SCHEDULE,
    Finished,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpState,
    FollowUpWay,
    NewFollowUp,
)
from peerdesk.domain.care.milestones import add_months
from peerdesk.domain.care.recovery import ReturnToUse
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Leave, Series
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.sessions import NewSession
from peerdesk.records import attention_of_one
from peerdesk.records import centre as centre_records
from peerdesk.records.care import attention as attention_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.services import presence
from peerdesk.services.care import contacts, follow_ups, recovery
from peerdesk.services.groups import groups, memberships
from peerdesk.services.measures import measures
from peerdesk.services.members import members, stays
from peerdesk.services.sessions import attendance, sessions
from tests.centres import TODAY
from tests.leaving import put_away
from tests.looking import session_on

REACHED, NOT_REACHED = FollowUpOutcome.REACHED, FollowUpOutcome.NOT_REACHED
ABSENT_ON = [date(2026, 11, day) for day in (9, 11, 13, 16)]
TOMORROW = TODAY + timedelta(1)


def ago(days):
    return TODAY - timedelta(days)


class Desk:
    """Acts of the coordinator on a day, and what the list of Today says then."""

    def __init__(self, storage, coordinator):
        self.storage, self.actor = storage, coordinator

    def rows(self, day=TODAY):
        with self.storage.reading():
            return attention_records.most_pressing(day, None, centre_records.thresholds())

    def told(self, member_id, day=TODAY):
        """What was done about each reason of a member, by code."""
        with self.storage.reading():
            reasons = attention_of_one.of_member(member_id, day, centre_records.thresholds())
        return {reason.code: reason.settled for reason in reasons}

    def listed(self, member_id, day=TODAY):
        """The same out of the list of everybody."""
        found = [row.reasons for row in self.rows(day).rows if row.member_id == member_id]
        return {reason.code: reason.settled for reasons in found for reason in reasons}

    def make(self, member_id, day=TODAY):
        return follow_ups.make_follow_up(self.storage, self.actor, member_id, today=day).id

    def finish(self, follow_up_id, outcome, day=TODAY, **more):
        return follow_ups.finish(self.storage, self.actor, follow_up_id, Finished(outcome, day, **more), today=day)

    def contact(self, member_id, kind, day=TODAY):
        return contacts.add(self.storage, self.actor, NewContact(member_id, kind, day, 10), today=TODAY)

    def follow_up(self, row_id, day=TODAY):
        with self.storage.reading():
            [row] = follow_up_records.rows(day, FollowUp.id == row_id)
        return row

    def discharged(self, day, how=DischargeType.COMPLETED):
        """Somebody discharged on a day after two months."""
        member_id = self.person((TODAY - day).days + 60)
        self.discharge(member_id, day, how)
        return member_id

    def discharge(self, member_id, day, how=DischargeType.COMPLETED):
        with self.storage.reading():
            [stay] = Stay.select().where(Stay.member == member_id)
        stays.discharge(self.storage, self.actor, stay.id, Discharge(day, how), today=TODAY)

    def scheduled(self, member_id):
        with self.storage.reading():
            return list(reversed(follow_up_records.of_member(member_id, TODAY)))

    def person(self, days_ago):
        """Somebody admitted as an outpatient so many days ago, in recovery since."""
        day = ago(days_ago)
        details = MemberDetails("Zakir", gender=Gender.MALE, age=20)
        admission = Admission(Series.OUTPATIENT, day, recovery_on=day)
        return members.register(self.storage, self.actor, details, today=TODAY, admission=admission)


@pytest.fixture
def desk(storage, coordinator):
    return Desk(storage, coordinator)


@pytest.fixture
def ramesh(storage, coordinator, circle):
    """Absent three times running in the circle, the latest on the 13th."""
    member_id = circle.member_ids[0]
    for day in ABSENT_ON[:3]:
        absent(storage, coordinator, circle, day)
    return member_id


def absent(storage, coordinator, circle, day):
    session_id = session_on(storage, circle.group_id, day)
    attendance.mark(storage, coordinator, session_id, {circle.member_ids[0]: Attendance(Mark.ABSENT)})


ABSENCES = ReasonCode.ABSENCES


def test_a_follow_up_settles_the_reason_until_its_day_and_the_row_goes_to_the_end(desk, ramesh):
    assert desk.told(ramesh) == {ABSENCES: None}
    assert (desk.rows().waiting, desk.rows().settled) == (1, 0)
    desk.make(ramesh)
    assert desk.told(ramesh) == {ABSENCES: Settled(until=TODAY)}
    assert (desk.rows().waiting, desk.rows().settled) == (0, 1)
    assert desk.told(ramesh, TOMORROW) == {ReasonCode.FOLLOW_UP_OVERDUE: None, ABSENCES: None}, "its day is over"


def test_who_was_reached_is_settled_with_what_was_agreed_until_something_new(
    desk, ramesh, storage, coordinator, circle
):
    desk.finish(desk.make(ramesh, ago(4)), REACHED, ago(4), next_step="Comes on Monday")
    assert desk.told(ramesh, ago(3)) == {ABSENCES: Settled(spoken_on=ago(4), agreed="Comes on Monday")}
    absent(storage, coordinator, circle, ABSENT_ON[3])
    assert desk.told(ramesh) == {ABSENCES: None}, "absent on that Monday too"


def test_who_was_not_reached_is_called_for_again_unless_another_follow_up_was_planned(desk, ramesh):
    made = desk.make(ramesh)
    desk.finish(made, NOT_REACHED)
    assert desk.told(ramesh) == {ABSENCES: None}
    follow_ups.reopen(desk.storage, desk.actor, made)
    desk.finish(made, NOT_REACHED, next_on=TOMORROW)
    assert desk.told(ramesh) == {ABSENCES: Settled(until=TOMORROW)}


def test_a_follow_up_made_before_there_was_a_reason_settles_nothing(desk, storage, coordinator, circle, ramesh):
    with storage.writing(Changed.FOLLOW_UPS, coordinator) as unit:
        FollowUp.create(
            member=ramesh, kind=FollowUpKind.PLANNED, stay=None, due_on=TOMORROW, way=FollowUpWay.CALL,
            why="Ask about the work", staff=None, outcome=None, done_on=None, done_by=None, words="", next_step="",
            begun_on=ABSENT_ON[0],
        )  # fmt: skip
        unit.audit("test.write", None)
    assert desk.told(ramesh) == {ABSENCES: None}


@pytest.mark.parametrize(
    ("kind", "settled"),
    [(kind, kind is not ContactKind.FAMILY_CALL) for kind in ContactKind],
)
def test_a_talk_written_down_under_contacts_settles_as_well(desk, ramesh, kind, settled):
    desk.contact(ramesh, kind)
    assert desk.told(ramesh) == {ABSENCES: Settled(spoken_on=TODAY) if settled else None}


def test_a_list_of_a_past_day_says_what_was_settled_then(desk, ramesh):
    made = desk.make(ramesh, ago(4))
    desk.finish(made, REACHED, ago(2))
    assert desk.told(ramesh, ago(4)) == {ABSENCES: Settled(until=ago(4))}
    assert desk.told(ramesh, ago(2))[ABSENCES] == Settled(spoken_on=ago(2))


# silence


def test_the_morning_of_a_call_of_the_schedule_is_no_silence_yet(desk):
    """The second month: the call after a month found the member, none has spoken with them since."""
    member_id = desk.discharged(add_months(TODAY, -2))
    for row in desk.scheduled(member_id):
        if row.due_on < TODAY:
            desk.finish(row.id, REACHED, row.due_on)
    assert FollowUpState.DUE in [row.state(TODAY) for row in desk.scheduled(member_id)]
    assert ReasonCode.NO_CONTACT not in desk.told(member_id)
    assert ReasonCode.NO_CONTACT in desk.told(member_id, TOMORROW), "they were not called"


def test_the_family_reached_is_no_contact_with_the_member(desk):
    member_id = desk.discharged(ago(60))
    for row in desk.scheduled(member_id):
        if row.due_on < TODAY:
            desk.finish(row.id, FollowUpOutcome.FAMILY_REACHED)
    desk.contact(member_id, ContactKind.FAMILY_CALL)
    assert desk.told(member_id)[ReasonCode.NO_CONTACT] is None


def test_a_reason_is_settled_up_to_the_day_of_its_follow_up_and_stands_again_the_day_after(desk, storage, circle):
    """Follow-ups of every kind and 0 to 25 days ahead, then met by a talk, done in vain, or left as they are."""
    chance, expected = Random(9), {}  # noqa: S311 - nothing is secret
    people = [desk.person(40) for _ in range(26)]
    with storage.writing(Changed.GROUP_LIFE, desk.actor) as unit:
        for who in people:
            Membership.create(group=circle.group_id, member=who, role=MemberRole.MEMBER, from_day=ABSENT_ON[0])
        unit.audit("test.write", None)
    for day in ABSENT_ON[:3]:
        session_id = session_on(storage, circle.group_id, day)
        attendance.mark(storage, desk.actor, session_id, dict.fromkeys(people, Attendance(Mark.ABSENT)))
    for ahead, who in enumerate(people):
        due = TODAY + timedelta(ahead)
        kind = chance.choice((FollowUpKind.PLANNED, FollowUpKind.ATTENTION))
        new = NewFollowUp(who, kind, due, chance.choice(list(FollowUpWay)), "to ask")
        row_id = follow_ups.add(storage, desk.actor, new, today=TODAY)
        become = chance.choice(("left", "in vain", "reached"))
        if become != "left":
            outcome = NOT_REACHED if become == "in vain" else chance.choice((REACHED, FollowUpOutcome.DECLINED))
            follow_ups.finish(storage, desk.actor, row_id, Finished(outcome, due, next_step="come"), today=due)
        expected[who] = due, become
    for later in range(30):
        day = TODAY + timedelta(later)
        listed = {row.member_id: row.reasons for row in desk.rows(day).rows}
        for who, (due, become) in expected.items():
            [absences] = [reason for reason in listed[who] if reason.code is ABSENCES]
            spoken = Settled(spoken_on=due, agreed="come") if become == "reached" else None
            over = day > due or (day == due and become != "left")
            assert absences.settled == (spoken if over else Settled(until=due)), (who, day, become)


@pytest.mark.parametrize("weeks", [8, 12, 17, 26, 40])
def test_a_silence_begins_with_its_last_contact_however_long_it_lasts(desk, weeks):
    """A call that was planned in that talk, before there was any silence, does not settle it after months either."""
    member_id, last = desk.discharged(ago(330), DischargeType.REFERRED), ago(weeks * 7)
    desk.contact(member_id, ContactKind.CALL, last)

    def plan(day, made_on):
        new = NewFollowUp(member_id, FollowUpKind.PLANNED, day, FollowUpWay.CALL, "to ask")
        return follow_ups.add(desk.storage, desk.actor, new, today=made_on)

    plan(TODAY + timedelta(40), last)
    desk.finish(plan(ago(5), ago(6)), NOT_REACHED, ago(5))
    assert desk.listed(member_id)[ReasonCode.NO_CONTACT] is None
    assert desk.told(member_id)[ReasonCode.NO_CONTACT] is None
    [row] = [row for row in desk.rows().rows if row.member_id == member_id]
    began = {reason.code: reason.began for reason in row.reasons}
    assert began[ReasonCode.NO_CONTACT] == last + timedelta(30)


@pytest.mark.parametrize("weeks", [2, 20, 60])
def test_without_a_group_is_counted_from_the_last_one_however_long_ago(desk, storage, coordinator, circle, weeks):
    member_id = desk.person(weeks * 7 + 100)
    group_id = groups.create(
        storage, coordinator, GroupDetails("Early", GroupType.SELF_HELP, started_on=ago(600)), today=TODAY
    )
    [row_id] = memberships.join(storage, coordinator, Joining(group_id, (member_id,), ago(weeks * 7 + 90)))
    memberships.leave(storage, coordinator, row_id, ago(weeks * 7))
    [row] = [row for row in desk.rows().rows if row.member_id == member_id]
    began = {reason.code: reason.began for reason in row.reasons}
    assert began[ReasonCode.NO_GROUP] == ago(weeks * 7 - 3)


@pytest.mark.parametrize("steps", [("come on Monday", ""), ("", "come on Monday"), ("call later", "come on Monday")])
def test_of_two_talks_on_one_day_the_step_that_was_agreed_last_is_told(desk, ramesh, steps):
    for step in steps:
        row_id = follow_ups.add(
            desk.storage,
            desk.actor,
            NewFollowUp(ramesh, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "to ask"),
            today=TODAY,
        )
        desk.finish(row_id, REACHED, next_step=step)
    settled = Settled(spoken_on=TODAY, agreed="come on Monday")
    assert desk.told(ramesh)[ABSENCES] == desk.listed(ramesh)[ABSENCES] == settled


def test_only_a_follow_up_that_did_not_find_somebody_makes_silence(storage, coordinator, desk):
    """Reached 1 to 800 days ago, the schedule running: told from the rows of the file, not by the program's rules."""
    chance = Random(9)  # noqa: S311
    expected = set()
    with storage.writing(Changed.FOLLOW_UPS, coordinator) as unit:
        for number in range(1, 801):
            place = chance.randrange(len(USUAL_SCHEDULE))
            discharged_on = next(
                day for back in range(number, number + 800)
                if USUAL_SCHEDULE[place].due_on(day := ago(back)) <= ago(number)
            )  # fmt: skip
            due = [step.due_on(discharged_on) for step in USUAL_SCHEDULE]
            member_id = _person(number)
            stay = Stay.create(
                member=member_id, number=f"X/{number}", series=Series.RESIDENTIAL,
                admitted_on=discharged_on - timedelta(40), discharged_on=discharged_on,
                discharge_type=DischargeType.COMPLETED,
            )  # fmt: skip
            for at, day in enumerate(due):
                outcome = REACHED if at <= place else None
                FollowUp.create(
                    member=member_id, kind=FollowUpKind.SCHEDULED, stay=stay.id, due_on=day, way=FollowUpWay.CALL,
                    why="", staff=None, outcome=outcome, done_on=ago(number) if outcome else None,
                    done_by=1 if outcome else None, words="", next_step="", begun_on=discharged_on,
                )  # fmt: skip
            missed = any(due[place] < day < TODAY for day in due)
            over = all(day < TODAY for day in due)
            if add_months(discharged_on, 24) > TODAY and number >= 30 and (missed or over):
                expected.add(member_id)
        unit.audit("test.write", None)
    silent = {
        row.member_id for row in desk.rows().rows if any(reason.code is ReasonCode.NO_CONTACT for reason in row.reasons)
    }
    assert silent == expected
    assert 100 < len(expected) < 700


def _person(number):
    return Member.create(
        number=1000 + number, name_latin=f"Member {number}", name_native="", gender=Gender.MALE, birth_date=None,
        age=30, age_on=TODAY, relation=None, relation_name="", village="", district="", language=None, can_read=None,
        education=None, occupation=None, marital_status=None, referral=None, archived_on=None,
    ).id  # fmt: skip


# a follow-up and the same talk under Contacts


def test_a_talk_under_contacts_meets_the_follow_up_of_those_days(desk, circle):
    member_id = circle.member_ids[0]
    desk.discharge(member_id, ago(8))
    [first, *_others] = desk.scheduled(member_id)
    assert (first.due_on, first.state(TODAY)) == (ago(1), FollowUpState.OVERDUE)
    made = desk.contact(member_id, ContactKind.CALL)
    assert desk.follow_up(first.id).state(TODAY) is FollowUpState.SPOKEN
    assert ReasonCode.FOLLOW_UP_OVERDUE not in desk.told(member_id)
    with desk.storage.reading():
        assert first.id not in [row.id for row in follow_up_records.open_up_to(TODAY)]
    contacts.remove(desk.storage, desk.actor, made)
    assert desk.follow_up(first.id).state(TODAY) is FollowUpState.OVERDUE, "the talk was not theirs"


def test_the_talk_at_leaving_is_not_the_first_follow_up(desk, circle):
    member_id = circle.member_ids[0]
    desk.contact(member_id, ContactKind.INDIVIDUAL, ago(8))
    desk.discharge(member_id, ago(8), DischargeType.AGAINST_ADVICE)
    [first, *_others] = desk.scheduled(member_id)
    assert (first.due_on, first.state(TODAY)) == (ago(6), FollowUpState.OVERDUE)


def test_who_comes_to_an_online_group_after_discharge_is_in_touch(desk, storage, coordinator, circle):
    member_id = circle.member_ids[0]
    desk.discharge(member_id, ago(8))
    details = GroupDetails("Evening Call", GroupType.ONLINE, started_on=ago(8))
    group_id = groups.create(storage, coordinator, details, today=TODAY)
    memberships.join(storage, coordinator, Joining(group_id, (member_id,), ago(8)))
    session_id = sessions.create(storage, coordinator, NewSession(group_id, ago(1), time(18)), today=TODAY)
    attendance.mark(storage, coordinator, session_id, {member_id: Attendance(Mark.PRESENT)})
    assert desk.scheduled(member_id)[0].state(TODAY) is FollowUpState.MET


# dangers


def test_an_admission_since_answers_a_return_to_use_wherever_it_led(desk):
    member_id = desk.discharged(ago(30))
    recovery.record_return(desk.storage, desk.actor, member_id, ReturnToUse(ago(6)), today=TODAY)
    assert ReasonCode.RETURNED in desk.listed(member_id)
    again = Admission(Series.RESIDENTIAL, TODAY)
    stay_id = stays.admit(desk.storage, desk.actor, member_id, again, today=TODAY)
    for how in (DischargeType.COMPLETED, DischargeType.AGAINST_ADVICE):
        stays.discharge(desk.storage, desk.actor, stay_id, Discharge(TODAY, how), today=TODAY)
        assert ReasonCode.RETURNED not in desk.told(member_id)
        assert ReasonCode.RETURNED not in desk.listed(member_id)
        stays.take_back_discharge(desk.storage, desk.actor, stay_id, "not yet")


@pytest.mark.parametrize("how", [DischargeType.COMPLETED, DischargeType.LEFT_WITHOUT_INFORMING])
def test_who_has_left_or_comes_from_home_is_not_sought_in_the_centre(desk, circle, how):
    member_id, at_home = circle.member_ids[0], desk.person(20)
    for days in (1, 0):
        presence.mark(desk.storage, desk.actor, ago(days), {member_id: False, at_home: False})
    assert ReasonCode.AWAY in desk.listed(member_id)
    assert ReasonCode.AWAY not in {*desk.listed(at_home), *desk.told(at_home)}
    desk.discharge(member_id, TODAY, how)
    assert ReasonCode.AWAY not in {*desk.listed(member_id), *desk.told(member_id)}


def test_a_return_to_use_is_a_reason_with_its_follow_up_within_three_days(desk):
    member_id = desk.person(20)
    recovery.record_return(desk.storage, desk.actor, member_id, ReturnToUse(ago(6)), today=TODAY)
    assert desk.told(member_id)[ReasonCode.RETURNED] is None
    row = desk.follow_up(desk.make(member_id))
    assert (row.due_on, row.way) == (TODAY + timedelta(3), FollowUpWay.CALL)
    assert desk.told(member_id)[ReasonCode.RETURNED] == Settled(until=row.due_on)
    recovery.take_back_return(desk.storage, desk.actor, member_id)
    assert ReasonCode.RETURNED not in desk.told(member_id)


@pytest.mark.parametrize(
    ("answers", "code"),
    [({1: 8, 4: 0}, ReasonCode.CRAVING), ({1: 2, 4: 1}, ReasonCode.DAYS_OF_USE), ({1: 7, 4: 0}, None), ({2: 3}, None)],
)
def test_weekly_answers_that_tell_of_danger_are_a_reason_until_better_ones(desk, circle, answers, code):
    member_id = circle.member_ids[0]
    measures.record(desk.storage, desk.actor, member_id, "weekly", ago(3), answers, today=TODAY)
    assert list(desk.told(member_id)) == ([code] if code else [])
    measures.record(desk.storage, desk.actor, member_id, "weekly", ago(1), {1: 3, 4: 0}, today=TODAY)
    assert desk.told(member_id) == {}
    assert list(desk.told(member_id, ago(2))) == ([code] if code else []), "as on that day"


def test_answers_that_are_corrected_are_no_danger_any_more(desk, circle):
    member_id = circle.member_ids[0]
    measures.record(desk.storage, desk.actor, member_id, "weekly", TODAY, {1: 9}, today=TODAY)
    measures.record(desk.storage, desk.actor, member_id, "weekly", TODAY, {1: 6}, today=TODAY)
    assert desk.told(member_id) == {}


def test_a_resident_absent_from_the_centre_two_days_running_is_sought_with_the_family(desk, circle):
    member_id = circle.member_ids[0]
    presence.mark(desk.storage, desk.actor, ago(1), {member_id: False})
    assert desk.told(member_id) == {}
    presence.mark(desk.storage, desk.actor, TODAY, {member_id: False})
    assert desk.told(member_id) == {ReasonCode.AWAY: None}
    assert desk.follow_up(desk.make(member_id)).way is FollowUpWay.FAMILY_CALL
    presence.mark(desk.storage, desk.actor, TODAY, {member_id: True})
    assert desk.told(member_id) == {}


def test_planned_leave_is_no_absence_from_the_centre(desk, circle):
    member_id = circle.member_ids[0]
    leave = stays.add_leave(desk.storage, desk.actor, member_id, Leave(ago(2), ago(1), "harvest"))
    for days in (2, 1, 0):
        presence.mark(desk.storage, desk.actor, ago(days), {member_id: False})
    assert desk.told(member_id) == {}, "one day after the leave"
    stays.remove_leave(desk.storage, desk.actor, leave)
    assert desk.told(member_id) == {ReasonCode.AWAY: None}


def test_who_died_or_is_archived_is_sought_for_nothing(desk, circle):
    gone, archived = circle.member_ids[:2]
    for member_id in (gone, archived):
        measures.record(desk.storage, desk.actor, member_id, "weekly", TODAY, {1: 9}, today=TODAY)
        for days in (1, 0):
            presence.mark(desk.storage, desk.actor, ago(days), {member_id: False})
    desk.discharge(gone, TODAY, DischargeType.DIED)
    put_away(desk.storage, desk.actor, archived, today=TODAY)
    assert desk.told(gone) == desk.told(archived) == {}
