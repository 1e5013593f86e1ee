"""Every damaged page is found, as SQLCipher's own check finds them, and none that the log would heal."""

import os
import random
import shutil

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from peerdesk.db.cipher_pages import PAGE, cipher_key, log_frames, read_page
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import HolidayRow
from peerdesk.db.page_check import damaged_pages
from peerdesk.db.storage import Storage
from peerdesk.domain.changes import Changed
from peerdesk.errors import StorageUnavailable
from tests.centres import TODAY, at_ten, nobody
from tests.refusals import failure_of


def not_told(_done, _total):
    """Nobody watches."""


def nothing_to_fold():
    return True


@pytest.fixture
def key(master):
    return master.database_key()


@pytest.fixture
def pages(folder):
    return folder.database.stat().st_size // PAGE


def ours(folder, key, count):
    return damaged_pages(folder.database, folder.log, key, count, nothing_to_fold, not_told)


def theirs(folder, key):
    """The numbers in what the pragma says; the schema is not read, which damage may stop."""
    connection = sqlcipher.connect(folder.database, isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    said = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    connection.close()
    return sorted(int(line.split()[-1]) for (line,) in said)


def damage(folder, number, at, content):
    with folder.database.open("rb+") as file:
        file.seek((number - 1) * PAGE + at)
        file.write(content)


def test_a_sound_file_has_sound_pages(folder, circle, storage, key):
    storage.close()
    count = folder.database.stat().st_size // PAGE
    assert ours(folder, key, count) == theirs(folder, key) == []


def test_flipped_bytes_are_found_wherever_they_are(folder, key, pages):
    chance = random.Random(4)  # noqa: S311  # the same every time
    numbers = sorted(chance.sample(range(2, pages + 1), 12))
    for number in numbers:
        at = chance.randrange(PAGE)
        with folder.database.open("rb") as file:
            before = read_page(file, number)[at]
        damage(folder, number, at, bytes([before ^ 1 << chance.randrange(8)]))
    assert ours(folder, key, pages) == theirs(folder, key) == numbers


def test_zeroed_and_torn_pages_and_exchanged_ones_are_found(folder, key, pages):
    with folder.database.open("rb") as file:
        fifth, sixth = read_page(file, 5), read_page(file, 6)
    damage(folder, 5, 0, sixth)
    damage(folder, 6, 0, fifth)
    damage(folder, 9, 0, bytes(PAGE))
    damage(folder, 12, 512, bytes(512))
    assert ours(folder, key, pages) == [5, 6, 9, 12]


def test_missing_pages_are_damaged_ones(folder, key, pages):
    with folder.database.open("rb+") as file:
        file.truncate((pages - 2) * PAGE + 100)
    assert ours(folder, key, pages) == [pages - 1, pages]


def test_a_first_page_damaged_anywhere_behind_the_salt_is_told_from_a_foreign_file(folder, master):
    whole = folder.database.read_bytes()
    for at in (16, 100, 2000, PAGE - 1):
        damage(folder, 1, at, bytes([whole[at] ^ 1]))
        assert failure_of(lambda: Storage.open(folder, master, at_ten, nobody)) == "database-damaged"
        folder.database.write_bytes(whole)
    folder.database.write_bytes(os.urandom(len(whole)))
    assert failure_of(lambda: Storage.open(folder, master, at_ten, nobody)) == "not-a-database"


def keep(storage, actor, name):
    with storage.writing(Changed.HOLIDAYS, actor) as unit:
        HolidayRow.insert(day=TODAY, name=name).on_conflict_replace().execute()
        unit.audit("holiday.add", None, None, {"day": TODAY})


def test_a_page_that_the_log_heals_is_no_damage(storage, coordinator, folder, master, tmp_path, key):
    keep(storage, coordinator, "Diwali")
    frames = log_frames(folder.log)
    assert frames
    marks = cipher_key(folder.database, key)
    assert all(marks.is_sound(number, page) for number, page in frames.items())
    number = max(frames)
    dead = tmp_path / "dead"
    shutil.copytree(folder.root, dead)
    storage.close()
    shutil.rmtree(folder.root)
    shutil.copytree(dead, folder.root)
    (folder.root / "peerdesk.db-shm").unlink()
    damage(folder, number, 700, b"torn while the log was folded in")
    reopened = Storage.open(folder, master, at_ten, nobody)
    assert reopened.damaged_pages(not_told) == []
    reopened.close()


def test_work_beside_it_is_no_damage(storage, coordinator):
    def work(done, _total):
        keep(storage, coordinator, f"Holiday {done}")
        storage.fold()

    assert storage.damaged_pages(work) == []


def test_the_pages_of_a_log_that_cannot_be_folded_are_looked_at_too(storage, coordinator, folder, key):
    other = EncryptedDatabase(folder.database, key)
    with other.connection_context(), other.atomic("DEFERRED"):
        other.run("SELECT count(*) FROM member")
        keep(storage, coordinator, "Diwali")
        assert storage.damaged_pages(not_told) == []
        [number, *_] = log_frames(folder.log)
        damage(folder, number, 300, b"#")
        assert storage.damaged_pages(not_told) == []
    damage(folder, 20, 300, b"#")
    assert storage.damaged_pages(not_told) == [20]


def test_whoever_watches_may_call_it_off(storage):
    def call_off(_done, _total):
        raise StorageUnavailable("file-busy")

    assert failure_of(lambda: storage.damaged_pages(call_off)) == "file-busy"
