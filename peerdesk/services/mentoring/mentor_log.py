"""The log of a mentorship: its meetings and calls. What the two agreed, never what was told."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from peerdesk.db.models import Member, MentorContact, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.mentoring.mentorships import Logged
from peerdesk.domain.names import mentioned
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.records import bin as bin_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.mentoring import pairs as pair_records
from peerdesk.records.mentoring.pairs import logged


def log_contact(storage: Storage, actor: Actor, pair_id: int, contact: Logged, *, today: date) -> int:
    """Write a contact into the log of a pair and return its id.

    Raises:
        InvalidInput: with everything that is wrong with it.
        NotFound: if there is no such pair.
    """
    actor.require(Permission.MANAGE_MENTORING)
    kept = _acceptable(storage, pair_id, contact, today)
    with storage.writing(Changed.MENTORING, actor) as unit:
        row = MentorContact.create(mentorship=pair_id, **asdict(kept))
        unit.audit("mentor-contact.add", row.id, None, {"mentorship": pair_id, **asdict(kept)})
    return int(row.id)


def change_contact(storage: Storage, actor: Actor, contact_id: int, contact: Logged, *, today: date) -> None:
    """Keep a contact differently.

    Raises:
        InvalidInput: with everything that is wrong with it.
        NotFound: if it is not in a log, or no longer.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        row = _contact(contact_id)
    kept = _acceptable(storage, row.mentorship_id, contact, today)
    with storage.writing(Changed.MENTORING, actor) as unit:
        unit.audit_change("mentor-contact.change", contact_id, asdict(logged(row)), asdict(kept))
        MentorContact.update(**asdict(kept)).where(MentorContact.id == contact_id).execute()


def remove_contact(storage: Storage, actor: Actor, contact_id: int) -> int | None:
    """Take a contact out of the log, and return its number in the bin. What it said stays in the audit trail too."""
    actor.require(Permission.MANAGE_MENTORING)
    with storage.writing(Changed.MENTORING, actor) as unit:
        row: MentorContact | None = MentorContact.get_or_none(MentorContact.id == contact_id)
        if row is None:
            unit.nothing_to_do()
            return None
        unit.audit("mentor-contact.remove", contact_id, {"mentorship": row.mentorship_id, **asdict(logged(row))})
        accompanied = MentorshipRow.get_by_id(row.mentorship_id).member_id
        return bin_records.put_within(unit, BinKind.MENTOR_CONTACT, row, member_id=accompanied)


def names_in(storage: Storage, actor: Actor, pair_id: int, text: str, *, today: date) -> Sequence[str]:
    """Names of others in the groups of the two that stand in a text (what they agreed must not name them)."""
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        pair: MentorshipRow | None = MentorshipRow.get_or_none(MentorshipRow.id == pair_id)
        if pair is None:
            raise NotFound("unknown-mentorship", number=pair_id)
        two = [pair.mentor_id, pair.member_id]
        mine = [name for one in Member.select().where(Member.id << two) for name in (one.name_latin, one.name_native)]
        people = group_records.companions(two, today)
    return mentioned(text, people, " @ ".join(filter(None, mine)))


def _acceptable(storage: Storage, pair_id: int, contact: Logged, today: date) -> Logged:
    """The contact as it is kept, of a pair that there is."""
    kept = replace(contact, agreed=contact.agreed.strip())
    with storage.reading():
        pair = pair_records.found(pair_id)
    if problems := kept.problems(today, pair.from_day, pair.to_day):
        raise InvalidInput(problems)
    return kept


def _contact(contact_id: int) -> MentorContact:
    row: MentorContact | None = MentorContact.get_or_none(MentorContact.id == contact_id)
    if row is None:
        raise NotFound("unknown-mentor-contact", number=contact_id)
    return row
