"""Days of recovery: nothing counted is ever lost, and no two spans share a day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.recovery import (
    Milestone,
    MilestoneDue,
    MilestoneKind,
    ReturnReason,
    ReturnToUse,
    SpanInRecovery,
    StepRow,
    admission_problems,
    correction_problems,
    days_now,
    longest,
    open_span,
    recovery_date_problems,
    start_problems,
    total,
)
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
DAY = timedelta(1)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def histories(draw):
    """Spans as acts of any order make them: begin, return with or without a new start, go on."""
    spans, day = [], draw(st.dates(date(2016, 1, 1), date(2024, 2, 29)))
    for _ in range(draw(st.integers(0, 6))):
        if not spans or spans[-1].ended_on:
            begins = day + timedelta(draw(st.integers(0, 400)))
            if not start_problems(begins, date.max, spans):
                spans.append(SpanInRecovery(len(spans) + 1, begins))
                day = begins
            continue
        returned = ReturnToUse(day + timedelta(draw(st.integers(0, 500))))
        assert returned.problems(date.max, spans) == []
        day = returned.returned_on
        spans[-1] = SpanInRecovery(spans[-1].id, spans[-1].from_day, day)
    return spans


def codes(problems):
    return [f"{problem.field}: {problem.code}" for problem in problems]


def test_the_recovery_date_is_day_nought_and_the_day_after_it_is_one_day():
    span = SpanInRecovery(1, TODAY)
    assert [span.days(TODAY + timedelta(n)) for n in (0, 1, 30)] == [0, 1, 30]


def test_a_recovery_date_ahead_counts_nothing():
    assert SpanInRecovery(1, TODAY + DAY).days(TODAY) == 0
    assert days_now([SpanInRecovery(1, TODAY + DAY)], TODAY) == 0


def test_a_span_ends_with_the_day_of_the_return():
    assert SpanInRecovery(1, date(2026, 1, 1), date(2026, 1, 31)).days(TODAY) == 30


def test_a_leap_year_has_its_day():
    assert SpanInRecovery(1, date(2024, 2, 28), date(2024, 3, 1)).days(TODAY) == 2
    assert SpanInRecovery(1, date(2026, 2, 28), date(2026, 3, 1)).days(TODAY) == 1


def test_without_a_span_there_is_no_count_and_nothing_is_lost():
    assert (days_now([], TODAY), longest([], TODAY), total([], TODAY)) == (None, 0, 0)
    ended = [SpanInRecovery(1, date(2026, 1, 1), date(2026, 5, 1))]
    assert (days_now(ended, TODAY), longest(ended, TODAY), total(ended, TODAY)) == (None, 120, 120)


def test_after_a_return_the_days_begin_anew_and_longest_and_total_keep_the_rest():
    spans = [SpanInRecovery(1, date(2026, 3, 1), date(2026, 6, 29)), SpanInRecovery(2, TODAY - timedelta(47))]
    assert (days_now(spans, TODAY), longest(spans, TODAY), total(spans, TODAY)) == (47, 120, 167)


@given(histories(), DAYS)
def test_the_longest_is_never_less_than_now_and_the_total_is_the_sum(spans, today):
    assert longest(spans, today) >= (days_now(spans, today) or 0)
    assert total(spans, today) == sum(span.days(today) for span in spans)
    assert total(spans, today) >= longest(spans, today) >= 0


@given(histories())
def test_spans_never_overlap_and_one_at_most_is_open(spans):
    for former, later in pairwise(spans):
        assert former.ended_on is not None
        assert former.ended_on <= later.from_day
    assert sum(span.ended_on is None for span in spans) <= 1
    assert len({span.from_day for span in spans}) == len(spans)


@given(histories(), DAYS)
def test_no_day_is_counted_twice(spans, today):
    if spans:
        assert total(spans, today) <= max(0, (today - spans[0].from_day).days)


@given(histories(), st.integers(-900, 900))
def test_a_corrected_start_adds_no_span_and_never_reaches_into_the_one_before(spans, shift):
    if open_span(spans) is None:
        return
    *earlier, latest = spans
    corrected = latest.from_day + timedelta(shift)
    accepted = correction_problems(corrected, date.max, spans) == []
    free = all(s.ended_on <= corrected and s.from_day != corrected for s in earlier)
    assert accepted is free


def test_a_correction_may_go_back_and_forth_but_not_ahead_of_today():
    spans = [SpanInRecovery(1, date(2026, 3, 1), date(2026, 6, 29)), SpanInRecovery(2, date(2026, 7, 1))]
    assert correction_problems(date(2026, 6, 29), TODAY, spans) == []
    assert correction_problems(TODAY, TODAY, spans) == []
    assert codes(correction_problems(date(2026, 6, 28), TODAY, spans)) == ["recovery_on: recovery-before-return"]
    assert codes(correction_problems(TODAY + DAY, TODAY, spans)) == ["recovery_on: day-ahead"]
    assert codes(correction_problems(TODAY, TODAY, [])) == ["recovery_on: recovery-not-open"]


def test_the_start_of_a_span_that_has_ended_stays_before_its_end():
    spans = [SpanInRecovery(1, date(2026, 3, 1), date(2026, 6, 29))]
    assert correction_problems(date(2026, 6, 29), TODAY, spans) == []
    assert codes(correction_problems(date(2026, 6, 30), TODAY, spans)) == ["recovery_on: recovery-after-return"]


def test_a_return_is_neither_before_the_recovery_date_nor_ahead_nor_without_one():
    spans = [SpanInRecovery(1, date(2026, 3, 1))]
    assert ReturnToUse(date(2026, 3, 1)).problems(TODAY, spans) == []
    assert codes(ReturnToUse(date(2026, 2, 28)).problems(TODAY, spans)) == ["returned_on: return-before-recovery"]
    assert codes(ReturnToUse(TODAY + DAY).problems(TODAY, spans)) == ["returned_on: day-ahead"]
    assert codes(ReturnToUse(TODAY).problems(TODAY, [])) == ["returned_on: recovery-not-open"]


def test_recovery_begins_anew_on_the_day_of_the_return_or_later():
    spans = [SpanInRecovery(1, date(2026, 3, 1))]
    assert ReturnToUse(date(2026, 6, 29), date(2026, 6, 29)).problems(TODAY, spans) == []
    early = ReturnToUse(date(2026, 6, 29), date(2026, 6, 28), ReturnReason.STRESS, "x" * 1001)
    assert codes(early.problems(TODAY, spans)) == ["text: text-too-long", "recovery_on: recovery-before-return"]


def test_two_spans_never_begin_on_one_day():
    spans = [SpanInRecovery(1, TODAY)]
    same = ReturnToUse(TODAY, TODAY)
    assert codes(same.problems(TODAY, spans)) == ["recovery_on: recovery-date-taken"]


@pytest.mark.parametrize(
    ("recovery_on", "returned_on", "found"),
    [
        (None, None, []),
        (date(2026, 3, 1), None, []),  # the same
        (date(2026, 2, 1), None, []),  # a correction
        (date(2026, 11, 1), None, ["returned_on: return-date-missing"]),  # no day is taken away in passing
        (date(2026, 11, 1), date(2026, 10, 20), []),
        (None, date(2026, 10, 20), []),
        (TODAY + DAY, None, ["recovery_on: day-ahead"]),
        (date(2026, 11, 1), date(2026, 11, 2), ["recovery_on: recovery-before-return"]),
        (date(2026, 11, 1), date(2026, 2, 2), ["returned_on: return-before-recovery"]),
    ],
)
def test_an_admission_keeps_corrects_or_begins_anew(recovery_on, returned_on, found):
    spans = [SpanInRecovery(1, date(2026, 3, 1))]
    assert codes(recovery_date_problems(recovery_on, returned_on, TODAY, spans)) == found


@pytest.mark.parametrize("admitted_on", [TODAY, date(2026, 11, 10)])
def test_who_comes_back_with_recovery_under_way_is_asked_for_the_return_before_days_are_taken_away(admitted_on):
    """Today's date too, which the form suggests."""
    spans = [SpanInRecovery(1, date(2026, 3, 1))]
    admission = Admission(Series.RESIDENTIAL, admitted_on, recovery_on=admitted_on)
    assert codes(admission_problems(admission, TODAY, spans)) == ["returned_on: return-date-missing"]
    told = replace(admission, returned_on=date(2026, 10, 20))
    assert admission_problems(told, TODAY, spans) == []


