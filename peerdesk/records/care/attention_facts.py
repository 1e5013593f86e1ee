"""What the rules of attention ask for, gathered for everybody at once.

The number of queries is fixed. They begin from the people whom a rule can name: in the programme, on the rosters of the
last months, with an open follow-up that is overdue, with a danger told of lately, or in aftercare and not heard of
lately. However many members and years the file holds, the others are not read. All of it is asked inside a reading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from peewee import ModelCompoundSelectQuery, ModelSelect, fn

from peerdesk.db.models import (
    AttendanceRow,
    FollowUp,
    Group,
    Member,
    Membership,
    PlannedLeave,
    Session,
    Stay,
)
from peerdesk.db.queries import among, tuples, values
from peerdesk.db.statements import prepared
from peerdesk.domain.care.attention_facts import (
    GroupFacts,
    MarkFacts,
    MemberFacts,
    StayFacts,
    aftercare_from,
    known_from,
)
from peerdesk.domain.care.attention_rules import threshold
from peerdesk.domain.care.contacts import NEVER, LastContact
from peerdesk.domain.care.follow_ups import MET_FROM, FollowUpOutcome
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Series
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.records.care import dangers, follow_ups, last_contacts
from peerdesk.records.groups.memberships import ever_began, weekdays_on
from peerdesk.records.latest_stays import INTO_AFTERCARE
from peerdesk.records.standing import stood_in


def known(day: date, numbers: Thresholds) -> dict[int, MemberFacts]:
    """What the rules ask for about everybody whom they could name."""
    first = known_from(day, numbers)
    (marks, came), overdue = _marks(first, day), _overdue(day)
    told = dangers.told(day)
    named = marks.keys() | overdue.keys() | told.returned.keys() | told.weekly.keys()
    stays, on_leave = _stays(day, numbers, came, told.returned.keys())
    in_programme = {who: stay.admitted_on for who, stay in stays.items() if stay.open_on(day)}
    groups = _groups(day, first, numbers, in_programme)
    outside = {who for who, stay in stays.items() if not stay.open_on(day)}
    asked = outside | {who for who, stay in stays.items() if who in marks or stay.series is Series.OUTPATIENT}
    talked = last_contacts.talks(asked, first, day)
    due = _due(outside, day)
    latest = {who: max(filter(None, (talked.get(who), came.get(who))), default=None) for who in asked}
    since = {who: _begun(stay, due.get(who)) for who, stay in stays.items() if who in asked}
    silent = {who: day for who, day in since.items() if day < first and not (latest[who] and talked.get(who))}
    heard = _heard_long_ago(silent, first)
    latest |= {who: latest[who] or found.day for who, found in heard.items()}
    nothing = None, False
    return {
        who: MemberFacts(
            known_from=first,
            stay=stays.get(who),
            groups=groups.get(who, ()),
            marks=marks.get(who, ()),
            last_contact=latest.get(who),
            last_alone=talked.get(who) or heard.get(who, NEVER).alone,
            overdue_since=overdue.get(who),
            asked_on=due.get(who, nothing)[0],
            planned=due.get(who, nothing)[1],
            returned_on=told.returned.get(who),
            weekly=told.weekly.get(who),
            away=told.away.get(who, ()),
            on_leave=who in on_leave,
        )
        for who in stays.keys() | (named - _gone(named, day))
    }


def _begun(stay: StayFacts, due: tuple[date | None, bool] | None) -> date:
    """Since when a silence may count: the stay, what came after it, or the latest follow-up that asked for contact."""
    begun = stay.discharged_on or stay.admitted_on
    asked_on = due[0] if due else None
    return min(begun, asked_on - MET_FROM) if asked_on else begun


def _heard_long_ago(silent: Mapping[int, date], before: date) -> dict[int, LastContact]:
    """When those were last heard of, since a day each, of whom nothing was heard lately.

    So that a silence begins with its last contact, however long it lasts: between two follow-ups of the second year
    lies half a year, in a centre's own schedule perhaps more, and in a long stay nobody may have spoken alone.
    """
    if not silent:
        return {}
    return last_contacts.of_members(silent, min(silent.values()), before - timedelta(days=1))


def _stays(
    day: date, numbers: Thresholds, came: Mapping[int, date], returned: Collection[int]
) -> tuple[dict[int, StayFacts], set[int]]:
    """The latest stay of each member in the programme, or in aftercare and silent; and who of them is on leave.

    And of those who returned to use, wherever it led: an admission since answers that.

    Whoever died or is in the archive is left out. Who came when is known: to look for that in all that each of those in
    aftercare ever attended would take longer with every year.
    """
    long_ago = day - timedelta(days=numbers.no_contact_days)
    lately = [who for who, latest in came.items() if latest > long_ago]
    rows = _latest_stays.tuples(day, aftercare_from(day), long_ago, long_ago + timedelta(days=1), lately, returned)
    return (
        {who: StayFacts(*facts) for who, _away, *facts in rows},
        {who for who, away, *_facts in rows if away},
    )


@prepared
def _latest_stays(
    day: date, aftercare_from: date, long_ago: date, lately: date, came: Sequence[int], returned: Collection[int]
) -> ModelCompoundSelectQuery:
    out_of_programme = (
        Stay.discharged_on.between(aftercare_from, long_ago),
        Stay.discharge_type << INTO_AFTERCARE,
        Stay.member.not_in(among(came)),
        *last_contacts.without_talk(Stay.member, lately, day),
    )
    return (
        _latest(day).where(Stay.discharged_on.is_null())
        + _latest(day).where(Stay.discharged_on > day)
        + _latest(day).where(*out_of_programme)
        + _latest(day).where(Stay.member << among(returned))
    )


def _latest(day: date) -> ModelSelect[Stay]:
    """The latest stays up to a day of everybody who then was neither in the archive nor had died."""
    later = Stay.alias()
    overtaken = later.select(later.id).where(
        (later.member == Stay.member)
        & (later.admitted_on <= day)
        & ((later.admitted_on > Stay.admitted_on) | ((later.admitted_on == Stay.admitted_on) & (later.id > Stay.id)))
    )
    away = PlannedLeave.select(PlannedLeave.id).where(
        (PlannedLeave.member == Stay.member) & (PlannedLeave.from_day <= day) & (PlannedLeave.to_day >= day)
    )
    columns = Stay.series, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    return (
        Stay.select(Stay.member, fn.EXISTS(away), *columns)
        .join(Member)
        .where(Stay.admitted_on <= day, stood_in(Part.CONTACT_NEEDED, day), ~fn.EXISTS(overtaken))
    )


def _gone(member_ids: Collection[int], day: date) -> set[int]:
    """Those of some members who were in the archive on a day, or had died by it."""
    if not member_ids:
        return set()
    there = stood_in(Part.CONTACT_NEEDED, day)
    return set(values(Member.select(Member.id).where((Member.id << among(member_ids)) & ~there)))


def _groups(
    day: date, first: date, numbers: Thresholds, in_programme: Mapping[int, date]
) -> dict[int, list[GroupFacts]]:
    """Memberships that did not end before the first of the days asked for.

    Of who is in the programme, and in no group since, also those that ended before: how long that is says the last one.
    """
    groups = {
        group_id: (name, threshold(numbers, own, meetings))
        for group_id, name, own, meetings in tuples(
            Group.select(Group.id, Group.name, Group.absences_for_contact, weekdays_on(day).alias("weekdays"))
        )
    }
    columns = Membership.member, Membership.group, Membership.from_day, Membership.to_day
    lately = Membership.to_day.is_null() | (Membership.to_day >= first)
    rows = tuples(Membership.select(*columns).where(lately, ever_began()))
    known = {row[0] for row in rows}
    in_none = [who for who, admitted_on in in_programme.items() if admitted_on < first and who not in known]
    if in_none:
        ended = (Membership.member << among(in_none)) & ~lately
        rows += tuples(Membership.select(*columns).where(ended, ever_began()))
    found: dict[int, list[GroupFacts]] = {}
    for who, group_id, from_day, to_day in rows:
        found.setdefault(who, []).append(GroupFacts(group_id, *groups[group_id], from_day, to_day))
    return found


def _marks(first: date, day: date) -> tuple[dict[int, list[MarkFacts]], dict[int, date]]:
    """The marks between two days by member: of sessions that were held and where they were on the roster, newest first.

    And the latest day on which each came to a session, on its roster or not.
    """
    on_roster = (Session.status == SessionStatus.HELD) & ~AttendanceRow.walk_in
    rows = (
        AttendanceRow.select(AttendanceRow.member, on_roster, Session.group, Session.day, AttendanceRow.mark)
        .join(Session)
        .where(Session.day.between(first, day))
        .order_by(Session.day.desc(), Session.starts.desc())
    )
    marks: dict[int, list[MarkFacts]] = {}
    came: dict[int, date] = {}
    for who, counts, group_id, held_on, mark in tuples(rows):
        if counts:
            marks.setdefault(who, []).append(MarkFacts(group_id, held_on, mark))
        if who not in came and mark is not None and mark.attended:
            came[who] = held_on
    return marks, came


def _overdue(day: date) -> dict[int, date]:
    """The earliest due day before a day of the follow-ups still open on it, by member; what a session met left out."""
    found: dict[int, date] = {}
    for who, due_on in follow_ups.unmet(day):
        found.setdefault(who, due_on)
    return found


def _due(member_ids: Collection[int], day: date) -> dict[int, tuple[date | None, bool]]:
    """Of the follow-ups of some members since they were in aftercare: the latest before a day that asked for contact.

    And whether one was still to be done on the day or later, as was known on the day.
    """
    still_open = FollowUp.outcome.is_null() | (FollowUp.done_on > day)
    needed = still_open | (FollowUp.outcome != FollowUpOutcome.CANCELLED)
    asked = fn.MAX(FollowUp.due_on).filter((FollowUp.due_on < day) & needed)
    ahead = fn.MAX(FollowUp.due_on).filter((FollowUp.due_on >= day) & still_open & follow_ups.made_by(day))
    lately = (FollowUp.member << among(member_ids)) & (FollowUp.due_on >= aftercare_from(day))
    rows = FollowUp.select(FollowUp.member, asked, ahead).where(lately).group_by(FollowUp.member)
    return {who: (latest, planned is not None) for who, latest, planned in tuples(rows)} if member_ids else {}
