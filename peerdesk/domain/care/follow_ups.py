"""Follow-ups: dated tasks after discharge or when somebody needs contact, each with an outcome and a next step.

The usual schedule is PeerDesk's own, held against the measures of Indian follow-up studies: 30 days (Basu 2017), 3 and
6 months (Shouan 2021), 12 months (Ghosh 2020).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from peerdesk.domain.care.milestones import add_months
from peerdesk.domain.care.status import NOTHING_ASKED, Status
from peerdesk.domain.members.stays import DischargeType, Phase
from peerdesk.errors import Problem


class FollowUpKind(StrEnum):
    """Where a follow-up comes from: the schedule after discharge, the attention list, or somebody's own plan."""

    SCHEDULED = "scheduled"
    ATTENTION = "attention"
    PLANNED = "planned"


class FollowUpWay(StrEnum):
    """How contact is sought."""

    CALL = "call"
    HOME_VISIT = "home-visit"
    AT_CENTRE = "at-centre"
    FAMILY_CALL = "family-call"


class FollowUpOutcome(StrEnum):
    """How it went. ``cancelled`` means no longer needed (admitted again, moved away)."""

    REACHED = "reached"
    FAMILY_REACHED = "family-reached"
    VISITED = "visited"
    CAME = "came"
    NOT_REACHED = "not-reached"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DIED = "died"

    @property
    def letter(self) -> str:
        """What stands for it on the key, the button and the call sheet: a filled sheet is keyed straight in."""
        return _LETTERS[self]


_LETTERS: Mapping[FollowUpOutcome, str] = MappingProxyType(
    {
        FollowUpOutcome.REACHED: "R",
        FollowUpOutcome.FAMILY_REACHED: "F",
        FollowUpOutcome.VISITED: "V",
        FollowUpOutcome.CAME: "C",
        FollowUpOutcome.NOT_REACHED: "N",
        FollowUpOutcome.DECLINED: "D",
        FollowUpOutcome.CANCELLED: "X",
        FollowUpOutcome.DIED: "E",
    }
)

WITH_MEMBER: Sequence[FollowUpOutcome] = (
    FollowUpOutcome.REACHED,
    FollowUpOutcome.VISITED,
    FollowUpOutcome.CAME,
    FollowUpOutcome.DECLINED,
)
"""Outcomes after which somebody has spoken with the member; who does not wish contact now has said so."""

WITH_FAMILY: Sequence[FollowUpOutcome] = (FollowUpOutcome.FAMILY_REACHED, FollowUpOutcome.VISITED)
"""Outcomes after which somebody has spoken with the family."""

REACHING: frozenset[FollowUpOutcome] = frozenset({*WITH_MEMBER, *WITH_FAMILY})
"""Outcomes after which somebody can tell how the member is."""


class StepUnit(StrEnum):
    """What a step of the follow-up schedule counts from discharge."""

    DAYS = "days"
    MONTHS = "months"


class FollowUpState(StrEnum):
    """Where a follow-up stands on a day."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    MET = "met"
    SPOKEN = "spoken"
    DONE = "done"
    NOT_REACHED = "not-reached"
    CANCELLED = "cancelled"


MET_FROM = timedelta(days=7)
"""An attended alumni session, or a talk under Contacts, counts for a scheduled follow-up from so long before it is due.

The schedule asks whether somebody is still in touch, and who comes to the alumni group is. It is computed whenever
follow-ups are read and nothing is written: a mark that is corrected puts the follow-up back.
"""

SPOKEN_FROM = timedelta(days=3)
"""For a follow-up that somebody made a talk counts from so long before it is due, but not the one that led to it."""

LAPSES_AFTER = timedelta(days=60)
"""A scheduled follow-up so long overdue is missed for good and asked for no more: the next one takes over.

