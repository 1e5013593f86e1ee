"""What a member's progress report needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.domain.care.recovery import Timeline
from peerdesk.domain.measures.results import ScaleTrend
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import StayRow
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.sessions.marks import Mark, Tally


@dataclass(frozen=True, slots=True)
class WeekInGroup:
    """One member's marks in one group in one week (``monday`` begins it)."""

    monday: date
    marks: Sequence[Mark | None]

    @property
    def tally(self) -> Tally:
        return Tally.of(self.marks)


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One member's attendance in one group over the period."""

    group_name: str
    from_day: date
    to_day: date | None
    role: str
    weeks: Sequence[WeekInGroup]
    longest_absence: int

    @property
    def tally(self) -> Tally:
        return sum((week.tally for week in self.weeks), Tally())


@dataclass(frozen=True, slots=True)
class MentorSupport:
    """That a mentor accompanies the member, without saying who: since when, and their meetings in the period."""

    since: date
    until: date | None
    meetings: int
    minutes: int


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of the member's own, and the last thing said about it in the period."""

    text: str
    set_on: date
    due_on: date | None
    state: GoalState
    closed_on: date | None
    said: tuple[date, GoalWordKind, str] | None = None
    kind: GoalKind = GoalKind.GOAL


@dataclass(frozen=True, slots=True)
class Support:
    """What the programme gave and what the member reached, beside the groups.

    Attributes:
        timeline: as on the report's day.
        measures: scales answered in the period; never those of counsellors alone.
        mentors: one for each mentorship that held in the period.
    """

    timeline: Timeline
    goals: Sequence[GoalLine]
    measures: Sequence[ScaleTrend]
    contacts: Sequence[ContactCount]
    mentors: Sequence[MentorSupport]


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """One member's progress. Never names another member.

    Attributes:
        person: ``None`` in a centre without members.
        notes: the member's own notes in the period (day, group, text).
        participation: mean of the participation given at sessions, in tenths; ``None`` where none was given.
        attendance_alone: whether it is a version for somebody who is told of stays and attendance and nothing else.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    person: PersonOnPaper | None
    gender: Gender | None = None
    age: int | None = None
    relation: str = ""
    village: str = ""
    stays: Sequence[StayRow] = ()
    leave_days: int = 0
    groups: Sequence[GroupProgress] = ()
    notes: Sequence[tuple[date, str, str]] = ()
    participation_tenths: int | None = None
    family_visits: int = 0
    support: Support | None = None
    attendance_alone: bool = False

    @property
    def tally(self) -> Tally:
        """All groups together."""
        return sum((group.tally for group in self.groups), Tally())
