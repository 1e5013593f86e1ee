"""The pages of the window, each loaded and built when it is first gone to: the day begins with Today alone."""

from __future__ import annotations

from collections.abc import Collection, Container
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

from PySide6.QtWidgets import QStackedWidget, QWidget

from peerdesk.context import AppContext
from peerdesk.ui.actions import Command
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.place import PageName
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.window.copying import CopyLog

if TYPE_CHECKING:
    from peerdesk.ui.follow_ups.follow_ups_page import FollowUpsPage
    from peerdesk.ui.groups.groups_page import GroupsPage
    from peerdesk.ui.measures.measures_page import MeasuresPage
    from peerdesk.ui.members.members_page import MembersPage
    from peerdesk.ui.mentoring.mentoring_page import MentoringPage
    from peerdesk.ui.presence.presence_page import PresencePage
    from peerdesk.ui.reports.reports_page import ReportsPage
    from peerdesk.ui.sessions.session_page import SessionPage
    from peerdesk.ui.sessions.sessions_page import SessionsPage
    from peerdesk.ui.settings.settings_page import SettingsPage
    from peerdesk.ui.today.today_page import TodayPage

AnyPage = TypeVar("AnyPage", bound=Page)


class PageEntry(Generic[AnyPage]):
    """One line of the table of pages. Read on a stack it is the page itself, which is built by that.

    Attributes:
        name: the name it has in the table.
        module, class_name: where the page is, below ``peerdesk.ui``.
        command: what leads there, for who may give it; none for a page that is reached through its list alone.
        under: the page of the side bar it is shown under; none where it has an entry of its own.
        works: makes slow things, and gets the runner for them.
    """

    name: PageName

    def __init__(
        self, where: str, command: Command | None = None, *, under: PageName | None = None, works: bool = False
    ) -> None:
        self.module, self.class_name = where.rsplit(".", 1)
        self.command, self.under, self.works = command, under, works

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = PageName(name)

    @overload
    def __get__(self, stack: None, owner: type) -> Self: ...

    @overload
    def __get__(self, stack: PageStack, owner: type) -> AnyPage: ...

    def __get__(self, stack: PageStack | None, owner: type) -> Self | AnyPage:
        return self if stack is None else cast(AnyPage, stack.page(self.name))


class PageStack(QStackedWidget):
    """One page at a time. The table below is in the order of the side bar."""

    today: PageEntry[TodayPage] = PageEntry("today.today_page.TodayPage", Command.GO_TODAY)
    members: PageEntry[MembersPage] = PageEntry("members.members_page.MembersPage", Command.GO_MEMBERS)
    groups: PageEntry[GroupsPage] = PageEntry("groups.groups_page.GroupsPage", Command.GO_GROUPS)
    sessions: PageEntry[SessionsPage] = PageEntry("sessions.sessions_page.SessionsPage", Command.GO_SESSIONS)
    follow_ups: PageEntry[FollowUpsPage] = PageEntry("follow_ups.follow_ups_page.FollowUpsPage", Command.GO_FOLLOW_UPS)
    mentoring: PageEntry[MentoringPage] = PageEntry("mentoring.mentoring_page.MentoringPage", Command.GO_MENTORING)
    reports: PageEntry[ReportsPage] = PageEntry("reports.reports_page.ReportsPage", Command.GO_REPORTS, works=True)
    settings: PageEntry[SettingsPage] = PageEntry(
        "settings.settings_page.SettingsPage", Command.GO_SETTINGS, works=True
    )
    session: PageEntry[SessionPage] = PageEntry("sessions.session_page.SessionPage", under=PageName.SESSIONS)
    presence: PageEntry[PresencePage] = PageEntry(
        "presence.presence_page.PresencePage", Command.GO_PRESENCE, under=PageName.TODAY
    )
    measures: PageEntry[MeasuresPage] = PageEntry(
        "measures.measures_page.MeasuresPage", Command.GO_MEASURES, under=PageName.MEMBERS
    )

    def __init__(self, context: AppContext, messages: Messages, bus: DataBus, runner: TaskRunner) -> None:
        super().__init__()
        self._context, self._messages, self._bus, self._runner = context, messages, bus, runner
        self._built: dict[PageName, Page] = {}
        self.copies = CopyLog(context, messages, self)

    def page(self, name: PageName) -> Page:
        """A page, which is loaded and built if nobody was there yet."""
        if name not in self._built:
            page = self._built[name] = self._make(PAGES[name])
            self.addWidget(page)
            self._bus.changed.connect(page.on_data_changed)
        return self._built[name]

    def _make(self, entry: PageEntry[Any]) -> Page:
        made: type[Page] = getattr(import_module(f"peerdesk.ui.{entry.module}"), entry.class_name)
        return made(self._context, self._messages, *([self._runner] if entry.works else []))

    def entry_of(self, page: QWidget | None) -> PageEntry[Any]:
        """The line of the table that a page was built from."""
        return next(PAGES[name] for name, built in self._built.items() if built is page)

    def built(self) -> Collection[Page]:
        """Where somebody was already."""
        return self._built.values()

    def shows(self, name: PageName) -> bool:
        """Whether a page is what is seen."""
        return name in self._built and self.currentWidget() is self._built[name]

    def keep_typing(self) -> None:
        """Keep what is typed on any page now, without waiting for a pause."""
        for page in self._built.values():
            page.keep_now()

    def leave_session(self) -> None:
        """The session on the screen is done with for now; it need not open again by itself."""
        if PageName.SESSION in self._built:
            self.session.leave()


PAGES = {entry.name: entry for entry in vars(PageStack).values() if isinstance(entry, PageEntry)}
"""The table of pages by their names."""


def in_side_bar(commands: Container[Command]) -> dict[PageName, Command]:
    """The pages that have an entry of their own in the side bar, for somebody who may give these commands."""
    return {
        name: entry.command
        for name, entry in PAGES.items()
        if entry.command is not None and entry.command in commands and entry.under is None
    }
