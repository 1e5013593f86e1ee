"""Recovery kept in the file: returns, restarts, corrections, milestones celebrated, steps."""

from datetime import date, timedelta

import pytest
from peewee import IntegrityError

from peerdesk.db.models import RecoverySpan
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnReason, ReturnToUse, StepRow
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import tidied
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.records import members as member_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.services.care import milestones, recovery
from peerdesk.services.members import members, stays
from tests.centres import TODAY
from tests.leaving import put_away
from tests.looking import trail
from tests.refusals import failure_of, problems_of

DAYS, MONTHS, YEARLY, SESSIONS, STEPS = MilestoneKind
FIRST = date(2026, 10, 2)  # 47 days before today
THIRTY = Milestone(DAYS, 30)


@pytest.fixture
def begin(storage, coordinator, member_id):
    def call(day=FIRST, who=None):
        recovery.restart(storage, coordinator, who or member_id, day, today=TODAY)

    return call


@pytest.fixture
def returned(storage, coordinator, member_id):
    def call(day, again=None, reason=None, text=""):
        recovery.record_return(storage, coordinator, member_id, ReturnToUse(day, again, reason, text), today=TODAY)

    return call


@pytest.fixture
def timeline(storage, member_id):
    def look(today=TODAY, **how):
        with storage.reading():
            return recovery_records.timeline_of(member_id, today, **{"with_words": True, **how})

    return look


@pytest.fixture
def due(storage):
    def look(first, last):
        with storage.reading():
            return [
                (row.name, f"{row.milestone.kind.value} {row.milestone.count}", row.day, row.celebrated_on)
                for row in recovery_records.milestones_between(first, last)
            ]

    return look


def spans(timeline):
    return [(span.from_day, span.ended_on) for span in timeline.spans]


def test_a_recovery_date_begins_the_count(begin, timeline, announced):
    announced.clear()
    begin()
    found = timeline()
    assert (found.days_now, found.longest, found.total) == (47, 47, 47)
    assert found.next == (Milestone(DAYS, 60), date(2026, 12, 1))
    assert [row.milestone.count for row in found.reached] == [1, 7, 15, 30]
    assert announced == [Changed.RECOVERY]


def test_without_a_recovery_date_there_is_nothing_to_count(timeline):
    found = timeline()
    assert (found.days_now, found.longest, found.total, found.next) == (None, 0, 0, None)
    assert (list(found.spans), list(found.reached), found.sessions_attended) == ([], [], 0)


def test_a_return_keeps_the_days_before_and_a_restart_begins_anew(begin, returned, timeline):
    begin(date(2026, 6, 1))
    returned(date(2026, 9, 29), reason=ReturnReason.STRESS, text=" A call to the mentor helped. ")
    found = timeline()
    assert (found.days_now, found.longest, found.total, found.next) == (None, 120, 120, None)
    begin()
    found = timeline()
    assert (found.days_now, found.longest, found.total) == (47, 120, 167)
    assert spans(found) == [(date(2026, 6, 1), date(2026, 9, 29)), (FIRST, None)]
    assert (found.spans[0].reason, found.spans[0].text) == (ReturnReason.STRESS, "A call to the mentor helped.")


def test_the_office_reads_the_dates_and_not_the_words(begin, returned, timeline):
    begin(date(2026, 6, 1))
    returned(date(2026, 9, 29), FIRST, ReturnReason.STRESS, "A call to the mentor helped.")
    found = timeline(with_words=False)
    assert spans(found) == spans(timeline())
    assert [(span.reason, span.text) for span in found.spans] == [(None, "")] * 2


def test_everything_leaves_its_entry(storage, coordinator, begin, returned, member_id):
    begin(date(2026, 6, 1))
    returned(date(2026, 9, 29), FIRST)
    recovery.correct_start(storage, coordinator, member_id, date(2026, 10, 1), today=TODAY)
    entries = trail(storage, "recovery.begin", "recovery.return", "recovery.correct-start")
    assert [entry.action for entry in entries] == [
        "recovery.begin",
        "recovery.return",
        "recovery.begin",
        "recovery.correct-start",
    ]
    assert {entry.subject_id for entry in entries} == {member_id}
    assert (entries[-1].old, entries[-1].new) == ({"from_day": "2026-10-02"}, {"from_day": "2026-10-01"})


