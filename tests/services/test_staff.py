import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.changes import Changed
from peerdesk.security.keyfile import KeyFile
from peerdesk.services import access, door, staff
from tests.centres import CHEAP, PASSWORD, enter
from tests.looking import trail
from tests.refusals import failure_of, problems_of

ASHA = StaffDetails("asha", "Asha Devi", "Counsellor")
NEW = "mango tree 34"


@pytest.fixture
def add(storage, coordinator):
    def call(details=ASHA, password=NEW, own=PASSWORD):
        return staff.add(storage, coordinator, details, password, own, CHEAP)

    return call


@pytest.fixture
def everybody(storage, coordinator):
    return lambda: [(row.user_name, row.role, row.active) for row in staff.everybody(storage, coordinator)]


def test_a_new_colleague_logs_in_with_their_own_password(storage, folder, add, announced):
    staff_id = add()
    door.unlock(folder, "asha", NEW)
    actor = enter(storage, "asha", NEW)
    assert (actor.staff_id, actor.name, actor.role) == (staff_id, "Asha Devi", Role.COUNSELLOR)
    assert announced == [Changed.STAFF]


def test_a_user_name_in_ones_own_script_logs_in(storage, folder, add):
    staff_id = add(StaffDetails("मीना", "मीना रावत", "Counsellor"))
    door.unlock(folder, "मीना", NEW)
    assert enter(storage, "मीना", NEW).staff_id == staff_id


def test_the_entry_of_a_new_colleague_holds_no_password(storage, coordinator, add):
    staff_id = add()
    entry = trail(storage, "staff.add")[-1]
    assert (entry.by, entry.subject_id) == (coordinator.staff_id, staff_id)
    assert entry.new == {"user_name": "asha", "name": "Asha Devi", "designation": "Counsellor", "role": "counsellor"}


def test_everything_wrong_with_an_account_is_said_at_once(add, everybody):
    before = everybody()
    assert problems_of(add, StaffDetails("a b", " ", "x" * 121), "short") == [
        "user_name: user-name-wrong",
        "name: staff-name-missing",
        "designation: text-too-long",
        "password: password-too-short",
    ]
    assert everybody() == before


@pytest.mark.parametrize("user_name", ["asha", "ASHA", "Ａsha"])
def test_a_user_name_is_given_once_however_it_is_written(add, folder, user_name):
    add()
    taken = StaffDetails(user_name, "Another Asha")
    assert problems_of(add, taken, "short") == ["password: password-too-short", "user_name: user-name-taken"]
    assert KeyFile.load(folder).user_names == ("meena", "asha")


def test_without_the_coordinators_own_password_nobody_is_added(folder, add, everybody):
    before = everybody()
    assert failure_of(add, own="not hers at all") == "wrong-password"
    assert everybody() == before
    assert KeyFile.load(folder).user_names == ("meena",)


def test_the_name_of_the_centre_is_no_password(storage, coordinator, add):
    staff_id = add()
    for password in ("Asha Kendra", "ashakendra"):
        assert problems_of(staff.set_password, storage, coordinator, staff_id, password, PASSWORD, CHEAP) == [
            "password: password-easy"
        ]


def test_name_designation_and_role_change_and_the_user_name_stays(storage, coordinator, add, everybody):
    staff_id = add()
    changed = StaffDetails("other", "Asha Sharma", "Clerk", Role.OFFICE)
    staff.change(storage, coordinator, staff_id, changed, PASSWORD)
    assert ("asha", Role.OFFICE, True) in everybody()
    (entry,) = trail(storage, "staff.change")
    assert entry.old == {"name": "Asha Devi", "designation": "Counsellor", "role": "counsellor"}
    assert enter(storage, "asha", NEW).role is Role.OFFICE


