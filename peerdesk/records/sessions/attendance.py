"""Marks as they stand in the file, and counted by the database as the domain's tallies.

All of these run inside a reading or a unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import Expression, Field, Function, ModelInsert, ModelSelect, ModelUpdate, fn

from peerdesk.db.models import AttendanceRow, Group, Membership, Seal, Session
from peerdesk.db.queries import among, pairs, tuples
from peerdesk.db.statements import prepared
from peerdesk.domain.groups.groups import ALUMNI_COME, GroupType
from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark, Tally
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.domain.sessions.signing import SealKind


class Attending(NamedTuple):
    """What stands about one member at one session; ``attendance`` is ``None`` where nobody marked them yet."""

    attendance: Attendance | None
    walk_in: bool


NOT_THERE = Attending(None, walk_in=False)
"""What stands about somebody who has no row."""


def attending(session_id: int, member_ids: Collection[int]) -> dict[int, Attending]:
    """What stands about some members at a session, for those who have a row there."""
    return {
        member_id: Attending(Attendance(mark, minutes, reason, participation) if mark else None, walk_in)
        for member_id, mark, minutes, reason, participation, walk_in in _attending.tuples(session_id, member_ids)
    }


@prepared
def _attending(session_id: int, member_ids: Collection[int]) -> ModelSelect[AttendanceRow]:
    row = AttendanceRow
    columns = row.member, row.mark, row.minutes, row.reason, row.participation, row.walk_in
    return row.select(*columns).where((row.session == session_id) & (row.member << among(member_ids)))


def add(session_id: int, member_id: int, attendance: Attendance | None) -> None:
    """Give a member of the group a row at a session."""
    _add.run(session_id, member_id, *columns(attendance).values())


def change(session_id: int, member_id: int, attendance: Attendance | None) -> None:
    """Say something else in the row that a member has."""
    _change.run(session_id, member_id, *columns(attendance).values())


def take_away(session_id: int, member_id: int) -> None:
    """Take a member's row away."""
    row = AttendanceRow
    row.delete().where((row.session == session_id) & (row.member == member_id)).execute()


def columns(attendance: Attendance | None) -> dict[str, Any]:
    """The columns of a row that say how somebody attended, in the order of the two statements below."""
    if attendance is None:
        return {"mark": None, "minutes": None, "reason": None, "participation": None}
    return {
        "mark": attendance.mark,
        "minutes": attendance.minutes if attendance.mark in (Mark.LATE, Mark.LEFT_EARLY) else None,
        "reason": attendance.reason if attendance.mark is Mark.LEAVE else None,
        "participation": attendance.participation,
    }


@prepared
def _add(
    session_id: int,
    member_id: int,
    mark: Mark | None,
    minutes: int | None,
    reason: LeaveReason | None,
    participation: int | None,
) -> ModelInsert:
    row = AttendanceRow
    who = {row.session: session_id, row.member: member_id, row.walk_in: False}
    return row.insert(
        who | {row.mark: mark, row.minutes: minutes, row.reason: reason, row.participation: participation}
    )


@prepared
def _change(
    session_id: int,
    member_id: int,
    mark: Mark | None,
    minutes: int | None,
    reason: LeaveReason | None,
    participation: int | None,
) -> ModelUpdate:
    row = AttendanceRow
    new = {row.mark: mark, row.minutes: minutes, row.reason: reason, row.participation: participation}
    return row.update(new).where((row.session == session_id) & (row.member == member_id))


def everybody_at(session_id: int) -> list[int]:
    """The members who have a row at a session, marked or not."""
    there = AttendanceRow.select(AttendanceRow.member).where(AttendanceRow.session == session_id)
    return [member_id for (member_id,) in tuples(there)]


def tallies_by_group(first: date, last: date) -> dict[int, Tally]:
    """Attendance of members in each group over days, walk-ins left out, and absences after somebody had left."""
    held = Session.select(Session.id).where(Session.day.between(first, last))  # lets the index of days be used
    return _tallies(Session.group, (AttendanceRow.session << held) & ~AttendanceRow.walk_in & _was_due())


