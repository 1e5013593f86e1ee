"""A record that cannot be written opens for reading: everything kept is there, nothing on the disk changes."""

import shutil
import tempfile
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import AuditEntry
from peerdesk.db.storage import Storage
from peerdesk.domain.centre import Holiday
from peerdesk.paths import DataFolder
from peerdesk.services import centre, checking, staff
from tests.centres import CHEAP, PASSWORD, TODAY, enter, nobody
from tests.nobody import write_protected
from tests.refusals import failure_of

WHY = "reading-read-only"


@contextmanager
def reading(folder, master, now, unwritable=""):
    with closing(Storage.open(folder, master, now, nobody, unwritable=unwritable)) as storage, storage.bound():
        yield storage


def content(folder):
    return {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}


def copies():
    return list(Path(tempfile.gettempdir()).glob("peerdesk-temporary-reading-*"))


@pytest.fixture
def cut(storage, coordinator, folder, tmp_path):
    """The folder as a power cut leaves it: what was kept last stands in the log alone."""
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    root = shutil.copytree(folder.root, tmp_path / "cut")
    (root / "peerdesk.db-shm").unlink()
    storage.close()
    return DataFolder(root)


def test_a_write_protected_folder_opens_for_reading_and_stays_as_it_is(folder, master, now):
    before = content(folder)
    with write_protected(folder), reading(folder, master, now) as storage:
        assert storage.for_reading == WHY
        meena = enter(storage, "meena")
        assert [row.user_name for row in staff.everybody(storage, meena)] == ["meena"]
        assert failure_of(centre.add_holiday, storage, meena, Holiday(TODAY, "Diwali")) == WHY
        assert failure_of(staff.set_password, storage, meena, 1, "river stone 8", PASSWORD, CHEAP) == WHY
        assert checking.check_all(storage, meena) == []
    assert content(folder) == before


def test_what_stands_in_the_log_alone_is_read_too(cut, master, now):
    before = content(cut)
    with write_protected(cut), reading(cut, master, now) as storage:
        meena = enter(storage, "meena")
        assert [row.name for row in centre.holidays(storage, meena)] == ["Diwali"]
        assert len(copies()) == 1
    assert copies() == []
    assert content(cut) == before


def test_where_it_is_known_that_nothing_can_be_written_nobody_tries(cut, master, now):
    with reading(cut, master, now, unwritable="disk-full") as storage:
        meena = enter(storage, "meena")
        assert [row.name for row in centre.holidays(storage, meena)] == ["Diwali"]
        assert (
            failure_of(centre.add_holiday, storage, meena, Holiday(TODAY + timedelta(1), "Govardhan"))
            == "reading-disk-full"
        )


def test_who_only_reads_leaves_no_line_in_the_trail(folder, master, now):
    with reading(folder, master, now, unwritable="folder-read-only") as storage:
        with storage.reading():
            before = AuditEntry.select().count()
        enter(storage, "meena")
        with storage.reading():
            assert AuditEntry.select().count() == before


def test_a_record_of_an_older_version_says_that_it_cannot_be_read_there(folder, master, now):
    older = EncryptedDatabase(folder.database, master.database_key())
    with older.connection_context():
        older.run("PRAGMA user_version=3")
    with write_protected(folder):
        assert failure_of(Storage.open, folder, master, now, nobody) == "too-old-for-reading"


def test_a_record_that_is_itself_write_protected_opens_for_reading(folder, master, now):
    """As a copy from a CD is, in a folder that may be written."""
    with write_protected(folder):
        folder.root.chmod(0o700)
        folder.database.chmod(0o400)
        with reading(folder, master, now) as storage:
            assert storage.for_reading == WHY


def test_an_empty_log_is_none(cut, master, now):
    cut.database.with_name("peerdesk.db-wal").write_bytes(b"")
    with reading(cut, master, now, unwritable="folder-read-only") as storage:
        assert centre.holidays(storage, enter(storage, "meena")) == []  # an empty log holds nothing


def test_a_copy_that_was_put_back_where_nothing_can_be_written_is_read_too(folder, master, now):
    folder.brought_back.write_text("")
    with write_protected(folder), reading(folder, master, now) as storage:
        assert checking.check_opened(storage) == []
