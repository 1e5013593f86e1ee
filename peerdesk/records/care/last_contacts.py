"""When the centre last heard of members: at a session, in a talk alone, by a follow-up, through a mentor.

Both functions run inside a reading and look at the days asked for alone, by their indexes.
"""

from datetime import date

from peewee import Expression, ForeignKeyField, fn

from peerdesk.db.models import AttendanceRow, Contact, FollowUp, MentorContact, MentorshipRow, Session
from peerdesk.db.queries import pairs
from peerdesk.domain.care import contacts
from peerdesk.domain.care.follow_ups import WITH_MEMBER
from peerdesk.domain.sessions.marks import Mark

_ATTENDED = [mark for mark in Mark if mark.attended]


def one_to_one(first: date, last: date, only: int | None = None) -> dict[int, date]:
    """The latest day between two on which somebody spoke with each member (or one) alone, a mentor included."""
    # Wrapped, so that the index of days is used and not that of outcomes.
    outcome = fn.COALESCE(FollowUp.outcome, "")
    latest = (
        pairs(
            Contact.select(Contact.member, fn.MAX(Contact.day))
            .where(
                Contact.day.between(first, last),
                Contact.kind << list(contacts.WITH_MEMBER),
                *of_one(Contact.member, only),
            )
            .group_by(Contact.member)
        ),
        pairs(
            FollowUp.select(FollowUp.member, fn.MAX(FollowUp.done_on))
            .where(
                FollowUp.done_on.between(first, last),
                outcome << [code.value for code in WITH_MEMBER],
                *of_one(FollowUp.member, only),
            )
            .group_by(FollowUp.member)
        ),
        pairs(
            MentorContact.select(MentorshipRow.member, fn.MAX(MentorContact.day))
            .join(MentorshipRow)
            .where(MentorContact.day.between(first, last), *of_one(MentorshipRow.member, only))
            .group_by(MentorshipRow.member)
        ),
    )
    found: dict[int, date] = {}
    for of_kind in latest:
        for who, day in of_kind.items():
            found[who] = max(day, found.get(who, day))
    return found


def attended(first: date, last: date, only: int | None = None) -> dict[int, date]:
    """The latest day between two on which each member (or one) came to a session, as a walk-in too."""
    lately = Session.select(Session.id).where(Session.day.between(first, last))  # lets the index of days be used
    came = AttendanceRow.select(AttendanceRow.member, fn.MAX(Session.day)).join(Session)
    days = came.where(
        AttendanceRow.session << lately, AttendanceRow.mark << _ATTENDED, *of_one(AttendanceRow.member, only)
    )
    return pairs(days.group_by(AttendanceRow.member))


def of_one(member: ForeignKeyField, only: int | None) -> list[Expression]:
    """The condition on the records of one member; none where everybody's are asked for."""
    return [] if only is None else [member == only]
