"""The audit trail: who changed what, in the same transaction as the change."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from enum import Enum

from peewee import ModelInsert

from peerdesk.db.models import AuditEntry
from peerdesk.db.statements import prepared
from peerdesk.domain.access import Actor
from peerdesk.domain.changes import Announcement, Changed

Facts = Mapping[str, object]


class Unit:
    """A unit of work under way: collects what is to be written into the trail."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor = actor
        self.at = at
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
            for entry in self._entries:
                _add.run(*entry)
        elif not draft and not self._untouched:
            raise RuntimeError("a write without an audit row")
        self.kept = draft or bool(self._entries)


@prepared
def _add(
    at: datetime, staff_id: int, action: str, subject_id: int | None, old: str | None, new: str | None
) -> ModelInsert:
    entry = AuditEntry
    columns = entry.at, entry.staff, entry.action, entry.subject_id, entry.old, entry.new
    return entry.insert(dict(zip(columns, (at, staff_id, action, subject_id, old, new), strict=True)))


def _json(facts: Facts | None) -> str | None:
    return None if facts is None else json.dumps(facts, default=_plain, ensure_ascii=False, sort_keys=True)


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
