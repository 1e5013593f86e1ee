"""Which copies stay: the newest of 24 hours, of 14 days and of 12 months."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.backups.rotation import kept

NOON = datetime(2026, 11, 21, 12)


def test_of_one_hour_the_newest_stays():
    moments = [NOON, NOON + timedelta(minutes=20), NOON + timedelta(minutes=50)]
    assert kept(moments) == {moments[-1]}


def test_a_year_of_copies_every_four_hours_keeps_hours_then_days_then_months():
    moments = [NOON - timedelta(hours=4 * turn) for turn in range(6 * 366)]
    stay = sorted(kept(moments), reverse=True)
    assert stay[:24] == moments[:24]
    days = {moment.date() for moment in stay}
    assert {NOON.date() - timedelta(days=back) for back in range(14)} <= days
    assert len({(moment.year, moment.month) for moment in stay}) == 12
    assert len(stay) <= 24 + 14 + 12


def test_hours_without_a_copy_do_not_count():
    moments = [NOON - timedelta(days=100 * turn) for turn in range(24)]
    assert kept(moments) == set(moments)


@given(st.sets(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=120))
def test_the_newest_always_stays_and_what_stays_once_stays_with_what_went_gone(moments):
    stay = kept(moments)
    assert stay <= moments
    assert not moments or max(moments) in stay
    assert len(stay) <= 50
    assert kept(stay) == stay
