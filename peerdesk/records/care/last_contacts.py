"""When the centre last heard of members: at a session, in a talk alone, by a follow-up, through a mentor.

Everything here is asked inside a reading, and finds a member's days by indexes of their own.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import DateField, Expression, ForeignKeyField, ModelCompoundSelectQuery, ModelSelect, Value, fn

from peerdesk.db.models import AttendanceRow, Contact, FollowUp, MentorContact, MentorshipRow, Session
from peerdesk.db.queries import among, tuples
from peerdesk.db.statements import prepared
from peerdesk.domain.care import contacts
from peerdesk.domain.care.contacts import LastContact
from peerdesk.domain.care.follow_ups import WITH_MEMBER
from peerdesk.domain.sessions.marks import Mark

_ATTENDED = [mark for mark in Mark if mark.attended]


def of_members(member_ids: Collection[int], first: date = date.min, last: date = date.max) -> dict[int, LastContact]:
    """The latest between two days by member, without those of whom nothing was heard; one query."""
    if not member_ids:
        return {}
    by_member = [_latest(kind, member_ids) for kind in _kinds(first, last)]
    days: dict[int, date] = {}
    alone: dict[int, date] = {}
    for who, day, was_alone in tuples(by_member[0] + by_member[1] + by_member[2] + by_member[3]):
        days[who] = max(day, days.get(who, day))
        if was_alone:
            alone[who] = max(day, alone.get(who, day))
    return {who: LastContact(day, alone.get(who)) for who, day in days.items()}


def talks(member_ids: Collection[int], first: date, last: date) -> dict[int, date]:
    """The latest talk between two days by member, without those with whom nobody talked; one query."""
    if not member_ids:
        return {}
    days: dict[int, date] = {}
    for who, day, _alone in _talks.tuples(member_ids, first, last):
        days[who] = max(day, days.get(who, day))
    return days


@prepared
def _talks(member_ids: Collection[int], first: date, last: date) -> ModelCompoundSelectQuery:
    by_member = [_latest(kind, member_ids) for kind in _kinds(first, last) if kind.alone]
    return by_member[0] + by_member[1] + by_member[2]


def without_talk(member: ForeignKeyField, first: date, last: date) -> list[Expression]:
    """Conditions that nobody talked with a member between two days."""
    return [~fn.EXISTS(kind.rows.where(kind.member == member)) for kind in _kinds(first, last) if kind.alone]


class _Kind(NamedTuple):
    """Rows that tell of a member, with whose they are, their day, and whether nobody else was there."""

    member: ForeignKeyField
    day: DateField
    alone: bool
    rows: ModelSelect[FollowUp] | ModelSelect[Contact] | ModelSelect[MentorContact] | ModelSelect[AttendanceRow]


def _latest(kind: _Kind, member_ids: Collection[int]) -> ModelSelect[Any]:
    """The latest day of a kind for each of some members, and whether it was a talk alone."""
    columns = kind.member, fn.MAX(kind.day), Value(kind.alone)
    return kind.rows.select(*columns).where(kind.member << among(member_ids)).group_by(kind.member)


def _kinds(first: date, last: date) -> list[_Kind]:
    """What tells of members between two days, what is most frequent first."""
    spoke = Contact.select(Contact.id).where(Contact.kind << list(contacts.WITH_MEMBER))
    reached = FollowUp.select(FollowUp.id).where(FollowUp.outcome << list(WITH_MEMBER))
    met = MentorContact.select(MentorContact.id).join(MentorshipRow)
    came = AttendanceRow.select(AttendanceRow.session).join(Session).where(AttendanceRow.mark << _ATTENDED)
    return [
        _Kind(member, day, alone, rows.where(day.between(first, last)))
        for member, day, alone, rows in (
            (FollowUp.member, FollowUp.done_on, True, reached),
            (Contact.member, Contact.day, True, spoke),
            (MentorshipRow.member, MentorContact.day, True, met),
            (AttendanceRow.member, Session.day, False, came),
        )
    ]
