import errno
import os

import pytest

from peerdesk import atomic
from peerdesk.db.models import AuditEntry
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.errors import AccessDenied, InvalidInput, NotFound, NotPermitted, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security import attempts, keystore
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import KdfParameters
from peerdesk.services import access, centre, door, staff
from tests.centres import at_ten, enter
from tests.refusals import failure_of

CHEAP = KdfParameters(memory=19_456, time=1)
PASSWORD = "river stone 7"
NEW_PASSWORD = "quiet green hill"
CODE = new_code()
CENTRE = CentreDetails("Asha Kendra", "ASH")
MEENA = StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR)


@pytest.fixture
def empty(tmp_path):
    return DataFolder(tmp_path / "new")


@pytest.fixture
def made(empty, now):
    access.set_up(empty, CENTRE, MEENA, PASSWORD, CODE, now, CHEAP)
    return empty


def files(folder):
    return {path.relative_to(folder.root).as_posix() for path in folder.root.rglob("*") if path.is_file()}


def cut_before_the_keys(folder):
    """The power went when the record was in place and its keys were not."""
    making = DataFolder(folder.root / "setting-up")
    making.create()
    os.replace(folder.keys, making.keys)
    os.replace(folder.keys_backup, making.keys_backup)


# Setting up


def test_a_new_centre_opens_with_the_first_password_and_shows_what_was_typed(made, now):
    storage = Storage.open(made, door.unlock(made, "meena", PASSWORD).master, now, lambda _changed: None)
    with storage.bound():
        actor = enter(storage, "meena")
        assert centre.details(storage, actor) == CENTRE
        assert actor.role is Role.COORDINATOR
        with storage.reading():
            trail = [entry.action for entry in AuditEntry.select()]
            assert trail == [
                "centre.set-up",
                "staff.add",
                "keys.founded",
                "keys.sheet-made",
                "keys.notes",
                "staff.log-in",
            ]
    storage.close()


def test_setting_up_leaves_the_record_and_two_copies_of_its_keys_and_nothing_else(made):
    assert files(made) == {"peerdesk.db", "peerdesk.keys", "peerdesk.keys.bak"}


def test_every_problem_of_a_set_up_is_said_at_once_and_nothing_is_written(empty, now):
    with pytest.raises(InvalidInput) as caught:
        access.set_up(empty, CentreDetails(), StaffDetails(), "short", CODE, now, CHEAP)
    assert {problem.code for problem in caught.value.problems} == {
        "centre-name-missing",
        "centre-code-wrong",
        "user-name-wrong",
        "staff-name-missing",
        "password-too-short",
    }
    assert not empty.root.exists()


def test_a_mistyped_recovery_code_sets_nothing_up(empty, now):
    with pytest.raises(InvalidInput):
        access.set_up(empty, CENTRE, MEENA, PASSWORD, "ABCD-EFGH", now, CHEAP)
    assert not empty.root.exists()


def test_a_place_that_cannot_be_written_is_an_expected_failure(tmp_path, now):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageUnavailable, match="folder-is-none"):
        access.set_up(DataFolder(tmp_path / "file" / "data"), CENTRE, MEENA, PASSWORD, CODE, now, CHEAP)


def test_an_empty_folder_holds_no_centre(empty):
    assert not door.has_centre(empty)


def test_a_set_up_that_lost_power_before_the_keys_were_in_place_is_finished(made):
    cut_before_the_keys(made)
    assert door.has_centre(made)
    assert door.unlock(made, "meena", PASSWORD)
    assert files(made) == {"peerdesk.db", "peerdesk.keys", "peerdesk.keys.bak"}


def test_keys_left_over_beside_a_finished_centre_are_taken_away(made):
    """They would go on opening the record after every change of password."""
    making = DataFolder(made.root / "setting-up")
    making.create()
    making.keys.write_bytes(made.keys.read_bytes())
    assert door.has_centre(made)
    assert not making.root.exists()
    assert door.unlock(made, "meena", PASSWORD)


def test_a_set_up_that_lost_power_early_starts_again_from_nothing(empty, now):
    making = DataFolder(empty.root / "setting-up")
    making.create()
    making.database.write_bytes(b"half a record")
    assert not door.has_centre(empty)
    access.set_up(empty, CENTRE, MEENA, PASSWORD, CODE, now, CHEAP)
    assert door.unlock(empty, "meena", PASSWORD)


def test_nothing_is_set_up_over_the_keys_of_another_centre(made, now):
    before = made.keys.read_bytes()
    made.database.unlink()
    with pytest.raises(StorageUnavailable, match="key-file-foreign"):
        access.set_up(made, CENTRE, MEENA, PASSWORD, new_code(), now, CHEAP)
    assert made.keys.read_bytes() == before


# Logging in


