"""What the page of follow-ups shows: a list by its chip, and what stands beside the chosen one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from peerdesk.domain.care.contacts import LastContact
from peerdesk.domain.care.follow_up_counts import FollowUpCounts
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.care.places import PlaceRow
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.phones import Phone

LOOK = timedelta(days=30)
"""How far ahead, and how far back, the list looks."""


class FollowUpFilter(StrEnum):
    """The chips above the list of follow-ups."""

    DUE = "due"
    NEXT = "next"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class FollowUpsOfMember:
    """Beside one follow-up: the family's phones, the last contact and everything else planned and done.

    Attributes:
        rows: the latest due day first.
        heard: when the centre last heard of the member.
    """

    member_id: int
    rows: Sequence[FollowUpRow]
    heard: LastContact
    phones: Sequence[Phone]


@dataclass(frozen=True, slots=True)
class FollowUpsScreen:
    """The follow-ups of one chip, one of them beside the list, and what became of those of the last thirty days.

    Attributes:
        counts: of the follow-ups that were due in the last thirty days.
        shown: id of the follow-up beside the list; ``None`` where the list is empty.
        beside: what stands beside it.
        whose: whose members they are about.
        places: to which somebody can be referred.
    """

    rows: Sequence[FollowUpRow]
    counts: FollowUpCounts
    shown: int | None
    beside: FollowUpsOfMember | None
    whose: Whose = Whose.EVERYBODY
    places: Sequence[PlaceRow] = ()
