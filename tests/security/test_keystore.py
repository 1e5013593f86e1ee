"""The key file on the disk: two copies, power cuts, and folders of others."""

import os
import shutil
import stat

import pytest

from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.security.key_list import Founding
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.keystore import check_format
from peerdesk.security.password_recovery import new_code
from tests.security.conftest import AT, CHEAP

REPLACE = os.replace


class PowerCut(BaseException):
    """Nothing in the program may catch it."""


def cut_power(monkeypatch, at_step):
    """Let the power fail at the n-th time a file is about to be put in its place; return when power is back."""
    steps = iter(range(1, at_step))

    def replace(source, target):
        if next(steps, None) is None:
            raise PowerCut
        REPLACE(source, target)

    monkeypatch.setattr(os, "replace", replace)


def fill_disk(monkeypatch, at_step):
    """Let the disk be full from the n-th file on."""
    steps = iter(range(1, at_step))
    fsync = os.fsync

    def full(handle):
        if stat.S_ISREG(os.fstat(handle).st_mode) and next(steps, None) is None:
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)


def code_of(act, *arguments):
    with pytest.raises(StorageUnavailable) as caught:
        act(*arguments)
    return caught.value.code


def opens(folder, centre, user_name, password):
    try:
        return KeyFile.load(folder).unlock(user_name, password).master == centre.master
    except AccessDenied:
        return False


def test_after_a_save_both_copies_are_the_same(saved):
    assert saved.keys.read_bytes() == saved.keys_backup.read_bytes()
    assert sorted(saved.root.iterdir()) == [saved.keys, saved.keys_backup]
    assert check_format(saved) == []


def test_an_empty_folder_has_no_keys(folder):
    assert code_of(KeyFile.load, folder) == "key-file-missing"
    assert check_format(folder) == ["key-file-missing", "key-copy-missing"]


@pytest.mark.parametrize("harm", ["damaged", "missing", "unreadable"])
def test_the_second_copy_steps_in_and_says_so(saved, centre, harm):
    saved.keys.unlink()
    if harm == "damaged":
        saved.keys.write_bytes(b"\0" * 900)
    elif harm == "unreadable":
        saved.keys.mkdir()
    assert check_format(saved) == [f"key-file-{harm}"]
    keys = KeyFile.load(saved)
    assert keys.restored_from_backup
    assert keys.unlock("Balbir", "mango tree 34").master == centre.master


def test_a_save_mends_the_damaged_first_copy(saved):
    saved.keys.write_bytes(b"\0" * 900)
    KeyFile.load(saved).save(saved)
    assert check_format(saved) == []
    assert not KeyFile.load(saved).restored_from_backup


@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_a_save_mends_the_second_copy(saved, centre, harm):
    saved.keys_backup.unlink()
    if harm == "damaged":
        saved.keys_backup.write_bytes(b"{")
    assert check_format(saved) == [f"key-copy-{harm}"]
    assert opens(saved, centre, "Balbir", "mango tree 34")
    KeyFile.load(saved).save(saved)
    assert check_format(saved) == []


def test_two_damaged_copies_are_reported_as_damaged(saved):
    saved.keys.write_bytes(b"")
    saved.keys_backup.write_bytes(b"")
    assert code_of(KeyFile.load, saved) == "key-file-damaged"
    assert check_format(saved) == ["key-file-damaged", "key-copy-damaged"]


def test_one_damaged_copy_alone_is_reported_as_damaged(saved):
    saved.keys.write_bytes(b"")
    saved.keys_backup.unlink()
    assert code_of(KeyFile.load, saved) == "key-file-damaged"
    shutil.move(saved.keys, saved.keys_backup)
    assert code_of(KeyFile.load, saved) == "key-file-damaged"


def test_what_a_later_peerdesk_kept_is_not_undone(saved, centre, later_file):
    saved.keys.write_bytes(later_file)
    assert code_of(KeyFile.load, saved) == "key-file-newer"
    assert code_of(centre.keys.save, saved) == "key-file-newer"
    assert saved.keys.read_bytes() == later_file
    assert check_format(saved) == ["key-file-newer"]


@pytest.mark.parametrize("at_step", [1, 2])
def test_a_power_cut_during_the_first_save_of_all_leaves_no_file_or_a_whole_one(folder, centre, monkeypatch, at_step):
    with monkeypatch.context() as power:
        cut_power(power, at_step)
        with pytest.raises(PowerCut):
            centre.keys.save(folder)
    if at_step == 1:
        assert code_of(KeyFile.load, folder) == "key-file-missing"
    else:
        assert opens(folder, centre, "Balbir", "mango tree 34")


