"""Follow-ups from the discharge that makes them to the outcome, with what is read between."""

from datetime import date, timedelta

import pytest

from peerdesk.db.models import FollowUp, MemberPhone
from peerdesk.domain.care.follow_up_counts import FollowUpCounts, counts
from peerdesk.domain.care.follow_ups import (
    LAPSES_AFTER,
    REACHING,
    USUAL_SCHEDULE,
    Finished,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpState,
    FollowUpWay,
    NewFollowUp,
    ScheduleStep,
    StepUnit,
)
from peerdesk.domain.care.status import Medicines, RecoveryNow, Status, YesNo
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone, family_first
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Phase, Series
from peerdesk.domain.screens.follow_ups import FollowUpFilter
from peerdesk.records import members as member_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.services.care import follow_ups, retention_in_care, thresholds
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members, stays
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

DUE, NEXT, DONE = FollowUpFilter
REACHED, NOT_REACHED = FollowUpOutcome.REACHED, FollowUpOutcome.NOT_REACHED
PLANNED, ATTENTION = FollowUpKind.PLANNED, FollowUpKind.ATTENTION
CALL, VISIT = FollowUpWay.CALL, FollowUpWay.HOME_VISIT


@pytest.fixture
def discharge(storage, coordinator, centre):
    """Register somebody who was admitted and discharged; returns their id."""

    def call(on, name="Ramesh Kumar", how=DischargeType.COMPLETED, *, phones=()):
        details = MemberDetails(name, gender=Gender.MALE, age=30, phones=tuple(phones))
        admission = Admission(Series.RESIDENTIAL, min(on, TODAY) - timedelta(40))
        who = members.register(storage, coordinator, details, today=TODAY, admission=admission)
        end(storage, coordinator, who, on, how)
        return who

    return call


def end(storage, actor, who, on, how=DischargeType.COMPLETED):
    with storage.reading():
        stay = next(stay for stay in member_records.stays_of(who) if stay.discharged_on is None)
    stays.discharge(storage, actor, stay.id, Discharge(on, how), today=TODAY)


@pytest.fixture
def of(storage):
    def call(who, today=TODAY, **how):
        with storage.reading():
            return follow_up_records.of_member(who, today, **how)[::-1]  # the earliest first

    return call


@pytest.fixture
def page(storage, coordinator):
    def call(chosen=DUE, actor=coordinator, today=TODAY, **more):
        return follow_ups.screen(storage, actor, today=today, chosen=chosen, **more)

    return call


@pytest.fixture
def plan(storage, coordinator):
    def call(who, on=TODAY, why="", kind=PLANNED, way=CALL, staff=None):
        return follow_ups.add(storage, coordinator, NewFollowUp(who, kind, on, way, why, staff), today=TODAY)

    return call


@pytest.fixture
def finish(storage, coordinator):
    def call(row_id, outcome=REACHED, day=TODAY, actor=coordinator, **more):
        return follow_ups.finish(storage, actor, row_id, Finished(outcome, day, **more), today=TODAY)

    return call


@pytest.fixture
def alumni(storage, coordinator, centre):
    """Let somebody attend a session of an alumni group on a day, or be absent from it."""
    details = GroupDetails("Alumni", GroupType.ALUMNI, started_on=date(2026, 1, 1), facilitators=(1,))
    group_id = groups.create(storage, coordinator, details, today=date(2026, 1, 1))

    def call(who, day, mark="P"):
        memberships.join(storage, coordinator, Joining(group_id, (who,), day))
        return centre.hold(group_id, day, mark)

    return call


def days(rows):
    return [row.due_on for row in rows]


def test_a_discharge_makes_one_call_for_every_step_of_the_schedule(discharge, of):
    rows = of(discharge(TODAY))
    assert days(rows) == [step.due_on(TODAY) for step in USUAL_SCHEDULE]
    assert {(row.kind, row.way, row.why, row.outcome) for row in rows} == {
        (FollowUpKind.SCHEDULED, CALL, "", None),
    }
    assert [row.sequence for row in rows] == list(range(1, 13))


def test_a_discharge_entered_late_asks_for_nothing_older_than_thirty_days(discharge, of):
    rows = of(discharge(TODAY - timedelta(45)))
    assert days(rows)[:2] == [TODAY - timedelta(30), TODAY - timedelta(15)]
    assert [row.sequence for row in rows] == list(range(1, 12))


