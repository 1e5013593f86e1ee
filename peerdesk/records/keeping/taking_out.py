"""One person's record is taken out of the file: all of it, in a unit of work of whoever holds the notes key."""

from __future__ import annotations

from typing import NamedTuple

from peerdesk.db.models import BinEntry, ErasureRow, Member
from peerdesk.db.queries import among, values
from peerdesk.db.search import reindex
from peerdesk.db.thawing import thawed
from peerdesk.records.bin import meta_of
from peerdesk.records.erasures import Erased
from peerdesk.records.keeping import entries, rows, seals, texts
from peerdesk.records.keeping.entries import ErasedWords
from peerdesk.records.keeping.seals import ErasedOfSeal


class Gone(NamedTuple):
    """What of seals and trail stands for nothing from now on, or for what was left."""

    parts: list[ErasedOfSeal]
    words: list[ErasedWords]


def take_out(member_id: int, before: Erased) -> Gone:
    """Take everything about a member out; what was erased before is in ``before``."""
    pattern = texts.identifying(member_id).pattern()
    theirs = rows.theirs(member_id)
    written = list(texts.found_in(pattern))
    touched = seals.Touched(rows.sessions_of(member_id) | texts.sessions_among(written), before.parts)
    with thawed(meta_of(Member).database):
        for found in written:
            texts.take_out(found)
        for other in {found.row[0] for found in written if found.table is Member} - {member_id}:
            reindex(other)  # who is found by a relative's name
        words = entries.erase(member_id, theirs, pattern, before.entries)
        rows.empty_bin(theirs)
        rows.forget_endings(theirs)
        rows.let_go(theirs)
        rows.delete(theirs)
        parts = touched.erase(member_id)
        seals.forget_names(member_id)
        rows.delete_member(member_id)
    return Gone(parts, words)


def brought_back() -> list[int]:
    """The members who were erased and are there again, out of an older copy."""
    return values(ErasureRow.select(ErasureRow.member_id).join(Member, on=(Member.id == ErasureRow.member_id)))


def take_rows_out(member_id: int) -> None:
    """What can be done without the notes key: a person's own rows go, and what of them lies in the bin."""
    theirs = rows.theirs(member_id)
    with thawed(meta_of(Member).database):
        BinEntry.delete().where(BinEntry.member << among(theirs[Member])).execute()
        rows.forget_endings(theirs)
        rows.let_go(theirs)
        rows.delete(theirs)
        rows.delete_member(member_id)
