"""How those who left are, counted as :mod:`peerdesk.domain.care.status` defines it; inside a reading, one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import JOIN, fn

from peerdesk.db.models import FollowUp, Stay
from peerdesk.db.queries import tuples
from peerdesk.domain.care import status as rules
from peerdesk.domain.care.follow_ups import REACHING, FollowUpOutcome
from peerdesk.domain.care.status import AfterStay, FollowedUpOn, Status, StatusCounts
from peerdesk.domain.members.stays import DischargeType


def counts(last: date) -> Sequence[StatusCounts]:
    """How those are whose points came in the year up to a day, as was known on it."""
    first = last - rules.COUNTED_BACK
    stays: dict[int, tuple[date, date | None, list[FollowedUpOn]]] = {}
    for stay_id, discharged_on, back_on, *done in _rows(last):
        of_stay = stays.setdefault(stay_id, (discharged_on, date.fromisoformat(back_on) if back_on else None, []))
        if done[0] is not None:
            of_stay[2].append(_followed_up(*done))
    return rules.counts((AfterStay(*of_stay) for of_stay in stays.values()), first, last)


def _followed_up(outcome: FollowUpOutcome, done_on: date, due_on: date, *answers: Any) -> FollowedUpOn:
    """A follow-up with its outcome; one that was found to be no longer needed stands on the day it was due."""
    needed = outcome is not FollowUpOutcome.CANCELLED
    return FollowedUpOn(done_on if needed else due_on, outcome in REACHING, needed, Status(*answers))


def _rows(last: date) -> list[tuple[Any, ...]]:
    """The stays that ended in the two years up to a day, each with every follow-up that got an outcome by then."""
    again = Stay.alias()
    back_on = again.select(fn.MIN(again.admitted_on)).where(
        (again.member == Stay.member) & (again.id != Stay.id) & (again.admitted_on >= Stay.discharged_on)
    )
    done = (
        (FollowUp.member == Stay.member)
        & (FollowUp.outcome << list(FollowUpOutcome))
        & FollowUp.done_on.between(Stay.discharged_on, last)
    )
    answers = FollowUp.in_recovery, FollowUp.working, FollowUp.with_family, FollowUp.medicines
    rows = (
        Stay.select(
            *(Stay.id, Stay.discharged_on, back_on.alias("back_on")),
            *(FollowUp.outcome, FollowUp.done_on, FollowUp.due_on, *answers),
        )
        .join(FollowUp, JOIN.LEFT_OUTER, on=done)
        .where(
            Stay.discharged_on.between(last - rules.FARTHEST_BACK, last),
            Stay.discharge_type != DischargeType.DIED,
        )
    )
    return tuples(rows)
