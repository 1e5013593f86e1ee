"""Groups: make, change, close, look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from peewee import ModelSelect

from peerdesk.db.models import Facilitator, Group, MeetingTimeRow, Session, Staff
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import confirmation, far_problems, later
from peerdesk.domain.groups.groups import GroupDetails, GroupName, MeetingTime, first_day
from peerdesk.domain.members.endings import EndingAct, WhatCloses
from peerdesk.domain.names import normal
from peerdesk.domain.screens.groups import GroupPage, GroupRow
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.typed import reading_key
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import endings
from peerdesk.records.groups import groups as group_records
from peerdesk.records.groups import memberships as membership_records
from peerdesk.records.groups import waitlist as waitlist_records
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import planned_sessions as planned_records

RECENT = timedelta(weeks=4)

_CLOSING = Changed.GROUPS | Changed.ROSTERS | Changed.SESSIONS | Changed.GROUP_LIFE
"""What the closing of a group touches, and its way back."""


def create(storage: Storage, actor: Actor, details: GroupDetails, *, today: date, confirmed: str = "") -> int:
    """Make a group, write its first sessions into the book and return its id (its number on screen).

    Raises:
        InvalidInput: with everything that is wrong with it, the name taken among it, or a start more than two years
            ahead or long ago without a reason why (``confirmed``).
    """
    actor.require(Permission.MANAGE_GROUPS)
    _refuse(storage, details, None, today, confirmed)
    with storage.writing(Changed.GROUPS | Changed.SESSIONS, actor) as unit:
        group = Group.create(closed_on=None, **_columns(details))
        first = details.started_on or today
        _set_times(group.id, details.times, first)
        _set_facilitators(group.id, details.facilitators, first)
        unit.audit("group.create", group.id, None, _facts(details) | confirmation(confirmed))
        planned_records.plan_group(group.id, max(first, today), today)
    return int(group.id)


def change(
    storage: Storage, actor: Actor, group_id: int, details: GroupDetails, *, today: date, confirmed: str = ""
) -> date | None:
    """Keep other details of a group, and return from which day new times hold (``None``: they are as before).

    That is today, or tomorrow if something is written down for a session of today: a day with such a session stays
    as it is, without another one.

    Raises:
        InvalidInput: with everything that is wrong with them, the name taken among it.
    """
    actor.require(Permission.MANAGE_GROUPS)
    _refuse(storage, details, group_id, today, confirmed)
    with storage.writing(Changed.GROUPS | Changed.SESSIONS, actor) as unit:
        group = group_records.found(group_id)
        before, first = first_day(group.started_on, today), first_day(details.started_on, today)
        old = group_records.details_of(group, before)
        Group.update(**_columns(details)).where(Group.id == group_id).execute()
        if first != before or set(details.times) != set(old.times):
            _set_times(group_id, details.times, first)
            planned_records.replan_group(group_id, today)
        anew = planned_records.meets_anew(group_id, first) if set(details.times) != set(old.times) else None
        if first != before or details.facilitators != old.facilitators:
            _set_facilitators(group_id, details.facilitators, first)
        unit.audit_change("group.change", group_id, _facts(old), _facts(details))
    return anew


def close(storage: Storage, actor: Actor, group_id: int, last_day: date, *, confirmed: str = "") -> None:
    """Close a group: its memberships and its waitlist end that day and no further sessions are planned.

    A membership that was to begin after that day never began.

    Raises:
        InvalidInput: if marks stand after that day, or the group had not begun by then.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.reading():
        group = group_records.found(group_id)
        problems = [Problem("closed_on", "dates-out-of-order")] if last_day < group.started_on else []
        problems += far_problems("closed_on", last_day, storage.now().date(), confirmed)
        ending = membership_records.ending_with_group(group_id, last_day)
        problems += membership_records.together(
            found
            for membership_id in ending
            for found in membership_records.ending_problems(membership_id, last_day, "closed_on")
        )
    if problems:
        raise InvalidInput(problems)
    with storage.writing(_CLOSING, actor) as unit:
        new = {"closed_on": last_day} | confirmation(confirmed)
        unit.audit("group.close", group_id, {"closed_on": group.closed_on}, new)
        Group.update(closed_on=last_day).where(Group.id == group_id).execute()
        ended = endings.begin_within(EndingAct.CLOSING, last_day, group_id=group_id)
        endings.end_memberships_within(unit, ended, ending, last_day)
        endings.end_waits_within(unit, ended, waitlist_records.open_in(group_id), last_day)
        endings.end_turns_within(unit, ended, Session.group == group_id, last_day)
        planned_records.replan_group(group_id, later(last_day, timedelta(days=1)))