def fault(_folder):
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(("user_name", "password"), [("meena", "wrong stone 7"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_refused_alike(folder, user_name, password):
    with pytest.raises(AccessDenied, match="wrong-password"):
        door.unlock(folder, user_name, password)


def recovered(folder):
    access.recover(folder, CODE, "meena", NEW_PASSWORD, at_ten(), CHEAP)


def logged_in(folder):
    door.unlock(folder, "meena", PASSWORD)


@pytest.mark.parametrize("enter", [logged_in, recovered], ids=["password", "sheet"])
@pytest.mark.parametrize("file", ["keys", "keys_backup"])
@pytest.mark.parametrize("harm", ["missing", "damaged", "behind"])
def test_every_way_in_mends_both_copies_of_the_key_file(made, enter, file, harm):
    path = getattr(made, file)
    if harm == "missing":
        path.unlink()
    elif harm == "damaged":
        path.write_bytes(b"half a fi")
    else:
        old = made.keys.read_bytes()
        keys = KeyFile.load(made)
        meena = keys.unlock("meena", PASSWORD)
        keys.with_user(meena, 2, Role.OFFICE, "asha", NEW_PASSWORD, at_ten(), CHEAP).save(made)
        path.write_bytes(old)
    with pytest.raises(AccessDenied):
        door.unlock(made, "meena", "not hers at all")
    assert keystore.check_format(made)
    enter(made)
    assert keystore.check_format(made) == []
    assert ("asha" in KeyFile.load(made).user_names) is (harm == "behind")


def test_after_the_new_password_was_used_the_old_one_opens_nothing_whatever_is_lost(made):
    """A power cut between the two copies left the old slots in the second one."""
    old = made.keys.read_bytes()
    keys = KeyFile.load(made)
    keys.with_password(keys.unlock("meena", PASSWORD), "meena", NEW_PASSWORD, at_ten(), CHEAP).save(made)
    made.keys_backup.write_bytes(old)
    assert door.unlock(made, "meena", NEW_PASSWORD)
    made.keys.write_bytes(bytes(900))
    with pytest.raises(AccessDenied):
        door.unlock(made, "meena", PASSWORD)
    assert door.unlock(made, "meena", NEW_PASSWORD)
    assert keystore.check_format(made) == []


def test_a_copy_of_the_keys_of_another_record_or_program_stays_as_it_is(made, tmp_path, now):
    other = DataFolder(tmp_path / "other")
    access.set_up(other, CENTRE, MEENA, PASSWORD, CODE, now, CHEAP)
    theirs = other.keys.read_bytes()
    made.keys_backup.write_bytes(theirs)
    assert keystore.check_format(made) == ["key-copy-foreign"]
    door.unlock(made, "meena", PASSWORD)
    assert made.keys_backup.read_bytes() == theirs
    keys = KeyFile.load(made)
    keys.with_password(keys.unlock("meena", PASSWORD), "meena", NEW_PASSWORD, at_ten(), CHEAP).save(made)
    assert keystore.check_format(made) == []
    assert [path.read_bytes() for path in made.root.glob("peerdesk.keys.bak.*")] == [theirs]


def test_a_second_copy_that_cannot_be_made_keeps_nobody_out(made):
    made.keys_backup.unlink()
    made.keys_backup.with_name("peerdesk.keys.bak.tmp").mkdir()  # where the copy is written first
    assert door.unlock(made, "meena", PASSWORD)
    assert not made.keys_backup.exists()


def test_capitals_and_spaces_in_the_user_name_do_not_matter(storage, folder):
    assert door.unlock(folder, " MEENA ", PASSWORD)
    assert enter(storage, " MEENA ").user_name == "meena"


def test_staff_whose_login_was_taken_away_cannot_enter(storage, coordinator, counsellor, folder):
    staff.deactivate(storage, coordinator, counsellor.staff_id, PASSWORD)
    with pytest.raises(AccessDenied):
        door.unlock(folder, "ravi", PASSWORD)
    with pytest.raises(AccessDenied):
        enter(storage, "ravi")


def test_a_slot_that_a_power_cut_left_over_opens_no_desk_and_goes_at_the_next_log_in(
    storage, coordinator, counsellor, folder
):
    meena = door.unlock(folder, "meena", PASSWORD)
    KeyFile.load(folder).with_user(meena, 3, Role.OFFICE, "x1", PASSWORD, at_ten(), CHEAP).save(folder)
    assert door.unlock(folder, "x1", PASSWORD)
    with pytest.raises(AccessDenied):
        enter(storage, "x1")
    enter(storage, "ravi")
    assert KeyFile.load(folder).user_names == ("meena", "ravi")


def test_the_password_of_somebody_else_does_not_unlock_ones_screen(storage, coordinator, counsellor, folder):
    meena = door.unlock(folder, "meena", PASSWORD)
    KeyFile.load(folder).with_password(meena, "ravi", NEW_PASSWORD, at_ten(), CHEAP).save(folder)
    with pytest.raises(AccessDenied):
        access.check_password(storage, counsellor, PASSWORD)
    assert access.check_password(storage, counsellor, NEW_PASSWORD)


# The password recovery sheet


def test_the_recovery_code_gives_a_login_another_password(made):
    access.recover(made, CODE.lower().replace("-", " "), "Meena", NEW_PASSWORD, at_ten(), CHEAP)
    assert door.unlock(made, "meena", NEW_PASSWORD)
    with pytest.raises(AccessDenied):
        door.unlock(made, "meena", PASSWORD)


def test_whoever_came_in_with_the_sheet_waits_for_no_wrong_password_of_before(made):
    for _ in range(9):
        attempts.note(made, "meena", at_ten())
    assert attempts.wait(made, "meena", at_ten()) == 300
    access.recover(made, CODE, "meena", NEW_PASSWORD, at_ten(), CHEAP)
    assert door.unlock(made, "meena", NEW_PASSWORD, at_ten)
    assert attempts.of(made, "meena").count == 9


def test_another_centres_code_recovers_nothing(made):
    with pytest.raises(AccessDenied, match="wrong-recovery-code"):
        access.recover(made, new_code(), "meena", NEW_PASSWORD, at_ten(), CHEAP)
    assert door.unlock(made, "meena", PASSWORD)


def test_a_code_recovers_only_logins_that_are_there_and_only_with_an_acceptable_password(made):
    with pytest.raises(NotFound, match="no-such-user"):
        access.recover(made, CODE, "nobody", NEW_PASSWORD, at_ten(), CHEAP)
    with pytest.raises(InvalidInput):
        access.recover(made, CODE, "meena", "short", at_ten(), CHEAP)
    assert door.unlock(made, "meena", PASSWORD)


def opens(folder, code):
    try:
        return bool(KeyFile.load(folder).unlock_with_recovery(code))
    except AccessDenied:
        return False


@pytest.fixture
def old_code(folder, storage, coordinator):
    """The code of the sheet that is in force."""
    code = access.new_recovery(storage, coordinator, PASSWORD)
    access.confirm_recovery(storage, coordinator, PASSWORD)
    return code


def test_the_old_code_opens_until_somebody_says_that_they_hold_the_new_sheet(storage, coordinator, folder, old_code):
    assert not access.waits_for_sheet(storage, coordinator)
    new = access.new_recovery(storage, coordinator, PASSWORD)
    assert access.waits_for_sheet(storage, coordinator)
    assert opens(folder, old_code)
    assert opens(folder, new)
    access.confirm_recovery(storage, coordinator, PASSWORD)
    assert not access.waits_for_sheet(storage, coordinator)
    assert not opens(folder, old_code)
    assert opens(folder, new)
    with storage.reading():
        actions = [entry.action for entry in AuditEntry.select()]
    assert (actions.count("centre.recovery-code"), actions.count("centre.recovery-confirmed")) == (2, 2)


def test_whoever_comes_in_with_the_new_code_confirms_it(storage, coordinator, folder, old_code):
    new = access.new_recovery(storage, coordinator, PASSWORD)
    access.recover(folder, new, "meena", NEW_PASSWORD, at_ten(), CHEAP)
    assert door.unlock(folder, "meena", NEW_PASSWORD)
    assert not opens(folder, old_code)
    assert opens(folder, new)


def test_whoever_comes_in_with_the_old_code_says_nothing_of_the_new_sheet(storage, coordinator, folder, old_code):
    new = access.new_recovery(storage, coordinator, PASSWORD)
    access.recover(folder, old_code, "meena", NEW_PASSWORD, at_ten(), CHEAP)
    assert opens(folder, old_code)
    assert opens(folder, new)


def test_without_a_new_sheet_there_is_nothing_to_confirm(storage, coordinator, folder, old_code):
    assert failure_of(access.confirm_recovery, storage, coordinator, PASSWORD) == "no-sheet-waits"
    assert opens(folder, old_code)


def test_no_code_is_handed_out_that_a_power_cut_could_take_back(storage, coordinator, folder, old_code, monkeypatch):
    with monkeypatch.context() as disk:
        disk.setattr(atomic, "sync_folder", fault)
        assert failure_of(access.new_recovery, storage, coordinator, PASSWORD) == "key-file-not-saved"
    assert opens(folder, old_code)


def test_only_the_coordinator_with_the_right_password_makes_a_new_recovery_code(
    storage, coordinator, counsellor, folder
):
    before = folder.keys.read_bytes()
    with pytest.raises(NotPermitted):
        access.new_recovery(storage, counsellor, PASSWORD)
    with pytest.raises(AccessDenied):
        access.new_recovery(storage, coordinator, "wrong stone 7")
    assert folder.keys.read_bytes() == before
