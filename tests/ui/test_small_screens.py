"""On a small or enlarged screen every page fits its window, its buttons keep their words and people their names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from peerdesk import i18n
from peerdesk.context import AppContext
from peerdesk.db.models import MODELS
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.sessions.sessions import RecordState
from peerdesk.paths import DataFolder
from peerdesk.services import door, today
from peerdesk.services.demo import build
from peerdesk.services.sessions import sessions
from peerdesk.settings import Settings
from peerdesk.ui.bus import DataBus
from peerdesk.ui.groups.detail import GroupPart
from peerdesk.ui.place import GroupPlace, MemberPlace, SessionPlace
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.window.main_window import MainWindow
from peerdesk.ui.window.start_window import StartWindow
from tests.centres import CHEAP, enter

pytestmark = pytest.mark.window

SIZES = QSize(1093, 574), QSize(1280, 690)
"""What is left of 1366 × 768 at 125 % and of 1920 × 1080 at 150 %."""

TODAY = date(2026, 11, 21)

NAMES = {
    "attention": (0,),
    "dueFollowUps": (1,),
    "followUps": (2,),
    "memberFound": (1,),
    "members": (1,),
    "membersFound": (1,),
    "mentorFound": (1,),
    "mentors": (1,),
    "milestones": (1,),
    "movements": (2,),
    "pairs": (0, 1),
    "possibleMentors": (0,),
    "presence": (1,),
    "roster": (1,),
    "sheets": (1,),
    "staff": (0,),
    "waiting": (1,),
    "waitersFound": (1,),
    "waitlist": (0,),
    "walkInFound": (1,),
}
"""The columns with people's names, by the object name of the table."""


# The columns of a table


WIDTHS = Widths((40, 0, 100, 90, 50), least={1: NAME_WIDTH, 2: 70}, goes=(4, 3))


def test_columns_keep_their_widths_where_there_is_room():
    assert WIDTHS.fit(440) == WIDTHS.fit(2000) == [40, 160, 100, 90, 50]


def test_columns_become_narrower_before_any_goes():
    assert WIDTHS.fit(420) == [40, 160, 80, 90, 50]


def test_the_least_important_columns_go_first_and_the_others_have_their_width_again():
    assert WIDTHS.fit(409) == [40, 160, 100, 90, None]
    assert WIDTHS.fit(359) == [40, 160, 100, None, None]


def test_names_and_what_stays_are_never_narrower_than_they_can_be():
    assert WIDTHS.narrowest() == 270
    assert WIDTHS.fit(100) == [40, 160, 70, None, None]


# The window


@dataclass(frozen=True)
class Desk:
    """A filled centre that is open, and who is at work."""

    context: AppContext
    bus: DataBus
    runner: TaskRunner


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[DataFolder, build.DemoLogin]:
    folder = DataFolder(tmp_path_factory.mktemp("small") / "demo")
    return folder, build.build(folder, build.DemoPlan(today=TODAY), lambda _done, _all: None, CHEAP)[0]


@pytest.fixture
def desk(qapp, dressed, demo, runner, settings) -> Iterator[Desk]:
    def now() -> datetime:
        return datetime.combine(TODAY, time(10, 0))

    folder, login = demo
    bus = DataBus()
    storage = Storage.open(folder, door.unlock(folder, login.user_name, login.password).master, now, bus.changed.emit)
    storage.bind()
    actor = enter(storage, login.user_name, login.password)
    sessions.plan_ahead(storage, actor, today=TODAY)
    yield Desk(AppContext(storage, actor, now, settings), bus, runner)
    assert runner.finish(20_000)
    storage.close()
    for model in MODELS:
        model._meta.set_database(None)


@pytest.mark.parametrize("language", ["en", "hi", "mr", "pa"])
def test_every_page_fits_a_small_window_with_its_words_and_names(qtbot, on_screen, desk, language):
    i18n.speak(language)
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.setUpdatesEnabled(False)  # where things stand matters, not how they are painted
    faults: list[str] = []
    for shown in Tour(window, desk).all():
        window.banner.leave()
        for size in SIZES:
            look(qtbot, window, size)
            faults += [f"{shown}, {size.width()} × {size.height()}: {fault}" for fault in found_in(window, size)]
    window.close()
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "hi", "mr", "pa"])
def test_the_first_run_and_the_log_in_fit_a_small_window(qtbot, on_screen, runner, dressed, demo, tmp_path, language):
    i18n.speak(language)
    settings = Settings(tmp_path / "settings.json", language=language)
    faults: list[str] = []
    for folder in (demo[0], DataFolder(tmp_path / "empty")):
        window = on_screen(StartWindow(folder, settings, datetime.now, runner))
        for size in SIZES:
            look(qtbot, window, size)
            faults += [f"{size.width()} × {size.height()}: {fault}" for fault in found_in(window, size)]
        window.close()
    assert not faults, "\n".join(faults)


def test_columns_that_found_no_room_are_told_by_the_tool_tip_and_come_back_with_the_room(qtbot, on_screen, desk):
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.go(window.pages.members)
    table = window.pages.members.list.table
    look(qtbot, window, SIZES[0])
    first = table.model().index(0, 1)
    gone = [column for column in range(table.model().columnCount()) if table.isColumnHidden(column)]
    assert gone
    told = table.told_of(first)
    for column in gone:
        assert str(first.siblingAtColumn(column).data()) in told
    look(qtbot, window, QSize(1366, 728))
    assert not any(table.isColumnHidden(column) for column in gone)
    window.close()


