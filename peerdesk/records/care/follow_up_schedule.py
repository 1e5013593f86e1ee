"""The follow-ups that the centre's schedule asks for after a discharge: made, moved and taken away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    EndedRow,
    FollowUp,
    FollowUpStep,
    Member,
)
from peerdesk.db.queries import values
from peerdesk.domain.care import follow_ups as rules
from peerdesk.domain.care.follow_ups import (
    AT_ONCE,
    STILL_MADE,
    FollowUpKind,
    FollowUpWay,
    ScheduleStep,
    StepUnit,
)
from peerdesk.domain.members.endings import EndedKind
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import DischargeType, StayRow
from peerdesk.records.care.follow_ups import cancel_within, create_within
from peerdesk.records.standing import gone_from


def make_within(unit: Unit, stay_id: int, member_id: int, discharged_on: date, discharge_type: DischargeType) -> None:
    """Make the follow-ups of the centre's schedule inside a discharge's unit of work, all of them calls.

    A discharge entered late makes those that were due in the last thirty days, and none before. What was done after a
    discharge that was taken back is not asked for again.
    """
    today = unit.at.date()
    done: list[date] = values(FollowUp.select(FollowUp.due_on).where(FollowUp.stay == stay_id))
    days = rules.due_days(steps(), discharged_on, discharge_type, today)
    for day in (day for day in days if day not in done):
        create_within(member_id, FollowUpKind.SCHEDULED, day, FollowUpWay.CALL, "", None, stay_id, discharged_on)
    if days:
        unit.audit("follow-up.schedule", stay_id, None, {"member": member_id, "first": days[0], "count": len(days)})


def cancel_open_within(unit: Unit, member_id: int, day: date) -> None:
    """Inside a re-admission's unit of work: what the schedule still asked for after the last stay is not needed."""
    cancel_within(unit, member_id, day, [FollowUpKind.SCHEDULED])


def remove_within(unit: Unit, stay_id: int) -> None:
    """A discharge is taken back: what the schedule made after it goes, as far as nobody has done it."""
    still_open = (FollowUp.stay == stay_id) & FollowUp.outcome.is_null()
    count = FollowUp.delete().where(still_open).execute()
    if count:
        unit.audit("follow-up.remove-schedule", stay_id, {"count": count})


def move_within(unit: Unit, member_id: int, stay: StayRow, discharged_on: date, discharge_type: DischargeType) -> None:
    """The true end of a stay becomes known: what is still open of its schedule falls due by that day.

    What was done or is past stays as it was, and no step is asked for twice. Of somebody who died or is in the archive
    what would come back with them moves too, and nothing is added.
    """
    if stay.discharged_on is None or stay.discharge_type is None:
        raise ValueError("a stay that goes on has no schedule")
    asked_steps = steps()
    moved = discharged_on - stay.discharged_on
    new_days = {step.due_on(stay.discharged_on): step.due_on(discharged_on) for step in [AT_ONCE, *asked_steps]}
    of_stay = FollowUp.stay == stay.id
    FollowUp.update(begun_on=discharged_on).where(of_stay).execute()
    asleep = EndedRow.select(EndedRow.row_id).where(EndedRow.what == EndedKind.FOLLOW_UP)
    waits = FollowUp.outcome.is_null() | (FollowUp.id << asleep)
    still_open = {row.id: row.due_on for row in FollowUp.select(FollowUp.id, FollowUp.due_on).where(of_stay & waits)}
    before = rules.due_days(asked_steps, stay.discharged_on, stay.discharge_type, date.min + STILL_MADE)
    after = rules.due_days(asked_steps, discharged_on, discharge_type, date.min + STILL_MADE)
    for row_id, due_on in still_open.items():
        new = new_days.get(due_on, due_on + moved)
        if due_on in before and new not in after:
            FollowUp.delete().where(FollowUp.id == row_id).execute()
        else:
            FollowUp.update(due_on=new).where(FollowUp.id == row_id).execute()
    asked = {new_days.get(due_on, due_on) for due_on in before}
    unit.audit("follow-up.reschedule", stay.id, {"from": stay.discharged_on}, {"from": discharged_on})
    if Member.select().where((Member.id == member_id) & gone_from(Part.CALLS)).exists():
        return
    today = unit.at.date()
    for day in after:
        if day not in asked and day >= today - STILL_MADE:
            kind = FollowUpKind.SCHEDULED
            create_within(member_id, kind, day, FollowUpWay.CALL, "", None, stay.id, discharged_on)


def set_within(unit: Unit, chosen: Sequence[ScheduleStep]) -> None:
    """Keep another schedule inside somebody's unit of work; its steps have been found right."""
    new = _in_order(set(chosen))
    unit.audit_change("follow-up.schedule-change", 0, _listed(steps()), _listed(new))
    FollowUpStep.delete().execute()
    for step in new:
        FollowUpStep.insert(unit=step.unit, count=step.count).execute()


def steps() -> list[ScheduleStep]:
    """The centre's schedule of follow-ups after a discharge, earliest first."""
    return _in_order({ScheduleStep(row.unit, row.count) for row in FollowUpStep.select()})


def _in_order(steps: Collection[ScheduleStep]) -> list[ScheduleStep]:
    units = list(StepUnit)
    return sorted(steps, key=lambda step: (units.index(step.unit), step.count))


def _listed(steps: Sequence[ScheduleStep]) -> dict[str, object]:
    return {"steps": [f"{step.count} {step.unit.value}" for step in steps]}
