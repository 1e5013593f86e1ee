"""Contact needed: what somebody does about it."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk import words
from peerdesk.db.models import FollowUp
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.follow_ups import MOST_WHY, FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records.care import attention as attention_records
from peerdesk.records.care import thresholds as threshold_records
from peerdesk.services import followups

_SOON = timedelta(days=7)


def make_follow_up(storage: Storage, actor: Actor, member_id: int, *, today: date) -> int:
    """Make the follow-up that a member's reasons call for, a call due today, and return its id.

    Where one is open already for the coming week nothing is made, and its id is returned.

    Raises:
        InvalidInput: if nothing calls for contact with this member (any more).
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    with storage.reading():
        soon = FollowUp.due_on <= today + _SOON
        there = FollowUp.select(FollowUp.id).where(
            attention_records.made_by_hand() & soon & (FollowUp.member == member_id)
        )
        made = there.order_by(FollowUp.due_on).first()
        reasons = attention_records.of_member(member_id, today, threshold_records.current())
    if made is not None:
        return int(made.id)
    if not reasons:
        raise InvalidInput([Problem("", "contact-not-needed")])
    new = NewFollowUp(member_id, FollowUpKind.ATTENTION, today, FollowUpWay.CALL, _why(reasons))
    return followups.add(storage, actor, new, today=today)


def _why(reasons: Sequence[Reason]) -> str:
    """As many of the reasons as a follow-up has room for."""
    why = words.reason(reasons[0])[:MOST_WHY]
    for reason in reasons[1:]:
        longer = f"{why}; {words.reason(reason)}"
        why = longer if len(longer) <= MOST_WHY else why
    return why
