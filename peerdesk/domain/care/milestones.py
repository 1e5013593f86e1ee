"""On which days milestones fall, and which of them a centre may celebrate.

Days, months and years are counted from the recovery date, which is day 0. Where a month has no such day its last day
stands for it: 31 January and one month is the last day of February, 29 February and one year is 28 February. Nobody
waits longer because a month is short.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from peerdesk.domain.care.recovery import STEPS, Milestone, MilestoneKind, SpanInRecovery
from peerdesk.domain.dates import later
from peerdesk.errors import Problem

DAYS, MONTHS, YEARLY, SESSIONS, STEP = MilestoneKind

USUAL: Sequence[Milestone] = (
    *(Milestone(DAYS, count) for count in (1, 7, 15, 30, 60, 90)),
    *(Milestone(MONTHS, count) for count in (6, 9, 12, 18)),
    Milestone(YEARLY, 2),
    *(Milestone(SESSIONS, count) for count in (10, 30, 60, 100)),
    *(Milestone(STEP, count) for count in range(1, STEPS + 1)),
)
"""Those of a file in which nobody changed any: days, months, years as the tokens of NA and AA mark them. Sets vary."""

MOST: Mapping[MilestoneKind, int] = MappingProxyType({DAYS: 5000, MONTHS: 120, YEARLY: 50, SESSIONS: 5000, STEP: STEPS})
"""The largest count of each kind."""

_SLACK = timedelta(days=3)  # 28 February stands for the 29th, 30th and 31st too


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_of(milestone: Milestone, from_day: date) -> date:
    """The day on which a milestone of a span falls, counted from the recovery date.

    Raises:
        ValueError: for a milestone of sessions or steps.
    """
    match milestone.kind:
        case MilestoneKind.DAYS:
            return later(from_day, timedelta(days=milestone.count))
        case MilestoneKind.MONTHS:
            return add_months(from_day, milestone.count)
        case MilestoneKind.YEARLY:
            return add_months(from_day, 12 * milestone.count)
    raise ValueError(milestone)


def single(milestones: Sequence[Milestone], years: range) -> Iterator[Milestone]:
    """The milestones of spans, the yearly ones as the single anniversaries after so many years."""
    for milestone in milestones:
        if milestone.kind is YEARLY:
            yield from (Milestone(YEARLY, year) for year in years if year >= milestone.count)
        elif milestone.of_span:
            yield milestone


def between(
    span: SpanInRecovery, milestones: Sequence[Milestone], first: date, last: date
) -> list[tuple[Milestone, date]]:
    """Milestones that a span reaches between two days (both included), in order of day.

    One that falls on the day of the return to use was reached: so many days had passed.
    """
    until = min(last, span.ended_on or last)
    years = range(first.year - span.from_day.year, last.year - span.from_day.year + 1)
    days = ((milestone, day_of(milestone, span.from_day)) for milestone in single(milestones, years))
    return sorted(((milestone, day) for milestone, day in days if first <= day <= until), key=lambda found: found[1])


def reached(span: SpanInRecovery, milestones: Sequence[Milestone], today: date) -> list[tuple[Milestone, date]]:
    """All milestones of a span up to today, in order of day."""
    return between(span, milestones, span.from_day, today)


def following(span: SpanInRecovery, milestones: Sequence[Milestone], today: date) -> tuple[Milestone, date] | None:
    """The next milestone of an open span after today; ``None`` where the span has ended or the list has no more."""
    if span.ended_on is not None:
        return None
    coming = [_coming(milestone, span.from_day, today) for milestone in milestones if milestone.of_span]
    days = ((milestone, day_of(milestone, span.from_day)) for milestone in coming)
    return min((found for found in days if found[1] > today), key=lambda found: found[1], default=None)


def _coming(milestone: Milestone, from_day: date, today: date) -> Milestone:
    """The milestone itself; of a yearly one the anniversary that is still to come."""
    if milestone.kind is not YEARLY:
        return milestone
    this_year = Milestone(YEARLY, max(milestone.count, today.year - from_day.year))
    return this_year if day_of(this_year, from_day) > today else Milestone(YEARLY, this_year.count + 1)


def possible_starts(milestone: Milestone, first: date, last: date) -> Iterator[date]:
    """Recovery dates from which a milestone may fall between two days, and a few more around them.

    They narrow what is read from the file; :func:`between` then says exactly.
    """
    if milestone.kind is DAYS:
        wait = timedelta(days=milestone.count)
        day, end = first - wait, last - wait
    else:
        months = milestone.count * (12 if milestone.kind is YEARLY else 1)
        day, end = add_months(first, -months) - _SLACK, add_months(last, -months) + _SLACK
    while day <= end:
        yield day
        day += timedelta(days=1)


def problems(milestones: Sequence[Milestone]) -> list[Problem]:
    """Say what is wrong with a centre's list: a count out of range, or two milestones that are the same."""
    found = [
        Problem("count", "number-out-of-range", {"least": 1, "most": MOST[milestone.kind]})
        for milestone in milestones
        if not 1 <= milestone.count <= MOST[milestone.kind]
    ]
    if len(set(milestones)) < len(milestones):
        found.append(Problem("count", "milestone-twice"))
    yearly = [milestone.count for milestone in milestones if milestone.kind is YEARLY]
    if len(yearly) > 1:
        found.append(Problem("count", "milestone-yearly-once"))
    years = {milestone.count // 12 for milestone in milestones if milestone.kind is MONTHS and not milestone.count % 12}
    if any(year >= min(yearly, default=year + 1) for year in years):
        found.append(Problem("count", "milestone-among-years"))
    return found