def test_what_is_wrong_with_a_return_is_said_at_once_and_nothing_changes(
    storage, coordinator, member_id, begin, timeline
):
    begin()
    before = trail(storage)
    wrong = ReturnToUse(TODAY + timedelta(1), FIRST)
    assert problems_of(recovery.record_return, storage, coordinator, member_id, wrong, today=TODAY) == [
        "returned_on: day-ahead",
        "recovery_on: recovery-before-return",
    ]
    assert trail(storage) == before
    assert timeline().days_now == 47


def test_a_return_needs_a_span_and_a_restart_needs_none(storage, coordinator, member_id, begin):
    none_open = ReturnToUse(TODAY)
    assert problems_of(recovery.record_return, storage, coordinator, member_id, none_open, today=TODAY) == [
        "returned_on: recovery-not-open"
    ]
    begin()
    assert problems_of(recovery.restart, storage, coordinator, member_id, TODAY, today=TODAY) == [
        "recovery_on: recovery-open"
    ]


def test_recovery_begins_anew_on_the_day_of_the_return_or_later(storage, coordinator, member_id, begin, returned):
    begin(date(2026, 6, 1))
    returned(date(2026, 9, 29))
    early = date(2026, 9, 28)
    assert problems_of(recovery.restart, storage, coordinator, member_id, early, today=TODAY) == [
        "recovery_on: recovery-before-return"
    ]
    begin(date(2026, 9, 29))


def test_a_return_on_the_recovery_date_itself_counts_no_day_and_the_next_span_begins_later(
    storage, coordinator, member_id, begin, returned, timeline
):
    begin()
    same_day = ReturnToUse(FIRST, FIRST)
    assert problems_of(recovery.record_return, storage, coordinator, member_id, same_day, today=TODAY) == [
        "recovery_on: recovery-date-taken"
    ]
    returned(FIRST, FIRST + timedelta(1))
    assert (timeline().days_now, timeline().total) == (46, 46)


def test_a_back_dated_start_is_a_correction_and_no_return(storage, coordinator, member_id, begin, timeline):
    begin()
    recovery.correct_start(storage, coordinator, member_id, date(2026, 8, 31), today=TODAY)
    assert spans(timeline()) == [(date(2026, 8, 31), None)]
    assert timeline().days_now == timeline().longest == timeline().total == 79
    recovery.correct_start(storage, coordinator, member_id, TODAY, today=TODAY)
    assert (spans(timeline()), timeline().days_now) == ([(TODAY, None)], 0)


def test_a_correction_to_the_same_day_changes_nothing(storage, coordinator, member_id, begin, announced):
    begin()
    before = trail(storage)
    announced.clear()
    recovery.correct_start(storage, coordinator, member_id, FIRST, today=TODAY)
    assert trail(storage) == before
    assert announced == []


def test_a_correction_does_not_reach_into_the_days_before(storage, coordinator, member_id, begin, returned):
    begin(date(2026, 6, 1))
    returned(date(2026, 9, 29), FIRST)
    early = date(2026, 9, 28)
    assert problems_of(recovery.correct_start, storage, coordinator, member_id, early, today=TODAY) == [
        "recovery_on: recovery-before-return"
    ]
    recovery.correct_start(storage, coordinator, member_id, date(2026, 9, 29), today=TODAY)


def test_a_return_entered_by_mistake_is_taken_back(storage, coordinator, member_id, begin, returned, timeline):
    begin()
    returned(date(2026, 11, 1), reason=ReturnReason.OTHER)
    recovery.take_back_return(storage, coordinator, member_id)
    assert (spans(timeline()), timeline().days_now) == ([(FIRST, None)], 47)
    entry = trail(storage)[-1]
    assert (entry.action, entry.old["ended_on"], entry.new["ended_on"]) == (
        "recovery.take-back-return",
        "2026-11-01",
        None,
    )


def test_a_return_entered_by_mistake_is_taken_back_whole(storage, coordinator, member_id, begin, returned, timeline):
    begin(date(2026, 6, 1))
    before = timeline()
    returned(date(2026, 9, 29), FIRST)
    recovery.take_back_return(storage, coordinator, member_id)
    assert timeline() == before


