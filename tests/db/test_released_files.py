"""Files of every released schema, as a centre may still have them, open with this version and lose nothing."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from peerdesk.db.backups import package
from peerdesk.db.closing import closed_columns
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, version_of
from peerdesk.db.models import Member
from peerdesk.db.schema import differences
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Role, reads_notes
from peerdesk.domain.names import by_sound
from peerdesk.domain.progress import unwatched
from peerdesk.domain.signing_keys import NotesLock
from peerdesk.paths import DataFolder
from peerdesk.services import access, checking, door, key_list, staff
from peerdesk.services.backups import restoring
from peerdesk.services.members import members
from tests.behind import rows_of, run
from tests.centres import CHEAP, TODAY, at_ten, enter, nobody

FILES = Path(__file__).parent.parent / "files"
RELEASED = sorted(FILES.glob("version-*"))
NEW = "mango tree 34"
PASSWORD = "demo-meena-9422"  # as the demo centre of seed 1 shows it to everybody


@pytest.fixture(params=RELEASED, ids=lambda path: path.name)
def folder(request, tmp_path) -> DataFolder:
    """A copy of a file as that version left it."""
    folder = DataFolder(tmp_path / "data")
    folder.create()
    shutil.copy(request.param / "peerdesk.db", folder.database)
    shutil.copy(request.param / "peerdesk.keys", folder.keys)
    return folder


def count(database: EncryptedDatabase, table: str) -> int:
    return int(database.run(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608  # names of our own tables


TABLES = ("member", "stay", "membership", "session", "attendance", "member_note", "seal", "audit_entry")


def test_there_is_a_file_of_every_version_before_this_one():
    kept = [path.name for path in RELEASED]
    assert kept == [f"version-{number}" for number in range(1, len(kept) + 1)]
    assert len(kept) >= len(STEPS) - 1


def test_an_older_file_opens_whole_with_a_copy_beside_it(folder, tmp_path):
    master = door.unlock(folder, "meena", PASSWORD).master
    before = EncryptedDatabase(folder.database, master.database_key())
    with before.connection_context():
        older = version_of(before) < len(STEPS)
        there = {table: count(before, table) for table in TABLES}
    storage = Storage.open(folder, master, lambda: datetime(2026, 11, 21, 10), nobody)
    try:
        with storage.bound():
            assert {table: count(storage._database, table) for table in TABLES} == there
            with storage.reading():
                assert differences() == []
            actor = enter(storage, "meena", PASSWORD)
            assert checking.check_all(storage, actor) == []
            assert checking.check_files(folder) == []
            assert members.find(storage, actor, today=date(2026, 11, 21)).total == there["member"]
    finally:
        storage.close()
    copies = list(folder.backups.iterdir()) if older else []
    assert [path.name for path in copies] == ([f"before-version-{len(STEPS)}.peerdesk-backup"] if older else [])
    for copy in copies:
        former = DataFolder(tmp_path / "former")
        former.create()
        package.unpack(copy, former, unwatched)
        kept = EncryptedDatabase(former.database, door.unlock(former, "meena", PASSWORD).master.database_key())
        with kept.connection_context():
            assert version_of(kept) < len(STEPS)
            assert {table: count(kept, table) for table in TABLES} == there


def test_an_older_centre_locks_its_notes_once_everybody_who_reads_them_has_keys(folder):
    """Until then everybody reads what they read before; then nothing stands open, and every seal still holds."""

    def now() -> datetime:
        return datetime(2026, 11, 21, 10)

    def opened(password: str = PASSWORD) -> Storage:
        return Storage.open(folder, door.unlock(folder, "meena", password).master, now, nobody)

    storage = opened()
    with storage.bound():
        meena = enter(storage, "meena", PASSWORD)
        before = {table: rows_of(storage, table) for table in closed_columns()}
        others = [row for row in staff.everybody(storage, meena) if row.user_name != "meena" and row.active]
        waits = {row.name for row in others if reads_notes(row.role)}
        assert key_list.notes_lock(storage, meena) == NotesLock(None, True, tuple(sorted(waits)))
        for row in others:
            staff.set_password(storage, meena, row.id, NEW, PASSWORD, CHEAP)
        assert key_list.notes_lock(storage, meena) == NotesLock(None, needs_sheet=True)
        access.new_recovery(storage, meena, PASSWORD)
        access.confirm_recovery(storage, meena, PASSWORD)
        assert key_list.notes_lock(storage, meena) == NotesLock(now())
        after = {table: rows_of(storage, table) for table in before}
        assert {name: before[name] for name in before if before[name] != after[name][: len(before[name])]} == {}
        assert not run(storage, "SELECT 1 FROM member_note WHERE typeof(text) <> 'blob'")
        assert checking.check_all(storage, meena) == []
    storage.close()
    for row in others:
        assert (door.unlock(folder, row.user_name, NEW).master.notes is not None) is reads_notes(row.role)
    storage = opened()
    with storage.bound():
        assert checking.check_all(storage, enter(storage, "meena", PASSWORD)) == []
        assert rows_of(storage, "member_note") == before["member_note"]
    storage.close()


def test_an_older_copy_can_be_looked_into_and_put_back(folder, tmp_path):
    """What was kept before an update is as good a copy as any: it goes back into another folder, and opens there."""
    Storage.open(folder, door.unlock(folder, "meena", PASSWORD).master, at_ten, nobody).close()
    [copy] = folder.backups.iterdir()
    master = restoring.unlock(copy, "meena", PASSWORD)
    assert restoring.look_inside(copy, master, at_ten(), unwatched).findings == []
    there = DataFolder(tmp_path / "there")
    restoring.restore(copy, there, at_ten(), unwatched)
    Storage.open(there, door.unlock(there, "meena", PASSWORD).master, at_ten, nobody).close()
    assert [path.name for path in there.backups.iterdir()] == [copy.name]


def test_only_the_keys_of_a_copy_that_let_a_coordinator_in_are_brought_beside_the_record(folder):
    master = door.unlock(folder, "meena", PASSWORD).master
    storage = Storage.open(folder, master, at_ten, nobody)
    with storage.bound():
        enter(storage, "meena", PASSWORD)
    storage.close()
    good = folder.keys.read_bytes()
    for path in (folder.keys, folder.keys_backup):
        path.write_bytes(b"not as it was")
    [before] = folder.backups.iterdir()
    assert not restoring.only_keys_are_missing(before, folder, master)
    since = DataFolder(folder.root.parent / "since")
    since.create()
    since.keys.write_bytes(good)
    assert restoring.only_keys_are_missing(since.root, folder, master)
    restoring.bring_keys(since.root, folder, at_ten())
    storage = Storage.open(folder, master, at_ten, nobody)
    with storage.bound():
        assert enter(storage, "meena", PASSWORD).role is Role.COORDINATOR
    storage.close()


def test_whoever_is_in_an_older_file_is_found_by_the_newer_sounds_and_stands_in_order(folder):
    storage = Storage.open(
        folder, door.unlock(folder, "meena", PASSWORD).master, lambda: datetime(2026, 11, 21, 10), nobody
    )
    try:
        with storage.bound():
            actor = enter(storage, "meena", PASSWORD)
            with storage.reading():
                known = list(Member.select().where(Member.relation_name != ""))
                assert not Member.select().where((Member.by_sound == "") | (Member.by_letters == "")).exists()
            assert known
            for member in known[:5]:
                text = f"{member.name_latin or member.name_native} S/o {member.relation_name}"
                assert member.id in {row.id for row in members.find(storage, actor, text=text, today=TODAY).rows}
            rows = members.find(storage, actor, today=TODAY).rows
            assert [by_sound(row.name_latin, row.name_native) for row in rows] == sorted(
                by_sound(row.name_latin, row.name_native) for row in rows
            )
    finally:
        storage.close()
