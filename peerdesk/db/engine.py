"""peewee on SQLCipher, opened by raw key."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from peewee import SqliteDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from peerdesk.db import functions
from peerdesk.security.values import NotesKey

# Python's own adapters were deprecated and the binding has none: say how days and moments are kept.
sqlcipher.register_adapter(date, date.isoformat)
sqlcipher.register_adapter(time, time.isoformat)
sqlcipher.register_adapter(datetime, lambda moment: moment.isoformat(" "))

PRAGMAS = (
    ("foreign_keys", 1),
    ("journal_mode", "wal"),
    ("synchronous", "full"),  # with NORMAL the last commits vanish in a power cut
    ("temp_store", "memory"),
    ("cache_size", -32768),  # KiB; hides nearly all of the cost of encryption
    ("secure_delete", 1),
    ("trusted_schema", 0),
)
BUSY_SECONDS = 5

_OF_BACKUP = {
    "database or disk is full": 13,
    "disk I/O error": 10,
    "unable to open database file": 14,
    "attempt to write a readonly database": 8,
    "database is locked": 5,
    "database disk image is malformed": 11,
}
"""Result codes by SQLite's own fixed texts for them, which is all that the binding hands on from a backup."""

Result = TypeVar("Result")


class EncryptedDatabase(SqliteDatabase):
    """An encrypted file. The key stays out of the connection parameters, which peewee shows in its repr."""

    server_version = sqlcipher.sqlite_version_info
    pragmas_of_mine: Sequence[tuple[str, object]] = PRAGMAS
    settled_first: Sequence[str] = ()
    """What is said before the first page is read."""
    begins_with = ""
    """In hexadecimal the salt of a file that is still to be made; at random unless it is said."""

    def __init__(self, path: Path, key: bytes, notes: NotesKey | None = None) -> None:
        self._key: bytes | None = key
        self._notes = notes
        self._open: dict[Any, _Places] = {}
        self._made = False
        super().__init__(
            str(path),
            pragmas=self.pragmas_of_mine,
            timeout=BUSY_SECONDS,
            autoconnect=False,
            lock_type="IMMEDIATE",
        )

    def _connect(self) -> Any:
        if self._key is None:
            raise RuntimeError("this file was shut for good")
        connection = sqlcipher.connect(
            self._address(),
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,  # one at a time uses it; who shuts the file closes those of resting threads too
        )
        try:
            connection.execute("PRAGMA cipher_log_level=none")
            connection.execute(f"PRAGMA key=\"x'{self._key.hex()}{self.begins_with}'\"")
            for sql in self.settled_first:
                connection.execute(sql)
            # Both before SQLite reads the schema: an index or a trigger that somebody put there to have values opened
            # for them is refused as it is read, and not once it has been used.
            connection.execute("PRAGMA trusted_schema=0")
            functions.register(connection, self)
            connection.execute("SELECT count(*) FROM sqlite_master")  # a wrong key shows here
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]  # missing in peewee's stubs
        except BaseException:  # closed and passed on, never swallowed
            connection.close()
            raise
        self._made = True
        self._open[connection] = _places(self.database)
        return connection

    def _address(self) -> str:
        """Where the file is. One that was opened before and has vanished must not be made anew, empty."""
        if self.database == ":memory:":
            return str(self.database)
        return file_address(Path(self.database), f"mode={'rw' if self._made else 'rwc'}")

    def _close(self, conn: Any) -> None:
        self._open.pop(conn, None)
        conn.close()

    def beside(self, path: Path) -> "EncryptedDatabase":
        """Another file of the same key: a copy of this one, which whoever keeps it brings to the disk."""
        if self._key is None:
            raise RuntimeError("this file was shut for good")
        return _HalfMade(path, self._key, self._notes)

    def copy_into(self, path: Path) -> None:
        """SQLite's own backup into a new file: of the state that this connection sees, whoever writes beside.

        In one go: in several it would start anew with each change, and never end. The copy begins with the same salt:
        where these first bytes of the record are damaged, any copy of it knows them. It is not waited for until it is
        on the disk, which would hold up whoever writes: who keeps it sees to that.
        """
        copy = self.beside(path)
        copy.begins_with = str(self.run("PRAGMA cipher_salt")[0][0])
        self._fill(copy)

    def copy_under(self, path: Path, key: bytes, notes: NotesKey | None) -> "EncryptedDatabase":
        """SQLite's own backup into a new file under other keys, of the state that this connection sees; it is closed.

        Closed values in it are still under the former notes key.
        """
        copy = _HalfMade(path, key, notes)
        self._fill(copy)
        return copy

    def _fill(self, copy: "EncryptedDatabase") -> None:
        with copy.connection_context():
            copy.fill_from(self._handle())
            copy.run("PRAGMA journal_mode=delete")  # leaves one file without companions

    @contextmanager
    def function(self, name: str, work: Callable[..., object]) -> Iterator[None]:
        """Give this thread's connection a function in SQL, inside the block."""
        self._handle().create_function(name, -1, work)
        try:
            yield
        finally:
            self._handle().create_function(name, -1, None)

    def fill_from(self, connection: Any) -> None:
        """Become what another file is, in the state that its connection sees."""
        try:
            connection.backup(self._handle())
        except sqlcipher.OperationalError as error:
            error.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0) or _OF_BACKUP.get(str(error), 0)
            raise

    def rollback(self) -> None:
        """Take the unit back, unless SQLite has done so: on a full disk it does, and another one would fail."""
        if self._handle().in_transaction:
            super().rollback()

    def is_in_place(self) -> bool:
        """Whether this thread's connection still writes where the file is looked for.

        A folder that was removed or put in the place of another takes what is open along: it could be written on and
        on, and nobody would find it again.
        """
        connection, now = self._handle(), _places(self.database)
        before = self._open[connection]
        self._open[connection] = now  # the log is made with the first page
        return all(was in (None, place) for was, place in zip(before, now, strict=True))

    def _handle(self) -> Any:
        """This thread's connection."""
        return self.connection()  # type: ignore[no-untyped-call]  # peewee's stubs say nothing

    @property
    def is_shut(self) -> bool:
        """Whether the key was let go: no connection is made any more."""
        return self._key is None

    def with_key(self, work: Callable[[bytes], Result]) -> Result:
        """Do what goes past SQLite and needs the key, which is not given away."""
        if self._key is None:
            raise RuntimeError("this file was shut for good")
        return work(self._key)

    @property
    def notes(self) -> NotesKey | None:
        """The key of what office staff do not read; None for them, and while a centre has none."""
        return self._notes

    def take_notes_key(self, notes: NotesKey | None) -> None:
        """From now on close and open values with this key: the centre has just got one."""
        self._notes = notes

    def shut(self) -> None:
        """Close the connections of every thread and let the keys go. No thread may be working with one."""
        self._key = self._notes = None
        self.close()  # first this thread's, as peewee remembers it
        for connection in tuple(self._open):
            self._close(connection)

    def run(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        cursor = self.execute_sql(sql, parameters)  # type: ignore[no-untyped-call]  # peewee's stubs say nothing
        return list(cursor.fetchall())


class _HalfMade(EncryptedDatabase):
    pragmas_of_mine = tuple((name, "off" if name == "synchronous" else value) for name, value in PRAGMAS)


_Places = tuple[tuple[int, int] | None, ...]


def file_address(path: Path, *how: str) -> str:
    """A file as SQLite takes it with what is said about opening it."""
    plain = path.absolute().as_posix()
    return f"file://{'' if plain.startswith('/') else '/'}{quote(plain)}?{'&'.join(how)}"


def _places(path: str) -> _Places:
    """What tells the file and its write-ahead log from any others of their names; ``None`` where there is none."""
    return tuple(_place(name) for name in (path, f"{path}-wal"))


def _place(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