# Going through all of it


class Tour:
    """Goes from page to page and opens what can be opened; where it has got to is the name that it yields."""

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
        self.window.open(MemberPlace(today.page(self.storage, self.actor, today=TODAY).safety[0].member_id))
        yield "a safety note"
        for name in ("answerSafety", "handOverSafety"):
            self.press(page, name)
            yield f"a safety note, {name}"
            page.detail.safety.answer._on_back()
            page.detail.safety.hand_over._on_back()
        self.press(page, "editMember")
        yield "a member being changed"
        page._on_left()
        page.start_new()
        yield "a new member"

    def groups(self) -> Iterator[str]:
        page = self.pages.groups
        self.window.open(GroupPlace(1))
        for part in GroupPart:
            page.detail.show_part(part)
            page.detail.roster.table.selectRow(0)
            yield f"group, {part}"
            yield from self.panels(page.detail, "addMembersOpen", "endOpen", "roleOpen", "moveOpen", "waitOpen")
        self.press(page, "groupIncidentOpen")
        yield "group, incident"
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
        page._open_member_note(page.model.rows()[0].member_id)
        yield "session, note about a member"
        page.note_panel.leave_member_note()
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


# Looking at it


def look(qtbot, window: QWidget, size: QSize) -> None:
    """Give the window a size, and wait until everything in it has found its place."""
    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size or window.width() > size.width() or window.height() > size.height())
    for _ in range(6):  # a line that wraps asks those around it for another height
        QApplication.sendPostedEvents()


def found_in(window: QWidget, size: QSize) -> list[str]:
    faults = [f"the window is {window.width()} × {window.height()}"] if window.size() != size else []
    shown = list(seen_in(window))
    for kind, fault_of in LOOKS:
        found = ((widget, fault_of(widget)) for widget in shown if isinstance(widget, kind))
        faults += [f"{where(widget)}: {fault}" for widget, fault in found if fault]
    return faults


def page_fault(widget: QWidget) -> str:
    """A page asks for no more room than it has."""
    if widget.objectName() != "page":
        return ""
    least, there = widget.minimumSizeHint(), widget.size()
    fits = least.width() <= there.width() and least.height() <= there.height()
    return "" if fits else f"needs {least.width()} × {least.height()} of {there.width()} × {there.height()}"


def button_fault(button: QAbstractButton) -> str:
    """A button is as wide as its words, and nothing of it is cut off."""
    if not button.text() or is_icon_alone(button):
        return ""
    if button.width() < button.sizeHint().width():
        return f"“{button.text()}” has {button.width()} of {button.sizeHint().width()} pixels"
    return f"“{button.text()}” is cut off" if is_cut_off(button) else ""


def label_fault(label: QLabel) -> str:
    """Words are read to their end; a name too long for its line is told by its tool tip."""
    if not label.text() or hasattr(label, "is_cut"):
        return ""
    if label.wordWrap():
        if label.height() < label.heightForWidth(label.width()):
            return f"“{label.text()}” lacks lines"
    elif label.width() < label.sizeHint().width():
        return f"“{label.text()}” has {label.width()} of {label.sizeHint().width()} pixels"
    return f"“{label.text()}” is cut off" if is_cut_off(label) else ""


def table_fault(table: QTableView) -> str:
    """The names of people have the room they need, and no column is off to the side."""
    if table.model() is None:
        return ""
    if table.objectName() == "milestones" and table.model().columnCount() == 2:
        return ""  # those of the settings, which are no people's
    narrow = [column for column in NAMES.get(table.objectName(), ()) if table.columnWidth(column) < NAME_WIDTH]
    if narrow:
        return f"names have {[table.columnWidth(column) for column in narrow]} pixels"
    return "scrolls sideways" if table.horizontalScrollBar().maximum() else ""


def tabs_fault(bar: QTabBar) -> str:
    """All tabs are seen without arrows, but on the smallest screens."""
    shown = sum(bar.tabSizeHint(place).width() for place in range(bar.count()) if bar.isTabVisible(place))
    return f"{shown} of {bar.width()} pixels" if bar.window().width() >= 1280 and shown > bar.width() else ""


LOOKS: tuple[tuple[type[QWidget], Callable[..., str]], ...] = (
    (QWidget, page_fault),
    (QAbstractButton, button_fault),
    (QLabel, label_fault),
    (QTableView, table_fault),
    (QTabBar, tabs_fault),
)


def is_icon_alone(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def seen_in(widget: QWidget) -> Iterator[QWidget]:
    """Whatever is seen in a widget; a combo box is looked at as one."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, QComboBox):
                yield from seen_in(child)


def is_cut_off(widget: QWidget) -> bool:
    """Whether something of it lies outside of what it stands in; what scrolls may go on below."""
    around, rect, inside = widget.parentWidget(), QRect(QPoint(), widget.size()), widget
    scrolls = False
    while around is not None:
        rect = rect.translated(inside.pos())
        area = around.parentWidget()
        scrolls = scrolls or (isinstance(area, QAbstractScrollArea) and around is area.viewport())
        if rect.left() < 0 or rect.right() > around.width():
            return True
        if not scrolls and (rect.top() < 0 or rect.bottom() > around.height()):
            return True
        inside, around = around, around.parentWidget()
    return False


def where(widget: QWidget) -> str:
    names = []
    while widget is not None and len(names) < 3:
        if widget.objectName() and not widget.objectName().startswith("qt_"):
            names.append(widget.objectName())
        widget = widget.parentWidget()
    return " in ".join(names)
