"""The Follow-ups screen, in one reading: a list by its chip, and what stands beside the chosen one."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import FollowUp
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.follow_ups import MET_FROM, FollowUpOutcome, FollowUpRow, counts
from peerdesk.domain.screens.follow_ups import LOOK, FollowUpFilter, FollowUpsOfMember, FollowUpsScreen
from peerdesk.services import followups
from peerdesk.services.followup_rows import last_contacts, open_in, phones_of, rows


def screen(
    storage: Storage, actor: Actor, *, today: date, chosen: FollowUpFilter, wanted: Sequence[int] = ()
) -> FollowUpsScreen:
    """The follow-ups of one chip, one of them with what stands beside it, and how those of the last thirty days went.

    Args:
        storage: the open file.
        actor: who looks.
        today: the day it is now.
        chosen: the chip.
        wanted: the follow-ups to be shown beside the list; the first of them that is still on it is shown, and without
            any the first of the list.
    """
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
        shown = _to_show(found, wanted)
        return FollowUpsScreen(
            found,
            counts(followups.due_between(today - LOOK, today, today), today),
            shown.id if shown else None,
            beside(storage, actor, shown.member_id, today=today) if shown else None,
        )


def beside(storage: Storage, actor: Actor, member_id: int, *, today: date) -> FollowUpsOfMember:
    """What stands beside one follow-up: phones, last contact, and all of the member's follow-ups."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    with storage.reading():
        phones = phones_of([member_id])
        return FollowUpsOfMember(
            member_id,
            followups.of_member(member_id, today, with_words=actor.may(Permission.SEE_NOTES), phones=phones),
            last_contacts([member_id]).get(member_id),
            phones.get(member_id, []),
        )


def _to_show(found: Sequence[FollowUpRow], wanted: Sequence[int]) -> FollowUpRow | None:
    there = {row.id: row for row in found}
    return next((there[row_id] for row_id in wanted if row_id in there), found[0] if found else None)


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