def test_an_admission_ahead_of_today_with_its_suggested_recovery_date_is_one_mistake():
    ahead = Admission(Series.RESIDENTIAL, TODAY + DAY, recovery_on=TODAY + DAY)
    assert admission_problems(ahead, TODAY) == []
    later = replace(ahead, recovery_on=TODAY + 2 * DAY)
    assert codes(admission_problems(later, TODAY)) == ["recovery_on: day-ahead"]


def test_a_span_begins_after_the_latest_of_those_that_ended():
    ended = [
        SpanInRecovery(1, date(2026, 1, 1), date(2026, 2, 1)),
        SpanInRecovery(2, date(2026, 3, 1), date(2026, 6, 1)),
        SpanInRecovery(3, date(2026, 2, 1), date(2026, 2, 20)),
    ]
    [problem] = start_problems(date(2026, 5, 31), TODAY, ended)
    assert (problem.code, problem.values) == ("recovery-before-return", {"day": date(2026, 6, 1)})
    assert start_problems(date(2026, 6, 1), TODAY, ended) == []


def test_at_a_first_admission_nobody_has_returned_from_anything():
    assert recovery_date_problems(date(2026, 11, 1), None, TODAY, []) == []
    assert codes(recovery_date_problems(date(2026, 11, 1), TODAY, TODAY, [])) == [
        "returned_on: recovery-not-open",
    ]


