"""Columns whose values are closed under the notes key (`security/values.py`), and tables that have some.

A query names them like any other column, and the functions of the connection close and open them
(`db/functions.py`). Who holds no notes key may not ask for one: it fails when its value is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from peewee import SCOPE_VALUES, SQL, BlobField, Context, Field, Function, IntegerField, Node, Value, fn

from peerdesk.db.functions import LONGEST_OPEN
from peerdesk.db.tables.base import CodeField, FileTable, TypedField
from peerdesk.errors import StorageUnavailable
from peerdesk.security.values import ClosedValues

if TYPE_CHECKING:
    _Field = Field[Any]
else:
    _Field = Field


class _Closed(_Field):
    """What a closed column does, whatever stands in it."""

    opens_with = "opened"
    closes_with = "closed"

    @property
    def cell(self) -> str:
        """Table and column, as the value is bound to them."""
        return f"{_meta(self.model).table_name}.{self.column_name}"

    def __sql__(self, context: Context) -> Any:
        if context.scope == SCOPE_VALUES:
            return context.sql(self.column)
        return context.sql(getattr(fn, self.opens_with)(self._named(), self.column, *_keys(self.model)))

    def to_value(self, value: Any) -> Any:
        """How an update closes it, in the row in which it stands."""
        return self.closed(value, *_keys(self.model))

    def closed(self, value: Any, *row: Any) -> Function:
        """The value, closed for a row that has this primary key."""
        kept = value if isinstance(value, Node) else Value(value, self.db_value, unpack=False)
        closed: Function = getattr(fn, self.closes_with)(self._named(), kept, *row)
        return closed

    def locked(self, values: ClosedValues, row: Sequence[object], value: Any) -> Any:
        """The value as it is kept in a row with this primary key."""
        if isinstance(value, LeftOpen):
            return self.db_value(value.value)  # type: ignore[no-untyped-call]  # peewee's stubs say nothing
        kept = self.db_value(value)  # type: ignore[no-untyped-call]
        return kept if kept in (None, "") else values.close(self.cell, row, _as_text(kept))

    def opener(self) -> Callable[..., Any]:
        """What a query does with a value of the bare ``column``, given with its primary key: where many are read.

        For SQLite to ask back for each of a hundred thousand costs as much again as to open it.
        """
        meta = _meta(self.model)
        if meta.database.notes is None:
            return _as_it_stands
        opens = meta.database.notes.values().opener(self.cell, len(_keys(self.model)))
        return lambda value, *row: self._put_back(value, opens(value, *row)) if type(value) is bytes else value

    def _put_back(self, closed: bytes, value: str | None) -> Any:
        """What stands for a value that was opened, or not."""
        return closed if value is None else value

    def python_value(self, value: Any) -> Any:
        if isinstance(value, bytes):
            raise StorageUnavailable("value-closed")
        return super().python_value(value)  # type: ignore[no-untyped-call]

    def _named(self) -> SQL:
        return SQL(f"'{self.cell}'")


class ClosedText(_Closed, TypedField):
    """Text that office staff do not read."""


class ClosedNumber(_Closed, IntegerField):
    """A number that office staff do not read."""

    opens_with = "opened_number"


class ClosedCode(_Closed, CodeField[Any]):
    """A code that office staff do not read."""


class ClosedBytes(_Closed, BlobField):
    """A few bytes that office staff do not read, closed as hexadecimal text; those left open are shorter."""

    opens_with = "opened_bytes"
    closes_with = "closed_bytes"

    def _put_back(self, closed: bytes, value: str | None) -> Any:
        return closed if value is None else bytes.fromhex(value)

    def python_value(self, value: Any) -> Any:
        if value is not None and len(value) > LONGEST_OPEN:
            raise StorageUnavailable("value-closed")
        return value


class ClosedTable(FileTable):
    """A table with closed columns. What is `LeftOpen` is kept as it is."""

    @classmethod
    def insert(cls, data: Any = None, /, **named: Any) -> Any:
        """As peewee's, one row at a time: its primary key is said or, where it is a number, the next one."""
        given = {_field(cls, name): value for name, value in {**(data or {}), **named}.items()}
        meta = _meta(cls)
        if meta.auto_increment and meta.primary_key not in given:
            given[meta.primary_key] = _next_number(cls)
        row = [key if isinstance(key := given[each], Node) else each.to_value(key) for each in _keys(cls)]
        for field, value in given.items():
            if isinstance(field, _Closed) and not isinstance(value, LeftOpen):
                given[field] = field.closed(value, *row)
        return super().insert(given)

    @classmethod
    def update(cls, data: Any = None, /, **named: Any) -> Any:
        """As peewee's; what is worked out in the row is closed there too."""
        given = {_field(cls, name): value for name, value in {**(data or {}), **named}.items()}
        for field, value in given.items():
            if isinstance(field, _Closed) and isinstance(value, Node) and not isinstance(value, LeftOpen):
                given[field] = field.closed(value, *_keys(cls))
        return super().update(given)


class LeftOpen(Node):
    """A value that everybody may read, for a column in which others are closed."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __sql__(self, context: Context) -> Any:
        return context.sql(self.value if isinstance(self.value, Node) else Value(self.value, unpack=False))


def _as_it_stands(value: Any, *_row: object) -> Any:
    return value


def stands_open(field: Any) -> Any:
    """Condition on rows: everybody may read what stands in the column."""
    return fn.TYPEOF(field.column) != "blob"


def closed_fields(table: type[FileTable]) -> list[Any]:
    """The columns of a table that are closed, or may be."""
    return [field for field in _meta(table).sorted_fields if isinstance(field, _Closed)]


def _as_text(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | bytearray | memoryview) else str(value)


def _meta(table: Any) -> Any:
    return table._meta  # noqa: SLF001  # the name peewee documents


def _keys(table: Any) -> list[Any]:
    return list(_meta(table).get_primary_keys())


def _field(table: Any, name: Any) -> Any:
    return _meta(table).combined[name] if isinstance(name, str) else name


def _next_number(table: Any) -> SQL:
    """What SQLite would give: the number after the last one."""
    name = _meta(table).table_name
    return SQL(f"(SELECT coalesce(max(id), 0) + 1 FROM {name})")  # noqa: S608  # the name of one of our own tables
