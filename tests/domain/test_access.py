import pytest

from peerdesk.domain.access import PERMISSIONS, Actor, Permission, Role
from peerdesk.errors import NotPermitted
from tests.refusals import failure_of

NOTES = {Permission.SEE_NOTES, Permission.WRITE_NOTES, Permission.SIGN_SESSIONS, Permission.PRINT_PROGRESS}
RUNNING = {Permission.MANAGE_STAFF, Permission.CHANGE_SETTINGS}


def actor(role):
    return Actor(1, "asha", "Asha Devi", role)


def test_every_role_has_its_line_in_the_table():
    assert set(PERMISSIONS) == set(Role)


def test_the_coordinator_may_do_everything():
    assert PERMISSIONS[Role.COORDINATOR] == set(Permission)


def test_a_counsellor_may_do_everything_but_manage_staff_and_settings():
    assert set(Permission) - PERMISSIONS[Role.COUNSELLOR] >= RUNNING
    assert PERMISSIONS[Role.COUNSELLOR] >= NOTES


def test_office_staff_have_nothing_to_do_with_notes_signatures_staff_and_settings():
    assert not PERMISSIONS[Role.OFFICE] & (NOTES | RUNNING)
    assert PERMISSIONS[Role.OFFICE] >= {Permission.REGISTER_MEMBERS, Permission.MARK_ATTENDANCE}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_refusal_names_what_was_asked_and_who_asked(role, permission):
    if actor(role).may(permission):
        actor(role).require(permission)
        return
    with pytest.raises(NotPermitted) as caught:
        actor(role).require(permission)
    assert caught.value.values == {"permission": permission, "role": role}
    assert failure_of(actor(role).require, permission) == "not-permitted"
