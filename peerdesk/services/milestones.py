"""Milestones: the centre's list, and which of them fall on which days, read with a few bounded queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peewee import Expression, fn

from peerdesk.db.models import (
    AttendanceRow,
    CelebrationRow,
    Member,
    Membership,
    MilestoneRow,
    RecoverySpan,
    Session,
    Stay,
    StepWork,
)
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care import milestones as rules
from peerdesk.domain.care.recovery import (
    Milestone,
    MilestoneDue,
    MilestoneKind,
    ReachedMilestone,
    SpanInRecovery,
    StepRow,
)
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.stays import DischargeType, Phase, phase_of
from peerdesk.domain.sessions.marks import Mark
from peerdesk.errors import InvalidInput
from peerdesk.services.rosters import on_roster

ATTENDED = [mark for mark in Mark if mark.attended]

_MOST_STARTS = 20_000
"""More days than that are no help to a query: its variables are limited."""

Celebrated = Mapping[tuple[int, Milestone, int | None], date]
"""Day of each celebration by member, milestone and span."""


@dataclass(frozen=True, slots=True)
class _Found:
    member_id: int
    milestone: Milestone
    day: date
    span_id: int | None = None


def everything(storage: Storage, actor: Actor) -> Sequence[Milestone]:
    """The milestones that the centre celebrates, kind by kind."""
    actor.require(Permission.SEE_RECOVERY)
    with storage.reading():
        return kept()


def change(storage: Storage, actor: Actor, wanted: Sequence[Milestone]) -> None:
    """Keep another list of milestones. What was celebrated stays kept.

    Raises:
        InvalidInput: if a count is out of range, or two of them fall together.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    if problems := rules.problems(wanted):
        raise InvalidInput(problems)
    with storage.writing(Changed.PROGRAMME | Changed.RECOVERY, actor) as unit:
        old, new = kept(), _in_order(wanted)
        unit.audit_change("milestone.change", 0, _listed(old), _listed(new))
        MilestoneRow.delete().execute()
        for milestone in new:
            MilestoneRow.insert(kind=milestone.kind, count=milestone.count).execute()


def kept() -> list[Milestone]:
    """The milestones that the centre celebrates, kind by kind; inside a reading."""
    return _in_order(Milestone(row.kind, row.count) for row in MilestoneRow.select())


def reached(
    member_id: int,
    spans: Sequence[SpanInRecovery],
    milestones: Sequence[Milestone],
    attended: Sequence[date],
    steps: Sequence[StepRow],
    today: date,
) -> list[ReachedMilestone]:
    """What one member reached up to today, in order of day; inside a reading.

    Args:
        member_id: the member.
        spans: theirs.
        milestones: the centre's list.
        attended: days of the sessions they attended, oldest first.
        steps: theirs.
        today: nothing later counts.
    """
    worked = {step.step: step.day for step in steps}
    found = [_Found(member_id, *hit, span.id) for span in spans for hit in rules.reached(span, milestones, today)]
    for milestone in milestones:
        if milestone.kind is MilestoneKind.SESSIONS and milestone.count <= len(attended):
            found.append(_Found(member_id, milestone, attended[milestone.count - 1]))
        elif milestone.kind is MilestoneKind.STEPS and milestone.count in worked:
            found.append(_Found(member_id, milestone, worked[milestone.count]))
    when = celebrated([member_id])
    rows = [
        ReachedMilestone(row.milestone, row.day, row.span_id, when.get((member_id, row.milestone, row.span_id)))
        for row in found
        if row.day <= today
    ]
    return sorted(rows, key=lambda row: row.day)


def days_attended(member_id: int) -> list[date]:
    """Days of the sessions a member attended, walk-ins too, oldest first; inside a reading."""
    rows = (
        AttendanceRow.select(Session.day)
        .join(Session)
        .where((AttendanceRow.member == member_id) & (AttendanceRow.mark << ATTENDED))
        .order_by(Session.day, Session.starts)
    )
    return [day for (day,) in tuples(rows)]


def of_everybody(first: date, last: date) -> list[MilestoneDue]:
    """What falls between two days for members in the programme or in aftercare, in order of day; inside a reading."""
    milestones = kept()
    found = list(_of_spans(_spans_reaching(milestones, first, last), milestones, first, last))
    found += _of_sessions(_attended(first, last), milestones, first)
    found += _of_steps(milestones, first, last)
    with_us = _in_touch({row.member_id for row in found})
    return _named([row for row in found if row.member_id in with_us])


def of_group(group_id: int, first: date, last: date) -> list[MilestoneDue]:
    """What fell between two days for everybody on the group's roster of the last of them; inside a reading."""
    roster = Membership.select(Membership.member).where((Membership.group == group_id) & on_roster(last))
    ids = [member_id for (member_id,) in tuples(roster)]
    milestones = kept()
    found = list(_of_spans(_spans(RecoverySpan.member << ids), milestones, first, last))
    found += _of_sessions(_attended(first, last, AttendanceRow.member << ids), milestones, first)
    found += _of_steps(milestones, first, last, StepWork.member << ids)
    gone = _gone(ids)
    return _named([row for row in found if row.member_id not in gone])


def celebrated(member_ids: Sequence[int]) -> Celebrated:
    """Everything that was celebrated with some members; inside a reading."""
    rows = CelebrationRow.select().where(CelebrationRow.member << list(member_ids))
    return {(row.member_id, Milestone(row.kind, row.count), row.span_id): row.day for row in rows}


