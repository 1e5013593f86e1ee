"""The way back of joining, moving and leaving a group: at once, or later while nothing builds on it."""

from collections.abc import Mapping, Sequence
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import EndedRow, Group, Membership
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import confirmation, far_problems
from peerdesk.domain.members.endings import EndedKind
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.groups import memberships as membership_records
from peerdesk.records.groups import waitlist as waitlist_records


def go_on(storage: Storage, actor: Actor, ends: Mapping[int, date | None]) -> None:
    """Let memberships go on that were ended: each until a last day, or without an end.

    Raises:
        InvalidInput: if one meets another of the same member, its group is closed or its member gone by then, or
            marks stand after its last day.
        NotFound: if there is no such membership.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = [found for row_id, until in ends.items() for found in _going_on_problems(row_id, until)]
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS, actor) as unit:
        unit.nothing_to_do()  # unless an end differs
        _go_on_within(unit, ends)


def take_back_joining(
    storage: Storage, actor: Actor, membership_ids: Sequence[int], former: Mapping[int, date | None]
) -> None:
    """Take memberships back that were a mistake: who waited for the group waits again.

    Args:
        storage: the open file.
        actor: who takes them back.
        membership_ids: the memberships, all or none.
        former: of members who were moved, the memberships before, and when they were to end.

    Whoever came to a session meanwhile came as a walk-in.

    Raises:
        InvalidInput: if a signed session has one of the members on its roster, or absences are marked.
        NotFound: if there is no such membership.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = [found for row_id in membership_ids for found in membership_records.built_on(row_id)]
        problems += [found for row_id, until in former.items() for found in _going_on_problems(row_id, until)]
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS | Changed.GROUP_LIFE | Changed.ATTENDANCE, actor) as unit:
        unit.nothing_to_do()  # unless there is one
        for membership_id in dict.fromkeys(membership_ids):
            row = membership_records.membership(membership_id)
            facts = {"group": row.group_id, "member": row.member_id, "from_day": row.from_day, "to_day": row.to_day}
            unit.audit("membership.join-undone", row.id, facts | {"role": row.role}, None)
            membership_records.walk_in_again_within(row)
            EndedRow.delete().where((EndedRow.what == EndedKind.MEMBERSHIP) & (EndedRow.row_id == row.id)).execute()
            membership_records.forget_roles_within(row)
            Membership.delete().where(Membership.id == row.id).execute()
            waitlist_records.wait_again_within(unit, row.group_id, row.member_id, row.from_day)
        _go_on_within(unit, former)


def correct_first_days(
    storage: Storage, actor: Actor, first_days: Mapping[int, date], *, confirmed: str = ""
) -> Mapping[int, date]:
    """Say that memberships began on other days than those written down, and return the former ones.

    Whoever came before a later first day came as a walk-in; an absence before it is due no more, as after an end.
    Whoever walked in after an earlier one was on the roster. Signed sessions stay as they were signed.

    Raises:
        InvalidInput: if a day is after the last one, before the group existed or the member was born, in another
            membership or too far away, or the member came to a signed session before it.
        NotFound: if there is no such membership.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    today = storage.now().date()
    with storage.reading():
        rows = [membership_records.membership(row_id) for row_id in first_days]
        problems = [found for row in rows for found in _first_day_problems(row, first_days[row.id])]
    for day in dict.fromkeys(first_days.values()):
        problems += far_problems("from_day", day, today, confirmed)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.ROSTERS | Changed.MEMBERS | Changed.ATTENDANCE, actor) as unit:
        unit.nothing_to_do()  # unless a day differs
        for row in rows:
            _begin_within(unit, row, first_days[row.id], confirmed)
    return {row.id: row.from_day for row in rows}


def _begin_within(unit: Unit, row: Membership, first: date, confirmed: str) -> None:
    if row.from_day == first:
        return
    new = {"from_day": first} | confirmation(confirmed)
    unit.audit("membership.correct", row.id, {"from_day": row.from_day}, new)
    membership_records.walk_in_again_within(row, first)
    membership_records.forget_roles_within(row, first)
    Membership.update(from_day=first).where(Membership.id == row.id).execute()
    membership_records.settle_walk_ins_within(membership_records.membership(row.id))


def _first_day_problems(row: Membership, first: date) -> list[Problem]:
    group: Group = Group.get_by_id(row.group_id)
    found = birth_problems("from_day", first, member_records.born(row.member_id))
    if row.to_day is not None and first > row.to_day:
        found.append(Problem("from_day", "dates-out-of-order"))
    if first < group.started_on:
        found.append(Problem("from_day", "before-group-existed", {"started_on": group.started_on}))
    values = {"name": membership_records.name_of(row.member_id), "group": group.name}
    if membership_records.meets_another(row, first, row.to_day):
        found.append(Problem("from_day", "membership-overlap", values))
    if (day := membership_records.came_signed(row, first)) is not None:
        found.append(Problem("from_day", "membership-holds-signed", values | {"day": day}))
    return found


def _go_on_within(unit: Unit, ends: Mapping[int, date | None]) -> None:
    for membership_id, until in ends.items():
        row = membership_records.membership(membership_id)
        if row.to_day != until:
            unit.audit("membership.reopen", row.id, {"to_day": row.to_day}, {"to_day": until})
            Membership.update(to_day=until).where(Membership.id == row.id).execute()


def _going_on_problems(membership_id: int, until: date | None) -> list[Problem]:
    row = membership_records.membership(membership_id)
    if until is not None:
        return membership_records.closing_problems(membership_id, until, "to_day")
    group = Group.get_by_id(row.group_id)
    found = standing.problems(Part.JOINING, [row.member_id], "members")
    if group.closed_on is not None:
        found.append(Problem("members", "group-closed-joining", {"day": group.closed_on}))
    if membership_records.meets_another(row, row.from_day, None):
        values = {"name": membership_records.name_of(row.member_id), "group": group.name}
        found.append(Problem("members", "membership-overlap", values))
    return found
