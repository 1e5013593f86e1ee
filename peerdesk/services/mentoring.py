"""Mentoring as it stands: the page, one pair, one member; pairs that have lost touch.

Mentors are kept by :mod:`~peerdesk.services.mentors`, pairs by :mod:`~peerdesk.services.mentorships`, their contacts by
:mod:`~peerdesk.services.mentor_log`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from peerdesk.db.models import Mentor, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.mentoring_rows import (
    MentoringOfMember,
    MentoringOverview,
    MentorRow,
    PairPage,
    PairRow,
    StalledPair,
)
from peerdesk.errors import NotFound
from peerdesk.services import mentoring_rows as rows
from peerdesk.services import programme

ENDED_SHOWN = timedelta(days=365)
"""How far back pairs that ended are shown."""

Row = TypeVar("Row", PairRow, MentorRow)

LATEST_CONTACTS = 5
"""So many contacts stand on a member's page."""


def of_member(member_id: int, today: date, *, with_reasons: bool = True) -> MentoringOfMember:
    """One member's mentors, mentees and latest contacts; inside a reading.

    Why a warning was passed over is left out without reasons.
    """
    numbers = programme.current()
    own = (MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id)
    found = _for_reader(rows.pairs(own, today, numbers.stalled_days), with_reasons=with_reasons)
    agreed = _for_reader(
        rows.mentors(rows.active() & (Mentor.member == member_id), today, numbers), with_reasons=with_reasons
    )
    return MentoringOfMember(
        mentors=[pair for pair in found if pair.member.id == member_id],
        mentees=[pair for pair in found if pair.mentor.id == member_id],
        agreed=agreed[0] if agreed else None,
        log=rows.log(found, LATEST_CONTACTS),
    )


def stalled(today: date) -> list[StalledPair]:
    """Pairs without a contact for as long as the centre allows, longest silence first; inside a reading."""
    found = rows.pairs(rows.open_pairs(), today, programme.current().stalled_days)
    return [
        StalledPair(
            pair.id,
            pair.mentor.id,
            pair.mentor.name,
            pair.member.id,
            pair.member.number,
            pair.member.name,
            pair.silent,
            pair.last_contact,
        )
        for pair in found
        if pair.stalled
    ]


def overview(storage: Storage, actor: Actor, *, today: date, ended: bool = False) -> MentoringOverview:
    """The Mentoring page; with ``ended`` also the pairs that ended in the last year."""
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        numbers, shown = programme.current(), rows.open_pairs()
        reasons = actor.may(Permission.MANAGE_MENTORING)
        if ended:
            shown |= MentorshipRow.to_day >= today - ENDED_SHOWN
        return MentoringOverview(
            pairs=_for_reader(rows.pairs(shown, today, numbers.stalled_days), with_reasons=reasons),
            mentors=_for_reader(rows.mentors(rows.active(), today, numbers), with_reasons=reasons),
            waiting=rows.waiting(today),
        )


def pair_page(storage: Storage, actor: Actor, pair_id: int, *, today: date) -> PairPage:
    """A pair with its log.

    Raises:
        NotFound: if there is no such pair.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        found = rows.pairs(MentorshipRow.id == pair_id, today, programme.current().stalled_days)
        if not found:
            raise NotFound("unknown-mentorship", number=pair_id)
        (pair,) = _for_reader(found, with_reasons=actor.may(Permission.MANAGE_MENTORING))
        return PairPage(pair, rows.log(found))


def _for_reader(found: Sequence[Row], *, with_reasons: bool) -> list[Row]:
    """Why somebody passed over a warning is for those who arrange mentoring."""
    return [row if with_reasons else replace(row, override="") for row in found]
