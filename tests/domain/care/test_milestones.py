"""The days on which milestones fall: month ends, leap days, anniversaries, restarts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.milestones import (
    MOST,
    USUAL,
    add_months,
    between,
    day_of,
    following,
    possible_starts,
    problems,
    reached,
    single,
)
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, SpanInRecovery
from peerdesk.errors import Problem

DAYS, MONTHS, YEARLY, SESSIONS, STEPS = MilestoneKind
STARTS = st.dates(date(2008, 1, 1), date(2027, 12, 31))
OF_SPANS = [milestone for milestone in USUAL if milestone.of_span]


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_short_month_s_last_day_stands_for_the_day_it_lacks(day, months, found):
    assert add_months(day, months) == found


def test_a_year_from_a_leap_day_is_the_28th_and_four_years_the_29th():
    span = SpanInRecovery(1, date(2024, 2, 29))
    years = between(span, [Milestone(YEARLY, 1)], date(2024, 3, 1), date(2028, 12, 31))
    assert [day for _, day in years] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_the_usual_milestones_of_two_and_a_half_years_in_order():
    span = SpanInRecovery(1, date(2024, 1, 31))
    found = [
        (f"{milestone.kind.value} {milestone.count}", day)
        for milestone, day in reached(span, USUAL, date(2026, 11, 18))
    ]
    assert found == [
        ("days 1", date(2024, 2, 1)),
        ("days 7", date(2024, 2, 7)),
        ("days 15", date(2024, 2, 15)),
        ("days 30", date(2024, 3, 1)),
        ("days 60", date(2024, 3, 31)),
        ("days 90", date(2024, 4, 30)),
        ("months 6", date(2024, 7, 31)),
        ("months 9", date(2024, 10, 31)),
        ("months 12", date(2025, 1, 31)),
        ("months 18", date(2025, 7, 31)),
        ("yearly 2", date(2026, 1, 31)),
    ]


def test_years_go_on_without_end():
    span = SpanInRecovery(1, date(2015, 11, 20))
    assert following(span, USUAL, date(2026, 11, 18)) == (Milestone(YEARLY, 11), date(2026, 11, 20))
    assert following(span, USUAL, date(2026, 11, 20)) == (Milestone(YEARLY, 12), date(2027, 11, 20))


def test_on_the_recovery_date_nothing_is_reached_and_one_day_comes_next():
    span = SpanInRecovery(1, date(2026, 11, 18))
    assert reached(span, USUAL, date(2026, 11, 18)) == []
    assert following(span, USUAL, date(2026, 11, 18)) == (Milestone(DAYS, 1), date(2026, 11, 19))


def test_a_milestone_is_reached_on_its_day_and_the_next_one_follows():
    span = SpanInRecovery(1, date(2026, 10, 19))
    assert reached(span, USUAL, date(2026, 11, 17))[-1][0] == Milestone(DAYS, 15)
    assert reached(span, USUAL, date(2026, 11, 18))[-1] == (Milestone(DAYS, 30), date(2026, 11, 18))
    assert following(span, USUAL, date(2026, 11, 18)) == (Milestone(DAYS, 60), date(2026, 12, 18))


def test_a_span_that_ended_keeps_what_it_reached_and_reaches_no_more():
    span = SpanInRecovery(1, date(2026, 1, 1), date(2026, 1, 31))
    assert reached(span, USUAL, date(2026, 11, 18))[-1] == (Milestone(DAYS, 30), date(2026, 1, 31))
    assert following(span, USUAL, date(2026, 11, 18)) is None


def test_after_a_restart_the_same_milestone_is_reached_again():
    spans = [SpanInRecovery(1, date(2026, 1, 1), date(2026, 3, 1)), SpanInRecovery(2, date(2026, 9, 1))]
    thirty = [
        day
        for span in spans
        for milestone, day in reached(span, USUAL, date(2026, 11, 18))
        if milestone == Milestone(DAYS, 30)
    ]
    assert thirty == [date(2026, 1, 31), date(2026, 10, 1)]


def test_an_empty_list_has_neither_reached_nor_next():
    span = SpanInRecovery(1, date(2026, 1, 1))
    assert reached(span, [], date(2026, 11, 18)) == []
    assert following(span, [Milestone(DAYS, 7), Milestone(SESSIONS, 10)], date(2026, 11, 18)) is None


@given(STARTS, st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_what_falls_between_two_days_is_what_was_reached_by_the_last_and_not_before_the_first(start, first, length):
    span, last = SpanInRecovery(1, start), first + timedelta(length)
    before = reached(span, USUAL, first - timedelta(1)) if start < first else []
    assert between(span, USUAL, first, last) == [hit for hit in reached(span, USUAL, last) if hit not in before]


@given(STARTS, st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_the_dates_asked_of_the_file_leave_no_milestone_out(start, first, length):
    last = first + timedelta(length)
    for milestone, _day in between(SpanInRecovery(1, start), USUAL, first, last):
        assert start in possible_starts(milestone, first, last)


@given(STARTS, st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_the_next_milestone_is_the_first_that_will_be_reached(start, today):
    span = SpanInRecovery(1, start)
    found = following(span, USUAL, today)
    coming = between(span, USUAL, today + timedelta(1), max(today, start) + timedelta(1000))
    assert found == coming[0]


@given(STARTS, st.sampled_from(OF_SPANS))
def test_every_milestone_falls_after_the_recovery_date(start, milestone):
    assert day_of(milestone, start) > start


def test_a_milestone_of_sessions_falls_on_no_day_of_a_span():
    with pytest.raises(ValueError, match="SESSIONS"):
        day_of(Milestone(SESSIONS, 10), date(2026, 1, 1))
    assert list(single([Milestone(SESSIONS, 10), Milestone(STEPS, 1)], range(7))) == []


def codes(milestones):
    return [problem.code for problem in problems(milestones)]


def test_the_usual_list_is_a_good_list():
    assert codes(USUAL) == []


@pytest.mark.parametrize("kind", MilestoneKind)
def test_each_kind_has_its_largest_count(kind):
    assert codes([Milestone(kind, 1)]) == codes([Milestone(kind, MOST[kind])]) == []
    assert codes([Milestone(kind, 0)]) == codes([Milestone(kind, MOST[kind] + 1)]) == ["number-out-of-range"]


def test_no_milestone_stands_in_the_list_twice_in_other_words():
    assert codes([Milestone(DAYS, 30), Milestone(DAYS, 30)]) == ["milestone-twice"]
    assert codes([Milestone(YEARLY, 1), Milestone(YEARLY, 3)]) == ["milestone-yearly-once"]
    assert codes([Milestone(YEARLY, 2), Milestone(MONTHS, 24)]) == ["milestone-among-years"]
    assert codes([Milestone(YEARLY, 2), Milestone(MONTHS, 12)]) == []


def test_a_refusal_of_the_list_stands_beside_the_count_and_names_the_range():
    assert problems([Milestone(SESSIONS, 0)]) == [Problem("count", "number-out-of-range", {"least": 1, "most": 5000})]
    assert problems([Milestone(STEPS, 13)]) == [Problem("count", "number-out-of-range", {"least": 1, "most": 12})]
    for wrong in (
        [Milestone(DAYS, 30)] * 2,
        [Milestone(YEARLY, 1), Milestone(YEARLY, 3)],
        [Milestone(YEARLY, 2), Milestone(MONTHS, 24)],
    ):
        assert [problem.field for problem in problems(wrong)] == ["count"]


def test_months_that_are_whole_years_stand_where_no_anniversary_is_kept():
    assert codes([Milestone(MONTHS, 12), Milestone(MONTHS, 24), Milestone(MONTHS, 30)]) == []
    assert codes([Milestone(YEARLY, 2), Milestone(MONTHS, 30)]) == []
    assert codes([Milestone(YEARLY, 2), Milestone(MONTHS, 36)]) == ["milestone-among-years"]


@given(STARTS, st.integers(1, 30))
def test_an_anniversary_that_can_fall_is_named_once_and_none_beyond_the_year(start, years):
    last = date(start.year + years, 12, 31)
    found = [milestone.count for milestone in single([Milestone(YEARLY, 2)], range(last.year - start.year + 1))]
    assert found == list(range(2, years + 1))


@given(STARTS, st.integers(0, 12_000), st.integers(0, 800))
def test_the_anniversaries_between_two_days_are_all_that_fall_there(start, until, length):
    first = start + timedelta(until)
    last = first + timedelta(length)
    every = ((Milestone(YEARLY, count), day_of(Milestone(YEARLY, count), start)) for count in range(1, 40))
    found = between(SpanInRecovery(1, start), [Milestone(YEARLY, 1)], first, last)
    assert found == [(milestone, day) for milestone, day in every if first <= day <= last]


@given(st.sampled_from(OF_SPANS), st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 30))
def test_few_recovery_dates_are_asked_of_the_file(milestone, first, length):
    """As many as there are days, and a few around them for the ends of months."""
    assert len(list(possible_starts(milestone, first, first + timedelta(length)))) <= length + 11
