"""Marks as they are set in somebody's unit of work: what was there before goes into the audit trail."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from peerdesk.db.audit import Unit
from peerdesk.db.models import AttendanceRow, PlannedLeave, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import attendance
from peerdesk.records.sessions.attendance import NOT_THERE, Attending
from peerdesk.records.sessions.signing import AnySession


def due(session: AnySession) -> list[int]:
    """The members on the roster of a session."""
    return [row.member_id for row in group_records.roster(session.group_id, session.day)]


def planned_leave(session: AnySession, members: Collection[int]) -> dict[int, Attendance]:
    """The marks of those among the members of a session's roster who are on planned leave on its day."""
    away = tuples(
        PlannedLeave.select(PlannedLeave.member).where(
            (PlannedLeave.member << list(members))
            & (PlannedLeave.from_day <= session.day)
            & (PlannedLeave.to_day >= session.day)
        )
    )
    return {member_id: Attendance(Mark.LEAVE, reason=LeaveReason.OTHER) for (member_id,) in away}


def unmarked(session_id: int, roster: Collection[int]) -> list[int]:
    """Who on a session's sheet has no mark: of the roster, and of those who walked in."""
    people = dict.fromkeys([*roster, *attendance.everybody_at(session_id)])
    there = attendance.attending(session_id, people)
    return [who for who in people if there.get(who, NOT_THERE).attendance is None]


def rest(session: AnySession, letter: Mark) -> dict[int, Attendance]:
    """One mark for everybody still unmarked; who is on planned leave is on leave, whatever the others are."""
    roster = due(session)
    leave = planned_leave(session, roster)
    return {who: leave.get(who, Attendance(letter)) for who in unmarked(session.id, roster)}


def set_mark(unit: Unit, session_id: int, member_id: int, before: Attending | None, new: Attendance | None) -> None:
    """Set or clear one mark; nothing where it stands so already."""
    old, walk_in = before or NOT_THERE
    if old == new:
        return
    if new is None and not walk_in:
        attendance.take_away(session_id, member_id)
    elif before is None:
        attendance.add(session_id, member_id, new)
    else:
        attendance.change(session_id, member_id, new)
    unit.audit("attendance.mark", session_id, _facts(member_id, old), _facts(member_id, new))


def set_marks(unit: Unit, session_id: int, before: Mapping[int, Attending], new: Mapping[int, Attendance]) -> None:
    """Set the marks of several members."""
    for member_id, mark in new.items():
        set_mark(unit, session_id, member_id, before.get(member_id), mark)


def _facts(member_id: int, mark: Attendance | None) -> dict[str, object]:
    return {"member": member_id} | {
        name: value for name, value in attendance.columns(mark).items() if value is not None
    }


def set_status(session: AnySession) -> None:
    """Held from the first mark; planned again without any."""
    any_mark = AttendanceRow.get_or_none((AttendanceRow.session == session.id) & AttendanceRow.mark.is_null(False))
    status = SessionStatus.PLANNED if any_mark is None else SessionStatus.HELD
    if status is not session.status:
        Session.update(status=status).where(Session.id == session.id).execute()
