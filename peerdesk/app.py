"""The composition root: builds the program for the window and holds no logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from peerdesk import i18n, paths
from peerdesk.domain.changes import EVERYTHING
from peerdesk.errors import PeerDeskError, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.settings import Settings
from peerdesk.ui import crash, theme
from peerdesk.ui.backups.drives import plugged_in
from peerdesk.ui.bus import DataBus
from peerdesk.ui.damage.salvaging import Salvaging
from peerdesk.ui.holding import Held, hold_or_read
from peerdesk.ui.pauses import Pauses
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.unsaved_work import retire
from peerdesk.ui.warming import Warmer
from peerdesk.ui.window.start_window import StartWindow

if TYPE_CHECKING:  # what the log-in does not need is loaded where it begins
    from datetime import datetime

    from peerdesk.db.storage import Storage
    from peerdesk.domain.access import Actor
    from peerdesk.domain.backups.places import Drives
    from peerdesk.domain.clock import ClockDoubt
    from peerdesk.domain.file_check import Finding
    from peerdesk.security.slots import Opened
    from peerdesk.services.demo.build import DemoLogin
    from peerdesk.ui.backups.closing import ClosingWindow
    from peerdesk.ui.backups.keeper import BackupKeeper
    from peerdesk.ui.demo_place import DemoPlace
    from peerdesk.ui.window.main_window import MainWindow

NEXT_DAY_MS = 60_000


class Program(QObject):
    """Everything that lives as long as the program does."""

    _clock_doubted = Signal()
    """A write was refused because the clock does not fit the record; from any thread."""

    def __init__(
        self,
        app: QApplication,
        folder: DataFolder,
        settings: Settings,
        now: Callable[[], datetime],
        drives: Drives = plugged_in,
        held: Held | None = None,
    ) -> None:
        super().__init__(app)
        self._app, self._folder, self._drives = app, folder, drives
        self._held = held or Held(None)
        self._settings = settings
        self._now = now
        self._day = now().date()
        self._entering = ""
        self._opened: Opened | None = None  # only while somebody is entering
        self.runner = TaskRunner(self)
        self.storage: Storage | None = None
        self.bus = DataBus(self)
        self.warming = Warmer(self)
        self.warming.ended.connect(self.runner.let_collect)
        self.pauses = Pauses(self.runner, self)
        self.salvaging = Salvaging(self.runner, now, self)
        self.salvaging.went_on.connect(self._look_at_clock_first)
        self.salvaging.salvaged.connect(self._enter)
        self.window: MainWindow | None = None
        self.start_window: StartWindow | None = None
        self._actor: Actor | None = None
        self._demo_place: DemoPlace | None = None
        self._keeper: BackupKeeper | None = None
        self._closing: ClosingWindow | None = None
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start(NEXT_DAY_MS)
        self._clock_doubted.connect(self._look_at_clock, Qt.ConnectionType.QueuedConnection)
        app.applicationStateChanged.connect(self._on_state)

    def show_start(self) -> None:
        """First run or log-in."""
        i18n.speak(self._settings.language or "en")
        self.start_window = StartWindow(self._folder, self._settings, self._now, self.runner, self._drives)
        self.start_window.entered.connect(self._enter)
        self.start_window.clock_settled.connect(self._begin_day)
        self.start_window.clock_accepted.connect(self._begin_day)
        self.start_window.demo_asked.connect(self._make_demo)
        self.start_window.restart_asked.connect(self._restart_start)
        self.start_window.typed.connect(self.warming.rest)
        self.start_window.show()
        self.warming.start()

    @Slot()
    def _restart_start(self) -> None:
        theme.apply(self._app, dark=theme.prefers_dark(self._app, self._settings.theme))
        retire(self.start_window)
        self.show_start()

    @Slot(object, str)
    def _enter(self, opened: Opened, user_name: str) -> None:
        self.warming.stop()
        from peerdesk.db.storage import Storage
        from peerdesk.services import checking

        self._entering, self._opened = user_name, opened
        try:
            if self._held.unwritable:  # there may be room by now
                self._held = hold_or_read(self._folder)
            announce, unwritable = self.bus.changed.emit, self._held.unwritable
            self.storage = Storage.open(self._folder, opened.master, self._now, announce, unwritable=unwritable)
            self.storage.bind()
            self.storage.count_in(paths.commit_counts(self._settings.path))
            if found := checking.check_opened(self.storage):
                self._tell_damage(found)
                return
        except StorageUnavailable as error:
            self._refuse_entry(error)
            return
        if self.salvaging.wanted:
            self._close_storage()
            self._tell_damage([])
            return
        self._look_at_clock_first()

    def _tell_damage(self, found: Sequence[Finding]) -> None:
        """Before anything is written: what is damaged or missing, and what can be done."""
        if self.start_window is not None and self._opened is not None:
            may_go_on = self.storage is not None
            entering = self._opened, self._entering
            self.salvaging.tell(self.start_window, self._folder, entering, found, may_go_on=may_go_on)

    @Slot()
    def _look_at_clock_first(self) -> None:
        if self.storage is None:
            return
        from peerdesk.services import clock

        try:
            doubt = clock.watch(self.storage, self._clock_doubted.emit)
        except PeerDeskError as error:
            self._refuse_entry(error)
            return
        if doubt is not None and self.start_window is not None:
            self.start_window.ask_about_clock(doubt, self.storage.clock_doubt)
        else:
            self._begin_day()

    def _refuse_entry(self, error: PeerDeskError) -> None:
        """Say why nobody gets in; of a damaged record, what can be done about it."""
        from peerdesk.domain.file_check import DAMAGED, Finding

        self._close_storage()
        if error.code == DAMAGED or self.salvaging.wanted:
            self._tell_damage([Finding(error.code)])
        elif self.start_window is not None:
            self.start_window.show_error(error)
        self._opened = None

    @Slot()
    @Slot(object)
    def _begin_day(self, accepted: ClockDoubt | None = None) -> None:
        """The clock fits, or whoever logs in says that it is right."""
        if self.storage is None or self._opened is None:
            return
        from peerdesk.security import attempts
        from peerdesk.services import access, centre
        from peerdesk.services.sessions import sessions
        from peerdesk.ui.log_in.greeting import greet

        user_name, opened = self._entering, self._opened
        try:
            failed = attempts.of(self._folder, user_name)
            self._actor = access.enter(self.storage, opened, accepted=accepted)
            self._day = self._now().date()
            if not self.storage.for_reading:
                sessions.plan_ahead(self.storage, self._actor, today=self._day)
            language = self._settings.language or centre.details(self.storage, self._actor).language
        except PeerDeskError as error:
            self._refuse_entry(error)
            return
        self._opened = None
        self._settings.user_name, self._settings.language = user_name, language
        self._show_main()
        greet(self.window, (self.storage, self._actor), opened, failed)
        self.pauses.watch(self.storage)
        self.salvaging.check(self.storage, self._actor)
        retire(self.start_window)
        self.start_window = None
        self._settings.save()  # waits for the disk

    def _show_main(self) -> None:
        if self.storage is None or self._actor is None:
            return
        from peerdesk.context import AppContext
        from peerdesk.ui.backups.keeper import BackupKeeper
        from peerdesk.ui.place import SessionPlace
        from peerdesk.ui.window.main_window import MainWindow

        i18n.speak(self._settings.language)
        left_open = self._settings.session_id
        context = AppContext(self.storage, self._actor, self._now, self._settings, self._drives)
        self.window = MainWindow(context, self.bus, self.runner)
        self.window.user_switched.connect(self._switch_user)
        self.window.restart_asked.connect(self._rebuild)
        self.window.locked.connect(self.pauses.fold)
        self.window.unlocked.connect(self._look_at_clock)
        self.window.clock_accepted.connect(self._on_clock_accepted)
        self.window.restore_asked.connect(self._restore)
        self.window.messages.locks_asked.connect(self._change_locks)
        self.window.closed.connect(self._on_closed)
        if not self.storage.for_reading:
            self._keeper = BackupKeeper(context, self.window.messages, self.bus, self.runner, self.window)
            self._keeper.begin()
        self.window.salvage_asked.connect(self._salvage)
        self.salvaging.progressed.connect(self.window.side_bar.show_check)
        self.salvaging.checked.connect(self.window.end_check)
        self.window.show()
        self.warming.start()
        if left_open:
            self.window.open(SessionPlace(left_open))

    @Slot(object)
    def _salvage(self, copy: Path | None) -> None:
        """Close the record, so that a fresh one can take its place; whoever does it says who they are."""
        self.salvaging.want(copy)
        self._switch_user()
        if self.start_window is not None:
            self.start_window.ask_for_salvage()

    @Slot()
    def _rebuild(self) -> None:
        theme.apply(self._app, dark=theme.prefers_dark(self._app, self._settings.theme))
        old = self.window
        if old is not None:
            old.pages.leave_session()
        self._let_keeper_go()
        self._show_main()
        retire(old)

    @Slot()
    def _switch_user(self) -> None:
        old = self.window
        if old is not None:
            old.pages.leave_session()
        self.window = None
        self._let_keeper_go()
        self.show_start()  # before the last window closes, or the program would end with it
        retire(old)  # keeps what was typed, so the file is closed after it
        self.runner.finish()
        self._close_storage()

    @Slot()
    def _restore(self) -> None:
        """Close the record, so that a copy can take its place."""
        self._switch_user()
        if self.start_window is not None:
            self.start_window.begin_restore()

    @Slot(str)
    def _change_locks(self, password: str) -> None:
        """Close the record, so that one under other keys can take its place."""
        if self.window is not None and self.window.may_leave():
            self._switch_user()
            if self.start_window is not None:
                self.start_window.begin_new_locks(password)

    @Slot()
    def _on_closed(self) -> None:
        """The last copy of the day, before the program ends; shown at once, or it would end with its last window."""
        if self._keeper is not None and self._demo_place is None and self._keeper.is_behind:
            from peerdesk.ui.backups.closing import make_last

            self._closing = make_last(self._keeper)

    def _let_keeper_go(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None

    @Slot()
    def _make_demo(self) -> None:
        """Look around: in a folder of its own that is gone with the program; the centre's own folder stays empty."""
        if self.start_window is None:
            return
        from peerdesk.ui.demo_place import DemoPlace

        self._demo_place = DemoPlace()
        self._demo_place.fill(self.runner, self._now().date(), self._on_demo_made, self.start_window.show_error)

    def _on_demo_made(self, made: tuple[DataFolder, DemoLogin]) -> None:
        from peerdesk.services import door

        folder, login = made
        self._folder = folder
        self._held = self._held._replace(unwritable="")
        self._settings = Settings(folder.root / "settings.json", language=self._settings.language)
        self._enter(door.unlock(folder, login.user_name, login.password), login.user_name)

    def tell(self, error: StorageUnavailable) -> None:
        """Say in the window what is wrong with the file or its disk, wherever in the program it was met."""
        if self.window is not None:
            self.window.messages.warn(error)
        elif self.start_window is not None:
            self.start_window.show_error(error)

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._look_at_clock()

    @Slot()
    def _look_at_clock(self) -> None:
        """Each minute, when somebody comes back to the window, and when a write was refused: is the clock right?

        The day turns while the window is open: the book is planned on and every page is looked at anew.
        """
        if self.storage is None or self._actor is None or self.window is None:
            return
        if doubt := self.storage.clock_doubt():
            self.window.ask_about_clock(doubt)
            return
        day = self._now().date()
        if day == self._day:
            return
        from peerdesk.services.sessions import sessions

        self._day = day
        with self.window.messages.reporting():
            if not self.storage.for_reading:
                sessions.plan_ahead(self.storage, self._actor, today=day)
        self.bus.changed.emit(EVERYTHING)

    @Slot(object)
    def _on_clock_accepted(self, doubt: ClockDoubt) -> None:
        if self.storage is None or self._actor is None or self.window is None:
            return
        from peerdesk.services import clock

        with self.window.messages.reporting():
            clock.accept(self.storage, self._actor, doubt)
        self.window.leave_clock()

    def _close_storage(self) -> None:
        self.pauses.stop()
        self.salvaging.stop()
        if self.storage is not None:
            self.storage.close()
            self.storage = None

    def close(self) -> None:
        """The end: wait for work in hand, close the file."""
        self._clock.stop()
        if self.window is not None:
            self.window.pages.leave_session()
        retire(self.window)
        retire(self.start_window)
        self.window = self.start_window = None
        self._let_keeper_go()
        if self._closing is not None:
            self._closing.close()
            self._closing.deleteLater()
        self.runner.finish()
        self.warming.stop()
        self._close_storage()
        if self._demo_place is not None:
            self._demo_place.close()
        if self._held.lock is not None:
            self._held.lock.unlock()


def run(folder: DataFolder, settings_path: Path, now: Callable[[], datetime], arguments: list[str]) -> int:
    """Open the window and return the exit code when it is closed.

    Raises:
        StorageUnavailable: if a window has the folder open already, or it cannot be written.
    """
    app = QApplication(arguments)
    app.setApplicationName("PeerDesk")
    app.setDesktopFileName("peerdesk")
    settings = Settings.load(settings_path)
    theme.apply(app, dark=theme.prefers_dark(app, settings.theme))
    i18n.speak(settings.language or "en")
    held = hold_or_read(folder)
    crash.note_settings(folder, settings.unread)
    program = Program(app, folder, settings, now, held=held)
    crash.watch(folder, program.runner, program.tell)
    program.show_start()
    code = app.exec()
    program.close()
    return code
