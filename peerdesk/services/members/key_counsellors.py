"""Key counsellors: who can be one, changed with a day for one member, handed over for many."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.key_counsellors import Answered, HandedOver, change_problems
from peerdesk.domain.members.key_counsellors import suggested as suggestion
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.screens.key_counsellors import CounsellorChoice, HandOver
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import key_counsellors as records
from peerdesk.records import members as member_records

_TOUCHED = Changed.MEMBERS


def choice(storage: Storage, actor: Actor, member_id: int | None = None) -> CounsellorChoice:
    """Who can answer for a member, and whom an admission suggests; without a member for somebody new."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        found = records.candidates()
        known = [] if member_id is None else records.history(member_id)
        last = known[0].staff_id if known else None
        return CounsellorChoice(found, suggestion(found, last, actor.staff_id))


def change(
    storage: Storage, actor: Actor, member_id: int, staff_id: int | None, day: date, *, today: date
) -> HandedOver | None:
    """Let one of the staff, or nobody, answer for a member from a day on; ``None`` where it is so already.

    Raises:
        InvalidInput: if the day lies ahead or before the last change, or the staff member can answer for nobody.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        problems = change_problems(records.latest([member_id]).get(member_id), day, today)
        problems += birth_problems("day", day, member_records.born(member_id))
        problems += [] if staff_id is None else records.problems(staff_id)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(_TOUCHED, actor) as unit:
        done = records.set_within(unit, [member_id], staff_id, day)
        if not done:
            unit.nothing_to_do()
    return done[0] if done else None


def members_of(storage: Storage, actor: Actor, staff_id: int | None) -> HandOver:
    """Whom somebody answers for (``None``: those in touch for whom nobody does), and who could take them over."""
    actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        return HandOver(records.members_of(staff_id), [who for who in records.candidates() if who.id != staff_id])


def handed_at_leaving(storage: Storage, actor: Actor, staff_id: int) -> Sequence[Answered]:
    """Whom somebody answered for until their log-in was taken away, where nobody else was chosen since."""
    actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        return records.handed_at_leaving(staff_id)


def hand_over(
    storage: Storage, actor: Actor, member_ids: Sequence[int], staff_id: int | None, day: date, *, today: date
) -> Sequence[HandedOver]:
    """Let one of the staff, or nobody, answer for many members from a day on; all of them or none.

    For whom it was changed after that day the later day counts.

    Raises:
        InvalidInput: if nobody is chosen, the day lies ahead, or the staff member can answer for nobody.
        NotFound: if one of the members is not known.
    """
    actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        problems = change_problems(None, day, today) + ([] if staff_id is None else records.problems(staff_id))
        if not member_ids:
            problems.append(Problem("members", "members-missing"))
        unborn = [birth_problems("day", day, member_records.born(member_id)) for member_id in member_ids]
        problems += next(filter(None, unborn), [])
    if problems:
        raise InvalidInput(problems)
    with storage.writing(_TOUCHED, actor) as unit:
        done = records.set_within(unit, list(dict.fromkeys(member_ids)), staff_id, day)
        if not done:
            unit.nothing_to_do()
    return done


def take_back(storage: Storage, actor: Actor, handed: Sequence[HandedOver]) -> None:
    """Take changes back; what was changed since stays as it is."""
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(_TOUCHED, actor) as unit:
        if not [one for one in handed if records.put_back_within(unit, one)]:
            unit.nothing_to_do()
