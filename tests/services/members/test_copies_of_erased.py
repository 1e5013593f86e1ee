"""Copies from before somebody's record was erased go, as soon as their place has a newer one."""

import shutil
from datetime import timedelta

import pytest

from peerdesk.db.storage import Storage
from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.progress import unwatched
from peerdesk.services import door, rekeying
from peerdesk.services.backups import finding, making
from peerdesk.services.members import erasing
from tests.centres import PASSWORD, TODAY, at_ten, enter


@pytest.fixture
def clock():
    return [at_ten()]


@pytest.fixture
def storage(folder, prepared, clock):
    """A storage whose clock the test moves on."""
    storage = Storage.open(folder, prepared.master, lambda: clock[0])
    with storage.bound():
        yield storage
    storage.close()


@pytest.fixture
def erase(storage, coordinator, centre, clock):
    def now():
        who = centre.member("Ramesh Kumar", admitted=None)
        goes = erasing.what_goes(storage, coordinator, who, today=TODAY)

        def done():
            clock[0] += timedelta(minutes=1)
            number = str(goes.number)
            erasing.erase(storage, coordinator, who, PASSWORD, number, WhyErased.MISTAKE, today=TODAY)
            clock[0] += timedelta(minutes=1)

        return done

    return now


def names(place):
    return {path.name for path in place.iterdir()}


def test_every_older_copy_goes_with_the_next_one_whatever_it_is_called(storage, coordinator, erase, tmp_path, clock):
    erased = erase()
    copies = storage.folder.backups
    first = making.make(storage, coordinator, unwatched).path
    shutil.copy(first, copies / "kept by hand.peerdesk-backup")
    shutil.copy(first, copies / "before-version-7.peerdesk-backup")
    (copies / "of somebody else.peerdesk-backup").write_bytes(b"no copy")
    stick = tmp_path / "stick"
    stick.mkdir()
    making.carry(storage, coordinator, first, stick, unwatched)
    erased()
    assert len(names(copies)) == 4
    second = making.make(storage, coordinator, unwatched).path
    assert names(copies) == {second.name, "of somebody else.peerdesk-backup"}
    assert names(stick) == {first.name}  # it was not plugged in
    making.carry(storage, coordinator, second, stick, unwatched)
    assert names(stick) == {second.name}
    clock[0] += timedelta(hours=5)
    third = making.make(storage, coordinator, unwatched).path
    assert names(copies) >= {second.name, third.name}


def test_a_copy_that_cannot_be_made_takes_no_older_one(storage, coordinator, erase, monkeypatch):
    erased = erase()
    first = making.make(storage, coordinator, unwatched).path
    erased()
    monkeypatch.setattr("peerdesk.services.backups.making.pack", _full)
    with pytest.raises(Exception, match="No space"):
        making.make(storage, coordinator, unwatched)
    assert first.exists()


def _full(*_arguments, **_named):
    raise RuntimeError("No space")


def test_the_records_set_aside_before_go_too(storage, folder, coordinator, centre, clock):
    who = centre.member("Ramesh Kumar", admitted=None)
    storage.close()
    rekeying.rekey(folder, door.unlock(folder, "meena", PASSWORD), lambda: clock[0])
    assert len(finding.set_aside(folder)) == 1
    clock[0] += timedelta(minutes=1)
    again = Storage.open(folder, door.unlock(folder, "meena", PASSWORD).master, lambda: clock[0])
    with again.bound():
        actor = enter(again, "meena")
        number = str(erasing.what_goes(again, actor, who, today=TODAY).number)
        erasing.erase(again, actor, who, PASSWORD, number, WhyErased.MISTAKE, today=TODAY)
        making.make(again, actor, unwatched)
    again.close()
    assert finding.set_aside(folder) == []
