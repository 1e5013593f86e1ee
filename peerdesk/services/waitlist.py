"""Waitlists: who waits for which group, in which order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from peewee import Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Group, Member, Membership, Waiting
from peerdesk.db.queries import pairs
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.groups import WaitlistRow
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.services.rosters import on_roster


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
        _end(unit, row, max(today, row.since), joined=False)


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
        again = _open(row.group_id) & (Waiting.member == row.member_id)
        inside = (Membership.group == row.group_id) & (Membership.member == row.member_id) & Membership.to_day.is_null()
        if row.joined or Waiting.get_or_none(again) is not None or Membership.get_or_none(inside) is not None:
            raise InvalidInput([Problem("members", "waits-already", {"name": _name(row.member_id)})])
        closed_on = Group.get_by_id(row.group_id).closed_on
        if closed_on is not None:
            raise InvalidInput([Problem("members", "group-closed", {"day": closed_on})])
        unit.audit("waiting.withdraw-undone", waiting_id, {"ended_on": row.ended_on}, {"ended_on": None})
        Waiting.update(ended_on=None, joined=None).where(Waiting.id == waiting_id).execute()


def end_all_within(unit: Unit, member_id: int, day: date) -> None:
    """Take somebody who died off every waitlist, inside the discharge's unit of work."""
    for row in Waiting.select().where((Waiting.member == member_id) & Waiting.ended_on.is_null()):
        _end(unit, row, max(day, row.since), joined=False)


def of_group(group_id: int) -> list[WaitlistRow]:
    """Who waits for a group, in order; inside a reading."""
    rows = Waiting.select(Waiting, Member).join(Member).where(_open(group_id)).order_by(Waiting.place, Waiting.id)
    return [
        WaitlistRow(
            row.id,
            row.member.id,
            row.member.number,
            row.member.name_latin,
            row.member.name_native,
            row.member.village,
            row.since,
            row.note,
        )
        for row in rows
    ]


def of_member(member_id: int) -> Mapping[int, date]:
    """The groups a member waits for, and since when; inside a reading."""
    open_ones = (Waiting.member == member_id) & Waiting.ended_on.is_null()
    return pairs(Waiting.select(Waiting.group, Waiting.since).where(open_ones))


def anybody_waits(group_id: int, member_ids: Collection[int]) -> bool:
    """Whether one of some members waits for a group; inside a reading."""
    return Waiting.get_or_none(_open(group_id) & (Waiting.member << list(member_ids))) is not None


def joined_within(unit: Unit, group_id: int, member_id: int, day: date) -> None:
    """Somebody joins: their waiting ends; inside somebody's unit of work."""
    row: Waiting | None = Waiting.get_or_none(_open(group_id) & (Waiting.member == member_id))
    if row is not None:
        _end(unit, row, max(day, row.since), joined=True)


def end_within(unit: Unit, group_id: int, day: date) -> None:
    """A group closes: nobody waits for it any more; inside somebody's unit of work."""
    for row in Waiting.select().where(_open(group_id)):
        _end(unit, row, max(day, row.since), joined=False)


def _end(unit: Unit, row: Waiting, day: date, *, joined: bool) -> None:
    action = "waiting.join" if joined else "waiting.withdraw"
    unit.audit(action, row.id, {"ended_on": None}, {"ended_on": day, "joined": joined})
    Waiting.update(ended_on=day, joined=joined).where(Waiting.id == row.id).execute()


def _change_places(storage: Storage, actor: Actor, waiting_id: int, *, upwards: bool) -> None:
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        row = _waiting(waiting_id)
        nearer = Waiting.place < row.place if upwards else Waiting.place > row.place
        order = Waiting.place.desc() if upwards else Waiting.place
        other = Waiting.select().where(_open(row.group_id) & nearer).order_by(order).first()
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
    inside = on_roster(today) & (Membership.group == wait.group_id) & (Membership.member << ids)
    within = [row.member_id for row in Membership.select(Membership.member).where(inside)]
    waiting = [row.member_id for row in Waiting.select().where(_open(wait.group_id) & (Waiting.member << ids))]
    found = [Problem("members", "in-group-already", {"name": _name(who), "group": group.name}) for who in within]
    return found + [Problem("members", "waits-already", {"name": _name(who)}) for who in waiting]


def _open(group_id: int) -> Expression:
    return (Waiting.group == group_id) & Waiting.ended_on.is_null()


def _waiting(waiting_id: int) -> Waiting:
    row: Waiting | None = Waiting.get_or_none(Waiting.id == waiting_id)
    if row is None:
        raise NotFound("unknown-waiting", number=waiting_id)
    return row


def _name(member_id: int) -> str:
    member = Member.get_by_id(member_id)
    return display_name(member.name_latin, member.name_native)
