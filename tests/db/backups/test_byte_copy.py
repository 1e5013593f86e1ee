"""A log is folded into a copy as SQLite itself would do it, byte by byte; what is none counts for nothing."""

import os
import shutil

import pytest

from peerdesk.db.backups import byte_copy
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.paths import DataFolder
from tests.refusals import failure_of


@pytest.fixture
def killed(storage, coordinator, circle, folder, tmp_path) -> DataFolder:
    """The files of a record as a kill leaves them: the newest work is in the log."""
    there = DataFolder(tmp_path / "killed")
    shutil.copytree(folder.root, there.root)
    assert there.log.stat().st_size > 0
    return there


def test_the_copy_is_to_the_row_what_sqlite_makes_of_record_and_log(killed, master, tmp_path):
    target = tmp_path / "copy.db"
    byte_copy.copy_whole(killed, target)
    rows = []
    for path in (target, killed.database):
        database = EncryptedDatabase(path, master.database_key())
        with database.connection_context():
            rows.append(database.run("SELECT * FROM member ORDER BY id"))
            assert database.run("PRAGMA quick_check") == [("ok",)]
    assert rows[0] == rows[1]
    assert rows[0]


def frames(data: bytes) -> int:
    log = byte_copy.read_log(data)
    return len(log.frames) if log else 0


def test_of_a_log_that_is_torn_only_whole_transactions_count(killed):
    data = killed.log.read_bytes()
    whole = frames(data)
    assert frames(data[: len(data) - 100]) < whole
    assert byte_copy.read_log(data[:200]) is None
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    assert frames(bytes(flipped)) < whole


@pytest.mark.parametrize("harm", [lambda d: b"", lambda d: os.urandom(len(d)), lambda d: d[:8] + b"\1\2\3\4" + d[12:]])
def test_what_is_no_log_counts_for_nothing(killed, harm):
    data = killed.log.read_bytes()
    assert byte_copy.read_log(harm(data)) is None
    assert byte_copy.read_log(data[:24] + b"\0\0\0\0" + data[28:]) is None


def test_what_is_not_there_or_cannot_be_read_is_said(killed, tmp_path):
    target = tmp_path / "copy.db"
    killed.log.unlink()
    killed.log.mkdir()
    assert failure_of(byte_copy.copy_whole, killed, target) == "file-unreachable"
    killed.log.rmdir()
    killed.database.unlink()
    assert failure_of(byte_copy.copy_whole, killed, target) == "database-missing"
    killed.database.mkdir()
    assert failure_of(byte_copy.copy_whole, killed, target) == "file-unreachable"
