"""The links of the chain of seals as the file keeps them, in their order; inside a reading or a unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peewee import Expression

from peerdesk.db.models import Seal
from peerdesk.db.queries import among, tuples
from peerdesk.records.sessions.sealed import Sealed

_AT_ONCE = 500
"""So many seals are looked at together: all of a long chain would fill the memory of an old PC."""

_BEFORE_ALL = -(2**63)
"""A number that somebody gave a seal behind PeerDesk's back may be below 0 too."""


class Link(NamedTuple):
    """A seal of the chain, and what it closes."""

    id: int
    staff_id: int
    at: datetime
    trail_id: int | None
    salt: bytes
    seal: bytes
    signature: bytes | None
    keys_head: bytes | None
    trail_head: bytes | None
    own_before: bytes | None
    sealed: Sealed


def link_batches() -> Iterator[Sequence[Link]]:
    """All links, so many together."""
    last = _BEFORE_ALL
    while links := _links(Seal.id > last):
        yield links
        last = links[-1].id


def links_numbered(numbers: Collection[int]) -> Iterator[Sequence[Link]]:
    """The links of some numbers, so many together."""
    wanted = sorted(numbers)
    for begin in range(0, len(wanted), _AT_ONCE):
        yield _links(Seal.id << among(wanted[begin : begin + _AT_ONCE]))


def _links(which: Expression) -> list[Link]:
    numbers = Seal.id, Seal.staff, Seal.at, Seal.trail_id
    proofs = Seal.salt, Seal.seal, Seal.signature, Seal.keys_head, Seal.trail_head, Seal.own_before
    closed = Seal.kind, Seal.session, Seal.addendum, Seal.correction
    rows = Seal.select(*numbers, *proofs, *closed).where(which).order_by(Seal.id).limit(_AT_ONCE)
    begin, end = len(numbers), len(numbers) + len(proofs)
    every = ((*row[:begin], *map(as_bytes, row[begin:end]), Sealed(*row[end:])) for row in tuples(rows))
    return list(map(Link._make, every))


def named_entries() -> set[int]:
    """The numbers of the trail's entries that links name."""
    return {number for (number,) in tuples(Seal.select(Seal.trail_id).distinct().where(Seal.trail_id.is_null(False)))}


def as_bytes(found: Any) -> bytes | None:
    """What stands in a column that may be empty."""
    return None if found is None else bytes(found)
