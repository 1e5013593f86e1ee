"""Groups as they stand in the file: details, and the roster on a day in roll order."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from peewee import Expression, ModelSelect, fn

from peerdesk.db.models import Facilitator, Group, MeetingTimeRow, Member, Membership, Staff
from peerdesk.db.queries import among, pairs, tuples
from peerdesk.db.statements import prepared
from peerdesk.domain.groups.capacity import FILLING_UP, SmallGroup
from peerdesk.domain.groups.groups import GroupDetails, MeetingTime
from peerdesk.domain.screens.groups import GroupPage, RosterRow
from peerdesk.errors import NotFound
from peerdesk.records.groups.memberships import ever_began, on_roster, role_on, size
from peerdesk.records.name_order import in_name_order

COLUMNS = (
    "name",
    "type",
    "led_by",
    "entry",
    "channel",
    "audience",
    "capacity_min",
    "capacity_max",
    "place",
    "started_on",
    "absences_for_contact",
)


def page_on(group: Group, on: date) -> GroupPage:
    """A group with its roster as on a day; inside a reading."""
    details = details_of(group, on)
    names = pairs(Staff.select(Staff.id, Staff.name).where(Staff.id << list(details.facilitators)))
    return GroupPage(
        group.id,
        details,
        group.closed_on,
        [names[staff_id] for staff_id in details.facilitators],
        on,
        roster(group.id, on),
    )


def roster(group_id: int, on: date) -> list[RosterRow]:
    """The members of a group on a day, in the order of the printed sheet; inside a reading or a unit of work."""
    columns = (
        *(Membership.id, Member.id, Member.number, Member.name_latin, Member.name_native, Member.village),
        *(role_on(on), Membership.from_day, Membership.to_day, fn.COALESCE(Membership.override, "")),
    )
    rows = Membership.select(*columns).join(Member).where((Membership.group == group_id) & on_roster(on))
    return [RosterRow(*row) for row in tuples(rows.order_by(*in_name_order()))]


def below_least(today: date) -> ModelSelect[Group]:
    """The groups that meet and have fewer members than they mean to have, as one value of another query.

    One that has had members for less than :data:`FILLING_UP` only fills up.
    """
    meets = (Group.started_on <= today) & (Group.closed_on.is_null() | (Group.closed_on >= today))
    early = (Membership.group == Group.id) & (Membership.from_day <= today - FILLING_UP) & ever_began()
    was_filled = fn.EXISTS(Membership.select(Membership.id).where(early))
    each = fn.json_array(Group.id, Group.name, size(today), Group.capacity_min)
    return Group.select(fn.json_group_array(each)).where(meets & (size(today) < Group.capacity_min) & was_filled)


def small_groups(found: str) -> list[SmallGroup]:
    """What :func:`below_least` found, in name order."""
    return sorted((SmallGroup(*row) for row in json.loads(found)), key=lambda group: group.name)


def companions(member_ids: Collection[int], on: date) -> list[tuple[str, str]]:
    """Latin and own name of everybody who is in a group with some members on a day, but these; inside a reading."""
    these = list(member_ids)
    groups = [
        group
        for (group,) in tuples(Membership.select(Membership.group).where((Membership.member << these) & on_roster(on)))
    ]
    beside = (Membership.group << groups) & Membership.member.not_in(these) & on_roster(on)
    rows = Membership.select(Member.name_latin, Member.name_native).join(Member).where(beside)
    return list(dict.fromkeys(tuples(rows.order_by(*in_name_order()))))


def companions_ever(member_id: int) -> list[tuple[str, str]]:
    """Latin and own name of everybody who was ever in a group at the same time as a member; inside a reading."""
    theirs: type[Membership] = Membership.alias()  # type: ignore[assignment]
    met = (
        (Membership.group == theirs.group)
        & (theirs.to_day.is_null() | (Membership.from_day <= theirs.to_day))
        & (Membership.to_day.is_null() | (Membership.to_day >= theirs.from_day))
    )
    rows = Membership.select(Member.name_latin, Member.name_native).join(Member).switch(Membership)
    rows = rows.join(theirs, on=met).where((theirs.member == member_id) & (Membership.member != member_id))
    return list(dict.fromkeys(tuples(rows.order_by(*in_name_order()))))


def due_among(group_id: int, on: date, member_ids: Collection[int]) -> set[int]:
    """Who of some members is on a group's roster on a day; inside a reading or a unit of work."""
    return {member_id for (member_id,) in _due_among.tuples(group_id, on, member_ids)}


@prepared
def _due_among(group_id: int, on: date, member_ids: Collection[int]) -> ModelSelect[Membership]:
    in_group = Membership.group + 0 == group_id  # not by the group's index: it would go through all it ever had
    these = (Membership.member << among(member_ids)) & in_group
    return Membership.select(Membership.member).where(these & on_roster(on))


def details_of(group: Group, on: date) -> GroupDetails:
    """A group's row as the domain sees it on a day; inside a reading or a unit of work."""
    times = MeetingTimeRow.select().where((MeetingTimeRow.group == group.id) & holds_on(MeetingTimeRow, on))
    leads = Facilitator.select().where((Facilitator.group == group.id) & holds_on(Facilitator, on))
    return GroupDetails(
        **{name: getattr(group, name) for name in COLUMNS},
        times=tuple(
            MeetingTime(row.weekday, row.starts, row.minutes)
            for row in times.order_by(MeetingTimeRow.weekday, MeetingTimeRow.starts)
        ),
        facilitators=tuple(row.staff_id for row in leads.order_by(Facilitator.responsible.desc(), Facilitator.id)),
    )


def holds_on(table: type[MeetingTimeRow] | type[Facilitator], on: date) -> Expression:
    """Condition on meeting times or facilitators that hold on a day."""
    return (table.from_day <= on) & (table.to_day.is_null() | (table.to_day >= on))


def found(group_id: int) -> Group:
    """A group's row; inside a reading or a unit of work.

    Raises:
        NotFound: if there is none of this number.
    """
    group: Group | None = Group.get_or_none(Group.id == group_id)
    if group is None:
        raise NotFound("unknown-group", number=group_id)
    return group
