"""What somebody does to the file who has the key and knows SQL: nothing of PeerDesk is asked."""

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