def what_ends(storage: Storage, actor: Actor, group_id: int, day: date) -> WhatCloses:
    """What the closing of a group would end on a day.

    Raises:
        NotFound: if there is no such group.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.reading():
        group_records.found(group_id)
        return endings.what_closes(group_id, day)


def reopen(storage: Storage, actor: Actor, group_id: int, *, first: date) -> None:
    """A closed group goes on: what ended with it comes back, as far as nothing has taken its place since.

    Sessions are planned again from ``first`` on, or from the day after the last one of the closed group if that is
    later.

    Raises:
        NotFound: if there is no such group.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.writing(_CLOSING, actor) as unit:
        group = group_records.found(group_id)
        if group.closed_on is None:
            unit.nothing_to_do()
            return
        unit.audit("group.reopen", group_id, {"closed_on": group.closed_on}, {"closed_on": None})
        Group.update(closed_on=None).where(Group.id == group_id).execute()
        while (ending := endings.of_group(group_id)) is not None:
            endings.take_back_within(unit, ending)
        planned_records.replan_group(group_id, max(first, later(group.closed_on, timedelta(days=1))))


def overview(storage: Storage, actor: Actor, *, today: date, closed: bool = False) -> Sequence[GroupRow]:
    """Active groups in name order (closed ones too if asked), with size, next meeting and 4-week attendance."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        size, leads = membership_records.size(today).alias("size"), _responsible(today).alias("leads")
        rows = Group.select(*_LISTED, size, leads).order_by(Group.name)
        groups = tuples(rows if closed else rows.where(planned_records.still_meets(today)))
        tallies = attendance_records.tallies_by_group(today - RECENT, today)
        upcoming = planned_records.next_meetings(today)
        return [
            GroupRow(
                *(group_id, name, kind, led_by, capacity, members),
                upcoming.get(group_id),
                facilitator or "",
                tallies.get(group_id, Tally()),
                closed_on,
            )
            for group_id, name, kind, led_by, capacity, closed_on, members, facilitator in groups
        ]


def names(storage: Storage, actor: Actor) -> Sequence[GroupName]:
    """All groups to choose from, those that still meet first, each in name order."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        closed = Group.closed_on.is_null(False)
        chosen = Group.select(Group.id, Group.name, closed).order_by(closed, Group.name)
        return [GroupName(group_id, name, bool(over)) for group_id, name, over in tuples(chosen)]


def page(storage: Storage, actor: Actor, group_id: int, *, on: date) -> GroupPage:
    """A group with its roster as on a day, without what stands beside it on the Groups screen."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return group_records.page_on(group_records.found(group_id), on)


_LISTED = Group.id, Group.name, Group.type, Group.led_by, Group.capacity_max, Group.closed_on


def _responsible(on: date) -> ModelSelect[Staff]:
    """The name of the counsellor responsible for a group on a day."""
    theirs = (Facilitator.group == Group.id) & Facilitator.responsible & group_records.holds_on(Facilitator, on)
    return Staff.select(Staff.name).join(Facilitator).where(theirs).order_by(Facilitator.id.desc()).limit(1)


def _refuse(storage: Storage, details: GroupDetails, group_id: int | None, today: date, confirmed: str) -> None:
    problems = details.problems()
    with storage.reading():
        kept = None if group_id is None else group_records.found(group_id)
        if kept is None or details.started_on != kept.started_on:
            problems += far_problems("started_on", details.started_on, today, confirmed)
        key = reading_key(details.name)
        renamed = kept is None or key != reading_key(kept.name)  # two alike of a former file can still be changed
        others = Group.select(Group.name).where(Group.id != (group_id or 0))
        if renamed and any(reading_key(name) == key for (name,) in tuples(others)):
            problems.append(Problem("name", "group-name-taken", {"name": details.name.strip()}))
    if problems:
        raise InvalidInput(problems)


def _columns(details: GroupDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in group_records.COLUMNS} | {"name": normal(details.name)}


def _facts(details: GroupDetails) -> dict[str, object]:
    facts = _columns(details)
    facts["times"] = [f"{time.weekday} {time.starts} {time.minutes}" for time in details.times]
    facts["facilitators"] = list(details.facilitators)
    return facts


def _set_times(group_id: int, times: Sequence[MeetingTime], first: date) -> None:
    _end_before(MeetingTimeRow, group_id, first)
    for time in times:
        MeetingTimeRow.create(
            group=group_id, weekday=time.weekday, starts=time.starts, minutes=time.minutes, from_day=first, to_day=None
        )


def _set_facilitators(group_id: int, staff_ids: Sequence[int], first: date) -> None:
    _end_before(Facilitator, group_id, first)
    for place, staff_id in enumerate(staff_ids):
        Facilitator.create(group=group_id, staff=staff_id, responsible=place == 0, from_day=first, to_day=None)


def _end_before(table: type[MeetingTimeRow] | type[Facilitator], group_id: int, first: date) -> None:
    """End what holds now on the day before; what would not even begin by then never held and goes."""
    current = (table.group == group_id) & table.to_day.is_null()
    table.delete().where(current & (table.from_day >= first)).execute()
    table.update(to_day=first - timedelta(days=1)).where(current).execute()
