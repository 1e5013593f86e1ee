"""From weekly meeting times to the days on which a group meets."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from peerdesk.domain.groups.groups import MeetingTime

PLANNED_AHEAD = timedelta(days=14)
"""How far ahead sessions are written into the book, so that sheets can be printed for them."""


@dataclass(frozen=True, slots=True)
class DatedTime:
    """A weekly meeting time with the days it holds for."""

    time: MeetingTime
    from_day: date
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One planned meeting."""

    day: date
    starts: time
    minutes: int


def days(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(offset)


def occurrences(
    times: Sequence[DatedTime], first: date, last: date, holidays: Collection[date] = ()
) -> list[Occurrence]:
    """The meetings that weekly times make between two days, both included, in order; none on a holiday."""
    found = {
        Occurrence(day, dated.time.starts, dated.time.minutes)
        for dated in times
        for day in days(max(first, dated.from_day), min(last, dated.to_day or last))
        if day.weekday() == dated.time.weekday and day not in holidays
    }
    return sorted(found, key=lambda occurrence: (occurrence.day, occurrence.starts))