def test_after_a_death_nobody_is_called_again(storage, coordinator, centre, plan, of):
    who = centre.member()
    plan(who, TODAY + timedelta(3), "Ask about the job")
    end(storage, coordinator, who, TODAY, DischargeType.DIED)
    assert [(row.kind, row.outcome) for row in of(who)] == [(PLANNED, FollowUpOutcome.CANCELLED)]


def test_leaving_without_a_word_is_followed_up_too(discharge, of):
    rows = of(discharge(TODAY, how=DischargeType.LEFT_WITHOUT_INFORMING))
    assert len(rows) == 13
    assert rows[0].due_on == TODAY + timedelta(2)


def test_a_new_admission_ends_what_the_schedule_asked_and_keeps_what_somebody_planned(
    storage, coordinator, discharge, plan, of, finish
):
    who = discharge(TODAY - timedelta(20))
    plan(who, TODAY + timedelta(3), "Bring the papers")
    finish(of(who)[0].id, day=TODAY - timedelta(13))
    stays.admit(storage, coordinator, who, Admission(Series.RESIDENTIAL, TODAY - timedelta(1)), today=TODAY)
    rows = of(who)
    assert [row.outcome for row in rows if row.kind is PLANNED] == [None]
    scheduled = [row for row in rows if row.kind is FollowUpKind.SCHEDULED]
    assert [row.outcome for row in scheduled] == [REACHED, *[FollowUpOutcome.CANCELLED] * 11]
    assert {row.done_on for row in scheduled[1:]} == {TODAY - timedelta(1)}
    end(storage, coordinator, who, TODAY)
    assert next(row.sequence for row in of(who) if row.is_open and row.kind is FollowUpKind.SCHEDULED) == 1


def test_due_and_overdue_stand_in_order_with_phone_and_phase(discharge, page, plan):
    later = discharge(TODAY - timedelta(7), "Anil Yadav")
    first = discharge(
        TODAY - timedelta(15), "Ramesh Kumar", DischargeType.LOST_TO_CONTACT, phones=[Phone("9876543210", "brother")]
    )
    plan(later, TODAY, "Court date", ATTENTION)
    assert [(row.name, row.due_on, row.state(TODAY)) for row in page().rows] == [
        ("Ramesh Kumar", TODAY - timedelta(8), FollowUpState.OVERDUE),
        ("Anil Yadav", TODAY, FollowUpState.DUE),
        ("Anil Yadav", TODAY, FollowUpState.DUE),
        ("Ramesh Kumar", TODAY, FollowUpState.DUE),
    ]
    row = page().rows[0]
    assert (row.member_id, row.phone, row.whose_phone, row.phase) == (first, "9876543210", "brother", Phase.LEFT)
    assert page().rows[1].phone == ""
    assert page().rows[1].phase is Phase.AFTERCARE


def test_the_next_thirty_days_leave_out_today_and_what_lies_beyond(discharge, page):
    discharge(TODAY - timedelta(15))
    assert days(page(NEXT).rows) == [TODAY + timedelta(15)]
    assert days(page(NEXT, today=TODAY + timedelta(16)).rows) == [date(2027, 1, 3)]


def test_the_archive_is_never_called(storage, coordinator, discharge, page):
    who = discharge(TODAY - timedelta(15))
    members.archive(storage, coordinator, who, today=TODAY)
    assert [list(page(chosen).rows) for chosen in FollowUpFilter] == [[], [], []]


def test_an_alumni_session_counts_as_contact_until_its_mark_is_taken_back(
    storage, coordinator, discharge, page, alumni, of
):
    who = discharge(TODAY - timedelta(15))
    assert len(page().rows) == 2
    alumni(who, TODAY - timedelta(1))
    assert [(row.due_on, row.over_on, row.state(TODAY)) for row in of(who)[:3]] == [
        (TODAY - timedelta(8), TODAY - timedelta(1), FollowUpState.MET),
        (TODAY, TODAY - timedelta(1), FollowUpState.MET),
        (TODAY + timedelta(15), None, FollowUpState.AHEAD),
    ]
    assert list(page().rows) == []
    assert days(page(DONE).rows) == [TODAY, TODAY - timedelta(8)]
    with storage.reading():
        assert FollowUp.select().where(FollowUp.outcome.is_null(False)).count() == 0, "nothing is written"


def test_absent_from_the_alumni_group_is_no_contact(discharge, page, alumni):
    alumni(discharge(TODAY - timedelta(15)), TODAY - timedelta(1), "A")
    assert len(page().rows) == 2


