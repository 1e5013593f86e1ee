"""Memberships: who is in which group, from when to when."""

from collections.abc import Sequence
from datetime import date, timedelta

from peewee import fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import AttendanceRow, Group, Member, Membership, Seal, Session
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.fit import Override, override_problems
from peerdesk.domain.groups.memberships import Joining, MemberRole, overlap
from peerdesk.domain.members.members import display_name
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.services import fitting, waitlist


def join(storage: Storage, actor: Actor, joining: Joining, override: str = "") -> Sequence[int]:
    """Put members into a group from a day on and return the memberships' ids; who waited for it waits no more.

    Warnings (``fitting.warnings``) are passed over with a reason, ``override``, which is kept with the memberships they
    are about.

    Raises:
        InvalidInput: if a membership would overlap another, the group did not exist or is closed on that day, or there
            are warnings and no reason.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = _joining_problems(joining)
        found = fitting.of_joining(joining)
        waiting = waitlist.anybody_waits(joining.group_id, joining.member_ids)
    if problems := problems + override_problems(found, override):
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS | _waitlist_too(waiting), actor) as unit:
        return [
            join_within(unit, joining, member_id, Override.of(found, member_id, override))
            for member_id in dict.fromkeys(joining.member_ids)
        ]


def join_within(unit: Unit, joining: Joining, member_id: int, override: Override | None = None) -> int:
    """Put one member into a group inside somebody's unit of work, and off its waitlist."""
    kept = override.text() if override else None
    membership = Membership.create(
        group=joining.group_id,
        member=member_id,
        role=joining.role,
        from_day=joining.from_day,
        to_day=None,
        override=kept,
    )
    facts = {"group": joining.group_id, "member": member_id, "from_day": joining.from_day, "role": joining.role}
    unit.audit("membership.join", membership.id, None, facts | ({"override": kept} if kept else {}))
    waitlist.joined_within(unit, joining.group_id, member_id, joining.from_day)
    _settle_walk_ins(joining, member_id)
    return int(membership.id)


def leave(storage: Storage, actor: Actor, membership_id: int, last_day: date) -> None:
    """End a membership; ``last_day`` still belongs to it."""
    leave_together(storage, actor, (membership_id,), last_day)


def leave_together(storage: Storage, actor: Actor, membership_ids: Sequence[int], last_day: date) -> None:
    """End the memberships of a whole cohort, all of them or none; ``last_day`` still belongs to them."""
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = [found for row_id in membership_ids for found in closing_problems(row_id, last_day, "to_day")]
    if not membership_ids:
        problems.append(Problem("members", "members-missing"))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS, actor) as unit:
        for membership_id in membership_ids:
            close_within(unit, membership_id, last_day)


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
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        moving = [_membership(membership_id) for membership_id in membership_ids]
        joining = Joining(group_id, tuple(row.member_id for row in moving), first_day)
        problems = _joining_problems(joining)
        for row in moving:
            problems += closing_problems(row.id, _last_day_before(first_day, row), "from_day")
        found = fitting.of_joining(joining)
        waiting = waitlist.anybody_waits(group_id, joining.member_ids)
    if problems := problems + override_problems(found, override):
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS | _waitlist_too(waiting), actor) as unit:
        for row in moving:
            close_within(unit, row.id, _last_day_before(first_day, row))
        return [
            join_within(unit, joining, row.member_id, Override.of(found, row.member_id, override)) for row in moving
        ]


def change_role(storage: Storage, actor: Actor, membership_id: int, role: MemberRole) -> None:
    """Give a member another role in the group."""
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.writing(Changed.ROSTERS, actor) as unit:
        row = _membership(membership_id)
        unit.audit_change("membership.role", membership_id, {"role": row.role}, {"role": role})
        Membership.update(role=role).where(Membership.id == membership_id).execute()


def closing_problems(membership_id: int, last_day: date, field: str) -> list[Problem]:
    """Why a membership cannot end on a day; inside a reading.

    It had not begun, marks stand after that day, or (with a later end than before) the member had joined again.
    """
    row = _membership(membership_id)
    if last_day < row.from_day:
        return [Problem(field, "dates-out-of-order")]
    group = Group.get_by_id(row.group_id).name
    others = Membership.select().where(
        (Membership.group == row.group_id) & (Membership.member == row.member_id) & (Membership.id != membership_id)
    )
    if any(overlap((row.from_day, last_day), (other.from_day, other.to_day)) for other in others):
        return [Problem(field, "membership-overlap", {"name": _name(row.member_id), "group": group})]
    after = (
        AttendanceRow.select(fn.MAX(Session.day))
        .join(Session)
        .where(
            (Session.group == row.group_id)
            & (AttendanceRow.member == row.member_id)
            & ~AttendanceRow.walk_in
            & (Session.day > last_day)
            & (Session.day <= (row.to_day or date.max))
        )
        .scalar()
    )
    if after:
        return [Problem(field, "marks-after", {"day": after, "group": group, "name": _name(row.member_id)})]
    return []


def ending_with_group(group_id: int, last_day: date) -> Sequence[int]:
    """The memberships that a group's last day ends; inside a reading."""
    later = Membership.to_day.is_null() | (Membership.to_day > last_day)
    rows = Membership.select(Membership.id).where((Membership.group == group_id) & later).order_by(Membership.id)
    return [row.id for row in rows]


def close_within(unit: Unit, membership_id: int, last_day: date) -> None:
    """End a membership inside somebody's unit of work."""
    row = _membership(membership_id)
    unit.audit_change("membership.leave", membership_id, {"to_day": row.to_day}, {"to_day": last_day})
    Membership.update(to_day=last_day).where(Membership.id == membership_id).execute()


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
        found.append(Problem("from_day", "group-closed", {"day": group.closed_on}))
    others = Membership.select().where(
        (Membership.group == joining.group_id) & (Membership.member << list(joining.member_ids))
    )
    found += [
        Problem("members", "membership-overlap", {"name": _name(other.member_id), "group": group.name})
        for other in others
        if overlap((joining.from_day, None), (other.from_day, other.to_day))
    ]
    return found


def _settle_walk_ins(joining: Joining, member_id: int) -> None:
    """Somebody who walked in on a day that now falls into the membership is on that day's roster."""
    signed = Seal.select(Seal.session)
    drafts = Session.select(Session.id).where(
        (Session.group == joining.group_id) & (Session.day >= joining.from_day) & Session.id.not_in(signed)
    )
    theirs = (AttendanceRow.member == member_id) & (AttendanceRow.session << drafts) & AttendanceRow.walk_in
    AttendanceRow.delete().where(theirs & AttendanceRow.mark.is_null()).execute()
    AttendanceRow.update(walk_in=False).where(theirs).execute()


def _waitlist_too(waiting: bool) -> Changed:
    return Changed.GROUP_LIFE if waiting else Changed(0)


def _last_day_before(first_day: date, row: Membership) -> date:
    return min(max(first_day - timedelta(days=1), row.from_day), row.to_day or date.max)


def _membership(membership_id: int) -> Membership:
    row: Membership | None = Membership.get_or_none(Membership.id == membership_id)
    if row is None:
        raise NotFound("unknown-membership", number=membership_id)
    return row


def _name(member_id: int) -> str:
    member = Member.get_by_id(member_id)
    return display_name(member.name_latin, member.name_native)
