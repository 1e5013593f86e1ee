"""What no seal vouches for."""

import json
from bisect import bisect
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from peewee import JOIN, OP, Expression, fn

from peerdesk.db.models import AddendumRow, AttendanceRow, AuditEntry, CorrectionRow, Seal, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.sessions.sealed import MARK
from peerdesk.security.key_list import KeyList

Finding = tuple[int, SealKind]
"""A session, and which of its seals does not fit or is missing."""

SEALING: Mapping[str, SealKind] = {
    "session.sign": SealKind.SESSION,
    "session.addendum": SealKind.ADDENDUM,
    "session.correct": SealKind.CORRECTION,
}
"""The entries of the trail that name a seal."""


def found(known: KeyList) -> list[Finding]:
    """Everything in the file that no seal vouches for, whoever had which keys; inside a reading."""
    told = _told()
    return [
        *_taken_out(told),
        *_out_of_turn(told, known),
        *_without_seal(),
        *_unfitting_marks(),
        *_signed_but_not_held(),
    ]


class _Told(NamedTuple):
    """What the audit trail says of a seal."""

    entry_id: int
    session_id: int
    kind: SealKind


def _told() -> dict[bytes, _Told]:
    entries = AuditEntry.select(AuditEntry.id, AuditEntry.action, AuditEntry.subject_id, AuditEntry.new)
    return {
        _seal_in(new) or b"entry %d" % entry_id: _Told(entry_id, session_id, SEALING[action])
        for entry_id, action, session_id, new in tuples(entries.where(AuditEntry.action << list(SEALING)))
    }


def _seal_in(new: str | None) -> bytes | None:
    """The seal that an entry names; None for an entry that PeerDesk did not write, which no seal can answer."""
    try:
        return bytes.fromhex(json.loads(new or "")["seal"])
    except (ValueError, TypeError, KeyError):
        return None


def _taken_out(told: Mapping[bytes, _Told]) -> list[Finding]:
    """Seals of which the audit trail knows and which are gone; the end of a chain has no next link to miss them."""
    there = {bytes(seal) for (seal,) in tuples(Seal.select(Seal.seal))}
    return [(of.session_id, of.kind) for seal, of in told.items() if seal not in there]


def _out_of_turn(told: Mapping[bytes, _Told], known: KeyList) -> list[Finding]:
    """Signatures that the trail does not know, or that name it or the list of keys as it was before a key changed.

    So a key that was replaced cannot sign as if it were still earlier.
    """
    changed = AuditEntry.select(AuditEntry.id, AuditEntry.subject_id).where(AuditEntry.action.startswith("keys."))
    rows = tuples(changed.where(AuditEntry.subject_id.is_null(False)).order_by(AuditEntry.id))
    entries, lengths = [entry_id for entry_id, _ in rows], [0, *(length for _, length in rows)]
    columns = Seal.session, Seal.kind, Seal.seal, Seal.trail_id, Seal.keys_head
    wrong = []
    for session_id, kind, seal, trail_id, keys_head in tuples(
        Seal.select(*columns).where(Seal.signature.is_null(False))
    ):
        of, then = told.get(bytes(seal)), bisect(entries, trail_id or 0)
        too_short = known.place_of(bytes(keys_head or b"")) < lengths[then]
        if of is None or bisect(entries, of.entry_id) != then or too_short:
            wrong.append((session_id, kind))
    return wrong


def _without_seal() -> list[Finding]:
    """Addenda and corrections that never went through a signature's owner."""
    addenda = AddendumRow.select(AddendumRow.session).join(
        Seal, JOIN.LEFT_OUTER, on=(Seal.addendum == AddendumRow.id), attr="link"
    )
    corrections = CorrectionRow.select(CorrectionRow.session).join(
        Seal, JOIN.LEFT_OUTER, on=(Seal.correction == CorrectionRow.id), attr="link"
    )
    return [
        (session_id, kind)
        for rows, kind in ((addenda, SealKind.ADDENDUM), (corrections, SealKind.CORRECTION))
        for (session_id,) in tuples(rows.where(Seal.id.is_null()))
    ]


def _unfitting_marks() -> list[Finding]:
    """Corrected marks that are not what their latest correction made them (the seal holds the mark before it).

    What goes with a mark is in a correction that was signed; one that an earlier PeerDesk sealed has the mark alone.
    """
    latest = CorrectionRow.select(fn.MAX(CorrectionRow.id)).group_by(CorrectionRow.session, CorrectionRow.member)
    latest = latest.where(CorrectionRow.member.is_null(False))
    is_another = AttendanceRow.mark.is_null() | (AttendanceRow.mark != CorrectionRow.new_mark)
    pairs = ((getattr(AttendanceRow, name), getattr(CorrectionRow, f"new_{name}")) for name in MARK[1:])
    differs = reduce(or_, (Expression(now, OP.IS_NOT, made) for now, made in pairs))
    rows = (
        CorrectionRow.select(CorrectionRow.session)
        .join(
            AttendanceRow,
            JOIN.LEFT_OUTER,
            on=(AttendanceRow.session == CorrectionRow.session) & (AttendanceRow.member == CorrectionRow.member),
        )
        .join(Seal, on=(Seal.correction == CorrectionRow.id), attr="link")
        .where((CorrectionRow.id << latest) & (is_another | (Seal.signature.is_null(False) & differs)))
    )
    return [(session_id, SealKind.CORRECTION) for (session_id,) in tuples(rows)]


def _signed_but_not_held() -> list[Finding]:
    """Signed sessions that another status keeps out of every percentage (a signature needs a held session)."""
    rows = (
        Seal.select(Seal.session)
        .join(Session)
        .where((Seal.kind == SealKind.SESSION) & (Session.status != SessionStatus.HELD))
    )
    return [(session_id, SealKind.SESSION) for (session_id,) in tuples(rows)]
