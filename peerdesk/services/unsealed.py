"""What no seal vouches for: changes behind PeerDesk's back that leave every seal of the chain as it is."""

import json

from peewee import JOIN, fn

from peerdesk.db.models import AddendumRow, AttendanceRow, AuditEntry, CorrectionRow, Seal, SealKind, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.sessions.sessions import SessionStatus

Finding = tuple[int, SealKind]
"""A session, and which of its seals does not fit or is missing."""

_SEALING = {
    "session.sign": SealKind.SESSION,
    "session.addendum": SealKind.ADDENDUM,
    "session.correct": SealKind.CORRECTION,
}


def found() -> list[Finding]:
    """Everything of this kind; inside a reading."""
    return [*_links_taken_out(), *_without_seal(), *_unfitting_marks(), *_signed_but_not_held()]


def _links_taken_out() -> list[Finding]:
    """Seals of which the audit trail knows and which are gone; the end of a chain has no next link to miss them."""
    sealed = AuditEntry.select(AuditEntry.action, AuditEntry.subject_id, AuditEntry.new)
    there = {bytes(seal) for (seal,) in tuples(Seal.select(Seal.seal))}
    return [
        (session_id, _SEALING[action])
        for action, session_id, new in tuples(sealed.where(AuditEntry.action << list(_SEALING)))
        if bytes.fromhex(json.loads(new)["seal"]) not in there
    ]


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
    """Corrected marks that are not what their latest correction made them (the seal holds the mark before it)."""
    latest = CorrectionRow.select(fn.MAX(CorrectionRow.id)).group_by(CorrectionRow.session, CorrectionRow.member)
    rows = (
        CorrectionRow.select(CorrectionRow.session)
        .join(
            AttendanceRow,
            JOIN.LEFT_OUTER,
            on=(AttendanceRow.session == CorrectionRow.session) & (AttendanceRow.member == CorrectionRow.member),
        )
        .where(
            (CorrectionRow.id << latest)
            & (AttendanceRow.mark.is_null() | (AttendanceRow.mark != CorrectionRow.new_mark))
        )
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
