"""What somebody does to the file who has the key and knows SQL: nothing of PeerDesk is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from peerdesk.db.models import MODELS, FileTable
from peerdesk.db.storage import Storage
from peerdesk.db.tables.closed import closed_fields


def run(storage: Storage, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    """Run one statement, and return its rows."""
    return storage._database.run(sql, parameters)


def drop_triggers(storage: Storage, table: str = "") -> None:
    """Take the triggers away, of one table or all, and with them the references' guard."""
    run(storage, "PRAGMA foreign_keys=0")
    of_them = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND ? IN ('', tbl_name)"
    for (name,) in run(storage, of_them, table):
        run(storage, f"DROP TRIGGER {name}")


@contextmanager
def without_triggers(storage: Storage) -> Iterator[None]:
    """Inside the block nothing keeps what is signed as it is; afterwards the triggers stand there as before."""
    triggers = run(storage, "SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    drop_triggers(storage)
    yield
    for (sql,) in triggers:
        run(storage, str(sql))


def rows_of(storage: Storage, table: str) -> list[tuple[object, ...]]:
    """The rows of a table in the order of the file; what is closed in it is opened, if the storage has the key."""
    (model,) = (model for model in MODELS if _meta(model).table_name == table)
    keys = ", ".join(key.column_name for key in _meta(model).get_primary_keys())
    closed = {field.column_name: field for field in closed_fields(model)}
    columns = [
        f"{closed[name].opens_with}('{closed[name].cell}', {name}, {keys})" if name in closed else f'"{name}"'
        for _id, name, *_rest in run(storage, f"PRAGMA table_info({table})")
    ]
    return run(storage, f'SELECT {", ".join(columns)} FROM "{table}"')  # noqa: S608  # names out of the file itself


def _meta(model: type[FileTable]) -> Any:
    return model._meta  # the name peewee documents
