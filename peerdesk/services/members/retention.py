"""How long records are kept: whose need not be any longer, and holds on those that must be."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import LegalHold
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.retention import KeptLongEnough, hold_problems
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records.keeping import retention


def kept_long_enough(storage: Storage, actor: Actor, *, today: date) -> Sequence[KeptLongEnough]:
    """Whose record need not be kept any longer; nothing is erased by itself."""
    actor.require(Permission.ERASE_MEMBERS)
    with storage.reading():
        return retention.kept_long_enough(today)


def hold(storage: Storage, actor: Actor, member_id: int, why: str, *, today: date) -> int:
    """Keep a member's record whatever its age and whoever asks, until the hold is lifted; return its number.

    Raises:
        InvalidInput: without a reason, or if there is a hold already.
        NotFound: if there is no such member.
    """
    actor.require(Permission.ERASE_MEMBERS)
    if problems := hold_problems(why):
        raise InvalidInput(problems)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        if standing := retention.keeping_of(member_id, today).hold:
            raise InvalidInput([Problem("why", "hold-stands", {"day": standing.from_day})])
        row = LegalHold.create(member=member_id, from_day=today, why=why.strip(), staff=actor.staff_id)
        unit.only_of(members=[member_id])
        unit.audit("hold.set", row.id, None, {"member": member_id, "why": why.strip()})
    return int(row.id)


def lift_hold(storage: Storage, actor: Actor, hold_id: int, *, today: date) -> None:
    """The record need not be kept for that reason any longer.

    Raises:
        InvalidInput: if it was lifted already.
        NotFound: if there is no such hold.
    """
    actor.require(Permission.ERASE_MEMBERS)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        row: LegalHold | None = LegalHold.get_or_none(LegalHold.id == hold_id)
        if row is None:
            raise NotFound("unknown-hold", number=hold_id)
        if row.to_day is not None:
            raise InvalidInput([Problem("", "hold-lifted-already", {"day": row.to_day})])
        new = {"to_day": max(today, row.from_day), "ended_by": actor.staff_id}
        LegalHold.update(new).where(LegalHold.id == hold_id).execute()
        unit.only_of(members=[row.member_id])
        unit.audit("hold.lift", hold_id, {"member": row.member_id, "to_day": None}, {"to_day": new["to_day"]})
