"""The gate before every change to a session: what is signed stays as it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import Expression, Function, ModelSelect, fn

from peerdesk.db.models import Facilitator, Seal, Session
from peerdesk.db.queries import tuples
from peerdesk.db.statements import prepared
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.sessions.sessions import NotHeldReason, RecordState, SessionStatus, change_problems, record_state
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.errors import InvalidInput, NotFound, Problem


class AtGate(NamedTuple):
    """What an act needs to know of the session that it changes; ``signed`` is whether it has a seal of its own."""

    id: int
    group_id: int
    day: date
    minutes: int
    status: SessionStatus
    reason: NotHeldReason | None
    reason_text: str
    visitors: int
    paper_by_id: int | None
    paper_on: date | None
    signed: bool


AnySession = Session | AtGate
"""A session as a row, or as the gate found it."""


def session(session_id: int) -> Session:
    """A session by its number; inside a reading or a unit of work.

    Raises:
        NotFound: if there is none.
    """
    found: Session | None = Session.get_or_none(Session.id == session_id)
    if found is None:
        raise NotFound("unknown-session", number=session_id)
    return found


def signature(session_id: int) -> Seal | None:
    """The seal made when the session was signed, if it was."""
    found: Seal | None = Seal.get_or_none((Seal.session == session_id) & (Seal.kind == SealKind.SESSION))
    return found


def changeable(session_id: int) -> AtGate:
    """A session of which marks, guests, note, plan and duties can still be changed.

    Raises:
        InvalidInput: if it is signed or did not happen.
    """
    found = _at_gate(session_id)
    if problems := change_problems(record_state(found.status, signed=found.signed, added_to=False)):
        raise InvalidInput(problems)
    return found


def still_open() -> Expression:
    """Condition on sessions: the same as :func:`changeable` asks of one."""
    found: Expression = (Session.status != SessionStatus.DID_NOT_HAPPEN) & ~_is_signed()
    return found


def _is_signed() -> Function:
    seals = Seal.select(Seal.id).where((Seal.session == Session.id) & (Seal.kind == SealKind.SESSION))
    return fn.EXISTS(seals)


def unsigned(session_id: int) -> AtGate:
    """A session of which it can still be said whether it happened.

    Raises:
        InvalidInput: if it is signed.
    """
    found = _at_gate(session_id)
    if found.signed:
        raise InvalidInput(change_problems(RecordState.SIGNED))
    return found


def signed(session_id: int) -> AtGate:
    """A session that is signed.

    Raises:
        InvalidInput: if it is not.
    """
    found = _at_gate(session_id)
    if not found.signed:
        raise InvalidInput([Problem("", "session-not-signed")])
    return found


def _at_gate(session_id: int) -> AtGate:
    found = _facts.tuples(session_id)
    if not found:
        raise NotFound("unknown-session", number=session_id)
    facts = AtGate(*found[0])
    return facts._replace(signed=bool(facts.signed))


@prepared
def _facts(session_id: int) -> ModelSelect[Session]:
    columns = [getattr(Session, name) for name in AtGate._fields if name != "signed"]
    return Session.select(*columns, _is_signed()).where(Session.id == session_id)


def responsible(group_id: int, day: date) -> set[int]:
    """The staff who sign a group's sessions of a day; empty if nobody was named."""
    found = Facilitator.select(Facilitator.staff).where(
        (Facilitator.group == group_id)
        & Facilitator.responsible
        & (Facilitator.from_day <= day)
        & (Facilitator.to_day.is_null() | (Facilitator.to_day >= day))
    )
    return {staff_id for (staff_id,) in tuples(found)}


def is_responsible(actor: Actor, group_id: int, day: date) -> bool:
    """Whether somebody answers for a group on a day: they were named, or nobody was."""
    named = responsible(group_id, day)
    return not named or actor.staff_id in named


def may_close(actor: Actor, group_id: int, day: date) -> bool:
    """Whether somebody signs a group's session of a day; the coordinator does in anybody's place."""
    return actor.role is Role.COORDINATOR or is_responsible(actor, group_id, day)
