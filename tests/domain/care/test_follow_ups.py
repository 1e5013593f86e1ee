from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.follow_up_counts import FollowUpCounts, counts
from peerdesk.domain.care.follow_ups import (
    MET_FROM,
    STILL_MADE,
    USUAL_SCHEDULE,
    WITH_MEMBER,
    Finished,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpRow,
    FollowUpState,
    FollowUpWay,
    NewFollowUp,
    ScheduleStep,
    StepUnit,
    Touch,
    due_days,
    met_by,
)
from peerdesk.domain.members.stays import DischargeType
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
DAYS, MONTHS = StepUnit.DAYS, StepUnit.MONTHS
SCHEDULED, PLANNED = FollowUpKind.SCHEDULED, FollowUpKind.PLANNED
CALL = FollowUpWay.CALL
COMPLETED = DischargeType.COMPLETED
discharges = st.dates(date(2000, 1, 1), date(2100, 12, 31))
steps = st.lists(
    st.one_of(
        st.builds(ScheduleStep, st.just(DAYS), st.integers(1, 1000)),
        st.builds(ScheduleStep, st.just(MONTHS), st.integers(1, 60)),
    ),
    max_size=20,
)


def row(due_on, outcome=None, met=None, kind=SCHEDULED, spoken=False):
    found = FollowUpRow(1, 1, 1, "Ramesh", "", "", kind, due_on, CALL, "")
    return replace(
        found, outcome=outcome, done_on=due_on if outcome else None, met_by=Touch(met, spoken) if met else None
    )


def codes(problems):
    return [(problem.field, problem.code) for problem in problems]


def test_the_usual_schedule_after_a_discharge_on_the_31st():
    assert due_days(USUAL_SCHEDULE, date(2026, 12, 31), COMPLETED, date(2026, 12, 31)) == [
        date(2027, 1, 7),
        date(2027, 1, 15),
        date(2027, 1, 30),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
        date(2027, 6, 30),
        date(2027, 9, 30),
        date(2027, 12, 31),
        date(2028, 6, 30),
        date(2028, 12, 31),
    ]


@pytest.mark.parametrize(
    ("discharged_on", "months", "due_on"),
    [
        (date(2027, 12, 31), 2, date(2028, 2, 29)),  # a leap year
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ],
)
def test_a_month_without_the_day_gives_its_last_one(discharged_on, months, due_on):
    assert ScheduleStep(MONTHS, months).due_on(discharged_on) == due_on


@given(discharges, steps)
def test_follow_ups_come_after_the_discharge_each_later_than_the_one_before(discharged_on, some):
    days = due_days(some, discharged_on, COMPLETED, discharged_on)
    assert all(one < other for one, other in zip([discharged_on, *days], days, strict=False))
    assert set(days) == {step.due_on(discharged_on) for step in some}


@given(discharges)
def test_the_usual_schedule_has_twelve_follow_ups_after_any_discharge(discharged_on):
    assert len(due_days(USUAL_SCHEDULE, discharged_on, COMPLETED, discharged_on)) == 12


@given(discharges, steps, st.integers(0, 900))
def test_a_discharge_entered_late_makes_those_of_the_last_thirty_days_and_to_come(discharged_on, some, late):
    entered_on = discharged_on + timedelta(late)
    everything = due_days(some, discharged_on, COMPLETED, discharged_on)
    made = due_days(some, discharged_on, COMPLETED, entered_on)
    assert made == [day for day in everything if entered_on - day <= STILL_MADE]


@pytest.mark.parametrize("step", [ScheduleStep(DAYS, 0), ScheduleStep(DAYS, 1001), ScheduleStep(MONTHS, 61)])
def test_a_step_is_between_one_day_and_a_few_years(step):
    assert codes(step.problems()) == [(step.unit.value, "number-out-of-range")]


def test_every_usual_step_is_in_range():
    assert [problem for step in USUAL_SCHEDULE for problem in step.problems()] == []


@given(discharges, st.lists(st.integers(-60, 60), max_size=10))
def test_an_alumni_session_from_a_week_before_meets_what_the_schedule_asked(due_on, offsets):
    attended = [Touch(due_on + timedelta(offset), spoken=False) for offset in offsets]
    found = met_by(SCHEDULED, due_on, None, attended)
    assert found == min((touch for touch in attended if touch.day >= due_on - MET_FROM), default=None)
    assert met_by(PLANNED, due_on, None, attended) is None
    assert met_by(FollowUpKind.ATTENTION, due_on, None, attended) is None


