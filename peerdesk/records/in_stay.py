"""What lies in a stay, so that its admission cannot be moved past it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from peewee import ModelSelect

from peerdesk.db.models import AttendanceRow, Group, Membership, PlannedLeave, Presence, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.groups.groups import TYPES_OUTLIVING_DISCHARGE
from peerdesk.domain.members.stays import StayRow
from peerdesk.errors import Problem
from peerdesk.records.groups.memberships import ATTENDED, ever_began, name_of


def moving_problems(member_id: int, stay: StayRow, admitted_on: date, *, first: bool) -> list[Problem]:
    """Everything of a stay that would lie before another day of admission; inside a reading.

    These are the groups that the member came into, sessions attended, days in the centre and leave: one sentence for
    each. Contacts, recovery and measures may truly come before an admission.

    Args:
        member_id: whose stay.
        stay: as it stands.
        admitted_on: the other day.
        first: whether it is the member's first stay. Before any other, groups that outlive a discharge are those of
            aftercare and belong to no stay.
    """
    if admitted_on <= stay.admitted_on:
        return []
    within = stay.admitted_on, admitted_on - timedelta(days=1)
    of_no_stay = [] if first else list(TYPES_OUTLIVING_DISCHARGE)
    joined = Membership.select(Group.name, Membership.from_day).join(Group)
    joined = joined.where((Membership.member == member_id) & ever_began())
    came = AttendanceRow.select(Group.name, Session.day).join(Session).join(Group)
    came = came.where((AttendanceRow.member == member_id) & (AttendanceRow.mark << ATTENDED) & ~AttendanceRow.walk_in)
    away = PlannedLeave.select(PlannedLeave.from_day).where(PlannedLeave.member == member_id)
    there = Presence.select(Presence.day).where((Presence.member == member_id) & Presence.present)
    in_groups = _first_days(joined.where(Membership.from_day.between(*within), Group.type.not_in(of_no_stay)))
    attended = _first_days(came.where(Session.day.between(*within), Group.type.not_in(of_no_stay)))
    found = [("stay-holds-group", {"group": group, "day": day}) for group, day in in_groups.items()]
    found += [
        ("stay-holds-attendance", {"group": group, "day": day})
        for group, day in attended.items()
        if group not in in_groups
    ]
    for code, query, day in (
        ("stay-holds-presence", there, Presence.day),
        ("stay-holds-leave", away, PlannedLeave.from_day),
    ):
        days = tuples(query.where(day.between(*within)).order_by(day).limit(1))
        found += [(code, {"day": one}) for (one,) in days]
    name = name_of(member_id)
    return [Problem("admitted_on", code, {"name": name, **values}) for code, values in found]


def _first_days(rows: ModelSelect[Any]) -> dict[str, date]:
    """The earliest day for each group, in order of the groups' names."""
    found: dict[str, date] = {}
    for group, day in tuples(rows.order_by(Group.name)):
        found[group] = min(day, found.get(group, day))
    return found
