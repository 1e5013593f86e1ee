"""Marks: one letter per member and session, walk-ins, family guests, visitors."""

from collections.abc import Mapping, Sequence
from datetime import date

from peerdesk.db.models import AttendanceRow, GuestRow, Member, MemberNote, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.states import Part
from peerdesk.domain.names import mentioned, normal
from peerdesk.domain.sessions.guests import MAX_VISITORS, Kinship, guest_problems, known_already
from peerdesk.domain.sessions.marks import Attendance, Mark, attendance_problems
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import marking
from peerdesk.records.sessions import signing as signing_records
from peerdesk.records.sessions.attendance import NOT_THERE, Attending
from peerdesk.records.sessions.signing import AnySession, AtGate

Marks = Mapping[int, Attendance | None]
"""Attendance by member id; ``None`` is unmarked."""


def mark(storage: Storage, actor: Actor, session_id: int, marks: Marks) -> Marks:
    """Set or clear the marks of some members and return what stood there before, for undoing.

    The first mark makes the session held and marks everybody on planned leave as Leave; with the last mark cleared it
    is planned again.

    Raises:
        InvalidInput: if the session is signed or did not happen, lies ahead, or somebody is not on its roster.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.ATTENDANCE | Changed.SESSIONS, actor) as unit:
        session = _markable(session_id, unit.at.date())
        begins = session.status is SessionStatus.PLANNED and any(marks.values())
        wanted = {**_on_leave(session), **marks} if begins else marks
        before = attendance_records.attending(session_id, wanted)
        _refuse(session, marks, before)
        unit.nothing_to_do()  # unless a mark differs
        for member_id, attendance in wanted.items():
            marking.set_mark(unit, session_id, member_id, before.get(member_id), attendance)
        if begins or None in marks.values():
            marking.set_status(session)
        unit.only_of(session=session_id, members=wanted)
    return {member_id: before.get(member_id, NOT_THERE).attendance for member_id in wanted}


def mark_rest_present(storage: Storage, actor: Actor, session_id: int) -> Marks:
    """Mark everybody still unmarked as present and return what to undo; raises as :func:`mark_rest`."""
    return mark_rest(storage, actor, session_id, Mark.PRESENT)


def mark_rest(storage: Storage, actor: Actor, session_id: int, letter: Mark) -> Marks:
    """Give everybody still unmarked one mark, Leave to who is on planned leave, and return what to undo.

    Raises:
        InvalidInput: if the session is signed or did not happen, or lies ahead.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.reading():
        session = signing_records.session(session_id)
        rest = marking.rest(session, letter)
    return mark(storage, actor, session_id, rest)


def add_walk_in(storage: Storage, actor: Actor, session_id: int, member_id: int) -> None:
    """Let a member take part in this session only; present until marked otherwise.

    Raises:
        InvalidInput: if they are on the sheet already, or the session is signed, did not happen or lies ahead.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.ATTENDANCE | Changed.SESSIONS, actor) as unit:
        session = _markable(session_id, unit.at.date())
        member_records.refuse_before_birth(member_id, ("walk_in", session.day))
        due = group_records.due_among(session.group_id, session.day, [member_id])
        if due or attendance_records.attending(session_id, [member_id]):
            raise InvalidInput([Problem("walk_in", "on-roster-already")])
        if gone := standing.problems(Part.WALK_IN, [member_id], "walk_in"):
            raise InvalidInput(gone)
        if session.status is SessionStatus.PLANNED:
            marking.set_marks(unit, session_id, {}, _on_leave(session))
        AttendanceRow.create(session=session_id, member=member_id, mark=Mark.PRESENT, walk_in=True)
        unit.audit("attendance.walk-in", session_id, None, {"member": member_id, "mark": Mark.PRESENT})
        marking.set_status(session)


def remove_walk_in(storage: Storage, actor: Actor, session_id: int, member_id: int) -> None:
    """Take a walk-in back.

    Raises:
        InvalidInput: if they are none or a line about them is written, or the session is signed or lies ahead.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.ATTENDANCE | Changed.SESSIONS | Changed.NOTES, actor) as unit:
        session = _markable(session_id, unit.at.date())
        row = AttendanceRow.get_or_none(
            (AttendanceRow.session == session_id) & (AttendanceRow.member == member_id) & AttendanceRow.walk_in
        )
        if row is None:
            raise InvalidInput([Problem("walk_in", "not-a-walk-in")])
        if MemberNote.get_or_none((MemberNote.session == session_id) & (MemberNote.member == member_id)):
            raise InvalidInput([Problem("walk_in", "walk-in-has-note")])
        bin_records.put_within(unit, BinKind.WALK_IN, row)
        unit.audit("attendance.remove-walk-in", session_id, {"member": member_id, "mark": row.mark}, None)
        if Session.update(led_by=None).where((Session.id == session_id) & (Session.led_by == member_id)).execute():
            unit.audit("session.led-by", session_id, {"led_by": member_id}, {"led_by": None})
        marking.set_status(session)


