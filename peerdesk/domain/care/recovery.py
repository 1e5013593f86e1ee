"""Recovery: spans since the recovery date, milestones, steps. A return to use starts a new span and keeps the old one.

The recovery date is day 0; the day after it is the milestone of 1 day. A span ends on the day of a return to use and a
new one begins on a day of its own, so that the days before are never lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from peerdesk.domain.members.stays import Admission
from peerdesk.errors import Problem

MOST_TEXT = 1000
MOST_SPONSOR = 40
STEPS = 12


class MilestoneKind(StrEnum):
    """What a milestone counts. ``yearly`` means each anniversary from that year on."""

    DAYS = "days"
    MONTHS = "months"
    YEARLY = "yearly"
    SESSIONS = "sessions"
    STEPS = "steps"


class ReturnReason(StrEnum):
    """What a member names as the reason of a return to use (the portal's list, in our words)."""

    PEER_PRESSURE = "peer-pressure"
    WITHDRAWAL = "withdrawal"
    INTERPERSONAL = "interpersonal"
    TRIGGERS = "triggers"
    STRESS = "stress"
    LITTLE_SUPPORT = "little-support"
    LOW_CONFIDENCE = "low-confidence"
    GOOD_EVENT = "good-event"
    HARD_EVENT = "hard-event"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something to celebrate: 30 days, 6 months, 2 years, 10 sessions attended, step 4.

    In the centre's list a yearly one stands for each anniversary from year ``count`` on; where one was reached it
    stands for that anniversary alone.
    """

    kind: MilestoneKind
    count: int

    @property
    def of_span(self) -> bool:
        """Whether it is counted from a recovery date, and so can be reached again in another span."""
        return self.kind in _OF_SPANS

    @property
    def beyond_a_year(self) -> bool:
        """Whether it is reached later than a year after the recovery date."""
        most = _A_YEAR.get(self.kind)
        return most is not None and self.count > most


_A_YEAR = {MilestoneKind.DAYS: 366, MilestoneKind.MONTHS: 12, MilestoneKind.YEARLY: 1}
_OF_SPANS = frozenset({MilestoneKind.DAYS, MilestoneKind.MONTHS, MilestoneKind.YEARLY})


@dataclass(frozen=True, slots=True)
class SpanInRecovery:
    """From a recovery date to the day of a return to use; open while ``ended_on`` is ``None``.

    Attributes:
        reason, text: about the return; for counsellors.
    """

    id: int
    from_day: date
    ended_on: date | None = None
    reason: ReturnReason | None = None
    text: str = ""

    def days(self, today: date) -> int:
        """Length in days up to its end or to today; 0 where the recovery date lies ahead."""
        return max(0, (min(self.ended_on or today, today) - self.from_day).days)


@dataclass(frozen=True, slots=True)
class ReachedMilestone:
    """A milestone that a member reached.

    Attributes:
        span_id: the span whose days reached it; ``None`` for one of sessions or steps, which no return to use touches.
        celebrated_on: ``None`` while it has not been celebrated.
    """

    milestone: Milestone
    day: date
    span_id: int | None = None
    celebrated_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step worked: its number, the day, the sponsor's first name. Never its content."""

    step: int
    day: date
    sponsor: str = ""

    def problems(self, today: date) -> list[Problem]:
        found: list[Problem] = []
        if not 1 <= self.step <= STEPS:
            found.append(Problem("step", "number-out-of-range", {"least": 1, "most": STEPS}))
        if self.day > today:
            found.append(Problem("day", "day-ahead"))
        name = self.sponsor.split()
        if len(name) > 1 or len(self.sponsor.strip()) > MOST_SPONSOR or any(map(str.isdecimal, self.sponsor)):
            found.append(Problem("sponsor", "sponsor-first-name", {"most": MOST_SPONSOR}))
        return found


@dataclass(frozen=True, slots=True)
class Timeline:
    """One member's recovery in one look.

    Attributes:
        spans: oldest first.
        days_now: days of the open span; ``None`` where none is open.
        longest, total: days of the longest span, and of all of them.
        reached: milestones in order of day.
        next: the next milestone of the open span, and its day.
        steps: in order of their numbers.
        sessions_attended: P + T + E over all sessions, walk-ins too.
    """

    spans: Sequence[SpanInRecovery]
    days_now: int | None
    longest: int
    total: int
    reached: Sequence[ReachedMilestone]
    next: tuple[Milestone, date] | None
    steps: Sequence[StepRow]
    sessions_attended: int


@dataclass(frozen=True, slots=True)
class MilestoneDue:
    """A member to celebrate with on a day.

    Attributes:
        celebrated_on: ``None`` while that is still to be done.
        in_aftercare: whether the member has left the programme.
    """

    member_id: int
    number: int
    name: str
    milestone: Milestone
    day: date
    celebrated_on: date | None
    in_aftercare: bool = False

    @property
    def is_late_anniversary(self) -> bool:
        """Whether it is one of aftercare beyond the first year: after some years these are many, and only counted."""
        return self.in_aftercare and self.milestone.beyond_a_year


@dataclass(frozen=True, slots=True)
class ReturnToUse:
    """A return to use as typed in.

    Attributes:
        returned_on: ends the open span.
        recovery_on: begins the next one; ``None`` where recovery has not begun anew yet.
        reason, text: what happened, what helped, the next step; for counsellors.
    """

    returned_on: date
    recovery_on: date | None = None
    reason: ReturnReason | None = None
    text: str = ""

    def problems(self, today: date, spans: Sequence[SpanInRecovery]) -> list[Problem]:
        found: list[Problem] = []
        current = open_span(spans)
        if current is None:
            found.append(Problem("returned_on", "recovery-not-open"))
        elif self.returned_on < current.from_day:
            found.append(Problem("returned_on", "return-before-recovery", {"from_day": current.from_day}))
        if self.returned_on > today:
            found.append(Problem("returned_on", "day-ahead"))
        if len(self.text) > MOST_TEXT:
            found.append(Problem("text", "text-too-long", {"most": MOST_TEXT}))
        if self.recovery_on is not None:
            ended = [replace(span, ended_on=span.ended_on or self.returned_on) for span in spans]
            found += start_problems(self.recovery_on, today, ended)
        return found


def open_span(spans: Sequence[SpanInRecovery]) -> SpanInRecovery | None:
    """The span under way; ``None`` before the first one, and after a return to use until recovery begins anew."""
    return next((span for span in spans if span.ended_on is None), None)


def days_now(spans: Sequence[SpanInRecovery], today: date) -> int | None:
    """Days of the span under way; ``None`` where none is."""
    current = open_span(spans)
    return None if current is None else current.days(today)


def longest(spans: Sequence[SpanInRecovery], today: date) -> int:
    """Days of the longest span, the one under way counted up to today; 0 without any."""
    return max((span.days(today) for span in spans), default=0)


def total(spans: Sequence[SpanInRecovery], today: date) -> int:
    """Days of all spans together, up to today; what a return to use ended stays counted."""
    return sum(span.days(today) for span in spans)


def to_look_at(reached_on: date, spans: Sequence[SpanInRecovery], heard_on: date | None) -> list[Problem]:
    """What to look at before a milestone's certificate is handed over.

    Args:
        reached_on: the day of the milestone.
        spans: the member's.
        heard_on: when anybody was last in touch with them.
    """
    found: list[Problem] = []
    returned_on = max((span.ended_on for span in spans if span.ended_on is not None), default=None)
    if returned_on is not None and returned_on >= reached_on:
        found.append(Problem("", "certificate-returned-since", {"day": returned_on}))
    if heard_on is None:
        found.append(Problem("", "certificate-never-met"))
    elif heard_on < reached_on:
        found.append(Problem("", "certificate-not-met-since", {"day": heard_on}))
    return found


def start_problems(from_day: date, today: date, ended: Sequence[SpanInRecovery]) -> list[Problem]:
    """Say why a span cannot begin on a day, after others that have ended: it would overlap one of them."""
    if from_day > today:
        return [Problem("recovery_on", "day-ahead")]
    last = max((span.ended_on for span in ended if span.ended_on), default=None)
    if last and from_day < last:
        return [Problem("recovery_on", "recovery-before-return", {"day": last})]
    if any(span.from_day == from_day for span in ended):  # a return on the recovery date itself
        return [Problem("recovery_on", "recovery-date-taken")]
    return []


def correction_problems(from_day: date, today: date, spans: Sequence[SpanInRecovery]) -> list[Problem]:
    """Say why the start of the latest span cannot be corrected to a day. A correction is no return to use."""
    if not spans:
        return [Problem("recovery_on", "recovery-not-open")]
    *earlier, latest = sorted(spans, key=lambda span: span.from_day)
    if latest.ended_on and from_day > latest.ended_on:
        return [Problem("recovery_on", "recovery-after-return", {"day": latest.ended_on})]
    return start_problems(from_day, today, earlier)


def recovery_date_problems(
    recovery_on: date | None, returned_on: date | None, today: date, spans: Sequence[SpanInRecovery]
) -> list[Problem]:
    """Say what is wrong with the recovery date asked at an admission, and with the return to use before it.

    With a span open an earlier date corrects its start. A later one needs the return to use between the two, so that no
    day is taken away by an admission.
    """
    if returned_on is not None:
        return ReturnToUse(returned_on, recovery_on).problems(today, spans)
    if recovery_on is None:
        return []
    current = open_span(spans)
    if current is None:
        return start_problems(recovery_on, today, spans)
    if current.from_day < recovery_on <= today:
        return [Problem("returned_on", "return-date-missing", {"from_day": current.from_day})]
    return correction_problems(recovery_on, today, spans)


def admission_problems(admission: Admission, today: date, spans: Sequence[SpanInRecovery] = ()) -> list[Problem]:
    """Say what is wrong with the recovery date asked at an admission, given the member's spans."""
    if admission.recovery_on == admission.admitted_on > today:
        return []  # it was suggested: the one mistake is said beside the admission
    return recovery_date_problems(admission.recovery_on, admission.returned_on, today, spans)
