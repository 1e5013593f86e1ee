"""The Mentoring screen: pairs, mentors, who waits; and the page of one pair."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk.db.models import MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.domain.screens.mentoring import MentoringOverview, MentoringScreen, PairPage, PairRow
from peerdesk.errors import NotFound
from peerdesk.records import centre as centre_records
from peerdesk.records import mentoring as mentoring_records

ENDED_SHOWN = timedelta(days=365)
"""How far back pairs that ended are shown."""


def screen(
    storage: Storage,
    actor: Actor,
    *,
    today: date,
    view: MentoringView = MentoringView.PAIRS,
    ended: bool = False,
    pair_id: int | None = None,
    member_id: int | None = None,
) -> MentoringScreen:
    """All three lists, and what stands beside the one that is seen, in one reading.

    Args:
        storage: the open file.
        actor: who looks.
        today: the day it is now.
        view: the list that is seen.
        ended: whether the pairs that ended in the last year are listed too.
        pair_id: the pair beside the list of pairs; its first if left out.
        member_id: for whom a mentor is looked for, beside the list of those who wait.

    Raises:
        NotFound: if there is no such pair or member.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        numbers, shown = centre_records.thresholds(), mentoring_records.open_pairs()
        reasons = actor.may(Permission.MANAGE_MENTORING)
        if ended:
            shown |= MentorshipRow.to_day >= today - ENDED_SHOWN
        pairs, agreed = (
            mentoring_records.pairs(shown, today, numbers.stalled_days),
            mentoring_records.mentors(mentoring_records.active(), today, numbers),
        )
        overview = MentoringOverview(
            mentoring_records.for_reader(pairs, with_reasons=reasons),
            mentoring_records.for_reader(agreed, with_reasons=reasons),
            mentoring_records.waiting(today),
        )
        match view:
            case MentoringView.PAIRS:
                return MentoringScreen(overview, pair=_beside(actor, overview.pairs, pair_id, numbers, today))
            case MentoringView.WAITING if member_id is not None:
                return MentoringScreen(
                    overview, search=mentoring_records.search(member_id, overview.mentors, numbers, today)
                )
        return MentoringScreen(overview)


def pair_page(storage: Storage, actor: Actor, pair_id: int, *, today: date) -> PairPage:
    """A pair with its log.

    Raises:
        NotFound: if there is no such pair.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        return _pair_page(actor, pair_id, centre_records.thresholds(), today)


def _beside(
    actor: Actor, listed: Sequence[PairRow], pair_id: int | None, numbers: Thresholds, today: date
) -> PairPage | None:
    """A pair, the first of the list if none is wanted; one that is listed is not asked for again."""
    if pair_id is None and not listed:
        return None
    wanted = listed[0].id if pair_id is None else pair_id
    pair = next((pair for pair in listed if pair.id == wanted), None)
    return PairPage(pair, mentoring_records.log([pair])) if pair else _pair_page(actor, wanted, numbers, today)


def _pair_page(actor: Actor, pair_id: int, numbers: Thresholds, today: date) -> PairPage:
    found = mentoring_records.pairs(MentorshipRow.id == pair_id, today, numbers.stalled_days)
    if not found:
        raise NotFound("unknown-mentorship", number=pair_id)
    (pair,) = mentoring_records.for_reader(found, with_reasons=actor.may(Permission.MANAGE_MENTORING))
    return PairPage(pair, mentoring_records.log(found))