def add_guest(
    storage: Storage, actor: Actor, session_id: int, member_id: int | None, name: str, kinship: Kinship | None
) -> int:
    """Note a relative or visitor who came, of which member, and return the guest's id; a visitor may be of none.

    Raises:
        InvalidInput: without a name that can be used, a relation, or whose relative it is, if the guest is noted
            already or on the roster, or if the session is signed or did not happen.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    name = normal(name)
    if problems := guest_problems(name, member_id, kinship):
        raise InvalidInput(problems)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = signing_records.changeable(session_id)
        if member_id is not None:
            if gone := standing.problems(Part.GUESTS, [member_id], "guest_name"):
                raise InvalidInput(gone)
            member_records.refuse_before_birth(member_id, ("guest_name", session.day))
        noted = tuples(GuestRow.select(GuestRow.name, GuestRow.member).where(GuestRow.session == session_id))
        here = group_records.roster(session.group_id, session.day)
        roster = [written for row in here for written in (row.name_latin, row.name_native)]
        if known := known_already(name, member_id, noted, roster):
            raise InvalidInput(known)
        guest = GuestRow.create(session=session_id, member=member_id, name=name, kinship=kinship)
        unit.audit("guest.add", session_id, None, _guest_facts(guest))
    return int(guest.id)


def remove_guest(storage: Storage, actor: Actor, guest_id: int) -> None:
    """Take a guest back.

    Raises:
        InvalidInput: if the session is signed or did not happen.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        guest = GuestRow.get_or_none(GuestRow.id == guest_id)
        if guest is None:
            unit.nothing_to_do()
            return
        signing_records.changeable(guest.session_id)
        bin_records.put_within(unit, BinKind.GUEST, guest)
        unit.audit("guest.remove", guest.session_id, _guest_facts(guest), None)


def set_leader(storage: Storage, actor: Actor, session_id: int, member_id: int | None) -> None:
    """Say who of the members led a session, or with ``None`` that none did.

    Raises:
        InvalidInput: if they neither are on its roster nor walked in, or the session is signed or did not happen.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = signing_records.changeable(session_id)
        unit.only_of(session=session_id)
        if member_id is not None and not _is_there(session, member_id):
            raise InvalidInput([Problem("led_by", "not-a-member", {"count": 1})])
        old = Session.select(Session.led_by).where(Session.id == session_id)
        unit.audit_change("session.led-by", session_id, {"led_by": tuples(old)[0][0]}, {"led_by": member_id})
        Session.update(led_by=member_id).where(Session.id == session_id).execute()


def _is_there(session: AnySession, member_id: int) -> bool:
    """Whether somebody is on the roster of a session, or walked in."""
    at_it = (AttendanceRow.session == session.id) & (AttendanceRow.member == member_id)
    on_roster = group_records.due_among(session.group_id, session.day, {member_id})
    return bool(on_roster) or AttendanceRow.get_or_none(at_it) is not None


def count_visitors(storage: Storage, actor: Actor, session_id: int, visitors: int) -> None:
    """Keep the head-count of visitors.

    Raises:
        InvalidInput: if it is out of range, or the session is signed or did not happen.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    if not 0 <= visitors <= MAX_VISITORS:
        raise InvalidInput([Problem("visitors", "visitors-wrong", {"most": MAX_VISITORS})])
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = signing_records.changeable(session_id)
        unit.audit_change("session.visitors", session_id, {"visitors": session.visitors}, {"visitors": visitors})
        Session.update(visitors=visitors).where(Session.id == session_id).execute()


def from_paper(storage: Storage, actor: Actor, session_id: int, *, keyed: bool) -> None:
    """Say that the marks are keyed in from a sheet filled by hand, by the actor, today; or with ``keyed`` off that not.

    Raises:
        InvalidInput: if the session is signed or did not happen.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = signing_records.changeable(session_id)
        unit.only_of(session=session_id)
        new = {
            "paper_by": actor.staff_id if keyed else None,
            "paper_on": unit.at.date() if keyed else None,
        }
        old = {"paper_by": session.paper_by_id, "paper_on": session.paper_on}
        Session.update(**new).where(Session.id == session_id).execute()
        unit.audit_change("session.from-paper", session_id, old, new)


def _markable(session_id: int, today: date) -> AtGate:
    session = signing_records.changeable(session_id)
    if session.day > today:
        raise InvalidInput([Problem("", "session-ahead-marks", {"day": session.day})])
    return session


def _refuse(session: AnySession, marks: Marks, before: Mapping[int, Attending]) -> None:
    problems = [
        problem
        for member_id, attendance in marks.items()
        if attendance
        for problem in attendance_problems(attendance, session.minutes, before.get(member_id, NOT_THERE).attendance)
    ]
    if new := marks.keys() - before.keys():
        strangers = new - group_records.due_among(session.group_id, session.day, new)
        if strangers:
            problems.append(Problem("member", "not-a-member", {"count": len(strangers)}))
    if problems:
        raise InvalidInput(problems)


def _on_leave(session: AnySession) -> dict[int, Attendance]:
    return marking.planned_leave(session, marking.due(session))


def _guest_facts(guest: GuestRow) -> dict[str, object]:
    return {"member": guest.member_id, "name": guest.name, "kinship": guest.kinship}


def names_in(storage: Storage, actor: Actor, session_id: int, text: str, but: int | None = None) -> Sequence[str]:
    """Names of members of the session's group that stand in a text (no note must name them).

    The member whom a note is about (``but``) may be named in it; nobody may in the note of the group.
    """
    actor.require(Permission.WRITE_NOTES)
    with storage.reading():
        session = signing_records.session(session_id)
        people = [row for row in group_records.roster(session.group_id, session.day) if row.member_id != but]
        me = Member.get_by_id(but) if but else None
    names = [(person.name_latin, person.name_native) for person in people]
    return mentioned(text, names, f"{me.name_latin} @ {me.name_native}" if me else "")
