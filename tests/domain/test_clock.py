"""When a clock is asked about."""

from datetime import date, datetime, timedelta

import pytest

from peerdesk.domain.clock import MOST_AHEAD, SLACK, doubt, record_day

LATEST = datetime(2026, 11, 18, 10)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("now", [LATEST, LATEST - SLACK, LATEST + MINUTE, LATEST + MOST_AHEAD])
def test_a_clock_that_went_on_is_right(now):
    assert doubt(now, LATEST) is None


def test_a_record_without_entries_has_nothing_to_say():
    assert doubt(datetime(1980, 1, 1), None) is None
    assert record_day(date(1980, 1, 1), None) == date(1980, 1, 1)


@pytest.mark.parametrize("now", [LATEST - SLACK - MINUTE, datetime(2020, 1, 1), datetime(1980, 1, 1)])
def test_a_clock_behind_the_newest_entry_is_asked_about(now):
    found = doubt(now, LATEST)
    assert found.behind
    assert (found.now, found.latest) == (now, LATEST)


@pytest.mark.parametrize("now", [LATEST + MOST_AHEAD + MINUTE, datetime(2099, 1, 1), datetime(9999, 12, 31)])
def test_a_clock_far_after_the_newest_entry_is_asked_about(now):
    assert not doubt(now, LATEST).behind


def test_no_record_can_hold_the_year_9999():
    assert not doubt(datetime(9999, 12, 31), LATEST).usable
    assert doubt(datetime(2099, 1, 1), LATEST).usable


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 18), date(2026, 11, 18)),
        (date(2026, 12, 18), date(2026, 12, 18)),
        (date(2026, 12, 19), date(2026, 11, 18)),
        (date(2099, 1, 1), date(2026, 11, 18)),
        (date(2020, 1, 1), date(2026, 11, 18)),
    ],
)
def test_the_record_takes_no_day_for_today_that_does_not_fit(today, day):
    assert record_day(today, LATEST) == day
