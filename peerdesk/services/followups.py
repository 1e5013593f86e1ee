"""Follow-ups: made by a discharge, by the attention list or by somebody's plan; finished with an outcome."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import FollowUp, Member, Staff
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, NewFollowUp, ScheduleStep
from peerdesk.domain.changes import Changed
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records.care import follow_ups as follow_up_records

# The schedule


def schedule(storage: Storage, actor: Actor) -> Sequence[ScheduleStep]:
    """When somebody is followed up after discharge, days before months."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    with storage.reading():
        return follow_up_records.schedule_steps()


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


def _add_within(unit: Unit, new: NewFollowUp) -> int:
    why = new.why.strip()
    row = follow_up_records.create_within(new.member_id, new.kind, new.due_on, new.way, why, new.staff_id, None)
    facts = {"member": new.member_id, "due_on": new.due_on, "way": new.way, "why": why, "staff": new.staff_id}
    unit.audit("follow-up.add", row, None, facts)
    return row


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
