"""A session's sheet out of the file: its rows, its neighbours, what was corrected and added."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from peewee import JOIN, Expression, Value

from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    Group,
    GuestRow,
    Member,
    PlannedLeave,
    RosterEntry,
    Seal,
    Session,
    Staff,
)
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.groups import RosterRow
from peerdesk.domain.screens.session_page import SessionSheet, SheetRow, StripDay
from peerdesk.domain.sessions.guests import Guest
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.sessions.sessions import SessionStatus, record_state
from peerdesk.domain.sessions.signing import Addendum, Correction, Signature, signed_late
from peerdesk.records.groups import groups
from peerdesk.records.name_order import in_name_order
from peerdesk.records.sessions import attendance, notes, signing
from peerdesk.records.sessions import sessions as session_records
from peerdesk.records.sessions.seal_parts import signer_name
from peerdesk.security.seals import short_form

STRIP = timedelta(days=13)
LAST_MARKS = 5


class _Person(NamedTuple):
    member_id: int
    number: int
    name_latin: str
    name_native: str
    village: str
    role: MemberRole
    walk_in: bool = False


def sheet_of(actor: Actor, session: Session, group: Group, roster: Sequence[RosterRow]) -> SessionSheet:
    """A session's sheet; inside a reading. ``roster`` is that of its group on its day.

    Note, lines about members, addenda and the plan before are left out for an actor who may not see notes.
    """
    session_id = session.id
    seal = signing.signature(session_id)
    sees_notes = actor.may(Permission.SEE_NOTES)
    addenda, corrections = _addenda(session_id, with_text=sees_notes), corrections_of(session_id)
    return SessionSheet(
        id=session.id,
        group_id=group.id,
        group_name=group.name,
        group_type=group.type,
        day=session.day,
        starts=session.starts,
        minutes=session.minutes,
        channel=session.channel,
        facilitators=session_records.facilitators(session.group_id, session.day),
        status=session.status,
        state=record_state(session.status, signed=seal is not None, added_to=bool(addenda or corrections)),
        reason=session.reason,
        reason_text=session.reason_text,
        rows=_rows(session, _people(session, roster, signed=seal is not None), with_notes=sees_notes),
        guests=_guests(session_id),
        visitors=session.visitors,
        note=notes.group_note(session_id) if sees_notes else None,
        note_author=notes.last_changed(session_id) if sees_notes and seal is None else None,
        last_plan=_last_plan(session) if sees_notes else "",
        strip=_strip(session),
        previous_id=_neighbour(session, forward=False),
        next_id=_neighbour(session, forward=True),
        paper_by=Staff.get_by_id(session.paper_by_id).name if session.paper_by_id else "",
        paper_on=session.paper_on,
        signature=_signature(session, seal),
        addenda=addenda if sees_notes else (),
        corrections=corrections,
        responsible=_may_sign(actor, session),
        unmarked_why=session.unmarked_why,
        led_by=session.led_by_id,
        led_by_name=_name_of(session.led_by_id) if session.led_by_id else "",
    )


def sheet_rows(session: Session, *, with_notes: bool) -> list[SheetRow]:
    """The roster of a session with its marks; walk-ins after it. Inside a reading.

    ``with_notes`` is for a reader who may see notes, on the session screen: never for paper.
    """
    roster, signed = groups.roster(session.group_id, session.day), signing.signature(session.id) is not None
    return _rows(session, _people(session, roster, signed=signed), with_notes=with_notes)


def rows_now(session_id: int, rows: Sequence[SheetRow], *, with_notes: bool) -> list[SheetRow]:
    """Some rows of a sheet with the marks, and where asked for the notes, that stand in the file now. Two queries."""
    ids = [row.member_id for row in rows]
    attending = attendance.attending(session_id, ids)
    texts = notes.member_notes(session_id, ids) if with_notes else {row.member_id: row.note for row in rows}
    return [
        replace(
            row,
            attendance=attending.get(row.member_id, attendance.NOT_THERE).attendance,
            note=texts.get(row.member_id, ""),
        )
        for row in rows
    ]


def _rows(session: Session, people: Sequence[_Person], *, with_notes: bool) -> list[SheetRow]:
    ids = [person.member_id for person in people]
    attending = attendance.attending(session.id, ids)
    texts = notes.member_notes(session.id, ids) if with_notes else {}
    leave = pairs(
        PlannedLeave.select(PlannedLeave.member, PlannedLeave.reason).where(
            (PlannedLeave.member << ids) & (PlannedLeave.from_day <= session.day) & (PlannedLeave.to_day >= session.day)
        )
    )
    before = _last_marks(session, ids)
    return [
        SheetRow(
            serial,
            person.member_id,
            person.number,
            person.name_latin,
            person.name_native,
            person.village,
            person.role,
            before[person.member_id],
            attending.get(person.member_id, attendance.NOT_THERE).attendance,
            leave.get(person.member_id),
            texts.get(person.member_id, ""),
            person.walk_in,
        )
        for serial, person in enumerate(people, start=1)
    ]


def corrections_of(session_id: int) -> list[Correction]:
    """Marks corrected after signing, oldest first; inside a reading."""
    rows = (
        CorrectionRow.select(
            Seal.at,
            signer_name(),
            Member.id,
            Member.name_latin,
            Member.name_native,
            CorrectionRow.old_mark,
            CorrectionRow.new_mark,
            CorrectionRow.why,
        )
        .join(Member)
        .switch(CorrectionRow)
        .join(Seal, on=(Seal.correction == CorrectionRow.id))
        .join(Staff)
        .where(CorrectionRow.session == session_id)
        .order_by(CorrectionRow.id)
    )
    return [
        Correction(at, by, member_id, display_name(latin, native), old, new, why)
        for at, by, member_id, latin, native, old, new, why in tuples(rows)
    ]


def _people(session: Session, roster: Sequence[RosterRow], *, signed: bool) -> list[_Person]:
    """Who stands on the sheet: those frozen by the signature, else the roster of the day, and then the walk-ins."""
    frozen_rows = (
        RosterEntry.select(RosterEntry, Member)
        .join(Member)
        .where(RosterEntry.session == session.id)
        .order_by(RosterEntry.serial)
    )
    people = [_person(row.member, row.role) for row in frozen_rows]
    if not people and not signed:
        people = [
            _Person(row.member_id, row.number, row.name_latin, row.name_native, row.village, row.role) for row in roster
        ]
    walk_ins = (
        AttendanceRow.select(AttendanceRow, Member)
        .join(Member)
        .where((AttendanceRow.session == session.id) & AttendanceRow.walk_in)
        .order_by(*in_name_order())
    )
    return people + [_person(row.member, MemberRole.MEMBER, walk_in=True) for row in walk_ins]


def _person(member: Member, role: MemberRole, *, walk_in: bool = False) -> _Person:
    return _Person(member.id, member.number, member.name_latin, member.name_native, member.village, role, walk_in)


def _last_marks(session: Session, ids: list[int]) -> dict[int, list[Mark | None]]:
    earlier = (
        Session.select(Session.id)
        .where((Session.group == session.group_id) & (Session.status == SessionStatus.HELD) & _before(session))
        .order_by(Session.day.desc(), Session.starts.desc())
        .limit(LAST_MARKS)
    )
    sessions = [row_id for (row_id,) in tuples(earlier)][::-1]
    rows = AttendanceRow.select(AttendanceRow.session, AttendanceRow.member, AttendanceRow.mark).where(
        (AttendanceRow.session << sessions) & (AttendanceRow.member << ids)
    )
    marks = {(session_id, member_id): mark for session_id, member_id, mark in tuples(rows)}
    return {member_id: [marks.get((session_id, member_id)) for session_id in sessions] for member_id in ids}


def _before(session: Session) -> Expression:
    return (Session.day < session.day) | ((Session.day == session.day) & (Session.starts < session.starts))


def _neighbour(session: Session, *, forward: bool) -> int | None:
    after = ~_before(session) & (Session.id != session.id)
    order = (Session.day, Session.starts) if forward else (Session.day.desc(), Session.starts.desc())
    found = tuples(
        Session.select(Session.id)
        .where((Session.group == session.group_id) & (after if forward else _before(session)))
        .order_by(*order)
        .limit(1)
    )
    return int(found[0][0]) if found else None


def _strip(session: Session) -> list[StripDay]:
    chosen = list(
        Session.select()
        .where((Session.group == session.group_id) & Session.day.between(session.day - STRIP, session.day))
        .order_by(Session.day, Session.starts)
    )
    ids = [row.id for row in chosen]
    noted = session_records.with_note(ids)
    signed = {row_id for (row_id,) in tuples(Seal.select(Seal.session).where(Seal.session << ids))}
    return [StripDay(row.id, row.day, row.status, row.id in noted, row.id in signed) for row in chosen]


def _last_plan(session: Session) -> str:
    earlier = (
        Session.select(Session.id)
        .where((Session.group == session.group_id) & (Session.status == SessionStatus.HELD) & _before(session))
        .order_by(Session.day.desc(), Session.starts.desc())
        .limit(1)
    )
    found = tuples(earlier)
    return notes.group_note(found[0][0]).plan if found else ""


def _guests(session_id: int) -> list[Guest]:
    columns = GuestRow.id, GuestRow.name, GuestRow.member, Member.name_latin, Member.name_native, GuestRow.kinship
    rows = GuestRow.select(*columns).join(Member, JOIN.LEFT_OUTER).where(GuestRow.session == session_id)
    return [
        Guest(row_id, name, member_id, display_name(latin, native) if member_id is not None else "", kinship)
        for row_id, name, member_id, latin, native, kinship in tuples(rows.order_by(GuestRow.id))
    ]


def _name_of(member_id: int) -> str:
    [(latin, native)] = tuples(Member.select(Member.name_latin, Member.name_native).where(Member.id == member_id))
    return display_name(latin, native)


def _addenda(session_id: int, *, with_text: bool) -> list[Addendum]:
    rows = (
        AddendumRow.select(Seal.at, signer_name(), AddendumRow.text if with_text else Value(""))
        .join(Seal, on=(Seal.addendum == AddendumRow.id))
        .join(Staff)
        .where(AddendumRow.session == session_id)
        .order_by(AddendumRow.id)
    )
    return [Addendum(*row) for row in tuples(rows)]


def _signature(session: Session, seal: Seal | None) -> Signature | None:
    if seal is None:
        return None
    [(name,)] = tuples(Seal.select(signer_name()).join(Staff).where(Seal.id == seal.id))
    return Signature(name, seal.at, short_form(bytes(seal.seal)), signed_late(session.day, seal.at))


def _may_sign(actor: Actor, session: Session) -> bool:
    return actor.may(Permission.SIGN_SESSIONS) and signing.may_close(actor, session.group_id, session.day)
