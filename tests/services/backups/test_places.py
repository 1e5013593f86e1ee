"""The second place is chosen, known again by its mark, and told from the disk of the record."""

import shutil

import pytest

from peerdesk.domain.backups.places import FOLDER, MARK, Drive
from peerdesk.domain.progress import unwatched
from peerdesk.errors import InvalidInput, StorageUnavailable
from peerdesk.services.backups import finding, making, places, state
from tests.refusals import failure_of


@pytest.fixture
def stick(tmp_path) -> Drive:
    drive = Drive(tmp_path / "KINGSTON", "KINGSTON", 10**9, is_apart=True)
    drive.root.mkdir()
    return drive


def test_a_place_that_was_chosen_before_is_the_same_place(stick, folder):
    place = places.choose(stick.root, stick.name, folder)
    assert places.choose(stick.root / FOLDER, "", folder).mark == place.mark
    assert places.find(place, []) == stick.root / FOLDER
    (stick.root / FOLDER / MARK).write_text("[]")
    assert places.find(place, [stick]) is None


def test_a_place_under_another_letter_is_found_and_one_inside_the_record_refused(stick, folder, tmp_path):
    place = places.choose(stick.root, stick.name, folder)
    moved = Drive(tmp_path / "F", "KINGSTON", 10**9, is_apart=True)
    stick.root.rename(moved.root)
    assert places.find(place, [moved]) == moved.root / FOLDER
    with pytest.raises(InvalidInput):
        places.choose(folder.backups, "", folder)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageUnavailable):
        places.choose(tmp_path / "file", "", folder)


def test_the_state_knows_when_what_arrived_and_whether_one_disk_holds_both(stick, storage, coordinator, folder):
    assert state.state(storage, coordinator, None).last is None
    place = places.choose(stick.root, stick.name, folder)
    made = making.make(storage, coordinator, unwatched)
    arrived = places.arrived(place, stick.root / FOLDER, made.manifest.made_at)
    found = state.state(storage, coordinator, arrived)
    assert (found.last, found.elsewhere) == (made.manifest.made_at, made.manifest.made_at)
    assert (found.place, found.same_disk) == ("KINGSTON", True)
    shutil.rmtree(stick.root)
    assert not places.is_same_disk(stick.root, folder)


def test_where_there_is_no_folder_there_are_no_copies(folder, tmp_path):
    shutil.rmtree(folder.backups)
    assert finding.newest(folder) is None
    assert finding.latest(folder) is None
    assert finding.copies_in([tmp_path / "nowhere"]) == []
    assert failure_of(lambda: making.copy_files(folder, tmp_path / "no" / "x.peerdesk-backup", None, unwatched))


def test_a_copy_under_a_name_of_ones_own_is_looked_into_as_well(storage, coordinator, tmp_path):
    target = tmp_path / "mine.peerdesk-backup"
    manifest = making.make_into(storage, coordinator, target, unwatched)
    assert finding.look(target).manifest == manifest
    assert finding.look(tmp_path / "none.peerdesk-backup").problem == "copy-missing"
