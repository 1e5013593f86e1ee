"""A fresh file from what can still be read of a damaged one, and from the latest copy where that leaves a gap.

The damaged file is read page by page past SQLite (`b_tree`), and written to never. Every row that is there comes back
as it was; a row of the copy is taken only where the damaged file has a gap, so that nothing comes back that was taken
away since the copy was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from peerdesk.db.commits import begin_line
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, make_tables, version_of
from peerdesk.db.salvaging.b_tree import DamagedFile, Gap, Row, Value
from peerdesk.db.salvaging.references import Removed, StandIn, mend, references_of
from peerdesk.db.salvaging.shapes import Shape, could_be, shapes, within
from peerdesk.db.trail_chain import go_on_from_what_is_there
from peerdesk.domain.progress import Progress

_ALL = 1000
_LOOKED, _READ, _COPIED = 100, 700, 850  # of all
_AT_ONCE = 2000
_STATE = "record_state"
_FIRST_WITH_A_STATE, _FIRST_WITH_A_CHAIN = 6, 7
_BACK_FROM_NONE = 10**12


class Source(NamedTuple):
    """A file that rows come from."""

    path: Path
    log: Path


@dataclass(slots=True)
class TableCount:
    """What became of a table's rows.

    Attributes:
        from_record, from_copy: rows that came back.
        refused: rows that break a rule of the file, and were left out.
        missing: rows that did not come back, as far as their numbers tell; at most so many.
        unsure: there may be more that nobody can count: what was written last is a gap.
    """

    from_record: int = 0
    from_copy: int = 0
    refused: int = 0
    missing: int = 0
    unsure: bool = False


@dataclass(slots=True)
class Salvaged:
    """What came back from where, by table; whose rows came from the copy, may be missing, or stand for nothing.

    Attributes:
        pages, damaged_pages: of the damaged file.
        tables: by name.
        copied: rows that came from the copy, by table and by the session or member they are of (column and number).
        doubtful: sessions between the first and the last of a gap in what belongs to sessions.
        removed: rows that stood for nothing any more.
        stand_ins: rows that were made up so that others still stand for something.
    """

    pages: int = 0
    damaged_pages: int = 0
    tables: dict[str, TableCount] = field(default_factory=dict)
    copied: dict[tuple[str, str, int], int] = field(default_factory=dict)
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    stand_ins: list[StandIn] = field(default_factory=list)


def salvage(
    damaged: Source,
    copy: Source | None,
    target: Path,
    key: bytes,
    on_progress: Progress,
    salts: Sequence[bytes] = (),
) -> Salvaged:
    """Make the fresh file at ``target``, where nothing is yet; of the schema that the damaged file has.

    Args:
        damaged: the file to be salvaged.
        copy: the latest whole one, if there is any.
        target: where to.
        key: what opens all three.
        on_progress: told how far it is; may raise to call it off.
        salts: with which the damaged file may have begun, where its own first bytes are damaged.

    Raises:
        OSError: if a file cannot be read or written.
    """
    found = Salvaged()
    broken = DamagedFile(damaged.path, damaged.log, key, salts)
    try:
        found.pages = broken.count
        found.damaged_pages = broken.damaged(lambda done, total: on_progress(_LOOKED * done // total, _ALL))
        named = broken.schema()
        roots = {row.name: row.root for row in named if row.kind == "table"}
        for row in named:
            if row.kind == "index":
                broken.pass_by(row.root)
        fresh = EncryptedDatabase(target, key)
        with fresh.connection_context():
            make_tables(fresh, STEPS[: _version(broken, set(roots))])
            with _Unguarded(fresh) as unguarded:
                gaps = _from_record(broken, roots, fresh, found, on_progress)
                _from_left_over(broken, fresh, gaps, found)
                newest: dict[str, int] = {}
                if copy is not None and _from_copy(copy, key, fresh, gaps, found, newest, on_progress):
                    gaps = {}  # nothing was kept after the copy was made: there was nothing else in them
                _what_is_missing(fresh, gaps, newest, found)
                unguarded.give_back(gaps)
                on_progress(_COPIED, _ALL)
                found.removed, found.stand_ins = mend(fresh)
            if version_of(fresh) >= _FIRST_WITH_A_STATE:
                begin_line(fresh)
            if version_of(fresh) >= _FIRST_WITH_A_CHAIN:
                go_on_from_what_is_there(fresh)
            fresh.run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        broken.close()
    on_progress(_ALL, _ALL)
    return found


def _version(broken: DamagedFile, named: set[str]) -> int:
    """The schema version of a file; where its first page is damaged, the last one whose tables are all there."""
    if (said := broken.version) is not None and 0 < said <= len(STEPS):
        return said
    most = max(range(1, len(STEPS) + 1), key=lambda version: (len(_tables(version) & named), -len(_tables(version))))
    return most if named else len(STEPS)


def _tables(version: int) -> set[str]:
    fresh = EncryptedDatabase(Path(":memory:"), bytes(32))
    with fresh.connection_context():
        make_tables(fresh, STEPS[:version])
        return set(shapes(fresh))


class _Unguarded:
    """Inside, no trigger and no reference stands in the way; what the steps wrote into the fresh file is gone."""

    def __init__(self, fresh: EncryptedDatabase) -> None:
        self._fresh = fresh
        self._triggers: list[str] = []
        self._given: dict[str, list[tuple[Value, ...]]] = {}

    def __enter__(self) -> Self:
        run = self._fresh.run
        run("PRAGMA foreign_keys=0")
        run("BEGIN IMMEDIATE")
        for name, sql in run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"):
            run(f"DROP TRIGGER {name}")
            self._triggers.append(sql)
        for name in shapes(self._fresh):
            self._given[name] = run(f"SELECT * FROM {name}")  # noqa: S608  # names of our own tables
            run(f"DELETE FROM {name}")  # noqa: S608  # names of our own tables
        return self

    def give_back(self, lost: Iterable[str]) -> None:
        """Of tables from which nothing came back what every record begins with: thresholds, milestones, follow-ups."""
        for name in lost:
            if (rows := self._given[name]) and not self._fresh.run(f"SELECT 1 FROM {name} LIMIT 1"):  # noqa: S608
                places = ", ".join("?" * len(rows[0]))
                for row in rows:
                    self._fresh.run(f"INSERT INTO {name} VALUES ({places})", row)  # noqa: S608

    def __exit__(self, kind: object, *_error: object) -> None:
        run = self._fresh.run
        if kind is None:
            for sql in self._triggers:
                run(sql)
        run("COMMIT" if kind is None else "ROLLBACK")
        run("PRAGMA foreign_keys=1")


def _from_record(
    broken: DamagedFile, roots: dict[str, int], fresh: EncryptedDatabase, found: Salvaged, on_progress: Progress
) -> dict[str, list[Gap]]:
    there = shapes(fresh)
    gaps: dict[str, list[Gap]] = {}
    for place, (name, shape) in enumerate(there.items()):
        on_progress(_LOOKED + (_READ - _LOOKED) * place // len(there), _ALL)
        counts = found.tables[name] = TableCount()
        if name not in roots:
            gaps[name] = [Gap(None, None)]  # the page that named it is damaged
            continue
        rows, gaps[name] = broken.rows(roots[name], shape.key_length)
        counts.from_record, counts.refused = _insert(fresh, shape, map(shape.of, rows))
    return {name: holes for name, holes in gaps.items() if holes}


def _from_left_over(broken: DamagedFile, fresh: EncryptedDatabase, gaps: dict[str, list[Gap]], found: Salvaged) -> None:
    """Leaves whose way from above is damaged: a leaf is of the one table with a gap whose rules all of it obeys.

    Where each of them has found its table, and no page is damaged that nothing leads to, a gap with such leaves in it
    was a page that only led to others: nothing is missing there.
    """
    there, closed = shapes(fresh), set[tuple[str, Gap]]()
    all_placed = True
    for rows in broken.left_over() if gaps else ():
        fitting = list(_fitting(fresh, there, gaps, rows))
        if len(fitting) == 1:
            taken, _refused = _insert(fresh, fitting[0], map(fitting[0].of, rows))
            found.tables[fitting[0].name].from_record += taken
            closed |= _around(fitting[0], rows, gaps[fitting[0].name])
        else:
            all_placed = False
    if all_placed and broken.is_known:
        for name, gap in closed:
            gaps[name].remove(gap)
            if not gaps[name]:
                del gaps[name]


def _fitting(
    fresh: EncryptedDatabase, there: dict[str, Shape], gaps: dict[str, list[Gap]], rows: list[Row]
) -> Iterator[Shape]:
    """The tables that rows may be of: they lie in a gap, refer to what is there, and break no rule."""
    for name, holes in gaps.items():
        shape = there[name]
        if not could_be(shape, rows) or not all(within(shape.key_of(row), holes) for row in rows):
            continue
        if not _refer_somewhere(fresh, shape, rows, gaps):
            continue
        fresh.run("SAVEPOINT leaf")
        taken, refused = _insert(fresh, shape, map(shape.of, rows))
        fresh.run("ROLLBACK TO leaf")
        fresh.run("RELEASE leaf")
        if taken and not refused:
            yield shape


def _around(shape: Shape, rows: Sequence[Row], holes: Sequence[Gap]) -> set[tuple[str, Gap]]:
    """The gap that a leaf lay in; of a table without row numbers the page above held rows itself."""
    if shape.key_length:
        return set()
    return {(shape.name, gap) for gap in holes if within(shape.key_of(rows[0]), [gap])}


def _refer_somewhere(fresh: EncryptedDatabase, shape: Shape, rows: Sequence[Row], gaps: dict[str, list[Gap]]) -> bool:
    """Whether what they refer to is there, or may have stood in a gap."""
    for reference in references_of(fresh, shape.name):
        asked = {shape.of(row).get(reference.column) for row in rows} - {None}
        there = {value for (value,) in fresh.run(f"SELECT {reference.key} FROM {reference.parent}")}  # noqa: S608
        if not all(within((value,), gaps.get(reference.parent, ())) for value in asked - there):
            return False
    return True


def _from_copy(
    copy: Source,
    key: bytes,
    fresh: EncryptedDatabase,
    gaps: dict[str, list[Gap]],
    found: Salvaged,
    newest: dict[str, int],
    told: Progress,
) -> bool:
    """Fill the gaps; whether the copy is as new as the record. ``newest`` is given the copy's last number by table."""
    source = DamagedFile(copy.path, copy.log, key)
    try:
        roots = {row.name: row.root for row in source.schema() if row.kind == "table"}
        version = _version(source, set(roots))
        older = EncryptedDatabase(Path(":memory:"), key)
        with older.connection_context():
            make_tables(older, STEPS[:version])
            then = shapes(older)
        now = shapes(fresh)
        as_new = _stood(source, roots, then) == _stood_at(fresh)
        for place, (name, holes) in enumerate(gaps.items()):
            told(_READ + (_COPIED - _READ) * place // len(gaps), _ALL)
            if name not in roots or name not in then:
                continue
            rows, damaged = source.rows(roots[name], then[name].key_length)
            as_new = as_new and not damaged
            newest[name] = max((row.number for row in rows), default=0)
            wanted = [then[name].of(row) for row in rows if within(then[name].key_of(row), holes)]
            before = _keys(fresh, now[name])
            wanted = [row for row in wanted if tuple(row[column] for column in now[name].key) not in before]
            taken, refused = _insert(fresh, now[name], wanted)
            found.tables[name].from_copy += taken
            found.tables[name].refused += refused
            for row in wanted:
                for column in ("session_id", "member_id"):
                    if isinstance(whose := row.get(column), int):
                        at = name, column, whose
                        found.copied[at] = found.copied.get(at, 0) + 1
        return as_new
    finally:
        source.close()


def _stood_at(fresh: EncryptedDatabase) -> tuple[Value, Value] | None:
    """Line and count of the damaged record, where they could be read."""
    if _STATE not in shapes(fresh):
        return None
    rows = fresh.run(f"SELECT line, commits FROM {_STATE}")  # noqa: S608
    return rows[0] if rows else ("", -1)


def _stood(source: DamagedFile, roots: dict[str, int], then: dict[str, Shape]) -> tuple[Value, Value] | None:
    """The same of a copy."""
    if _STATE not in roots or _STATE not in then:
        return ("", -2)
    rows, _gaps = source.rows(roots[_STATE], 0)
    stood = [then[_STATE].of(row) for row in rows]
    return (stood[0]["line"], stood[0]["commits"]) if stood else ("", -2)


def _what_is_missing(
    fresh: EncryptedDatabase, gaps: dict[str, list[Gap]], newest: dict[str, int], found: Salvaged
) -> None:
    """What the gaps hid and neither brought back."""
    for name, shape in shapes(fresh).items():
        counts = found.tables[name]
        for gap in gaps.get(name, ()):
            if shape.numbered:
                _count_numbers(fresh, shape, gap, newest.get(name, 0), counts)
            else:
                counts.unsure = True
            if not shape.numbered and shape.key[0] == "session_id":
                first = int(str(gap.after[0])) if gap.after else 0
                found.doubtful.append((first, int(str(gap.upto[0])) if gap.upto else _BACK_FROM_NONE))


def _count_numbers(fresh: EncryptedDatabase, shape: Shape, gap: Gap, newest: int, counts: TableCount) -> None:
    """What the copy has no row of up to its last one was not there any more."""
    after = max(int(str(gap.after[0])) if gap.after else 0, newest)
    if gap.upto is None:
        counts.unsure = True
        [(last,)] = fresh.run(f"SELECT max({shape.numbered}) FROM {shape.name}")  # noqa: S608
        upto = max(int(last or 0), after)
    else:
        upto = int(str(gap.upto[0]))
    [(there,)] = fresh.run(
        f"SELECT count(*) FROM {shape.name} WHERE {shape.numbered} > ? AND {shape.numbered} <= ?",  # noqa: S608
        (after, upto),
    )
    counts.missing += max(0, upto - after - int(there))


def _keys(fresh: EncryptedDatabase, shape: Shape) -> set[tuple[Value, ...]]:
    return set(fresh.run(f"SELECT {', '.join(shape.key)} FROM {shape.name}"))  # noqa: S608


def _insert(fresh: EncryptedDatabase, shape: Shape, rows: Iterable[dict[str, Value]]) -> tuple[int, int]:
    """Put rows in; how many are there now, and how many break a rule of the file."""
    columns = shape.columns if shape.numbered in (None, *shape.columns) else ("rowid", *shape.columns)
    places = ", ".join("?" * len(columns))
    sql = f"INSERT OR IGNORE INTO {shape.name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    connection: Any = fresh.connection()  # type: ignore[no-untyped-call]  # peewee's stubs say nothing
    taken = asked = 0
    for chunk in _chunks(([row.get(column) for column in columns] for row in rows), _AT_ONCE):
        before = connection.total_changes
        connection.executemany(sql, chunk)
        taken += connection.total_changes - before
        asked += len(chunk)
    return taken, asked - taken


def _chunks(rows: Iterator[list[Value]], size: int) -> Iterator[list[list[Value]]]:
    chunk: list[list[Value]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
