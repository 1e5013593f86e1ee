"""The Mentoring screen: pairs, mentors, who waits; and the page of one pair."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk.db.models import Mentor, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.mentoring.mentors import MentorRow
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.domain.screens.mentoring import MentoringOverview, MentoringScreen, PairPage, PairRow
from peerdesk.errors import NotFound
from peerdesk.records import centre as centre_records
from peerdesk.records import key_counsellors
from peerdesk.records.mentoring import mentors as mentor_records
from peerdesk.records.mentoring import pairs as pair_records

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
    whose: Whose | None = None,
) -> MentoringScreen:
    """The list that is seen, and what stands beside it, in one reading.

    Args:
        storage: the open file.
        actor: who looks.
        today: the day it is now.
        view: the list that is seen.
        ended: whether the pairs that ended in the last year are listed too.
        pair_id: the pair beside the list of pairs; its first if left out.
        member_id: for whom a mentor is looked for, beside the list of those who wait.
        whose: whose members are listed, of pairs those who are accompanied; what is usual for the actor if left out.

    Raises:
        NotFound: if there is no such pair or member.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        numbers, shown = centre_records.thresholds(), pair_records.open_pairs()
        reasons = actor.may(Permission.MANAGE_MENTORING)
        if ended:
            shown |= MentorshipRow.to_day >= today - ENDED_SHOWN
        whose = key_counsellors.chosen_by(actor, whose)
        mine_of = key_counsellors.mine_of(actor, whose)
        found = pair_records.pairs(pair_records.mine(shown, mine_of, today), today, numbers)
        pairs = pair_records.for_reader(found, with_reasons=reasons)
        if view is MentoringView.PAIRS:
            beside = _beside(actor, pairs, pair_id, numbers, today)
            return MentoringScreen(MentoringOverview(pairs), pair=beside, whose=whose)
        mentors: list[MentorRow] = []
        if view is MentoringView.MENTORS or member_id is not None:
            listed = mentor_records.active()
            if view is MentoringView.MENTORS and mine_of is not None:
                listed &= key_counsellors.is_of(Mentor.member, mine_of, today)
            agreed = mentor_records.mentors(listed, today, numbers)
            mentors = pair_records.for_reader(agreed, with_reasons=reasons)
        if view is MentoringView.MENTORS:
            return MentoringScreen(MentoringOverview(pairs, mentors=mentors), whose=whose)
        return MentoringScreen(
            MentoringOverview(pairs, waiting=mentor_records.waiting(today, mine_of)),
            search=None if member_id is None else mentor_records.search(member_id, mentors, numbers, today),
            whose=whose,
        )


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
    return PairPage(pair, pair_records.log(pair)) if pair else _pair_page(actor, wanted, numbers, today)


def _pair_page(actor: Actor, pair_id: int, numbers: Thresholds, today: date) -> PairPage:
    found = pair_records.pairs(MentorshipRow.id == pair_id, today, numbers)
    if not found:
        raise NotFound("unknown-mentorship", number=pair_id)
    (pair,) = pair_records.for_reader(found, with_reasons=actor.may(Permission.MANAGE_MENTORING))
    return PairPage(pair, pair_records.log(pair))
