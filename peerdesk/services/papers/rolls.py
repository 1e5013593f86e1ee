"""Who was due at which session, and the marks: what the register and the progress report are counted from."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from peewee import Expression

from peerdesk.db.models import AttendanceRow, Membership, RosterEntry, Seal, SealKind, Session
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.sessions.marks import Mark
from peerdesk.services.papers.choices import days_of

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
        """Whether a session counts for a member: on its frozen roster, or a member that day while it is not signed.

        A mark that is no walk-in's always counts, so that no screen counts a mark that paper hides.
        """
        place = (session_id, member_id)
        if place in self.marks or place in self.frozen:
            return True
        return session_id not in self.seals and self.is_member(group_id, member_id, day)


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
    if group_id is not None:
        where &= Membership.group == group_id
    if member_id is not None:
        where &= Membership.member == member_id
    columns = Membership.group, Membership.member, Membership.from_day, Membership.to_day
    found: dict[tuple[int, int], list[tuple[date, date | None]]] = {}
    for of_group, who, first, last in tuples(Membership.select(*columns).where(where)):
        found.setdefault((of_group, who), []).append((first, last))
    return found
