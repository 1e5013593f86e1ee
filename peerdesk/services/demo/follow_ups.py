"""Follow-ups of the demo centre: after every discharge, how they went, and which are due today."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from peerdesk.domain.care.follow_ups import REACHING, FollowUpKind, FollowUpOutcome, FollowUpWay
from peerdesk.domain.care.milestones import add_months
from peerdesk.domain.care.status import Medicines, RecoveryNow, YesNo
from peerdesk.domain.members.stays import DischargeType, Phase, phase_of
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import ARVIND, CLERK_ID, HARJEET, SACHIN, DemoPlan, weighted
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]

_DAYS, _MONTHS = (7, 15, 30), (2, 3, 4, 5, 6, 9, 12, 18, 24)
_CALLERS = (ARVIND, HARJEET, SACHIN, CLERK_ID)
_IN_TOUCH = {
    FollowUpOutcome.REACHED: 80, FollowUpOutcome.FAMILY_REACHED: 4, FollowUpOutcome.CAME: 9,
    FollowUpOutcome.VISITED: 4, FollowUpOutcome.NOT_REACHED: 3,
}  # fmt: skip
_OUT_OF_TOUCH = {
    FollowUpOutcome.NOT_REACHED: 62, FollowUpOutcome.FAMILY_REACHED: 18, FollowUpOutcome.REACHED: 14,
    FollowUpOutcome.DECLINED: 6,
}  # fmt: skip
_RECOVERY = {RecoveryNow.IN_RECOVERY: 80, RecoveryNow.USED_SINCE: 14, RecoveryNow.NOT_KNOWN: 6}
_WORKING = {YesNo.YES: 66, YesNo.NO: 28, YesNo.NOT_KNOWN: 6}
_WITH_FAMILY = {YesNo.YES: 84, YesNo.NO: 13, YesNo.NOT_KNOWN: 3}
_MEDICINES = {
    Medicines.NONE_PRESCRIBED: 58, Medicines.TAKING: 32, Medicines.NOT_TAKING: 7, Medicines.NOT_KNOWN: 3,
}  # fmt: skip
_NOT_ASKED = 0.12
_DONE_LATE = (0, 0, 0, 1, 1, 2)  # days
_NOT_DONE_YET = 4
"""So many follow-ups that were due in the last days are still open."""

_LAST_DAYS = timedelta(10)
_SILENT = frozenset({FollowUpOutcome.NOT_REACHED, FollowUpOutcome.CANCELLED})


def draw_follow_ups(plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay]) -> list[Row]:
    """One row for every day of the schedule after every discharge, in order of the stays."""
    chance, asked = plan.chance("follow-ups"), plan.chance("status at follow-up")
    back_on = _back_on(stays)
    found: list[Row] = []
    open_yet = 0
    for stay_id, stay in enumerate(stays, start=1):
        if stay.discharged_on is None or stay.discharge_type is DischargeType.DIED:
            continue
        for due_on in _due_days(stay.discharged_on):
            done = _outcome(chance, plan, stay, due_on, back_on.get(stay_id))
            if done is not None and plan.today - _LAST_DAYS <= due_on and open_yet < _NOT_DONE_YET:
                done, open_yet = None, open_yet + 1
            row = _row(chance, people, len(found) + 1, stay_id, stay, due_on, done)
            found.append((*row, *_status(asked, done), None))
    return found


def _back_on(stays: Sequence[DemoStay]) -> dict[int, date]:
    """When who was discharged from a stay (by its id) was admitted again."""
    found: dict[int, date] = {}
    following: dict[int, date] = {}
    for stay_id, stay in reversed(list(enumerate(stays, start=1))):
        if stay.member_id in following:
            found[stay_id] = following[stay.member_id]
        following[stay.member_id] = stay.admitted_on
    return found


def _due_days(discharged_on: date) -> list[date]:
    days = [discharged_on + timedelta(count) for count in _DAYS]
    return days + [add_months(discharged_on, count) for count in _MONTHS]


def _outcome(
    chance: Random, plan: DemoPlan, stay: DemoStay, due_on: date, back_on: date | None
) -> tuple[FollowUpOutcome, date] | None:
    """How it went, and when; ``None`` while it lies ahead. Who came back needed no call."""
    if back_on is not None and due_on >= back_on:
        return FollowUpOutcome.CANCELLED, back_on
    done_on = due_on + timedelta(chance.choice(_DONE_LATE))
    if due_on >= plan.today:
        return None
    kept = phase_of(stay.discharged_on, stay.discharge_type) is Phase.AFTERCARE
    return weighted(chance, _IN_TOUCH if kept else _OUT_OF_TOUCH), min(done_on, plan.today)


def _row(
    chance: Random,
    people: Sequence[Person],
    number: int,
    stay_id: int,
    stay: DemoStay,
    due_on: date,
    done: tuple[FollowUpOutcome, date] | None,
) -> Row:
    head = (number, stay.member_id, FollowUpKind.SCHEDULED, stay_id, due_on, FollowUpWay.CALL, "", None)
    begun_on = stay.discharged_on
    if done is None:
        return (*head, None, None, None, "", "", "", begun_on)
    outcome, done_on = done
    if outcome is FollowUpOutcome.CANCELLED:
        return (*head, outcome, done_on, ARVIND, "", "", "", begun_on)
    language = draw_language(chance, people[stay.member_id - 1].region)
    words = draw_line(chance, TextKind.NOT_REACHED if outcome in _SILENT else TextKind.REACHED, language)
    following = draw_line(chance, TextKind.NEXT_STEP, language) if chance.random() < 0.6 else ""
    return (*head, outcome, done_on, chance.choice(_CALLERS), words, "", following, begun_on)


def _status(chance: Random, done: tuple[FollowUpOutcome, date] | None) -> Row:
    """What was asked about recovery, work, family and medicines, where somebody was reached."""
    if done is None or done[0] not in REACHING or done[0] is FollowUpOutcome.DECLINED or chance.random() < _NOT_ASKED:
        return (None,) * 4
    return (
        weighted(chance, _RECOVERY),
        weighted(chance, _WORKING),
        weighted(chance, _WITH_FAMILY),
        weighted(chance, _MEDICINES),
    )
