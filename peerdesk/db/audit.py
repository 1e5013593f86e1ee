"""The audit trail: who changed what, in the same transaction as the change."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum

from peerdesk.db.models import AuditEntry
from peerdesk.domain.access import Actor

Facts = Mapping[str, object]


class Unit:
    """A unit of work under way: collects what is to be written into the trail."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor = actor
        self.at = at
        self.kept = False
        self._entries: list[dict[str, object]] = []
        self._untouched = False

    def audit(self, action: str, subject_id: int | None, old: Facts | None = None, new: Facts | None = None) -> None:
        """Note one change: what was done (``noun.verb``) to which row, old → new facts."""
        self._entries.append(
            {
                "at": self.at,
                "staff": self.actor.staff_id,
                "action": action,
                "subject_id": subject_id,
                "old": _json(old),
                "new": _json(new),
            }
        )

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

    def write(self, *, draft: bool) -> None:
        """Write the entries; called by the storage just before the commit."""
        if self._entries:
            AuditEntry.insert_many(self._entries).execute()
        elif not draft and not self._untouched:
            raise RuntimeError("a write without an audit row")
        self.kept = draft or bool(self._entries)


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