def test_a_return_stays_once_a_milestone_after_it_was_celebrated(
    storage, coordinator, member_id, begin, returned, timeline
):
    begin(date(2026, 6, 1))
    returned(date(2026, 9, 29), FIRST)
    milestones.celebrate(storage, coordinator, member_id, Milestone(MilestoneKind.DAYS, 7), day=TODAY)
    assert problems_of(recovery.take_back_return, storage, coordinator, member_id) == [": recovery-celebrated-since"]
    assert len(timeline().spans) == 2


def test_the_file_itself_keeps_every_span_that_has_ended(storage, begin, returned):
    begin()
    returned(TODAY - timedelta(3), TODAY)
    with pytest.raises(IntegrityError, match="kept"), storage.reading():
        RecoverySpan.delete().where(RecoverySpan.ended_on.is_null(False)).execute()


def test_who_is_unknown_is_not_found(storage, coordinator):
    for act, more in (
        (recovery.restart, [TODAY]),
        (recovery.correct_start, [TODAY]),
        (recovery.record_return, [ReturnToUse(TODAY)]),
        (recovery.work_step, [StepRow(1, TODAY)]),
    ):
        assert failure_of(act, storage, coordinator, 99, *more, today=TODAY) == "unknown-member"
    assert failure_of(milestones.celebrate, storage, coordinator, 99, THIRTY, day=TODAY) == "unknown-member"


# Admission


def admission(day, recovery_on=None, returned_on=None):
    return Admission(Series.RESIDENTIAL, day, "", recovery_on, returned_on)


@pytest.fixture
def left(storage, coordinator, member_id):
    """The member was discharged and may be admitted again."""
    (stay,) = _stays(storage, member_id)
    done = Discharge(date(2026, 11, 10), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, done, today=TODAY)


def _stays(storage, member_id):
    with storage.reading():
        return member_records.stays_of(member_id)


def test_a_registration_with_a_recovery_date_begins_the_count_in_one_act(storage, office, centre, announced):
    announced.clear()
    details = tidied(_details(storage, centre.member()), TODAY)
    announced.clear()
    member_id = members.register(
        storage, office, details, today=TODAY, admission=admission(TODAY, TODAY - timedelta(3))
    )
    with storage.reading():
        assert recovery_records.days_in_recovery([member_id], TODAY) == {member_id: 3}
    assert announced == [Changed.MEMBERS | Changed.STAYS | Changed.RECOVERY]
    assert [entry.action for entry in trail(storage)][-3:] == ["member.register", "stay.admit", "recovery.begin"]


def _details(storage, member_id):
    with storage.reading():
        return member_records.record_of(member_id).details


def test_a_registration_that_was_not_asked_for_it_keeps_no_recovery_date(storage, coordinator, centre, announced):
    announced.clear()
    member_id = centre.member()
    assert recovery.open_since(storage, coordinator, member_id) is None
    assert announced == [Changed.MEMBERS | Changed.STAYS]


def test_a_recovery_date_ahead_is_refused_beside_its_field_and_nobody_is_registered(storage, office, centre):
    details = _details(storage, centre.member())

    def said(admitted_on, recovery_on):
        wrong = admission(admitted_on, recovery_on)
        return problems_of(members.register, storage, office, details, today=TODAY, admission=wrong)

    tomorrow, later = TODAY + timedelta(1), TODAY + timedelta(2)
    assert said(TODAY, tomorrow) == ["recovery_on: day-ahead"]
    assert said(tomorrow, later) == ["admitted_on: admission-ahead", "recovery_on: day-ahead"]
    assert said(tomorrow, tomorrow) == ["admitted_on: admission-ahead"]  # as it is suggested
    assert len(trail(storage, "member.register")) == 1


def test_at_readmission_the_open_span_goes_on(storage, office, member_id, begin, left, timeline):
    begin()
    assert recovery.open_since(storage, office, member_id) == FIRST
    stays.admit(storage, office, member_id, admission(date(2026, 11, 16), FIRST), today=TODAY)
    assert spans(timeline()) == [(FIRST, None)]


def test_at_readmission_a_return_ends_one_span_and_begins_another(storage, office, member_id, begin, left, timeline):
    begin()
    again = admission(date(2026, 11, 16), date(2026, 11, 15), date(2026, 11, 12))
    stays.admit(storage, office, member_id, again, today=TODAY)
    assert spans(timeline()) == [(FIRST, date(2026, 11, 12)), (date(2026, 11, 15), None)]
    assert (timeline().days_now, timeline().longest, timeline().total) == (3, 41, 44)


