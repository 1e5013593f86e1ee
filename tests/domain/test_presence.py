"""Counting who is in the centre."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.presence import Headcount, Here, PresenceWeek, week_row

MONDAY = date(2026, 11, 16)
DAYS = [MONDAY + timedelta(at) for at in range(7)]

around = st.dates(MONDAY - timedelta(10), MONDAY + timedelta(16))


def due(row):
    return [cell.due for cell in row.cells]


def test_both_the_day_of_admission_and_of_discharge_count():
    stay = Here(1, DAYS[1], DAYS[4])
    assert due(week_row(1, MONDAY, [stay], {})) == [False, True, True, True, True, False, False]


def test_an_open_stay_goes_on():
    assert due(week_row(1, MONDAY, [Here(1, DAYS[5], None)], {})) == [False] * 5 + [True] * 2


def test_who_was_there_was_there_whatever_the_stays_say_and_an_absence_outside_them_is_none():
    row = week_row(1, MONDAY, [], {DAYS[2]: True, DAYS[3]: False})
    assert [(cell.due, cell.present) for cell in row.cells[2:5]] == [(True, True), (False, None), (False, None)]
    assert (row.member_id, row.count) == (1, Headcount(1, 0, 0))


def test_a_week_may_lie_across_the_end_of_february():
    monday = date(2028, 2, 28)  # a leap year
    week = PresenceWeek(monday, [week_row(1, monday, [Here(1, date(2028, 2, 29), date(2028, 3, 1))], {})])
    assert list(week.days)[1:3] == [date(2028, 2, 29), date(2028, 3, 1)]
    assert due(week.rows[0]) == [False, True, True, False, False, False, False]


@given(st.lists(st.none() | st.booleans()))
def test_everybody_is_counted_once(states):
    count = Headcount.of(states)
    assert count.present + count.absent + count.unmarked == len(states)
    assert count.marked == sum(state is not None for state in states)


@given(
    st.lists(st.tuples(around, st.none() | around), max_size=3), st.dictionaries(st.sampled_from(DAYS), st.booleans())
)
def test_a_member_is_expected_on_the_days_of_a_stay_or_where_they_were_there_and_no_others(spans, marked):
    stays = [Here(1, first, last) for first, last in spans if last is None or first <= last]
    row = week_row(1, MONDAY, stays, marked)
    for day, cell in zip(DAYS, row.cells, strict=True):
        inside = any(stay.first <= day and (stay.last or date.max) >= day for stay in stays)
        assert cell.due is (inside or marked.get(day) is True)
        assert cell.present == (marked.get(day) if cell.due else None)


@given(st.lists(st.dictionaries(st.sampled_from(DAYS), st.booleans()), max_size=6))
def test_the_totals_of_the_days_and_of_the_members_agree(weeks):
    rows = [week_row(n, MONDAY, [Here(n, DAYS[n], None)], marked) for n, marked in enumerate(weeks)]
    week = PresenceWeek(MONDAY, rows)
    total = week.total
    assert total.present == sum(row.count.present for row in rows) == sum(count.present for count in week.counts)
    assert total.absent == sum(row.count.absent for row in rows)
    assert total.unmarked == sum(row.count.unmarked for row in rows)
