"""Waitlists as they stand in the file, and how other acts end a waiting."""

from collections.abc import Collection, Mapping
from datetime import date

from peewee import Expression

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, Waiting
from peerdesk.db.queries import pairs
from peerdesk.domain.screens.groups import WaitlistRow


def of_group(group_id: int) -> list[WaitlistRow]:
    """Who waits for a group, in order; inside a reading."""
    rows = Waiting.select(Waiting, Member).join(Member).where(open_in(group_id)).order_by(Waiting.place, Waiting.id)
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
    return Waiting.get_or_none(open_in(group_id) & (Waiting.member << list(member_ids))) is not None


def joined_within(unit: Unit, group_id: int, member_id: int, day: date) -> None:
    """Somebody joins: their waiting ends; inside somebody's unit of work."""
    row: Waiting | None = Waiting.get_or_none(open_in(group_id) & (Waiting.member == member_id))
    if row is not None:
        close_within(unit, row, max(day, row.since), joined=True)


def wait_again_within(unit: Unit, group_id: int, member_id: int, day: date) -> None:
    """A joining is taken back: whose waiting ended with it waits again; inside somebody's unit of work."""
    theirs = (Waiting.group == group_id) & (Waiting.member == member_id)
    row: Waiting | None = Waiting.select().where(theirs & Waiting.joined).order_by(Waiting.id.desc()).first()
    if row is None or row.ended_on != max(day, row.since) or Waiting.get_or_none(theirs & Waiting.ended_on.is_null()):
        return
    unit.audit("waiting.join-undone", row.id, {"ended_on": row.ended_on, "joined": True}, {"ended_on": None})
    Waiting.update(ended_on=None, joined=None).where(Waiting.id == row.id).execute()


def close_within(unit: Unit, row: Waiting, day: date, *, joined: bool) -> None:
    """End one waiting inside somebody's unit of work."""
    action = "waiting.join" if joined else "waiting.withdraw"
    unit.audit(action, row.id, {"ended_on": None}, {"ended_on": day, "joined": joined})
    Waiting.update(ended_on=day, joined=joined).where(Waiting.id == row.id).execute()


def open_in(group_id: int) -> Expression:
    """Condition on those who still wait for a group."""
    return (Waiting.group == group_id) & Waiting.ended_on.is_null()
