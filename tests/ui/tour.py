"""A filled centre that is open, and a way through every page of its window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.sessions.sessions import RecordState
from peerdesk.services import today
from peerdesk.services.sessions import sessions
from peerdesk.ui.bus import DataBus
from peerdesk.ui.groups.detail import GroupPart
from peerdesk.ui.place import GroupPlace, MemberPlace, SessionPlace
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.window.main_window import MainWindow

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Desk:
    """A filled centre that is open, and who is at work."""

    context: AppContext
    bus: DataBus
    runner: TaskRunner


class Tour:
    """Goes from page to page and opens what can be opened in a role; where it has got to is the name that it yields."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        self.window, self.pages = window, window.pages
        self.storage, self.runner = desk.context.storage, desk.runner
        self.actor: Actor = desk.context.actor

    def all(self) -> Iterator[str]:
        yield "Today"
        yield from self.members()
        yield from self.groups()
        yield from self.sessions()
        yield from self.follow_ups()
        yield from self.mentoring()
        yield from self.presence_and_measures()
        yield from self.reports()
        yield from self.settings()
        self.window.finder.ask()
        yield "the finder"
        self.window.finder.leave()
        self.window.lock()
        yield "the lock"

    def members(self) -> Iterator[str]:
        page = self.pages.members
        self.window.go(page)
        yield "Members"
        for number, member in enumerate((page.list.model.rows()[0].id, self.needing_contact())):
            self.window.open(MemberPlace(member))
            tabs = page.detail.tabs
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                yield f"member {number}, {tabs.tabText(place)}"
                yield from self.panels(tabs.currentWidget(), *MEMBER_PANELS)
        if self.actor.may(Permission.KEEP_SAFETY_NOTES):
            yield from self.safety()
        page.detail.tabs.setCurrentIndex(0)
        self.press(page, "editMember")
        yield "a member being changed"
        page._on_left()
        page.start_new()
        yield "a new member"

    def safety(self) -> Iterator[str]:
        page = self.pages.members
        self.window.open(MemberPlace(today.page(self.storage, self.actor, today=TODAY).safety[0].member_id))
        yield "a safety note"
        for name in ("answerSafety", "handOverSafety"):
            self.press(page, name)
            yield f"a safety note, {name}"
            page.detail.safety.answer._on_back()
            page.detail.safety.hand_over._on_back()

    def groups(self) -> Iterator[str]:
        page = self.pages.groups
        self.window.open(GroupPlace(1))
        for part in GroupPart:
            page.detail.show_part(part)
            page.detail.roster.table.selectRow(0)
            yield f"group, {part}"
            yield from self.panels(page.detail, "addMembersOpen", "endOpen", "roleOpen", "moveOpen", "waitOpen")
        if self.actor.may(Permission.KEEP_INCIDENTS):
            self.press(page, "groupIncidentOpen")
            yield "group, incident"
        if not self.actor.may(Permission.MANAGE_GROUPS):
            return
        yield from self.panels(page.detail, "closeGroupOpen")
        self.press(page, "editGroup")
        yield "a group being changed"
        page._on_left()
        page.start_new()
        yield "a new group"
        page._on_left()

    def sessions(self) -> Iterator[str]:
        self.window.go(self.pages.sessions)
        yield "Sessions"
        self.pages.sessions.start_new()
        yield "a new session"
        self.pages.sessions.panel.hide()
        page = self.pages.session
        for state in RecordState:
            found = [row.id for row in self.all_sessions() if row.state is state]
            if found:
                self.window.open(SessionPlace(found[-1]))
                yield f"session, {state}"
        self.window.open(SessionPlace(self.session_of_today()))
        for opened in (page._open_walk_in, page._open_guests, page._open_not_held):
            opened()
            yield f"session, {opened.__name__}"
        page._close_panels()
        for opener in page.beside.strip.findChildren(QPushButton):
            if not opener.isHidden():
                opener.click()
                yield f"session, {opener.objectName()}"
                opener.click()
        if self.actor.may(Permission.WRITE_NOTES):
            page._open_member_note(page.model.rows()[0].member_id)
            yield "session, note about a member"
            page.note_panel.leave_member_note()
        if self.actor.may(Permission.KEEP_INCIDENTS):
            self.press(page, "incidentOpen")
            yield "session, incident"

    def follow_ups(self) -> Iterator[str]:
        page = self.pages.follow_ups
        self.window.go(page)
        for chip in page.chips.findChildren(QPushButton):
            chip.click()
            yield f"follow-ups, {chip.objectName()}"
        yield from self.panels(page, "newFollowUp")

    def mentoring(self) -> Iterator[str]:
        page = self.pages.mentoring
        self.window.go(page)
        for place, chip in enumerate(page.lists.chips.findChildren(QPushButton)):
            chip.click()
            (page.lists.pairs, page.lists.mentors, page.lists.waiting)[place].table.selectRow(0)
            page.pair.table.selectRow(0)
            page.finder.table.selectRow(0)
            yield f"mentoring, {chip.objectName()}"
            yield from self.panels(page, *MENTORING_PANELS)
        if self.actor.may(Permission.MANAGE_MENTORING):
            page.start_new()
            page.new_mentor.found.selectRow(0)
            yield "a new mentor"

    def presence_and_measures(self) -> Iterator[str]:
        self.window.go(self.pages.presence)
        yield "presence"
        page = self.pages.measures
        self.window.go(page)
        for chip in page.people.chips.findChildren(QPushButton):
            chip.click()
            page.people.table.selectRow(0)
            yield f"measures, {chip.objectName()}"

    def reports(self) -> Iterator[str]:
        page = self.pages.reports
        self.window.go(page)
        for place in range(page.list.count()):
            page.list.setCurrentRow(place)
            page._making.cancel()  # the pages themselves do not matter here
            yield f"reports, {page.list.item(place).text()}"

    def settings(self) -> Iterator[str]:
        page = self.pages.settings
        self.window.go(page)
        for place in range(page.tabs.count()):
            page.tabs.setCurrentIndex(place)
            tab = page.tabs.currentWidget()
            for table in tab.findChildren(Table):
                table.selectRow(0)
            yield f"settings, {page.tabs.tabText(place)}"
            if tab is page.log_tab:
                page.log_tab.parts.setCurrentWidget(page.log_tab.left)
                yield "settings, what left"
            yield from self.panels(tab, "staffAdd", "staffChange", "staffPassword", "ownPassword", "scaleAdd")

    # What helps on the way

    def panels(self, area: QWidget, *names: str) -> Iterator[str]:
        """Open each panel whose button is there, and close it again."""
        for name in names:
            for opener in [button for button in usable(area) if button.objectName() == name]:
                opener.click()
                (panel,) = (panel for panel in self.window.findChildren(InlinePanel) if panel.isVisible())
                yield f"{name} opened"
                panel._on_back()

    def press(self, area: QWidget, name: str) -> None:
        (found,) = (button for button in usable(area) if button.objectName() == name)
        found.click()

    def all_sessions(self):
        return sessions.between(self.storage, self.actor, TODAY - timedelta(days=120), TODAY)

    def session_of_today(self) -> int:
        day = today.page(self.storage, self.actor, today=TODAY)
        return max(day.sessions, key=lambda row: row.tally.total).id

    def needing_contact(self) -> int:
        return today.page(self.storage, self.actor, today=TODAY).attention[1].member_id


MEMBER_PANELS = (
    "returnToUse",
    "correctRecovery",
    "stepWork",
    "dischargeMember",
    "memberDied",
    "admitMember",
    "joinMember",
    "addLeave",
    "addFollowUp",
    "mayMentor",
    "addGoal",
    "addContact",
)
MENTORING_PANELS = "logContact", "changeContact", "endPair", "changeAgreement", "stopMentoring", "beginPairOpen"


def usable(area: QWidget) -> list[QAbstractButton]:
    return [button for button in area.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()]
