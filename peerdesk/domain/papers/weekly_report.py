"""What the weekly counsellor report needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.contacts import ContactCount, ContactKind
from peerdesk.domain.care.follow_up_counts import FollowUpCounts
from peerdesk.domain.care.follow_ups import FollowUpOutcome, FollowUpWay
from peerdesk.domain.care.retention_in_care import Retention
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import NotHeldReason

MOST_CONTACT = 100
"""Nobody works through a longer list of calls in a week. The others are counted, as on Today."""

MOST_OF_A_DAY = 30
"""So many milestones of one day are named; all of them are on the list of milestones."""


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """One group's line.

    Attributes:
        facilitator: the counsellor responsible on the last day; empty where nobody is.
        not_held: day, reason and further words of each session that did not happen.
        members: on the roster of the last day.
        previous: the marks of as many days just before.
        objectives: each once; empty for readers who may not see notes.
        plan: as written at the latest session held; empty for readers who may not see notes.
    """

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
class Talk:
    """A contact of the period: a one-to-one, a visit, a call."""

    kind: ContactKind
    day: date


@dataclass(frozen=True, slots=True)
class ContactNeeded:
    """A member who needs contact, why, and what was done about it in the period, the earliest first."""

    person: PersonOnPaper
    reasons: Sequence[Reason]
    done: Sequence[FollowedUp | Talk] = ()


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
        contact_needed: the most pressing first, at most `MOST_CONTACT`.
        milestones: in order of day.
        follow_ups: those that were due in the period, as they stood on its last day.
        unsigned: held sessions that were not signed on the last day.
        late_entries: how many were not signed by the next day, of those whose next day is over.
        contacts: one-to-one contacts by kind, whoever they were with.
        thresholds: the numbers behind the reasons for contact.
        needing_contact: how many need contact in all.
        members_of: the key counsellor of whose members it tells; empty where it tells of everybody's.
        trail: where the audit trail ended when it was made: the number of its last entry, and the letters of its head.
        staying: how many stay, and how those are who left, in the year up to the last day.
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
    thresholds: Thresholds = field(default_factory=Thresholds)
    needing_contact: int = 0
    members_of: str = ""
    staying: Retention | None = None
    trail: tuple[int, str] | None = None

    @property
    def tally(self) -> Tally:
        """All groups together."""
        return sum((group.tally for group in self.groups), Tally())

    @property
    def planned(self) -> int:
        return sum(group.planned for group in self.groups)

    @property
    def held(self) -> int:
        return sum(group.held for group in self.groups)
