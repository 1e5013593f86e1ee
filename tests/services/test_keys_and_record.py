"""A change of the keys and what the record says of it: both or neither, and what is told is what opens afterwards."""

import errno
import os
import stat
from contextlib import contextmanager

import pytest

from peerdesk import words
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import Staff
from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails
from peerdesk.errors import AccessDenied, DoneButAmiss, StorageUnavailable
from peerdesk.security import keystore
from peerdesk.security.keyfile import KeyFile
from peerdesk.services import access, door, staff
from tests.centres import CHEAP, PASSWORD, at_ten, enter
from tests.looking import trail
from tests.refusals import failure_of

ASHA = StaffDetails("asha", "Asha Devi", "Counsellor")
NEW = "mango tree 34"
REPLACE = os.replace


@pytest.fixture
def unwritable(storage, coordinator, folder, master):
    """``with unwritable():`` another program writes into the record, and does not end."""

    @contextmanager
    def hold():
        storage.pragma("busy_timeout=1")
        other = EncryptedDatabase(folder.database, master.database_key())
        other.connect()
        other.run("BEGIN IMMEDIATE")
        yield
        other.run("ROLLBACK")
        other.close()

    return hold


@contextmanager
def broken_disk(monkeypatch, *, from_file=1, after=False, syncs=True):
    """From the n-th small file on, putting it in place fails: before it is there, or after; or the sync after it."""
    steps = iter(range(1, from_file))
    broken = []

    def replace(source, target):
        if not broken and next(steps, None) is not None:
            REPLACE(source, target)
            return
        broken.append(target)
        if after or not syncs:
            REPLACE(source, target)
        if syncs:
            raise OSError(errno.EIO, "Input/output error")

    fsync = os.fsync

    def sync(handle):
        if not syncs and broken and stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        fsync(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "replace", replace)
        disk.setattr(os, "fsync", sync)
        yield


def opens(folder, user_name, password):
    try:
        return bool(door.unlock(folder, user_name, password))
    except AccessDenied:
        return False


@pytest.fixture
def set_password(storage, coordinator):
    def act():
        staff.set_password(storage, coordinator, coordinator.staff_id, NEW, PASSWORD, CHEAP)

    return act


@pytest.fixture
def add(storage, coordinator):
    def act():
        return staff.add(storage, coordinator, ASHA, NEW, PASSWORD, CHEAP)

    return act


def test_a_password_that_cannot_be_entered_into_the_record_is_not_in_force(
    unwritable, storage, coordinator, folder, set_password
):
    with unwritable():
        assert failure_of(set_password) == "file-busy"
    assert opens(folder, "meena", PASSWORD)
    assert not opens(folder, "meena", NEW)
    set_password()
    assert not opens(folder, "meena", PASSWORD)
    assert len(trail(storage, "staff.password")) == 1


def test_a_colleague_who_cannot_be_entered_is_added_when_there_is_room(unwritable, storage, coordinator, folder, add):
    with unwritable():
        assert failure_of(add) == "file-busy"
    assert KeyFile.load(folder).user_names == ("meena",)
    add()
    assert opens(folder, "asha", NEW)
    assert enter(storage, "asha", NEW).name == "Asha Devi"


def test_a_slot_that_a_power_cut_left_over_does_not_hinder_the_colleague_it_was_for(storage, coordinator, folder, add):
    keys = KeyFile.load(folder)
    keys.with_user(keys.unlock("meena", PASSWORD), 2, Role.OFFICE, "Asha", "peepal tree 9", at_ten(), CHEAP).save(
        folder
    )
    add()
    assert opens(folder, "asha", NEW)
    assert not opens(folder, "asha", "peepal tree 9")


def test_a_login_that_cannot_be_given_back_opens_nothing(unwritable, storage, coordinator, folder, add):
    staff_id = add()
    staff.deactivate(storage, coordinator, staff_id, PASSWORD)
    with unwritable():
        assert failure_of(staff.give_back, storage, coordinator, staff_id, NEW, PASSWORD, CHEAP) == "file-busy"
    assert not opens(folder, "asha", NEW)
    staff.give_back(storage, coordinator, staff_id, NEW, PASSWORD, CHEAP)
    assert opens(folder, "asha", NEW)


