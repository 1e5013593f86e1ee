"""The open file: owner of the connection and of every unit of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Condition, get_ident
from typing import cast

from peerdesk.db import commits, opening
from peerdesk.db.audit import Unit
from peerdesk.db.backups import snapshot
from peerdesk.db.closing import Closing
from peerdesk.db.commits import AtOpen, CommitCounter, RecordLine
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import explained, leaves_stale, size_of
from peerdesk.db.migrate import version_of
from peerdesk.db.models import MODELS
from peerdesk.db.page_check import damaged_pages
from peerdesk.db.rights import require_still_in
from peerdesk.db.tables.base import BESIDE, FileMetadata
from peerdesk.domain.access import Actor
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.clock import ClockDoubt, doubt
from peerdesk.domain.progress import Progress
from peerdesk.errors import ClockInDoubt, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.master import Master
from peerdesk.security.seals import Sealer


def _unheard(_change: Announcement) -> None:
    """Nobody listens to what is announced."""


class Storage:
    """Hands out units of work; safe to use from any thread, each with a connection of its own.

    Once it is closed it stays so: whatever is asked of it then is a bug and raises RuntimeError.
    """

    def __init__(
        self,
        folder: DataFolder,
        database: EncryptedDatabase,
        sealer: Sealer,
        now: Callable[[], datetime],
        on_change: Callable[[Announcement], None],
        *,
        had_log: bool,
        for_reading: str = "",
    ) -> None:
        self.folder = folder
        self.for_reading = for_reading
        """The failure of every write, where the record is open for reading alone; else empty."""
        self._database = database
        self._on_change = on_change
        self._sealer: Sealer | None = sealer
        self.now, self.opened_at = now, now()
        self._trusted: datetime | None = None  # up to when the clock was found right; unwatched while it is None
        self._on_doubt: Callable[[], None] = _nobody
        self._closed = False
        self._at_work: Counter[int] = Counter()  # nested units of each thread that is at it
        self._home = get_ident()  # keeps its connection between two units
        self._turn = Condition()
        self._begun = commits.state(database)
        self._had_log = had_log
        self.kept = 0  # units of work, since it was opened
        self._counter: CommitCounter | None = None
        self._counted: int | None = None
        self._flag_behind = False  # readers kept the main file from saying that the log is in use

    @classmethod
    def open(
        cls,
        folder: DataFolder,
        master: Master,
        now: Callable[[], datetime],
        on_change: Callable[[Announcement], None] = _unheard,
        *,
        create: bool = False,
        unwritable: str = "",
    ) -> Storage:
        """Open the folder's file and bring its schema up to date; for reading where the place cannot be written.

        Why nothing can be written (``disk-full`` or ``folder-read-only``) is found out, unless it is known: it is then
        not tried.

        Raises:
            StorageUnavailable: if there is no file or an empty one, or it is no database of this key, newer, damaged or
                out of reach, or it is of an earlier version and cannot be written.
        """
        if not create and not size_of(folder.database):
            raise StorageUnavailable("database-missing", path=str(folder.database))
        if create:
            folder.database.touch(mode=0o600)  # for its owner alone; the companions of the file follow it
        had_log = bool(size_of(folder.log))
        key, notes = master.database_key(), master.notes
        sealer = Sealer(master.seal_key())
        why: str | None = unwritable
        with explained():
            if not why:
                try:
                    database = opening.for_writing(folder, key, notes, now())
                    return cls(folder, database, sealer, now, on_change, had_log=had_log)
                except StorageUnavailable as error:
                    if create or not (why := opening.why_not_written(folder, error)):
                        raise
            database = opening.for_reading(folder, key, notes, why)
            return cls(folder, database, sealer, now, on_change, had_log=had_log, for_reading=opening.READING[why])

    @property
    def sealer(self) -> Sealer:
        """Makes and checks the seals of this centre."""
        if self._sealer is None:
            raise _closed()
        return self._sealer

    @property
    def closing(self) -> Closing:
        """What closes values in this file that office staff do not read."""
        return Closing(self._database)

    def bind(self) -> None:
        """Point the models at this file; done once, by ``app`` or ``cli``."""
        if self._closed:
            raise _closed()
        self._database.bind(MODELS, bind_refs=False, bind_backrefs=False)  # they are all named

    @contextmanager
    def bound(self) -> Iterator[None]:
        """Point the models at this file inside the block only: for every open beside the live one.

        Other threads go on with the live file. A thread that the block starts itself is given this one's context
        (``contextvars.copy_context``).
        """
        if self._closed:
            raise _closed()
        before = BESIDE.set(self._database)
        try:
            yield
        finally:
            BESIDE.reset(before)

    def close(self) -> None:
        """End it for every thread: no connection, no key and no model bound to this file is left.

        Waits for units of work that other threads have under way. The log is folded into the file. Closing twice is
        harmless.
        """
        with self._turn:
            if self._at_work[get_ident()]:
                raise RuntimeError("a unit of work cannot close the storage it works in")
            self._closed = True
            self._turn.wait_for(lambda: not self._at_work.total())
        self._fold_last()
        self._database.shut()
        if self._counter is not None:
            self._counter.close()
        self._sealer = None
        _unbind_shut()

    def _fold_last(self) -> None:
        """Where it cannot be (a full disk, a reader elsewhere) the log stays and is found by the next start."""
        if self._database.is_shut or self.for_reading:
            return
        for _again in range(2):
            with suppress(StorageUnavailable), explained():
                self._database.connect(reuse_if_open=True)
                commits.fold(self._database)
                return
            self._database.close()  # SQLite may fold the log in and take it away, and the record must say so

    def fold(self) -> bool:
        """Bring the log into the file, so that a copy of it made by hand is whole: at every pause.

        Nothing is waited for: False where somebody else is at the file just now.
        """
        if self.for_reading:
            return True
        with explained(), self._connected():
            return commits.fold(self._database)

    def count_in(self, place: Path) -> None:
        """From now on count what is kept on this PC too; what its file says so far is in :attr:`at_open`.

        A record that was just put back begins a line of its own: what was counted before says nothing about it.
        """
        if self.folder.brought_back.exists():
            self.begin_line()
        self._counter = CommitCounter(place, self.folder.root)
        found = self._counter.read()
        self._counted = found[1] if found is not None and found[0] == self._begun.line else None
        if self._counted is None and not self.at_open.log_missing:
            self._counter.keep(self._begun.line, self._begun.commits)  # where the first work fails it is known whole

    def begin_line(self) -> None:
        """The record was put back on purpose: what was counted on this PC so far says nothing about it."""
        with explained(), self._connected():
            if not self.for_reading:
                commits.begin_line(self._database)
            self._begun, self._counted = commits.state(self._database), None

    @property
    def at_open(self) -> AtOpen:
        """What the record, its log and this PC's count said when it was opened."""
        return AtOpen(self._begun.commits, self._counted, self._begun.log_open and not self._had_log)

    def announce_to(self, on_change: Callable[[Announcement], None]) -> None:
        """Tell somebody else from now on what was changed (a new window)."""
        self._on_change = on_change

    def watch_clock(self, latest: datetime | None, on_doubt: Callable[[], None]) -> None:
        """From now on write nothing by a clock that does not fit: neither the newest entry nor what it said before.

        Args:
            latest: of when the newest entry is.
            on_doubt: told, in whatever thread, when a write was refused.
        """
        self._trusted, self._on_doubt = latest or self.now(), on_doubt

    def clock_doubt(self) -> ClockDoubt | None:
        """Look at the clock. One that went on as it should is trusted up to now; none is where nobody watches it."""
        now = self.now()
        found = doubt(now, self._trusted)
        if found is None and self._trusted is not None:
            self._trusted = max(now, self._trusted)
        return found

    def trust_clock(self) -> None:
        """Somebody looked at the clock and says that it is right."""
        if self._trusted is not None:
            self._trusted = self.now()

    def require_clock(self) -> None:
        """Before something is written beside the file (a key): refuse as :meth:`writing` would."""
        self._require_writable()
        if found := self.clock_doubt():
            self._on_doubt()
            raise ClockInDoubt("clock-in-doubt", now=found.now, latest=found.latest)

    def _require_writable(self) -> None:
        if self.for_reading:
            raise StorageUnavailable(self.for_reading)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Run queries that change nothing, all on one state of the file.

        A reading within another, or within a unit of work, is part of it: a screen's reading may ask guarded services
        for its parts, each of which checks its own permission.
        """
        with explained(), self._connected():
            if self._database.in_transaction():
                yield
            else:
                with self._database.atomic("DEFERRED"):
                    yield

    @contextmanager
    def writing(self, changed: Changed, actor: Actor, *, draft: bool = False, entering: bool = False) -> Iterator[Unit]:
        """Keep all of the block's changes or none; announce them once they are kept.

        Args:
            changed: what is announced after the commit.
            actor: in whose name the audit rows are written.
            draft: autosaved text, the one kind of write that leaves no audit row; it has no date either, so that it is
                kept while the clock is in doubt.
            entering: they are just coming in, and were recognised by the list of keys.

        Raises:
            AccessDenied: if their log-in was taken away meanwhile, or they were given another role.
            ClockInDoubt: if the clock is watched and does not fit the record.
            StorageUnavailable: if the record is open for reading alone, or the disk, file or folder is at fault.
        """
        self._require_writable()
        if not draft:
            self.require_clock()
        with explained(), self._connected():
            if self._database.in_transaction():
                raise RuntimeError("one service function is one unit of work")
            at = self.now()
            with self._transaction() as stood:
                unit = Unit(actor, at, stood.trail)
                if not entering:
                    require_still_in(actor)
                yield unit
                unit.write(draft=draft)
                if unit.kept:
                    commits.count(self._database, unit.trail)
        if unit.kept:
            self.kept += 1
            if self._counter is not None:
                self._counter.keep(stood.line, stood.commits + 1)
        if unit.kept and changed:
            self._on_change(unit.change(changed))

    @contextmanager
    def _transaction(self) -> Iterator[RecordLine]:
        """Begin one that writes, once the main file says that what comes stands in the log."""
        if self._flag_behind:
            self._flag_behind = not commits.checkpoint(self._database)
        while True:
            with self._database.atomic("IMMEDIATE"):
                stood = commits.state(self._database)
                if stood.log_open:
                    yield stood
                    return
            self._flag_behind = not commits.open_log(self._database)

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """Give this thread a connection to the file as it lies there now; one that a fault left unusable is closed."""
        with self._at_it():
            opened = self._database.connect(reuse_if_open=True)
            if self._database.in_transaction():
                yield
                return
            passing = opened and get_ident() != self._home
            if opened and not passing and not self.for_reading:  # a fault closed the one before, and perhaps its log
                with suppress(StorageUnavailable), explained():
                    commits.fold(self._database)
            try:
                if not opened and not self._database.is_in_place():
                    passing = True
                    raise StorageUnavailable("file-unreachable", path=str(self.folder.root))
                yield
            except BaseException as error:
                passing = passing or leaves_stale(error)
                raise
            finally:
                if passing:
                    self._database.close()

    @contextmanager
    def _at_it(self) -> Iterator[None]:
        """Keeps :meth:`close` waiting. A unit that was under way before may go on, with what is nested in it too."""
        thread = get_ident()
        with self._turn:
            if self._closed and not self._at_work[thread]:
                raise _closed()
            self._at_work[thread] += 1
        try:
            yield
        finally:
            with self._turn:
                self._at_work[thread] -= 1
                self._turn.notify_all()

    def copy_into(self, target: Path) -> Mapping[str, int]:
        """Copy the whole record into a new file and look at it; how many rows each table has. Inside a reading.

        Raises:
            StorageUnavailable: if the copy is not whole, or could not be written.
        """
        return snapshot.take(self._database, target)

    def counts(self) -> Mapping[str, int]:
        """How many rows each table has; inside a reading."""
        return snapshot.counts(self._database)

    @property
    def schema(self) -> int:
        """The version of the record's tables; inside a reading."""
        return version_of(self._database)

    def damaged_pages(self, on_progress: Progress) -> list[int]:
        """Look at every page past SQLite, beside whatever else is at work; see `page_check`."""
        self.fold()  # before the pages are counted
        with explained(), self._connected():
            try:
                [(count,)] = self._database.run("PRAGMA page_count")
                where = self.folder.database, self.folder.log
                return self._database.with_key(lambda key: damaged_pages(*where, key, count, self.fold, on_progress))
            except OSError as error:
                raise StorageUnavailable("file-unreachable") from error

    def pragma(self, name: str) -> list[tuple[object, ...]]:
        """Ask SQLite about the file (``quick_check``, ``foreign_key_check``, …)."""
        with explained(), self._connected():
            return self._database.run(f"PRAGMA {name}")


def _nobody() -> None:
    """Nobody is asked about the clock."""


def _closed() -> RuntimeError:
    return RuntimeError("this storage is closed")


def _unbind_shut() -> None:
    """Unbind the models that point at a file that is shut, and no others."""
    for model in MODELS:
        meta = cast(FileMetadata, model._meta)  # noqa: SLF001  # the name peewee documents
        if isinstance(meta.live, EncryptedDatabase) and meta.live.is_shut:
            meta.set_database(None)  # type: ignore[arg-type]  # the stubs forget that a model may be unbound
