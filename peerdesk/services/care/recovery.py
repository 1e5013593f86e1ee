"""Recovery: spans, returns to use, milestones celebrated, steps worked."""

from datetime import date

from peerdesk.db.models import CelebrationRow, RecoverySpan, StepWork
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care import recovery as rules
from peerdesk.domain.care.recovery import ReturnToUse, StepRow
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.care import recovery as recovery_records

# Acts


def open_since(storage: Storage, actor: Actor, member_id: int) -> date | None:
    """The recovery date of the open span, to be suggested; ``None`` where none is open."""
    actor.require(Permission.SEE_RECOVERY)
    with storage.reading():
        current = rules.open_span(recovery_records.spans_of(member_id))
        return current.from_day if current else None


def record_return(storage: Storage, actor: Actor, member_id: int, returned: ReturnToUse, *, today: date) -> None:
    """End the open span with a return to use and begin the next one where its recovery date is given.

    The days before stay counted. No span is ever deleted.

    Raises:
        InvalidInput: if no span is open, or the days are ahead, not in order or after the member's death.
    """
    actor.require(Permission.KEEP_RECOVERY)
    with storage.reading():
        days = ("returned_on", returned.returned_on), ("recovery_on", returned.recovery_on)
        member_records.refuse_before_birth(member_id, *days)
        problems = returned.problems(today, recovery_records.spans_of(member_id))
        problems += standing.entry_problems(Part.RECOVERY, member_id, *days)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.RECOVERY, actor) as unit:
        recovery_records.end_within(unit, member_id, returned)
        if returned.recovery_on is not None:
            recovery_records.begin_within(unit, member_id, returned.recovery_on)


def take_back_return(storage: Storage, actor: Actor, member_id: int) -> int | None:
    """Open the span again that the latest return ended, as if nobody had entered it; the span begun after it goes.

    Returns the number of the return in the bin.

    Raises:
        InvalidInput: if a milestone of that span was celebrated since.
    """
    actor.require(Permission.KEEP_RECOVERY)
    with storage.reading():
        begun = rules.open_span(recovery_records.spans_of(member_id))
        if begun is not None and CelebrationRow.get_or_none(CelebrationRow.span == begun.id) is not None:
            raise InvalidInput([Problem("", "recovery-celebrated-since")])
    with storage.writing(Changed.RECOVERY, actor) as unit:
        spans = recovery_records.spans_of(member_id, with_words=True)
        begun = rules.open_span(spans)
        if begun is not None:
            spans.remove(begun)
        if not spans:
            unit.nothing_to_do()
            return None
        both = [RecoverySpan.get_by_id(span.id) for span in (spans[-1], begun) if span is not None]
        binned = bin_records.note_within(unit, BinKind.RETURN, *both)
        if begun is not None:
            RecoverySpan.delete().where(RecoverySpan.id == begun.id).execute()
            unit.audit("recovery.take-back-begin", member_id, {"from_day": begun.from_day}, None)
        latest, open_again = spans[-1], {"ended_on": None, "reason": None, "text": ""}
        kept = {"ended_on": latest.ended_on, "reason": latest.reason, "text": latest.text}
        unit.audit("recovery.take-back-return", member_id, kept, open_again)
        RecoverySpan.update(**open_again, noted_on=None).where(RecoverySpan.id == latest.id).execute()
    return binned


def restart(storage: Storage, actor: Actor, member_id: int, from_day: date, *, today: date) -> None:
    """Begin a span where none is open: the first one, or after a return to use.

    Raises:
        InvalidInput: if one is open, or the day is ahead or before the return.
    """
    actor.require(Permission.KEEP_RECOVERY)
    with storage.reading():
        member_records.refuse_before_birth(member_id, ("recovery_on", from_day))
        spans = recovery_records.spans_of(member_id)
        open_already = [Problem("recovery_on", "recovery-open")] if rules.open_span(spans) else []
        problems = open_already or rules.start_problems(from_day, today, spans)
        problems += standing.entry_problems(Part.RECOVERY, member_id, ("recovery_on", from_day))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.RECOVERY, actor) as unit:
        recovery_records.begin_within(unit, member_id, from_day)


def correct_start(storage: Storage, actor: Actor, member_id: int, from_day: date, *, today: date) -> None:
    """Correct the recovery date of the latest span to an earlier or later day. This is no return to use.

    Raises:
        InvalidInput: if there is no span, or it would overlap the one before.
    """
    actor.require(Permission.KEEP_RECOVERY)
    with storage.reading():
        member_records.refuse_before_birth(member_id, ("recovery_on", from_day))
        problems = rules.correction_problems(from_day, today, recovery_records.spans_of(member_id))
        problems += standing.entry_problems(Part.RECOVERY, member_id, ("recovery_on", from_day))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.RECOVERY, actor) as unit:
        recovery_records.move_start_within(unit, member_id, recovery_records.spans_of(member_id)[-1], from_day)


def work_step(storage: Storage, actor: Actor, member_id: int, step: StepRow, *, today: date) -> None:
    """Note a step worked; the same step again replaces its day and sponsor.

    Raises:
        InvalidInput: if there is no such step, the day is ahead or the name too long.
    """
    actor.require(Permission.KEEP_RECOVERY)
    problems = step.problems(today)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.RECOVERY, actor) as unit:
        member_records.refuse_before_birth(member_id, ("day", step.day))
        standing.refuse_entry(Part.RECOVERY, member_id, ("day", step.day))
        new = {"day": step.day, "sponsor": step.sponsor.strip()}
        this = (StepWork.member == member_id) & (StepWork.step == step.step)
        before = StepWork.get_or_none(this)
        if before is None:
            StepWork.insert(member=member_id, step=step.step, **new).execute()
            unit.audit("recovery.step", member_id, None, {"step": step.step, **new})
        else:
            unit.audit_change("recovery.step", member_id, {"day": before.day, "sponsor": before.sponsor}, new)
            StepWork.update(**new).where(this).execute()


def remove_step(storage: Storage, actor: Actor, member_id: int, step: int) -> int | None:
    """Take a step back that was entered by mistake, and return its number in the bin."""
    actor.require(Permission.KEEP_RECOVERY)
    with storage.writing(Changed.RECOVERY, actor) as unit:
        this = (StepWork.member == member_id) & (StepWork.step == step)
        row = StepWork.get_or_none(this)
        if row is None:
            unit.nothing_to_do()
            return None
        unit.audit("recovery.remove-step", member_id, {"step": step, "day": row.day, "sponsor": row.sponsor})
        return bin_records.put_within(unit, BinKind.STEP, row)