@pytest.mark.parametrize("name", ["", "Suresh", " Suresh ", "सुरेश", "Jean-Paul"])
def test_a_sponsor_is_known_by_first_name(name):
    assert StepRow(4, TODAY, name).problems(TODAY) == []


@pytest.mark.parametrize("name", ["Suresh Patil", "S" * 41, "Suresh9826012345"])
def test_a_sponsor_s_surname_or_number_is_refused(name):
    assert codes(StepRow(4, TODAY, name).problems(TODAY)) == ["sponsor: sponsor-first-name"]


def test_there_are_twelve_steps_and_none_is_worked_tomorrow():
    assert [codes(StepRow(n, TODAY).problems(TODAY)) for n in (1, 12)] == [[], []]
    assert [codes(StepRow(n, TODAY).problems(TODAY)) for n in (0, 13)] == [["step: number-out-of-range"]] * 2
    assert codes(StepRow(1, TODAY + DAY).problems(TODAY)) == ["day: day-ahead"]


def test_a_refusal_names_the_range_the_day_or_the_length_that_was_crossed():
    first, ended = date(2026, 3, 1), date(2026, 6, 29)
    open_one, past = SpanInRecovery(1, first), SpanInRecovery(1, first, ended)
    assert StepRow(13, TODAY, "S" * 41).problems(TODAY) == [
        Problem("step", "number-out-of-range", {"least": 1, "most": 12}),
        Problem("sponsor", "sponsor-first-name", {"most": 40}),
    ]
    assert ReturnToUse(first - DAY, None, None, "x" * 1001).problems(TODAY, [open_one]) == [
        Problem("returned_on", "return-before-recovery", {"from_day": first}),
        Problem("text", "text-too-long", {"most": 1000}),
    ]
    assert correction_problems(ended + DAY, TODAY, [past]) == [
        Problem("recovery_on", "recovery-after-return", {"day": ended})
    ]
    assert start_problems(ended - DAY, TODAY, [past]) == [
        Problem("recovery_on", "recovery-before-return", {"day": ended})
    ]
    assert recovery_date_problems(TODAY, None, TODAY, [open_one]) == [
        Problem("returned_on", "return-date-missing", {"from_day": first})
    ]
    assert recovery_date_problems(ended - DAY, None, TODAY, [past]) == [
        Problem("recovery_on", "recovery-before-return", {"day": ended})
    ]


def test_the_longest_words_that_are_kept():
    assert StepRow(1, TODAY, " " + "S" * 40 + " ").problems(TODAY) == []
    spans = [SpanInRecovery(1, date(2026, 3, 1))]
    assert ReturnToUse(TODAY, None, None, "x" * 1000).problems(TODAY, spans) == []


def test_the_next_span_may_not_begin_ahead_of_today():
    spans = [SpanInRecovery(1, date(2026, 3, 1))]
    assert codes(ReturnToUse(TODAY - DAY, TODAY + DAY).problems(TODAY, spans)) == ["recovery_on: day-ahead"]
    assert ReturnToUse(TODAY - DAY, TODAY).problems(TODAY, spans) == []


def test_a_return_ends_the_open_span_alone():
    """Those that had ended keep their end, so that the next one may begin right after the return."""
    spans = [SpanInRecovery(1, date(2026, 1, 1), date(2026, 2, 1)), SpanInRecovery(2, date(2026, 3, 1))]
    assert ReturnToUse(date(2026, 6, 1), date(2026, 6, 1)).problems(TODAY, spans) == []
    assert codes(ReturnToUse(date(2026, 6, 1), date(2026, 3, 1)).problems(TODAY, spans)) == [
        "recovery_on: recovery-before-return"
    ]


@pytest.mark.parametrize(
    ("kind", "within", "beyond"),
    [(MilestoneKind.DAYS, 365, 500), (MilestoneKind.MONTHS, 12, 18), (MilestoneKind.YEARLY, 1, 2)],
)
def test_in_aftercare_what_lies_beyond_the_first_year_is_a_late_anniversary(kind, within, beyond):
    def due(count: int, *, in_aftercare: bool) -> MilestoneDue:
        return MilestoneDue(1, 1, "Ramesh", Milestone(kind, count), TODAY, None, in_aftercare)

    assert due(beyond, in_aftercare=True).is_late_anniversary
    assert not due(within, in_aftercare=True).is_late_anniversary
    assert not due(beyond, in_aftercare=False).is_late_anniversary


@pytest.mark.parametrize("kind", [MilestoneKind.SESSIONS, MilestoneKind.STEPS])
def test_sessions_and_steps_are_no_anniversaries(kind):
    assert not Milestone(kind, 500).beyond_a_year
