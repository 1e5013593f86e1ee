"""Contacts with one member, as they stand in the file."""

from collections.abc import Iterable
from datetime import date

from peewee import JOIN, Value

from peerdesk.db.models import Contact, Place, Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.care.contacts import ContactRow, session_numbers

# Inside a reading


def of_member(member_id: int, admissions: Iterable[date], *, with_issues: bool) -> list[ContactRow]:
    """One member's contacts, the latest first, each with its running number in the stay.

    Args:
        member_id: the member.
        admissions: the first days of their stays.
        with_issues: whether the reader may see what was dealt with.
    """
    issues = Contact.issues if with_issues else Value("")
    columns = Contact.id, Contact.kind, Contact.day, Contact.minutes, Staff.name, Contact.with_whom, issues
    more = Contact.staff, Contact.referred_to, Place.name
    chosen = Contact.select(*columns, *more).join(Staff).switch(Contact).join(Place, JOIN.LEFT_OUTER)
    chosen = chosen.where(Contact.member == member_id)
    found = tuples(chosen.order_by(Contact.day, Contact.id))
    numbers = session_numbers([(kind, day) for _id, kind, day, *_rest in found], admissions)
    rows = [
        ContactRow(*(*row[:7], number, *row[7:9], row[9] or "")) for row, number in zip(found, numbers, strict=True)
    ]
    return rows[::-1]