def test_an_alumni_session_meets_nothing_but_the_schedule(discharge, page, alumni, plan):
    who = discharge(TODAY - timedelta(15))
    plan(who, TODAY, "Ask about the job")
    alumni(who, TODAY)
    assert [row.why for row in page().rows] == ["Ask about the job"]


def test_an_outcome_keeps_who_when_and_what_was_learnt(discharge, of, finish, coordinator, storage, announced):
    who = discharge(TODAY - timedelta(7))
    announced.clear()
    made = finish(of(who)[0].id, words="Works at the mill again. ", next_step=" Invite to the alumni group")
    assert made is None
    row = of(who, with_words=True)[0]
    assert (row.outcome, row.done_on, row.done_by) == (REACHED, TODAY, "Meena Rawat")
    assert (row.words, row.next_step) == ("Works at the mill again.", "Invite to the alumni group")
    assert announced == [Changed.FOLLOW_UPS]
    assert of(who)[0].words == "", "shown only where it is asked for"
    entry = trail(storage, "follow-up.finish")[-1]
    assert (entry.by, entry.new["outcome"]) == (coordinator.staff_id, "reached")


def test_not_reached_with_a_next_day_plans_another_one_carrying_the_next_step(discharge, of, finish, counsellor, plan):
    who = discharge(TODAY - timedelta(40), how=DischargeType.LOST_TO_CONTACT)
    first = plan(who, TODAY, "Absent 3 times", ATTENTION, staff=counsellor.staff_id)
    made = finish(first, NOT_REACHED, next_on=TODAY + timedelta(2), next_step="Call the brother")
    again = next(row for row in of(who) if row.id == made)
    assert (again.kind, again.due_on, again.way, again.why) == (
        PLANNED,
        TODAY + timedelta(2),
        CALL,
        "Call the brother",
    )
    assert again.staff == "Ravi Tomar"
    third = finish(made, NOT_REACHED, next_on=TODAY + timedelta(3), next_way=VISIT)
    last = next(row for row in of(who) if row.id == third)
    assert (last.way, last.why) == (VISIT, "Call the brother"), "without a next step the reason stays"


def test_an_outcome_taken_back_takes_the_follow_up_it_made_along(storage, coordinator, discharge, of, finish, page):
    who = discharge(TODAY - timedelta(7))
    first = of(who)[0].id
    made = finish(first, NOT_REACHED, words="Number off", next_on=TODAY)
    follow_ups.reopen(storage, coordinator, first, made=made)
    assert [(row.id, row.outcome, row.words) for row in page().rows] == [(first, None, "Number off")]
    assert len(of(who)) == 12
    assert [entry.action for entry in trail(storage)][-2:] == ["follow-up.reopen", "follow-up.remove"]


def test_taking_back_leaves_a_follow_up_that_somebody_has_finished(storage, coordinator, discharge, of, finish):
    who = discharge(TODAY - timedelta(7))
    first = of(who)[0].id
    made = finish(first, NOT_REACHED, next_on=TODAY)
    finish(made)
    follow_ups.reopen(storage, coordinator, first, made=made)
    assert next(row.outcome for row in of(who) if row.id == made) is REACHED


def test_taking_back_what_is_open_changes_nothing(storage, coordinator, discharge, of, announced):
    who = discharge(TODAY)
    announced.clear()
    follow_ups.reopen(storage, coordinator, of(who)[0].id)
    assert announced == []


def test_an_outcome_is_written_once(discharge, of, finish):
    row_id = of(discharge(TODAY - timedelta(7)))[0].id
    finish(row_id)
    assert problems_of(finish, row_id, NOT_REACHED) == [": follow-up-finished"]


def test_the_office_writes_what_it_cannot_read(storage, office, discharge, of, finish, page):
    who = discharge(TODAY - timedelta(7))
    first = of(who)[0].id
    finish(first, words="From the counsellor")
    follow_ups.reopen(storage, office, first)
    assert page(DUE, office).rows[0].words == ""
    finish(first, words="From the office", next_step="Call again", actor=office)
    seen = page(DONE, office).rows[0]
    assert (seen.outcome, seen.words, seen.next_step) == (REACHED, "", "Call again")
    assert page(DONE).rows[0].words == "From the counsellor\nFrom the office"
    assert {row.words for row in follow_ups.of_member(storage, office, who, today=TODAY).rows} == {""}


