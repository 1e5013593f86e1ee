"""A record is opened: for writing, or for reading alone where nothing can be written; and why neither could be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from peewee import DatabaseError

from peerdesk.db.backups.packing import pack_before
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import cause_of, explained
from peerdesk.db.migrate import STEPS, migrate, version_of
from peerdesk.db.page_check import any_page_is_sound
from peerdesk.db.writable import why_unwritable
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.values import NotesKey

READING = {"disk-full": "reading-disk-full", "folder-read-only": "reading-read-only"}
"""Why nothing can be written, and what each write is answered then."""


def for_writing(folder: DataFolder, key: bytes, notes: NotesKey | None, now: datetime) -> EncryptedDatabase:
    """The record, of the present version and found to be writable; of an earlier one a copy is kept as it was.

    Raises:
        StorageUnavailable: as ``Storage.open``.
    """
    database = EncryptedDatabase(folder.database, key, notes)
    with explained(), _damage_told_apart(folder, key):
        try:
            database.connect()
            migrate(database, lambda version: pack_before(version, folder, database, now))
            _probe(database)
        except BaseException:
            database.close()
            raise
    return database


def why_not_written(folder: DataFolder, error: StorageUnavailable) -> str | None:
    """Whether what failed is the writing alone, and why."""
    if error.code in READING:
        return error.code
    if error.code != "file-unreachable":
        return None
    return why_unwritable(folder.root)


def for_reading(folder: DataFolder, key: bytes, notes: NotesKey | None, why: str) -> EncryptedDatabase:
    """The record, of which nothing is changed; only one of the present version can be read so.

    Raises:
        StorageUnavailable: if it is of another version, or cannot be read either.
    """
    from peerdesk.db.reading_mode import open_for_reading  # hardly any start needs it

    database = open_for_reading(folder, key, notes)
    try:
        with explained():
            version = version_of(database)
        if version > len(STEPS):
            raise StorageUnavailable("database-newer", version=version, known=len(STEPS))
        if version < len(STEPS):
            raise StorageUnavailable(why if why == "disk-full" else "too-old-for-reading")
    except BaseException:
        database.shut()
        raise
    return database


@contextmanager
def _damage_told_apart(folder: DataFolder, key: bytes) -> Iterator[None]:
    """The key was proved by a password: where it fits any page, a first page that it does not fit is damaged."""
    try:
        yield
    except DatabaseError as error:
        if cause_of(error) != "not-a-database":
            raise
        if any_page_is_sound(folder.database, key):
            raise StorageUnavailable("database-damaged") from error
        raise


def _probe(database: EncryptedDatabase) -> None:
    """Find out now, not at the first mark, whether the place can be written (some say ``wal`` and then refuse)."""
    mode = database.run("PRAGMA journal_mode")[0][0]
    if mode != "wal":
        raise StorageUnavailable("folder-read-only")
    with database.atomic("IMMEDIATE"):
        version = database.run("PRAGMA user_version")[0][0]
        database.run(f"PRAGMA user_version={version}")