def test_at_readmission_another_date_without_a_return_is_a_correction(
    storage, office, member_id, begin, left, timeline
):
    begin()
    stays.admit(storage, office, member_id, admission(date(2026, 11, 16), date(2026, 9, 1)), today=TODAY)
    assert spans(timeline()) == [(date(2026, 9, 1), None)]


def test_a_return_in_the_wrong_order_keeps_the_member_from_being_admitted(storage, office, member_id, begin, left):
    begin()
    wrong = admission(date(2026, 11, 16), date(2026, 11, 15), date(2026, 11, 16))
    assert problems_of(stays.admit, storage, office, member_id, wrong, today=TODAY) == [
        "recovery_on: recovery-before-return"
    ]
    assert len(_stays(storage, member_id)) == 1


def test_after_an_ended_span_the_admission_begins_the_next(storage, office, member_id, begin, returned, left, timeline):
    begin(date(2026, 6, 1))
    returned(date(2026, 11, 10))
    stays.admit(storage, office, member_id, admission(date(2026, 11, 16), date(2026, 11, 12)), today=TODAY)
    assert spans(timeline()) == [(date(2026, 6, 1), date(2026, 11, 10)), (date(2026, 11, 12), None)]


# Milestones


def test_a_milestone_is_celebrated_once_and_taken_back(storage, coordinator, member_id, begin, timeline, announced):
    begin()
    milestones.celebrate(storage, coordinator, member_id, THIRTY, day=date(2026, 11, 2))
    announced.clear()
    milestones.celebrate(storage, coordinator, member_id, THIRTY, day=TODAY)
    assert announced == []
    assert timeline().reached[-1].celebrated_on == date(2026, 11, 2)
    assert len(trail(storage, "recovery.celebrate")) == 1
    milestones.take_back_celebration(storage, coordinator, member_id, THIRTY)
    milestones.take_back_celebration(storage, coordinator, member_id, THIRTY)
    assert timeline().reached[-1].celebrated_on is None
    assert len(trail(storage, "recovery.take-back-celebration")) == 1


def test_the_office_ticks_a_celebration_at_a_session(storage, office, centre, member_id, begin, timeline):
    begin()
    group_id = centre.group()
    session_id = centre.session(group_id, date(2026, 11, 2))
    milestones.celebrate(storage, office, member_id, THIRTY, day=date(2026, 11, 2), session_id=session_id)
    assert timeline().reached[-1].celebrated_on == date(2026, 11, 2)
    missing = failure_of(milestones.celebrate, storage, office, member_id, THIRTY, day=TODAY, session_id=999)
    assert missing == "unknown-session"


@pytest.mark.parametrize("day", [date(2026, 10, 31), TODAY + timedelta(60)])
def test_nothing_is_celebrated_before_it_is_reached(storage, coordinator, member_id, begin, day):
    begin()
    sixty_or_thirty = THIRTY if day < TODAY else Milestone(DAYS, 60)
    assert problems_of(milestones.celebrate, storage, coordinator, member_id, sixty_or_thirty, day=day) == [
        ": milestone-not-reached"
    ]


def test_after_a_restart_the_same_milestone_is_celebrated_again(
    storage, coordinator, member_id, begin, returned, timeline
):
    begin(date(2026, 6, 1))
    milestones.celebrate(storage, coordinator, member_id, THIRTY, day=date(2026, 7, 1))
    returned(date(2026, 9, 29), FIRST)
    milestones.celebrate(storage, coordinator, member_id, THIRTY, day=date(2026, 11, 2))
    celebrated = [row.celebrated_on for row in timeline().reached if row.milestone == THIRTY]
    assert celebrated == [date(2026, 7, 1), date(2026, 11, 2)]


