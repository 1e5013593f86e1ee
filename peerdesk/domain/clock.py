"""The PC's clock beside the record: a clock that cannot be right is asked about before anything is written by it.

An empty battery sets a PC back by years, a slip of the finger sets it ahead; a signature, a number of the book or a
planned session would carry that date for good. The record knows better: nothing in it was written after now, and
hardly ever is there nothing for a month.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peerdesk.domain.dates import EARLIEST, LATEST

MOST_AHEAD = timedelta(days=30)
"""So long after the newest entry nobody wonders: a centre that is closed for the holidays."""

SLACK = timedelta(minutes=15)
"""So far two PCs that share a folder may differ, or a clock be set right."""


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """A clock that does not fit the record.

    Attributes:
        now: what the PC says.
        latest: of when the newest entry is.
    """

    now: datetime
    latest: datetime

    @property
    def behind(self) -> bool:
        """Whether the PC says a moment before the newest entry; else it is far after it."""
        return self.now < self.latest

    @property
    def usable(self) -> bool:
        """Whether such a day can stand in a record at all."""
        return EARLIEST <= self.now.date() <= LATEST


def doubt(now: datetime, latest: datetime | None) -> ClockDoubt | None:
    """What speaks against a clock, given the newest entry; nothing in a record without any."""
    if latest is None or (latest - SLACK <= now <= latest + MOST_AHEAD):
        return None
    return ClockDoubt(now, latest)


def record_day(today: date, latest: datetime | None) -> date:
    """The day that the record takes for today: the clock's, or that of the newest entry where they do not fit."""
    if latest is None or (latest - SLACK).date() <= today <= (latest + MOST_AHEAD).date():
        return today
    return latest.date()
