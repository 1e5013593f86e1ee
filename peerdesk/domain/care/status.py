"""How members are when a follow-up reaches somebody, and the counts of it that funders ask for.

The points are 30 days and 3, 6 and 12 months after a discharge: the measures of Indian follow-up studies, as in
:mod:`peerdesk.domain.care.follow_ups`. A follow-up counts for the nearest of them by the day on which it was done: from
the middle between the point and the one before (for the first the discharge) to the middle between it and the next; for
the last as far beyond it as before it. Those of 30 days were done about 16 to 60 days after the discharge, of 3 months
61 to 136, of 6 months 137 to 273, of 12 months 274 to 456.

* *Due*: stays that ended, but not by a death, and whose point lies in the period. Left out is who was admitted again by
  that day, who had died by it, and whose follow-ups around it were all found to be no longer needed.
* *Reached*: of those, whose member or family was reached by a follow-up that counts for the point.
* *Asked*: of those, about whom a question was answered then, *not known* included; of several answers to one question
  the one nearest to the point, of two as near the later, of two on one day the one entered later.

Only what was done by the last day of the period counts, so that the same days give the same figures later. A talk or an
alumni session that met a follow-up asked nothing, and does not count here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, TypeVar

from peerdesk.domain.care.milestones import add_months


class RecoveryNow(StrEnum):
    """Whether the member used since the discharge."""

    IN_RECOVERY = "in-recovery"
    USED_SINCE = "used-since"
    NOT_KNOWN = "not-known"


class YesNo(StrEnum):
    """An answer to a plain question."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class Medicines(StrEnum):
    """Whether the member takes the medicines that were prescribed; where none are there is nothing to ask."""

    TAKING = "taking"
    NOT_TAKING = "not-taking"
    NOT_KNOWN = "not-known"
    NONE_PRESCRIBED = "none-prescribed"


@dataclass(frozen=True, slots=True)
class Status:
    """What a follow-up learnt about how the member is; ``None`` is a question that was not asked.

    Recovery and medicines are for counsellors, work and home for everybody who follows up.
    """

    recovery: RecoveryNow | None = None
    working: YesNo | None = None
    with_family: YesNo | None = None
    medicines: Medicines | None = None

    @property
    def answered(self) -> Sequence[str]:
        """The questions that were answered, by the names of their fields."""
        return [name for name in ("recovery", "working", "with_family", "medicines") if getattr(self, name) is not None]

    @property
    def for_everybody(self) -> "Status":
        """Without what only counsellors see."""
        return Status(working=self.working, with_family=self.with_family)


NOTHING_ASKED = Status()


class StatusPoint(StrEnum):
    """When after a discharge people are counted."""

    DAYS_30 = "30-days"
    MONTHS_3 = "3-months"
    MONTHS_6 = "6-months"
    MONTHS_12 = "12-months"

    def after(self, discharged_on: date) -> date:
        """Its day after a discharge."""
        if self is StatusPoint.DAYS_30:
            return discharged_on + timedelta(days=30)
        return add_months(discharged_on, _MONTHS[self])


_MONTHS: Mapping[StatusPoint, int] = {StatusPoint.MONTHS_3: 3, StatusPoint.MONTHS_6: 6, StatusPoint.MONTHS_12: 12}

COUNTED_BACK = timedelta(days=365)
"""The usual period: whose point came in the last year."""

FARTHEST_BACK = COUNTED_BACK + timedelta(days=366)
"""So long before the last day of a usual period lies the earliest discharge that may count."""


class FollowedUpOn(NamedTuple):
    """A follow-up that got an outcome: when, whether it reached somebody or was not needed, and what it learnt."""

    day: date
    reached: bool
    needed: bool = True
    status: Status = NOTHING_ASKED


