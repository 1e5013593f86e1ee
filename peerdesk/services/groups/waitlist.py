"""Waitlists: who waits for which group, in which order."""

from collections.abc import Sequence
from datetime import date

from peewee import fn

from peerdesk.db.models import Group, Member, Membership, Waiting
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import birth_problems, display_name
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.groups import waitlist as waitlist_records
from peerdesk.records.groups.memberships import on_roster


def add(storage: Storage, actor: Actor, wait: Wait, *, today: date) -> Sequence[int]:
    """Put members at the end of a group's waitlist and return the ids of their places.

    Raises:
        InvalidInput: if somebody is in the group or waits for it already, or the group is closed.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.reading():
        problems = [*wait.problems(today), *_problems(wait, today)]
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        last = Waiting.select(fn.COALESCE(fn.MAX(Waiting.place), 0)).where(Waiting.group == wait.group_id).scalar()
        ids = []
        for place, member_id in enumerate(dict.fromkeys(wait.member_ids), start=int(last) + 1):
            facts = {"group": wait.group_id, "member": member_id, "since": wait.since, "note": wait.note.strip()}
            row = Waiting.create(**facts, place=place, ended_on=None, joined=None)
            unit.audit("waiting.add", row.id, None, facts)
            ids.append(int(row.id))
    return ids


def move_up(storage: Storage, actor: Actor, waiting_id: int) -> None:
    """Let somebody go before the one in front; who is first stays first."""
    actor.require(Permission.MANAGE_ROSTERS)
    _change_places(storage, actor, waiting_id, upwards=True)


def move_down(storage: Storage, actor: Actor, waiting_id: int) -> None:
    """Let the next one go before somebody; who is last stays last."""
    actor.require(Permission.MANAGE_ROSTERS)
    _change_places(storage, actor, waiting_id, upwards=False)


def withdraw(storage: Storage, actor: Actor, waiting_id: int, *, today: date) -> None:
    """Take somebody off a waitlist who no longer wishes to join."""
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        row = _waiting(waiting_id)
        if row.ended_on is not None:
            unit.nothing_to_do()
            return
        waitlist_records.close_within(unit, row, max(today, row.since), joined=False)


def take_back_withdrawal(storage: Storage, actor: Actor, waiting_id: int) -> None:
    """Somebody waits again, at the former place.

    Raises:
        InvalidInput: if they joined or were put on the waitlist anew.
    """
    actor.require(Permission.MANAGE_ROSTERS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        row = _waiting(waiting_id)
        if row.ended_on is None:
            unit.nothing_to_do()
            return
        again = waitlist_records.open_in(row.group_id) & (Waiting.member == row.member_id)
        inside = (Membership.group == row.group_id) & (Membership.member == row.member_id) & Membership.to_day.is_null()
        if row.joined or Waiting.get_or_none(again) is not None or Membership.get_or_none(inside) is not None:
            raise InvalidInput([Problem("members", "waits-already", {"name": _name(row.member_id)})])
        if gone := standing.problems(Part.WAITLIST, [row.member_id], "members"):
            raise InvalidInput(gone)
        closed_on = Group.get_by_id(row.group_id).closed_on
        if closed_on is not None:
            raise InvalidInput([Problem("members", "group-closed-joining", {"day": closed_on})])
        unit.audit("waiting.withdraw-undone", waiting_id, {"ended_on": row.ended_on}, {"ended_on": None})
        Waiting.update(ended_on=None, joined=None).where(Waiting.id == waiting_id).execute()


def _change_places(storage: Storage, actor: Actor, waiting_id: int, *, upwards: bool) -> None:
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        row = _waiting(waiting_id)
        nearer = Waiting.place < row.place if upwards else Waiting.place > row.place
        order = Waiting.place.desc() if upwards else Waiting.place
        other = Waiting.select().where(waitlist_records.open_in(row.group_id) & nearer).order_by(order).first()
        if row.ended_on is not None or other is None:
            unit.nothing_to_do()
            return
        unit.audit("waiting.move", waiting_id, {"place": row.place}, {"place": other.place})
        unit.audit("waiting.move", other.id, {"place": other.place}, {"place": row.place})
        Waiting.update(place=other.place).where(Waiting.id == waiting_id).execute()
        Waiting.update(place=row.place).where(Waiting.id == other.id).execute()


def _problems(wait: Wait, today: date) -> list[Problem]:
    group: Group | None = Group.get_or_none(Group.id == wait.group_id)
    if group is None:
        raise NotFound("unknown-group", number=wait.group_id)
    if group.closed_on is not None:
        return [Problem("members", "group-closed-waitlist", {"day": group.closed_on})]
    ids = list(wait.member_ids)
    before_birth = [
        problem
        for member_id in dict.fromkeys(ids)
        for problem in birth_problems("since", wait.since, member_records.born(member_id))
    ]
    inside = on_roster(today) & (Membership.group == wait.group_id) & (Membership.member << ids)
    within = [row.member_id for row in Membership.select(Membership.member).where(inside)]
    waiting = [
        row.member_id
        for row in Waiting.select().where(waitlist_records.open_in(wait.group_id) & (Waiting.member << ids))
    ]
    found = [Problem("members", "in-group-already", {"name": _name(who), "group": group.name}) for who in within]
    found += before_birth + standing.problems(Part.WAITLIST, ids, "members")
    return found + [Problem("members", "waits-already", {"name": _name(who)}) for who in waiting]


def _waiting(waiting_id: int) -> Waiting:
    row: Waiting | None = Waiting.get_or_none(Waiting.id == waiting_id)
    if row is None:
        raise NotFound("unknown-waiting", number=waiting_id)
    return row


def _name(member_id: int) -> str:
    member = Member.get_by_id(member_id)
    return display_name(member.name_latin, member.name_native)
