"""New keys for the record: what opened the former one opens nothing of what is written afterwards."""

import errno
import os
import shutil
from contextlib import suppress
from datetime import date

import pytest

from peerdesk.db.closing import closed_columns
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.storage import Storage
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.progress import unwatched
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.errors import AccessDenied, NotPermitted, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.identity import Identity
from peerdesk.security.keyfile import KeyFile
from peerdesk.services import access, checking, door, rekeying, staff
from peerdesk.services.backups import making
from peerdesk.services.groups import incidents
from peerdesk.services.sessions import attendance, notes, signing
from tests.behind import rows_of, run
from tests.centres import CHEAP, PASSWORD, TODAY, at_ten, enter
from tests.looking import session_on, trail
from tests.refusals import failure_of

MONDAY = date(2026, 11, 16)
NEW = "mango tree 34"


@pytest.fixture
def signed(storage, counsellor, office, circle):
    """A session that was signed, with an addendum and an incident."""
    session_id = session_on(storage, circle.group_id, MONDAY)
    attendance.mark_rest_present(storage, counsellor, session_id)
    notes.keep_group_note(storage, counsellor, session_id, GroupNote(shared="We talked about festivals."))
    notes.keep_member_note(storage, counsellor, session_id, circle.member_ids[0], "Spoke of home.")
    signing.sign(storage, counsellor, session_id, PASSWORD)
    signing.add_addendum(storage, counsellor, session_id, PASSWORD, "One thing more.")
    what = IncidentDetails(MONDAY, IncidentKind.CONFLICT, "Two disagreed.", "A timekeeper", session_id)
    incidents.add(storage, counsellor, circle.group_id, what, today=TODAY)
    return session_id


