"""Signing: freezes and seals a session; afterwards addenda and corrections alone. And checking what was sealed.

Each of the three is signed with the key that only the actor's password opens, so each asks for it. The counsellor
responsible for the group does them, or the coordinator in their place, of whom it is noted.
"""

from collections.abc import Sequence
from dataclasses import replace

from peerdesk.db import key_rows
from peerdesk.db.audit import Unit
from peerdesk.db.models import AddendumRow, AttendanceRow, CorrectionRow, RosterEntry, Session
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.marks import Attendance, Mark, attendance_problems
from peerdesk.domain.sessions.notes import LONGEST_NOTE
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.domain.sessions.signing import (
    MOST_WHY,
    Answers,
    BrokenSeal,
    SealKind,
    not_responsible,
    open_questions,
    signing_problems,
)
from peerdesk.domain.typed import blank
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import erasures
from peerdesk.records.clock import require_settled
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import chain, marking, unsealed
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import signing as signing_records
from peerdesk.records.sessions.chain import Pen
from peerdesk.records.sessions.links import named_entries
from peerdesk.records.sessions.sealed import Sealed
from peerdesk.records.sessions.signing import AtGate
from peerdesk.records.trail import heads as heads_of_trail
from peerdesk.security.seals import short_form
from peerdesk.services import access


def sign(storage: Storage, actor: Actor, session_id: int, password: str, unmarked_why: str = "") -> str:
    """Freeze roster, marks and note under the actor's name and return the seal's short form.

    For who has decided already what is open: :func:`settle_and_sign` asks. Why somebody is left unmarked is kept.

    Raises:
        AccessDenied: if ``password`` is not the actor's; so for an addendum and a correction.
        InvalidInput: if the session was not held or is signed already, its note is missing, or somebody else is
            responsible for the group.
        ClockInDoubt: if the PC's clock does not fit the record; so for an addendum and a correction.
    """
    actor.require(Permission.SIGN_SESSIONS)
    pen = access.pen(storage, actor, password)
    with storage.writing(Changed.SESSIONS | Changed.NOTES | Changed.ATTENDANCE, actor) as unit:
        session = signing_records.changeable(session_id)
        if problems := _problems(session, actor):
            raise InvalidInput(problems)
        return short_form(_sign_within(pen, unit, session, unmarked_why.strip()[:MOST_WHY]))


def settle_and_sign(storage: Storage, actor: Actor, session_id: int, password: str, answers: Answers) -> str:
    """Write down what was decided about what was still open, and sign as :func:`sign`: all of it, or nothing.

    Who is still unmarked and on planned leave that day is on leave, whatever is said of the others.

    Raises:
        AccessDenied: if ``password`` is not the actor's.
        InvalidInput: with everything that cannot be signed or nobody has decided yet.
        ClockInDoubt: if the PC's clock does not fit the record.
    """
    actor.require(Permission.SIGN_SESSIONS)
    pen = access.pen(storage, actor, password)
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
        return short_form(_sign_within(pen, unit, session, answers.why))


def _sign_within(pen: Pen, unit: Unit, session: AtGate, unmarked_why: str) -> bytes:
    roster = group_records.roster(session.group_id, session.day)
    unmarked = len(marking.unmarked(session.id, [row.member_id for row in roster]))
    why = unmarked_why if unmarked else ""
    if why:
        Session.update(unmarked_why=why).where(Session.id == session.id).execute()
    for serial, row in enumerate(roster, start=1):
        RosterEntry.create(session=session.id, member=row.member_id, serial=serial, role=row.role)
    left = {"unmarked": unmarked, "why": why} if why else {}
    return _seal(pen, unit, session, Sealed(SealKind.SESSION, session.id), "session.sign", None, left)


def add_addendum(storage: Storage, actor: Actor, session_id: int, password: str, text: str) -> None:
    """Add text to a signed session, under the actor's name and the moment, with a seal of its own.

    Raises:
        AccessDenied: if ``password`` is not the actor's.
        InvalidInput: if the text is missing or too long, the session is not signed, or somebody else is responsible.
    """
    actor.require(Permission.WRITE_NOTES)
    text = text.strip()
    if blank(text):
        raise InvalidInput([Problem("addendum", "text-missing")])
    if len(text) > LONGEST_NOTE:
        raise InvalidInput([Problem("addendum", "text-too-long", {"most": LONGEST_NOTE})])
    pen = access.pen(storage, actor, password)
    with storage.writing(Changed.SESSIONS | Changed.NOTES, actor) as unit:
        session = signing_records.signed(session_id)
        _require_responsible(session, actor)
        addendum = AddendumRow.create(session=session_id, text=text)
        sealed = Sealed(SealKind.ADDENDUM, session_id, addendum_id=addendum.id)
        _seal(pen, unit, session, sealed, "session.addendum", None, {"addendum": addendum.id})


