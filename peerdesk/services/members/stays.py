"""Stays and planned leave: admit, discharge, re-admit."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import Group, Membership, PlannedLeave, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.search import reindex
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import confirmation, far_problems
from peerdesk.domain.groups.groups import TYPES_OUTLIVING_DISCHARGE
from peerdesk.domain.members import stays as rules
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series, StayRow
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import members as member_records
from peerdesk.records import mentoring as mentoring_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.groups import memberships as membership_records
from peerdesk.records.groups import waitlist as waitlist_records


def next_number(storage: Storage, actor: Actor, series: Series, day: date) -> str:
    """The admission number that would be given next, ``CODE/2026-27/0042`` (outpatients ``CODE/OP/2026-27/0042``)."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        return member_records.next_number(series, day)


def admit(storage: Storage, actor: Actor, member_id: int, admission: Admission, *, today: date) -> int:
    """Begin a stay of a member (again, after an earlier one) and return its id.

    Raises:
        InvalidInput: with every problem of its days and its number, the recovery date's among them.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        problems = member_records.admission_problems(
            admission,
            today,
            member_records.stays_of(member_id),
            recovery_records.spans_of(member_id),
            member_records.born(member_id),
        )
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEMBERS | Changed.FOLLOW_UPS | member_records.changed_by(admission), actor) as unit:
        member_records.known_member(member_id)
        stay_id = member_records.admit_within(unit, member_id, admission)
        reindex(member_id)
    return stay_id


def discharge(storage: Storage, actor: Actor, stay_id: int, discharge: Discharge, *, today: date) -> None:
    """End a stay and the memberships chosen to end with it.

    Raises:
        InvalidInput: if it has ended already, the day is wrong, or marks stand after it in one of those memberships.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        stay = _stay(stay_id)
        row = StayRow(stay.id, stay.number, stay.series, stay.admitted_on, stay.discharged_on)
        problems = discharge.problems(today, row)
        if stay.discharged_on is not None:
            problems.append(Problem("discharged_on", "discharged-already"))
        problems += [
            problem
            for membership_id in sorted(discharge.ending_memberships)
            for problem in membership_records.closing_problems(membership_id, discharge.discharged_on, "discharged_on")
        ]
    if problems:
        raise InvalidInput(problems)
    changed = Changed.STAYS | Changed.MEMBERS | Changed.ROSTERS | Changed.FOLLOW_UPS
    if discharge.discharge_type is DischargeType.DIED:
        changed |= Changed.MENTORING | Changed.GROUP_LIFE
    with storage.writing(changed, actor) as unit:
        new = {"discharged_on": discharge.discharged_on, "discharge_type": discharge.discharge_type}
        Stay.update(**new).where(Stay.id == stay_id).execute()
        unit.audit("stay.discharge", stay_id, {"discharged_on": None}, new)
        for membership_id in sorted(discharge.ending_memberships):
            membership_records.close_within(unit, membership_id, discharge.discharged_on)
        follow_up_records.schedule_within(
            unit, stay_id, stay.member_id, discharge.discharged_on, discharge.discharge_type
        )
        if discharge.discharge_type is DischargeType.DIED:
            mentoring_records.end_all_within(unit, stay.member_id, discharge.discharged_on)
            waitlist_records.end_all_within(unit, stay.member_id, discharge.discharged_on)


def ending_memberships(storage: Storage, actor: Actor, member_id: int, day: date) -> Sequence[tuple[int, str, bool]]:
    """The member's open memberships as (id, group, whether discharge usually ends it)."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        rows = (
            Membership.select(Membership.id, Group.name, Group.type)
            .join(Group)
            .where((Membership.member == member_id) & (Membership.to_day.is_null() | (Membership.to_day > day)))
            .order_by(Group.name)
        )
        return [(row_id, name, kind not in TYPES_OUTLIVING_DISCHARGE) for row_id, name, kind in tuples(rows)]


def add_leave(storage: Storage, actor: Actor, member_id: int, leave: rules.Leave, *, confirmed: str = "") -> int:
    """Note a planned absence and return its id. Marks already made stay.

    Args:
        storage: the open file.
        actor: who notes it.
        member_id: who is away.
        leave: from when to when, and why.
        confirmed: why days more than two years ahead are right.

    Raises:
        InvalidInput: if the last day is before the first, one is before the member's birth, or too far ahead.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    problems, today = leave.problems(), storage.now().date()
    for field, day in (("from_day", leave.from_day), ("to_day", leave.to_day)):
        problems = problems or far_problems(field, day, today, confirmed)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        member_records.refuse_before_birth(member_id, ("from_day", leave.from_day))
        row = PlannedLeave.create(
            member=member_id, from_day=leave.from_day, to_day=leave.to_day, reason=leave.reason.strip()
        )
        facts = {"from": leave.from_day, "to": leave.to_day, "reason": leave.reason}
        unit.audit("leave.add", member_id, None, facts | confirmation(confirmed))
    return int(row.id)


def remove_leave(storage: Storage, actor: Actor, leave_id: int) -> None:
    """Take a planned absence back. Marks already made stay."""
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        row = PlannedLeave.get_or_none(PlannedLeave.id == leave_id)
        if row is None:
            unit.nothing_to_do()
            return
        unit.audit("leave.remove", row.member_id, {"from": row.from_day, "to": row.to_day, "reason": row.reason})
        row.delete_instance()


def _stay(stay_id: int) -> Stay:
    stay: Stay | None = Stay.get_or_none(Stay.id == stay_id)
    if stay is None:
        raise NotFound("unknown-stay", number=stay_id)
    return stay
