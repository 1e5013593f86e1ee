"""Whoever was taken out, or given another role, changes nothing more: every service, in a window that is still open."""

from dataclasses import replace

import pytest

from peerdesk.db.models import Staff
from peerdesk.domain.access import Role
from peerdesk.errors import AccessDenied, InvalidInput, NotFound, NotPermitted
from tests.behind import run
from tests.services.test_permissions import FUNCTIONS
from tests.services.test_random_walk import Walker, walked

BEFORE, TRIES = 600, 3
EXPECTED = AccessDenied, InvalidInput, NotFound, NotPermitted


@pytest.fixture
def filled(storage, coordinator, counsellor, office, circle):
    """The centre after some days of work, and who makes up what the services are asked with."""
    walker = Walker(11, (coordinator, counsellor, office))
    names = [name for name in walked() if not name.endswith((".deactivate", ".give_back", "staff.change"))]
    for _step in range(BEFORE):
        function = FUNCTIONS[walker.chance.choice(names)]
        try:
            function(storage, walker.chance.choice(walker.actors), **walker.arguments(function))
        except EXPECTED:
            continue
    return walker


def kept(storage):
    """How often anything was written, and where the trail ends."""
    return run(storage, "SELECT commits, trail_id, trail_head FROM record_state")


@pytest.mark.parametrize(
    ("role", "became"),
    [(role, became) for role in Role for became in (None, *Role) if became is not role],
    ids=lambda role: str(role),
)
def test_who_is_gone_or_has_another_role_changes_nothing_in_any_service(
    storage, coordinator, counsellor, office, filled, role, became
):
    who = {Role.COORDINATOR: coordinator, Role.COUNSELLOR: counsellor, Role.OFFICE: office}[role]
    with storage.reading():
        there = Staff.update(active=became is not None, role=became or role).where(Staff.id == who.staff_id)
        there.execute()
    before, refused, names = kept(storage), {}, walked()
    for name in names:
        for _try in range(TRIES):
            arguments = filled.arguments(FUNCTIONS[name])
            try:
                FUNCTIONS[name](storage, replace(who), **arguments)
            except AccessDenied as error:
                refused[name] = error.code
            except EXPECTED:
                continue
            assert kept(storage) == before, (name, arguments)
    assert len(names) > 140
    assert set(refused.values()) <= {"log-in-replaced", "role-changed", "wrong-password"}
    assert len(refused) > {Role.COORDINATOR: 30, Role.COUNSELLOR: 20, Role.OFFICE: 8}[role]