def days_that_count(kind, due_ago=0, begun_ago=400):
    """How many days before or after TODAY a talk meets a follow-up due and begun so many days ago."""
    due_on, begun_on = TODAY - timedelta(due_ago), TODAY - timedelta(begun_ago)
    talks = {offset: Touch(TODAY + timedelta(offset), spoken=True) for offset in range(-30, 31)}
    return [offset for offset, talk in talks.items() if met_by(kind, due_on, begun_on, [talk])]


def test_eight_days_before_is_too_early_and_seven_is_not():
    assert days_that_count(SCHEDULED) == list(range(-7, 31))


def test_a_talk_in_the_three_days_before_is_what_somebody_planned():
    assert days_that_count(PLANNED) == days_that_count(FollowUpKind.ATTENTION) == list(range(-3, 31))


def test_what_led_to_a_follow_up_is_no_answer_to_it():
    assert days_that_count(SCHEDULED, begun_ago=5) == list(range(-4, 31)), "a talk before the discharge"
    assert days_that_count(PLANNED, begun_ago=2) == list(range(-1, 31)), "the talk in which it was agreed"
    assert days_that_count(PLANNED, begun_ago=0) == list(range(31)), "a call due today may have been made already"


@pytest.mark.parametrize("how", list(DischargeType))
def test_who_leaves_unprepared_is_asked_after_on_the_second_day(how):
    days = due_days([ScheduleStep(DAYS, 7)], TODAY, how, TODAY)
    unprepared = how in (DischargeType.AGAINST_ADVICE, DischargeType.LEFT_WITHOUT_INFORMING)
    assert days == [TODAY + timedelta(ahead) for ahead in ([2, 7] if unprepared else [7])]


@pytest.mark.parametrize(
    ("found", "state", "overdue"),
    [
        (row(TODAY + timedelta(1)), FollowUpState.AHEAD, 0),
        (row(TODAY), FollowUpState.DUE, 0),
        (row(TODAY - timedelta(3)), FollowUpState.OVERDUE, 3),
        (row(TODAY - timedelta(3), met=TODAY), FollowUpState.MET, 0),
        (row(TODAY - timedelta(3), met=TODAY, spoken=True), FollowUpState.SPOKEN, 0),
        (row(TODAY, FollowUpOutcome.REACHED), FollowUpState.DONE, 0),
        (row(TODAY, FollowUpOutcome.DECLINED), FollowUpState.DONE, 0),
        (row(TODAY - timedelta(3), FollowUpOutcome.NOT_REACHED), FollowUpState.NOT_REACHED, 0),
        (row(TODAY + timedelta(9), FollowUpOutcome.CANCELLED), FollowUpState.CANCELLED, 0),
    ],
)
def test_where_a_follow_up_stands(found, state, overdue):
    assert (found.state(TODAY), found.days_overdue(TODAY)) == (state, overdue)
    assert found.is_open == (state in (FollowUpState.AHEAD, FollowUpState.DUE, FollowUpState.OVERDUE))


def test_what_the_schedule_asked_lapses_after_sixty_days_and_what_somebody_planned_never_does():
    assert row(TODAY - timedelta(60)).state(TODAY) is FollowUpState.OVERDUE
    lapsed = row(TODAY - timedelta(61))
    assert (lapsed.state(TODAY), lapsed.days_overdue(TODAY)) == (FollowUpState.LAPSED, 0)
    for kind in (PLANNED, FollowUpKind.ATTENTION):
        planned = row(TODAY - timedelta(400), kind=kind)
        assert (planned.state(TODAY), planned.days_overdue(TODAY)) == (FollowUpState.OVERDUE, 400)


def test_a_month_s_follow_ups_are_counted_by_how_they_went():
    """What is still ahead does not count, and what is no longer needed was never due."""
    lapsed, overdue, today, ahead = (row(TODAY - timedelta(ago)) for ago in (70, 3, 0, -1))
    done = [row(TODAY - timedelta(1), outcome) for outcome in FollowUpOutcome]
    met = row(TODAY - timedelta(2), met=TODAY)
    assert counts([lapsed, overdue, today, ahead, *done, met], TODAY) == FollowUpCounts(
        due=11, done=7, not_reached=1, still_open=3
    )


@given(st.lists(st.tuples(st.integers(-40, 40), st.sampled_from([None, *FollowUpOutcome]), st.booleans()), max_size=30))
def test_what_was_due_is_done_not_reached_or_still_open(some):
    rows = [row(TODAY + timedelta(days), outcome, TODAY if met else None) for days, outcome, met in some]
    found = counts(rows, TODAY)
    assert found.due == found.done + found.not_reached + found.still_open
    assert found.due <= sum(r.due_on <= TODAY for r in rows)


