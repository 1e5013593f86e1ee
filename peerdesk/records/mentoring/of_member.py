"""Mentoring on a member's page."""

from __future__ import annotations

from datetime import date

from peerdesk.db.models import Mentor
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.screens.mentoring import MentoringOfMember
from peerdesk.records.mentoring import mentors, pairs

LATEST_CONTACTS = 5
"""So many contacts stand on a member's page."""


def of_member(member_id: int, today: date, numbers: Thresholds, *, with_reasons: bool = True) -> MentoringOfMember:
    """One member's mentors, mentees and latest contacts, by the centre's numbers; inside a reading.

    Why a warning was passed over is left out without reasons.
    """
    found, log = pairs.of_member(member_id, LATEST_CONTACTS, today, numbers)
    found = pairs.for_reader(found, with_reasons=with_reasons)
    theirs = mentors.mentors(mentors.active() & (Mentor.member == member_id), today, numbers)
    agreed = pairs.for_reader(theirs, with_reasons=with_reasons)
    return MentoringOfMember(
        mentors=[pair for pair in found if pair.member.id == member_id],
        mentees=[pair for pair in found if pair.mentor.id == member_id],
        agreed=agreed[0] if agreed else None,
        log=log,
    )
