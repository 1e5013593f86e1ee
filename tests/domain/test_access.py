import pytest

from peerdesk.domain.access import PERMISSIONS, Actor, Permission, Role
from peerdesk.errors import NotPermitted
from tests.refusals import failure_of

OFFICE = {
    Permission.SEE_MEMBERS,
    Permission.REGISTER_MEMBERS,
    Permission.SEE_GROUPS,
    Permission.MANAGE_ROSTERS,
    Permission.SEE_ATTENDANCE,
    Permission.MARK_ATTENDANCE,
    Permission.PRINT_ATTENDANCE,
    Permission.CHECK_FILE,
    Permission.BACK_UP,
    Permission.SEE_RECOVERY,
    Permission.SEE_MENTORING,
    Permission.SEE_FOLLOW_UPS,
    Permission.KEEP_FOLLOW_UPS,
    Permission.SEE_CONTACTS,
    Permission.SEE_MEASURES,
    Permission.KEEP_MEASURES,
    Permission.MARK_PRESENCE,
}
COUNSELLORS = {
    Permission.MANAGE_GROUPS,
    Permission.SEE_NOTES,
    Permission.WRITE_NOTES,
    Permission.SIGN_SESSIONS,
    Permission.PRINT_PROGRESS,
    Permission.KEEP_RECOVERY,
    Permission.MANAGE_MENTORING,
    Permission.KEEP_CONTACTS,
    Permission.SEE_GOALS,
    Permission.KEEP_GOALS,
    Permission.SEE_STAYING_WELL,
    Permission.KEEP_STAYING_WELL,
    Permission.SEE_COUNSELLORS_MEASURES,
    Permission.KEEP_SAFETY_NOTES,
    Permission.KEEP_INCIDENTS,
    Permission.KEEP_STORIES,
}
RUNNING = {
    Permission.MANAGE_STAFF,
    Permission.CHANGE_SETTINGS,
    Permission.RESTORE,
    Permission.SEE_DISCLOSURES,
    Permission.SEE_TRAIL,
    Permission.ERASE_MEMBERS,
}


def actor(role):
    return Actor(1, "asha", "Asha Devi", role)


def test_every_role_has_its_line_in_the_table():
    assert set(PERMISSIONS) == set(Role)


def test_office_staff_keep_the_books_and_nothing_that_is_told_in_confidence():
    assert PERMISSIONS[Role.OFFICE] == OFFICE


def test_a_counsellor_also_leads_groups_and_keeps_what_is_told_in_confidence():
    assert PERMISSIONS[Role.COUNSELLOR] == OFFICE | COUNSELLORS


def test_a_coordinator_may_do_everything_and_alone_manages_staff_and_settings():
    assert PERMISSIONS[Role.COORDINATOR] == set(Permission) == OFFICE | COUNSELLORS | RUNNING


@pytest.mark.parametrize(("role", "allowed"), [(Role.OFFICE, False), (Role.COUNSELLOR, True), (Role.COORDINATOR, True)])
def test_notes_are_for_those_who_counsel(role, allowed):
    assert actor(role).may(Permission.SEE_NOTES) is allowed


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
