"""A copy holds the whole record as it was at one moment, can be opened anywhere, and harms nothing."""

import json
import shutil
import threading
from datetime import datetime, timedelta
from zipfile import ZipFile

import pytest

from peerdesk.db.backups import package
from peerdesk.db.backups.rotating import rotate
from peerdesk.db.models import Member, Session
from peerdesk.db.storage import Storage
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.progress import unwatched
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.keyfile import KeyFile
from peerdesk.services.backups import finding, making, restoring
from tests.centres import CHEAP, PASSWORD, at_ten, nobody


@pytest.fixture
def made(storage, coordinator, circle):
    return making.make(storage, coordinator, unwatched)


def test_a_copy_says_what_is_in_it_without_a_password_and_names_nobody(made, storage, coordinator):
    found = finding.look(made.path)
    assert found == made
    inside = found.manifest.inside
    with storage.reading():
        assert inside.members == Member.select().count() == 5
        assert inside.counts == storage.counts()
        assert inside.counts["session"] == Session.select().count()
    assert (inside.centre, inside.code) == ("Asha Kendra", "ASH")
    assert inside.last_entry is not None
    assert found.manifest.made_at == storage.now()
    with ZipFile(made.path) as zipped:
        text = zipped.read("manifest.json").decode()
        assert "Ramesh" not in text
        assert b"Ramesh" not in zipped.read("peerdesk.db")
    assert json.loads(text)["parts"].keys() == {"peerdesk.db", "peerdesk.keys"}


def test_a_copy_is_whole_at_one_moment_while_somebody_writes(storage, coordinator, centre):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            centre.member(f"Member {number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [making.make(storage, coordinator, unwatched) for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = [found.manifest.inside.members for found in copies]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_nothing_but_the_copy_is_left_in_the_folder(made, folder):
    assert [path.name for path in folder.backups.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o077 == 0


def test_two_copies_of_one_second_are_both_there_and_old_ones_go(storage, coordinator, folder, monkeypatch):
    moment = [datetime(2026, 11, 18, 10)]
    monkeypatch.setattr(storage, "now", lambda: moment[0])
    making.make(storage, coordinator, unwatched)
    making.make(storage, coordinator, unwatched)
    assert len(finding.copies_in([folder.backups])) == 2
    other = folder.backups / f"kept by hand{SUFFIX}"
    shutil.copy(next(folder.backups.glob(f"*{SUFFIX}")), other)
    for _ in range(30):
        moment[0] += timedelta(hours=1)
        making.make(storage, coordinator, unwatched)
    stamps = [path.name for path in folder.backups.iterdir()]
    assert len(stamps) == 24 + 1  # the newest of 24 hours, and what somebody named
    assert other.exists()


def test_a_copy_of_another_centre_on_the_same_stick_stays(made, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for hour in range(30):
        shutil.copy(made.path, stick / f"2026-11-01 {hour % 24:02}-{hour:02}-00 ASH{SUFFIX}")
    rotate(stick, "0" * 32)
    assert len(list(stick.iterdir())) == 30
    rotate(stick, made.manifest.vault)
    assert len(list(stick.iterdir())) == 24


def test_a_place_that_cannot_be_written_is_said_and_keeps_the_older_copies(storage, coordinator, folder, made):
    (folder.backups / "being-made.db").mkdir()  # nothing can be written under this name
    with pytest.raises(StorageUnavailable, match="folder-read-only"):
        making.make(storage, coordinator, unwatched)
    assert finding.copies_in([folder.backups]) == [made]


def test_an_office_login_may_make_one_and_a_missing_folder_is_made_again(storage, office, folder):
    shutil.rmtree(folder.backups)
    assert making.make(storage, office, unwatched).path.exists()


def test_a_copy_that_is_called_off_leaves_nothing(storage, coordinator, folder):
    class Off(Exception):
        """Somebody pressed Cancel."""

    def off(_done: int, _total: int) -> None:
        raise Off

    with pytest.raises(Off):
        making.make(storage, coordinator, off)
    assert list(folder.backups.iterdir()) == []


def test_a_copy_without_a_log_in_is_as_whole_beside_an_open_file(
    storage, coordinator, centre, folder, master, tmp_path
):
    centre.member("Kept in the log alone")
    assert folder.log.stat().st_size > 0
    target = tmp_path / f"copy{SUFFIX}"
    manifest = making.copy_files(folder, target, storage.now(), unwatched)
    assert manifest.inside is None
    inside = restoring.look_inside(target, master, storage.now(), unwatched)
    assert inside.members == 1
    assert inside.findings == []


def test_copies_without_a_log_in_are_whole_while_somebody_writes(
    storage, coordinator, centre, folder, master, tmp_path
):
    stop = threading.Event()
    acknowledged = [0]

    def write() -> None:
        while not stop.is_set():
            centre.member(f"Member {acknowledged[0]}")
            acknowledged[0] += 1
            if not acknowledged[0] % 7:
                storage.pragma("wal_checkpoint(TRUNCATE)")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(6):
            target = tmp_path / f"{number}{SUFFIX}"
            before = acknowledged[0]
            making.copy_files(folder, target, storage.now(), unwatched)
            there = DataFolder(tmp_path / f"opened-{number}")
            there.create()
            package.unpack(target, there, unwatched)
            copy = Storage.open(there, master, storage.now, nobody)
            try:
                assert copy.pragma("integrity_check") == [("ok",)]
                assert copy.pragma("cipher_integrity_check") == []
                [(count,)] = copy._database.run("SELECT count(*) FROM member")
                assert before <= count <= acknowledged[0] + 1
            finally:
                copy.close()
    finally:
        stop.set()
        writer.join()


def test_the_keys_of_the_copy_are_those_of_its_day(prepared, coordinator, made, folder, master):
    KeyFile.load(folder).with_password(prepared.opened["meena"], "meena", "another river 8", at_ten(), CHEAP).save(
        folder
    )
    assert restoring.unlock(made.path, "meena", PASSWORD) == master


def test_what_arrived_in_the_second_place_is_read_back(made, storage, coordinator, tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    making.carry(storage, coordinator, made.path, place, unwatched)
    assert finding.copies_in([tmp_path])[0].manifest == made.manifest


def test_a_second_place_that_is_gone_is_said(made, storage, coordinator, tmp_path):
    with pytest.raises(StorageUnavailable):
        making.carry(storage, coordinator, made.path, tmp_path / "nowhere", unwatched)
