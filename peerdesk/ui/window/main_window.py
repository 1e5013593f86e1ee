"""The window of somebody who is logged in: side bar, pages, commands. No logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.errors import StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.actions import Command, build_actions
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import (
    BinPlace,
    GroupPlace,
    MeasuresOf,
    MemberPlace,
    MentorFor,
    PageBefore,
    PageName,
    PagePlace,
    Place,
    ReportPlace,
    SessionPlace,
    SettingsPlace,
)
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.unsaved_work import LeavingWindow
from peerdesk.ui.widgets.bars.banner import Banner
from peerdesk.ui.widgets.forms.autosave import stop_timers
from peerdesk.ui.widgets.parts import column, label
from peerdesk.ui.window import geometry
from peerdesk.ui.window.locking import Locker
from peerdesk.ui.window.masking import Masking
from peerdesk.ui.window.pages import PAGES, PageStack, in_side_bar
from peerdesk.ui.window.side_bar import SideBar

if TYPE_CHECKING:  # loaded and built when it is first asked for, as the pages are
    from peerdesk.domain.clock import ClockDoubt
    from peerdesk.domain.file_check import Finding
    from peerdesk.ui.damage.damage_page import DamagePage
    from peerdesk.ui.log_in.clock_page import ClockPage
    from peerdesk.ui.log_in.lock_page import LockPage
    from peerdesk.ui.window.finder import Finder


class MainWindow(LeavingWindow):
    """Leads from one page to another."""

    clock_accepted = Signal(object)
    """The clock does not fit the record (:class:`ClockDoubt`), and its date is right, says whoever sits there."""
    salvage_asked = Signal(object)
    """Bring back what can be read, which the record has to be closed for; with a copy (``Path``) or ``None``."""
    locked = Signal()
    unlocked = Signal()
    """Somebody is back, or has settled the clock."""

    closed = Signal()
    """Somebody closed the window, and meant to leave."""

    user_switched = Signal()
    restore_asked = Signal()
    """A copy is to be put in the place of the record: close it first."""
    restart_asked = Signal()
    """Another language or theme was chosen: build me again."""

    def __init__(self, context: AppContext, bus: DataBus, runner: TaskRunner) -> None:
        super().__init__()
        self._context = context
        self.messages = Messages(self)
        self.pages = PageStack(context, self.messages, bus, runner)
        self._trail: list[QWidget] = []
        self._finder: Finder | None = None
        self._lock_page: LockPage | None = None
        self._clock_page: ClockPage | None = None
        self.damage_page: DamagePage | None = None
        self._damage_later: list[Finding] = []
        self._build()
        self._connect()
        self.locker = Locker(self, context.settings.lock_after)
        self.masking = Masking(self, self.messages)
        theme.dress(self)
        self.go(self.pages.today)

    def _build(self) -> None:
        self.setWindowTitle(_("PeerDesk – {name}").format(name=self._context.actor.name))
        self.setMinimumSize(QSize(1000, 560))
        self.resize(1366, 728)
        self.commands = build_actions(self, self._context.actor, self._handlers())
        self.addActions(list(self.commands.values()))
        self.side_bar = SideBar(self._context.actor.name, self.commands, in_side_bar(self.commands))
        self._desk = QWidget()
        line = QHBoxLayout(self._desk)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        area = column(*self._what_stands_above(), self.pages, spacing=0)
        self.banner = Banner(area)
        line.addWidget(self.side_bar)
        line.addWidget(area, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._desk)
        self.setCentralWidget(self._whole)
        if kept := self._context.settings.geometry:
            geometry.restore(self, kept)

    def _what_stands_above(self) -> list[QWidget]:
        """That the record is open for reading alone, or damaged, for as long as it is."""
        self._above = label("", "readingOnly", wrap=True)
        self._above.hide()
        if code := self._context.storage.for_reading:
            self._say_above(words.failure(StorageUnavailable(code)))
        return [self._above]

    def _say_above(self, text: str) -> None:
        self._above.setText(text)
        self._above.setAccessibleName(text)
        self._above.show()

    def _handlers(self) -> dict[Command, Callable[[], object]]:
        going: dict[Command, Callable[[], object]] = {
            entry.command: partial(self.open, PagePlace(name)) for name, entry in PAGES.items() if entry.command
        }
        return going | {
            Command.FIND: self._find,
            Command.GO_BACK: self.go_back,
            Command.GO_BIN: partial(self.open, BinPlace()),
            Command.NEW_MEMBER: self._new_member,
            Command.NEW_GROUP: self._new_group,
            Command.NEW_SESSION: self._new_session,
            Command.PRINT: self._print,
            Command.LOCK: self.lock,
            Command.SWITCH_USER: self._switch_user,
            Command.QUIT: self.close,
        }

    def _connect(self) -> None:
        self.side_bar.leads_to.connect(self.open)
        self.messages.leads_to.connect(self.open)
        self.messages.restart_asked.connect(self._restart)
        self.messages.restore_asked.connect(self._restore)
        self.messages.damage_found.connect(self.tell_damage)
        self.messages.said.connect(self.banner.say)
        self.messages.warned.connect(self.banner.warn)

    @property
    def finder(self) -> Finder:
        """Lies over the pages while somebody looks for something."""
        if self._finder is None:
            from peerdesk.ui.window.finder import Finder

            self._finder = Finder(self._context, self.messages, self.commands, self._desk)
            self._finder.command_chosen.connect(self._on_command)
        return self._finder

    @property
    def lock_page(self) -> LockPage:
        """What is seen while the window is locked."""
        if self._lock_page is None:
            from peerdesk.ui.log_in.lock_page import LockPage

            self._lock_page = LockPage(self._context)
            self._lock_page.unlocked.connect(self._on_unlocked)
            self._lock_page.user_switched.connect(self._switch_user)
            self._whole.addWidget(self._lock_page)
        return self._lock_page

    # Ways

    def go(self, page: QWidget) -> None:
        """Show a page and remember the one before it."""
        current = self.pages.currentWidget()
        if current is not None and current is not page:
            self._trail = [*self._trail[-20:], current]
        self._show(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def go_back(self) -> None:
        if self._trail:
            self._show(self._trail.pop())

    def _show(self, page: QWidget) -> None:
        if self.pages.shows(PageName.SESSION) and page is not self.pages.session:
            self.pages.leave_session()
        self.pages.setCurrentWidget(page)
        entry = self.pages.entry_of(page)
        self.side_bar.show_chosen(entry.under or entry.name)

    @Slot(object)
    def open(self, place: Place) -> None:
        """Go to a place, wherever somebody said that they want to."""
        match place:
            case PagePlace(name):
                self.go(self.pages.page(name))
            case PageBefore():
                self.go_back()
            case MemberPlace(member_id):
                self.go(self.pages.members)
                self.pages.members.open(member_id)
            case GroupPlace(group_id):
                self.go(self.pages.groups)
                self.pages.groups.open(group_id)
            case SessionPlace(session_id):
                self.go(self.pages.session)
                self.pages.session.open(session_id)
            case ReportPlace(name, choices):
                self.go(self.pages.reports)
                self.pages.reports.open(name, choices)
            case MentorFor(member_id):
                self.go(self.pages.mentoring)
                self.pages.mentoring.find_for(member_id)
            case MeasuresOf(member_id):
                self.go(self.pages.measures)
                self.pages.measures.enter_for(member_id)
            case SettingsPlace():
                self.go(self.pages.settings)
                self.pages.settings.open(place)

    # Commands

    @Slot()
    def lock(self) -> None:
        """Hide everything until the password is typed. What is typed stays where it is."""
        self.pages.keep_typing()
        if self._finder is not None:
            self._finder.hide()
        self._enable(unlocked=False)
        self._desk.hide()  # before anything else can go wrong
        self._whole.setCurrentWidget(self.lock_page)
        self.lock_page.ask()
        self.locked.emit()

    @Slot()
    def _on_unlocked(self) -> None:
        self._enable(unlocked=True)
        self._whole.setCurrentWidget(self._desk)
        self.unlocked.emit()
        if self._damage_later:
            later, self._damage_later = self._damage_later, []
            self.tell_damage(later)

    def ask_about_clock(self, doubt: ClockDoubt) -> None:
        """Hide the pages behind the question about the PC's clock; what is typed stays, and a locked window locked."""
        if self._is_locked():
            return
        from peerdesk.ui.log_in.clock_page import ClockPage

        self.pages.keep_typing()
        if self._finder is not None:
            self._finder.hide()
        page = self._clock_page = ClockPage(doubt, self._context.storage.clock_doubt)
        page.accepted.connect(self.clock_accepted)
        page.settled.connect(self.leave_clock)
        self._enable(unlocked=False)
        self._whole.addWidget(page)
        self._whole.setCurrentWidget(page)
        page.begin()

    @Slot()
    def leave_clock(self) -> None:
        """The clock is settled: everything is as it was."""
        page, self._clock_page = self._clock_page, None
        if page is not None:
            self._whole.removeWidget(page)
            page.deleteLater()
            self._on_unlocked()

    @Slot(object)
    def end_check(self, found: list[Finding]) -> None:
        """Every part of the record was looked at."""
        self.side_bar.end_check()
        self.messages.tell_findings(found)

    @Slot(object)
    def tell_damage(self, found: Sequence[Finding]) -> None:
        """Part of the record cannot be read: said over everything, once; what is typed stays."""
        if self.damage_page is not None or self._is_locked():
            self._damage_later = list(found) if self.damage_page is None else []
            return
        from peerdesk.services.backups.finding import latest as latest_copy
        from peerdesk.ui.damage.damage_page import DamagePage

        if self._finder is not None:
            self._finder.hide()
        page = self.damage_page = DamagePage(found, latest_copy(self._context.storage.folder), may_go_on=True)
        page.salvage_asked.connect(self._on_salvage_asked)
        page.restore_asked.connect(self._restore_for_damage)
        page.went_on.connect(self._leave_damage)
        self._enable(unlocked=False)
        self._whole.addWidget(page)
        self._whole.setCurrentWidget(page)
        page.begin()

    @Slot(object)
    def _on_salvage_asked(self, copy: object) -> None:
        if self.may_leave():
            self.salvage_asked.emit(copy)

    @Slot()
    def _restore_for_damage(self) -> None:
        if self.may_leave():
            self.restore_asked.emit()

    @Slot()
    def _leave_damage(self) -> None:
        """Seen, and gone on with: a line goes on saying it, the page comes again with the next log-in."""
        self._say_above(words.failure(StorageUnavailable("damaged-gone-on")))
        self._on_unlocked()

    def _enable(self, *, unlocked: bool) -> None:
        for command, action in self.commands.items():
            action.setEnabled(unlocked or command in (Command.SWITCH_USER, Command.QUIT))

    @Slot()
    def _find(self) -> None:
        self.finder.ask()

    @Slot(Command)
    def _on_command(self, command: Command) -> None:
        self.commands[command].trigger()

    @Slot()
    def _new_member(self) -> None:
        self.go(self.pages.members)
        self.pages.members.start_new()

    @Slot()
    def _new_group(self) -> None:
        self.go(self.pages.groups)
        self.pages.groups.start_new()

    @Slot()
    def _new_session(self) -> None:
        self.go(self.pages.sessions)
        self.pages.sessions.start_new()

    @Slot()
    def _print(self) -> None:
        if self.pages.shows(PageName.SESSION):
            self.pages.session.print_sheet()
        elif self.pages.shows(PageName.REPORTS):
            self.pages.reports.print_pages()
        else:
            self.go(self.pages.reports)

    def action(self, command: Command) -> QAction:
        return self.commands[command]

    # Leaving

    @Slot()
    def _switch_user(self) -> None:
        if self.may_leave():
            self.user_switched.emit()

    @Slot()
    def _restore(self) -> None:
        if self.may_leave():
            self.restore_asked.emit()

    @Slot()
    def _restart(self) -> None:
        if self.may_leave():
            self.restart_asked.emit()

    def may_leave(self) -> bool:
        self.pages.keep_typing()
        return super().may_leave()

    def what_is_lost(self, names: list[str]) -> str:
        if self._is_locked():
            return _("Something that was typed is not saved yet.")
        return super().what_is_lost(names)

    def go_on_at(self, holder: QWidget) -> None:
        page = next(page for page in self.pages.built() if page.isAncestorOf(holder))
        if not self._is_locked() and page is not self.pages.currentWidget():
            self.go(page)

    def _is_locked(self) -> bool:
        return self._whole.currentWidget() is not self._desk

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pages.keep_typing()
        self._context.settings.geometry = geometry.packed(self)
        self._context.settings.save()
        super().closeEvent(event)
        if event.isAccepted():
            stop_timers(self)
            if not self.is_retired:
                self.closed.emit()
