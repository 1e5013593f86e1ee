"""A few of each: ``make torture`` does thousands."""

import errno

import pytest

from peerdesk import words
from peerdesk.errors import StorageUnavailable
from tests.centres import PASSWORD, enter
from tests.torture import faults, kills, power_cuts
from tests.torture.acts import open_record
from tests.torture.bench import benches
from tests.torture.nursery import Job, lacking
from tests.torture.works import WORKS

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking())

SEED = 7


@pytest.fixture(scope="module")
def places():
    with benches() as places:
        yield places


@pytest.mark.parametrize(("way", "rounds"), [(faults, 12), (kills, 6), (power_cuts, 9)])
@pytest.mark.parametrize("work", WORKS)
def test_whatever_happens_nothing_acknowledged_is_lost_and_every_failure_is_plain(places, work, way, rounds):
    rounds //= 1 if work == "day" else 3
    figures = way.run(places[work], rounds, SEED)
    assert figures.tried == rounds
    assert figures.acknowledged or work != "day"  # a few of them may all come before the first one
    assert not figures.wrong, str(figures)


@pytest.mark.parametrize("elsewhere", [True, False], ids=["with room elsewhere", "without room anywhere"])
def test_a_record_on_a_full_disk_opens_for_reading_with_all_that_was_kept(places, elsewhere):
    """The log was left there by a power cut; without room for a copy it is read in memory."""
    place = places["day"]
    folder = place.fresh()
    storage = open_record(folder, [PASSWORD])
    with storage.bound():
        enter(storage, "meena")
        left = folder.log.read_bytes()
    storage.close()
    folder.log.write_bytes(left)
    before = folder.database.read_bytes()
    disk = "" if elsewhere else str(folder.root.parent)
    outcome = place.children.run(Job(str(folder.root), fail_at=1, error=errno.ENOSPC, lasting=True, disk=disk))
    assert [entry.act for entry in outcome.acknowledged] == ["log-in"]
    assert outcome.told == f"peerdesk: {words.failure(StorageUnavailable('reading-disk-full'))}\n"
    assert folder.database.read_bytes() == before
