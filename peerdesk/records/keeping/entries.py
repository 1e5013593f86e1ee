"""What the trail says of one person: the entries stay, with who, when and what was done, without the words."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from re import Pattern
from typing import Any, NamedTuple

from peerdesk.db.models import (
    AuditEntry,
    Consent,
    Contact,
    CopyRequest,
    FileTable,
    FollowUp,
    Goal,
    LegalHold,
    Measurement,
    Membership,
    MentorContact,
    MentorshipRow,
    SafetyNote,
    Stay,
    StayingWellVersion,
    Waiting,
)
from peerdesk.db.queries import kept
from peerdesk.db.tables.audit import CLOSED_ACTIONS
from peerdesk.db.tables.closed import LeftOpen
from peerdesk.db.trail_chain import content_digest
from peerdesk.domain.names.taken_out import without_in
from peerdesk.records.keeping.rows import Theirs
from peerdesk.records.sessions.unsealed import SEALING

_SALT_LENGTH = 16
_OF_MEMBERS = ("member", "recovery", "mentor", "story", "leave", "key-counsellor")
"""Of entries with these nouns the subject is the member's number."""
_TABLES: Mapping[str, type[FileTable]] = {
    "stay": Stay,
    "membership": Membership,
    "mentorship": MentorshipRow,
    "mentor-contact": MentorContact,
    "follow-up": FollowUp,
    "contact": Contact,
    "goal": Goal,
    "consent": Consent,
    "copy": CopyRequest,
    "hold": LegalHold,
    "measure": Measurement,
    "safety": SafetyNote,
    "waiting": Waiting,
    "staying-well": StayingWellVersion,
}
"""Of entries with these nouns the subject is the number of a row."""


class ErasedWords(NamedTuple):
    """An entry whose words go, and the digest of those that are left; None where there are none."""

    entry_id: int
    digest: bytes | None


class _Entry(NamedTuple):
    id: int
    noun: str
    action: str
    subject_id: int | None
    old: str | None
    new: str | None
    salt: bytes | None
    digest: bytes | None

    @property
    def facts(self) -> list[dict[str, Any]]:
        return [json.loads(part) for part in (self.old, self.new) if part]

    def is_as_written(self, left: Mapping[int, bytes | None]) -> bool:
        """Whether it says what it said, or what was left; one that does not stays in the check's list."""
        digest = left.get(self.id, self.digest)
        return self.salt is not None and content_digest(self.salt, self.old, self.new) == digest


def erase(
    member_id: int, found: Theirs, pattern: Pattern[str] | None, left: Mapping[int, bytes | None]
) -> list[ErasedWords]:
    """Take out of the trail what it says of a member; within a unit of work that has thawed.

    Args:
        member_id: whose record goes.
        found: their rows, while they are there.
        pattern: finds their name in a text.
        left: by number the digests of what was left of entries that something was taken out of before.
    """
    entries, erased = list(_entries()), []
    about = _rows_about(member_id, found, entries)
    for entry in entries:
        old, new = _left(entry, member_id, pattern, whole=_is_about(entry, member_id, about))
        if (old, new) == (entry.old, entry.new):
            continue
        salt = None if old is None and new is None else secrets.token_bytes(_SALT_LENGTH)
        _write(entry, old, new, salt)
        if entry.is_as_written(left):
            erased.append(ErasedWords(entry.id, None if salt is None else content_digest(salt, old, new)))
    return erased


def _entries() -> Iterator[_Entry]:
    row = AuditEntry
    columns = row.id, row.action, row.subject_id, row.old, row.new, row.salt, row.digest
    for entry_id, action, subject_id, old, new, salt, digest in kept(row.select(*columns).order_by(row.id)):
        if old is not None or new is not None:
            yield _Entry(entry_id, action.partition(".")[0], action, subject_id, old, new, salt, digest)


def _rows_about(member_id: int, found: Theirs, entries: list[_Entry]) -> set[tuple[str, int]]:
    """Nouns and numbers of rows that are or were the member's; of those that are gone an entry named them."""
    there = {(noun, number) for noun, table in _TABLES.items() for number in found.get(table, ())}
    were = {
        (entry.noun, entry.subject_id)
        for entry in entries
        if entry.noun in _TABLES and entry.subject_id is not None and _is_named(entry, member_id)
    }
    return there | were


def _is_named(entry: _Entry, member_id: int) -> bool:
    return any(member_id in (facts.get("member"), facts.get("mentor")) for facts in entry.facts)


def _is_about(entry: _Entry, member_id: int, about: set[tuple[str, int]]) -> bool:
    """Whether all that an entry says is about the member."""
    if entry.noun in _OF_MEMBERS or entry.action == "follow-up.cancel":
        return entry.subject_id == member_id
    if _is_named(entry, member_id):
        return True
    others = any(facts.get("member") is not None for facts in entry.facts)
    of_pair = any(("mentorship", facts.get("mentorship")) in about for facts in entry.facts)
    return of_pair or ((entry.noun, entry.subject_id) in about and not others)


def _left(entry: _Entry, member_id: int, pattern: Pattern[str] | None, *, whole: bool) -> tuple[str | None, str | None]:
    """What an entry says afterwards; of a seal that it names the seal stays."""
    if whole:
        sealed = entry.action in SEALING and entry.new and json.loads(entry.new).get("seal")
        return None, json.dumps({"seal": sealed}) if sealed else None
    old, new = (_without_member(part, member_id, pattern) for part in (entry.old, entry.new))
    return old, new


def _without_member(part: str | None, member_id: int, pattern: Pattern[str] | None) -> str | None:
    if part is None:
        return None
    facts, mine = json.loads(part), str(member_id)
    changed = False
    members, marks = facts.get("members"), facts.get("marks")
    if isinstance(members, list) and member_id in members:
        facts["members"], changed = [who for who in members if who != member_id], True
    if isinstance(marks, dict) and mine in marks:
        facts["marks"], changed = {who: mark for who, mark in marks.items() if who != mine}, True
    if facts.get("led_by") == member_id:
        facts["led_by"], changed = None, True
    said = without_in(facts, pattern)
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if changed or said != facts else part


def _write(entry: _Entry, old: str | None, new: str | None, salt: bytes | None) -> None:
    row = AuditEntry
    words: dict[Any, Any] = {row.old: old, row.new: new, row.salt: salt}
    if entry.noun not in CLOSED_ACTIONS:
        words = {column: LeftOpen(value) for column, value in words.items()}
    row.update(words).where(row.id == entry.id).execute()
