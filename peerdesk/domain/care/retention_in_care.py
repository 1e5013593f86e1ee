"""How many stay: retention 30, 60 and 90 days after the beginning, always with its raw counts.

The definitions, which every screen and page shows beside the figures:

* *Overall*: of the stays that began in a period, those whose member was on day N in the programme (by this stay or a
  later one), or in aftercare and seen or spoken to in the thirty days up to day N: an attended session, a contact, or
  a follow-up that reached them.
* *By group*: of the memberships that began in a period, those that still held on day N, or that ended because the
  member completed the stay.

Day N is N days after the first day. Whoever's day N has not come by today is left out of that N, so the three figures
may count different people. Overall retention need not fall from 30 to 90 days: people come back, and that is counted.
Indian studies count initial dropout over 30 days (Basu 2017) and retention at three months (Shouan 2021).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peerdesk.domain.care.status import StatusCounts
from peerdesk.domain.members.stays import DischargeType, LatestStay, Phase, phase_of

DAYS: Sequence[int] = (30, 60, 90)
SEEN_WITHIN = timedelta(days=30)
"""In aftercare, somebody counts as retained who was seen in so many days up to day N, that day included."""

LOOKED_BACK = timedelta(days=365)
"""The usual period: whoever began in the last year."""


@dataclass(frozen=True, slots=True)
class Retained:
    """How many of a cohort were still there after so many days."""

    days: int
    retained: int
    of: int

    @property
    def percent(self) -> int | None:
        """In whole per cent, halves rounded up; ``None`` where there is nothing to divide by."""
        return None if not self.of else (200 * self.retained + self.of) // (2 * self.of)


@dataclass(frozen=True, slots=True)
class Retention:
    """Retention of those who began between two days, both included.

    Attributes:
        status: how those are who left, at the points that came in these days; of the whole centre, for who may know.
    """

    first: date
    last: date
    figures: Sequence[Retained]
    status: Sequence[StatusCounts] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A stay that began in the period.

    Attributes:
        stays: the member's stays from this one on, oldest first, this one included.
        seen: the days on which the member was seen or spoken to; only those in aftercare matter.
    """

    begun: date
    stays: Sequence[LatestStay]
    seen: Collection[date] = ()

    def in_aftercare_on(self, day: date) -> bool:
        """Whether the last stay up to a day had ended well by then, so that only contact tells of the member."""
        for stay in reversed(self.stays):
            if stay.admitted_on <= day:
                over = stay.discharged_on is not None and stay.discharged_on <= day
                return over and phase_of(stay.discharged_on, stay.discharge_type) is Phase.AFTERCARE
        return False

    def retained_on(self, day: date) -> bool:
        """Whether the member was there on a day, as the overall definition has it."""
        for stay in self.stays:
            if stay.open_on(day):
                return True
        return self.in_aftercare_on(day) and seen_up_to(day, self.seen)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership that began in the period; ``completed`` where it ended with a stay that was completed."""

    begun: date
    ended: date | None = None
    completed: bool = False

    def retained_on(self, day: date) -> bool:
        """Whether the member was still there on a day, as the definition by group has it."""
        return self.ended is None or self.ended >= day or self.completed


def figures(cohort: Iterable[Course | Belonging], today: date) -> tuple[Retained, ...]:
    """Retention of a cohort after 30, 60 and 90 days."""
    begun = list(cohort)
    return tuple(_after(begun, days, today) for days in DAYS)


def seen_up_to(day: date, seen: Collection[date]) -> bool:
    """Whether one of some days lies in the thirty days that end with a day."""
    before = day - SEEN_WITHIN
    return any(before < one <= day for one in seen) if seen else False


def completes(ended: date | None, stay: LatestStay) -> bool:
    """Whether a membership ended with a stay that was completed: on the day of its discharge."""
    return ended is not None and stay.discharge_type is DischargeType.COMPLETED and stay.discharged_on == ended


def _after(begun: Sequence[Course | Belonging], days: int, today: date) -> Retained:
    wait = timedelta(days)
    latest = today - wait
    due = [one for one in begun if one.begun <= latest]
    return Retained(days, sum(one.retained_on(one.begun + wait) for one in due), len(due))