Two months are two steps of the usual schedule. What somebody planned by hand stays until it is done.
"""

STILL_MADE = timedelta(days=30)
"""A discharge entered late makes the follow-ups that were due so long ago at the most; nobody makes up for others."""

FARTHEST = timedelta(days=5 * 366)
"""Nobody plans further ahead; a later year is a slip of the finger."""

MOST_WORDS, MOST_NEXT_STEP, MOST_WHY = 2000, 300, 500

_DONE_BEFORE = timedelta(days=60)
_MOST: Mapping[StepUnit, int] = MappingProxyType({StepUnit.DAYS: 1000, StepUnit.MONTHS: 60})


@dataclass(frozen=True, slots=True)
class ScheduleStep:
    """One step of the schedule: so many days or months after discharge."""

    unit: StepUnit
    count: int

    def due_on(self, discharged_on: date) -> date:
        """The day it falls on; the last day of the month where the month has no such day."""
        if self.unit is StepUnit.DAYS:
            return discharged_on + timedelta(days=self.count)
        return add_months(discharged_on, self.count)

    def problems(self) -> list[Problem]:
        """Say what is wrong with it; the field is named by its unit."""
        most = _MOST[self.unit]
        if 1 <= self.count <= most:
            return []
        return [Problem(self.unit.value, "number-out-of-range", {"least": 1, "most": most})]


USUAL_SCHEDULE: Sequence[ScheduleStep] = (
    *(ScheduleStep(StepUnit.DAYS, count) for count in (7, 15, 30)),
    *(ScheduleStep(StepUnit.MONTHS, count) for count in (2, 3, 4, 5, 6, 9, 12, 18, 24)),
)
"""That of a file in which nobody changed it."""

AT_ONCE = ScheduleStep(StepUnit.DAYS, 2)
"""The first step after a stay that ended against advice or without a word, whatever the schedule."""

_UNPREPARED = frozenset({DischargeType.AGAINST_ADVICE, DischargeType.LEFT_WITHOUT_INFORMING})


def due_days(
    steps: Iterable[ScheduleStep], discharged_on: date, discharge_type: DischargeType, entered_on: date
) -> list[date]:
    """The days of the follow-ups after one discharge, in order; two steps that fall on one day are one follow-up.

    Args:
        steps: the centre's schedule.
        discharged_on: they are counted from it.
        discharge_type: who left unprepared is asked after at once.
        entered_on: when the discharge was entered; days long past by then are left out.
    """
    first = [AT_ONCE] if discharge_type in _UNPREPARED else []
    days = {step.due_on(discharged_on) for step in [*first, *steps]}
    return sorted(day for day in days if day >= entered_on - STILL_MADE)


class Touch(NamedTuple):
    """A day on which a member was in touch: spoken with, or at a session of a group that alumni attend.

    ``followed_up`` where it was the talk of another follow-up: what the schedule asks later it does not answer.
    """

    day: date
    spoken: bool
    followed_up: bool = False


def met_by(kind: FollowUpKind, due_on: date, begun_on: date | None, touches: Iterable[Touch]) -> Touch | None:
    """What an open follow-up is met by: the first talk of those days, and for one of the schedule a session too.

    Args:
        kind: where the follow-up comes from.
        due_on: when it is due.
        begun_on: the day of the discharge, or on which somebody made it; what led to it is no answer.
        touches: days on which the member was in touch.
    """
    scheduled = kind is FollowUpKind.SCHEDULED
    first = due_on - (MET_FROM if scheduled else SPOKEN_FROM)
    if begun_on is not None:
        first = min(due_on, max(first, begun_on + timedelta(days=1)))
    later = due_on if scheduled else first
    counted = (
        touch
        for touch in touches
        if touch.day >= (later if touch.followed_up else first) and (scheduled or touch.spoken)
    )
    return min(counted, default=None)


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up, with what is needed to make the call.

    Attributes:
        phone: the one to call, of the family where they are called; empty without any. ``whose_phone`` is empty where
            nobody said.
        why: the plain reason, empty for most scheduled ones.
        staff: who is to do it; empty where nobody is named.
        words: what was learnt; empty for readers who may not see notes.
        met_by: the talk or the alumni session by which one without an outcome is met.
        sequence: 1, 2, 3 … among the scheduled ones of a stay, as the portal counts them; ``None`` for others.
        done_by: who wrote the outcome down.
        begun_on: the day of the discharge, or on which somebody made it.
        status: how the member was; readers who may not see notes see part of it.
        referred_to_id, referred_to: the place to which the member was referred, by number and name.
        no_calls_since: the day on which the member withdrew the consent to calls and visits, if they did.
        no_family_since: of a call with the family, the same of the consent to contact with them.
    """

    id: int
    member_id: int
    number: int
    name: str
    phone: str
    whose_phone: str
    kind: FollowUpKind
    due_on: date
    way: FollowUpWay
    why: str
    staff_id: int | None = None
    staff: str = ""
    outcome: FollowUpOutcome | None = None
    done_on: date | None = None
    words: str = ""
    next_step: str = ""
    met_by: Touch | None = None
    sequence: int | None = None
    done_by: str = ""
    phase: Phase | None = None
    begun_on: date | None = None
    status: Status = NOTHING_ASKED
    referred_to_id: int | None = None
    referred_to: str = ""
    no_calls_since: date | None = None
    no_family_since: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.outcome is None and self.met_by is None

    @property
    def over_on(self) -> date | None:
        """The day on which it was done or met; ``None`` while it is open."""
        return self.done_on or (self.met_by.day if self.met_by else None)

    def state(self, today: date) -> FollowUpState:
        if self.outcome is not None:
            return state_with(self.outcome)
        return state_without_outcome(self.kind, self.due_on, self.met_by, today)

    def days_overdue(self, today: date) -> int:
        """Days since it was due; 0 for what is not overdue."""
        return (today - self.due_on).days if self.state(today) is FollowUpState.OVERDUE else 0


