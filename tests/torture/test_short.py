"""A few of each: ``make torture`` does thousands."""

import pytest

from tests.torture import faults, kills, power_cuts
from tests.torture.bench import bench
from tests.torture.nursery import lacking

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking())

SEED = 7


@pytest.fixture(scope="module")
def place():
    with bench() as place:
        yield place


@pytest.mark.parametrize(("way", "rounds"), [(faults, 24), (kills, 8), (power_cuts, 12)])
def test_whatever_happens_nothing_acknowledged_is_lost_and_every_failure_is_plain(place, way, rounds):
    figures = way.run(place, rounds, SEED)
    assert figures.tried == rounds
    assert figures.acknowledged
    assert not figures.wrong, str(figures)
