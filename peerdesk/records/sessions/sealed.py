"""The records that seals cover, as they stand in the file: of one that is being signed, or of many at once.

However many are asked for, the number of queries is the same; inside a reading or a unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    GuestRow,
    MemberNote,
    RosterEntry,
    Session,
)
from peerdesk.db.queries import among, kept
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.sessions.notes import group_notes

MARK = ("mark", "minutes", "reason", "participation")
"""What a mark is, by the names of its columns."""

HEAD = (
    *("group", "day", "starts", "minutes", "channel", "visitors", "paper_by", "paper_on"),
    *("unmarked_why", "led_by"),
)
"""What a session is when it is signed, by the names of its columns."""

OLD_CORRECTION = ("id", "session", "member", *(f"old_{name}" for name in MARK), "new_mark", "why")
NEW_CORRECTION = (*OLD_CORRECTION, "new_minutes", "new_reason", "new_participation")
"""What a correction was to an earlier PeerDesk, and is."""


class Sealed(NamedTuple):
    """What a seal closes: a session with all that was signed, or an addendum or a correction to it."""

    kind: SealKind
    session_id: int
    addendum_id: int | None = None
    correction_id: int | None = None

    @property
    def subject_id(self) -> int:
        """The number of what it closes."""
        return self.addendum_id or self.correction_id or self.session_id


class GuestFacts(NamedTuple):
    """A relative or visitor by name."""

    id: int
    member_id: int | None
    name: str
    kinship: str


class SessionFacts(NamedTuple):
    """A session as it was when it was signed, values as the file keeps them.

    Attributes:
        head: its own columns.
        note: the note about the group.
        guests: who came, in the order in which they were written down.
        members: of each member place, mark and note, as far as there are any, beside the number.
    """

    head: Mapping[str, object]
    note: GroupNote
    guests: Sequence[GuestFacts]
    members: Mapping[int, Mapping[str, object]]


class Contents:
    """What stands in the file of some records, fetched together; ``notes`` or not."""

    def __init__(self, wanted: Collection[Sealed], *, notes: bool = True) -> None:
        self.sessions = _sessions({each.session_id for each in wanted if each.kind is SealKind.SESSION}, notes=notes)
        text = ("text",) if notes else ()
        self.addenda = _by_number(AddendumRow, ("id", "session", *text), (each.addendum_id for each in wanted))
        self.corrections = _by_number(CorrectionRow, NEW_CORRECTION, (each.correction_id for each in wanted))


def _by_number(table: Any, names: Sequence[str], numbers: Iterable[int | None]) -> dict[int, dict[str, object]]:
    ids = [number for number in numbers if number is not None]
    if not ids:
        return {}
    rows = kept(table.select(*(getattr(table, name) for name in names)).where(table.id << among(ids)))
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _sessions(ids: Collection[int], *, notes: bool) -> dict[int, SessionFacts]:
    if not ids:
        return {}
    guests: dict[int, list[GuestFacts]] = {session_id: [] for session_id in ids}
    came = _rows(GuestRow, ids, GuestRow.id, GuestRow.name, GuestRow.kinship, order=GuestRow.id)
    for session_id, member_id, guest_id, name, kinship in came:
        guests[session_id].append(GuestFacts(guest_id, member_id, name, kinship))
    about_groups, members = group_notes(ids) if notes else {}, _member_facts(ids, notes=notes)
    columns = [getattr(Session, name) for name in HEAD]
    return {
        row_id: SessionFacts(
            dict(zip(HEAD, head, strict=True)), about_groups.get(row_id, GroupNote()), guests[row_id], members[row_id]
        )
        for row_id, *head in kept(Session.select(Session.id, *columns).where(Session.id << among(ids)))
    }


def _member_facts(ids: Collection[int], *, notes: bool) -> dict[int, dict[int, dict[str, object]]]:
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
        if member_id is not None:  # else the member's record was erased
            _take_back(of(session_id, member_id), mark)  # newest first: the mark that was signed remains
    for session_id, member_id, text in _rows(MemberNote, ids, MemberNote.text) if notes else ():
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
