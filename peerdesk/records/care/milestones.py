"""Milestones as they stand in the file: the centre's list, and which fall on which days, in a few bounded queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN, Expression, ModelSelect, Value, fn

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
from peerdesk.db.queries import among, pairs, tuples, values
from peerdesk.domain.care import milestones as rules
from peerdesk.domain.care.recovery import (
    Milestone,
    MilestoneDue,
    MilestoneKind,
    ReachedMilestone,
    SpanInRecovery,
    StepRow,
)
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.states import Part
from peerdesk.domain.sessions.marks import Mark
from peerdesk.records.groups.memberships import on_roster
from peerdesk.records.key_counsellors import only_mine
from peerdesk.records.latest_stays import in_touch, in_touch_on, latest_of, latest_on
from peerdesk.records.name_order import in_name_order
from peerdesk.records.standing import stands_in, stood_in

ATTENDED = [mark for mark in Mark if mark.attended]

Celebrated = Mapping[tuple[int, Milestone, int | None], date]
"""Day of each celebration by member, milestone and span."""


CelebratedByOne = Mapping[tuple[Milestone, int | None], date]
"""The same of one member."""


class _Found(NamedTuple):
    member_id: int
    milestone: Milestone
    day: date
    span_id: int | None = None


def kept() -> list[Milestone]:
    """The milestones that the centre celebrates, kind by kind; inside a reading."""
    return in_order(Milestone(row.kind, row.count) for row in MilestoneRow.select())


def kept_for(member_id: int) -> tuple[list[Milestone], CelebratedByOne]:
    """The centre's milestones, and when those of them that a member reached were celebrated; inside a reading."""
    celebration = CelebrationRow
    anniversary = (celebration.kind == MilestoneKind.YEARLY) & (celebration.count >= MilestoneRow.count)
    same = (celebration.kind == MilestoneRow.kind) & ((celebration.count == MilestoneRow.count) | anniversary)
    rows = MilestoneRow.select(
        *(MilestoneRow.kind, MilestoneRow.count, celebration.count, celebration.span, celebration.day)
    ).join(celebration, JOIN.LEFT_OUTER, on=(celebration.member == member_id) & same)
    milestones: set[Milestone] = set()
    when: dict[tuple[Milestone, int | None], date] = {}
    for kind, count, reached_count, span_id, day in tuples(rows):
        milestones.add(Milestone(kind, count))
        if day is not None:
            when[Milestone(kind, reached_count), span_id] = day
    return in_order(milestones), when


