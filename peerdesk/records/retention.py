"""How long members' records are kept, and holds on them, as the file tells; inside a reading or a unit of work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peewee import fn

from peerdesk.db.models import LegalHold, Member, Membership, MentorshipRow, Staff, Stay
from peerdesk.db.queries import among, tuples, values
from peerdesk.domain.members.members import Birth, display_name
from peerdesk.domain.members.retention import Hold, KeptLongEnough, kept_until
from peerdesk.records import centre as centre_records
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
    stays = Stay.select(Stay.member).where(Stay.discharged_on.is_null())
    groups = Membership.select(Membership.member).where(memberships.goes_past(day))
    accompanied = MentorshipRow.select(MentorshipRow.member).where(pairs.open_pairs())
    mentors = MentorshipRow.select(MentorshipRow.mentor).where(pairs.open_pairs())
    return {member_id for query in (stays, groups, accompanied, mentors) for member_id in values(query)}


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


def standing_hold(member_id: int) -> Hold | None:
    """The hold that keeps a member's record, if there is one."""
    return next((hold for hold in holds_of(member_id) if hold.to_day is None), None)
