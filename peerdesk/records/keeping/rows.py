"""The rows that are about one person, table by table as the references say; inside a unit of work that has thawed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from peewee import Expression

from peerdesk.db.models import (
    BinEntry,
    CorrectionRow,
    EndedRow,
    FileTable,
    FollowUp,
    KnownAs,
    Member,
    Membership,
    MentorshipRow,
    Session,
    Waiting,
)
from peerdesk.db.queries import among, kept, tuples
from peerdesk.domain.members.endings import EndedKind
from peerdesk.records.bin import meta_of, rows_of
from peerdesk.records.endings import WHOSE
from peerdesk.records.sessions.sealed import MARK

Theirs = dict[type[FileTable], set[int]]
"""By table the numbers of the rows that go with a person."""

_EMPTIED: Collection[tuple[type[FileTable], str]] = (
    (Session, "led_by"),
    (CorrectionRow, "member"),
    (KnownAs, "member"),
    *((BinEntry, name) for name in ("member", "goal", "span")),
)
"""References to a person's rows whose own rows stay, or go by a rule of their own."""

_ENDED: Mapping[EndedKind, type[FileTable]] = {
    EndedKind.MEMBERSHIP: Membership,
    EndedKind.MENTORSHIP: MentorshipRow,
    EndedKind.MENTOR: Member,
    EndedKind.WAITING: Waiting,
    EndedKind.FOLLOW_UP: FollowUp,
}
_BEFORE_AND_AFTER = [f"{when}_{what}" for when in ("old", "new") for what in MARK]
_NOTHING = {**dict.fromkeys(("member", *_BEFORE_AND_AFTER)), "why": ""}
"""A correction that is nobody's."""


def theirs(member_id: int) -> Theirs:
    """Every row that goes, of tables whose rows have numbers."""
    found: Theirs = {}
    _gather(Member, {member_id}, found)
    return found


def _gather(table: type[FileTable], ids: set[int], found: Theirs) -> None:
    found[table] = found.pop(table, set()) | ids  # behind everything that led to it
    for field, child in _references(table):
        key = _number_of(child)
        if key is not None and ids:
            below = {number for (number,) in kept(child.select(key).where(field << among(sorted(ids))))}
            if below - found.get(child, set()):
                _gather(child, below, found)


def _references(table: type[FileTable]) -> Iterable[tuple[Any, type[FileTable]]]:
    """The columns of other tables that point to one, whose rows go with its rows."""
    for field, child in meta_of(table).backrefs.items():
        if (child, field.name) not in _EMPTIED:
            yield field, child


def _number_of(table: type[FileTable]) -> Any:
    """The number of a table's rows; None where two columns are their key: nothing points to those."""
    key = meta_of(table).primary_key
    return key if key and not getattr(key, "field_names", ()) else None


def let_go(found: Theirs) -> None:
    """What stays and points to the person points to nobody: a session that they led, a corrected mark of theirs."""
    Session.update(led_by=None).where(Session.led_by << among(found[Member])).execute()
    CorrectionRow.update(_NOTHING).where(CorrectionRow.member << among(found[Member])).execute()


def delete(found: Theirs) -> None:
    """Delete the rows, those that point to others first; the member's own goes last, by :func:`delete_member`."""
    for table, ids in reversed(found.items()):
        numbers = among(sorted(ids))
        for field, child in _references(table):
            if _number_of(child) is None:
                child.delete().where(field << numbers).execute()
        if table is not Member:
            table.delete().where(_number_of(table) << numbers).execute()


def delete_member(member_id: int) -> None:
    """Delete the member's own row, to which nothing points any more."""
    Member.delete().where(Member.id == member_id).execute()


def is_theirs(table: type[FileTable], row: Sequence[object], found: Theirs) -> bool:
    """Whether a row, by its primary key, is one of those that go."""
    return any(
        value in found.get(field.rel_model if hasattr(field, "rel_model") else table, ())
        for field, value in zip(meta_of(table).get_primary_keys(), row, strict=True)
    )


def empty_bin(found: Theirs) -> None:
    """What lies in the bin of a person goes, whatever it belonged to."""
    gone = [entry.id for entry in BinEntry.select() if _is_about(entry, found)]
    BinEntry.delete().where(BinEntry.id << among(gone)).execute()


def _is_about(entry: BinEntry, found: Theirs) -> bool:
    [member_id] = found[Member]
    if member_id == entry.member_id:
        return True
    for table, columns in rows_of(entry):
        if table is Member and columns.get("id") == member_id:
            return True
        if any(columns.get(field.column_name) in found.get(field.rel_model, ()) for field in meta_of(table).refs):
            return True
    return False


def forget_endings(found: Theirs) -> None:
    """What an act had ended of theirs is brought back no more."""
    [member_id] = found[Member]
    for kind, table in _ENDED.items():
        rows = among(sorted(found.get(table, ())))
        EndedRow.delete().where((EndedRow.what == kind) & (EndedRow.row_id << rows)).execute()
    turns = EndedRow.what == EndedKind.DUTY
    EndedRow.delete().where(turns & EndedRow.code.endswith(f"{WHOSE}{member_id}")).execute()


def sessions_of(member_id: int) -> set[int]:
    """The sessions in which they have a line."""
    found: set[int] = set()
    for field, table in meta_of(Member).backrefs.items():
        session = meta_of(table).fields.get("session")
        if session is not None and table is not BinEntry:
            found |= {number for (number,) in tuples(table.select(session).where(_there(field, session, member_id)))}
    led = Session.select(Session.id).where(Session.led_by == member_id)
    return found | {number for (number,) in tuples(led)}


def _there(field: Any, session: Any, member_id: int) -> Expression:
    condition: Expression = (field == member_id) & session.is_null(False)
    return condition
