"""What the Today page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.attention import AttentionRow
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.care.recovery import MilestoneDue
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.groups.capacity import SmallGroup
from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.domain.members.copies import CopyDue
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.screens.sessions import SessionRow

MOST_ATTENTION = 100
"""So many members who need contact are shown, the most pressing; more in one list would help nobody."""


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A member who joined or left a group, or was admitted or discharged, this week."""

    day: date
    member_id: int
    name: str
    group_name: str
    joined: bool


@dataclass(frozen=True, slots=True)
class DayBegins:
    """What is seen of a day at first, while the rest of it is gathered: its sessions, and how big the centre is.

    Attributes:
        small_groups: those that fell below their least members, in name order.
        safety: the notes that wait for an answer, for counsellors alone, those that press the reader most first.
        copies: of records that members asked for and wait for, the earliest first.
        asks_help_lines: whether the reader is asked today if the help lines are still right.
        whose: whose members the rest is about.
    """

    day: date
    centre: str
    holiday: str
    sessions: Sequence[SessionRow]
    members: int
    groups: int
    small_groups: Sequence[SmallGroup]
    safety: Sequence[SafetyNoteRow]
    copies: Sequence[CopyDue]
    asks_help_lines: bool
    whose: Whose


@dataclass(frozen=True, slots=True)
class TodayScreen(DayBegins):
    """The day's work.

    Attributes:
        unfinished: earlier sessions whose attendance, note or signature is missing, oldest first.
        attention: who needs contact and why, at most ``MOST_ATTENTION``; the most pressing first, the settled last.
        needing_contact: how many need contact in all.
        settled: about how many more something was done already.
        follow_ups: due today or overdue, the earliest first.
        milestones: of this week, celebrated or not, without those of aftercare beyond the first year.
        anniversaries: how many of those there are.
        stalled: how many mentoring pairs have not been in touch for too long.
        thresholds: the centre's numbers behind the reasons.
    """

    unfinished: Sequence[SessionRow]
    attention: Sequence[AttentionRow]
    needing_contact: int
    settled: int
    follow_ups: Sequence[FollowUpRow]
    milestones: Sequence[MilestoneDue]
    anniversaries: int
    stalled: int
    movements: Sequence[MovementRow]
    thresholds: Thresholds