def test_each_outcome_has_a_letter_of_its_own():
    letters = [outcome.letter for outcome in FollowUpOutcome]
    assert letters == list("RFVCNDXE")


def test_a_family_alone_is_no_contact_with_the_member():
    assert FollowUpOutcome.FAMILY_REACHED not in WITH_MEMBER
    assert FollowUpOutcome.NOT_REACHED not in WITH_MEMBER


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY, []),
        (TODAY - timedelta(1), [("due_on", "follow-up-in-past")]),
        (date(2031, 11, 18), []),
        (date(2062, 11, 18), [("due_on", "follow-up-too-far")]),
    ],
)
def test_a_follow_up_is_planned_for_today_or_a_day_within_five_years(day, problem):
    assert codes(NewFollowUp(1, PLANNED, day, CALL, "").problems(TODAY)) == problem


def test_nobody_plans_a_scheduled_follow_up_by_hand():
    with pytest.raises(ValueError, match="belongs to a stay"):
        NewFollowUp(1, SCHEDULED, TODAY, CALL, "")


def test_everything_wrong_with_an_outcome_is_said_at_once():
    finished = Finished(
        FollowUpOutcome.REACHED, TODAY + timedelta(1), "x" * 2001, "y" * 301, TODAY - timedelta(1), CALL
    )
    assert codes(finished.problems(TODAY, TODAY)) == [
        ("day", "day-ahead"),
        ("words", "text-too-long"),
        ("next_step", "text-too-long"),
        ("next_on", "follow-up-in-past"),
    ]


@pytest.mark.parametrize(
    ("due_on", "earliest"),
    [
        (TODAY - timedelta(10), TODAY - timedelta(70)),  # overdue: sixty days before it was due
        (TODAY + timedelta(200), TODAY - timedelta(60)),  # ahead: who comes today has come
    ],
)
def test_a_contact_long_before_the_day_belongs_to_another_follow_up(due_on, earliest):
    def problems(day):
        return codes(Finished(FollowUpOutcome.CAME, day).problems(TODAY, due_on))

    assert problems(earliest) == []
    assert problems(earliest - timedelta(1)) == [("day", "follow-up-too-early")]


@pytest.mark.parametrize(("unit", "most"), [(DAYS, 1000), (MONTHS, 60)])
def test_a_step_of_the_schedule_names_its_range(unit, most):
    assert [ScheduleStep(unit, count).problems() for count in (1, most)] == [[], []]
    for count in (0, most + 1):
        assert ScheduleStep(unit, count).problems() == [
            Problem(unit.value, "number-out-of-range", {"least": 1, "most": most})
        ]


def test_a_refusal_names_the_day_or_the_length_that_was_crossed():
    too_early = Finished(FollowUpOutcome.CAME, TODAY - timedelta(61), "w" * 2001, "n" * 301)
    assert too_early.problems(TODAY, TODAY) == [
        Problem("day", "follow-up-too-early", {"day": TODAY - timedelta(60)}),
        Problem("words", "text-too-long", {"most": 2000}),
        Problem("next_step", "text-too-long", {"most": 300}),
    ]
    assert Finished(FollowUpOutcome.CAME, TODAY, "w" * 2000, "n" * 300, TODAY).problems(TODAY, TODAY) == []
    assert NewFollowUp(1, PLANNED, TODAY, CALL, "w" * 500).problems(TODAY) == []
    assert NewFollowUp(1, PLANNED, TODAY, CALL, "w" * 501).problems(TODAY) == [
        Problem("why", "text-too-long", {"most": 500})
    ]


@pytest.mark.parametrize(("ahead", "problem"), [(5 * 366, []), (5 * 366 + 1, [("due_on", "follow-up-too-far")])])
def test_nobody_plans_further_ahead_than_five_years(ahead, problem):
    assert codes(NewFollowUp(1, PLANNED, TODAY + timedelta(ahead), CALL, "").problems(TODAY)) == problem


@pytest.mark.parametrize(("ago", "made"), [(30, True), (31, False)])
def test_a_discharge_entered_thirty_days_after_a_follow_up_was_due_still_makes_it(ago, made):
    discharged_on = TODAY - timedelta(ago + 7)
    assert bool(due_days([ScheduleStep(DAYS, 7)], discharged_on, COMPLETED, TODAY)) is made