@pytest.mark.parametrize("act", [access.confirm_recovery, access.new_recovery])
def test_a_sheet_that_cannot_be_entered_into_the_record_changes_nothing(unwritable, storage, coordinator, folder, act):
    access.new_recovery(storage, coordinator, PASSWORD)
    before = KeyFile.load(folder).slots
    with unwritable():
        assert failure_of(act, storage, coordinator, PASSWORD) == "file-busy"
    after = KeyFile.load(folder).slots
    assert (after.users, after.recovery, after.pending) == (before.users, before.recovery, before.pending)
    assert keystore.check_format(folder) == []


def test_where_the_keys_cannot_be_put_back_it_is_said_that_they_are_in_force(
    unwritable, storage, coordinator, folder, set_password, monkeypatch
):
    with unwritable(), broken_disk(monkeypatch, from_file=3):
        assert failure_of(set_password) == "keys-without-record"
    assert opens(folder, "meena", NEW)
    assert not opens(folder, "meena", PASSWORD)
    assert "in force" in words.failure(StorageUnavailable("keys-without-record"))


@pytest.mark.parametrize(
    ("from_file", "after", "code", "in_force"),
    [
        (1, False, "key-file-not-saved", False),
        (1, True, "key-file-unsure", True),  # the disk says that it failed, and holds the new content
        (2, False, "key-copy-not-saved", True),
    ],
)
def test_not_saved_is_said_only_of_what_opens_nothing(
    storage, coordinator, folder, add, monkeypatch, from_file, after, code, in_force
):
    with broken_disk(monkeypatch, from_file=from_file, after=after):
        assert failure_of(add) == code
    assert opens(folder, "asha", NEW) is in_force
    with storage.reading():
        rows = Staff.select().where(Staff.user_name == "asha").count()
    assert rows == in_force
    assert ("in force" in words.failure(StorageUnavailable(code))) is in_force
    assert keystore.check_format(folder) == []  # the log-ins above mended it


def test_a_folder_that_cannot_be_synced_says_that_the_change_is_in_force(
    storage, coordinator, folder, set_password, monkeypatch
):
    with broken_disk(monkeypatch, syncs=False), pytest.raises(DoneButAmiss, match="key-file-unsure"):
        set_password()
    assert opens(folder, "meena", NEW)
    assert not opens(folder, "meena", PASSWORD)


def test_a_change_whose_copy_alone_is_confirmed_survives_the_loss_of_the_first(
    storage, coordinator, folder, set_password, monkeypatch
):
    """The rename of the first file was undone by a power cut, that of the second was not."""
    old = folder.keys.read_bytes()
    set_password()
    folder.keys.write_bytes(old)
    assert not opens(folder, "meena", PASSWORD)
    assert opens(folder, "meena", NEW)
    assert keystore.check_format(folder) == []


def test_a_disk_that_does_not_tell_is_not_spoken_for(folder, set_password, monkeypatch):
    def gone(_source, _target):
        monkeypatch.setattr(keystore, "read_file", unread)
        raise OSError(errno.EIO, "Input/output error")

    def unread(_path):
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context():
        monkeypatch.setattr(os, "replace", gone)
        assert failure_of(set_password) == "key-file-unknown"
    monkeypatch.undo()
    assert opens(folder, "meena", PASSWORD)


def test_a_login_that_cannot_be_taken_away_on_a_full_disk_is_there_as_before(
    storage, coordinator, folder, add, monkeypatch
):
    staff_id = add()
    with broken_disk(monkeypatch):
        assert failure_of(staff.deactivate, storage, coordinator, staff_id, PASSWORD) == "key-file-not-saved"
    assert enter(storage, "asha", NEW)
    staff.deactivate(storage, coordinator, staff_id, PASSWORD)
    with pytest.raises(AccessDenied):
        enter(storage, "asha", NEW)
    assert KeyFile.load(folder).user_names == ("meena",)


def test_slots_that_cannot_be_tidied_up_keep_nobody_out(storage, coordinator, folder, add, monkeypatch):
    keys = KeyFile.load(folder)
    keys.with_user(keys.unlock("meena", PASSWORD), 2, Role.OFFICE, "left over", NEW, at_ten(), CHEAP).save(folder)
    with broken_disk(monkeypatch):
        assert enter(storage, "meena")
    assert enter(storage, "meena")
    assert KeyFile.load(folder).user_names == ("meena",)
