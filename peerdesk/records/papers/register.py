"""What a register is counted from: its columns, who was due at which session, and the marks."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peewee import Expression

from peerdesk.db.models import AttendanceRow, Centre, Group, HolidayRow, Membership, RosterEntry, Seal, Session
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.groups.schedule import occurrences
from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.sessions.sessions import NotHeldReason, SessionStatus
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.groups.memberships import ever_began
from peerdesk.records.papers.choices import days_of
from peerdesk.records.sessions import planned_sessions


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A meeting. ``session_id`` is ``None`` for one that is not in the book, because of a holiday or not yet."""

    day: date
    starts: time
    session_id: int | None = None
    status: SessionStatus = SessionStatus.PLANNED
    reason: NotHeldReason | None = None
    led_by: int | None = None
    holiday: bool = False

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.starts)

    @property
    def held(self) -> bool:
        """Whether it counts."""
        return self.status is SessionStatus.HELD

    @property
    def cell(self) -> Cell | None:
        """What stands in every cell instead of a mark."""
        if self.holiday:
            return Cell.HOLIDAY
        return Cell.DID_NOT_HAPPEN if self.status is SessionStatus.DID_NOT_HAPPEN else None


def recorded(group: Group, period: Period, now: datetime) -> list[RegisterColumn]:
    """What was held, did not happen, or should have been by now; in order of time, inside a reading."""
    booked, off, _ = _meetings(group, period)
    return _in_order(
        column for column in booked + off if column.status is not SessionStatus.PLANNED or column.begins <= now
    )


def to_fill(group: Group, period: Period, today: date) -> list[RegisterColumn]:
    """What is filled in by hand: the book, and the weekly times where it does not reach; inside a reading."""
    booked, off, others = _meetings(group, period)
    through = Centre.get().planned_through or today - timedelta(days=1)
    kept = [
        RegisterColumn(c.day, c.starts, c.session_id) for c in booked if c.status is not SessionStatus.DID_NOT_HAPPEN
    ]
    return _in_order(kept + off + [column for column in others if column.day > through])


def _meetings(group: Group, period: Period) -> tuple[list[RegisterColumn], list[RegisterColumn], list[RegisterColumn]]:
    """What is in the book; what its weekly times add to it on holidays, and on other days."""
    booked = _booked(group.id, period)
    there = {column.begins for column in booked}
    last = min(period.last, group.closed_on or period.last)
    held_for = occurrences(planned_sessions.times_of(group.id), max(period.first, group.started_on), last)
    holidays = {
        day
        for (day,) in tuples(HolidayRow.select(HolidayRow.day).where(HolidayRow.day.between(period.first, period.last)))
    }
    columns = [RegisterColumn(meeting.day, meeting.starts, holiday=meeting.day in holidays) for meeting in held_for]
    missing = [column for column in columns if column.begins not in there]
    return booked, [column for column in missing if column.holiday], [c for c in missing if not c.holiday]


def _booked(group_id: int, period: Period) -> list[RegisterColumn]:
    sessions = Session.select(Session.day, Session.starts, Session.id, Session.status, Session.reason, Session.led_by)
    chosen = sessions.where((Session.group == group_id) & days_of(period))
    return [RegisterColumn(*row) for row in tuples(chosen)]


def _in_order(columns: Iterable[RegisterColumn]) -> list[RegisterColumn]:
    return sorted(columns, key=lambda column: column.begins)


Place = tuple[int, int]
"""A session and a member, by id."""


@dataclass(frozen=True, slots=True)
class Rolls:
    """The rolls of some sessions.

    Attributes:
        marks: of members of the group; who is due and not in it is unmarked.
        walk_ins: marks of who came for one session only; ``None`` is unmarked.
        seals: of signed sessions.
        frozen: who was on the roster when a session was signed.
        memberships: first and last days by group and member.
    """

    marks: Mapping[Place, Mark]
    walk_ins: Mapping[Place, Mark | None]
    seals: Mapping[int, bytes]
    frozen: Set[Place]
    memberships: Mapping[tuple[int, int], Sequence[tuple[date, date | None]]]

    @property
    def member_ids(self) -> set[int]:
        """Everybody who may have been due."""
        by_membership = {member_id for _, member_id in self.memberships}
        return by_membership | {member_id for _, member_id in self.marks} | {member_id for _, member_id in self.frozen}

    def is_member(self, group_id: int, member_id: int, day: date) -> bool:
        """Whether a day lies within a membership."""
        spans = self.memberships.get((group_id, member_id), ())
        return any(first <= day and (last is None or day <= last) for first, last in spans)

    def is_due(self, session_id: int, group_id: int, member_id: int, day: date) -> bool:
        """Whether a session counts for a member: who came always does; others if they were in the group that day.

        Of a signed session it is the frozen roster that says who was in it. Somebody on it who had left before, as was
        found out later, was not due: the session shows what was signed, the register what was true.
        """
        place = (session_id, member_id)
        mark = self.marks.get(place)
        if mark is not None and mark.attended:
            return True
        expected = session_id not in self.seals or place in self.marks or place in self.frozen
        return expected and self.is_member(group_id, member_id, day)


def read(period: Period, *, group_id: int | None = None, member_id: int | None = None) -> Rolls:
    """The rolls of a group's sessions in a period, or of one member in all groups; four queries, inside a reading."""
    sessions = days_of(period)
    if group_id is not None:
        sessions &= Session.group == group_id
    marks: dict[Place, Mark] = {}
    walk_ins: dict[Place, Mark | None] = {}
    columns = AttendanceRow.session, AttendanceRow.member, AttendanceRow.mark, AttendanceRow.walk_in
    attendance = AttendanceRow.select(*columns).join(Session).where(*_of(sessions, AttendanceRow, member_id))
    for session_id, who, mark, walk_in in tuples(attendance):
        (walk_ins if walk_in else marks)[session_id, who] = mark
    entries = RosterEntry.select(RosterEntry.session, RosterEntry.member).join(Session)
    seals = Seal.select(Seal.session, Seal.seal).join(Session).where(sessions & (Seal.kind == SealKind.SESSION))
    return Rolls(
        marks,
        walk_ins,
        {session_id: bytes(seal) for session_id, seal in pairs(seals).items()},
        frozenset(tuples(entries.where(*_of(sessions, RosterEntry, member_id)))),
        _memberships(period, group_id, member_id),
    )


def _of(
    sessions: Expression, table: type[AttendanceRow] | type[RosterEntry], member_id: int | None
) -> Sequence[Expression]:
    return [sessions] if member_id is None else [sessions, table.member == member_id]


def _memberships(
    period: Period, group_id: int | None, member_id: int | None
) -> dict[tuple[int, int], list[tuple[date, date | None]]]:
    where = (Membership.from_day <= period.last) & (Membership.to_day.is_null() | (Membership.to_day >= period.first))
    where &= ever_began()
    if group_id is not None:
        where &= Membership.group == group_id
    if member_id is not None:
        where &= Membership.member == member_id
    columns = Membership.group, Membership.member, Membership.from_day, Membership.to_day
    found: dict[tuple[int, int], list[tuple[date, date | None]]] = {}
    for of_group, who, first, last in tuples(Membership.select(*columns).where(where)):
        found.setdefault((of_group, who), []).append((first, last))
    return found
