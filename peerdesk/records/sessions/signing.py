"""The gate before every change to a session: what is signed stays as it is."""

from __future__ import annotations

from peewee import Expression, Function, ModelSelect, fn

from peerdesk.db.models import Seal, Session
from peerdesk.db.statements import prepared
from peerdesk.domain.sessions.sessions import RecordState, SessionStatus, change_problems, record_state
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.errors import InvalidInput, NotFound, Problem


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


def changeable(session_id: int) -> Session:
    """A session of which marks, guests, note, plan and duties can still be changed.

    Raises:
        InvalidInput: if it is signed or did not happen.
    """
    found, signed = _standing(session_id)
    if problems := change_problems(record_state(found.status, signed=signed, added_to=False)):
        raise InvalidInput(problems)
    return found


def still_open() -> Expression:
    """Condition on sessions: the same as :func:`changeable` asks of one."""
    found: Expression = (Session.status != SessionStatus.DID_NOT_HAPPEN) & ~_is_signed()
    return found


def _is_signed() -> Function:
    seals = Seal.select(Seal.id).where((Seal.session == Session.id) & (Seal.kind == SealKind.SESSION))
    return fn.EXISTS(seals)


def unsigned(session_id: int) -> Session:
    """A session of which it can still be said whether it happened.

    Raises:
        InvalidInput: if it is signed.
    """
    found, signed = _standing(session_id)
    if signed:
        raise InvalidInput(change_problems(RecordState.SIGNED))
    return found


def signed(session_id: int) -> Session:
    """A session that is signed.

    Raises:
        InvalidInput: if it is not.
    """
    found, signed = _standing(session_id)
    if not signed:
        raise InvalidInput([Problem("", "session-not-signed")])
    return found


def _standing(session_id: int) -> tuple[Session, bool]:
    """A session, and whether it is signed."""
    found: list[Session] = _with_signed.rows(session_id)
    if not found:
        raise NotFound("unknown-session", number=session_id)
    return found[0], bool(getattr(found[0], _SIGNED))


_SIGNED = "signed"


@prepared
def _with_signed(session_id: int) -> ModelSelect[Session]:
    return Session.select(Session, _is_signed().alias(_SIGNED)).where(Session.id == session_id)
