"""Follow-ups: made by a discharge, by the attention list or by somebody's plan; finished with an outcome."""

from collections.abc import Collection, Sequence
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import FollowUp, FollowUpStep, Member, Staff
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care import follow_ups as rules
from peerdesk.domain.care.follow_ups import (
    Finished,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpRow,
    FollowUpWay,
    NewFollowUp,
    ScheduleStep,
    StepUnit,
)
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.stays import DischargeType
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.services.followup_rows import LATEST_FIRST, Phones, open_in, rows

# Inside a reading


def open_up_to(day: date, *, with_words: bool = False) -> list[FollowUpRow]:
    """What is due on a day or overdue, the earliest first; what an alumni session met, and the archive, left out."""
    return [row for row in rows(day, open_in(None, day), with_words=with_words) if row.is_open]


def of_member(
    member_id: int, today: date, *, with_words: bool = False, phones: Phones | None = None
) -> list[FollowUpRow]:
    """One member's follow-ups, the latest due day first; what was learnt is shown only where it is asked for.

    Phones that are known already are not asked for again.
    """
    return rows(today, FollowUp.member == member_id, order=LATEST_FIRST, with_words=with_words, phones=phones)


def due_between(first: date, last: date, today: date) -> list[FollowUpRow]:
    """Everything that was due between two days, finished or not, to be counted (`domain.followups.counts`)."""
    return rows(today, FollowUp.due_on.between(first, last))


# Inside a unit of work


def schedule_within(
    unit: Unit, stay_id: int, member_id: int, discharged_on: date, discharge_type: DischargeType
) -> None:
    """Make the follow-ups of the centre's schedule inside a discharge's unit of work, all of them calls.

    A discharge entered late makes those that were due in the last thirty days, and none before. After a death none is
    made, and whatever was open is no longer needed: nobody calls the family to ask for the member.
    """
    today = unit.at.date()
    if discharge_type is DischargeType.DIED:
        _cancel(unit, member_id, discharged_on, list(FollowUpKind))
        return
    days = rules.due_days(_steps(), discharged_on, today)
    for day in days:
        _create(member_id, FollowUpKind.SCHEDULED, day, FollowUpWay.CALL, "", None, stay_id)
    if days:
        unit.audit("follow-up.schedule", stay_id, None, {"member": member_id, "first": days[0], "count": len(days)})


def cancel_open_within(unit: Unit, member_id: int, day: date) -> None:
    """Inside a re-admission's unit of work: what the schedule still asked for after the last stay is not needed."""
    _cancel(unit, member_id, day, [FollowUpKind.SCHEDULED])


# The schedule


def schedule(storage: Storage, actor: Actor) -> Sequence[ScheduleStep]:
    """When somebody is followed up after discharge, days before months."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    with storage.reading():
        return _steps()


def set_schedule_within(unit: Unit, steps: Sequence[ScheduleStep]) -> None:
    """Keep another schedule inside somebody's unit of work; its steps have been found right."""
    new = _in_order(set(steps))
    unit.audit_change("follow-up.schedule-change", 0, _listed(_steps()), _listed(new))
    FollowUpStep.delete().execute()
    for step in new:
        FollowUpStep.insert(unit=step.unit, count=step.count).execute()


# Acts


def add(storage: Storage, actor: Actor, new: NewFollowUp, *, today: date) -> int:
    """Plan a follow-up and return its id.

    Raises:
        InvalidInput: if the day is past or absurdly far ahead, or the reason too long.
        NotFound: if there is no such member or staff member.
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    if problems := new.problems(today):
        raise InvalidInput(problems)
    with storage.writing(Changed.FOLLOW_UPS, actor) as unit:
        if Member.get_or_none(Member.id == new.member_id) is None:
            raise NotFound("unknown-member", number=new.member_id)
        if new.staff_id is not None and Staff.get_or_none(Staff.id == new.staff_id) is None:
            raise NotFound("unknown-staff", number=new.staff_id)
        return _add_within(unit, new)


def finish(storage: Storage, actor: Actor, follow_up_id: int, finished: Finished, *, today: date) -> int | None:
    """Write down how a follow-up went; with a next day another one is planned, whose id is returned.

    Raises:
        InvalidInput: if a day cannot be meant, a text is too long, or the follow-up has an outcome already.
        NotFound: if there is no such follow-up.
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    with storage.reading():
        row = _follow_up(follow_up_id)
        problems = finished.problems(today, row.due_on)
        if row.outcome is not None:
            problems.append(Problem("", "follow-up-finished"))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.FOLLOW_UPS, actor) as unit:
        new = {
            "outcome": finished.outcome,
            "done_on": finished.day,
            "words": _words(actor, row.words, finished.words.strip()),
            "next_step": finished.next_step.strip(),
        }
        FollowUp.update(**new, done_by=actor.staff_id).where(FollowUp.id == follow_up_id).execute()
        unit.audit("follow-up.finish", follow_up_id, {"outcome": None}, new)
        if finished.next_on is None:
            return None
        why, way = finished.next_step.strip() or row.why, finished.next_way or row.way
        return _add_within(
            unit, NewFollowUp(row.member_id, FollowUpKind.PLANNED, finished.next_on, way, why, row.staff_id)
        )


