"""How many units of work the record has kept, and whether its log is folded in: by that, lost work is noticed.

SQLite drops the end of a log that was cut, and never misses a log that is gone: what was acknowledged would be away
without a word. So each unit of work is counted in its own transaction, and the count is kept once more outside the
record (:class:`CommitCounter`). And the file says by itself whether all is in it: ``log_open`` is 0 in the main file
exactly while nothing but that stands in the log, so that a copy without its log is told from a whole one on any PC.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from zlib import crc32

from peewee import OperationalError

from peerdesk.db.engine import BUSY_SECONDS, EncryptedDatabase
from peerdesk.db.faults import cause_of
from peerdesk.db.trail_chain import TrailEnd
from peerdesk.errors import StorageUnavailable


class RecordLine(NamedTuple):
    """Where the record stands.

    Attributes:
        line: random; a record that is put back on purpose begins another one, so that it is not taken for lost work.
        commits: how many units of work it has kept.
        log_open: whether acknowledged work may stand in the log alone.
        trail: where the audit trail ends.
    """

    line: str
    commits: int
    log_open: bool
    trail: TrailEnd


class AtOpen(NamedTuple):
    """What the record, its log and the count on this PC said when it was opened, before anything was written.

    Attributes:
        commits: as counted in the record.
        counted: as counted on this PC, of the same line; ``None`` where nothing can be compared.
        log_missing: the record says that acknowledged work stands in its log, and there was none.
    """

    commits: int
    counted: int | None
    log_missing: bool


def state(database: EncryptedDatabase) -> RecordLine:
    """Where the record stands.

    Raises:
        StorageUnavailable: if the one row that says so is not there.
    """
    rows = database.run("SELECT line, commits, log_open, trail_id, trail_head FROM record_state")
    if not rows:
        raise StorageUnavailable("database-damaged")
    [(line, commits, log_open, trail_id, trail_head)] = rows
    return RecordLine(line, commits, bool(log_open), TrailEnd(trail_id, bytes(trail_head)))


def count(database: EncryptedDatabase, trail: TrailEnd) -> None:
    """Count the unit of work whose transaction is open, and say where the trail ends with it."""
    database.run("UPDATE record_state SET commits = commits + 1, trail_id = ?, trail_head = ?", trail)


def open_log(database: EncryptedDatabase) -> bool:
    """Write into the main file that the log is in use from now on; False while readers hold it up."""
    with database.atomic("IMMEDIATE"):
        database.run("UPDATE record_state SET log_open = 1 WHERE log_open = 0")
    return checkpoint(database)


def checkpoint(database: EncryptedDatabase) -> bool:
    """Bring as much of the log into the main file as can be without waiting; whether that was all of it."""
    [(_busy, in_log, brought)] = database.run("PRAGMA wal_checkpoint(PASSIVE)")
    return bool(in_log == brought)


def fold(database: EncryptedDatabase) -> bool:
    """Bring the whole log into the main file and empty it, unless somebody else is at the file; never waits for them.

    The flag goes in last and by itself: a main file that says so has everything else already.
    """
    database.run("PRAGMA busy_timeout=0")
    try:
        if not checkpoint(database):
            return False
        database.run("UPDATE record_state SET log_open = 0 WHERE log_open = 1")
        [(busy, *_)] = database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError as error:
        if cause_of(error) == "file-busy":
            return False
        raise
    finally:
        database.run(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    return not busy


def begin_line(database: EncryptedDatabase) -> None:
    """For a record that is put back on purpose: what this PC has counted so far says nothing about it."""
    database.run(
        "INSERT OR IGNORE INTO record_state (id, line, commits, log_open) VALUES (1, '', 0, 0)"
    )  # a salvage may have found none
    database.run("UPDATE record_state SET line = lower(hex(randomblob(16))), log_open = 0")


def settle(database: EncryptedDatabase) -> None:
    """For a copy that SQLite itself made: it is whole, whatever the record said of its log at that moment."""
    database.run("UPDATE record_state SET log_open = 0 WHERE log_open = 1")


class CommitCounter:
    """A line of text on this PC, beside its preferences: line and count of the record in one folder.

    It is written over in place and never waited for: after a power cut it may be behind, never ahead. What cannot be
    read compares with nothing, and what cannot be written disturbs nobody.
    """

    def __init__(self, place: Path, folder: Path) -> None:
        name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]
        self._path = place / f"{name}.txt"
        self._handle: int | None = None
        self._turn = Lock()
        self._newest = ("", 0)

    def read(self) -> tuple[str, int] | None:
        """Line and count, if they can be read."""
        try:
            first, *_left_over = self._path.read_bytes().split(b"\n")
            line, counted, mark = first.decode("ascii").split()
            return (line, int(counted)) if mark == _mark(line, int(counted)) else None
        except (OSError, ValueError):
            return None

    def keep(self, line: str, counted: int) -> None:
        """Write them down, unless another thread was faster with a later count."""
        with self._turn:
            if self._newest[0] == line and self._newest[1] >= counted:
                return
            self._newest = line, counted
            try:
                if self._handle is None:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, f"{line} {counted:016d} {_mark(line, counted)}\n".encode("ascii"))
            except OSError:
                return

    def close(self) -> None:
        """Let the file go."""
        with self._turn:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None


def _mark(line: str, counted: int) -> str:
    """Tells a torn line from a whole one."""
    return f"{crc32(f'{line} {counted}'.encode()):08x}"
