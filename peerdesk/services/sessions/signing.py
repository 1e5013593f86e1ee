"""Signing: freezes and seals a session; afterwards addenda and corrections alone. And checking what was sealed."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    RosterEntry,
    Seal,
    Session,
)
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission, Role
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.marks import Attendance, Mark, attendance_problems
from peerdesk.domain.sessions.notes import LONGEST_NOTE
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.domain.sessions.signing import MOST_WHY, Answers, BrokenSeal, SealKind, open_questions, signing_problems
from peerdesk.domain.typed import blank
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records.clock import require_settled
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import marking
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import sealed as sealed_records
from peerdesk.records.sessions import seals as seal_records
from peerdesk.records.sessions import sessions as session_records
from peerdesk.records.sessions import signing as signing_records
from peerdesk.records.sessions.sealed import Sealed
from peerdesk.records.sessions.signing import AtGate
from peerdesk.security.seals import FIRST, Sealer, short_form


def sign(storage: Storage, actor: Actor, session_id: int, unmarked_why: str = "") -> str:
    """Freeze roster, marks and note under the actor's name and return the seal's short form.

    The password is asked and checked before (``access.check_password``). For who has decided already what is open:
    :func:`settle_and_sign` asks. Why somebody is left unmarked is kept.

    Raises:
        InvalidInput: if the session was not held or is signed already, its note is missing, or somebody else is
            responsible for the group.
        ClockInDoubt: if the PC's clock does not fit the record; so for an addendum and a correction.
    """
    actor.require(Permission.SIGN_SESSIONS)
    with storage.writing(Changed.SESSIONS | Changed.NOTES | Changed.ATTENDANCE, actor) as unit:
        session = signing_records.changeable(session_id)
        if problems := _problems(session, actor):
            raise InvalidInput(problems)
        return short_form(_sign_within(storage.sealer, unit, session, unmarked_why.strip()[:MOST_WHY]))


def settle_and_sign(storage: Storage, actor: Actor, session_id: int, answers: Answers) -> str:
    """Write down what was decided about what was still open, and sign as :func:`sign`: all of it, or nothing.

    Who is still unmarked and on planned leave that day is on leave, whatever is said of the others.

    Raises:
        InvalidInput: with everything that cannot be signed or nobody has decided yet.
        ClockInDoubt: if the PC's clock does not fit the record.
    """
    actor.require(Permission.SIGN_SESSIONS)
    with storage.writing(Changed.SESSIONS | Changed.NOTES | Changed.ATTENDANCE, actor) as unit:
        session = signing_records.changeable(session_id)
        note = note_records.group_note(session_id)
        settled = note if note.objective else replace(note, objective=answers.objective)
        problems = _problems(session, actor)
        if session.status is SessionStatus.HELD:
            problems += open_questions(
                objective=settled.objective,
                unmarked=0 if answers.letter else len(marking.unmarked(session_id, marking.due(session))),
                unmarked_why=answers.why,
            )
        if problems:
            raise InvalidInput(problems)
        if settled != note:
            note_records.keep_within(unit, session_id, settled)
        if answers.letter:
            rest = marking.rest(session, answers.letter)
            marking.set_marks(unit, session_id, attendance_records.attending(session_id, rest), rest)
        return short_form(_sign_within(storage.sealer, unit, session, answers.why))


def _sign_within(sealer: Sealer, unit: Unit, session: AtGate, unmarked_why: str) -> bytes:
    roster = group_records.roster(session.group_id, session.day)
    unmarked = len(marking.unmarked(session.id, [row.member_id for row in roster]))
    why = unmarked_why if unmarked else ""
    if why:
        Session.update(unmarked_why=why).where(Session.id == session.id).execute()
    for serial, row in enumerate(roster, start=1):
        RosterEntry.create(session=session.id, member=row.member_id, serial=serial, role=row.role)
    seal = _seal(sealer, unit, SealKind.SESSION, session.id, None, None)
    left = {"unmarked": unmarked, "why": why} if why else {}
    unit.audit("session.sign", session.id, None, {"seal": seal.hex(), **left})
    return seal


def add_addendum(storage: Storage, actor: Actor, session_id: int, text: str) -> None:
    """Add text to a signed session, under the actor's name and the moment, with a seal of its own.

    Raises:
        InvalidInput: if the text is missing or too long, or the session is not signed.
    """
    actor.require(Permission.WRITE_NOTES)
    text = text.strip()
    if blank(text):
        raise InvalidInput([Problem("addendum", "text-missing")])
    if len(text) > LONGEST_NOTE:
        raise InvalidInput([Problem("addendum", "text-too-long", {"most": LONGEST_NOTE})])
    with storage.writing(Changed.SESSIONS | Changed.NOTES, actor) as unit:
        signing_records.signed(session_id)
        addendum = AddendumRow.create(session=session_id, text=text)
        seal = _seal(storage.sealer, unit, SealKind.ADDENDUM, session_id, addendum.id, None)
        unit.audit("session.addendum", session_id, None, {"addendum": addendum.id, "seal": seal.hex()})


def correct(storage: Storage, actor: Actor, session_id: int, member_id: int, new: Attendance, why: str) -> None:
    """Change a mark of a signed session; the old one, who, when and why stay readable and print.

    Raises:
        InvalidInput: without a reason, without a change, for somebody who was not due, or if it is not signed.
    """
    actor.require(Permission.SIGN_SESSIONS)
    with storage.writing(Changed.SESSIONS | Changed.ATTENDANCE, actor) as unit:
        session = signing_records.signed(session_id)
        problems = attendance_problems(new, session.minutes)
        if blank(why):
            problems.append(Problem("why", "reason-missing"))
        if problems:
            raise InvalidInput(problems)
        this = (AttendanceRow.session == session_id) & (AttendanceRow.member == member_id)
        row = AttendanceRow.get_or_none(this)
        on_roster = RosterEntry.get_or_none((RosterEntry.session == session_id) & (RosterEntry.member == member_id))
        if row is None and on_roster is None:
            raise InvalidInput([Problem("member", "not-a-member", {"count": 1})])
        if row is not None and row.mark is new.mark:
            raise InvalidInput([Problem("mark", "mark-unchanged")])
        correction = CorrectionRow.create(
            session=session_id,
            member=member_id,
            old_mark=row.mark if row else None,
            old_minutes=row.minutes if row else None,
            old_reason=row.reason if row else None,
            old_participation=row.participation if row else None,
            new_mark=new.mark,
            why=why.strip(),
        )
        columns = {
            "mark": new.mark,
            "minutes": new.minutes if new.mark in (Mark.LATE, Mark.LEFT_EARLY) else None,
            "reason": new.reason if new.mark is Mark.LEAVE else None,
            "participation": new.participation,
        }
        if row is None:
            AttendanceRow.create(session=session_id, member=member_id, walk_in=False, **columns)
        else:
            AttendanceRow.update(**columns).where(this).execute()
        seal = _seal(storage.sealer, unit, SealKind.CORRECTION, session_id, None, correction.id)
        old = {"member": member_id, "mark": correction.old_mark}
        unit.audit("session.correct", session_id, old, {"mark": new.mark, "why": why.strip(), "seal": seal.hex()})


def broken_seals(storage: Storage, actor: Actor) -> Sequence[BrokenSeal]:
    """Go along the chain of seals and name every one that does not fit or that is missing; empty if all is well."""
    actor.require(Permission.CHECK_FILE)
    with storage.reading():
        found: list[BrokenSeal] = []
        previous = FIRST
        expected = 1
        for link, subject, parts in sealed_records.chain():
            kind, digests = link.sealed.kind, seal_records.digests(link.salt, parts)
            fits = link.id == expected and storage.sealer.verify(
                link.seal, previous, kind, subject, _moment(link.at), link.staff_id, digests
            )
            if not fits:
                found.append(BrokenSeal(link.sealed.session_id, kind))
            previous, expected = link.seal, link.id + 1
        return found + [BrokenSeal(session_id, kind) for session_id, kind in seal_records.found()]


def _problems(session: AtGate, actor: Actor) -> list[Problem]:
    responsible = session_records.responsible_ids(session.group_id, session.day)
    return signing_problems(
        held=session.status is SessionStatus.HELD,
        written=note_records.group_note(session.id).written,
        responsible=actor.role is Role.COORDINATOR or not responsible or actor.staff_id in responsible,
    )


def _seal(
    sealer: Sealer, unit: Unit, kind: SealKind, session_id: int, addendum_id: int | None, correction_id: int | None
) -> bytes:
    require_settled(unit)
    last = Seal.select().order_by(Seal.id.desc()).first()
    row = Seal(
        id=last.id + 1 if last else 1,  # without a gap, so that a link taken out of the chain's end shows in the audit
        kind=kind,
        session=session_id,
        addendum=addendum_id,
        correction=correction_id,
        staff=unit.actor.staff_id,
        at=unit.at,
        salt=secrets.token_bytes(16),
    )
    [(subject, parts)] = sealed_records.contents([Sealed(kind, session_id, addendum_id, correction_id)])
    digests = seal_records.digests(bytes(row.salt), parts)
    previous = bytes(last.seal) if last else FIRST
    row.seal = sealer.seal(previous, kind, subject, _moment(unit.at), unit.actor.staff_id, digests)
    row.save(force_insert=True)
    return bytes(row.seal)


def _moment(at: datetime) -> str:
    return at.isoformat()