def tallies_by_session(session_ids: Iterable[int]) -> dict[int, Tally]:
    """Everybody's marks at each session, walk-ins included; of the unmarked only walk-ins are counted here.

    A signed session is counted as it was signed.
    """
    return _tallies(Session.id, (Session.id << list(session_ids)) & (_was_due() | _is_signed()))


def marked_on_roster(session_ids: Iterable[int]) -> dict[int, int]:
    """How many of each session's roster have a mark; walk-ins are on no roster, nor is who had left by then."""
    marked = AttendanceRow.mark.is_null(False) & ~AttendanceRow.walk_in & (_was_due() | _is_signed())
    return pairs(
        AttendanceRow.select(AttendanceRow.session, fn.COUNT(AttendanceRow.member))
        .join(Session)
        .where((AttendanceRow.session << list(session_ids)) & marked)
        .group_by(AttendanceRow.session)
    )


def _was_due() -> Expression:
    """Condition that a mark counts: whoever came was there; of others, who was in the group on that day.

    The true day on which somebody left is often known later than the absences after it.
    """
    holds = (Membership.from_day <= Session.day) & (Membership.to_day.is_null() | (Membership.to_day >= Session.day))
    theirs = (Membership.member == AttendanceRow.member) & (Membership.group + 0 == Session.group)
    came = AttendanceRow.mark.is_null() | (AttendanceRow.mark << [mark for mark in Mark if mark.attended])
    return came | AttendanceRow.walk_in | fn.EXISTS(Membership.select(Membership.id).where(theirs & holds))


def _is_signed() -> Function:
    signature = Seal.select(Seal.id).where((Seal.session == AttendanceRow.session) & (Seal.kind == SealKind.SESSION))
    return fn.EXISTS(signature)


class MarkOfMember(NamedTuple):
    """One member at one session, with or without a mark."""

    group_id: int
    group: str
    group_type: GroupType
    day: date
    held: bool
    mark: Mark | None
    walk_in: bool


def of_member(member_id: int) -> list[MarkOfMember]:
    """Every session at which one member has a row, the latest first."""
    session = Session.group, Group.name, Group.type, Session.day, Session.status == SessionStatus.HELD
    columns = *session, AttendanceRow.mark, AttendanceRow.walk_in
    rows = AttendanceRow.select(*columns).join(Session).join(Group).where(AttendanceRow.member == member_id)
    return [MarkOfMember(*row) for row in tuples(rows.order_by(Session.day.desc(), Session.starts.desc()))]


def at_alumni(marks: Iterable[MarkOfMember], day: date) -> list[date]:
    """The days up to one on which a member came to a session of a group that alumni attend."""
    came = (row for row in marks if row.day <= day and row.mark is not None and row.mark.attended)
    return [row.day for row in came if row.group_type in ALUMNI_COME]


def tally_between(marks: Iterable[MarkOfMember], group_id: int, first: date, last: date | None) -> Tally:
    """A member's marks in one membership, so that rejoining a group begins anew; walk-ins left out."""
    return Tally.of(
        row.mark
        for row in marks
        if row.group_id == group_id and not row.walk_in and first <= row.day and (last is None or row.day <= last)
    )


def _tallies(by: Field[Any], where: Expression) -> dict[int, Tally]:
    return _gathered(_counted(by).where(where))


def _counted(by: Field[Any]) -> ModelSelect[AttendanceRow]:
    counted = AttendanceRow.select(by, AttendanceRow.mark, fn.COUNT(AttendanceRow.member))
    return counted.join(Session).group_by(by, AttendanceRow.mark)


def _gathered(rows: ModelSelect[AttendanceRow]) -> dict[int, Tally]:
    counts: dict[int, dict[Mark | None, int]] = {}
    for subject, mark, count in tuples(rows):
        counts.setdefault(subject, {})[mark] = count
    return {subject: Tally.from_counts(found) for subject, found in counts.items()}
