"""Recovery as it stands in the file: spans, timelines, milestones of some days; spans written inside other acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import Field, ModelSelect, Value, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, RecoverySpan, StepWork
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.care import milestones as dates
from peerdesk.domain.care import recovery as rules
from peerdesk.domain.care.recovery import MilestoneDue, ReturnToUse, SpanInRecovery, StepRow, Timeline
from peerdesk.records.care import milestones

_SEVEN_DAYS = timedelta(days=6)  # and the day itself


class AlreadyRead(NamedTuple):
    """What tells of a member's recovery beside their spans.

    Attributes:
        died_on: the day of their death.
        attended: days of the sessions they attended, oldest first.
    """

    died_on: date | None
    attended: Sequence[date]


# Inside a reading


def timeline_of(
    member_id: int,
    today: date,
    *,
    with_words: bool = False,
    read: AlreadyRead | None = None,
) -> Timeline:
    """One member's recovery as on a day, of one who died up to the day of that.

    Args:
        member_id: the member.
        today: the day.
        with_words: whether the reason and text of a return may be seen.
        read: what a page has read of them already.
    """
    spans = rules.as_on(spans_of(member_id, with_words=with_words), today)
    if read is None:
        died_on = Member.get_by_id(member_id).died_on
        read = AlreadyRead(died_on, milestones.days_attended(member_id))
    died, attended = read
    today = min(today, died or today)
    steps = [
        StepRow(row.step, row.day, row.sponsor)
        for row in StepWork.select()
        .where((StepWork.member == member_id) & (StepWork.day <= today))
        .order_by(StepWork.step)
    ]
    kept, celebrated = milestones.kept_for(member_id)
    celebrated = {which: day for which, day in celebrated.items() if day <= today}
    attended = [day for day in attended if day <= today]
    return Timeline(
        spans=spans,
        days_now=rules.days_now(spans, today),
        longest=rules.longest(spans, today),
        total=rules.total(spans, today),
        reached=milestones.reached(spans, kept, celebrated, attended, steps, today),
        next=dates.following(spans[-1], kept, today) if spans and died is None else None,
        steps=steps,
        sessions_attended=len(attended),
    )


def milestones_between(
    first: date, last: date, mine_of: int | None = None, *, as_on: date | None = None
) -> list[MilestoneDue]:
    """What falls between two days (both included) for members in the programme or in aftercare, in order of day.

    They are so now, or were so on a past day; then nothing that was celebrated later is told.

    The queries are bounded by the recovery dates from which a milestone can fall in these days, and by who attended.
    """
    return milestones.of_everybody(first, last, mine_of, as_on=as_on)


def milestones_of_group(group_id: int, day: date) -> list[MilestoneDue]:
    """What was reached in the seven days up to a day by the roster of that day, celebrated or not."""
    return milestones.of_group(group_id, day - _SEVEN_DAYS, day)


def days_in_recovery(member_ids: Iterable[int], today: date) -> dict[int, int]:
    """Days now of some members; those without an open span are left out."""
    rows = RecoverySpan.select(RecoverySpan.member, RecoverySpan.from_day)
    since = pairs(rows.where((RecoverySpan.member << list(member_ids)) & RecoverySpan.ended_on.is_null()))
    return {member_id: SpanInRecovery(0, from_day).days(today) for member_id, from_day in since.items()}


def days_since_return(member_ids: Iterable[int], today: date) -> dict[int, int]:
    """Days since the latest return to use of some members; those of whom none is known are left out."""
    rows = RecoverySpan.select(RecoverySpan.member, fn.MAX(RecoverySpan.ended_on))
    ended = (RecoverySpan.member << list(member_ids)) & RecoverySpan.ended_on.is_null(False)
    return {who: (today - day).days for who, day in tuples(rows.where(ended).group_by(RecoverySpan.member))}


def latest_return(member: Field[Any]) -> ModelSelect[RecoverySpan]:
    """The day of the latest return to use of a member, as a part of another query."""
    span = RecoverySpan.alias()
    return span.select(fn.MAX(span.ended_on)).where(span.member == member)


def open_since(member: Field[Any]) -> ModelSelect[RecoverySpan]:
    """The recovery date of a member's open span, as a part of another query."""
    span = RecoverySpan.alias()
    return span.select(span.from_day).where((span.member == member) & span.ended_on.is_null())


def days_ago(since: str | None, today: date) -> int | None:
    """Days since a day as `latest_return` and `open_since` give it."""
    return None if since is None else max(0, (today - date.fromisoformat(since)).days)


def spans_of(member_id: int, *, with_words: bool = False) -> list[SpanInRecovery]:
    """A member's spans, oldest first; reason and text of a return only where they are asked for."""
    words: Any = (RecoverySpan.reason, RecoverySpan.text) if with_words else (Value(None), Value(""))
    columns = RecoverySpan.id, RecoverySpan.from_day, RecoverySpan.ended_on, *words
    rows = RecoverySpan.select(*columns).where(RecoverySpan.member == member_id).order_by(RecoverySpan.from_day)
    return [SpanInRecovery(*row) for row in tuples(rows)]


def set_within(unit: Unit, member_id: int, recovery_on: date | None, returned_on: date | None = None) -> None:
    """Keep the recovery date asked at an admission inside its unit of work, and the return to use before it.

    The dates have been found right by `domain.care.recovery.admission_problems`. Without a return, another date
    corrects the start of the open span.
    """
    if returned_on is not None:
        end_within(unit, member_id, ReturnToUse(returned_on))
    if recovery_on is None:
        return
    current = rules.open_span(spans_of(member_id))
    if current is None:
        begin_within(unit, member_id, recovery_on)
    elif current.from_day != recovery_on:
        move_start_within(unit, member_id, current, recovery_on)


def begin_within(unit: Unit, member_id: int, from_day: date) -> None:
    """Begin a span inside somebody's unit of work."""
    span = RecoverySpan.create(member=member_id, from_day=from_day, ended_on=None, reason=None, text="", noted_on=None)
    unit.audit("recovery.begin", member_id, None, {"span": span.id, "from_day": from_day})


def end_within(unit: Unit, member_id: int, returned: ReturnToUse) -> None:
    """End the open span with a return to use, inside somebody's unit of work."""
    new = {"ended_on": returned.returned_on, "reason": returned.reason, "text": returned.text.strip()}
    going_on = (RecoverySpan.member == member_id) & RecoverySpan.ended_on.is_null()
    RecoverySpan.update(**new, noted_on=unit.at.date()).where(going_on).execute()
    unit.audit("recovery.return", member_id, None, new)


def move_start_within(unit: Unit, member_id: int, span: SpanInRecovery, from_day: date) -> None:
    """Move the beginning of a span inside somebody's unit of work; the old day stays in the audit trail."""
    unit.audit_change("recovery.correct-start", member_id, {"from_day": span.from_day}, {"from_day": from_day})
    RecoverySpan.update(from_day=from_day).where(RecoverySpan.id == span.id).execute()