def reopen(storage: Storage, actor: Actor, follow_up_id: int, *, made: int | None = None) -> None:
    """Take an outcome back. What was written about it stays, to go on with.

    Args:
        storage: the centre's file.
        actor: in whose name.
        follow_up_id: the one to open again.
        made: the follow-up that finishing it made, which goes with it while nobody has finished that one.
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    with storage.writing(Changed.FOLLOW_UPS, actor) as unit:
        row = _follow_up(follow_up_id)
        if row.outcome is None:
            unit.nothing_to_do()
            return
        old = {"outcome": row.outcome, "done_on": row.done_on, "done_by": row.done_by_id}
        FollowUp.update(outcome=None, done_on=None, done_by=None).where(FollowUp.id == follow_up_id).execute()
        unit.audit("follow-up.reopen", follow_up_id, old, {"outcome": None})
        planned = FollowUp.get_or_none(
            (FollowUp.id == made) & (FollowUp.member == row.member_id) & FollowUp.outcome.is_null()
        )
        if planned is not None and planned.kind is FollowUpKind.PLANNED:
            unit.audit("follow-up.remove", planned.id, {"member": planned.member_id, "due_on": planned.due_on})
            planned.delete_instance()


def _cancel(unit: Unit, member_id: int, day: date, kinds: Sequence[FollowUpKind]) -> None:
    still_open = (FollowUp.member == member_id) & FollowUp.outcome.is_null() & (FollowUp.kind << list(kinds))
    count = (
        FollowUp.update(outcome=FollowUpOutcome.CANCELLED, done_on=day, done_by=unit.actor.staff_id)
        .where(still_open)
        .execute()
    )
    if count:
        unit.audit("follow-up.cancel", member_id, None, {"count": count, "on": day})


def _add_within(unit: Unit, new: NewFollowUp) -> int:
    why = new.why.strip()
    row = _create(new.member_id, new.kind, new.due_on, new.way, why, new.staff_id, None)
    facts = {"member": new.member_id, "due_on": new.due_on, "way": new.way, "why": why, "staff": new.staff_id}
    unit.audit("follow-up.add", row, None, facts)
    return row


def _create(
    member_id: int,
    kind: FollowUpKind,
    due_on: date,
    way: FollowUpWay,
    why: str,
    staff_id: int | None,
    stay_id: int | None,
) -> int:
    row = FollowUp.create(
        member=member_id,
        kind=kind,
        stay=stay_id,
        due_on=due_on,
        way=way,
        why=why,
        staff=staff_id,
        outcome=None,
        done_on=None,
        done_by=None,
        words="",
        next_step="",
    )
    return int(row.id)


def _words(actor: Actor, old: str, new: str) -> str:
    """What was learnt. Who may not read what stands there cannot write over it: theirs is put below."""
    if actor.may(Permission.SEE_NOTES):
        return new
    return "\n".join(text for text in (old, new) if text)


def _follow_up(follow_up_id: int) -> FollowUp:
    row: FollowUp | None = FollowUp.get_or_none(FollowUp.id == follow_up_id)
    if row is None:
        raise NotFound("unknown-follow-up", number=follow_up_id)
    return row


def _steps() -> list[ScheduleStep]:
    return _in_order({ScheduleStep(row.unit, row.count) for row in FollowUpStep.select()})


def _in_order(steps: Collection[ScheduleStep]) -> list[ScheduleStep]:
    units = list(StepUnit)
    return sorted(steps, key=lambda step: (units.index(step.unit), step.count))


def _listed(steps: Sequence[ScheduleStep]) -> dict[str, object]:
    return {"steps": [f"{step.count} {step.unit.value}" for step in steps]}