def _in_order(milestones: Iterable[Milestone]) -> list[Milestone]:
    kinds = list(MilestoneKind)
    return sorted(milestones, key=lambda milestone: (kinds.index(milestone.kind), milestone.count))


def _listed(milestones: Iterable[Milestone]) -> dict[str, object]:
    return {"milestones": [f"{milestone.kind.value} {milestone.count}" for milestone in milestones]}


def _spans_reaching(milestones: Sequence[Milestone], first: date, last: date) -> list[tuple[int, SpanInRecovery]]:
    """Spans that may reach a milestone in these days, by their recovery dates, and perhaps a few more."""
    earliest = RecoverySpan.select(fn.MIN(RecoverySpan.from_day)).scalar()
    if earliest is None:
        return []
    still = RecoverySpan.ended_on.is_null() | (RecoverySpan.ended_on >= first)
    single = rules.single(milestones, earliest, last)
    starts = {day for milestone in single for day in rules.possible_starts(milestone, first, last) if day >= earliest}
    # Looked up one by one in a list they take a fifth of the time of as many ranges.
    return _spans(still if len(starts) > _MOST_STARTS else still & (RecoverySpan.from_day << sorted(starts)))


def _spans(where: Expression) -> list[tuple[int, SpanInRecovery]]:
    """Members and their spans; plain values, for there may be a thousand of them."""
    columns = RecoverySpan.member, RecoverySpan.id, RecoverySpan.from_day, RecoverySpan.ended_on
    return [(member_id, SpanInRecovery(*row)) for member_id, *row in tuples(RecoverySpan.select(*columns).where(where))]


def _of_spans(
    spans: Iterable[tuple[int, SpanInRecovery]], milestones: Sequence[Milestone], first: date, last: date
) -> Iterator[_Found]:
    for member_id, span in spans:
        for milestone, day in rules.between(span, milestones, first, last):
            yield _Found(member_id, milestone, day, span.id)


def _attended(first: date, last: date, *whose: Expression) -> dict[int, list[date]]:
    """Days on which members attended a session between two days, oldest first, by member."""
    lately = Session.select(Session.id).where(Session.day.between(first, last))  # lets the index of days be used
    rows = (
        AttendanceRow.select(AttendanceRow.member, Session.day)
        .join(Session)
        .where((AttendanceRow.session << lately) & (AttendanceRow.mark << ATTENDED), *whose)
        .order_by(Session.day, Session.starts)
    )
    found: dict[int, list[date]] = {}
    for member_id, day in tuples(rows):
        found.setdefault(member_id, []).append(day)
    return found


def _of_sessions(attended: Mapping[int, list[date]], milestones: Sequence[Milestone], first: date) -> Iterator[_Found]:
    """The session of these days at which somebody had attended so many in all."""
    wanted = [milestone for milestone in milestones if milestone.kind is MilestoneKind.SESSIONS]
    if not wanted or not attended:
        return
    before: dict[int, int] = pairs(
        AttendanceRow.select(AttendanceRow.member, fn.COUNT(Session.id))
        .join(Session)
        .where((AttendanceRow.member << list(attended)) & (AttendanceRow.mark << ATTENDED) & (Session.day < first))
        .group_by(AttendanceRow.member)
    )
    for member_id, days in attended.items():
        for milestone in wanted:
            place = milestone.count - before.get(member_id, 0)
            if 0 < place <= len(days):
                yield _Found(member_id, milestone, days[place - 1])


def _of_steps(milestones: Sequence[Milestone], first: date, last: date, *whose: Expression) -> Iterator[_Found]:
    wanted = {milestone.count: milestone for milestone in milestones if milestone.kind is MilestoneKind.STEPS}
    for row in StepWork.select().where(StepWork.day.between(first, last), *whose):
        if row.step in wanted:
            yield _Found(row.member_id, wanted[row.step], row.day)


def _in_touch(member_ids: Iterable[int]) -> set[int]:
    """Those of some members who are in the programme or in aftercare, and not archived."""
    latest: dict[int, Phase] = {}
    rows = Stay.select().join(Member).where((Stay.member << list(member_ids)) & Member.archived_on.is_null())
    for stay in rows.order_by(Stay.discharged_on.is_null(), Stay.admitted_on, Stay.id):
        latest[stay.member_id] = phase_of(stay.discharged_on, stay.discharge_type)
    return {member_id for member_id, phase in latest.items() if phase is not Phase.LEFT}


def _gone(member_ids: Sequence[int]) -> set[int]:
    """Those of some members who died or are archived."""
    died = Stay.select(Stay.member).where((Stay.member << member_ids) & (Stay.discharge_type == DischargeType.DIED))
    archived = Member.select(Member.id).where((Member.id << member_ids) & Member.archived_on.is_null(False))
    return {row_id for query in (died, archived) for (row_id,) in tuples(query)}


def _named(found: Sequence[_Found]) -> list[MilestoneDue]:
    ids = list({row.member_id for row in found})
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    names = {
        member_id: (number, display_name(latin, native))
        for member_id, number, latin, native in tuples(Member.select(*columns).where(Member.id << ids))
    }
    when = celebrated(ids)
    due = [
        MilestoneDue(
            row.member_id,
            *names[row.member_id],
            row.milestone,
            row.day,
            when.get((row.member_id, row.milestone, row.span_id)),
        )
        for row in found
    ]
    return sorted(due, key=lambda row: (row.day, row.name, row.number))
