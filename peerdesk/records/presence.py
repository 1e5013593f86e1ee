"""Presence as it stands in the file."""

from collections.abc import Iterable
from datetime import date

from peerdesk.db.models import Member, Presence, Stay
from peerdesk.db.queries import among, tuples
from peerdesk.domain.members.stays import Series
from peerdesk.domain.presence import Here, PresenceWeek, days_from, week_row
from peerdesk.records.name_order import in_name_order


def in_week(monday: date, *, outpatients: bool = False) -> PresenceWeek:
    """The grid of a week, Monday to Sunday; three queries, inside a reading."""
    days = days_from(monday)
    marked: dict[int, dict[date, bool]] = {}
    rows = Presence.select(Presence.day, Presence.member, Presence.present)
    for on, member_id, present in tuples(rows.where(Presence.day.between(days[0], days[-1]))):
        marked.setdefault(member_id, {})[on] = present
    stays: dict[int, list[Here]] = {}
    expected: dict[int, list[Here]] = {}
    for stay in stays_between(days[0], days[-1]):
        stays.setdefault(stay.member_id, []).append(stay)
        if outpatients or not stay.outpatient:
            expected.setdefault(stay.member_id, []).append(stay)
    rows_of = (
        week_row(who, monday, stays.get(who, ()), marked.get(who, {}), expected.get(who, ()))
        for who in people_in_roll_order(marked.keys() | expected.keys())
    )
    return PresenceWeek(monday, [row for row in rows_of if row.member_id in expected or any(c.due for c in row.cells)])


def stays_between(first: date, last: date) -> list[Here]:
    """Stays that cover any of some days, of members who were not archived before them."""
    stays = Stay.select(Stay.member, Stay.admitted_on, Stay.discharged_on, Stay.series).join(Member)
    stays = stays.where(Member.archived_on.is_null() | (Member.archived_on > first))
    rows = tuples(stays.where(Stay.discharged_on.is_null()) + stays.where(Stay.discharged_on >= first))
    return [
        Here(member_id, since, until, series is Series.OUTPATIENT)
        for member_id, since, until, series in rows
        if since <= last
    ]


def people_in_roll_order(member_ids: Iterable[int]) -> dict[int, tuple[int, str, str, str]]:
    """Number, both names and village by member id, in the order of the roll."""
    columns = Member.id, Member.number, Member.name_latin, Member.name_native, Member.village
    rows = Member.select(*columns).where(Member.id << among(member_ids)).order_by(*in_name_order())
    return {member_id: (number, latin, native, village) for member_id, number, latin, native, village in tuples(rows)}
