"""What office staff do not read is closed: in a centre that has just got a key for it, and after a restore."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from peerdesk.db.backups import snapshot
from peerdesk.db.commits import settle
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import explained
from peerdesk.db.functions import LONGEST_OPEN
from peerdesk.db.models import MODELS, AuditEntry, BinEntry, FileTable, MeasurementAnswer, SealPart
from peerdesk.db.tables.audit import CLOSED_ACTIONS
from peerdesk.db.tables.closed import ClosedBytes, closed_fields
from peerdesk.db.thawing import thawed
from peerdesk.domain.bin import RULES, BinKind, is_for_office
from peerdesk.domain.measures.scales import BUILT_IN, OWN
from peerdesk.domain.progress import Progress
from peerdesk.domain.sessions.signing import NOTE_PARTS
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import StorageUnavailable
from peerdesk.security.master import Master
from peerdesk.security.values import NotesKey

_SCALES = "SELECT value FROM json_each(?) UNION SELECT ? || id FROM scale WHERE counsellors_only"
"""Of counsellors alone."""
_SHEETS = f"measurement_id IN (SELECT id FROM measurement WHERE scale IN ({_SCALES}))"  # noqa: S608  # of our own
_IN_BIN = (
    "kind IN (SELECT value FROM json_each(?))"  # noqa: S608
    f" OR (kind = ? AND typeof(payload) <> 'blob' AND json_extract(payload, '$[0][1].scale') IN ({_SCALES}))"
)
_STEPS = 3
_UNSIGNED = "session_id NOT IN (SELECT session_id FROM seal WHERE kind = 'session')"
_UNSEALED = {
    "session_note": _UNSIGNED,
    "member_note": _UNSIGNED,
    "addendum": "id NOT IN (SELECT addendum_id FROM seal WHERE addendum_id IS NOT NULL)",
    "seal_part": "0",
    "audit_entry": "0",
}
"""The rows of a table of which neither a seal nor the trail says that they were altered."""
_KINDS = "kind IN (SELECT value FROM json_each(?))"
_ACTIONS = "substr(action, 1, instr(action, '.') - 1) IN (SELECT value FROM json_each(?))"
_COUNSELLORS_ACTIONS = set(CLOSED_ACTIONS) - {"follow-up", "measure"}
_BUILT_IN = [code for code, scale in BUILT_IN.items() if scale.counsellors_only]
_NOT_OFFICE = [kind.value for kind in RULES if not is_for_office(kind, counsellors_only=False)]


class _Table(NamedTuple):
    """A table with closed columns, and which of its rows they are closed in."""

    name: str
    fields: list[Any]
    keys: list[str]
    where: str = "1"
    values: tuple[object, ...] = ()


class Closing:
    """Closes what stands open in a file; inside a unit of work of somebody who holds the notes key."""

    def __init__(self, database: EncryptedDatabase) -> None:
        self._database = database

    @property
    def has_key(self) -> bool:
        """Whether values can be opened and closed here."""
        return self._database.notes is not None

    def has_begun(self) -> bool:
        """Whether the record knows of a notes key; inside a reading."""
        return bool(self._database.run("SELECT 1 FROM key_entry WHERE event = ?", (KeyEvent.NOTES.value,)))

    def opens(self) -> bool:
        """Whether what office staff do not read can be read here; inside a reading."""
        return self.has_key or not self.has_begun()

    @contextmanager
    def taking(self, notes: NotesKey) -> Iterator[None]:
        """From now on close and open values with this key; not so if the block fails."""
        former = self._database.notes
        self._database.take_notes_key(notes)
        try:
            yield
        except BaseException:
            self._database.take_notes_key(former)
            raise

    def is_due(self) -> bool:
        """Whether a value stands open that should not; inside a reading or a unit of work.

        What the trail says of an act that office staff may do stands open where they did it: they have no key.
        """
        return any(
            self._database.run(
                f"SELECT EXISTS (SELECT 1 FROM {table.name} WHERE {_open(table)})",  # noqa: S608  # of our own tables
                table.values,
            )[0][0]
            for table in _tables(_COUNSELLORS_ACTIONS)
        )

    def altered(self, *, sealed: bool) -> Iterator[tuple[str, int]]:
        """The tables with values that do not open where they stand, and how many rows; for who has the key.

        Args:
            sealed: also of those that a seal or the trail says it of: signed notes, salts, entries of the trail.
        """
        for table in _tables():
            among = "1" if sealed else _UNSEALED.get(table.name, "1")
            unopened = " OR ".join(_unopened(field, ", ".join(table.keys)) for field in table.fields)
            where = f"({among}) AND ({unopened})"
            [(count,)] = self._database.run(f"SELECT count(*) FROM {table.name} WHERE {where}")  # noqa: S608
            if count:
                yield table.name, count

    def close_all(self) -> None:
        """Close whatever stands open. What is signed is frozen: the triggers that keep it so stand aside meanwhile."""
        for table in _tables():
            self._rewrite(table, "", _open(table))

    def reclose_all(self, former: NotesKey) -> None:
        """Close everything under the present key that was closed under a former one, in a copy that nobody else has.

        What did not open before stays as it is, for a check to name.
        """
        before, notes = former.values(), self._database.notes
        if notes is None:
            raise RuntimeError("there is no key to close with")
        now = notes.values()

        def reclosed(cell: str, value: object, *row: object) -> object:
            found = before.open(cell, row, value) if isinstance(value, bytes) else None
            return value if found is None else now.close(cell, row, found)

        with self._database.function("reclosed", reclosed):
            for table in _tables():
                self._rewrite(table, "reclosed", "1")

    def copy_under(self, target: Path, master: Master, on_progress: Progress) -> None:
        """Copy the state that the reading under way sees into a new file under other keys, and look at the copy.

        What opened the former record opens nothing of it.

        Raises:
            StorageUnavailable: ``copy-not-whole`` if it is not what was copied; what SQLite finds in the record.
        """
        there, former, odd = snapshot.counts(self._database), self._database.notes, dict(self.altered(sealed=True))
        copy = self._database.copy_under(target, master.database_key(), master.notes)
        on_progress(1, _STEPS)
        with explained(), copy.connection_context():
            closing = Closing(copy)
            if former is not None:
                with copy.atomic("EXCLUSIVE"):
                    closing.reclose_all(former)
            settle(copy)
            on_progress(2, _STEPS)
            problem = snapshot.problems(copy)
            if problem or snapshot.counts(copy) != there or dict(closing.altered(sealed=True)) != odd:
                raise StorageUnavailable("copy-not-whole") from problem
        on_progress(_STEPS, _STEPS)

    def _rewrite(self, table: _Table, with_function: str, where: str) -> None:
        row = ", ".join(table.keys)
        columns = ", ".join(
            f"{f.column_name} = {with_function or f.closes_with}('{f.cell}', {f.column_name}, {row})"
            for f in table.fields
        )
        with thawed(self._database, table.name):
            self._database.run(
                f"UPDATE {table.name} SET {columns} WHERE {where}",  # noqa: S608  # names of our own tables
                table.values if where != "1" else (),
            )


def closed_columns() -> Mapping[str, frozenset[str]]:
    """By table the columns that hold closed values, or may."""
    return {table.name: frozenset(field.column_name for field in table.fields) for table in _tables()}


def _which(model: type[FileTable], actions: Collection[str]) -> tuple[()] | tuple[str, tuple[object, ...]]:
    """Where only some rows of a table are closed: the condition on them, and what it compares with."""
    scales = json.dumps(_BUILT_IN), OWN
    if model is MeasurementAnswer:
        return _SHEETS, scales
    if model is BinEntry:
        return _IN_BIN, (json.dumps(_NOT_OFFICE), BinKind.MEASUREMENT.value, *scales)
    if model is SealPart:
        return _KINDS, (json.dumps(sorted(NOTE_PARTS)),)
    if model is AuditEntry:
        return _ACTIONS, (json.dumps(sorted(actions)),)
    return ()


def _tables(actions: Collection[str] = CLOSED_ACTIONS) -> Iterator[_Table]:
    for model in MODELS:
        if fields := closed_fields(model):
            meta: Any = model._meta  # noqa: SLF001  # the name peewee documents
            keys = [key.column_name for key in meta.get_primary_keys()]
            yield _Table(meta.table_name, fields, keys, *_which(model, actions))


def _open(table: _Table) -> str:
    """The condition on rows in which something stands open."""
    return f"({' OR '.join(map(_is_open, table.fields))}) AND ({table.where})"


def _unopened(field: Any, row: str) -> str:
    """The condition on rows in which a closed value does not open."""
    name = field.column_name
    opened = f"{field.opens_with}('{field.cell}', {name}, {row})"
    if isinstance(field, ClosedBytes):
        return f"(length({name}) > {LONGEST_OPEN} AND length({opened}) > {LONGEST_OPEN})"
    return f"(typeof({name}) = 'blob' AND typeof({opened}) = 'blob')"


def _is_open(field: Any) -> str:
    name = field.column_name
    if isinstance(field, ClosedBytes):
        return f"length({name}) = 16"
    return f"(typeof({name}) <> 'blob' AND {name} <> '')"
