"""Step 5: a visitor may be of nobody, the search tells relatives apart; all else of a file of step 4 stays."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from peewee import IntegrityError

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import Member, MemberToken
from peerdesk.db.search import tokens_of
from peerdesk.db.storage import Storage
from peerdesk.paths import DataFolder
from peerdesk.services import door
from tests.centres import nobody

BEFORE = Path(__file__).parent.parent / "files" / "version-4"
PASSWORD = "demo-meena-9422"
GUESTS = "SELECT id, session_id, member_id, name, kinship FROM guest ORDER BY id"
BESIDE = """SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'guest' AND sql IS NOT NULL AND type <> 'table'
    AND name <> 'guest_frozen_UPDATE'"""  # made anew by the seventh step


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    shutil.copy(BEFORE / "peerdesk.db", folder.database)
    shutil.copy(BEFORE / "peerdesk.keys", folder.keys)
    return folder


def test_what_members_are_found_by_is_told_apart_as_if_it_were_written_today(folder):
    storage = Storage.open(
        folder, door.unlock(folder, "meena", PASSWORD).master, lambda: datetime(2026, 11, 21, 10), nobody
    )
    try:
        with storage.bound(), storage.reading():
            theirs = 0
            for member in Member.select():
                rows = MemberToken.select().where(MemberToken.member == member.id)
                kept = {row.token: row.of_relative for row in rows}
                assert kept == tokens_of(member)
                theirs += sum(kept.values())
            assert theirs
    finally:
        storage.close()


def test_guests_indexes_and_what_keeps_them_are_as_before(folder):
    master = door.unlock(folder, "meena", PASSWORD).master
    before = EncryptedDatabase(folder.database, master.database_key())
    with before.connection_context():
        guests, beside = before.run(GUESTS), sorted(before.run(BESIDE))
    assert guests
    assert len(beside) == 4
    storage = Storage.open(folder, master, lambda: datetime(2026, 11, 21, 10), nobody)
    try:
        run = storage._database.run
        assert (run(GUESTS), sorted(run(BESIDE))) == (guests, beside)
        (signed,) = run("SELECT id FROM guest WHERE session_id IN (SELECT session_id FROM seal) LIMIT 1")
        with pytest.raises(IntegrityError, match="signed"):
            run("DELETE FROM guest WHERE id = ?", signed)
    finally:
        storage.close()
