"""Contacts: one-to-one counselling, family sessions, home visits and calls with one member."""

from dataclasses import replace
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import Contact
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care.contacts import WITH_MEMBER_ALONE, NewContact
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import members as member_records
from peerdesk.records import staff as staff_records
from peerdesk.records import standing
from peerdesk.records.care import places as place_records


def add(storage: Storage, actor: Actor, new: NewContact, *, today: date) -> int:
    """Write a contact down and return its id.

    Raises:
        InvalidInput: if the day is ahead, the minutes out of range or a text too long, or if it is a talk with the
            member after their death; the family can still be talked with.
        NotFound: if there is no such member, staff member or place.
    """
    actor.require(Permission.KEEP_CONTACTS)
    if problems := new.problems(today):
        raise InvalidInput(problems)
    with storage.writing(Changed.CONTACTS, actor) as unit:
        facts = _facts(unit, new)
        row = Contact.create(member=new.member_id, **facts)
        unit.audit("contact.add", row.id, None, {"member": new.member_id, **facts})
    return int(row.id)


def change(storage: Storage, actor: Actor, contact_id: int, new: NewContact, *, today: date) -> None:
    """Put a contact right. It stays with the member it was written down for.

    Raises:
        InvalidInput: as for `add`.
        NotFound: if there is no such contact, staff member or place.
    """
    actor.require(Permission.KEEP_CONTACTS)
    if problems := new.problems(today):
        raise InvalidInput(problems)
    with storage.writing(Changed.CONTACTS, actor) as unit:
        row = _contact(contact_id)
        facts = _facts(unit, replace(new, member_id=row.member_id))
        if new.staff_id is None:
            facts["staff"] = row.staff_id
        unit.audit_change("contact.change", contact_id, _kept(row), facts)
        Contact.update(**facts).where(Contact.id == contact_id).execute()


def remove(storage: Storage, actor: Actor, contact_id: int) -> int | None:
    """Take a contact back that was entered by mistake, and return its number in the bin."""
    actor.require(Permission.KEEP_CONTACTS)
    with storage.writing(Changed.CONTACTS, actor) as unit:
        row = Contact.get_or_none(Contact.id == contact_id)
        if row is None:
            unit.nothing_to_do()
            return None
        unit.audit("contact.remove", contact_id, {"member": row.member_id, **_kept(row)})
        return bin_records.put_within(unit, BinKind.CONTACT, row)


def _facts(unit: Unit, new: NewContact) -> dict[str, object]:
    """The columns of a contact, those it refers to being known."""
    staff_id = unit.actor.staff_id if new.staff_id is None else new.staff_id
    member_records.refuse_before_birth(new.member_id, ("day", new.day))
    if new.kind in WITH_MEMBER_ALONE and (
        gone := standing.entry_problems(Part.TALKS, new.member_id, ("kind", new.day))
    ):
        raise InvalidInput([_family_instead(problem) for problem in gone])
    staff_records.require_known(staff_id)
    place_records.require_known(new.referred_to)
    return {
        "kind": new.kind,
        "day": new.day,
        "minutes": new.minutes,
        "staff": staff_id,
        "with_whom": new.with_whom.strip(),
        "issues": new.issues.strip(),
        "referred_to": new.referred_to,
    }


def _family_instead(problem: Problem) -> Problem:
    return problem._replace(code="talk-after-death") if problem.code == "entry-after-death" else problem


def _kept(row: Contact) -> dict[str, object]:
    return {
        "kind": row.kind,
        "day": row.day,
        "minutes": row.minutes,
        "staff": row.staff_id,
        "with_whom": row.with_whom,
        "issues": row.issues,
        "referred_to": row.referred_to_id,
    }


def _contact(contact_id: int) -> Contact:
    row: Contact | None = Contact.get_or_none(Contact.id == contact_id)
    if row is None:
        raise NotFound("unknown-contact", number=contact_id)
    return row