def reached(
    spans: Sequence[SpanInRecovery],
    milestones: Sequence[Milestone],
    when: CelebratedByOne,
    attended: Sequence[date],
    steps: Sequence[StepRow],
    today: date,
) -> list[ReachedMilestone]:
    """What one member reached up to today, in order of day.

    Args:
        spans: theirs.
        milestones: the centre's list.
        when: the days on which they were celebrated.
        attended: days of the sessions they attended, oldest first.
        steps: theirs.
        today: nothing later counts.
    """
    worked = {step.step: step.day for step in steps}
    found: list[tuple[Milestone, date, int | None]] = [
        (*hit, span.id) for span in spans for hit in rules.reached(span, milestones, today)
    ]
    for milestone in milestones:
        if milestone.kind is MilestoneKind.SESSIONS and milestone.count <= len(attended):
            found.append((milestone, attended[milestone.count - 1], None))
        elif milestone.kind is MilestoneKind.STEPS and milestone.count in worked:
            found.append((milestone, worked[milestone.count], None))
    rows = [
        ReachedMilestone(milestone, day, span_id, when.get((milestone, span_id)))
        for milestone, day, span_id in found
        if day <= today
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


def of_everybody(
    first: date, last: date, mine_of: int | None = None, *, as_on: date | None = None
) -> list[MilestoneDue]:
    """What falls between two days for members in the programme or in aftercare, in order of day; inside a reading.

    With a day the members, and what was celebrated, are as on it, else as they are now.
    """
    milestones = kept()
    found = list(_of_spans(_spans_reaching(milestones, first, last), milestones, first, last))
    found += _of_sessions(_attended(first, last), milestones, first)
    found += _of_steps(milestones, first, last)
    people = Member.select(Stay.discharged_on.is_null(False))
    mine = only_mine(Member.id, mine_of, last)
    if as_on is None:
        now = people.join(Stay, on=Stay.id == latest_of(Member.id))
        return _named(found, now.where(in_touch(), stands_in(Part.MILESTONES), *mine))
    then = people.join(Stay, on=Stay.id == latest_on(Member.id, as_on))
    return _named(found, then.where(in_touch_on(as_on), stood_in(Part.MILESTONES, as_on), *mine), as_on)


def of_group(group_id: int, first: date, last: date) -> list[MilestoneDue]:
    """What fell between two days for everybody on the group's roster of the last of them; inside a reading.

    Those who died or are archived are left out.
    """
    ids = values(Membership.select(Membership.member).where((Membership.group == group_id) & on_roster(last)))
    milestones = kept()
    found = list(_of_spans(_spans(RecoverySpan.member << ids), milestones, first, last))
    found += _of_sessions(_attended(first, last, AttendanceRow.member << ids), milestones, first)
    found += _of_steps(milestones, first, last, StepWork.member << ids)
    return _named(found, Member.select(Value(False)).where(stands_in(Part.MILESTONES)))


def celebrated(member_ids: Iterable[int]) -> Celebrated:
    """Everything that was celebrated with some members; inside a reading."""
    columns = CelebrationRow.member, CelebrationRow.kind, CelebrationRow.count, CelebrationRow.span, CelebrationRow.day
    rows = tuples(CelebrationRow.select(*columns).where(CelebrationRow.member << among(member_ids)))
    return {(member_id, Milestone(kind, count), span_id): day for member_id, kind, count, span_id, day in rows}


def in_order(milestones: Iterable[Milestone]) -> list[Milestone]:
    """Milestones by kind, then by count."""
    kinds = list(MilestoneKind)
    return sorted(milestones, key=lambda milestone: (kinds.index(milestone.kind), milestone.count))


def _spans_reaching(milestones: Sequence[Milestone], first: date, last: date) -> list[tuple[int, SpanInRecovery]]:
    """Spans that may reach a milestone in these days, by their recovery dates, and perhaps a few more."""
    earliest = RecoverySpan.select(fn.MIN(RecoverySpan.from_day)).scalar()
    if earliest is None:
        return []
    still = RecoverySpan.ended_on.is_null() | (RecoverySpan.ended_on >= first)
    single = rules.single(milestones, range(last.year - earliest.year + 1))
    starts = {day for milestone in single for day in rules.possible_starts(milestone, first, last) if day >= earliest}
    # Looked up one by one in a list they take a fifth of the time of as many ranges.
    return _spans(still & (RecoverySpan.from_day << among(sorted(starts))))


def _spans(where: Expression) -> list[tuple[int, SpanInRecovery]]:
    """Members and their spans; plain values, for there may be thousands of them."""
    columns = RecoverySpan.member, RecoverySpan.id, RecoverySpan.from_day, RecoverySpan.ended_on
    return [(member_id, SpanInRecovery(*row)) for member_id, *row in tuples(RecoverySpan.select(*columns).where(where))]


def _of_spans(
    spans: Iterable[tuple[int, SpanInRecovery]], milestones: Sequence[Milestone], first: date, last: date
) -> Iterator[_Found]:
    known: dict[tuple[date, date | None], list[tuple[Milestone, date]]] = {}  # many spans began on one day
    for member_id, span in spans:
        days = span.from_day, span.ended_on
        if days not in known:
            known[days] = rules.between(span, milestones, first, last)
        for milestone, day in known[days]:
            yield _Found(member_id, milestone, day, span.id)


def _attended(first: date, last: date, *whose: Expression) -> dict[int, list[date]]:
    """Days on which members attended a session between two days, oldest first, by member."""
    rows = (
        AttendanceRow.select(AttendanceRow.member, Session.day)
        .join(Session)
        .where(Session.day.between(first, last) & (AttendanceRow.mark << ATTENDED), *whose)
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
        .where((AttendanceRow.member << among(attended)) & (AttendanceRow.mark << ATTENDED) & (Session.day < first))
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


def _named(found: Sequence[_Found], people: ModelSelect[Member], as_on: date = date.max) -> list[MilestoneDue]:
    """Those of the milestones whose members are among some people, and when they were celebrated up to a day.

    ``people`` are members with one column: whether they are in aftercare.
    """
    ids = {row.member_id for row in found}
    if not ids:
        return []
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    chosen = tuples(people.select_extend(*columns).where(Member.id << among(ids)).order_by(*in_name_order()))
    names = {who: (number, display_name(latin, native)) for _after, who, number, latin, native in chosen}
    in_aftercare = {who for after, who, *_name in chosen if after}
    when = {which: day for which, day in celebrated(names).items() if day <= as_on}
    due = [
        MilestoneDue(
            row.member_id,
            *names[row.member_id],
            row.milestone,
            row.day,
            when.get((row.member_id, row.milestone, row.span_id)),
            row.member_id in in_aftercare,
        )
        for row in found
        if row.member_id in names
    ]
    place = {who: place for place, who in enumerate(names)}
    return sorted(due, key=lambda row: (row.day, place[row.member_id]))