def test_sessions_are_counted_over_all_groups_walk_ins_too(storage, coordinator, centre, member_id, timeline, due):
    milestones.change(storage, coordinator, [Milestone(SESSIONS, 3), Milestone(SESSIONS, 5)])
    group_id, other = centre.group(), centre.group("Evening Circle", (1,))
    centre.join(group_id, member_id)
    for day, mark in ((2, "P"), (4, "A"), (6, "T"), (9, "L")):
        centre.hold(group_id, date(2026, 11, day), mark)
    walk_in_at = centre.session(other, date(2026, 11, 10))
    centre.walk_in(walk_in_at, member_id)
    centre.hold(group_id, date(2026, 11, 11), "E")
    found = timeline()
    assert found.sessions_attended == 4
    assert [(row.milestone, row.day) for row in found.reached] == [(Milestone(SESSIONS, 3), date(2026, 11, 10))]
    reached = ("Ramesh Kumar", "sessions 3", date(2026, 11, 10), None)
    assert due(date(2026, 11, 9), date(2026, 11, 15)) == [reached]
    assert due(date(2026, 11, 10), date(2026, 11, 10)) == [reached]
    assert due(date(2026, 11, 11), date(2026, 11, 15)) == due(date(2026, 11, 2), date(2026, 11, 9)) == []
    milestones.celebrate(storage, coordinator, member_id, Milestone(SESSIONS, 3), day=date(2026, 11, 11))
    milestones.celebrate(storage, coordinator, member_id, Milestone(SESSIONS, 3), day=date(2026, 11, 11))
    assert [row.celebrated_on for row in timeline().reached] == [date(2026, 11, 11)]
    assert len(trail(storage, "recovery.celebrate")) == 1


def test_the_week_s_milestones_are_those_of_members_in_touch(
    storage, coordinator, centre, member_id, begin, due, office
):
    aftercare, gone, archived, unknown = centre.members("Anil Yadav", "Zahid Khan", "Sunita Shinde", "Gurpreet Singh")
    for who in (aftercare, gone, archived, unknown):
        begin(date(2026, 10, 19), who)
    begin(date(2026, 11, 11))
    for who, how in (
        (aftercare, DischargeType.COMPLETED),
        (gone, DischargeType.AGAINST_ADVICE),
    ):
        (stay,) = _stays(storage, who)
        stays.discharge(storage, coordinator, stay.id, Discharge(date(2026, 11, 10), how), today=TODAY)
    put_away(storage, coordinator, archived, today=TODAY)
    milestones.celebrate(storage, coordinator, unknown, THIRTY, day=TODAY)
    assert due(date(2026, 11, 16), date(2026, 11, 22)) == [
        ("Anil Yadav", "days 30", TODAY, None),
        ("Gurpreet Singh", "days 30", TODAY, TODAY),
        ("Ramesh Kumar", "days 7", TODAY, None),
    ]


def test_milestones_ahead_in_the_week_are_seen_and_a_return_takes_them_away(begin, returned, due):
    begin(date(2026, 10, 21))
    week = date(2026, 11, 16), date(2026, 11, 22)
    assert due(*week) == [("Ramesh Kumar", "days 30", date(2026, 11, 20), None)]
    returned(date(2026, 11, 17))
    assert due(*week) == []


@pytest.mark.parametrize(
    ("began", "day", "name"),
    [
        (date(2024, 2, 29), date(2026, 2, 28), "yearly 2"),
        (date(2014, 3, 1), date(2026, 3, 1), "yearly 12"),
        (date(2025, 8, 31), date(2026, 2, 28), "months 6"),
        (date(2025, 5, 30), date(2026, 2, 28), "months 9"),
    ],
)
def test_month_ends_and_leap_days_are_found_in_the_file_too(begin, due, began, day, name):
    begin(began)
    assert [(found, on) for _, found, on, _ in due(day, day)] == [(name, day)]


def test_a_step_worked_is_a_milestone_of_its_day(storage, coordinator, member_id, due, timeline):
    recovery.work_step(storage, coordinator, member_id, StepRow(4, date(2026, 11, 17), " Suresh "), today=TODAY)
    assert list(timeline().steps) == [StepRow(4, date(2026, 11, 17), "Suresh")]
    assert due(date(2026, 11, 16), TODAY) == [("Ramesh Kumar", "steps 4", date(2026, 11, 17), None)]
    milestones.celebrate(storage, coordinator, member_id, Milestone(STEPS, 4), day=TODAY)
    assert due(date(2026, 11, 16), TODAY)[0][-1] == TODAY


