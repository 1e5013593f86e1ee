"""What coordinators erased, as their signatures say; inside a reading or a unit of work."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from peewee import Expression, Function, fn

from peerdesk.db.models import (
    AuditEntry,
    ErasedEntry,
    ErasedPart,
    ErasureRow,
    FormerPart,
    Member,
    Seal,
    SealPart,
    Session,
    Staff,
)
from peerdesk.db.queries import kept, tuples, values
from peerdesk.db.trail_chain import BEGINNING, next_head
from peerdesk.domain.access import Permission, allowed
from peerdesk.domain.backups.erased import ErasedAt
from peerdesk.domain.members.erasing import ErasureLine, WhyErased
from peerdesk.domain.sessions.signing import PartKind, SealKind
from peerdesk.security.framing import framed
from peerdesk.security.identity import Identity, signed_by
from peerdesk.security.key_list import KeyList

ERASED = "member.erase"
"""What the trail calls it."""

_SIGNATURE = b"peerdesk erasure 1: "


ErasedParts = Mapping[int, Mapping[int, bytes | None]]
"""By seal and place the digest of what was left of a part; None where nothing was."""


class Erased(NamedTuple):
    """What need not be what it was.

    Attributes:
        parts: of what was signed.
        entries: the same by the numbers of the trail's entries.
        forged: the numbers of erasures that do not stand as they are there, or whose member is there after all.
    """

    parts: ErasedParts
    entries: Mapping[int, bytes | None]
    forged: Sequence[int] = ()


class Line(NamedTuple):
    """What a coordinator signs of an erasure, beside what goes with it."""

    id: int
    at: datetime
    staff_id: int
    member_id: int
    number: int
    stays: str
    why: WhyErased
    keys_head: bytes
    trail_id: int
    trail_head: bytes

    def says(self, parts: Iterable[Sequence[object]], entries: Iterable[Sequence[object]]) -> bytes:
        """What the signature is over; ``parts`` and ``entries`` in the order of their numbers."""
        numbers = b"%d %d %d %d %d" % (self.id, self.staff_id, self.member_id, self.number, self.trail_id)
        told = self.at.isoformat().encode(), self.stays.encode(), self.why.value.encode()
        fields = numbers, *told, self.keys_head, self.trail_head
        return _SIGNATURE + sha256(framed((*fields, _digest_of(parts), _digest_of(entries)))).digest()


def _digest_of(rows: Iterable[Sequence[object]]) -> bytes:
    return sha256(framed(_as_bytes(value) for row in rows for value in row)).digest()


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b"" if value is None else str(value).encode()


def write(
    line: Line,
    identity: Identity,
    parts: Iterable[tuple[int, int, bytes | None]],
    entries: Iterable[tuple[int, bytes | None]],
) -> str:
    """Sign an erasure, write it down, and return what the trail keeps of it; inside a unit of work."""
    of_seals, of_trail = sorted(parts, key=lambda row: row[:2]), sorted(entries, key=lambda row: row[0])
    says = line.says(of_seals, of_trail)
    ErasureRow.insert(**line._asdict(), signature=identity.sign(says)).execute()
    for seal_id, place, digest in of_seals:
        ErasedPart.insert(erasure=line.id, seal=seal_id, place=place, digest=digest).execute()
    for entry_id, digest in of_trail:
        ErasedEntry.insert(erasure=line.id, entry=entry_id, digest=digest).execute()
    return told_of(says)


def next_number() -> int:
    """The number of the next erasure."""
    return ErasureRow.select().count() + 1


def erased(known: KeyList) -> Erased:
    """What was erased by somebody who was a coordinator then; the latest of each counts.

    What no coordinator signed counts for nothing, and neither does what was signed with a key that was replaced since
    as if it were still earlier: the trail says when (`_When`).
    """
    parts: dict[int, dict[int, bytes | None]] = {}
    entries: dict[int, bytes | None] = {}
    stand = set()
    lines = _lines()
    for line, of_seals, of_trail in _that_stand(lines, known):
        stand.add(line.id)
        for seal_id, place, digest in of_seals:
            parts.setdefault(seal_id, {})[place] = digest
        entries.update(of_trail)
    there = set(values(ErasureRow.select(ErasureRow.id).join(Member, on=(Member.id == ErasureRow.member_id))))
    forged = [line.id for line, _signature in lines if line.id not in stand or line.id in there]
    return Erased(parts, entries, forged)


_Gone = tuple[Line, list[tuple[int, int, bytes | None]], list[tuple[int, bytes | None]]]


def _that_stand(lines: Sequence[tuple[Line, bytes]], known: KeyList) -> Iterator[_Gone]:
    if not lines:
        return
    when = _When({line.trail_id for line, _signature in lines})
    for line, signature in lines:
        of_seals, of_trail = _gone_with(line.id)
        says = line.says(of_seals, of_trail)
        if when.fits(line, says, known) and _is_signed(line, signature, known, says):
            yield line, of_seals, of_trail


class _When:
    """The order of erasures and changes of keys, as the trail tells it.

    Args:
        entries: after which entries of the trail its head is asked for.
    """

    def __init__(self, entries: Collection[int]) -> None:
        row = AuditEntry
        columns = row.id, row.subject_id, row.staff, row.new
        told = kept(row.select(*columns).where(row.action == ERASED))
        self._told = {entry_id: (member_id, staff_id, _signed_in(new)) for entry_id, member_id, staff_id, new in told}
        changes = row.action.startswith("keys.") & row.subject_id.is_null(False)
        rows = kept(row.select(row.id, row.subject_id).where(changes).order_by(row.id))
        self._changed, self._lengths = [entry_id for entry_id, _ in rows], [0, *(length for _, length in rows)]
        self._heads = _heads_at(entries)

    def fits(self, line: Line, says: bytes, known: KeyList) -> bool:
        """Whether the trail goes on with an entry about just this, made while just these keys were in force."""
        then = bisect(self._changed, line.trail_id)
        return (
            self._told.get(line.trail_id + 1) == (line.member_id, line.staff_id, told_of(says))
            and bisect(self._changed, line.trail_id + 1) == then
            and known.place_of(line.keys_head) >= self._lengths[then]
            and self._heads.get(line.trail_id) == line.trail_head
        )


def told_of(says: bytes) -> str:
    """What the trail's entry about an erasure keeps of what was signed."""
    return sha256(says).hexdigest()


