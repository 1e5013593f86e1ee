"""From what SQLite says to what PeerDesk can explain."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, DoesNotExist
from sqlcipher3 import dbapi2 as sqlcipher

from peerdesk.errors import InvalidInput, NotFound, Problem, StorageUnavailable

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
    """Turn faults of the file, the disk or a lock into :class:`StorageUnavailable`; let bugs pass as they are.

    What no file can hold or find is the caller's: a number that stands for nothing (too large for any row, or of a row
    that is not there), a day at the end of the calendar, and text with half a letter in it, as a broken paste has it.
    """
    try:
        yield
    except OverflowError as error:
        if "SQLite INTEGER" in str(error):
            raise NotFound("unknown-row") from error
        raise InvalidInput([Problem("", "date-out-of-range")]) from error
    except DoesNotExist as error:
        raise NotFound("unknown-row") from error
    except UnicodeEncodeError as error:
        raise InvalidInput([Problem("", "text-broken")]) from error
    except (DatabaseError, sqlcipher.DatabaseError) as error:  # rows are fetched past peewee's own translation
        if "FOREIGN KEY" in str(error):
            raise NotFound("unknown-row") from error
        for words, code in _CODES:
            if words in str(error):
                raise StorageUnavailable(code) from error
        raise


@contextmanager
def writing_into(place: Path) -> Iterator[None]:
    """Explain why a folder could not be written."""
    try:
        yield
    except OSError as error:
        raise StorageUnavailable.unwritable(place, error) from error
