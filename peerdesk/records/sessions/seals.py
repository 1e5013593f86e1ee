"""What a seal covers, and what no seal vouches for."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from peewee import JOIN, fn

from peerdesk.db.models import AddendumRow, AttendanceRow, AuditEntry, CorrectionRow, Seal, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.groups.groups import Channel
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.security.seals import digest

PLACE = ("serial", "role")
MARK = ("mark", "minutes", "reason", "participation")
"""What a place on the roster and a mark are, by the names of their columns."""

Part = tuple[str, Mapping[str, object]]
"""Name and content of one part; the name makes its salt."""


def digests(salt: bytes, parts: Iterable[Part]) -> list[bytes]:
    """The digests of the parts, each with a salt of its own made from the seal's."""
    keyed, found = HMAC(salt, SHA256()), []
    for name, content in parts:
        own = keyed.copy()  # for less than to begin with the key again: a check makes a hundred thousand
        own.update(name.encode())
        found.append(digest(own.finalize(), content))
    return found


def session_part(
    group_id: int,
    day: date,
    starts: time,
    minutes: int,
    channel: Channel,
    visitors: int,
    guests: Iterable[tuple[int | None, str, str]],
    note: GroupNote,
    unmarked_why: str = "",
    led_by: int | None = None,
) -> Part:
    """The session itself with the note about the group; guests as (member, name, kinship), by their ids.

    Why members were left unmarked, and who of them led, is in it where it was said: earlier seals know nothing of it.
    """
    said = {"unmarked_why": unmarked_why, "led_by": led_by}
    return "session", {
        **{name: value for name, value in said.items() if value},
        "group": group_id,
        "day": day.isoformat(),
        "starts": starts.isoformat(),
        "minutes": minutes,
        "channel": channel.value,
        "visitors": visitors,
        "guests": [[member_id, name, plain(kinship)] for member_id, name, kinship in guests],
        "objective": plain(note.objective),
        "topic": note.topic,
        "activities": sorted(activity.value for activity in note.activities),
        "shared": note.shared,
        "coping": note.coping,
        "concerns": note.concerns,
        "plan": note.plan,
    }


def member_parts(facts: Mapping[int, Mapping[str, object]]) -> list[Part]:
    """One part per member, by number: the facts of place, mark and note that there are, beside the number."""
    return [(f"member {member_id}", known) for member_id, known in sorted(facts.items())]


def place_facts(serial: int, role: MemberRole) -> dict[str, object]:
    """Somebody's place on the roster."""
    return dict(zip(PLACE, (serial, role.value), strict=True))


def mark_facts(source: object, prefix: str = "") -> dict[str, object]:
    """A mark with its particulars, out of an attendance, its row, or a correction (prefix ``old_``)."""
    return {name: plain(getattr(source, prefix + name)) for name in MARK}


def addendum_part(session_id: int, text: str) -> Part:
    """The text of an addendum, and the session it belongs to."""
    return "addendum", {"session": session_id, "text": text}


def correction_part(columns: Mapping[str, object]) -> Part:
    """A correction: every column of its row by field name."""
    return "correction", {name: plain(value) for name, value in columns.items()}


def plain(value: object) -> object:
    """The code of an enum; anything else as it is."""
    return getattr(value, "value", value)


Finding = tuple[int, SealKind]
"""A session, and which of its seals does not fit or is missing."""

_SEALING = {
    "session.sign": SealKind.SESSION,
    "session.addendum": SealKind.ADDENDUM,
    "session.correct": SealKind.CORRECTION,
}


def found() -> list[Finding]:
    """Everything in the file that no seal vouches for; inside a reading."""
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
