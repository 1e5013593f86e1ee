"""A member's way through the programme: recovery, who is in touch with them, what they set out to do, how they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.attention import Reason
from peerdesk.domain.contacts import ContactRow
from peerdesk.domain.followups import FollowUpRow
from peerdesk.domain.goals import GoalRow
from peerdesk.domain.measured import SafetyAlert, ScaleTrend
from peerdesk.domain.mentoring_rows import MentoringOfMember
from peerdesk.domain.programme import Programme
from peerdesk.domain.recovery import Timeline


@dataclass(frozen=True, slots=True)
class MemberStory:
    """What stands on a member's page beside stays, groups and notes.

    Attributes:
        reasons: why contact is needed, the most pressing first.
        follow_ups: newest first.
        contacts: newest first, without their issues where the reader may not see notes.
        goals: ``None`` where the reader may not see goals.
        safety: for counsellors alone.
        programme: the centre's numbers behind the reasons, and its help lines.
    """

    timeline: Timeline
    reasons: Sequence[Reason]
    follow_ups: Sequence[FollowUpRow]
    contacts: Sequence[ContactRow]
    mentoring: MentoringOfMember
    goals: Sequence[GoalRow] | None
    measures: Sequence[ScaleTrend]
    safety: SafetyAlert | None
    programme: Programme
