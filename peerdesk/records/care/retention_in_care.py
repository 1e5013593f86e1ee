"""Retention, counted from stays and memberships as :mod:`peerdesk.domain.care.retention_in_care` defines it.

What is read is bounded by the stays or memberships that began in the period, and by the days up to ninety after it.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from peewee import Expression

from peerdesk.db.models import AttendanceRow, Contact, FollowUp, Membership, Session, Stay
from peerdesk.db.queries import among, tuples
from peerdesk.domain.care import contacts
from peerdesk.domain.care import retention_in_care as rules
from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.care.retention_in_care import DAYS, SEEN_WITHIN, Belonging, Course, Retained
from peerdesk.domain.members.stays import LatestStay
from peerdesk.domain.sessions.marks import Mark
from peerdesk.records.groups.memberships import ever_began

_ATTENDED = [mark for mark in Mark if mark.attended]
_REACHED = [FollowUpOutcome.REACHED, FollowUpOutcome.VISITED, FollowUpOutcome.CAME]


def of_stays(first: date, last: date, today: date) -> Sequence[Retained]:
    """Retention of the stays that began between two days; inside a reading."""
    courses = _courses(first, last)
    asked = {
        (member_id, course.begun + wait)
        for wait in map(timedelta, DAYS)
        for member_id, course in courses
        if course.begun <= today - wait and course.in_aftercare_on(course.begun + wait)
    }
    seen = _seen(asked)
    return rules.figures(
        (
            Course(course.begun, course.stays, seen[member_id]) if member_id in seen else course
            for member_id, course in courses
        ),
        today,
    )


def of_group(group_id: int, first: date, last: date, today: date) -> Sequence[Retained]:
    """Retention of the memberships of a group that began between two days; inside a reading."""
    begun = (Membership.group == group_id) & Membership.from_day.between(first, last) & ever_began()
    rows = tuples(Membership.select(Membership.member, Membership.from_day, Membership.to_day).where(begun))
    ended = {member_id for member_id, _first, ended in rows if ended is not None}
    completed = (Stay.member << among(ended)) & (Stay.discharged_on >= first)
    stays = _by_member(completed)
    return rules.figures(
        (
            Belonging(from_day, ended, any(rules.completes(ended, stay) for stay in stays.get(member_id, ())))
            for member_id, from_day, ended in rows
        ),
        today,
    )


def _courses(first: date, last: date) -> list[tuple[int, Course]]:
    """Each stay that began in the period with the member's stays from it on."""
    stays = _by_member(Stay.admitted_on >= first)
    return [
        (member_id, Course(stay.admitted_on, found[place:]))
        for member_id, found in stays.items()
        for place, stay in enumerate(found)
        if stay.admitted_on <= last
    ]


def _by_member(where: Expression) -> dict[int, list[LatestStay]]:
    """Some stays by member, oldest first."""
    columns = Stay.member, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    found: dict[int, list[LatestStay]] = {}
    for member_id, *facts in tuples(Stay.select(*columns).where(where).order_by(Stay.admitted_on, Stay.id)):
        found.setdefault(member_id, []).append(LatestStay(*facts))
    return found


def _seen(asked: Collection[tuple[int, date]]) -> dict[int, set[date]]:
    """Days on which members were seen or spoken to, enough of them to tell for each day asked about.

    Sessions are by far the most: they are asked for last, and only about whom nothing else is known.
    """
    found: dict[int, set[date]] = {}
    for days_of in (_spoken, _reached, _came):
        left = [(who, day) for who, day in asked if not rules.seen_up_to(day, found.get(who, ()))]
        if left:
            days = {day for _who, day in left}
            first, last = min(days) - SEEN_WITHIN, max(days)
            for who, day in days_of({who for who, _day in left}, first, last):
                found.setdefault(who, set()).add(day)
    return found


def _spoken(ids: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    with_member = (Contact.member << among(ids)) & (Contact.kind << list(contacts.WITH_MEMBER))
    return tuples(Contact.select(Contact.member, Contact.day).where(with_member & Contact.day.between(first, last)))


def _reached(ids: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    reached = (FollowUp.member << among(ids)) & (FollowUp.outcome << _REACHED)
    days = FollowUp.select(FollowUp.member, FollowUp.done_on)
    return tuples(days.where(reached & FollowUp.done_on.between(first, last)))


def _came(ids: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    came = (AttendanceRow.member << among(ids)) & (AttendanceRow.mark << _ATTENDED)
    days = AttendanceRow.select(AttendanceRow.member, Session.day).join(Session)
    return tuples(days.where(came & Session.day.between(first, last)))
