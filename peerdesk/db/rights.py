"""Whether somebody still is who they were when they came in: asked anew in each unit of work."""

from __future__ import annotations

from peewee import ModelSelect

from peerdesk.db.models import Staff
from peerdesk.db.statements import prepared
from peerdesk.domain.access import Actor
from peerdesk.errors import AccessDenied


def require_still_in(actor: Actor) -> None:
    """Refuse whose log-in was taken away meanwhile, or who was given another role.

    Who is in no row yet, in a file that is being made or salvaged, is let go on.

    Raises:
        AccessDenied: ``log-in-replaced``, ``role-changed``.
    """
    for role, active in _state.tuples(actor.staff_id):
        if not active:
            raise AccessDenied("log-in-replaced")
        if role is not actor.role:
            raise AccessDenied("role-changed")


@prepared
def _state(staff_id: int) -> ModelSelect[Staff]:
    return Staff.select(Staff.role, Staff.active).where(Staff.id == staff_id)