def _signed_in(new: str | None) -> str:
    try:
        return str(json.loads(new or "")["signed"])
    except (ValueError, TypeError, KeyError):  # an entry that PeerDesk did not write
        return ""


def _heads_at(entries: Collection[int]) -> dict[int, bytes]:
    """The heads of the trail after some of its entries, in one walk up to the last of them."""
    head, row = BEGINNING, AuditEntry
    heads = {0: BEGINNING}
    columns = row.id, row.at, row.staff, row.action, row.subject_id, row.digest
    rows = kept(row.select(*columns).where(row.id <= max(entries)).order_by(row.id))
    for number, at, staff_id, action, subject_id, digest in rows:
        head = next_head(head, number, at, staff_id, action, subject_id, bytes(digest or b""))
        if number in entries:
            heads[number] = head
    return heads


def _lines() -> list[tuple[Line, bytes]]:
    row = ErasureRow
    columns = row.id, row.at, row.staff, row.member_id, row.number, row.stays, row.why
    proofs = row.keys_head, row.trail_id, row.trail_head, row.signature
    return [
        (Line._make((*rest, bytes(keys_head), trail_id, bytes(trail_head))), bytes(signature))
        for *rest, keys_head, trail_id, trail_head, signature in tuples(row.select(*columns, *proofs).order_by(row.id))
    ]


def _gone_with(erasure_id: int) -> tuple[list[tuple[int, int, bytes | None]], list[tuple[int, bytes | None]]]:
    part, entry = ErasedPart, ErasedEntry
    parts = part.select(part.seal, part.place, part.digest).where(part.erasure == erasure_id)
    entries = entry.select(entry.entry, entry.digest).where(entry.erasure == erasure_id)
    return kept(parts.order_by(part.seal, part.place)), kept(entries.order_by(entry.entry))


def _is_signed(line: Line, signature: bytes, known: KeyList, says: bytes) -> bool:
    entry = known.entry_then(line.staff_id, line.keys_head)
    may = entry is not None and entry.role is not None and allowed(entry.role, Permission.ERASE_MEMBERS)
    return entry is not None and may and signed_by(entry.keys.signing, signature, says)


def lines() -> list[ErasureLine]:
    """What is left of erased records, newest first."""
    row = ErasureRow
    columns = row.at, row.number, row.stays, row.why, Staff.name
    return [
        ErasureLine(at, number, tuple(json.loads(stays)), why, by)
        for at, number, stays, why, by in tuples(row.select(*columns).join(Staff).order_by(row.id.desc()))
    ]


def lines_gone(sessions: Expression) -> int:
    """How many members' lines were erased of signed sessions that fit a condition."""
    part, former = SealPart, FormerPart
    rows = Seal.select(fn.COUNT(Seal.id)).join(Session).where(sessions & (Seal.kind == SealKind.SESSION))
    signed = rows.join_from(Seal, part).where((part.kind == PartKind.MEMBER) & part.salt.column.is_null())
    before = rows.join_from(Seal, former).where(former.salt.is_null())
    return sum(int(count) for query in (signed, before) for (count,) in kept(query))


def stay_numbers() -> list[str]:
    """The numbers of erased admissions."""
    return [number for line in lines() for number in line.stays]


def latest() -> ErasedAt | None:
    """When a record was erased last, if ever; copies from before hold it."""
    last = tuples(ErasureRow.select(ErasureRow.at).order_by(ErasureRow.id.desc()).limit(1))
    if not last:
        return None
    [(entry,)] = kept(AuditEntry.select(_most(AuditEntry.id)).where(AuditEntry.action == ERASED))
    return ErasedAt(entry, last[0][0])


def _most(column: Any) -> Function:
    return fn.COALESCE(fn.MAX(column), 0)


def next_member() -> tuple[int, int]:
    """The row's number and the member number that the next member gets: neither was ever given before."""
    [(last_id, last_number)] = kept(Member.select(_most(Member.id), _most(Member.number)))
    [(erased_id, erased_number)] = kept(ErasureRow.select(_most(ErasureRow.member_id), _most(ErasureRow.number)))
    return max(last_id, erased_id) + 1, max(last_number, erased_number) + 1
