"""The window before anybody is logged in: first run, log-in, recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from peerdesk import i18n
from peerdesk.errors import AccessDenied, PeerDeskError, StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.settings import Settings
from peerdesk.ui import theme
from peerdesk.ui.backups.drives import plugged_in
from peerdesk.ui.log_in.log_in_page import LogInPage
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.unsaved_work import LeavingWindow

if TYPE_CHECKING:  # loaded when somebody goes there: nearly always it is the log-in alone that is needed
    from datetime import datetime

    from peerdesk.domain.backups.places import Drives
    from peerdesk.domain.clock import ClockDoubt
    from peerdesk.security.slots import Opened
    from peerdesk.ui.backups.restore_page import RestorePage
    from peerdesk.ui.first_run.first_run_page import FirstRunPage
    from peerdesk.ui.first_run.steps import NewCentre
    from peerdesk.ui.log_in.clock_page import ClockPage
    from peerdesk.ui.log_in.password_recovery_page import PasswordRecoveryPage


class StartWindow(LeavingWindow):
    """Shows the first run in an empty folder, else the log-in; opens nothing itself."""

    entered = Signal(object, str)
    """A right password: what it opened (:class:`Opened`) and the user name."""
    typed = Signal()
    """A key went into the log-in."""

    clock_accepted = Signal(object)
    """The clock does not fit the record (:class:`ClockDoubt`), and its date is right, says whoever sits there."""
    clock_settled = Signal()
    """The clock was set and fits now."""

    demo_asked = Signal()
    restart_asked = Signal()
    """Another language was chosen at the log-in: build me again."""

    def __init__(
        self,
        folder: DataFolder,
        settings: Settings,
        now: Callable[[], datetime],
        runner: TaskRunner,
        drives: Drives = plugged_in,
    ) -> None:
        super().__init__()
        self._folder, self._settings, self._now, self._runner, self._drives = folder, settings, now, runner, drives
        self.setObjectName("start")
        self.setWindowTitle(_("PeerDesk"))
        self.setMinimumSize(QSize(860, 560))
        self.resize(1000, 640)
        self.first_run_page: FirstRunPage | None = None
        self.recover_page: PasswordRecoveryPage | None = None
        self.clock_page: ClockPage | None = None
        self.damage_page: QWidget | None = None
        self.restore_page: RestorePage | None = None
        self._start()
        theme.dress(self)

    def _start(self) -> None:
        happened = ""
        try:
            happened = door.finish_restore(self._folder)
            found = door.has_centre(self._folder)
            lost = door.what_is_lost(self._folder) if found else ""
        except PeerDeskError as error:
            self._begin_log_in(self._settings.user_name)
            self.show_error(error)
            return
        if found:
            self._begin_log_in(self._settings.user_name)
            self._say_first(happened, lost)
        else:
            self._begin_first_run()

    def _say_first(self, happened: str, lost: str) -> None:
        """What a start finished by itself, and what is away: before anybody types a password."""
        if not happened and not lost:
            return
        from peerdesk import words

        if happened:
            self.log_in_page.begin(self._settings.user_name, words.failure(StorageUnavailable(happened)))
        if lost:
            self.log_in_page.show_lost(words.failure(StorageUnavailable(lost)))

    @Slot(object)
    def show_error(self, error: PeerDeskError) -> None:
        """Say in plain words why the centre could not be made or opened; everything typed stays.

        A centre that was made but could not be opened is logged into, never made twice.
        """
        from peerdesk import words

        if self.clock_page is not None or self.damage_page is not None:
            self._begin_log_in(self._settings.user_name)
        if self.first_run_page is not None and self._folder.keys.exists():
            self._begin_log_in(self.first_run_page.draft().coordinator.user_name)
        if self.first_run_page is not None:
            self.first_run_page.show_error(error)
        elif self.recover_page is not None and self.recover_page is self._ways_in.currentWidget():
            self.recover_page.show_error(error)
        else:
            self.log_in_page.show_problem(words.failure(error), of_password=isinstance(error, AccessDenied))

    def ask_about_clock(self, doubt: ClockDoubt, look: Callable[[], ClockDoubt | None]) -> None:
        """The password is right, and the clock does not fit the record: ask before anything is written."""
        from peerdesk.ui.log_in.clock_page import ClockPage

        page = self.clock_page = ClockPage(doubt, look)
        page.accepted.connect(self.clock_accepted)
        page.settled.connect(self.clock_settled)
        self._put(page)
        page.begin()

    def _begin_first_run(self, draft: NewCentre | None = None) -> None:
        from peerdesk.ui.first_run.first_run_page import FirstRunPage
        from peerdesk.ui.first_run.steps import NewCentre

        page = self.first_run_page = FirstRunPage(
            self._folder, self._now, self._runner, draft or NewCentre(), self._drives
        )
        page.made.connect(self._on_made)
        page.failed.connect(self.show_error)
        page.demo_asked.connect(self._on_demo_asked)
        page.restore_asked.connect(self.begin_restore)
        page.language_step.language_chosen.connect(self._on_first_language)
        self._put(page)
        page.begin()

    def _begin_log_in(self, user_name: str) -> None:
        self.first_run_page = self.recover_page = self.clock_page = self.restore_page = self.damage_page = None
        self.log_in_page = LogInPage(self._folder, self._now, self._runner)
        self._ways_in = QStackedWidget()
        self._ways_in.addWidget(self.log_in_page)
        self.log_in_page.unlocked.connect(self.entered)
        self.log_in_page.failed.connect(self.show_error)
        for edit in (self.log_in_page.user_name, self.log_in_page.password):
            edit.textEdited.connect(self.typed)
        self.log_in_page.recovery_asked.connect(self._on_recovery_asked)
        self.log_in_page.restore_asked.connect(self.begin_restore)
        self.log_in_page.language_chosen.connect(self._on_language)
        self._put(self._ways_in)
        self.log_in_page.begin(user_name)

    @Slot(object, str)
    def _on_made(self, opened: Opened, user_name: str) -> None:
        from peerdesk.services.backups import places

        place = self.first_run_page.draft().place if self.first_run_page is not None else None
        places.keep(self._settings, place)
        self.entered.emit(opened, user_name)

    def ask_for_salvage(self) -> None:
        """Whoever wants the record brought back says who they are."""
        notice = _("Please log in once more: then what can be read of the record is brought back.")
        self.log_in_page.begin(self._settings.user_name, notice)

    def put_damage(self, page: QWidget) -> None:
        """Show what is wrong with the record, or what came back of it; the log-in is made anew after it."""
        self.damage_page = page
        self._put(page)

    def begin_new_locks(self, password: str) -> None:
        """Give the record other keys, with the password of who was logged in, and go back to the log-in."""
        from peerdesk.ui.log_in.new_locks_page import NewLocksPage

        page = NewLocksPage(self._folder, self._now, self._runner)
        page.left.connect(self._on_restored)
        self.put_damage(page)
        page.begin(self._settings.user_name, password)

    @Slot()
    def begin_restore(self) -> None:
        """Show the copies that could take the place of the record; what was typed in a first run is asked about."""
        if not self.may_leave():
            return
        from peerdesk.ui.backups.restore_page import RestorePage

        page = self.restore_page = RestorePage(self._folder, self._settings, self._now, self._runner, self._drives)
        page.restored.connect(self._on_restored)
        page.left.connect(self._on_restore_left)
        self.first_run_page = self.recover_page = self.damage_page = None
        self._put(page)
        page.begin()

    @Slot()
    def _on_restore_left(self) -> None:
        self.restore_page = None
        self._start()

    @Slot(str)
    def _on_restored(self, notice: str) -> None:
        self._begin_log_in(self._settings.user_name)
        self.log_in_page.begin(self._settings.user_name, notice)

    def _put(self, page: QWidget) -> None:
        self.setCentralWidget(page)  # Qt deletes the one before when its events are done

    @Slot()
    def _on_demo_asked(self) -> None:
        if self.may_leave():
            self.demo_asked.emit()

    @Slot(str)
    def _on_first_language(self, code: str) -> None:
        """In force at once, with everything typed so far still there."""
        draft = self.first_run_page.draft() if self.first_run_page is not None else None
        self._keep_language(code)
        i18n.speak(code)
        self.setWindowTitle(_("PeerDesk"))
        self._begin_first_run(draft)

    @Slot(str)
    def _on_language(self, code: str) -> None:
        self._keep_language(code)
        self.restart_asked.emit()

    def _keep_language(self, code: str) -> None:
        self._settings.language = code
        self._settings.save()

    @Slot()
    def _on_recovery_asked(self) -> None:
        if self.recover_page is None:
            self.recover_page = self._add_recovery()
        self._ways_in.setCurrentWidget(self.recover_page)
        self.recover_page.begin(self.log_in_page.user_name.text().strip())

    def _add_recovery(self) -> PasswordRecoveryPage:
        from peerdesk.ui.log_in.password_recovery_page import PasswordRecoveryPage

        page = PasswordRecoveryPage(self._folder, self._now, self._runner)
        page.recovered.connect(self._on_recovered)
        page.left.connect(self._on_recovery_left)
        self._ways_in.addWidget(page)
        return page

    @Slot()
    def _on_recovery_left(self) -> None:
        self._ways_in.setCurrentWidget(self.log_in_page)
        self.log_in_page.begin(self.log_in_page.user_name.text())

    @Slot(str)
    def _on_recovered(self, user_name: str) -> None:
        self._ways_in.setCurrentWidget(self.log_in_page)
        notice = _(
            "The new password is in force. Please log in with it, and print a new password recovery sheet in Settings."
        )
        self.log_in_page.begin(user_name, notice)