@dataclass(frozen=True, slots=True)
class AfterStay:
    """A stay that ended, and what came after it.

    Attributes:
        back_on: the day of the next admission.
        follow_ups: those of the member since, of two on one day the one entered later first.
        died_on: the day of the member's death.
    """

    discharged_on: date
    back_on: date | None = None
    follow_ups: Sequence[FollowedUpOn] = ()
    died_on: date | None = None

    def is_due_on(self, day: date) -> bool:
        """Whether somebody can be asked then: neither admitted again nor dead by that day."""
        return not any(gone is not None and gone <= day for gone in (self.back_on, self.died_on))


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How those are who were due at one point; each question with how often it got which answer."""

    point: StatusPoint
    due: int
    reached: int
    recovery: Mapping[RecoveryNow, int]
    working: Mapping[YesNo, int]
    with_family: Mapping[YesNo, int]
    medicines: Mapping[Medicines, int]

    @property
    def asked(self) -> int:
        """How many were asked about their recovery."""
        return sum(self.recovery.values())

    @property
    def prescribed(self) -> int:
        """How many were asked about medicines and have some prescribed."""
        return sum(self.medicines.values()) - self.medicines.get(Medicines.NONE_PRESCRIBED, 0)


class Around(NamedTuple):
    """A point after one discharge: its day, and the first and the last day whose follow-ups count for it."""

    point: StatusPoint
    day: date
    begins: date
    ends: date


def points_after(discharged_on: date) -> list[Around]:
    """The points after a discharge, in order."""
    days = [discharged_on, *(point.after(discharged_on) for point in StatusPoint)]
    days.append(days[-1] + (days[-1] - days[-2]))
    middles = [one + timedelta(days=(other - one).days // 2) for one, other in pairwise(days)]
    return [
        Around(point, days[place], middles[place - 1] + timedelta(days=1), middles[place])
        for place, point in enumerate(StatusPoint, start=1)
    ]


def counts(stays: Iterable[AfterStay], first: date, last: date) -> tuple[StatusCounts, ...]:
    """How those are whose points lie between two days, as was known on the last of them."""
    known: dict[date, list[Around]] = {}  # many stays end on one day
    due: Counter[StatusPoint] = Counter()
    reached: dict[StatusPoint, list[list[Status]]] = {point: [] for point in StatusPoint}
    for stay in stays:
        if stay.discharged_on not in known:
            known[stay.discharged_on] = [at for at in points_after(stay.discharged_on) if first <= at.day <= last]
        for at in known[stay.discharged_on]:
            if not stay.is_due_on(at.day):
                continue
            around = _around(at, stay, last)
            if around and not any(one.needed for one in around):
                continue
            due[at.point] += 1
            if told := _nearest_first(at.day, around):
                reached[at.point].append(told)
    return tuple(_counts(point, due[point], reached[point]) for point in StatusPoint)


def _counts(point: StatusPoint, due: int, reached: Sequence[Sequence[Status]]) -> StatusCounts:
    return StatusCounts(
        point,
        due,
        len(reached),
        _answers(reached, attrgetter("recovery")),
        _answers(reached, attrgetter("working")),
        _answers(reached, attrgetter("with_family")),
        _answers(reached, attrgetter("medicines")),
    )


def _around(at: Around, stay: AfterStay, last: date) -> list[FollowedUpOn]:
    """The follow-ups that count for a point, and were done before the next stay and by a day."""
    ends = min(at.ends, last)
    if stay.back_on is not None:
        ends = min(ends, stay.back_on - timedelta(days=1))
    begins = at.begins
    return [one for one in stay.follow_ups if begins <= one.day <= ends]


def _nearest_first(day: date, found: Sequence[FollowedUpOn]) -> list[Status]:
    reached = [one for one in found if one.reached]
    if len(reached) > 1:
        reached.sort(key=lambda one: (abs(one.day - day), day - one.day))
    return [one.status for one in reached]


Answer = TypeVar("Answer", bound=StrEnum)


def _answers(told: Iterable[Sequence[Status]], answer_of: Callable[[Status], Answer | None]) -> Mapping[Answer, int]:
    """How often which answer was given, of everybody's answers the first."""
    given: Counter[Answer] = Counter()
    for statuses in told:
        for status in statuses:
            if (answer := answer_of(status)) is not None:
                given[answer] += 1
                break
    return given
