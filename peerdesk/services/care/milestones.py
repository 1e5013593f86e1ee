"""The centre's list of milestones."""

from collections.abc import Iterable, Sequence
from datetime import date

from peerdesk.db.models import CelebrationRow, MilestoneRow, Session
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care import milestones as rules
from peerdesk.domain.care.recovery import Milestone
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.care import milestones as milestone_records
from peerdesk.records.care import recovery as recovery_records


def everything(storage: Storage, actor: Actor) -> Sequence[Milestone]:
    """The milestones that the centre celebrates, kind by kind."""
    actor.require(Permission.SEE_RECOVERY)
    with storage.reading():
        return milestone_records.kept()


def change(storage: Storage, actor: Actor, wanted: Sequence[Milestone]) -> None:
    """Keep another list of milestones. What was celebrated stays kept.

    Raises:
        InvalidInput: if a count is out of range, or two of them fall together.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    if problems := rules.problems(wanted):
        raise InvalidInput(problems)
    with storage.writing(Changed.THRESHOLDS | Changed.RECOVERY, actor) as unit:
        old, new = milestone_records.kept(), milestone_records.in_order(wanted)
        unit.audit_change("milestone.change", 0, _listed(old), _listed(new))
        for row in MilestoneRow.select():
            if Milestone(row.kind, row.count) not in new:
                bin_records.put_within(unit, BinKind.MILESTONE, row)
        bin_records.forget_milestones_within(unit, new)
        MilestoneRow.delete().execute()
        for milestone in new:
            MilestoneRow.insert(kind=milestone.kind, count=milestone.count).execute()


def _listed(milestones: Iterable[Milestone]) -> dict[str, object]:
    return {"milestones": [f"{milestone.kind.value} {milestone.count}" for milestone in milestones]}


def celebrate(
    storage: Storage, actor: Actor, member_id: int, milestone: Milestone, *, day: date, session_id: int | None = None
) -> None:
    """Note that a milestone was celebrated on a day, perhaps at a session. Once is enough: again changes nothing.

    Raises:
        InvalidInput: if it has not been reached by then and by now, or the member had died before that day.
        NotFound: if there is no such member or session.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.reading():
        member_records.known_member(member_id)
        if session_id is not None and Session.get_or_none(Session.id == session_id) is None:
            raise NotFound("unknown-session", number=session_id)
        reached = [
            found for found in recovery_records.timeline_of(member_id, day).reached if found.milestone == milestone
        ]
        standing.refuse_entry(Part.CELEBRATIONS, member_id, ("", day))
    if not reached or day > storage.now().date():
        raise InvalidInput([Problem("", "milestone-not-reached", {"day": day})])
    latest = reached[-1]
    with storage.writing(Changed.RECOVERY, actor) as unit:
        if latest.celebrated_on is not None:
            unit.nothing_to_do()
            return
        kept = {"kind": milestone.kind, "count": milestone.count, "day": day}
        CelebrationRow.create(member=member_id, span=latest.span_id, session=session_id, **kept)
        unit.audit("recovery.celebrate", member_id, None, {**kept, "session": session_id})


def take_back_celebration(storage: Storage, actor: Actor, member_id: int, milestone: Milestone) -> None:
    """Take the latest celebration of a milestone back; the milestone itself stays reached."""
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.RECOVERY, actor) as unit:
        facts = {"kind": milestone.kind, "count": milestone.count}
        rows = CelebrationRow.select().where(CelebrationRow.member == member_id).filter(**facts)
        latest = rows.order_by(CelebrationRow.day.desc(), CelebrationRow.id.desc()).first()
        if latest is None:
            unit.nothing_to_do()
            return
        unit.audit("recovery.take-back-celebration", member_id, {**facts, "day": latest.day})
        bin_records.put_within(unit, BinKind.CELEBRATION, latest)
