"""The audit trail: who changed what, in the same transaction as the change."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from enum import Enum

from peewee import ModelInsert

from peerdesk.db.models import AuditEntry
from peerdesk.db.statements import Statement, prepared
from peerdesk.db.tables.audit import CLOSED_ACTIONS
from peerdesk.db.tables.closed import LeftOpen
from peerdesk.db.trail_chain import TrailEnd, content_digest, next_head
from peerdesk.domain.access import Actor
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.identity_numbers import masked

Facts = Mapping[str, object]

_SALT_LENGTH = 16


class Unit:
    """A unit of work under way: collects what is to be written into the trail, which ends at ``trail`` so far."""

    def __init__(self, actor: Actor, at: datetime, trail: TrailEnd) -> None:
        self.actor = actor
        self.at = at
        self.trail = trail
        self.kept = False
        self._entries: list[tuple[datetime, int, str, int | None, str | None, str | None]] = []
        self._untouched = False
        self._session: int | None = None
        self._members: frozenset[int] | None = None
        self._day: date | None = None
        self._also = Changed(0)

    def audit(self, action: str, subject_id: int | None, old: Facts | None = None, new: Facts | None = None) -> None:
        """Note one change: what was done (``noun.verb``) to which row, old → new facts."""
        self._entries.append((self.at, self.actor.staff_id, action, subject_id, _json(old), _json(new)))

    def audit_past(self, at: datetime, staff_id: int, action: str, subject_id: int, new: Facts) -> None:
        """Note what somebody else did at another moment, where a whole past is written at once."""
        self._entries.append((at, staff_id, action, subject_id, None, _json(new)))

    def audit_change(self, action: str, subject_id: int, old: Facts, new: Facts) -> None:
        """Note only the facts that differ; nothing if none does."""
        differing = [name for name in new if old.get(name) != new[name]]
        if differing:
            self.audit(action, subject_id, {n: old.get(n) for n in differing}, {n: new[n] for n in differing})
        else:
            self._untouched = True

    def nothing_to_do(self) -> None:
        """Say that the file is already as asked for; nothing is announced."""
        self._untouched = True

    def only_of(
        self, *, session: int | None = None, members: Collection[int] | None = None, day: date | None = None
    ) -> None:
        """Say whose records are touched and no others, so that screens need not read again all that they show."""
        self._session = session
        self._members = None if members is None else frozenset(members)
        self._day = day

    def touches(self, kinds: Changed) -> None:
        """Say that it touches more than what it was begun for."""
        self._also |= kinds

    def change(self, kinds: Changed) -> Announcement:
        """What is announced of it."""
        return Announcement(kinds | self._also, self._session, self._members, self._day)

    def write(self, *, draft: bool) -> None:
        """Write the entries; called by the storage just before the commit."""
        if self._entries:
            self._add_to_trail()
        elif not draft and not self._untouched:
            raise RuntimeError("a write without an audit row")
        self.kept = draft or bool(self._entries)

    def _add_to_trail(self) -> None:
        entry_id, head = self.trail
        for at, staff_id, action, subject_id, old, new in self._entries:
            salt, entry_id = secrets.token_bytes(_SALT_LENGTH), entry_id + 1
            digest = content_digest(salt, old, new)
            add = _add_closed if action.partition(".")[0] in CLOSED_ACTIONS else _add
            add.run(entry_id, at, staff_id, action, subject_id, old, new, salt, digest)
            head = next_head(head, entry_id, at.isoformat(" "), staff_id, action, subject_id, digest)
        self.trail = TrailEnd(entry_id, head)


def _adds(kept: Callable[[object], object]) -> Statement[...]:
    """What adds an entry, of which content and salt are kept as is said."""

    @prepared
    def add(
        entry_id: int,
        at: datetime,
        staff_id: int,
        action: str,
        subject_id: int | None,
        old: str | None,
        new: str | None,
        salt: bytes,
        digest: bytes,
    ) -> ModelInsert:
        entry = AuditEntry
        columns = (
            *(entry.id, entry.at, entry.staff, entry.action, entry.subject_id, entry.old, entry.new),
            *(entry.salt, entry.digest),
        )
        values = entry_id, at, staff_id, action, subject_id, kept(old), kept(new), kept(salt), digest
        insert: ModelInsert = entry.insert(dict(zip(columns, values, strict=True)))
        return insert

    return add


_add, _add_closed = _adds(LeftOpen), _adds(lambda value: value)


def _json(facts: Facts | None) -> str | None:
    """As it is kept: a digest is made of it, so it is masked before."""
    return None if facts is None else masked(json.dumps(facts, default=_plain, ensure_ascii=False, sort_keys=True))


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, frozenset | set):
        return sorted(map(str, (getattr(item, "value", item) for item in value)))
    raise TypeError(type(value).__name__)