def test_everything_wrong_is_said_before_anything_is_written(discharge, of, finish, plan, announced):
    who = discharge(TODAY - timedelta(7))
    announced.clear()
    row_id = of(who)[0].id
    assert problems_of(finish, row_id, REACHED, TODAY + timedelta(1), next_on=TODAY - timedelta(1)) == [
        "day: day-ahead",
        "next_on: follow-up-in-past",
    ]
    assert problems_of(plan, who, TODAY - timedelta(1), "x" * 501) == [
        "due_on: follow-up-in-past",
        "why: text-too-long",
    ]
    assert announced == []


def test_what_is_not_in_the_file_is_said(plan, finish, discharge, storage, coordinator):
    assert failure_of(plan, 99) == "unknown-member"
    assert failure_of(plan, discharge(TODAY), staff=99) == "unknown-staff"
    assert failure_of(finish, 99) == "unknown-follow-up"
    assert failure_of(follow_ups.reopen, storage, coordinator, 99) == "unknown-follow-up"


def test_done_lately_holds_thirty_days_the_latest_first(discharge, of, finish, page):
    who = discharge(TODAY - timedelta(45))
    first, second = of(who)[:2]
    finish(first.id, day=TODAY - timedelta(30))
    finish(second.id, NOT_REACHED, day=TODAY - timedelta(2))
    assert [row.id for row in page(DONE).rows] == [second.id, first.id]
    assert [row.id for row in page(DONE, today=TODAY + timedelta(1)).rows] == [second.id]


def test_how_those_of_the_last_thirty_days_went(discharge, of, finish, page, plan):
    who = discharge(TODAY - timedelta(45))
    first, second = of(who)[:2]
    finish(first.id)
    finish(second.id, NOT_REACHED)
    discharge(TODAY - timedelta(10), "Anil Yadav")  # its first one is overdue
    plan(who, TODAY)
    assert page().counts == FollowUpCounts(due=4, done=2, not_reached=1, still_open=1), "a talk meets both"


def test_the_talk_of_a_follow_up_meets_others_due_by_then_and_none_of_the_schedule_to_come(
    storage, coordinator, discharge, of, finish, page, plan
):
    who = discharge(TODAY - timedelta(10))
    late, coming = of(who)[:2]  # due on days 7 and 15: three days ago, and in five
    due, ahead = plan(who, TODAY), plan(who, TODAY + timedelta(2))
    assert [row.id for row in page().rows] == [late.id, due]
    finish(late.id, NOT_REACHED)
    assert [row.id for row in page().rows] == [due], "nobody was spoken with"
    follow_ups.reopen(storage, coordinator, late.id)
    finish(late.id)
    states = {row.id: row.state(TODAY) for row in of(who)}
    assert (states[due], states[ahead], states[coming.id]) == (
        FollowUpState.SPOKEN,
        FollowUpState.AHEAD,
        FollowUpState.AHEAD,
    )
    assert (page().rows, page().counts) == ([], FollowUpCounts(due=2, done=2))
    follow_ups.reopen(storage, coordinator, late.id)
    assert [row.id for row in page().rows] == [late.id, due]


def test_beside_a_follow_up_stand_the_phones_the_last_contact_and_the_others(
    storage, coordinator, discharge, finish, of
):
    phones = [Phone("9876543210", "own"), Phone("9876543211", "mother")]
    who = discharge(TODAY - timedelta(15), phones=phones)
    seen = follow_ups.of_member(storage, coordinator, who, today=TODAY)
    assert (list(seen.phones), seen.heard.day, len(seen.rows)) == (phones, None, 12)
    finish(of(who)[0].id, FollowUpOutcome.FAMILY_REACHED)
    assert follow_ups.of_member(storage, coordinator, who, today=TODAY).heard.day is None
    finish(of(who)[1].id, day=TODAY - timedelta(1))
    seen = follow_ups.of_member(storage, coordinator, who, today=TODAY)
    assert seen.heard.day == TODAY - timedelta(1)
    assert days(seen.rows) == sorted(days(seen.rows), reverse=True)


def test_beside_the_list_stands_the_first_one_wanted_that_is_still_on_it(discharge, finish, page):
    anil, bina, chitra = (discharge(TODAY - timedelta(10), name) for name in ("Anil Yadav", "Bina Devi", "Chitra Bai"))
    ids = {row.member_id: row.id for row in page().rows}
    assert (page().shown, page().beside.member_id) == (page().rows[0].id, page().rows[0].member_id)
    wanted = [ids[bina], ids[chitra], ids[anil]]
    assert (page(wanted=wanted).shown, page(wanted=wanted).beside.member_id) == (ids[bina], bina)
    finish(ids[bina])
    assert (page(wanted=wanted).shown, page(wanted=wanted).beside.member_id) == (ids[chitra], chitra)


