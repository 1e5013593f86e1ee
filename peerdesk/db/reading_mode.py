"""A record that nothing may be written into (a full disk, a write-protected folder or medium), opened for reading.

SQLite can read a file that no log belongs to without writing anything beside it. A log that was left there (the power
went, the disk filled up before it was folded in) holds what was kept last, and is folded into a private copy: in the
system's folder for temporary files, or in memory where that is full as well. Copies stay encrypted.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

from peerdesk.db.backups import byte_copy
from peerdesk.db.engine import EncryptedDatabase, file_address
from peerdesk.db.faults import explained, size_of
from peerdesk.db.writable import FULL
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.values import NotesKey
from peerdesk.temporary import TemporaryPlace

_READING = (("foreign_keys", 1), ("temp_store", "memory"), ("cache_size", -32768), ("query_only", 1))


class ReadingDatabase(EncryptedDatabase):
    """An encrypted file that stays as it is. What a copy of it needs is put away when it is shut."""

    pragmas_of_mine = _READING

    def __init__(self, path: Path, key: bytes, address: str, keeps: ExitStack, notes: NotesKey | None = None) -> None:
        self._reading_address, self._keeps = address, keeps
        super().__init__(path, key, notes)

    def _address(self) -> str:
        return self._reading_address

    def is_in_place(self) -> bool:
        return True  # nothing can go astray

    def shut(self) -> None:
        super().shut()
        self._keeps.close()


def open_for_reading(folder: DataFolder, key: bytes, notes: NotesKey | None = None) -> ReadingDatabase:
    """Open a record as it stands, with what its log holds. Nothing is written beside it.

    Raises:
        StorageUnavailable: if it cannot be read either, another program goes on writing into it, or there is no room
            anywhere for a copy that is needed.
    """
    with ExitStack() as keeps, explained():
        address = _with_the_log(folder, key, keeps) if size_of(folder.log) else _unchanged(folder.database)
        database = ReadingDatabase(folder.database, key, address, keeps.pop_all(), notes)
        try:
            database.connect()
        except BaseException:
            database.shut()
            raise
        return database


def _unchanged(path: Path) -> str:
    return file_address(path, "mode=ro", "immutable=1")


def _with_the_log(folder: DataFolder, key: bytes, keeps: ExitStack) -> str:
    try:
        return _folded_copy(folder, keeps)
    except StorageUnavailable as error:
        if error.code != "disk-full":
            raise
        return _in_memory(folder, key, keeps)


def _folded_copy(folder: DataFolder, keeps: ExitStack) -> str:
    """A copy in which the log is part of the record."""
    try:
        place = keeps.enter_context(TemporaryPlace("reading"))
        copy = place / folder.database.name
        byte_copy.copy_whole(folder, copy)
    except OSError as error:
        raise StorageUnavailable("disk-full" if error.errno in FULL else "file-unreachable") from error
    return _unchanged(copy)


def _in_memory(folder: DataFolder, key: bytes, keeps: ExitStack) -> str:
    """The whole of it as this process's own, of which each thread may have a connection.

    The file itself is opened for it alone, so that SQLite needs no index of the log on the disk.
    """
    address = f"file:/peerdesk-{uuid4().hex}?vfs=memdb"
    keeper = ReadingDatabase(folder.database, key, address, ExitStack())
    keeps.callback(keeper.shut)
    keeper.connect()  # as long as there is one connection, what is in memory stays
    alone = _AloneDatabase(folder.database, key)
    try:
        alone.connect()
        alone.run("VACUUM INTO ?", (address,))
    finally:
        alone.shut()
    return address


class _AloneDatabase(EncryptedDatabase):
    """A file that this one connection holds for itself."""

    settled_first = ("PRAGMA locking_mode=exclusive",)
    pragmas_of_mine = ()