_FINISHED = {
    FollowUpOutcome.NOT_REACHED: FollowUpState.NOT_REACHED,
    FollowUpOutcome.CANCELLED: FollowUpState.CANCELLED,
}


def state_with(outcome: FollowUpOutcome) -> FollowUpState:
    """How a follow-up that has an outcome stands."""
    return _FINISHED.get(outcome, FollowUpState.DONE)


def state_without_outcome(kind: FollowUpKind, due_on: date, met: Touch | None, today: date) -> FollowUpState:
    """How one without an outcome stands on a day, met by a talk or an alumni session or not."""
    if met is not None:
        return FollowUpState.SPOKEN if met.spoken else FollowUpState.MET
    if due_on > today:
        return FollowUpState.AHEAD
    if not is_asked_for(kind, due_on, today):
        return FollowUpState.LAPSED
    return FollowUpState.DUE if due_on == today else FollowUpState.OVERDUE


def is_asked_for(kind: FollowUpKind, due_on: date, day: date) -> bool:
    """Whether one without an outcome is still asked for on a day, or has lapsed."""
    return kind is not FollowUpKind.SCHEDULED or due_on >= day - LAPSES_AFTER


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """A follow-up as typed in. Those of the schedule are made by a discharge and by nothing else."""

    member_id: int
    kind: FollowUpKind
    due_on: date
    way: FollowUpWay
    why: str
    staff_id: int | None = None

    def __post_init__(self) -> None:
        if self.kind is FollowUpKind.SCHEDULED:
            raise ValueError("a scheduled follow-up belongs to a stay")

    def problems(self, today: date) -> list[Problem]:
        return [*_day_problems("due_on", self.due_on, today), *_length_problems("why", self.why, MOST_WHY)]


@dataclass(frozen=True, slots=True)
class MadeFollowUp:
    """The follow-up that answers a member's reasons; ``is_new`` unless there was one for the coming week already."""

    id: int
    way: FollowUpWay
    due_on: date
    is_new: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """How a follow-up went, as typed in.

    Attributes:
        day: on which it was done.
        words: what was learnt.
        next_on: when to follow up again, which makes a new follow-up carrying the next step.
        next_way: how; the same way as this time where it is not said.
        died_on: the day, where the outcome is that the member has died; nothing is planned after that.
        status: how the member is, as far as that was asked.
        referred_to: the number of the place to which the member was referred.
    """

    outcome: FollowUpOutcome
    day: date
    words: str = ""
    next_step: str = ""
    next_on: date | None = None
    next_way: FollowUpWay | None = None
    died_on: date | None = None
    status: Status = NOTHING_ASKED
    referred_to: int | None = None

    def problems(self, today: date, due_on: date) -> list[Problem]:
        """Say everything that is wrong with it, given when the follow-up was due.

        It is done sixty days before it is due at the earliest, or lately: an earlier contact belongs to another one.
        """
        found: list[Problem] = []
        earliest = min(due_on, today) - _DONE_BEFORE
        if self.day > today:
            found.append(Problem("day", "day-ahead"))
        elif self.day < earliest:
            found.append(Problem("day", "follow-up-too-early", {"day": earliest}))
        if self.outcome not in REACHING:
            found += [Problem(question, "nobody-reached") for question in self.status.answered]
            found += [Problem("referred_to", "nobody-reached")] if self.referred_to is not None else []
        found += _length_problems("words", self.words, MOST_WORDS)
        found += _length_problems("next_step", self.next_step, MOST_NEXT_STEP)
        if self.outcome is FollowUpOutcome.DIED:
            return found if self.died_on else [*found, Problem("died_on", "died-day-missing")]
        if self.next_on is not None:
            found += _day_problems("next_on", self.next_on, today)
        return found


def _day_problems(field: str, day: date, today: date) -> list[Problem]:
    """What is wrong with the day of a follow-up to be planned."""
    if day < today:
        return [Problem(field, "follow-up-in-past")]
    return [Problem(field, "follow-up-too-far")] if day > today + FARTHEST else []


def _length_problems(field: str, text: str, most: int) -> list[Problem]:
    return [Problem(field, "text-too-long", {"most": most})] if len(text) > most else []
