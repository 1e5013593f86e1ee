"""From what SQLite says to what PeerDesk can explain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, DoesNotExist
from sqlcipher3 import dbapi2 as sqlcipher

from peerdesk.errors import InvalidInput, NotFound, Problem, StorageUnavailable

_MOVED = 1032
"""``SQLITE_READONLY_DBMOVED``: the file lies somewhere else, or nowhere, since it was opened."""

_FOREIGN_KEY = 787
"""``SQLITE_CONSTRAINT_FOREIGNKEY``: a row was named that is not there."""

_CODES = {
    _MOVED: "file-unreachable",
    3: "folder-read-only",  # PERM
    5: "file-busy",  # BUSY
    6: "file-busy",  # LOCKED
    8: "folder-read-only",  # READONLY
    10: "file-unreachable",  # IOERR
    11: "database-damaged",  # CORRUPT
    13: "disk-full",  # FULL
    14: "file-unreachable",  # CANTOPEN
    15: "file-busy",  # PROTOCOL: whoever begins and ends with the log at the same moment
    26: "not-a-database",  # NOTADB
}
"""By SQLite's result code: the extended one where it says more, else its lowest byte."""

_STALE = {"file-unreachable", "database-damaged", "not-a-database"}
"""After these a connection may go on holding what is no longer there; another one looks anew."""


def cause_of(error: BaseException) -> str | None:
    """Which fault of file, disk or lock stands behind an error, under whatever was raised on the way out.

    When a disk fills up, SQLite takes the whole unit back by itself, and what peewee tries then fails as well: what is
    seen is that failure, and the cause is what it happened in the course of.
    """
    for found in _chain(error):
        number = _number(found)
        if code := _CODES.get(number) or _CODES.get(number & 0xFF):
            return code
    return None


def leaves_stale(error: BaseException) -> bool:
    """Whether the connection must not be used again after this."""
    return cause_of(error) in _STALE


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
        if any(_number(found) == _FOREIGN_KEY for found in _chain(error)):
            raise NotFound("unknown-row") from error
        if code := cause_of(error):
            raise StorageUnavailable(code) from error
        raise


@contextmanager
def writing_into(place: Path) -> Iterator[None]:
    """Explain why a folder could not be written."""
    try:
        yield
    except OSError as error:
        raise StorageUnavailable.unwritable(place, error) from error


@contextmanager
def copying_into(place: Path) -> Iterator[None]:
    """Explain why a copy could not be written, or put in place: nothing of the record was to be changed by that."""
    try:
        with writing_into(place):
            yield
    except StorageUnavailable as error:
        if error.code != "disk-full":
            raise
        raise StorageUnavailable("copy-disk-full", path=str(place)) from error


def size_of(path: Path) -> int:
    """Bytes of a file, 0 where there is none. SQLite would take an empty file for a new one."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StorageUnavailable("file-unreachable") from error


def _number(error: BaseException) -> int:
    """SQLite's extended result code; 0 where the error is none of SQLite's."""
    return getattr(error, "sqlite_errorcode", 0)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it came from, the latest first."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or found.__context__
