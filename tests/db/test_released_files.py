"""Files of every released schema, as a centre may still have them, open with this version and lose nothing."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, version_of
from peerdesk.db.schema import differences
from peerdesk.db.storage import Storage
from peerdesk.paths import DataFolder
from peerdesk.services import access, checking, door
from peerdesk.services.members import members
from tests.centres import nobody

FILES = Path(__file__).parent.parent / "files"
RELEASED = sorted(FILES.glob("version-*"))
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


BEING_MADE = ("m0005_attention", "m0006_key_counsellor")
"""Steps since the last released version; no centre has a file that was made between them."""


def test_there_is_a_file_of_every_version_before_this_one():
    kept = [path.name for path in RELEASED]
    assert kept == [f"version-{number}" for number in range(1, len(kept) + 1)]
    assert len(kept) >= len(STEPS) - len(BEING_MADE)


def test_an_older_file_opens_whole_with_a_copy_beside_it(folder):
    master = door.unlock(folder, "meena", PASSWORD)
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
            actor = access.enter(storage, "meena")
            assert checking.check_all(storage, actor) == []
            assert members.find(storage, actor, today=date(2026, 11, 21)).total == there["member"]
    finally:
        storage.close()
    copies = {path.name: path.stat().st_size > 0 for path in folder.backups.iterdir()}
    assert copies == ({f"before-version-{len(STEPS)}.db": True} if older else {})