@pytest.fixture
def rows(storage):
    """What stands in the tables that no key is in."""
    return lambda of=storage: {
        name: sorted(map(str, rows_of(of, str(name))))
        for (name,) in run(of, "SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("record_state", "audit_entry", "key_entry", "key_file", "sqlite_sequence")
    }


@pytest.fixture
def locks(storage, folder):
    """Changes the locks, as somebody with a password."""

    def change(user_name="meena", password=PASSWORD):
        storage.close()
        return rekeying.rekey(folder, door.unlock(folder, user_name, password), at_ten)

    return change


def reopened(folder, user_name="meena", password=PASSWORD):
    return Storage.open(folder, door.unlock(folder, user_name, password).master, at_ten)


def test_everything_is_there_under_other_keys_and_every_seal_holds(signed, storage, folder, rows, locks, prepared):
    before, sheet = rows(), KeyFile.load(folder).slots.recovery.content.lock
    aside = locks()
    for name in ("meena", "ravi", "kavita"):
        now, then = door.unlock(folder, name, PASSWORD), prepared.opened[name]
        assert now.master.key != then.master.key
        assert now.identity == then.identity
        assert (now.master.notes is None) is (name == "kavita")
        assert now.master.notes is None or now.master.notes != then.master.notes
    assert KeyFile.load(folder).slots.recovery.content.lock == sheet
    again = reopened(folder)
    with again.bound():
        actor = enter(again, "meena")
        assert rows(again) == before
        assert checking.check_all(again, actor) == []
        assert checking.check_files(folder) == []
        assert [entry.by for entry in trail(again, "keys.replaced")] == [actor.staff_id]
        assert trail(again, "record.put-back") == []
    again.close()
    assert not folder.coming_in.root.exists()
    assert {path.name for path in aside.iterdir()} >= {"peerdesk.db", "peerdesk.keys"}


def test_what_opened_the_former_record_opens_nothing_of_it(signed, storage, folder, locks, prepared):
    """Somebody who left took the two files and the password of then along."""
    kept = prepared.opened["ravi"]
    locks()
    with pytest.raises(Exception, match="not a database"):
        EncryptedDatabase(folder.database, kept.master.database_key()).connect()
    now = door.unlock(folder, "meena", PASSWORD).master
    database = EncryptedDatabase(folder.database, now.database_key(), kept.master.notes)
    with database.connection_context():
        [(text,)] = database.run("SELECT opened('incident.what', what, id) FROM incident")
        assert isinstance(text, bytes)
        assert "Two disagreed." not in str(database.run("SELECT * FROM audit_entry"))


def test_what_was_set_aside_opens_as_before_and_can_be_put_back(signed, storage, folder, locks, tmp_path):
    aside = locks()
    former = DataFolder(tmp_path / "former")
    shutil.copytree(aside, former.root)
    again = reopened(former)
    with again.bound():
        assert checking.check_all(again, enter(again, "meena")) == []
    again.close()


def test_the_sheet_opens_it_as_before(signed, storage, coordinator, folder, locks):
    code = access.new_recovery(storage, coordinator, PASSWORD)
    access.confirm_recovery(storage, coordinator, PASSWORD)
    another = access.new_recovery(storage, coordinator, PASSWORD)
    locks()
    keys = KeyFile.load(folder)
    now = door.unlock(folder, "meena", PASSWORD).master
    assert keys.unlock_with_recovery(code).master == keys.unlock_with_recovery(another).master == now


def test_who_left_is_in_no_slot_and_the_work_goes_on(signed, storage, coordinator, counsellor, folder, circle, locks):
    staff.deactivate(storage, coordinator, counsellor.staff_id, PASSWORD)
    locks()
    assert failure_of(door.unlock, folder, "ravi", PASSWORD) == "wrong-password"
    again = reopened(folder)
    with again.bound():
        actor = enter(again, "meena")
        friday = session_on(again, circle.group_id, date(2026, 11, 13))
        attendance.mark_rest_present(again, actor, friday)
        notes.keep_group_note(again, actor, friday, GroupNote(shared="Afterwards."))
        signing.sign(again, actor, friday, PASSWORD)
        staff.set_password(again, actor, actor.staff_id, NEW, PASSWORD, CHEAP)
        staff.give_back(again, actor, counsellor.staff_id, NEW, NEW, CHEAP)
        assert checking.check_all(again, actor) == []
    again.close()
    assert door.unlock(folder, "ravi", NEW).master.notes is not None


def test_only_a_coordinator_changes_the_locks(signed, storage, folder, locks):
    before = folder.keys.read_bytes()
    for name in ("ravi", "kavita"):
        with pytest.raises(NotPermitted):
            locks(name)
    assert folder.keys.read_bytes() == before
    assert not folder.coming_in.root.exists()


def test_with_a_password_that_was_replaced_nothing_is_done(signed, storage, coordinator, folder):
    opened = door.unlock(folder, "meena", PASSWORD)
    staff.set_password(storage, coordinator, coordinator.staff_id, NEW, PASSWORD, CHEAP)
    storage.close()
    with pytest.raises(AccessDenied):
        rekeying.rekey(folder, opened, at_ten)


def test_a_centre_without_a_notes_key_gets_no_other_keys_yet(signed, storage, folder, locks, monkeypatch):
    monkeypatch.setattr(Identity, "unlock", _no_notes(Identity.unlock))
    storage.close()
    opened = door.unlock(folder, "meena", PASSWORD)
    monkeypatch.undo()
    assert opened.master.notes is None
    with pytest.raises(AccessDenied, match="log-in-without-notes"):
        rekeying.rekey(folder, opened, at_ten)


def _no_notes(unlock):
    return lambda self, sealed, label: None if b"notes" in label else unlock(self, sealed, label)


@pytest.mark.parametrize("at", range(1, 9))
def test_wherever_the_disk_fails_one_of_the_two_is_whole(signed, storage, folder, rows, monkeypatch, at):
    before = rows()
    storage.close()
    opened = door.unlock(folder, "meena", PASSWORD)
    steps, replace = iter(range(1, at)), os.replace

    def failing(source, target):
        if next(steps, None) is None:
            raise OSError(errno.EIO, "Input/output error")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with suppress(StorageUnavailable):
        rekeying.rekey(folder, opened, at_ten)
    monkeypatch.undo()
    door.has_centre(folder)
    again = reopened(folder)
    with again.bound():
        assert checking.check_all(again, enter(again, "meena")) == []
        assert rows(again) == before
    again.close()


def test_a_value_that_did_not_open_before_is_kept_for_the_check_to_name(signed, storage, folder, locks):
    run(storage, "UPDATE incident SET what = zeroblob(60)")
    locks()
    again = reopened(folder)
    with again.bound():
        found = checking.check_all(again, enter(again, "meena"))
        assert {finding.code for finding in found} == {"values-altered"}
    again.close()


def test_no_column_is_forgotten(signed, storage, folder, locks, prepared):
    """Each closed value opens with the new notes key, and none with the former one."""
    locks()
    now, then = door.unlock(folder, "meena", PASSWORD).master, prepared.opened["meena"].master
    for notes_key, opens in ((now.notes, True), (then.notes, False)):
        database = EncryptedDatabase(folder.database, now.database_key(), notes_key)
        with database.connection_context():
            for table, columns in closed_columns().items():
                info = database.run(f"PRAGMA table_info({table})")
                keys = ", ".join(str(row[1]) for row in info if row[5])
                for column in columns:
                    rows = database.run(
                        f"SELECT typeof(opened('{table}.{column}', {column}, {keys})) FROM {table}"  # noqa: S608
                        f" WHERE typeof({column}) = 'blob' AND length({column}) > 32"
                    )
                    assert {kind for (kind,) in rows} <= ({"text"} if opens else {"blob"}), (table, column)


def test_it_can_be_done_again(signed, storage, coordinator, folder, locks):
    staff.change(storage, coordinator, coordinator.staff_id, StaffDetails("meena", "Meena R", "", coordinator.role))
    locks()
    first = door.unlock(folder, "meena", PASSWORD).master
    rekeying.rekey(folder, door.unlock(folder, "meena", PASSWORD), at_ten)
    assert door.unlock(folder, "meena", PASSWORD).master.key != first.key
    again = reopened(folder)
    with again.bound():
        assert checking.check_all(again, enter(again, "meena")) == []
    again.close()


def test_copies_that_open_with_the_former_locks_are_told_from_those_of_now(storage, folder, coordinator, locks):
    older = making.make(storage, coordinator, unwatched).path
    aside = locks()
    assert rekeying.with_former_keys(folder, [older, aside]) == {older, aside}
    again = reopened(folder)
    with again.bound():
        newer = making.make(again, enter(again, "meena"), unwatched).path
    again.close()
    unreadable = folder.backups / "spoilt.peerdesk-backup"
    unreadable.write_bytes(b"no zip")
    assert rekeying.with_former_keys(folder, [older, newer, unreadable]) == {older}
    for keys in (folder.keys, folder.keys_backup):
        keys.unlink()
    assert rekeying.with_former_keys(folder, [older, newer]) == frozenset()
