"""The pages of the window, each loaded and built when it is first gone to: the day begins with Today alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from peerdesk.context import AppContext
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.today.today_page import TodayPage

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


AnyPage = TypeVar("AnyPage", bound=Page)


class PageStack(QStackedWidget):
    """One page at a time; passes on where the pages want to lead."""

    member_opened = Signal(int)
    group_opened = Signal(int)
    session_opened = Signal(int)
    report_asked = Signal(str, object)
    presence_opened = Signal()
    follow_ups_opened = Signal()
    mentoring_opened = Signal(int)
    measures_opened = Signal(int)
    session_left = Signal()
    restart_asked = Signal()

    def __init__(self, context: AppContext, messages: Messages, bus: DataBus, runner: TaskRunner) -> None:
        super().__init__()
        self._context, self._messages, self._bus, self._runner = context, messages, bus, runner

    @cached_property
    def today(self) -> TodayPage:
        """What the day begins with."""
        return self._added(TodayPage(self._context, self._messages))

    @cached_property
    def members(self) -> MembersPage:
        """Everybody known to the centre."""
        from peerdesk.ui.members.members_page import MembersPage

        return self._added(MembersPage(self._context, self._messages))

    @cached_property
    def groups(self) -> GroupsPage:
        """The peer groups."""
        from peerdesk.ui.groups.groups_page import GroupsPage

        return self._added(GroupsPage(self._context, self._messages))

    @cached_property
    def sessions(self) -> SessionsPage:
        """The list of sessions."""
        from peerdesk.ui.sessions.sessions_page import SessionsPage

        return self._added(SessionsPage(self._context, self._messages))

    @cached_property
    def session(self) -> SessionPage:
        """The session screen."""
        from peerdesk.ui.sessions.session_page import SessionPage

        page = self._added(SessionPage(self._context, self._messages))
        page.left.connect(self.session_left)
        return page

    @cached_property
    def follow_ups(self) -> FollowUpsPage:
        """Whom to call or visit."""
        from peerdesk.ui.follow_ups.follow_ups_page import FollowUpsPage

        return self._added(FollowUpsPage(self._context, self._messages))

    @cached_property
    def mentoring(self) -> MentoringPage:
        """Mentors and whom they accompany."""
        from peerdesk.ui.mentoring.mentoring_page import MentoringPage

        return self._added(MentoringPage(self._context, self._messages))

    @cached_property
    def presence(self) -> PresencePage:
        """Who is in the centre."""
        from peerdesk.ui.presence.presence_page import PresencePage

        return self._added(PresencePage(self._context, self._messages))

    @cached_property
    def measures(self) -> MeasuresPage:
        """Answers keyed in from sheets."""
        from peerdesk.ui.measures.measures_page import MeasuresPage

        return self._added(MeasuresPage(self._context, self._messages))

    @cached_property
    def reports(self) -> ReportsPage:
        """The paper."""
        from peerdesk.ui.reports.reports_page import ReportsPage

        return self._added(ReportsPage(self._context, self._messages, self._runner))

    @cached_property
    def settings(self) -> SettingsPage:
        """Centre, staff, holidays, this PC."""
        from peerdesk.ui.settings.settings_page import SettingsPage

        page = self._added(SettingsPage(self._context, self._messages))
        page.restart_asked.connect(self.restart_asked)
        return page

    def shows_session(self) -> bool:
        """Whether the session screen is what is seen."""
        return "session" in vars(self) and self.currentWidget() is self.session

    def keep_typing(self) -> None:
        """Keep what is typed on any page now, without waiting for a pause."""
        for page in map(self.widget, range(self.count())):
            if isinstance(page, Page):
                page.keep_now()

    def leave_session(self) -> None:
        """The session on the screen is done with for now; it need not open again by itself."""
        if "session" in vars(self):
            self.session.leave()

    def _added(self, page: AnyPage) -> AnyPage:
        self.addWidget(page)
        self._bus.changed.connect(page.on_data_changed)
        page.member_opened.connect(self.member_opened)
        page.group_opened.connect(self.group_opened)
        page.session_opened.connect(self.session_opened)
        page.report_asked.connect(self.report_asked)
        page.presence_opened.connect(self.presence_opened)
        page.follow_ups_opened.connect(self.follow_ups_opened)
        page.mentoring_opened.connect(self.mentoring_opened)
        page.measures_opened.connect(self.measures_opened)
        return page
