from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime, first_day, usual_day
from peerdesk.domain.groups.memberships import overlap
from peerdesk.errors import Problem

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))
SPANS = st.tuples(DAYS, st.one_of(st.none(), DAYS)).filter(lambda span: span[1] is None or span[0] <= span[1])
GOOD = GroupDetails("Morning Circle", GroupType.SELF_HELP, started_on=date(2026, 11, 2))


def days_of(span):
    first, last = span
    return set(range(first.toordinal(), (last or date(2026, 2, 1)).toordinal() + 1))


@given(SPANS, SPANS)
def test_two_spans_overlap_when_they_share_a_day(first, second):
    assert overlap(first, second) == bool(days_of(first) & days_of(second))
    assert overlap(first, second) == overlap(second, first)


def test_a_span_that_ends_the_day_before_does_not_overlap():
    assert not overlap((date(2026, 1, 1), date(2026, 1, 9)), (date(2026, 1, 10), None))
    assert overlap((date(2026, 1, 1), date(2026, 1, 10)), (date(2026, 1, 10), None))


@pytest.mark.parametrize(
    ("started", "closed", "usual"),
    [(5, None, 10), (10, None, 10), (12, None, 12), (5, 8, 8), (5, 10, 10), (5, 11, 10), (12, 13, 12)],
)
def test_a_group_is_looked_at_as_on_today_but_neither_before_it_began_nor_after_its_last_day(started, closed, usual):
    last = None if closed is None else date(2026, 1, closed)
    assert usual_day(date(2026, 1, started), last, date(2026, 1, 10)) == date(2026, 1, usual)


def test_something_new_holds_from_today_on_or_from_the_day_on_which_the_group_begins():
    today = date(2026, 1, 10)
    assert [first_day(day, today) for day in (None, date(2026, 1, 5), date(2026, 1, 12))] == [
        today,
        today,
        date(2026, 1, 12),
    ]


def test_an_empty_form_hears_everything_that_is_missing_at_once():
    assert [f"{problem.field}: {problem.code}" for problem in GroupDetails(capacity_min=0).problems()] == [
        "name: group-name-missing",
        "type: group-type-missing",
        "started_on: date-missing",
        "capacity_max: capacity-wrong",
    ]


def test_a_group_without_meeting_times_is_acceptable():
    assert GOOD.problems() == []


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ([MeetingTime(7, time(9))], "times-wrong"),
        ([MeetingTime(0, time(9), 4)], "times-wrong"),
        ([MeetingTime(0, time(9), 481)], "times-wrong"),
        ([MeetingTime(0, time(9), 30), MeetingTime(0, time(9), 60)], "times-twice"),
    ],
)
def test_impossible_meeting_times_are_refused(times, code):
    details = GroupDetails(GOOD.name, GOOD.type, started_on=GOOD.started_on, times=tuple(times))
    assert [problem.code for problem in details.problems()] == [code]


@pytest.mark.parametrize(("least", "most"), [(0, 10), (11, 10), (1, 201), (-3, -1)])
def test_impossible_sizes_are_refused(least, most):
    details = GroupDetails(GOOD.name, GOOD.type, capacity_min=least, capacity_max=most, started_on=GOOD.started_on)
    assert [problem.code for problem in details.problems()] == ["capacity-wrong"]


def test_a_refusal_stands_beside_its_field_and_names_the_limit():
    times = (MeetingTime(7, time(9)), MeetingTime(7, time(9)))
    wrong = GroupDetails("x" * 81, None, capacity_min=0, times=times, absences_for_contact=31)
    assert wrong.problems() == [
        Problem("name", "text-too-long", {"most": 80}),
        Problem("type", "group-type-missing"),
        Problem("started_on", "date-missing"),
        Problem("capacity_max", "capacity-wrong"),
        Problem("absences_for_contact", "number-out-of-range", {"least": 1, "most": 30}),
        Problem("times", "times-wrong"),
        Problem("times", "times-twice"),
    ]


@pytest.mark.parametrize(
    "known",
    [
        {"name": "x" * 80},
        {"capacity_min": 1, "capacity_max": 1},
        {"capacity_min": 200, "capacity_max": 200},
        {"absences_for_contact": 1},
        {"absences_for_contact": 30},
        {"times": (MeetingTime(0, time(9), 5), MeetingTime(6, time(9), 480), MeetingTime(0, time(18)))},
    ],
)
def test_what_lies_just_within_the_limits_is_acceptable(known):
    assert replace(GOOD, **known).problems() == []


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"absences_for_contact": 0}, "number-out-of-range"),
        ({"times": (MeetingTime(-1, time(9)), MeetingTime(1, time(9)))}, "times-wrong"),
        ({"times": (MeetingTime(1, time(9)), MeetingTime(2, time(9), 481))}, "times-wrong"),
        ({"times": (MeetingTime(1, time(9), 4), MeetingTime(2, time(9)))}, "times-wrong"),
    ],
)
def test_what_lies_just_beyond_is_not_even_where_the_rest_is_right(known, code):
    assert [problem.code for problem in replace(GOOD, **known).problems()] == [code]
