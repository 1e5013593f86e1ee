"""The log of what left the office. Written before it leaves: what could not be written down does not."""

from collections.abc import Sequence
from datetime import date

from peewee import Expression, fn

from peerdesk.db.models import DisclosureMember, DisclosureRow, Member
from peerdesk.db.queries import among, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.disclosures import Disclosure, DisclosureLine, LeftBy
from peerdesk.errors import InvalidInput
from peerdesk.records import disclosures as disclosure_records


def note(storage: Storage, actor: Actor, leaving: Disclosure) -> None:
    """Write down that something is about to leave; not in a record that is open for reading alone.

    Raises:
        InvalidInput: if who it is for or why is too long.
        StorageUnavailable: if it cannot be written down.
    """
    actor.require(Permission.SEE_GROUPS)
    if problems := leaving.problems():
        raise InvalidInput(problems)
    if storage.for_reading:
        return
    columns = {
        "by": leaving.by,
        "what": leaving.what.strip(),
        "rows": leaving.rows,
        "first": leaving.first,
        "last": leaving.last,
        "who": leaving.who.strip(),
        "why": leaving.why.strip(),
        "for_whom": leaving.for_whom,
    }
    changed = Changed.BACKUPS if leaving.by is LeftBy.BACKUP else Changed.DISCLOSURES  # no copy calls for another copy
    with storage.writing(changed, actor) as unit:
        row = DisclosureRow.create(at=unit.at, staff=actor.staff_id, **columns)
        whose = Member.select(Member.id).where(Member.number << among(sorted(leaving.members)))
        members = [(row.id, member_id) for (member_id,) in tuples(whose)]
        if members:
            DisclosureMember.insert_many(members, [DisclosureMember.disclosure, DisclosureMember.member]).execute()
        unit.audit("disclosure.note", row.id, None, {**columns, "members": [who for _id, who in members]})


def everything(
    storage: Storage, actor: Actor, *, first: date | None = None, last: date | None = None, staff_id: int | None = None
) -> Sequence[DisclosureLine]:
    """The log, newest first, as far as it is asked for."""
    actor.require(Permission.SEE_DISCLOSURES)
    row = DisclosureRow
    asked: list[Expression] = []
    if first is not None:
        asked.append(fn.DATE(row.at) >= first)
    if last is not None:
        asked.append(fn.DATE(row.at) <= last)
    if staff_id is not None:
        asked.append(row.staff == staff_id)
    with storage.reading():
        return disclosure_records.lines(*asked)


def of_member(storage: Storage, actor: Actor, member_id: int) -> Sequence[DisclosureLine]:
    """What left about one member, newest first."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        return disclosure_records.of_member(member_id)
