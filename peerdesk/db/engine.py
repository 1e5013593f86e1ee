"""peewee on SQLCipher, opened by raw key."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from peewee import SqliteDatabase
from sqlcipher3 import dbapi2 as sqlcipher

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

Result = TypeVar("Result")


class EncryptedDatabase(SqliteDatabase):
    """An encrypted file. The key stays out of the connection parameters, which peewee shows in its repr."""

    server_version = sqlcipher.sqlite_version_info

    def __init__(self, path: Path, key: bytes) -> None:
        self._key: bytes | None = key
        self._open: set[Any] = set()
        super().__init__(str(path), pragmas=PRAGMAS, timeout=BUSY_SECONDS, autoconnect=False, lock_type="IMMEDIATE")

    def _connect(self) -> Any:
        if self._key is None:
            raise RuntimeError("this file was shut for good")
        connection = sqlcipher.connect(
            self.database,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,  # one at a time uses it; who shuts the file closes those of resting threads too
        )
        try:
            connection.execute("PRAGMA cipher_log_level=none")
            connection.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master")  # a wrong key shows here
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]  # missing in peewee's stubs
        except BaseException:  # closed and passed on, never swallowed
            connection.close()
            raise
        self._open.add(connection)
        return connection

    def _close(self, conn: Any) -> None:
        self._open.discard(conn)
        conn.close()

    def beside(self, path: Path) -> "EncryptedDatabase":
        """Another file of the same key: a copy of this one."""
        if self._key is None:
            raise RuntimeError("this file was shut for good")
        return EncryptedDatabase(path, self._key)

    def copy_into(self, path: Path) -> None:
        """SQLite's own backup into a new file: of the state that this connection sees, whoever writes beside.

        In one go: in several it would start anew with each change, and never end.
        """
        copy = self.beside(path)
        with copy.connection_context():
            copy.fill_from(self._handle())
            copy.run("PRAGMA journal_mode=delete")  # leaves one file without companions

    def fill_from(self, connection: Any) -> None:
        """Become what another file is, in the state that its connection sees."""
        connection.backup(self._handle())

    def _handle(self) -> Any:
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

    def shut(self) -> None:
        """Close the connections of every thread and let the key go. No thread may be working with one."""
        self._key = None
        self.close()  # first this thread's, as peewee remembers it
        for connection in tuple(self._open):
            self._close(connection)

    def run(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        cursor = self.execute_sql(sql, parameters)  # type: ignore[no-untyped-call]  # peewee's stubs say nothing
        return list(cursor.fetchall())
