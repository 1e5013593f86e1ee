"""Duties that a group shares, and whose turn they are, as they stand in the file."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from peerdesk.db.models import AttendanceRow, DutyTurn, GroupDuty, Member, Session
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.groups import duties as rules
from peerdesk.domain.groups.duties import Candidate, Duty, DutyRow, LastTurns
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.groups import RosterRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.sessions.sessions import SessionStatus

_AWAY = [mark for mark in Mark if not mark.attended]

# Inside a reading or a unit of work


def shared_in(group_id: int) -> list[Duty]:
    """The duties a group shares, in their usual order."""
    chosen = {duty for (duty,) in tuples(GroupDuty.select(GroupDuty.duty).where(GroupDuty.group == group_id))}
    return [duty for duty in Duty if duty in chosen]


class OfSession(Protocol):
    """What is asked of a session here, which may be a row or what the gate found of it."""

    @property
    def id(self) -> int: ...

    @property
    def group_id(self) -> int: ...

    @property
    def day(self) -> date: ...


def turns(session: OfSession, roster: Sequence[RosterRow]) -> list[DutyRow]:
    """Who has which duty at a session and whose turn the others are; seven queries, two without duties.

    ``roster`` is that of its group on its day. Candidates are the members on it who are there or not marked yet. A duty
    that the group no longer shares is shown while somebody has it.
    """
    held = pairs(DutyTurn.select(DutyTurn.duty, DutyTurn.member).where(DutyTurn.session == session.id))
    shared = shared_in(session.group_id)
    chosen = [duty for duty in Duty if duty in shared or duty in held]
    if not chosen:
        return []
    roll = {row.member_id: display_name(row.name_latin, row.name_native) for row in there(session, roster)}
    last = _last_turns(session, {*roll, *held.values()})
    names = _names(set(held.values()) - roll.keys()) | roll
    coming = rules.share_out(chosen, list(roll), last, held)

    def candidate(duty: Duty, member_id: int) -> Candidate:
        return Candidate(member_id, names[member_id], last.get((duty, member_id)))

    return [
        DutyRow(
            duty,
            candidate(duty, held[duty]) if duty in held else None,
            [candidate(duty, member_id) for member_id in rules.in_turn(duty, roll, last)],
            coming.get(duty),
        )
        for duty in chosen
    ]


def there(session: OfSession, roster: Sequence[RosterRow]) -> list[RosterRow]:
    """The roster of the day without those marked as away."""
    marks = AttendanceRow.select(AttendanceRow.member).where(
        (AttendanceRow.session == session.id) & (AttendanceRow.mark << _AWAY)
    )
    away = {member_id for (member_id,) in tuples(marks)}
    return [row for row in roster if row.member_id not in away]


def _last_turns(session: OfSession, member_ids: Collection[int]) -> LastTurns:
    """When each of some members last did which duty in this group; whoever was away did not do it.

    Begins with the turns of these members, so that the group's years cost nothing.
    """
    columns = DutyTurn.session, DutyTurn.duty, DutyTurn.member
    taken = tuples(DutyTurn.select(*columns).where(DutyTurn.member << list(member_ids)))
    ids = list({session_id for session_id, _duty, _member in taken})
    happened = Session.select(Session.id, Session.day).where(
        (Session.id << ids)
        & (Session.id != session.id)
        & (Session.group == session.group_id)
        & (Session.day <= session.day)
        & (Session.status != SessionStatus.DID_NOT_HAPPEN)
    )
    days = pairs(happened)
    marks = AttendanceRow.select(AttendanceRow.session, AttendanceRow.member).where(
        (AttendanceRow.session << list(days)) & (AttendanceRow.mark << _AWAY)
    )
    away = set(tuples(marks))
    found: dict[tuple[Duty, int], date] = {}
    for session_id, duty, member_id in taken:
        if session_id in days and (session_id, member_id) not in away:
            key = duty, member_id
            found[key] = max(days[session_id], found.get(key, days[session_id]))
    return found


def _names(member_ids: Collection[int]) -> dict[int, str]:
    columns = Member.id, Member.name_latin, Member.name_native
    rows = tuples(Member.select(*columns).where(Member.id << list(member_ids)))
    return {member_id: display_name(latin, native) for member_id, latin, native in rows}
