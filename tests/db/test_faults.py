"""Faults of the file, the disk, the folder and the lock, as PeerDesk explains them; nothing acknowledged is lost."""

import os
from datetime import timedelta

import pytest
from peewee import OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from peerdesk.db import models
from peerdesk.db.bulk import insert_rows
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import explained
from peerdesk.db.models import AuditEntry
from peerdesk.db.storage import Storage
from peerdesk.domain.centre import Holiday
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.errors import StorageUnavailable
from peerdesk.security.master import Master
from peerdesk.services import centre, staff
from peerdesk.services.members import members
from tests.centres import TODAY, nobody
from tests.nobody import write_protected
from tests.refusals import failure_of

PAGE = 4096
GONE = "file-unreachable"


def opening(folder, master, now):
    """Open the file and close it again; the code of what stood in the way."""
    return failure_of(lambda: Storage.open(folder, master, now, nobody).close())


def test_another_centres_key_does_not_open_the_file(folder, now):
    before = folder.database.read_bytes()
    assert opening(folder, Master.new(), now) == "not-a-database"
    assert folder.database.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7 " * 4000, bytes(PAGE)])
def test_a_file_that_is_no_record_is_left_as_it_is(folder, master, now, content):
    folder.database.write_bytes(content)
    assert opening(folder, master, now) == "not-a-database"
    assert folder.database.read_bytes() == content


def test_a_folder_in_the_place_of_the_record_is_explained(folder, master, now):
    folder.database.unlink()
    folder.database.mkdir()
    assert opening(folder, master, now) == "file-unreachable"


def test_a_newer_record_is_refused_and_not_touched(folder, master, now):
    newer = EncryptedDatabase(folder.database, master.database_key())
    with newer.connection_context():
        newer.run("PRAGMA user_version=999")
    before = folder.database.read_bytes()
    assert opening(folder, master, now) == "database-newer"
    assert folder.database.read_bytes() == before
    assert list(folder.backups.iterdir()) == []


def test_half_a_file_is_reported_as_damaged(folder, master, now):
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[: len(whole) // 2 // PAGE * PAGE])
    assert opening(folder, master, now) == "database-damaged"


def test_a_damaged_page_is_reported_by_whoever_reads_it(storage, coordinator, folder, master, now):
    root_page = storage._database.run("SELECT rootpage FROM sqlite_master WHERE name = 'staff'")[0][0]
    storage.close()
    with folder.database.open("rb+") as file:
        file.seek((root_page - 1) * PAGE + 100)
        file.write(b"\xff" * 50)
    again = Storage.open(folder, master, now, nobody)
    with again.bound():
        assert failure_of(staff.everybody, again, coordinator) == "database-damaged"
    again.close()


def test_a_damaged_page_met_in_the_middle_of_a_list_is_reported_as_well(storage, coordinator, folder, master, now):
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        insert_rows(models.HolidayRow, ((TODAY + timedelta(n), "Festival " * 8) for n in range(2000)))
        unit.nothing_to_do()
    storage.close()
    with folder.database.open("rb+") as file:
        file.seek(-5 * PAGE + 100, os.SEEK_END)
        file.write(b"\xff" * 50)
    again = Storage.open(folder, master, now, nobody)
    with again.bound():
        assert failure_of(centre.holidays, again, coordinator) == "database-damaged"
    again.close()


def test_a_folder_that_may_not_be_entered_is_explained(folder, master, now):
    with write_protected(folder):
        folder.root.chmod(0o000)
        assert opening(folder, master, now) == "file-unreachable"


def test_a_full_disk_loses_nothing_that_was_kept(storage, coordinator, announced):
    pages = storage.pragma("page_count")[0][0]
    storage.pragma(f"max_page_count={pages + 5}")
    details = MemberDetails("Ramesh Kumar", "रमेश कुमार", Gender.MALE, age=30, village="Dabra")
    registered = []

    def register_until_full():
        while True:
            registered.append(members.register(storage, coordinator, details, today=TODAY))

    assert failure_of(register_until_full) == "disk-full"
    assert registered
    assert ids_of_members(storage, coordinator) == registered
    assert len(announced) == len(registered)
    assert storage.pragma("quick_check") == [("ok",)]

    storage.pragma(f"max_page_count={pages + 500}")  # somebody made room
    registered.append(members.register(storage, coordinator, details, today=TODAY))
    assert ids_of_members(storage, coordinator) == registered


def ids_of_members(storage, coordinator):
    with storage.reading():
        entries = AuditEntry.select().where(AuditEntry.action == "member.register").count()
    found = members.find(storage, coordinator, today=TODAY)
    assert entries == found.total
    return sorted(row.id for row in found.rows)


def test_another_program_that_holds_the_file_is_reported_as_busy(storage, coordinator, folder, master):
    storage.pragma("busy_timeout=50")
    other = EncryptedDatabase(folder.database, master.database_key())
    with other.connection_context(), other.atomic("IMMEDIATE"):
        holiday = Holiday(TODAY, "Diwali")
        assert failure_of(centre.add_holiday, storage, coordinator, holiday) == "file-busy"
        assert centre.holidays(storage, coordinator) == []  # reading goes on
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    assert [row.day for row in centre.holidays(storage, coordinator)] == [TODAY]


def test_a_bug_in_a_statement_is_not_explained_away(storage):
    with pytest.raises(OperationalError, match="no such table"), explained():
        storage._database.run("SELECT * FROM nowhere")


def test_a_folder_that_is_taken_away_is_said_at_once_and_works_again_when_it_is_back(storage, coordinator, folder):
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    away = folder.root.rename(folder.root.with_name("away"))
    assert failure_of(centre.add_holiday, storage, coordinator, Holiday(TODAY + timedelta(1), "Govardhan")) == GONE
    assert failure_of(centre.holidays, storage, coordinator) == GONE
    assert not folder.root.exists()

    away.rename(folder.root)
    centre.add_holiday(storage, coordinator, Holiday(TODAY + timedelta(1), "Govardhan"))
    assert {row.name for row in centre.holidays(storage, coordinator)} == {"Diwali", "Govardhan"}


def test_a_record_that_vanished_is_not_made_anew_and_empty(storage, coordinator, folder):
    before = folder.database.rename(folder.database.with_suffix(".away"))
    for _again in range(2):
        assert failure_of(centre.add_holiday, storage, coordinator, Holiday(TODAY, "Diwali")) == GONE
    assert not folder.database.exists()
    before.rename(folder.database)
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))


def test_a_log_taken_away_from_under_the_window_is_noticed_before_anything_is_written_into_it(
    storage, coordinator, folder
):
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    folder.database.with_name("peerdesk.db-wal").unlink()
    assert failure_of(centre.add_holiday, storage, coordinator, Holiday(TODAY, "Dev Uthani")) == GONE


def test_the_cause_is_found_under_what_failed_on_the_way_out():
    full, wrapped = sqlcipher.OperationalError("words that say nothing"), OperationalError("cannot rollback")
    full.sqlite_errorcode, wrapped.__context__ = 13, full
    with pytest.raises(StorageUnavailable) as caught, explained():
        raise wrapped
    assert caught.value.code == "disk-full"