def test_the_last_coordinator_stays(storage, coordinator, add):
    me = coordinator.staff_id
    demoted = StaffDetails("meena", "Meena Rawat", "", Role.COUNSELLOR)
    assert problems_of(staff.change, storage, coordinator, me, demoted) == ["role: last-coordinator"]
    assert problems_of(staff.deactivate, storage, coordinator, me, PASSWORD) == ["role: last-coordinator"]
    add(StaffDetails("asha", "Asha Devi", "", Role.COORDINATOR))
    staff.change(storage, coordinator, me, demoted, PASSWORD)


def test_who_has_left_cannot_log_in_and_stays_in_the_list(storage, folder, coordinator, add, everybody):
    staff_id = add()
    opened = door.unlock(folder, "asha", NEW)
    staff.deactivate(storage, coordinator, staff_id, PASSWORD)
    staff.deactivate(storage, coordinator, staff_id, PASSWORD)
    assert everybody() == [("meena", Role.COORDINATOR, True), ("asha", Role.COUNSELLOR, False)]
    assert failure_of(door.unlock, folder, "asha", NEW) == "wrong-password"
    assert failure_of(access.enter, storage, opened) == "wrong-password"
    assert len(trail(storage, "staff.deactivate")) == 1


def test_who_comes_back_gets_the_same_log_in_with_a_new_password(storage, folder, coordinator, add, everybody):
    staff_id = add()
    staff.deactivate(storage, coordinator, staff_id, PASSWORD)
    how = storage, coordinator, staff_id
    assert problems_of(staff.give_back, *how, "short", PASSWORD, CHEAP) == ["password: password-too-short"]
    assert failure_of(staff.give_back, *how, NEW, "not-mine-at-all", CHEAP) == "wrong-password"
    staff.give_back(*how, NEW, PASSWORD, CHEAP)
    staff.give_back(*how, NEW, PASSWORD, CHEAP)
    assert ("asha", Role.COUNSELLOR, True) in everybody()
    assert door.unlock(folder, "asha", NEW)
    assert enter(storage, "asha", NEW).role is Role.COUNSELLOR
    (entry,) = trail(storage, "staff.give-back")
    assert (entry.old, entry.new) == ({"active": False}, {"active": True})


def test_the_name_of_somebody_who_left_is_not_given_again(storage, coordinator, add):
    staff.deactivate(storage, coordinator, add(), PASSWORD)
    assert problems_of(add) == ["user_name: user-name-taken"]


def test_everybody_sets_their_own_password_and_the_coordinator_anybodys(storage, folder, coordinator, add):
    staff_id = add()
    asha = enter(storage, "asha", NEW)
    staff.set_password(storage, asha, staff_id, "neem tree 99", NEW, CHEAP)
    door.unlock(folder, "asha", "neem tree 99")
    assert failure_of(door.unlock, folder, "asha", NEW) == "wrong-password"
    staff.set_password(storage, coordinator, staff_id, "river bank 5", PASSWORD, CHEAP)
    door.unlock(folder, "asha", "river bank 5")
    assert [entry.by for entry in trail(storage, "staff.password")] == [staff_id, coordinator.staff_id]
    assert (
        failure_of(staff.set_password, storage, asha, coordinator.staff_id, NEW, "river bank 5", CHEAP)
        == "not-permitted"
    )


def test_a_password_is_not_set_without_the_old_one_or_when_it_is_weak(storage, folder, coordinator, add):
    staff_id = add()
    change = staff.set_password, storage, coordinator, staff_id
    assert failure_of(*change, "neem tree 99", "not hers", CHEAP) == "wrong-password"
    assert problems_of(*change, "asha", PASSWORD, CHEAP) == [
        "password: password-too-short",
        "password: password-is-user-name",
    ]
    door.unlock(folder, "asha", NEW)


def test_somebody_unknown_is_not_found(storage, coordinator):
    assert failure_of(staff.change, storage, coordinator, 99, ASHA) == "no-such-user"
    assert failure_of(staff.deactivate, storage, coordinator, 99, PASSWORD) == "no-such-user"
    assert failure_of(staff.set_password, storage, coordinator, 99, NEW, PASSWORD, CHEAP) == "no-such-user"
