"""What each printed page needs: one frozen dataclass per report, gathered by a service and laid out by ``reports``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from peerdesk.domain.attention import Reason
from peerdesk.domain.contacts import ContactKind
from peerdesk.domain.followups import FollowUpCounts, FollowUpOutcome, FollowUpWay
from peerdesk.domain.goals import GoalState, GoalWordKind
from peerdesk.domain.groups import GroupType
from peerdesk.domain.marks import Mark, Tally
from peerdesk.domain.measured import ScaleTrend
from peerdesk.domain.paper import Letterhead, Period, Printed
from peerdesk.domain.portal import Gender
from peerdesk.domain.programme import Programme
from peerdesk.domain.recovery import Milestone, Timeline
from peerdesk.domain.sessions import NotHeldReason, Objective
from peerdesk.domain.stays import StayRow


class Names(StrEnum):
    """How members are named on paper, the more private the later."""

    FULL = "full"
    INITIALS = "initials"
    NUMBER = "number"

    @classmethod
    def most_private(cls, *codes: object) -> "Names":
        """The most private of some codes, which may have been written by anybody; full names where none is one."""
        return max((name for name in cls if name in codes), key=list(cls).index, default=cls.FULL)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a report is asked for; what is left out is chosen by the report.

    Attributes:
        first, last: the days it covers, both included.
        group, member, session: the numbers shown on screen.
        scale: the code of a scale of questions.
        blank: names and empty cells, to be filled in by hand.
    """

    first: date | None = None
    last: date | None = None
    group: int | None = None
    member: int | None = None
    session: int | None = None
    scale: str | None = None
    names: Names = Names.FULL
    blank: bool = False


@dataclass(frozen=True, slots=True)
class PersonOnPaper:
    """A member as a page may name them: ``name`` and ``name_native`` are already full, initials or empty."""

    number: int
    name: str
    name_native: str = ""


class Cell(StrEnum):
    """What stands in a register's cell where no mark can: after product.md, Attendance register."""

    HOLIDAY = "H"
    DID_NOT_HAPPEN = "N"
    NOT_DUE = "–"
    UNMARKED = ""


@dataclass(frozen=True, slots=True)
class RegisterSession:
    """A column of the register.

    Attributes:
        session_id: ``None`` on a blank register for a meeting that is not in the book yet, and on a holiday.
        seal: short form of the seal; empty while unsigned.
        tally: the session's own total, walk-ins included.
    """

    session_id: int | None
    day: date
    starts: time | None
    cell: Cell | None
    seal: str
    tally: Tally
    reason: NotHeldReason | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A member's line: one cell per session of the register."""

    person: PersonOnPaper
    cells: Sequence[Mark | Cell]
    held: int
    tally: Tally
    longest_absence: int
    walk_in: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A mark corrected or a text added after signing, as it prints below the register."""

    day: date
    person: PersonOnPaper | None
    text: str
    old: Mark | None
    new: Mark | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class AttendanceRegister:
    """One group over a period; ``blank`` prints names and spare rows only."""

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    group_id: int | None
    group_name: str
    group_type: GroupType | None
    facilitators: Sequence[str]
    sessions: Sequence[RegisterSession]
    rows: Sequence[RegisterRow]
    corrections: Sequence[CorrectionLine]
    blank: bool = False


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """One session's sheet to sign by hand.

    Attributes:
        session_id: the sheet code is made of it; ``None`` in an empty centre.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    session_id: int | None
    group_name: str
    day: date | None
    starts: time | None
    minutes: int
    place: str
    facilitators: Sequence[str]
    people: Sequence[PersonOnPaper]
    spare_rows: int = 5


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """One group in the weekly report."""

    group_id: int
    group_name: str
    facilitator: str
    planned: int
    held: int
    not_held: Sequence[tuple[date, NotHeldReason, str]]
    members: int
    tally: Tally
    previous: Tally
    objectives: Sequence[Objective]
    plan: str


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """A follow-up of the period: done, or planned where it has no outcome yet (``day`` is then when it is due)."""

    way: FollowUpWay
    day: date
    outcome: FollowUpOutcome | None


@dataclass(frozen=True, slots=True)
class ContactNeeded:
    """A member who needs contact, why, and what was done about it in the period."""

    person: PersonOnPaper
    reasons: Sequence[Reason]
    done: Sequence[FollowedUp] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody who joined or left a group, or was admitted or discharged."""

    day: date
    person: PersonOnPaper
    group_name: str
    joined: bool
    stay: bool = False


@dataclass(frozen=True, slots=True)
class UnsignedLine:
    """A held session whose record is not finished."""

    session_id: int
    day: date
    group_name: str
    note_missing: bool
    unmarked: int


@dataclass(frozen=True, slots=True)
class ContactCount:
    """One-to-one contacts of one kind in the period."""

    kind: ContactKind
    count: int
    minutes: int


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone that falls on a day."""

    day: date
    person: PersonOnPaper
    milestone: Milestone
    celebrated_on: date | None = None


@dataclass(frozen=True, slots=True)
class MentoringWeek:
    """Mentoring in a period: pairs under way on its last day, begun and ended in it; meetings; pairs that stalled."""

    pairs: int = 0
    begun: int = 0
    ended: int = 0
    meetings: int = 0
    stalled: int = 0


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The weekly counsellor report.

    Attributes:
        milestones: in order of day.
        follow_ups: those that were due in the period, as they stand now.
        contacts: one-to-one contacts by kind, whoever they were with.
        programme: the numbers behind the reasons for contact.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    groups: Sequence[GroupWeek]
    contact_needed: Sequence[ContactNeeded]
    movements: Sequence[Movement]
    unsigned: Sequence[UnsignedLine]
    late_entries: int
    guests: int
    visitors: int
    milestones: Sequence[MilestoneLine] = ()
    follow_ups: FollowUpCounts = field(default_factory=FollowUpCounts)
    contacts: Sequence[ContactCount] = ()
    mentoring: MentoringWeek = field(default_factory=MentoringWeek)
    programme: Programme = field(default_factory=Programme)

    @property
    def tally(self) -> Tally:
        """All groups together."""
        return sum((group.tally for group in self.groups), Tally())

    @property
    def planned(self) -> int:
        """Sessions planned."""
        return sum(group.planned for group in self.groups)

    @property
    def held(self) -> int:
        """Sessions held."""
        return sum(group.held for group in self.groups)


@dataclass(frozen=True, slots=True)
class WeekInGroup:
    """One member's marks in one group in one week (``monday`` begins it)."""

    monday: date
    marks: Sequence[Mark | None]

    @property
    def tally(self) -> Tally:
        """The week's marks counted."""
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
        """The period's marks counted."""
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

    @property
    def tally(self) -> Tally:
        """All groups together."""
        return sum((group.tally for group in self.groups), Tally())


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The way back in when the passwords are lost, printed once at the first run and again for a new code.

    Attributes:
        code: as `security.recovery.new_code` made it, hyphenated; never kept anywhere but on this paper.
        coordinator: the name of the person in charge, who keeps the sheet.
    """

    letterhead: Letterhead
    printed: Printed
    code: str
    coordinator: str
