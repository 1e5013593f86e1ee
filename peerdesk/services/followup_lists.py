"""The page of follow-ups: a list by its chip, and what stands beside the chosen one; one reading each."""

from datetime import date

from peerdesk.db.models import FollowUp
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.followup_lists import LOOK, FollowUpFilter, FollowUpList, FollowUpsOfMember
from peerdesk.domain.followups import MET_FROM, FollowUpOutcome, FollowUpRow, counts
from peerdesk.services import followups
from peerdesk.services.followup_rows import last_contacts, open_in, phones_of, rows


def page(storage: Storage, actor: Actor, *, today: date, chosen: FollowUpFilter) -> FollowUpList:
    """The follow-ups of one chip, and how those of the last thirty days went."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    words = actor.may(Permission.SEE_NOTES)
    with storage.reading():
        match chosen:
            case FollowUpFilter.DUE:
                found = followups.open_up_to(today, with_words=words)
            case FollowUpFilter.NEXT:
                ahead = rows(today, open_in(None, today + LOOK), FollowUp.due_on > today, with_words=words)
                found = [row for row in ahead if row.is_open]
            case FollowUpFilter.DONE:
                found = _done_lately(today, with_words=words)
        return FollowUpList(found, counts(followups.due_between(today - LOOK, today, today), today))


def beside(storage: Storage, actor: Actor, member_id: int, *, today: date) -> FollowUpsOfMember:
    """What stands beside one follow-up: phones, last contact, and all of the member's follow-ups."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    with storage.reading():
        return FollowUpsOfMember(
            member_id,
            followups.of_member(member_id, today, with_words=actor.may(Permission.SEE_NOTES)),
            last_contacts([member_id]).get(member_id),
            phones_of([member_id]).get(member_id, []),
        )


def _done_lately(today: date, *, with_words: bool) -> list[FollowUpRow]:
    """What got an outcome in the last thirty days, or was met at an alumni session then, the latest first."""
    since = today - LOOK
    done = FollowUp.done_on.between(since, today) & (FollowUp.outcome != FollowUpOutcome.CANCELLED)
    met = open_in(since, today + MET_FROM)
    found = [
        (day, row)
        for row in rows(today, done | met, with_words=with_words)
        if (day := row.done_on or row.met_on) and day >= since
    ]
    return [row for _day, row in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True)]