def correct(
    storage: Storage, actor: Actor, session_id: int, password: str, member_id: int, new: Attendance, why: str
) -> None:
    """Change a mark of a signed session; the old one, who, when and why stay readable and print.

    Raises:
        AccessDenied: if ``password`` is not the actor's.
        InvalidInput: without a reason, without a change, for somebody who was not due, if it is not signed, or if
            somebody else is responsible.
    """
    actor.require(Permission.SIGN_SESSIONS)
    with storage.reading():
        problems = attendance_problems(new, signing_records.signed(session_id).minutes)
    if blank(why):
        problems.append(Problem("why", "reason-missing"))
    if problems:
        raise InvalidInput(problems)
    pen = access.pen(storage, actor, password)
    with storage.writing(Changed.SESSIONS | Changed.ATTENDANCE, actor) as unit:
        session = signing_records.signed(session_id)
        _require_responsible(session, actor)
        this = (AttendanceRow.session == session_id) & (AttendanceRow.member == member_id)
        row = AttendanceRow.get_or_none(this)
        on_roster = RosterEntry.get_or_none((RosterEntry.session == session_id) & (RosterEntry.member == member_id))
        if row is None and on_roster is None:
            raise InvalidInput([Problem("member", "not-a-member", {"count": 1})])
        if row is not None and row.mark is new.mark:
            raise InvalidInput([Problem("mark", "mark-unchanged")])
        columns = {
            "mark": new.mark,
            "minutes": new.minutes if new.mark in (Mark.LATE, Mark.LEFT_EARLY) else None,
            "reason": new.reason if new.mark is Mark.LEAVE else None,
            "participation": new.participation if new.mark.attended else None,
        }
        correction = CorrectionRow.create(
            session=session_id,
            member=member_id,
            why=why.strip(),
            **{f"old_{name}": getattr(row, name) if row else None for name in columns},
            **{f"new_{name}": value for name, value in columns.items()},
        )
        if row is None:
            AttendanceRow.create(session=session_id, member=member_id, walk_in=False, **columns)
        else:
            AttendanceRow.update(**columns).where(this).execute()
        old = {"member": member_id, "mark": correction.old_mark}
        sealed = Sealed(SealKind.CORRECTION, session_id, correction_id=correction.id)
        _seal(pen, unit, session, sealed, "session.correct", old, {"mark": new.mark, "why": why.strip()})


def broken_seals(storage: Storage, actor: Actor) -> Sequence[BrokenSeal]:
    """Go along the chain of seals and name every one that does not fit or that is missing; empty if all is well.

    Who may not read notes is told nothing of these, nor of seals that close a session with them.

    Raises:
        StorageUnavailable: ``key-list-broken`` if nobody can tell whose keys are whose.
    """
    actor.require(Permission.CHECK_FILE)
    with storage.reading():
        known, notes = key_rows.key_list(), storage.closing.opens()
        erased = erasures.erased(known)
        heads = heads_of_trail.walk(named_entries(), erased.entries, notes=notes).heads
        found = chain.broken(storage.sealer, known, heads, erased.parts, notes=notes)
        return [BrokenSeal(session_id, kind) for session_id, kind in (*found, *unsealed.found(known))]


def _problems(session: AtGate, actor: Actor) -> list[Problem]:
    return signing_problems(
        held=session.status is SessionStatus.HELD,
        written=note_records.group_note(session.id).written,
        responsible=signing_records.may_close(actor, session.group_id, session.day),
    )


def _require_responsible(session: AtGate, actor: Actor) -> None:
    if not signing_records.may_close(actor, session.group_id, session.day):
        raise InvalidInput([not_responsible()])


def _seal(
    pen: Pen,
    unit: Unit,
    session: AtGate,
    sealed: Sealed,
    action: str,
    old: dict[str, object] | None,
    new: dict[str, object],
) -> bytes:
    """Sign a record and enter it into the trail; a coordinator who does so in somebody's place is noted."""
    require_settled(unit)
    responsible = signing_records.is_responsible(unit.actor, session.group_id, session.day)
    seal = chain.add(pen, sealed, unit, responsible=responsible)
    noted = {} if responsible else {"in_place_of": sorted(signing_records.responsible(session.group_id, session.day))}
    unit.audit(action, sealed.session_id, old, {**new, "seal": seal.hex(), **noted})
    return seal
