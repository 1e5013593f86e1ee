"""Everything a member's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.contacts import ContactRow, LastContact
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.care.goals import GoalRow
from peerdesk.domain.care.places import PlaceRow
from peerdesk.domain.care.recovery import Timeline
from peerdesk.domain.care.staying_well import PlanOfMember
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.disclosures import DisclosureLine
from peerdesk.domain.measures.results import ScaleTrend
from peerdesk.domain.measures.safety import SafetyOfMember
from peerdesk.domain.members.changes import ChangeRow
from peerdesk.domain.members.consents import ConsentRow
from peerdesk.domain.members.copies import CopyRequestRow
from peerdesk.domain.members.key_counsellors import Answering
from peerdesk.domain.members.members import MemberDetails, display_name
from peerdesk.domain.members.retention import KeptFor
from peerdesk.domain.members.states import Part, stopped
from peerdesk.domain.members.stays import Phase, StayRow
from peerdesk.domain.members.success_stories import SuccessStoryRow
from peerdesk.domain.screens.mentoring import MentoringOfMember
from peerdesk.domain.sessions.marks import Tally


@dataclass(frozen=True, slots=True)
class MemberStory:
    """What stands on a member's page beside stays, groups and notes.

    Attributes:
        reasons: why contact is needed, the most pressing first.
        follow_ups: newest first.
        contacts: newest first, without their issues where the reader may not see notes.
        heard: when the centre last heard of them.
        goals: ``None`` where the reader may not see goals.
        plan: the staying-well plan; ``None`` where the reader may not see it.
        safety: for counsellors alone; ``None`` for everybody else.
        thresholds: the centre's numbers behind the reasons, and its help lines.
    """

    timeline: Timeline
    reasons: Sequence[Reason]
    follow_ups: Sequence[FollowUpRow]
    contacts: Sequence[ContactRow]
    heard: LastContact
    mentoring: MentoringOfMember
    goals: Sequence[GoalRow] | None
    plan: PlanOfMember | None
    measures: Sequence[ScaleTrend]
    safety: SafetyOfMember | None
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class GroupOfMember:
    """A membership as the member's page shows it, with the attendance in it."""

    membership_id: int
    group_id: int
    group_name: str
    from_day: date
    to_day: date | None
    role: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """A planned absence."""

    id: int
    from_day: date
    to_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A member note with the session it was written at."""

    session_id: int
    day: date
    group_name: str
    text: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    """Everything a member's page shows.

    Attributes:
        changes: what was put right about stays, death or archive, the latest first.
        notes: newest first; ``None`` where the reader may not see notes.
        strip: the latest marks, newest last, as (day, group name, mark).
        co_occurring: whether a co-occurring illness is known; ``None`` where the reader may not know.
        story: the way through the programme.
        key_counsellors: who has answered for the member, newest first.
        consents: what the member agreed to, kind by kind, the latest first of each.
        copies: requests for a copy of the record, the latest first.
        success_story: the member's own words; ``None`` where there are none, or the reader may not see them.
        places: to which somebody can be referred.
        left_office: what was printed, saved or copied about the member, newest first.
        keeping: how long the record is kept; ``None`` where the reader does not decide on it.
    """

    id: int
    number: int
    details: MemberDetails
    age: int | None
    phase: Phase | None
    archived: bool
    co_occurring: bool | None
    died_on: date | None
    changes: Sequence[ChangeRow]
    stays: Sequence[StayRow]
    leaves: Sequence[LeaveRow]
    groups: Sequence[GroupOfMember]
    strip: Sequence[tuple[date, str, str]]
    notes: Sequence[NoteLine] | None
    story: MemberStory
    key_counsellors: Sequence[Answering] = ()
    consents: Sequence[ConsentRow] = ()
    copies: Sequence[CopyRequestRow] = ()
    success_story: SuccessStoryRow | None = None
    places: Sequence[PlaceRow] = ()
    left_office: Sequence[DisclosureLine] = ()
    keeping: KeptFor | None = None

    @property
    def key_counsellor(self) -> Answering | None:
        """Who answers for the member at present; ``None`` if nobody does."""
        return next((row for row in self.key_counsellors if row.to_day is None), None)

    def stands_in(self, part: Part) -> bool:
        """Whether neither death nor the archive keeps them from a part of the program."""
        return stopped(part, died=self.died_on is not None, archived=self.archived) is None

    @property
    def name(self) -> str:
        """The name where only one fits."""
        return display_name(self.details.name_latin, self.details.name_native)