def test_the_group_s_milestones_are_those_of_seven_days_and_of_its_roster(
    storage, coordinator, centre, member_id, begin, office
):
    other = centre.member("Anil Yadav")
    group_id = centre.group()
    centre.join(group_id, member_id)
    begin(date(2026, 11, 5))  # 7 days on the 12th
    begin(date(2026, 11, 5), other)

    def found(day):
        with storage.reading():
            return [
                (row.member_id, row.milestone.count, row.day)
                for row in recovery_records.milestones_of_group(group_id, day)
            ]

    assert found(TODAY) == [(member_id, 7, date(2026, 11, 12))]
    assert found(TODAY + timedelta(1)) == []
    milestones.celebrate(storage, coordinator, member_id, Milestone(DAYS, 7), day=TODAY)
    assert found(TODAY) == [(member_id, 7, date(2026, 11, 12))]


def test_the_questions_do_not_grow_with_the_members(storage, coordinator, centre, begin, statements):
    def asked():
        with statements() as sql, storage.reading():
            recovery_records.milestones_between(date(2026, 11, 16), date(2026, 11, 22))
            recovery_records.milestones_of_group(group_id, TODAY)
        return len(sql)

    group_id = centre.group()
    few = centre.member("Anil Yadav")
    centre.join(group_id, few)
    begin(date(2026, 11, 11), few)
    centre.hold(group_id, date(2026, 11, 16), "P")
    before = asked()
    many = centre.members(*(f"Member {letter}" for letter in "ABCDEFGH"))
    centre.join(group_id, *many)
    for who in many:
        begin(date(2026, 11, 11), who)
    assert asked() == before < 24


def test_days_in_recovery_leave_out_who_has_no_span_under_way(storage, begin, returned, centre, member_id):
    other = centre.member("Anil Yadav")
    begin(FIRST, other)
    begin()
    returned(TODAY)
    with storage.reading():
        assert recovery_records.days_in_recovery([member_id, other], TODAY) == {other: 47}
        assert recovery_records.days_in_recovery([other], FIRST - timedelta(5)) == {other: 0}


# Steps and the centre's list


def test_a_step_worked_again_keeps_its_later_day(storage, coordinator, member_id, timeline):
    for day, sponsor in ((date(2026, 11, 1), "Suresh"), (TODAY, "")):
        recovery.work_step(storage, coordinator, member_id, StepRow(1, day, sponsor), today=TODAY)
    assert list(timeline().steps) == [StepRow(1, TODAY, "")]
    recovery.remove_step(storage, coordinator, member_id, 1)
    recovery.remove_step(storage, coordinator, member_id, 1)
    assert list(timeline().steps) == []
    assert [entry.action for entry in trail(storage)][-3:] == ["recovery.step", "recovery.step", "recovery.remove-step"]


def test_a_sponsor_s_full_name_is_refused(storage, coordinator, member_id):
    full = StepRow(13, TODAY, "Suresh Patil")
    assert problems_of(recovery.work_step, storage, coordinator, member_id, full, today=TODAY) == [
        "step: number-out-of-range",
        "sponsor: sponsor-first-name",
    ]


def test_the_centre_changes_its_milestones(storage, coordinator, counsellor, begin, timeline, announced):
    begin()
    assert Milestone(YEARLY, 2) in milestones.everything(storage, counsellor)
    announced.clear()
    wanted = [Milestone(SESSIONS, 5), Milestone(DAYS, 45), Milestone(DAYS, 3)]
    milestones.change(storage, coordinator, wanted)
    assert announced == [Changed.THRESHOLDS | Changed.RECOVERY | Changed.BIN]
    assert milestones.everything(storage, counsellor) == [
        Milestone(DAYS, 3),
        Milestone(DAYS, 45),
        Milestone(SESSIONS, 5),
    ]
    assert [row.milestone.count for row in timeline().reached] == [3, 45]
    announced.clear()
    milestones.change(storage, coordinator, wanted[::-1])
    assert announced == []


def test_a_list_that_names_a_day_twice_is_refused(storage, coordinator):
    twice = [Milestone(YEARLY, 1), Milestone(MONTHS, 12)]
    assert problems_of(milestones.change, storage, coordinator, twice) == ["count: milestone-among-years"]


def test_a_celebration_outlives_its_milestone_in_the_list(storage, coordinator, member_id, begin, timeline):
    begin()
    usual = milestones.everything(storage, coordinator)
    milestones.celebrate(storage, coordinator, member_id, THIRTY, day=TODAY)
    milestones.change(storage, coordinator, [])
    assert list(timeline().reached) == []
    milestones.change(storage, coordinator, usual)
    assert timeline().reached[-1].celebrated_on == TODAY
