"""What a choice of key counsellors shows, and handing members over."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.members.key_counsellors import Answered, PossibleCounsellor


@dataclass(frozen=True, slots=True)
class CounsellorChoice:
    """Who can answer for a member, in name order, and whose id is suggested."""

    candidates: Sequence[PossibleCounsellor]
    suggested: int | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Members to hand over, and who could take them."""

    members: Sequence[Answered]
    candidates: Sequence[PossibleCounsellor]