def test_an_empty_list_has_nothing_beside_it(page):
    assert (page().shown, page().beside, list(page().rows)) == (None, None, [])


def test_what_stands_beside_the_list_keeps_what_was_learnt_from_the_office(office, discharge, finish, page, of):
    first, second = of(discharge(TODAY - timedelta(45)))[:2]
    finish(first.id, day=first.due_on, words="Works again")
    learnt = {row.id: row.words for row in page(wanted=[second.id]).beside.rows}
    assert learnt[first.id] == "Works again"
    assert {row.words for row in page(DUE, office, wanted=[second.id]).beside.rows} == {""}


def test_the_schedule_can_be_changed_and_holds_for_the_next_discharge(storage, coordinator, discharge, of, announced):
    before = discharge(TODAY)
    announced.clear()
    assert list(follow_ups.schedule(storage, coordinator)) == list(USUAL_SCHEDULE)
    wanted = [ScheduleStep(StepUnit.MONTHS, 1), ScheduleStep(StepUnit.DAYS, 3), ScheduleStep(StepUnit.DAYS, 3)]
    thresholds.change(storage, coordinator, Thresholds(), wanted)
    assert announced == [Changed.THRESHOLDS]
    kept = [ScheduleStep(StepUnit.DAYS, 3), ScheduleStep(StepUnit.MONTHS, 1)]
    assert list(follow_ups.schedule(storage, coordinator)) == kept
    thresholds.change(storage, coordinator, Thresholds(), kept)
    assert announced == [Changed.THRESHOLDS], "the same schedule is no change"
    assert days(of(discharge(TODAY, "Anil Yadav"))) == [TODAY + timedelta(3), date(2026, 12, 18)]
    assert len(of(before)) == 12


def test_a_centre_may_keep_no_schedule(storage, coordinator, discharge, of):
    thresholds.change(storage, coordinator, Thresholds(), [])
    assert of(discharge(TODAY)) == []
    wrong = [ScheduleStep(StepUnit.DAYS, 0), ScheduleStep(StepUnit.MONTHS, 61)]
    assert problems_of(thresholds.change, storage, coordinator, Thresholds(), wrong) == [
        "days: number-out-of-range",
        "months: number-out-of-range",
    ]


def test_the_list_asks_the_file_no_more_for_many_than_for_one(storage, discharge, statements, alumni):
    def asked():
        with storage.reading(), statements() as sql:
            follow_up_records.open_up_to(TODAY)
        return len(sql)

    alumni(discharge(TODAY - timedelta(20)), TODAY - timedelta(19))
    one = asked()
    for number in range(6):
        who = discharge(TODAY - timedelta(20), f"Member {number}")
        alumni(who, TODAY - timedelta(18 - number), "P" * (number + 2))
    assert asked() == one


def test_open_follow_ups_are_found_by_their_own_index(storage, discharge):
    discharge(TODAY - timedelta(15))
    with storage.reading():
        wanted = "EXPLAIN QUERY PLAN SELECT id FROM follow_up WHERE outcome IS NULL AND due_on <= ?"
        plan = list(FollowUp.raw(wanted, TODAY).tuples())
    assert "followup_outcome_due_on" in str(plan)


@pytest.mark.parametrize(
    ("whose", "called"),
    [
        (("own", "brother"), "brother"),
        (("Own", "", "mother", "wife"), "mother"),
        (("ਆਪਣਾ", "ਭਰਾ"), "ਭਰਾ"),
        (("own", ""), "own"),
        (("",), ""),
    ],
)
def test_a_call_to_the_family_begins_with_a_number_of_theirs(storage, discharge, page, plan, whose, called):
    phones = [Phone(f"987654321{place}", name) for place, name in enumerate(whose)]
    who = discharge(TODAY - timedelta(15), phones=phones)
    own = plan(who, way=CALL)
    family = plan(who, way=FollowUpWay.FAMILY_CALL)
    shown = {row.id: row.whose_phone for row in page().rows}
    assert (shown[own], shown[family]) == (whose[0], called)
    assert family_first(phones)[0].whose == called


def test_the_first_phone_typed_is_the_one_to_call(storage, discharge, page):
    who = discharge(TODAY - timedelta(15), phones=[Phone("9876543210", ""), Phone("9876543211", "mother")])
    with storage.reading():
        assert MemberPhone.select().where(MemberPhone.member == who).count() == 2
    assert {(row.phone, row.whose_phone) for row in page().rows} == {("9876543210", "")}


