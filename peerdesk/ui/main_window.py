"""The window of somebody who is logged in: side bar, pages, commands. No logic of its own."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from peerdesk.context import AppContext
from peerdesk.domain.registers import Choices
from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.actions import Command, build_actions
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.groups_page import GroupsPage
from peerdesk.ui.pages.lock_page import LockPage
from peerdesk.ui.pages.members_page import MembersPage
from peerdesk.ui.pages.page import Page
from peerdesk.ui.pages.reports_page import ReportsPage
from peerdesk.ui.pages.session_page import SessionPage
from peerdesk.ui.pages.sessions_page import SessionsPage
from peerdesk.ui.pages.settings_page import SettingsPage
from peerdesk.ui.pages.today_page import TodayPage
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.widgets.banner import Banner

SIDEBAR = 178


class MainWindow(QMainWindow):
    """Holds the pages and leads from one to another."""

    user_switched = Signal()
    restart_asked = Signal()
    """Another language or theme was chosen: build me again."""
    closed = Signal()

    def __init__(self, context: AppContext, bus: DataBus, runner: TaskRunner) -> None:
        super().__init__()
        self._context = context
        self._runner = runner
        self.messages = Messages(self)
        self._trail: list[QWidget] = []
        self._build()
        self._connect(bus)
        self.go(self.today_page)

    def _build(self) -> None:
        self.setWindowTitle(_("PeerDesk – {name}").format(name=self._context.actor.name))
        self.setMinimumSize(QSize(1000, 600))
        self.resize(1366, 728)
        context, messages = self._context, self.messages
        self.today_page = TodayPage(context, messages)
        self.members_page = MembersPage(context, messages)
        self.groups_page = GroupsPage(context, messages)
        self.sessions_page = SessionsPage(context, messages)
        self.session_page = SessionPage(context, messages)
        self.reports_page = ReportsPage(context, messages, self._runner)
        self.settings_page = SettingsPage(context, messages)
        self._pages: Mapping[Command, Page] = {
            Command.GO_TODAY: self.today_page,
            Command.GO_MEMBERS: self.members_page,
            Command.GO_GROUPS: self.groups_page,
            Command.GO_SESSIONS: self.sessions_page,
            Command.GO_REPORTS: self.reports_page,
            Command.GO_SETTINGS: self.settings_page,
        }
        self.banner = Banner()
        self._stack = QStackedWidget()
        for page in (*self._pages.values(), self.session_page):
            self._stack.addWidget(page)
        self.commands = build_actions(self, context.actor, self._handlers())
        self.addActions(list(self.commands.values()))
        self.lock_page = LockPage(context)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._desk())
        self._whole.addWidget(self.lock_page)
        self.setCentralWidget(self._whole)
        if geometry := context.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def _desk(self) -> QWidget:
        desk = QWidget()
        line = QHBoxLayout(desk)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._sidebar())
        right = QWidget()
        lines = QVBoxLayout(right)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.banner)
        lines.addWidget(self._stack, 1)
        line.addWidget(right, 1)
        return desk

    def _sidebar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("sidebar")
        bar.setFixedWidth(SIDEBAR)
        brand = QLabel("PeerDesk")
        brand.setObjectName("brand")
        self.nav = QListWidget()
        self.nav.setObjectName("nav")
        self.nav.setAccessibleName(_("Pages"))
        self.nav.setIconSize(QSize(18, 18))
        for command in self._pages:
            action = self.commands[command]
            item = QListWidgetItem(action.icon(), action.text())
            item.setSizeHint(QSize(SIDEBAR, 38))
            item.setToolTip(action.toolTip())
            self.nav.addItem(item)
        lines = QVBoxLayout(bar)
        lines.setContentsMargins(0, 0, 0, 8)
        lines.addWidget(brand)
        lines.addWidget(self.nav, 1)
        lines.addWidget(self._user_button())
        return bar

    def _user_button(self) -> QToolButton:
        user = QToolButton()
        user.setObjectName("user")
        user.setText(self._context.actor.name)
        user.setAccessibleName(_("User: {name}").format(name=self._context.actor.name))
        user.setIcon(theme.icon("user-round", self.palette()))
        user.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        user.setFixedWidth(SIDEBAR - 12)
        menu = QMenu(user)
        menu.addActions([self.commands[c] for c in (Command.LOCK, Command.SWITCH_USER, Command.QUIT)])
        user.setMenu(menu)
        return user

    def _handlers(self) -> dict[Command, Callable[[], object]]:
        going: dict[Command, Callable[[], object]] = {
            command: partial(self.go, page) for command, page in self._pages.items()
        }
        return going | {
            Command.GO_BACK: self.go_back,
            Command.NEW_MEMBER: self._new_member,
            Command.NEW_GROUP: self._new_group,
            Command.NEW_SESSION: self._new_session,
            Command.PRINT: self._print,
            Command.LOCK: self.lock,
            Command.SWITCH_USER: self.user_switched.emit,
            Command.QUIT: self.close,
        }

    def _connect(self, bus: DataBus) -> None:
        self.nav.currentRowChanged.connect(self._on_nav)
        self.messages.said.connect(self.banner.say)
        self.messages.warned.connect(self.banner.warn)
        self.lock_page.unlocked.connect(self._on_unlocked)
        self.lock_page.user_switched.connect(self.user_switched)
        self.settings_page.restart_asked.connect(self.restart_asked)
        self.session_page.left.connect(self.go_back)
        for page in (*self._pages.values(), self.session_page):
            bus.changed.connect(page.on_data_changed)
            page.member_opened.connect(self.open_member)
            page.group_opened.connect(self.open_group)
            page.session_opened.connect(self.open_session)
            page.report_asked.connect(self.open_report)

    # Ways

    def go(self, page: QWidget) -> None:
        """Show a page and remember the one before it."""
        current = self._stack.currentWidget()
        if current is not None and current is not page:
            self._trail = [*self._trail[-20:], current]
            self._show_page(page)
        self._show_in_nav(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def go_back(self) -> None:
        """Show the page before."""
        if self._trail:
            page = self._trail.pop()
            self._show_page(page)
            self._show_in_nav(page)

    def _show_page(self, page: QWidget) -> None:
        if self._stack.currentWidget() is self.session_page:
            self.session_page.leave()
        self._stack.setCurrentWidget(page)

    @Slot(int)
    def open_member(self, member_id: int) -> None:
        """Show a member's page."""
        self.go(self.members_page)
        self.members_page.open(member_id)

    @Slot(int)
    def open_group(self, group_id: int) -> None:
        """Show a group's page."""
        self.go(self.groups_page)
        self.groups_page.open(group_id)

    @Slot(int)
    def open_session(self, session_id: int) -> None:
        """Show the session screen."""
        self.go(self.session_page)
        self.session_page.open(session_id)

    @Slot(str, object)
    def open_report(self, name: str, choices: Choices) -> None:
        """Show a report with its choices made."""
        self.go(self.reports_page)
        self.reports_page.open(name, choices)

    @Slot()
    def lock(self) -> None:
        """Hide everything until the password is typed. What is typed stays where it is."""
        self.session_page.keep_now()
        for action in self.commands.values():
            action.setEnabled(False)
        self._whole.setCurrentWidget(self.lock_page)
        self.lock_page.ask()

    @Slot()
    def _on_unlocked(self) -> None:
        for action in self.commands.values():
            action.setEnabled(True)
        self._whole.setCurrentIndex(0)

    @Slot(int)
    def _on_nav(self, row: int) -> None:
        if row >= 0:
            self.go(list(self._pages.values())[row])

    def _show_in_nav(self, page: QWidget) -> None:
        shown = self.sessions_page if page is self.session_page else page
        self.nav.blockSignals(True)
        self.nav.setCurrentRow(list(self._pages.values()).index(shown))  # type: ignore[arg-type]
        self.nav.blockSignals(False)

    @Slot()
    def _new_member(self) -> None:
        self.go(self.members_page)
        self.members_page.start_new()

    @Slot()
    def _new_group(self) -> None:
        self.go(self.groups_page)
        self.groups_page.start_new()

    @Slot()
    def _new_session(self) -> None:
        self.go(self.sessions_page)
        self.sessions_page.start_new()

    @Slot()
    def _print(self) -> None:
        page = self._stack.currentWidget()
        if page is self.session_page:
            self.session_page.print_sheet()
        else:
            self.go(self.reports_page)

    def action(self, command: Command) -> QAction:
        """The action of a command."""
        return self.commands[command]

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session_page.keep_now()
        self._context.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._context.settings.save()
        super().closeEvent(event)
        self.closed.emit()
