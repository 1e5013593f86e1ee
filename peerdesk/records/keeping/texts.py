"""What others wrote and a person's full name or telephone number stands in; inside a reading or a unit of work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from re import Pattern
from typing import Any, NamedTuple

from peewee import Expression, Value

from peerdesk.db.models import (
    MODELS,
    AuditEntry,
    BinEntry,
    Centre,
    FileTable,
    Group,
    HolidayRow,
    KnownAs,
    Member,
    MemberPhone,
    MemberToken,
    Place,
    PlanRow,
    ScaleItem,
    ScaleRow,
    Session,
    Staff,
    Stay,
)
from peerdesk.db.queries import tuples, values
from peerdesk.db.tables.base import TypedField
from peerdesk.db.tables.closed import ClosedText, LeftOpen, stands_open
from peerdesk.domain.names.taken_out import Identifying, without, without_in
from peerdesk.records.bin import meta_of

_NO_TEXTS: frozenset[type[FileTable]] = frozenset(
    {
        *(Centre, Staff, Group, Place, HolidayRow, PlanRow, ScaleRow, ScaleItem),
        *(MemberToken, Stay, KnownAs),
        AuditEntry,
    }
)
"""What is not about members, says what others are called, or (the trail) is gone through by itself."""

_ONLY: Mapping[type[FileTable], tuple[str, ...]] = {Member: ("relation_name",), MemberPhone: ("whose",)}
"""Of what others are called and their phones the columns in which somebody else is named."""


class TextFound(NamedTuple):
    """A column of a row, and what it says without what was looked for."""

    table: type[FileTable]
    row: tuple[Any, ...]
    field: Any
    stands_open: bool
    without: str


def identifying(member_id: int) -> Identifying:
    """What tells a member in a text, now and earlier; a name or number that another member has too tells nobody."""
    names = tuples(Member.select(Member.id, Member.name_latin, Member.name_native))
    others = {name for row_id, *both in names if row_id != member_id for name in both}
    mine = {name for row_id, *both in names if row_id == member_id for name in both}
    known = KnownAs.select(KnownAs.name_latin, KnownAs.name_native).where(KnownAs.member == member_id)
    mine |= {name for both in tuples(known) for name in both}
    phones = tuples(MemberPhone.select(MemberPhone.member, MemberPhone.number))
    shared = {number for owner, number in phones if owner != member_id}
    numbers = {number for owner, number in phones if owner == member_id}
    for facts in _told(member_id):
        mine |= {str(facts.get(name) or "") for name in ("name_latin", "name_native")}
        numbers |= {str(phone).partition(" ")[0] for phone in facts.get("phones") or ()}
    return Identifying.of(mine - others, numbers - shared)


def _told(member_id: int) -> Iterator[dict[str, Any]]:
    """What the trail says that a member was called."""
    row = AuditEntry
    theirs = (row.action << ["member.register", "member.change"]) & (row.subject_id == member_id)
    for sides in tuples(row.select(row.old, row.new).where(theirs)):
        yield from (json.loads(side) for side in sides if side)


def found_in(pattern: Pattern[str] | None) -> Iterator[TextFound]:
    """Every text in which a pattern finds something."""
    if pattern is None:
        return
    for table in MODELS:
        fields = [field for field in meta_of(table).sorted_fields if isinstance(field, TypedField | ClosedText)]
        if table in _ONLY:
            fields = [field for field in fields if field.name in _ONLY[table]]
        if fields and table not in _NO_TEXTS:
            yield from _in_table(table, fields, pattern)


def _in_table(table: type[FileTable], fields: list[Any], pattern: Pattern[str]) -> Iterator[TextFound]:
    keys = list(meta_of(table).get_primary_keys())
    is_open = [stands_open(field) if isinstance(field, ClosedText) else Value(1) for field in fields]
    for row in tuples(table.select(*keys, *is_open, *fields)):
        key, rest = row[: len(keys)], row[len(keys) :]
        for field, open_there, text in zip(fields, rest[: len(fields)], rest[len(fields) :], strict=True):
            said = _as_json(text, pattern) if table is BinEntry else without(text or "", pattern)
            if said != (text or ""):
                yield TextFound(table, key, field, bool(open_there), said)


def _as_json(text: str, pattern: Pattern[str]) -> str:
    kept = json.loads(text)
    said = without_in(kept, pattern)
    return text if said == kept else json.dumps(said, default=str, ensure_ascii=False)


def take_out(found: TextFound) -> None:
    """Write a text as it is without the name; within a unit of work that has thawed."""
    closed = isinstance(found.field, ClosedText)
    said = LeftOpen(found.without) if closed and found.stands_open else found.without
    found.table.update({found.field: said}).where(_is(found.table, found.row)).execute()


def sessions_among(found: Iterable[TextFound]) -> set[int]:
    """The sessions that texts belong to."""
    numbers = set()
    for text in found:
        session = Session.id if text.table is Session else meta_of(text.table).fields.get("session")
        if session is not None:
            numbers |= set(values(text.table.select(session).where(_is(text.table, text.row))))
    return numbers - {None}


def _is(table: type[FileTable], row: tuple[Any, ...]) -> Expression:
    keys = meta_of(table).get_primary_keys()
    first, *more = (field == value for field, value in zip(keys, row, strict=True))
    condition: Expression = first
    for other in more:
        condition &= other
    return condition
