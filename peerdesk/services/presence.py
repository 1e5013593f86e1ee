"""Presence: who is in the centre, day by day. Not the attendance of any group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from peewee import ModelSelect

from peerdesk.db.models import PlannedLeave, Presence
from peerdesk.db.queries import among, pairs
from peerdesk.db.statements import prepared
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import week_of
from peerdesk.domain.presence import Marks, PresenceDay, PresenceRow, PresenceWeek
from peerdesk.domain.screens.presence import PresenceScreen
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import presence as presence_records


def screen(storage: Storage, actor: Actor, on: date, *, outpatients: bool = False) -> PresenceScreen:
    """A day's list with its week, in one reading of seven queries."""
    actor.require(Permission.MARK_PRESENCE)
    with storage.reading():
        return PresenceScreen(
            day(storage, actor, on, outpatients=outpatients), week(storage, actor, on, outpatients=outpatients)
        )


def day(storage: Storage, actor: Actor, day: date, *, outpatients: bool = False) -> PresenceDay:
    """Who is expected on a day, and whether they are there; outpatients where asked for, or marked. Four queries."""
    actor.require(Permission.MARK_PRESENCE)
    with storage.reading():
        return PresenceDay(day, _rows(day, outpatients=outpatients))


def rows_now(storage: Storage, actor: Actor, day: date, rows: Sequence[PresenceRow]) -> list[PresenceRow]:
    """Some rows of a day's list as the file has them now. One query."""
    actor.require(Permission.MARK_PRESENCE)
    with storage.reading():
        marked = dict(_marks_of.tuples(day, [row.member_id for row in rows]))
    return [replace(row, present=marked.get(row.member_id)) for row in rows]


def week(storage: Storage, actor: Actor, monday: date, *, outpatients: bool = False) -> PresenceWeek:
    """The grid of the week that holds a day, Monday to Sunday. Three queries."""
    actor.require(Permission.MARK_PRESENCE)
    with storage.reading():
        return presence_records.in_week(week_of(monday)[0], outpatients=outpatients)


def mark(storage: Storage, actor: Actor, day: date, marks: Marks) -> Marks:
    """Say who is present (or not, or unmarked again) on a day, and return what stood there before, for undoing.

    The first mark of a day also marks everybody on planned leave as absent.

    Raises:
        InvalidInput: if the day is ahead, or somebody has no stay that covers it.
    """
    actor.require(Permission.MARK_PRESENCE)
    with storage.writing(Changed.PRESENCE, actor) as unit:
        before: dict[int, bool] = _marks(day)
        if problems := _problems(day, unit.at.date(), marks.keys() - before.keys()):
            raise InvalidInput(problems)
        wanted = dict(marks)
        if not before and any(present is not None for present in marks.values()):
            wanted = {**dict.fromkeys(_away(day), False), **wanted}
        new = {member_id: present for member_id, present in wanted.items() if present != before.get(member_id)}
        old = {member_id: before.get(member_id) for member_id in new}
        if not new:
            unit.nothing_to_do()
            return {}
        Presence.delete().where((Presence.day == day) & (Presence.member << list(new))).execute()
        rows = [(day, member_id, present) for member_id, present in new.items() if present is not None]
        if rows:
            Presence.insert_many(rows, [Presence.day, Presence.member, Presence.present]).execute()
        unit.only_of(members=new, day=day)
        unit.audit("presence.mark", None, {"day": day, "marks": old}, {"day": day, "marks": new})
    return old


def mark_all_present(storage: Storage, actor: Actor, day: date, *, outpatients: bool = False) -> Marks:
    """Say that everybody still unmarked is present, but absent who is on planned leave; return what to undo.

    Raises:
        InvalidInput: if the day is ahead.
    """
    actor.require(Permission.MARK_PRESENCE)
    with storage.reading():
        rows = _rows(day, outpatients=outpatients)
    return mark(storage, actor, day, {row.member_id: row.on_leave is None for row in rows if row.present is None})


def _rows(day: date, *, outpatients: bool) -> list[PresenceRow]:
    marked = _marks(day)
    stays = presence_records.stays_between(day, day)
    home = {stay.member_id: stay.outpatient for stay in sorted(stays, key=lambda stay: not stay.outpatient)}
    expected = {member_id for member_id, outpatient in home.items() if outpatients or not outpatient}
    shown = expected | {who for who, present in marked.items() if present or who in home}
    leave = _leave(day, shown)
    return [
        PresenceRow(
            serial,
            member_id,
            *person,
            home.get(member_id, False),
            marked.get(member_id),
            leave.get(member_id),
        )
        for serial, (member_id, person) in enumerate(presence_records.people_in_roll_order(shown).items(), start=1)
    ]


def _problems(day: date, today: date, unknown: Iterable[int]) -> list[Problem]:
    if day > today:
        return [Problem("day", "day-ahead")]
    if new := set(unknown):
        new -= {stay.member_id for stay in presence_records.stays_between(day, day)}
    return [Problem("member", "not-in-the-centre", {"day": day})] if new else []


def _marks(day: date) -> dict[int, bool]:
    return pairs(Presence.select(Presence.member, Presence.present).where(Presence.day == day))


@prepared
def _marks_of(day: date, member_ids: Collection[int]) -> ModelSelect[Presence]:
    these = (Presence.day == day) & (Presence.member << among(member_ids))
    return Presence.select(Presence.member, Presence.present).where(these)


def _away(day: date) -> set[int]:
    """Residents who are on planned leave."""
    return set(
        _leave(day, {stay.member_id for stay in presence_records.stays_between(day, day) if not stay.outpatient})
    )


def _leave(day: date, member_ids: Iterable[int]) -> Mapping[int, str]:
    """Reason of the leave by member."""
    on_day = (PlannedLeave.from_day <= day) & (PlannedLeave.to_day >= day)
    found: dict[int, str] = pairs(
        PlannedLeave.select(PlannedLeave.member, PlannedLeave.reason).where(
            (PlannedLeave.member << among(member_ids)) & on_day
        )
    )
    return found
