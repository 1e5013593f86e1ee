"""How those who left are, counted as :mod:`peerdesk.domain.care.status` defines it; inside a reading, two queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Expression, fn

from peerdesk.db.models import FollowUp, Member, Stay
from peerdesk.db.queries import tuples
from peerdesk.domain.care import status as rules
from peerdesk.domain.care.follow_ups import REACHING, FollowUpOutcome
from peerdesk.domain.care.status import AfterStay, FollowedUpOn, Status, StatusCounts
from peerdesk.domain.members.stays import DischargeType


def counts(last: date) -> Sequence[StatusCounts]:
    """How those are whose points came in the year up to a day, as was known on it."""
    first = last - rules.COUNTED_BACK
    done: dict[int, list[FollowedUpOn]] = {}
    told: dict[tuple[Any, ...], Status] = {}  # few answers differ
    for stay_id, outcome, done_on, due_on, *answers, _row_id in _follow_ups(last):
        key = tuple(answers)
        status = told.get(key) or told.setdefault(key, Status(*answers))
        needed = outcome is not FollowUpOutcome.CANCELLED  # one that was not stands on the day it was due
        done.setdefault(stay_id, []).append(
            FollowedUpOn(done_on if needed else due_on, outcome in REACHING, needed, status)
        )
    stays = (
        AfterStay(discharged_on, date.fromisoformat(back_on) if back_on else None, done.get(stay_id, ()), died_on)
        for stay_id, discharged_on, died_on, back_on in _stays(last)
    )
    return rules.counts(stays, first, last)


def _stays(last: date) -> list[tuple[Any, ...]]:
    """The stays that ended in the two years up to a day, each with the day of a death and that of the next one."""
    again = Stay.alias()
    back_on = again.select(fn.MIN(again.admitted_on)).where(
        (again.member == Stay.member) & (again.id != Stay.id) & (again.admitted_on >= Stay.discharged_on)
    )
    columns = Stay.id, Stay.discharged_on, Member.died_on, back_on.alias("back_on")
    return tuples(Stay.select(*columns).join(Member).where(_ended(last)))


def _follow_ups(last: date) -> list[tuple[Any, ...]]:
    """Every follow-up since one of these stays that got an outcome by a day, the one entered last first."""
    done = (
        (FollowUp.member == Stay.member)
        & (FollowUp.outcome << list(FollowUpOutcome))
        & FollowUp.done_on.between(Stay.discharged_on, last)
    )
    answers = FollowUp.in_recovery, FollowUp.working, FollowUp.with_family, FollowUp.medicines
    columns = Stay.id, FollowUp.outcome, FollowUp.done_on, FollowUp.due_on, *answers
    rows = Stay.select(*columns, FollowUp.id).join(FollowUp, on=done).where(_ended(last))
    return sorted(tuples(rows), key=lambda row: row[-1], reverse=True)


def _ended(last: date) -> Expression:
    within = Stay.discharged_on.between(last - rules.FARTHEST_BACK, last)
    return within & (Stay.discharge_type != DischargeType.DIED)