@pytest.mark.parametrize(("at_step", "in_force"), [(1, False), (2, True)], ids=["before", "between the copies"])
def test_after_a_power_cut_the_old_or_the_new_password_opens_and_the_next_save_mends(
    saved, centre, monkeypatch, at_step, in_force
):
    changed = centre.with_new_password()
    with monkeypatch.context() as power:
        cut_power(power, at_step)
        with pytest.raises(PowerCut):
            changed.save(saved)
    assert opens(saved, centre, "Balbir", "banyan tree 56") is in_force
    assert opens(saved, centre, "Balbir", "mango tree 34") is not in_force
    assert check_format(saved) == (["key-copy-differs"] if in_force else [])
    KeyFile.load(saved).save(saved)
    assert check_format(saved) == []


@pytest.mark.parametrize("act", ["make", "confirm"])
@pytest.mark.parametrize("at_step", [1, 2])
@pytest.mark.parametrize("lost", [None, "keys", "keys_backup"], ids=["both", "first lost", "copy lost"])
def test_whenever_the_power_goes_a_sheet_that_somebody_holds_opens(saved, centre, monkeypatch, act, at_step, lost):
    new = new_code()
    waiting = centre.keys.with_pending_recovery(centre.asha, new, AT)
    if act == "confirm":
        waiting.save(saved)  # before this returned, nobody had the new sheet
    with monkeypatch.context() as power:
        cut_power(power, at_step)
        with pytest.raises(PowerCut):
            (waiting if act == "make" else waiting.with_recovery_confirmed(centre.asha, AT)).save(saved)
    if lost is not None:
        getattr(saved, lost).unlink()
    held = centre.code if act == "make" else new
    assert KeyFile.load(saved).unlock_with_recovery(held).master == centre.master


@pytest.mark.parametrize("at_step", [1, 2, 3])
def test_no_power_cut_costs_the_record_even_when_the_copy_was_behind(saved, centre, monkeypatch, at_step):
    """And even on a disk that loses the file it was replacing, as FAT may."""
    saved.keys_backup.write_bytes(b"damaged")
    with monkeypatch.context() as power:
        cut_power(power, at_step)
        with pytest.raises(PowerCut):
            centre.keys.without_user("Balbir").save(saved)
    if at_step == 2:
        saved.keys.write_bytes(b"")
    elif at_step == 3:
        saved.keys_backup.write_bytes(b"")
    assert opens(saved, centre, "Asha Devi", "neem tree 12")


@pytest.mark.parametrize(
    "change",
    [
        lambda centre: centre.keys.without_user("Balbir"),
        lambda centre: centre.with_new_password(),
    ],
    ids=["login taken away", "password changed"],
)
def test_the_second_copy_does_not_keep_the_old_way_in(saved, centre, change):
    change(centre).save(saved)
    saved.keys.unlink()
    assert not opens(saved, centre, "Balbir", "mango tree 34")


def test_a_full_disk_changes_nothing_and_says_so(saved, centre, monkeypatch):
    with monkeypatch.context() as disk:
        fill_disk(disk, at_step=1)
        assert code_of(centre.keys.without_user("Balbir").save, saved) == "key-file-not-saved"
    assert opens(saved, centre, "Balbir", "mango tree 34")
    assert check_format(saved) == []


def test_a_disk_full_at_the_second_copy_says_that_the_change_is_in_force(saved, centre, monkeypatch):
    with monkeypatch.context() as disk:
        fill_disk(disk, at_step=2)
        assert code_of(centre.keys.without_user("Balbir").save, saved) == "key-copy-not-saved"
    assert not opens(saved, centre, "Balbir", "mango tree 34")
    assert check_format(saved) == ["key-copy-differs"]


def test_a_first_run_in_the_wrong_folder_does_not_wipe_out_the_keys_there(saved, centre):
    other, _ = KeyFile.new(Founding.draw(AT), "Chanda", "peepal tree", new_code(), CHEAP)
    assert code_of(other.save, saved) == "key-file-foreign"
    saved.keys.unlink()
    assert code_of(other.save, saved) == "key-file-foreign"
    assert opens(saved, centre, "Balbir", "mango tree 34")
