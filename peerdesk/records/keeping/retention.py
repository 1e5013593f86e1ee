"""How long members' records are kept, and holds on them, as the file tells; inside a reading or a unit of work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import fn

from peerdesk.db.models import LegalHold, Member, Membership, MentorshipRow, Staff, Stay
from peerdesk.db.queries import among, tuples, values
from peerdesk.domain.members.members import Birth, display_name
from peerdesk.domain.members.retention import Hold, Keeping, KeptLongEnough, kept_until
from peerdesk.records import centre as centre_records
from peerdesk.records import members as member_records
from peerdesk.records.care import last_contacts
from peerdesk.records.groups import memberships
from peerdesk.records.mentoring import pairs


def last_days(member_ids: Collection[int]) -> dict[int, date]:
    """The day of the last thing that was written about members: a stay's last day, a session, a talk."""
    last = fn.MAX(fn.COALESCE(Stay.discharged_on, Stay.admitted_on))
    stays = Stay.select(Stay.member, last).where(Stay.member << among(member_ids)).group_by(Stay.member)
    found = {member_id: date.fromisoformat(str(day)) for member_id, day in tuples(stays)}
    for member_id, contact in last_contacts.of_members(member_ids).items():
        if contact.day is not None:
            found[member_id] = max(contact.day, found.get(member_id, contact.day))
    return found


def open_now(day: date) -> set[int]:
    """The members of whom a stay, a place in a group or a mentorship is open on a day."""
    return {member_id for member, query in _open(day) for member_id in values(query.select(member))}


def _is_open(member_id: int, day: date) -> bool:
    return any(query.where(member == member_id).exists() for member, query in _open(day))


def _open(day: date) -> list[tuple[Any, Any]]:
    """Queries for what is open, each with the column of whose it is."""
    pair = MentorshipRow
    return [
        (Stay.member, Stay.select().where(Stay.discharged_on.is_null())),
        (Membership.member, Membership.select().where(memberships.goes_past(day))),
        *((member, pair.select().where(pairs.open_pairs())) for member in (pair.member, pair.mentor)),
    ]


def keeping(member_id: int, today: date) -> Keeping:
    """How long a member's record is kept.

    Raises:
        NotFound: if there is no such member.
    """
    member = member_records.known_member(member_id)
    is_open, last = _is_open(member_id, today), last_days([member_id]).get(member_id)
    return Keeping(is_open, None if is_open or last is None else until(member, last), holds_of(member_id))


def until(member: Member, last_day: date) -> date:
    """The last day on which a member's record is kept."""
    birth = Birth.of(member.birth_date, member.age, member.age_on)
    return kept_until(last_day, birth.about, centre_records.thresholds().retention_years)


def kept_long_enough(today: date) -> list[KeptLongEnough]:
    """Whose record need not be kept any longer, the oldest first; without those on whose record there is a hold."""
    held = set(values(LegalHold.select(LegalHold.member).where(LegalHold.to_day.is_null())))
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    rows = Member.select(*columns, Member.birth_date, Member.age, Member.age_on)
    gone = {row.id: row for row in rows if row.id not in held | open_now(today)}
    found = [
        KeptLongEnough(row.id, row.number, display_name(row.name_latin, row.name_native), last, until(row, last))
        for row, last in ((gone[member_id], last) for member_id, last in last_days(list(gone)).items())
    ]
    return sorted((one for one in found if one.until < today), key=lambda one: (one.last_day, one.number))


def holds_of(member_id: int) -> list[Hold]:
    """The holds on a member's record, newest first."""
    columns = LegalHold.id, LegalHold.from_day, LegalHold.why, Staff.name, LegalHold.to_day
    rows = LegalHold.select(*columns).join(Staff, on=LegalHold.staff == Staff.id)
    return [Hold(*row) for row in tuples(rows.where(LegalHold.member == member_id).order_by(LegalHold.id.desc()))]
