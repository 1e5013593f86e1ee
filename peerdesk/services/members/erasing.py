"""Erasing one person's record, and the lines that erased records left."""

import json
from collections.abc import Sequence
from datetime import date

from peerdesk.db import key_rows
from peerdesk.db.models import Seal, Stay
from peerdesk.db.queries import among, values
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import EVERYTHING
from peerdesk.domain.members.erasing import ErasureLine, ToErase, WhyErased
from peerdesk.domain.members.members import display_name
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.errors import InvalidInput, StorageUnavailable
from peerdesk.records import erasures
from peerdesk.records import members as member_records
from peerdesk.records.keeping import retention, rows, taking_out, texts
from peerdesk.services import access


def what_goes(storage: Storage, actor: Actor, member_id: int, *, today: date) -> ToErase:
    """What would be erased of a member, and what keeps it.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.ERASE_MEMBERS)
    with storage.reading():
        return _what_goes(member_id, today, in_texts=_texts_of_others(member_id))


def erase(
    storage: Storage, actor: Actor, member_id: int, password: str, number: str, why: WhyErased | None, *, today: date
) -> None:
    """Take everything about a person out of the record, for good; seals and trail go on telling of everything else.

    Copies that were made before still hold it: each place's next copy takes theirs (`services/backups/making.py`).

    Args:
        storage: the record.
        actor: a coordinator.
        member_id: whose.
        password: the actor's, for they sign what was taken out.
        number: the member number, typed by them once more.
        why: why it is erased.
        today: the day.

    Raises:
        AccessDenied: if the password is not the actor's.
        InvalidInput: if there is a hold on it, something of it is open, or the number is another.
        NotFound: if there is no such member.
        StorageUnavailable: ``erase-needs-notes-key`` where the actor does not hold the key of what was written in
            confidence: it would stay.
    """
    actor.require(Permission.ERASE_MEMBERS)
    with storage.reading():
        problems = _what_goes(member_id, today).problems(number, why, today)
        opens = storage.closing.opens()
    if problems or why is None:
        raise InvalidInput(problems)
    if not opens:
        raise StorageUnavailable("erase-needs-notes-key")
    pen = access.pen(storage, actor, password)
    with storage.writing(EVERYTHING.kinds, actor) as unit:
        if problems := _what_goes(member_id, today).problems(number, why, today):
            raise InvalidInput(problems)  # a hold that was set while the password was looked at
        member = member_records.known_member(member_id)
        stays = values(Stay.select(Stay.number).where(Stay.member == member_id).order_by(Stay.id))
        gone = taking_out.take_out(member_id, erasures.erased(key_rows.key_list()))
        line = erasures.Line(
            erasures.next_number(),
            unit.at,
            pen.staff_id,
            member_id,
            member.number,
            json.dumps(stays),
            why,
            pen.keys_head,
            *unit.trail,
        )
        signed = erasures.write(line, pen.identity, *gone)
        unit.audit(erasures.ERASED, member_id, None, {"number": member.number, "why": why, "signed": signed})


def lines(storage: Storage, actor: Actor) -> Sequence[ErasureLine]:
    """What is left of erased records, newest first."""
    actor.require(Permission.ERASE_MEMBERS)
    with storage.reading():
        return erasures.lines()


def _what_goes(member_id: int, today: date, *, in_texts: int = 0) -> ToErase:
    member = member_records.known_member(member_id)
    sessions = rows.sessions_of(member_id)
    signed = (Seal.kind == SealKind.SESSION) & (Seal.session << among(sorted(sessions)))
    kept = retention.keeping_of(member_id, today)
    return ToErase(
        member_id=member_id,
        number=member.number,
        name=display_name(member.name_latin, member.name_native),
        held=kept.hold.why if kept.hold else "",
        is_open=kept.is_open,
        kept_until=kept.until,
        by_law_until=kept.by_law,
        sessions=len(sessions),
        signed=Seal.select().where(signed).count(),
        texts=in_texts,
    )


def _texts_of_others(member_id: int) -> int:
    """In how many texts about others a member is named; goes through every text there is."""
    theirs = rows.theirs(member_id)
    found = texts.found_in(texts.identifying(member_id).pattern())
    return sum(not rows.is_theirs(one.table, one.row, theirs) for one in found)