def test_what_the_schedule_asked_for_long_ago_lapses_and_is_counted_as_missed(storage, discharge, of):
    who = discharge(TODAY - timedelta(20))
    later = TODAY + timedelta(200)
    with storage.reading():
        asked = [row for row in follow_up_records.open_up_to(later) if row.member_id == who]
        every = follow_up_records.of_member(who, later)
    assert asked
    assert all(row.due_on >= later - LAPSES_AFTER for row in asked)
    states = {row.state(later) for row in every if row.due_on < later - LAPSES_AFTER}
    assert states == {FollowUpState.LAPSED}
    assert counts(every, later).still_open == len([row for row in every if row.due_on <= later])


TOLD = Status(RecoveryNow.USED_SINCE, YesNo.YES, YesNo.NO, Medicines.TAKING)


def test_how_the_member_is_is_kept_with_the_outcome_and_stays_to_go_on_with_when_that_is_taken_back(
    storage, coordinator, member_id, plan, finish, of
):
    row_id = plan(member_id)
    finish(row_id, status=TOLD)
    assert of(member_id, with_words=True)[0].status == TOLD
    follow_ups.reopen(storage, coordinator, row_id)
    [row] = of(member_id, with_words=True)
    assert (row.outcome, row.status) == (None, TOLD)
    finish(row_id, status=Status())
    assert of(member_id, with_words=True)[0].status == Status()


def test_recovery_and_medicines_are_for_counsellors_alone(storage, office, member_id, plan, finish, of, page):
    row_id = plan(member_id)
    finish(row_id, status=TOLD)
    everybody = Status(working=YesNo.YES, with_family=YesNo.NO)
    [row] = page(DONE, actor=office).rows
    assert row.status == everybody
    follow_ups.reopen(storage, office, row_id)
    assert failure_of(finish, row_id, actor=office, status=TOLD) == "not-permitted"
    finish(row_id, actor=office, status=Status(working=YesNo.NO))
    assert of(member_id, with_words=True)[0].status == Status(
        RecoveryNow.USED_SINCE, YesNo.NO, None, Medicines.TAKING
    ), "what the clerk cannot see stays"


@pytest.mark.parametrize("outcome", FollowUpOutcome)
def test_nobody_can_tell_how_the_member_is_where_nobody_was_reached(member_id, plan, finish, outcome):
    row_id = plan(member_id)
    if outcome not in REACHING:
        died_on = TODAY if outcome is FollowUpOutcome.DIED else None
        asked = ("recovery", "working", "with_family", "medicines")
        told = problems_of(finish, row_id, outcome, status=TOLD, died_on=died_on)
        assert told == [f"{field}: nobody-reached" for field in asked]
        finish(row_id, outcome, died_on=died_on)
    else:
        finish(row_id, outcome, status=TOLD)


def test_how_those_are_who_left_is_counted_of_those_due_reached_and_asked(
    storage, coordinator, office, discharge, of, finish
):
    left = TODAY - timedelta(30)
    people = [discharge(left, name) for name in ("Ramesh Kumar", "Anil Yadav", "Zia Khan", "Gopal Das", "Om Rao")]
    discharge(left, "Suresh Lal", DischargeType.DIED)
    discharge(left + timedelta(1), "Not Yet")
    ramesh, anil, zia, gopal, back = (next(row.id for row in of(who) if row.due_on == TODAY) for who in people)
    finish(ramesh, status=TOLD)
    finish(anil, FollowUpOutcome.FAMILY_REACHED, status=Status(RecoveryNow.IN_RECOVERY))
    finish(zia)
    finish(gopal, NOT_REACHED)
    finish(back, NOT_REACHED)
    stays.admit(storage, coordinator, people[4], Admission(Series.OUTPATIENT, TODAY), today=TODAY)
    month, *later = retention_in_care.overall(storage, coordinator, today=TODAY).status
    assert (month.due, month.reached, month.asked) == (4, 3, 2)
    assert dict(month.recovery) == {RecoveryNow.USED_SINCE: 1, RecoveryNow.IN_RECOVERY: 1}
    assert (dict(month.working), dict(month.medicines), month.prescribed) == ({YesNo.YES: 1}, {Medicines.TAKING: 1}, 1)
    assert [found.due for found in later] == [0, 0, 0]
    assert retention_in_care.overall(storage, office, today=TODAY).status == (), "for who may read notes"
