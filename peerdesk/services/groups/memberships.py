"""Memberships: who is in which group, from when to when."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk.db.models import Group, Membership
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import far_problems, later
from peerdesk.domain.groups.fit import Override, override_problems
from peerdesk.domain.groups.memberships import Joining, MemberRole, overlap
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.groups import fit as fit_records
from peerdesk.records.groups import memberships as membership_records
from peerdesk.records.groups import waitlist as waitlist_records


def join(storage: Storage, actor: Actor, joining: Joining, override: str = "") -> Sequence[int]:
    """Put members into a group from a day on and return the memberships' ids; who waited for it waits no more.

    Warnings (``fit.warnings``) are passed over with a reason, ``override``, which is kept with the memberships they
    are about.

    Raises:
        InvalidInput: if a membership would overlap another, the group is closed or had not begun by that day, there
            are warnings and no reason, or it lies before a member's birth or too far ahead.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = _joining_problems(joining) + _far(storage, "from_day", joining.from_day, override)
        found = fit_records.of_joining(joining, storage.now().date())
        waiting = waitlist_records.anybody_waits(joining.group_id, joining.member_ids)
    if problems := problems + override_problems(found, override):
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS | _waitlist_too(waiting), actor) as unit:
        return [
            membership_records.join_within(unit, joining, member_id, Override.of(found, member_id, override))
            for member_id in dict.fromkeys(joining.member_ids)
        ]


def leave(storage: Storage, actor: Actor, membership_id: int, last_day: date, *, confirmed: str = "") -> None:
    """End a membership; ``last_day`` still belongs to it. Raises as :func:`leave_together`."""
    leave_together(storage, actor, (membership_id,), last_day, confirmed=confirmed)


def leave_together(
    storage: Storage, actor: Actor, membership_ids: Sequence[int], last_day: date, *, confirmed: str = ""
) -> None:
    """End the memberships of a whole cohort, all of them or none; ``last_day`` still belongs to them.

    Raises:
        InvalidInput: if there are none, one had not begun by then or meets another, or marks stand after that day.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = membership_records.together(
            found
            for row_id in membership_ids
            for found in membership_records.closing_problems(row_id, last_day, "to_day")
        )
    problems += far_problems("to_day", last_day, storage.now().date(), confirmed)
    if not membership_ids:
        problems.append(Problem("members", "members-missing"))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS, actor) as unit:
        for membership_id in dict.fromkeys(membership_ids):
            membership_records.close_within(unit, membership_id, last_day)


def move(
    storage: Storage,
    actor: Actor,
    membership_ids: Sequence[int],
    group_id: int,
    first_day: date,
    override: str = "",
) -> Sequence[int]:
    """Move a whole cohort: each membership ends the day before ``first_day`` and goes on in another group.

    One that ended earlier keeps its end; one that began on that day or later keeps its first day. Warnings are passed
    over with a reason as in :func:`join`.

    Raises:
        InvalidInput: as for `join`, or if marks stand after the last day of a membership that would end.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        moving = [membership_records.membership(membership_id) for membership_id in dict.fromkeys(membership_ids)]
        joining = Joining(group_id, tuple(row.member_id for row in moving), first_day)
        problems = _joining_problems(joining) + _far(storage, "from_day", first_day, override)
        problems += membership_records.together(
            found
            for row in moving
            for found in membership_records.closing_problems(row.id, _last_day_before(first_day, row), "from_day")
        )
        found = fit_records.of_joining(joining, storage.now().date())
        waiting = waitlist_records.anybody_waits(group_id, joining.member_ids)
    if problems := problems + override_problems(found, override):
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS | _waitlist_too(waiting), actor) as unit:
        for row in moving:
            membership_records.close_within(unit, row.id, _last_day_before(first_day, row))
        return [
            membership_records.join_within(unit, joining, member_id, Override.of(found, member_id, override))
            for member_id in dict.fromkeys(joining.member_ids)
        ]


def change_role(storage: Storage, actor: Actor, membership_id: int, role: MemberRole, *, first: date) -> None:
    """Give a member another role from a day on; the former one stays true on the days before.

    Raises:
        InvalidInput: if the membership does not hold on that day.
        NotFound: if there is no such membership.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        row = membership_records.membership(membership_id)
        before = membership_records.role_of(row, first)
        same = before is role and row.role is role
    if not row.from_day <= first <= (row.to_day or date.max):
        raise InvalidInput([Problem("role_from", "not-a-member")])
    with storage.writing(Changed.ROSTERS, actor) as unit:
        if same:
            unit.nothing_to_do()
            return
        unit.audit("membership.role", membership_id, {"role": before}, {"role": role, "from_day": first})
        membership_records.give_role_within(row, role, first)


def _joining_problems(joining: Joining) -> list[Problem]:
    group: Group | None = Group.get_or_none(Group.id == joining.group_id)
    if group is None:
        raise NotFound("unknown-group", number=joining.group_id)
    found: list[Problem] = []
    if not joining.member_ids:
        found.append(Problem("members", "members-missing"))
    if joining.from_day < group.started_on:
        found.append(Problem("from_day", "before-group-existed", {"started_on": group.started_on}))
    if group.closed_on is not None:
        found.append(Problem("from_day", "group-closed-joining", {"day": group.closed_on}))
    found += standing.problems(Part.JOINING, joining.member_ids, "members")
    for member_id in dict.fromkeys(joining.member_ids):
        found += birth_problems("from_day", joining.from_day, member_records.born(member_id))
    others = Membership.select().where(
        (Membership.group == joining.group_id) & (Membership.member << list(joining.member_ids))
    )
    found += [
        Problem(
            "members", "membership-overlap", {"name": membership_records.name_of(other.member_id), "group": group.name}
        )
        for other in others
        if overlap((joining.from_day, None), (other.from_day, other.to_day))
    ]
    return found


def _far(storage: Storage, field: str, day: date, override: str) -> list[Problem]:
    """A day far ahead; the reason is typed where the other warnings ask for theirs."""
    found = far_problems(field, day, storage.now().date(), override)
    return [problem for problem in found if problem.field == field]


def _waitlist_too(waiting: bool) -> Changed:
    return Changed.GROUP_LIFE if waiting else Changed(0)


def _last_day_before(first_day: date, row: Membership) -> date:
    return min(max(later(first_day, -timedelta(days=1)), row.from_day), row.to_day or date.max)
