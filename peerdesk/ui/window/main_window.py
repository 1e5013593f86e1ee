"""The window of somebody who is logged in: side bar, pages, commands. No logic of its own."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.papers.choices import Choices
from peerdesk.i18n import gettext as _
from peerdesk.ui.actions import Command, build_actions
from peerdesk.ui.bus import DataBus
from peerdesk.ui.log_in.lock_page import LockPage
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.unsaved_work import LeavingWindow
from peerdesk.ui.widgets.autosave import stop_timers
from peerdesk.ui.widgets.banner import Banner
from peerdesk.ui.widgets.parts import column
from peerdesk.ui.window.finder import Finder
from peerdesk.ui.window.page_stack import PageStack
from peerdesk.ui.window.side_bar import SideBar

PAGES = {
    Command.GO_TODAY: "today",
    Command.GO_MEMBERS: "members",
    Command.GO_GROUPS: "groups",
    Command.GO_SESSIONS: "sessions",
    Command.GO_FOLLOW_UPS: "follow_ups",
    Command.GO_MENTORING: "mentoring",
    Command.GO_REPORTS: "reports",
    Command.GO_SETTINGS: "settings",
}
"""The side bar from top to bottom, and the name of each page in the :class:`PageStack`."""

BESIDE = {Command.GO_PRESENCE: "presence", Command.GO_MEASURES: "measures"}
"""Pages that are reached by a command or from another page."""

_SHOWN_UNDER = {"session": "sessions", "presence": "today", "measures": "members"}


class MainWindow(LeavingWindow):
    """Leads from one page to another."""

    user_switched = Signal()
    restart_asked = Signal()
    """Another language or theme was chosen: build me again."""

    def __init__(self, context: AppContext, bus: DataBus, runner: TaskRunner) -> None:
        super().__init__()
        self._context = context
        self.messages = Messages(self)
        self.pages = PageStack(context, self.messages, bus, runner)
        self._trail: list[QWidget] = []
        self._build()
        self._connect()
        self.go(self.pages.today)

    def _build(self) -> None:
        self.setWindowTitle(_("PeerDesk – {name}").format(name=self._context.actor.name))
        self.setMinimumSize(QSize(1000, 560))
        self.resize(1366, 728)
        self.commands = build_actions(self, self._context.actor, self._handlers())
        self.addActions(list(self.commands.values()))
        self.side_bar = SideBar(self._context.actor.name, self.commands, list(PAGES))
        self.lock_page = LockPage(self._context)
        desk = QWidget()
        self.finder = Finder(self._context, self.messages, self.commands, desk)
        line = QHBoxLayout(desk)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        area = column(self.pages)
        self.banner = Banner(area)
        line.addWidget(self.side_bar)
        line.addWidget(area, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(desk)
        self._whole.addWidget(self.lock_page)
        self.setCentralWidget(self._whole)
        if geometry := self._context.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def _handlers(self) -> dict[Command, Callable[[], object]]:
        going: dict[Command, Callable[[], object]] = {
            command: partial(self._go_to, name) for command, name in (PAGES | BESIDE).items()
        }
        return going | {
            Command.FIND: self._find,
            Command.GO_BACK: self.go_back,
            Command.NEW_MEMBER: self._new_member,
            Command.NEW_GROUP: self._new_group,
            Command.NEW_SESSION: self._new_session,
            Command.PRINT: self._print,
            Command.LOCK: self.lock,
            Command.SWITCH_USER: self._switch_user,
            Command.QUIT: self.close,
        }

    def _connect(self) -> None:
        self.side_bar.chosen.connect(self._on_chosen)
        self.messages.said.connect(self.banner.say)
        self.messages.warned.connect(self.banner.warn)
        self.lock_page.unlocked.connect(self._on_unlocked)
        self.lock_page.user_switched.connect(self._switch_user)
        self.finder.member_opened.connect(self.open_member)
        self.finder.group_opened.connect(self.open_group)
        self.finder.session_opened.connect(self.open_session)
        self.finder.report_asked.connect(self.open_report)
        self.finder.command_chosen.connect(self._on_command)
        self.pages.restart_asked.connect(self._restart)
        self.pages.session_left.connect(self.go_back)
        self.pages.member_opened.connect(self.open_member)
        self.pages.group_opened.connect(self.open_group)
        self.pages.session_opened.connect(self.open_session)
        self.pages.report_asked.connect(self.open_report)
        self.pages.presence_opened.connect(self.commands[Command.GO_PRESENCE].trigger)
        self.pages.follow_ups_opened.connect(self.commands[Command.GO_FOLLOW_UPS].trigger)
        self.pages.mentoring_opened.connect(self.find_mentor)
        self.pages.measures_opened.connect(self.enter_measures)

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
        """Show the page before."""
        if self._trail:
            self._show(self._trail.pop())

    def _go_to(self, name: str) -> None:
        self.go(getattr(self.pages, name))

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        self._go_to(list(PAGES.values())[row])

    def _show(self, page: QWidget) -> None:
        if self.pages.shows_session() and page is not self.pages.session:
            self.pages.leave_session()
        self.pages.setCurrentWidget(page)
        name = next(name for name, built in vars(self.pages).items() if built is page)
        self.side_bar.show_chosen(list(PAGES.values()).index(_SHOWN_UNDER.get(name, name)))

    @Slot(int)
    def open_member(self, member_id: int) -> None:
        """Show a member's page."""
        self.go(self.pages.members)
        self.pages.members.open(member_id)

    @Slot(int)
    def open_group(self, group_id: int) -> None:
        """Show a group's page."""
        self.go(self.pages.groups)
        self.pages.groups.open(group_id)

    @Slot(int)
    def open_session(self, session_id: int) -> None:
        """Show the session screen."""
        self.go(self.pages.session)
        self.pages.session.open(session_id)

    @Slot(int)
    def find_mentor(self, member_id: int) -> None:
        """Show who could accompany a member; with 0 the mentoring page alone."""
        self.go(self.pages.mentoring)
        if member_id:
            self.pages.mentoring.find_for(member_id)

    @Slot(int)
    def enter_measures(self, member_id: int) -> None:
        """Show a member's scales to be filled in; with 0 the page alone."""
        self.go(self.pages.measures)
        if member_id:
            self.pages.measures.enter_for(member_id)

    @Slot(str, object)
    def open_report(self, name: str, choices: Choices) -> None:
        """Show a report with its choices made."""
        self.go(self.pages.reports)
        self.pages.reports.open(name, choices)

    # Commands

    @Slot()
    def lock(self) -> None:
        """Hide everything until the password is typed. What is typed stays where it is."""
        self.pages.keep_typing()
        self.finder.hide()
        self._enable(unlocked=False)
        self._whole.setCurrentWidget(self.lock_page)
        self.lock_page.ask()

    @Slot()
    def _on_unlocked(self) -> None:
        self._enable(unlocked=True)
        self._whole.setCurrentIndex(0)

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
        if self.pages.shows_session():
            self.pages.session.print_sheet()
        elif self.pages.currentWidget() is self.pages.reports:
            self.pages.reports.print_pages()
        else:
            self.go(self.pages.reports)

    def action(self, command: Command) -> QAction:
        """The action of a command."""
        return self.commands[command]

    # Leaving

    @Slot()
    def _switch_user(self) -> None:
        if self.may_leave():
            self.user_switched.emit()

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
        page = next(page for page in vars(self.pages).values() if isinstance(page, Page) and page.isAncestorOf(holder))
        if not self._is_locked() and page is not self.pages.currentWidget():
            self.go(page)

    def _is_locked(self) -> bool:
        return self._whole.currentWidget() is self.lock_page

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pages.keep_typing()
        self._context.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._context.settings.save()
        super().closeEvent(event)
        if event.isAccepted():
            stop_timers(self)
