"""From what SQLite says to what PeerDesk can explain."""

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import DatabaseError, OperationalError

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
    except DatabaseError as error:
        for words, code in _CODES:
            if words in str(error):
                raise StorageUnavailable(code) from error
        if isinstance(error, OperationalError) and "full" in str(error):
            raise StorageUnavailable("disk-full") from error
        raise
