"""Many rows at once, for what is made by the thousand (the demo centre, an import)."""

from collections.abc import Iterable, Sequence

from peerdesk.db.models import FileTable


def insert_rows(table: type[FileTable], rows: Iterable[Sequence[object]]) -> None:
    """Insert whole rows, their values in the order of the model's fields; part of the unit of work that is open.

    One prepared statement serves them all and no list of them is kept, so that 20,000 members fit into an old PC.
    Checks and triggers of the file hold as for any other row.
    """
    meta = table._meta  # noqa: SLF001  # the name peewee documents
    columns = ", ".join(f'"{field.column_name}"' for field in meta.sorted_fields)
    places = ", ".join("?" * len(meta.sorted_fields))
    kept = [field.db_value for field in meta.sorted_fields]
    meta.database.connection().executemany(
        f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({places})',  # noqa: S608  # names of our own tables
        ([keep(value) for keep, value in zip(kept, row, strict=True)] for row in rows),
    )
