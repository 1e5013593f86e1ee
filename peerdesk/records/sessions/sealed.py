"""The records that seals cover, as they stand in the file: of one that is being signed, or of many at once.

However many are asked for, the number of queries is the same; inside a reading or a unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    GuestRow,
    MemberNote,
    RosterEntry,
    Seal,
    Session,
)
from peerdesk.db.queries import among, kept, tuples
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.sessions.notes import group_notes
from peerdesk.records.sessions.seals import (
    MARK,
    Part,
    addendum_part,
    correction_part,
    member_parts,
    session_part,
)

_AT_ONCE = 500
"""So many seals are looked at together: all of a long chain would fill the memory of an old PC."""


_BEFORE_ALL = -(2**63)
"""A number that somebody gave a seal behind PeerDesk's back may be below 0 too."""


class Sealed(NamedTuple):
    """What a seal closes: a session with all that was signed, or an addendum or a correction to it."""

    kind: SealKind
    session_id: int
    addendum_id: int | None = None
    correction_id: int | None = None


class Link(NamedTuple):
    """A seal of the chain, and what it closes."""

    id: int
    staff_id: int
    at: datetime
    salt: bytes
    seal: bytes
    sealed: Sealed


def chain() -> Iterator[tuple[Link, int, list[Part]]]:
    """Every seal in the order of the chain with the number and the parts of what it closes."""
    last = _BEFORE_ALL
    while links := _links_after(last):
        for link, (subject, parts) in zip(links, contents([link.sealed for link in links]), strict=True):
            yield link, subject, parts
        last = links[-1].id


def _links_after(last: int) -> list[Link]:
    made = Seal.id, Seal.staff, Seal.at, Seal.salt, Seal.seal
    closed = Seal.kind, Seal.session, Seal.addendum, Seal.correction
    rows = Seal.select(*made, *closed).where(Seal.id > last).order_by(Seal.id).limit(_AT_ONCE)
    return [
        Link(row_id, staff_id, at, bytes(salt), bytes(seal), Sealed(*what))
        for row_id, staff_id, at, salt, seal, *what in tuples(rows)
    ]


def contents(wanted: Sequence[Sealed]) -> list[tuple[int, list[Part]]]:
    """Number and parts of each of some records."""
    sessions = _sessions({each.session_id for each in wanted if each.kind is SealKind.SESSION})
    addenda = AddendumRow.select().where(AddendumRow.id << _ids(each.addendum_id for each in wanted))
    texts = {row.id: addendum_part(row.session_id, row.text) for row in addenda}
    corrections = CorrectionRow.select().where(CorrectionRow.id << _ids(each.correction_id for each in wanted))
    corrected = {row.id: correction_part(row.__data__) for row in corrections}
    found: list[tuple[int, list[Part]]] = []
    for each in wanted:
        if each.addendum_id is not None:
            found.append((each.addendum_id, [texts[each.addendum_id]]))
        elif each.correction_id is not None:
            found.append((each.correction_id, [corrected[each.correction_id]]))
        else:
            found.append((each.session_id, sessions[each.session_id]))
    return found


def _sessions(ids: Collection[int]) -> dict[int, list[Part]]:
    """The session with its note and guests, and a part for each member, by session."""
    guests: dict[int, list[tuple[int | None, str, str]]] = {session_id: [] for session_id in ids}
    came = _rows(GuestRow, ids, GuestRow.name, GuestRow.kinship, order=GuestRow.id)
    for session_id, member_id, name, kinship in came:
        guests[session_id].append((member_id, name, kinship))
    notes, members = group_notes(ids), _member_facts(ids)
    columns = (
        *(Session.id, Session.group, Session.day, Session.starts, Session.minutes, Session.channel, Session.visitors),
        *(Session.unmarked_why, Session.led_by),
    )
    found: dict[int, list[Part]] = {}
    rows = tuples(Session.select(*columns).where(Session.id << among(ids)))
    for row_id, group_id, day, starts, minutes, channel, visitors, why, led_by in rows:
        note = notes.get(row_id, GroupNote())
        head = session_part(group_id, day, starts, minutes, channel, visitors, guests[row_id], note, why, led_by)
        found[row_id] = [head, *member_parts(members[row_id])]
    return found


def _member_facts(ids: Collection[int]) -> dict[int, dict[int, dict[str, object]]]:
    """By session and member: the number, place on the roster, mark as it was when signed, note."""
    found: dict[int, dict[int, dict[str, object]]] = {session_id: {} for session_id in ids}

    def of(session_id: int, member_id: int) -> dict[str, object]:
        return found[session_id].setdefault(member_id, {"member": member_id})

    for session_id, member_id, serial, role in _rows(RosterEntry, ids, RosterEntry.serial, RosterEntry.role):
        found[session_id][member_id] = {"member": member_id, "serial": serial, "role": role}
    for session_id, member_id, walk_in, *mark in _rows(AttendanceRow, ids, AttendanceRow.walk_in, *_marks("")):
        facts = of(session_id, member_id)
        facts["walk_in"] = bool(walk_in)
        facts["mark"], facts["minutes"], facts["reason"], facts["participation"] = mark
    for session_id, member_id, *mark in _rows(CorrectionRow, ids, *_marks("old_"), order=CorrectionRow.id.desc()):
        _take_back(of(session_id, member_id), mark)  # newest first: the mark that was signed remains
    for session_id, member_id, text in _rows(MemberNote, ids, MemberNote.text):
        of(session_id, member_id)["note"] = text
    return found


def _take_back(facts: dict[str, object], before: Sequence[object]) -> None:
    """Undo a correction; who had no mark before it and was no walk-in had no row."""
    facts.update(zip(MARK, before, strict=True))
    if before[0] is None and not facts.get("walk_in"):
        for name in ("walk_in", *MARK):
            facts.pop(name, None)


def _marks(prefix: str) -> list[Any]:
    """The columns of a mark, or of the one before a correction."""
    table: Any = CorrectionRow if prefix else AttendanceRow
    return [getattr(table, prefix + name) for name in MARK]


def _rows(table: Any, ids: Collection[int], *columns: Any, order: Any = None) -> list[tuple[Any, ...]]:
    """Rows of a table that belong to some sessions, as they are kept: session, member, and the columns asked for."""
    rows = table.select(table.session, table.member, *columns).where(table.session << among(ids))
    return kept(rows if order is None else rows.order_by(order))


def _ids(numbers: Iterable[int | None]) -> Any:
    return among(number for number in numbers if number is not None)
