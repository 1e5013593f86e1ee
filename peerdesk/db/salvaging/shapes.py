"""How the rows of each table lie in a file, and what tells whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peerdesk.db.closing import closed_columns
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.salvaging.b_tree import Gap, Key, Row, Value


class Shape(NamedTuple):
    """How the rows of a table lie in a file: their values in the order of the record, without a number of their own."""

    name: str
    columns: tuple[str, ...]
    in_record: tuple[str, ...]
    kinds: dict[str, str]
    defaults: dict[str, Value]
    numbered: str | None
    key: tuple[str, ...]

    @property
    def key_length(self) -> int:
        """Of the primary key, where rows have no numbers."""
        return 0 if self.numbered else len(self.key)

    def of(self, row: Row) -> dict[str, Value]:
        """The row by the names of its columns; columns that were added after it was written have their default."""
        named = dict(self.defaults) | dict(zip(self.in_record, row.values, strict=False))
        return named | {self.numbered: row.number} if self.numbered else named

    def key_of(self, row: Row) -> Key:
        return (row.number,) if self.numbered else row.values[: len(self.key)]


def shapes(database: EncryptedDatabase) -> dict[str, Shape]:
    """Every table of an open file."""
    tables = database.run("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: _shape(database, name, sql) for name, sql in tables}


def _shape(database: EncryptedDatabase, name: str, sql: str) -> Shape:
    info = database.run(f"PRAGMA table_info({name})")
    columns = tuple(row[1] for row in info)
    key = tuple(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5])
    without = "WITHOUT ROWID" in sql.upper()
    numbered = None
    if not without:
        alone = [row[1] for row in info if row[5] and row[2].upper() == "INTEGER"]
        numbered = alone[0] if len(alone) == 1 and len(key) == 1 else "rowid"
    in_record = key + tuple(column for column in columns if column not in key) if without else columns
    # a default is kept as the text of an expression
    defaults = {row[1]: database.run(f"SELECT {row[4]}")[0][0] for row in info if row[4] is not None}
    closed = closed_columns().get(name, frozenset())
    kinds = {row[1]: _CLOSED if row[1] in closed else row[2].upper() for row in info}
    return Shape(name, columns, in_record, kinds, defaults, numbered, (numbered,) if numbered else key)


_CLOSED = "CLOSED"
_OF_KIND: dict[str, type | tuple[type, ...]] = {
    "INTEGER": int,
    "REAL": (int, float),
    "BLOB": bytes,
    _CLOSED: (str, int, bytes),
}
"""What stands in a column; everything else is text."""


def could_be(shape: Shape, rows: Sequence[Row]) -> bool:
    """Whether they are as long as the table's, numbered if those are, and each value of its column's kind."""
    if bool(shape.numbered) != any(row.number for row in rows):
        return False
    most, least = len(shape.in_record), len(shape.in_record) - len(shape.defaults)
    return all(
        least <= len(row.values) <= most
        and all(
            value is None or isinstance(value, _OF_KIND.get(shape.kinds[column], str))
            for column, value in zip(shape.in_record, row.values, strict=False)
        )
        for row in rows
    )


def within(key: Key, gaps: Iterable[Gap]) -> bool:
    """Whether a row with this key may have stood in one of the gaps."""
    at = _order(key)
    return any(
        (gap.after is None or at > _order(gap.after)) and (gap.upto is None or at <= _order(gap.upto)) for gap in gaps
    )


def _order(key: Key) -> tuple[tuple[int, int | float | bytes], ...]:
    """As SQLite orders keys: numbers before text before bytes."""
    return tuple(
        (0, 0) if value is None else (1, value) if isinstance(value, int | float) else (2, _bytes(value))
        for value in key or ()
    )


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else b"\xff" + value
