"""Retention, counted from stays and memberships as :mod:`peerdesk.domain.care.retention_in_care` defines it.

What is read is bounded by the stays or memberships that began in the period, and by the days up to ninety after it.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from peerdesk.db.models import AttendanceRow, Contact, FollowUp, Membership, Session, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care import contacts
from peerdesk.domain.care import retention_in_care as rules
from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.care.retention_in_care import (
    DAYS,
    LOOKED_BACK,
    SEEN_WITHIN,
    Belonging,
    Course,
    Retained,
    Retention,
)
from peerdesk.domain.members.stays import LatestStay
from peerdesk.domain.sessions.marks import Mark

_ATTENDED = [mark for mark in Mark if mark.attended]
_REACHED = [FollowUpOutcome.REACHED, FollowUpOutcome.VISITED, FollowUpOutcome.CAME]


def overall(storage: Storage, actor: Actor, *, today: date) -> Retention:
    """Retention of all stays that began in the last year."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        first = today - LOOKED_BACK
        return Retention(first, today, of_stays(first, today, today))


def of_stays(first: date, last: date, today: date) -> Sequence[Retained]:
    """Retention of the stays that began between two days; inside a reading."""
    courses = _courses(first, last)
    asked = {
        (member_id, day)
        for member_id, course in courses
        for day in (course.begun + timedelta(days) for days in DAYS)
        if day <= today and course.in_aftercare_on(day)
    }
    seen = _seen(asked)
    return rules.figures(
        (Course(course.begun, course.stays, seen.get(member_id, ())) for member_id, course in courses), today
    )


def of_group(group_id: int, first: date, last: date, today: date) -> Sequence[Retained]:
    """Retention of the memberships of a group that began between two days; inside a reading."""
    begun = (Membership.group == group_id) & Membership.from_day.between(first, last)
    rows = tuples(Membership.select(Membership.member, Membership.from_day, Membership.to_day).where(begun))
    stays = _stays_of({member_id for member_id, _first, ended in rows if ended is not None}, first)
    return rules.figures(
        (
            Belonging(from_day, ended, any(rules.completes(ended, stay) for stay in stays.get(member_id, ())))
            for member_id, from_day, ended in rows
        ),
        today,
    )


def _courses(first: date, last: date) -> list[tuple[int, Course]]:
    """Each stay that began in the period with the member's stays from it on."""
    begun = tuples(Stay.select(Stay.member, Stay.admitted_on).where(Stay.admitted_on.between(first, last)))
    stays = _stays_of({member_id for member_id, _day in begun}, first)
    return [
        (member_id, Course(day, [stay for stay in stays[member_id] if stay.admitted_on >= day]))
        for member_id, day in begun
    ]


def _stays_of(member_ids: Collection[int], first: date) -> dict[int, list[LatestStay]]:
    """The stays of some members that did not end before a day, oldest first."""
    columns = Stay.member, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    later = Stay.discharged_on.is_null() | (Stay.discharged_on >= first)
    rows = Stay.select(*columns).where((Stay.member << list(member_ids)) & later)
    found: dict[int, list[LatestStay]] = {}
    for member_id, *facts in tuples(rows.order_by(Stay.admitted_on, Stay.id)):
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
            first, last = min(day for _who, day in left) - SEEN_WITHIN, max(day for _who, day in left)
            for who, day in days_of({who for who, _day in left}, first, last):
                found.setdefault(who, set()).add(day)
    return found


def _spoken(ids: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    with_member = (Contact.member << ids) & (Contact.kind << list(contacts.WITH_MEMBER))
    return tuples(Contact.select(Contact.member, Contact.day).where(with_member & Contact.day.between(first, last)))


def _reached(ids: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    reached = (FollowUp.member << ids) & (FollowUp.outcome << _REACHED)
    days = FollowUp.select(FollowUp.member, FollowUp.done_on)
    return tuples(days.where(reached & FollowUp.done_on.between(first, last)))


def _came(ids: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    came = (AttendanceRow.member << ids) & (AttendanceRow.mark << _ATTENDED)
    days = AttendanceRow.select(AttendanceRow.member, Session.day).join(Session)
    return tuples(days.where(came & Session.day.between(first, last)))
