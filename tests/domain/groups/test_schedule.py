from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.groups.groups import MeetingTime
from peerdesk.domain.groups.schedule import DatedTime, Occurrence, days, occurrences

DAYS = st.dates(date(2026, 1, 1), date(2026, 4, 30))
TIMES = st.builds(MeetingTime, st.integers(0, 6), st.sampled_from([time(7), time(11, 45), time(18, 30)]))
DATED = st.builds(DatedTime, TIMES, DAYS, st.one_of(st.none(), DAYS))


@given(st.lists(DATED, max_size=6), DAYS, DAYS, st.sets(DAYS, max_size=10))
def test_meetings_are_those_found_by_asking_every_day(times, first, last, holidays):
    expected = set()
    day = date(2026, 1, 1)
    while day <= date(2026, 4, 30):
        for dated in times:
            begun = day >= max(first, dated.from_day)
            going_on = day <= last and (dated.to_day is None or day <= dated.to_day)
            if begun and going_on and day.weekday() == dated.time.weekday and day not in holidays:
                expected.add((day, dated.time.starts))
        day += timedelta(days=1)
    found = occurrences(times, first, last, holidays)
    assert [(meeting.day, meeting.starts) for meeting in found] == sorted(expected)


def test_a_group_that_meets_twice_on_a_day_has_two_meetings():
    monday = date(2026, 11, 16)
    times = [DatedTime(MeetingTime(0, time(17), 45), monday), DatedTime(MeetingTime(0, time(7)), monday)]
    assert occurrences(times, monday, monday) == [Occurrence(monday, time(7), 60), Occurrence(monday, time(17), 45)]


def test_a_leap_day_has_its_meeting():
    leap_day = date(2028, 2, 29)
    times = [DatedTime(MeetingTime(leap_day.weekday(), time(9)), date(2028, 1, 1))]
    assert leap_day in [meeting.day for meeting in occurrences(times, date(2028, 2, 25), date(2028, 3, 5))]


@given(DAYS, DAYS)
def test_days_run_from_the_first_to_the_last_and_not_backwards(first, last):
    found = list(days(first, last))
    assert found == sorted(set(found))
    assert len(found) == max(0, (last - first).days + 1)
