"""Staying-well plans: the member's own words, kept in versions that stay as they were written.

The trail tells who wrote a plan down and when, and never what stands in it: that is for counsellors alone.
"""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import PersonToCall, StayingWellVersion
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.staying_well import OwnWords, PlanWords, StayingWellPlan
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.care import staying_well as plan_records
from peerdesk.records.groups import groups as group_records

# Acts


def write(
    storage: Storage, actor: Actor, member_id: int, words: PlanWords, *, today: date, written_on: date | None = None
) -> int:
    """Keep what a member says today, or wrote by hand on an earlier day, as the plan that holds; return its number.

    The former one stays among the earlier ones. The same words again are no new plan.

    Raises:
        InvalidInput: with everything that is wrong with it, or if the member has died or is in the archive.
        NotFound: if there is no such member.
    """
    actor.require(Permission.KEEP_STAYING_WELL)
    written_on, kept = written_on or today, words.tidied()
    problems = kept.problems()
    if written_on > today:
        problems.append(Problem("written_on", "day-ahead"))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.STAYING_WELL, actor) as unit:
        member_records.refuse_before_birth(member_id, ("written_on", written_on))
        standing.refuse_entry(Part.OWN_WORDS, member_id, ("written_on", written_on))
        current = plan_records.of_member(member_id).current
        if current is not None and current.words == kept:
            unit.nothing_to_do()
            return current.id
        if current is not None and written_on < current.written_on:
            raise InvalidInput([Problem("written_on", "plan-written-later", {"day": current.written_on})])
        return _keep(unit, member_id, kept, written_on, "staying-well.write")


def take_back(storage: Storage, actor: Actor, plan_id: int) -> None:
    """Say that a plan was written by mistake: the one before holds again. Its words stay in the file.

    Raises:
        NotFound: if there is no such plan.
    """
    actor.require(Permission.KEEP_STAYING_WELL)
    with storage.writing(Changed.STAYING_WELL, actor) as unit:
        _mark(unit, _plan(plan_id), taken_back=True)


def bring_back(storage: Storage, actor: Actor, plan_id: int) -> None:
    """Let a plan that was taken back stand again, with the day on which it was written.

    Raises:
        InvalidInput: if the member had died by that day, or was in the archive.
        NotFound: if there is no such plan.
    """
    actor.require(Permission.KEEP_STAYING_WELL)
    with storage.writing(Changed.STAYING_WELL, actor) as unit:
        plan = _plan(plan_id)
        standing.refuse_entry(Part.OWN_WORDS, plan.member_id, ("", plan.written_on))
        _mark(unit, plan, taken_back=False)


def take_up(storage: Storage, actor: Actor, plan_id: int, *, today: date) -> int:
    """Let the words of an earlier plan hold again, from today on, and return the number of the new version.

    Raises:
        InvalidInput: if the member has died, or is in the archive.
        NotFound: if there is no such plan.
    """
    actor.require(Permission.KEEP_STAYING_WELL)
    with storage.writing(Changed.STAYING_WELL, actor) as unit:
        earlier = _plan(plan_id)
        standing.refuse_entry(Part.OWN_WORDS, earlier.member_id, ("", today))
        current = plan_records.of_member(earlier.member_id).current
        if current is not None and current.words == earlier.words:
            unit.nothing_to_do()
            return current.id
        return _keep(unit, earlier.member_id, earlier.words, today, "staying-well.take-up")


def names_in(storage: Storage, actor: Actor, member_id: int, text: str) -> Sequence[str]:
    """Names in a text of others who were ever in a group with the member: the page is carried about, and read."""
    actor.require(Permission.KEEP_STAYING_WELL)
    with storage.reading():
        return member_records.others_named(text, group_records.companions_ever(member_id), member_id)


def _keep(unit: Unit, member_id: int, words: PlanWords, written_on: date, action: str) -> int:
    blocks = {of.field: words.block(of) for of in OwnWords}
    row = StayingWellVersion.create(
        member=member_id, written_on=written_on, staff=unit.actor.staff_id, taken_back=False, **blocks
    )
    for place, phone in enumerate(words.people, start=1):
        PersonToCall.create(plan=row.id, place=place, who=phone.whose, number=phone.number)
    told = [name for name, text in blocks.items() if text]
    unit.audit(
        action, row.id, None, {"member": member_id, "written_on": written_on, "told": told, "people": len(words.people)}
    )
    return int(row.id)


def _mark(unit: Unit, plan: StayingWellPlan, *, taken_back: bool) -> None:
    if plan.taken_back is taken_back:
        unit.nothing_to_do()
        return
    action = "staying-well.take-back" if taken_back else "staying-well.bring-back"
    facts = {"member": plan.member_id, "written_on": plan.written_on}
    unit.audit(action, plan.id, {**facts, "taken_back": plan.taken_back}, {**facts, "taken_back": taken_back})
    StayingWellVersion.update(taken_back=taken_back).where(StayingWellVersion.id == plan.id).execute()


def _plan(plan_id: int) -> StayingWellPlan:
    found = plan_records.versions(StayingWellVersion.id == plan_id)
    if not found:
        raise NotFound("unknown-plan-of-member", number=plan_id)
    return found[0]
