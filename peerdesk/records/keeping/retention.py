"""How long members' records are kept, and holds on them, as the file tells; inside a reading or a unit of work."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from peewee import Expression, fn

from peerdesk.db.models import LegalHold, Member, Membership, MentorshipRow, Staff, Stay
from peerdesk.db.queries import among, tuples, values
from peerdesk.domain.members.members import Birth, display_name
from peerdesk.domain.members.retention import Hold, KeptFor, KeptLongEnough, by_law_until, kept_until
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
    return set(values(_open(day, lambda member: member.is_null(False))))


def _open(day: date, whose: Callable[[Any], Expression]) -> Any:
    """The members, of those whom a condition on a column lets in, of whom something is open."""
    pair = MentorshipRow
    stays = Stay.select(Stay.member).where(Stay.discharged_on.is_null() & whose(Stay.member))
    groups = Membership.select(Membership.member).where(memberships.goes_past(day) & whose(Membership.member))
    with_mentor, mentors = (
        pair.select(member).where(pairs.open_pairs() & whose(member)) for member in (pair.member, pair.mentor)
    )
    return stays | groups | with_mentor | mentors


def keeping(member_id: int, birth: Birth, years: int, today: date) -> KeptFor:
    """How long a member's record is kept, by the years of the centre."""
    is_open = bool(tuples(_open(today, lambda member: member == member_id)))
    last = last_days([member_id]).get(member_id)
    if is_open or last is None:
        return KeptFor(is_open, None, holds_of(member_id))
    return KeptFor(is_open, kept_until(last, birth.about, years), holds_of(member_id), by_law_until(last, birth.about))


def keeping_of(member_id: int, today: date) -> KeptFor:
    """The same of a member of whom nothing is known yet.

    Raises:
        NotFound: if there is no such member.
    """
    member = member_records.known_member(member_id)
    return keeping(member_id, _birth(member), centre_records.thresholds().retention_years, today)


def _birth(member: Member) -> Birth:
    return Birth.of(member.birth_date, member.age, member.age_on)


def kept_long_enough(today: date) -> list[KeptLongEnough]:
    """Whose record need not be kept any longer, the oldest first; without those on whose record there is a hold."""
    held = set(values(LegalHold.select(LegalHold.member).where(LegalHold.to_day.is_null())))
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    rows = Member.select(*columns, Member.birth_date, Member.age, Member.age_on)
    gone = {row.id: row for row in rows if row.id not in held | open_now(today)}
    years = centre_records.thresholds().retention_years
    found = []
    for member_id, last in last_days(list(gone)).items():
        row = gone[member_id]
        until = kept_until(last, _birth(row).about, years)
        found.append(KeptLongEnough(row.id, row.number, display_name(row.name_latin, row.name_native), last, until))
    return sorted((one for one in found if one.until < today), key=lambda one: (one.last_day, one.number))


def holds_of(member_id: int) -> list[Hold]:
    """The holds on a member's record, newest first."""
    columns = LegalHold.id, LegalHold.from_day, LegalHold.why, Staff.name, LegalHold.to_day
    rows = LegalHold.select(*columns).join(Staff, on=LegalHold.staff == Staff.id)
    return [Hold(*row) for row in tuples(rows.where(LegalHold.member == member_id).order_by(LegalHold.id.desc()))]
