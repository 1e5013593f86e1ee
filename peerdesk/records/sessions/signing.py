"""The gate before every change to a session: what is signed stays as it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import Expression, Function, ModelSelect, fn

from peerdesk.db.models import Seal, Session
from peerdesk.db.statements import prepared
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
