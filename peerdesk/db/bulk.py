"""Many rows at once, for what is made by the thousand (the demo centre, an import)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from peerdesk.db.models import FileTable
from peerdesk.db.tables.closed import LeftOpen, closed_fields
from peerdesk.security.values import NotesKey


def insert_rows(table: type[FileTable], rows: Iterable[Sequence[object]]) -> None:
    """Insert whole rows, their values in the order of the model's fields; part of the unit of work that is open.

    One prepared statement serves them all and no list of them is kept, so that 20,000 members fit into an old PC.
    Checks and triggers of the file hold as for any other row; closed columns are closed, but for what was `LeftOpen`.
    """
    meta = table._meta  # noqa: SLF001  # the name peewee documents
    columns = ", ".join(f'"{field.column_name}"' for field in meta.sorted_fields)
    places = ", ".join("?" * len(meta.sorted_fields))
    keep = _closing(table, meta.database.notes) or _as_it_is(table)
    meta.database.connection().executemany(
        f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({places})',  # noqa: S608  # names of our own tables
        map(keep, rows),
    )


def _as_it_is(table: type[FileTable]) -> Callable[[Sequence[object]], list[object]]:
    kept = [field.db_value for field in _fields(table)]
    return lambda row: [keep(_bare(value)) for keep, value in zip(kept, row, strict=True)]


def _closing(table: type[FileTable], notes: NotesKey | None) -> Callable[[Sequence[object]], list[object]] | None:
    """How a row is written into a table with closed columns, where there is a key to close them with."""
    fields, closed = _fields(table), {field.name for field in closed_fields(table)}
    if notes is None or not closed:
        return None
    values, names = notes.values(), [field.name for field in fields]
    keys = [names.index(key.name) for key in table._meta.get_primary_keys()]  # noqa: SLF001  # `==` makes SQL of fields

    def kept(row: Sequence[object]) -> list[object]:
        number = [row[key] for key in keys]
        return [
            field.locked(values, number, value) if field.name in closed else field.db_value(value)
            for field, value in zip(fields, row, strict=True)
        ]

    return kept


def _bare(value: object) -> object:
    return value.value if isinstance(value, LeftOpen) else value


def _fields(table: type[FileTable]) -> list[Any]:
    return list(table._meta.sorted_fields)  # noqa: SLF001  # the name peewee documents
