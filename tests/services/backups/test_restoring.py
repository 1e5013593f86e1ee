"""A copy is looked into beside the record, takes its place, and what made room can be gone back to."""

import os
import shutil
from contextlib import suppress
from datetime import timedelta

import pytest

from peerdesk.db.backups import package, replacing
from peerdesk.db.models import AuditEntry
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.progress import unwatched
from peerdesk.errors import AccessDenied, InvalidInput, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.password_recovery import new_code
from peerdesk.services import access, checking, door
from peerdesk.services.backups import finding, making, restoring
from tests.centres import CHEAP, PASSWORD, enter, nobody


def everything(folder: DataFolder, master) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    storage = Storage.open(folder, master, lambda: None, nobody)
    try:
        return {name: _rows(storage, name) for name in storage._database.get_tables()}
    finally:
        storage.close()


def _rows(storage: Storage, table: str) -> list[tuple[object, ...]]:
    return storage._database.run(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables


@pytest.fixture
def made(storage, coordinator, circle):
    """A copy, and then one more member whom it does not know; the file is closed."""
    return making.make(storage, coordinator, unwatched)


def test_a_copy_is_looked_into_without_touching_the_record(made, folder, now):
    before = {path: path.read_bytes() for path in (folder.database, folder.keys)}
    master = restoring.unlock(made.path, "Meena ", PASSWORD)
    inside = restoring.look_inside(made.path, master, now(), unwatched)
    assert (inside.centre, inside.members, inside.findings) == ("Asha Kendra", 5, [])
    assert inside.sessions == made.manifest.inside.sessions
    assert {path: path.read_bytes() for path in before} == before


def test_a_copy_opens_with_a_password_of_its_day_or_with_its_sheet_and_with_nothing_else(
    made, storage, coordinator, now
):
    code = access.new_recovery(storage, coordinator, PASSWORD)
    newer = making.make(storage, coordinator, unwatched)
    assert restoring.unlock_with_sheet(newer.path, code.lower())
    with pytest.raises(AccessDenied):
        restoring.unlock_with_sheet(newer.path, new_code())
    with pytest.raises(InvalidInput):
        restoring.unlock_with_sheet(newer.path, "K7QF-2M9D")
    with pytest.raises(AccessDenied):
        restoring.unlock(newer.path, "meena", "wrong")


def test_on_a_new_pc_a_stick_brings_back_every_row(made, storage, coordinator, master, folder, now, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    making.carry(storage, coordinator, made.path, stick, unwatched)
    storage.close()
    was = everything(folder, master)
    shutil.rmtree(folder.root)
    fresh = DataFolder(tmp_path / "another PC")
    assert not door.has_centre(fresh)
    assert restoring.restore(next(stick.iterdir()), fresh, now(), unwatched) is None
    assert door.has_centre(fresh)
    there = everything(fresh, door.unlock(fresh, "meena", PASSWORD).master)
    assert {name for name in was if there[name] != was[name]} == {"audit_entry", "disclosure", "record_state"}
    assert was["disclosure"][:-1] == there["disclosure"]  # that it went to the stick came later
    assert checking.check_files(fresh) == []


def test_the_present_state_is_set_aside_with_its_log_and_can_be_gone_back_to(
    made, storage, centre, folder, master, now
):
    centre.member("Came after the copy")
    assert folder.log.stat().st_size > 0
    there = {path.name: path.read_bytes() for path in (folder.database, folder.log, folder.keys)}
    crashed = DataFolder(folder.root.with_name("crashed"))
    shutil.copytree(folder.root, crashed.root)  # as the power left it: the log is not folded in
    storage.close()
    aside = restoring.restore(made.path, crashed, now(), unwatched)
    assert {name: (aside / name).read_bytes() for name in there} == there
    assert len(everything(crashed, master)["member"]) == 5
    assert not crashed.coming_in.root.exists()
    assert [found.path for found in finding.set_aside(crashed)] == [aside]
    second = restoring.restore(aside, crashed, now() + timedelta(minutes=1), unwatched)
    assert len(everything(crashed, master)["member"]) == 6
    assert {found.path for found in finding.set_aside(crashed)} == {aside, second}
    assert {name: (aside / name).read_bytes() for name in there} == there


def test_who_logs_in_first_has_it_in_the_audit_trail_once(made, storage, folder, master, now):
    storage.close()
    restoring.restore(made.path, folder, now(), unwatched)
    opened = Storage.open(folder, master, now, nobody)
    opened.bind()
    try:
        enter(opened, "meena")
        enter(opened, "meena")
        with opened.reading():
            query = AuditEntry.select(AuditEntry.new).where(AuditEntry.action == "record.put-back")
            [(new,)] = tuples(query)
        assert made.path.name in new
        assert not folder.brought_back.exists()
    finally:
        opened.close()


@pytest.mark.parametrize("moved", range(7))
def test_a_power_cut_between_any_two_moves_is_finished_at_the_next_start(
    made, storage, folder, master, now, moved, monkeypatch
):
    class PowerCut(Exception):
        """The PC is off."""

    storage.close()
    was = everything(folder, master)
    real, left = os.replace, [moved]

    def replace(source, target) -> None:
        if "coming-in" not in str(target):  # only what moves into or out of the record's own place
            if not left[0]:
                raise PowerCut
            left[0] -= 1
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with suppress(PowerCut):
        restoring.restore(made.path, folder, now(), unwatched)
    monkeypatch.undo()
    assert door.has_centre(folder)
    assert not folder.coming_in.root.exists()
    assert everything(folder, door.unlock(folder, "meena", PASSWORD).master) == was
    assert len(finding.set_aside(folder)) == 1


def test_a_power_cut_before_everything_lies_ready_leaves_the_record_as_it_was(made, folder, storage):
    storage.close()
    before = folder.database.read_bytes()
    package.unpack(made.path, replacing.begin(folder), unwatched)
    assert door.has_centre(folder)
    assert folder.database.read_bytes() == before
    assert not folder.coming_in.root.exists()


def test_a_damaged_copy_is_refused_before_anything_is_moved(made, storage, folder, now):
    storage.close()
    before = folder.database.read_bytes()
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(data)
    with pytest.raises(StorageUnavailable, match="copy-damaged"):
        restoring.restore(made.path, folder, now(), unwatched)
    assert folder.database.read_bytes() == before
    assert finding.set_aside(folder) == []


def test_a_set_up_beside_a_log_that_was_left_alone_makes_a_centre_that_opens(
    made, storage, folder, centre, now, tmp_path
):
    from tests.services.test_access import CENTRE, MEENA

    centre.member("In the log")
    left = DataFolder(tmp_path / "left")
    left.create()
    shutil.copy(folder.log, left.log)
    shutil.copy(folder.keys, left.keys_backup)
    storage.close()
    assert not door.has_centre(left)
    access.set_up(left, CENTRE, MEENA, PASSWORD, new_code(), now, CHEAP)
    opened = Storage.open(left, door.unlock(left, "meena", PASSWORD).master, now, nobody)
    opened.close()
    [aside] = left.set_aside.iterdir()
    assert {path.name for path in aside.iterdir()} == {"peerdesk.db-wal", "peerdesk.keys.bak"}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 and then nothing", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_copy_is_listed_with_why_and_refused(tmp_path, folder, now, content):
    path = tmp_path / f"odd{SUFFIX}"
    path.write_bytes(content)
    found = finding.look(path)
    assert found.manifest is None
    assert found.problem in ("copy-damaged", "not-a-copy")
    with pytest.raises(StorageUnavailable):
        restoring.restore(path, folder, now(), unwatched)


def test_where_only_the_keys_are_damaged_the_keys_alone_come_back(made, storage, centre, folder, master, now):
    centre.member("Came after the copy")
    storage.close()
    assert not restoring.only_keys_are_missing(made.path, folder, master)
    for keys in (folder.keys, folder.keys_backup):
        keys.write_bytes(b"not as it was")
    with pytest.raises(StorageUnavailable, match="key-file-damaged"):
        door.unlock(folder, "meena", PASSWORD)
    theirs = restoring.unlock(made.path, "meena", PASSWORD)
    assert restoring.only_keys_are_missing(made.path, folder, theirs)
    aside = restoring.bring_keys(made.path, folder, now())
    assert {path.name for path in aside.iterdir()} == {"peerdesk.keys", "peerdesk.keys.bak"}
    assert len(everything(folder, door.unlock(folder, "meena", PASSWORD).master)["member"]) == 6
    assert checking.check_files(folder) == []


def test_what_was_interrupted_is_told_at_the_next_start(made, storage, folder, now):
    storage.close()
    package.unpack(made.path, replacing.begin(folder), unwatched)
    assert door.finish_restore(folder) == "restore-undone"
    coming = replacing.begin(folder)
    package.unpack(made.path, coming, unwatched)
    (coming.root / "ready.json").write_text('{"aside": "2026-11-18 10-00-00", "about": {}}')
    assert checking.check_files(folder) == ["restore-unfinished"]
    assert door.finish_restore(folder) == "restore-finished"
    assert door.finish_restore(folder) == ""
    assert checking.check_files(folder) == []
