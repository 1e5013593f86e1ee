"""From what SQLite says to what PeerDesk can explain."""

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from peerdesk.errors import StorageUnavailable

_CODES = (
    ("disk is full", "disk-full"),
    ("disk I/O error", "file-unreachable"),
    ("readonly database", "folder-read-only"),
    ("unable to open", "file-unreachable"),
    ("locked", "file-busy"),
    ("malformed", "database-damaged"),
    ("not a database", "not-a-database"),
)


@contextmanager
def explained() -> Iterator[None]:
    """Turn faults of the file, the disk or a lock into :class:`StorageUnavailable`; let bugs pass as they are."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:  # rows are fetched past peewee's own translation
        for words, code in _CODES:
            if words in str(error):
                raise StorageUnavailable(code) from error
        raise
