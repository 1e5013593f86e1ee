"""What somebody does to the file who has the key and knows SQL: nothing of PeerDesk is asked."""

from peerdesk.db.closing import closed_columns
from peerdesk.db.storage import Storage


def run(storage: Storage, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    """Run one statement, and return its rows."""
    return storage._database.run(sql, parameters)


def drop_triggers(storage: Storage, table: str = "") -> None:
    """Take the triggers away, of one table or all, and with them the references' guard."""
    run(storage, "PRAGMA foreign_keys=0")
    of_them = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND ? IN ('', tbl_name)"
    for (name,) in run(storage, of_them, table):
        run(storage, f"DROP TRIGGER {name}")


def rows_of(storage: Storage, table: str) -> list[tuple[object, ...]]:
    """The rows of a table in the order of the file; what is closed in it is opened, if the storage has the key."""
    info = run(storage, f"PRAGMA table_info({table})")
    keys = [str(row[1]) for row in sorted(info, key=lambda row: int(str(row[5]))) if row[5]]
    closed = closed_columns().get(table, frozenset())
    columns = [
        f"opened('{table}.{row[1]}', {row[1]}, {', '.join(keys)})" if row[1] in closed else f'"{row[1]}"'
        for row in info
    ]
    return run(storage, f'SELECT {", ".join(columns)} FROM "{table}"')  # noqa: S608  # names out of the file itself
