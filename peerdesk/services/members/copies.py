"""Copies of the record: asked for at the desk, handed over by a counsellor, and taken back where somebody erred.

What was left out of a copy is told in confidence: it stands in the request alone, and not in the trail.
"""

from datetime import datetime

from peerdesk.db.models import CopyRequest
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.copies import CopyRequestRow, Handed, asking_problems
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import copies as copy_records
from peerdesk.records import members as member_records


def ask(storage: Storage, actor: Actor, member_id: int, asked_at: datetime, *, now: datetime) -> int:
    """Note that a copy of a member's record is asked for, and return the number of the request.

    Raises:
        InvalidInput: if the moment is ahead, or before the birth, or a copy is waited for already.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        member_records.refuse_before_birth(member_id, ("asked_on", asked_at.date()))
        waits = next((row for row in copy_records.of_member(member_id) if row.given_at is None), None)
        if problems := asking_problems(asked_at, now, waits):
            raise InvalidInput(problems)
        nothing = {"given_at": None, "given_by": None, "way": None, "withheld": ""}
        row = CopyRequest.create(member=member_id, asked_at=asked_at, asked_of=actor.staff_id, **nothing)
        unit.audit("copy.ask", row.id, None, {"member": member_id, "asked_at": asked_at})
    return int(row.id)


def take_back(storage: Storage, actor: Actor, request_id: int) -> int:
    """Take a request out that was noted by mistake, and return its number in the bin.

    Raises:
        InvalidInput: if the copy was handed over: then it had been asked for.
        NotFound: if there is no such request.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        row = _request(request_id)
        if row.given_at is not None:
            raise InvalidInput([Problem("", "copy-given-already", {"moment": row.given_at})])
        unit.audit("copy.ask-undone", request_id, {"member": row.member_id, "asked_at": row.asked_at}, None)
        return bin_records.put_within(unit, BinKind.COPY_REQUEST, CopyRequest.get_by_id(request_id))


def give(storage: Storage, actor: Actor, request_id: int, handed: Handed, *, now: datetime) -> None:
    """Note that the copy was handed over, how, and what was left out of it and why.

    Raises:
        InvalidInput: if the moment is ahead or before the copy was asked for, or it was handed over already.
        NotFound: if there is no such request.
    """
    actor.require(Permission.SEE_NOTES)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        row = _request(request_id)
        problems = handed.problems(row.asked_at, now)
        if row.given_at is not None:
            problems = [Problem("", "copy-given-already", {"moment": row.given_at})]
        if problems:
            raise InvalidInput(problems)
        new = {"given_at": handed.given_at, "given_by": actor.staff_id, "way": handed.way}
        CopyRequest.update(**new, withheld=handed.withheld_kept).where(CopyRequest.id == request_id).execute()
        told = {**new, "in_part": bool(handed.withheld_kept)}
        unit.audit("copy.give", request_id, {"given_at": None, "given_by": None, "way": None}, told)


def take_back_giving(storage: Storage, actor: Actor, request_id: int) -> None:
    """It was a mistake that a copy was handed over: it waits again, from when it was asked for.

    Raises:
        InvalidInput: if another copy is waited for since.
        NotFound: if there is no such request.
    """
    actor.require(Permission.SEE_NOTES)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        row = _request(request_id)
        if row.given_at is None:
            unit.nothing_to_do()
            return
        waits = next((other for other in copy_records.of_member(row.member_id) if other.given_at is None), None)
        if waits is not None:
            raise InvalidInput([Problem("", "copy-waits-already", {"moment": waits.asked_at})])
        new = {"given_at": None, "given_by": None, "way": None}
        unit.audit("copy.give-undone", request_id, {"given_at": row.given_at, "way": row.way}, new)
        CopyRequest.update(**new, withheld="").where(CopyRequest.id == request_id).execute()


def _request(request_id: int) -> CopyRequestRow:
    found = copy_records.rows(CopyRequest.id == request_id)
    if not found:
        raise NotFound("unknown-copy-request", number=request_id)
    return found[0]
