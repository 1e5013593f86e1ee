"""A whole copy of an open record, taken beside whoever writes, and looked at before anybody counts on it."""

from collections.abc import Mapping
from pathlib import Path

from peerdesk.db.commits import settle
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import explained
from peerdesk.errors import StorageUnavailable

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def take(database: EncryptedDatabase, target: Path) -> Mapping[str, int]:
    """Copy the state that the transaction under way sees, and return how many rows each table has.

    The copy is one file without companions. It is opened with the key, every page's mark is checked, and its rows are
    counted. Whoever keeps it brings it to the disk for good.

    Raises:
        StorageUnavailable: ``copy-not-whole`` if the copy is not what was copied; what SQLite finds in the record.
    """
    there = counts(database)
    database.copy_into(target)
    copy = database.beside(target)
    with explained(), copy.connection_context():
        if (problem := problems(copy)) or counts(copy) != there:
            raise StorageUnavailable("copy-not-whole") from problem
        if copy.run("SELECT 1 FROM sqlite_master WHERE name = 'record_state'"):  # since version 6
            settle(copy)
    return there


def counts(database: EncryptedDatabase) -> Mapping[str, int]:
    """Rows of each table."""
    tables = [name for (name,) in database.run(_TABLES)]
    return {name: database.run(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}  # noqa: S608 - its own names


def problems(database: EncryptedDatabase) -> Exception | None:
    """What SQLCipher and SQLite find in an open file whose log is folded in; ``None`` if all is well."""
    found = [message for (message,) in database.run("PRAGMA cipher_integrity_check")]
    found += [message for (message,) in database.run("PRAGMA quick_check") if message != "ok"]
    return ValueError("; ".join(found)) if found else None
