"""Fixtures of the window's tests."""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property

import pytest
from PySide6.QtGui import QFont, QPageSize, QPalette
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QTabWidget, QWidget

from peerdesk.context import AppContext
from peerdesk.db.models import MODELS
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Role
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.services.care import follow_ups
from peerdesk.services.demo import build
from peerdesk.services.sessions import sessions
from peerdesk.settings import Settings
from peerdesk.ui import theme
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import PageName, Place
from peerdesk.ui.settings.settings_page import SettingsPage
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import CHEAP, TODAY, enter
from tests.ui import tour


@pytest.fixture
def bus(qapp, storage) -> DataBus:
    """Carries what the storage announces to the pages."""
    bus = DataBus()
    storage.announce_to(bus.changed.emit)
    return bus


@pytest.fixture
def settings(tmp_path) -> Settings:
    """What was chosen on this PC: nothing so far."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def context(storage, counsellor, now, settings) -> AppContext:
    """The counsellor ``ravi`` at work."""
    return AppContext(storage, counsellor, now, settings)


@pytest.fixture
def messages(qapp) -> Messages:
    return Messages()


@pytest.fixture
def heard(messages) -> list[str]:
    """Everything that was said or warned of, in order."""
    heard: list[str] = []
    messages.said.connect(heard.append)
    messages.warned.connect(heard.append)
    return heard


@pytest.fixture
def places(messages) -> list[Place]:
    """Everywhere somebody wanted to go, in order."""
    places: list[Place] = []
    messages.leads_to.connect(places.append)
    return places


@pytest.fixture
def runner(qapp) -> Iterator[TaskRunner]:
    """Does slow work; nothing of it is left when the test is over."""
    runner = TaskRunner()
    yield runner
    assert runner.finish(20_000)


@pytest.fixture
def printer(qapp, tmp_path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(75)
    return printer


@pytest.fixture
def plan_call(storage, coordinator):
    """Plans to call a member on a day; on a past one by planning it on that day."""

    def plan_call(member_id: int, on: date = TODAY, why: str = "") -> int:
        new = NewFollowUp(member_id, FollowUpKind.PLANNED, on, FollowUpWay.CALL, why)
        return follow_ups.add(storage, coordinator, new, today=min(on, TODAY))

    return plan_call


# What is seen


@pytest.fixture
def on_screen(qtbot):
    """Shows a widget in a window of its own, waits until it is there, and returns it."""
    shown: list[QWidget] = []  # a window that nobody holds is gone at once

    def on_screen(widget):
        qtbot.addWidget(widget)
        shown.append(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return on_screen


@pytest.fixture
def dressed(qapp) -> Iterator[None]:
    """In the program's own type and style, without which widths mean nothing."""
    before = QFont(qapp.font()), QPalette(qapp.palette())
    theme.apply(qapp, dark=False)
    yield
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


@pytest.fixture
def show_page(on_screen, bus):
    """Shows a page in the room it has in the window, told of whatever changes, and returns it."""

    def show_page(page):
        bus.changed.connect(page.on_data_changed)
        page.resize(1188, 700)
        return on_screen(page)

    return show_page


@pytest.fixture
def open_page(show_page, context, messages, runner):
    """Opens a page of a kind, for the counsellor unless somebody else is named, and returns it."""

    def open_page(kind, actor=None):
        parts = [runner] if "runner" in inspect.signature(kind).parameters else []
        return show_page(kind(replace(context, actor=actor or context.actor), messages, *parts))

    return open_page


@pytest.fixture
def open_settings(open_page):
    """Opens one of the tabs of the Settings page as somebody sees it, and returns that tab."""

    def open_settings(actor, name):
        page = open_page(SettingsPage, actor)
        tab = getattr(page, name)
        page.tabs.setCurrentWidget(tab)
        return tab

    return open_settings


@pytest.fixture
def window(on_screen, context, bus, runner, circle) -> MainWindow:
    """The counsellor's window."""
    return on_screen(MainWindow(context, bus, runner))


@pytest.fixture
def whole_window(window, runner) -> MainWindow:
    """The window with everything built that is built when it is first gone to, or first seen."""
    assert window.finder.isHidden()
    assert window.pages.members.detail.member is None
    for name in PageName:
        window.go(getattr(window.pages, name))
        for tabs in window.pages.currentWidget().findChildren(QTabWidget):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
            tabs.setCurrentIndex(0)
    while unseen(window):
        for widget, part in unseen(window):
            getattr(widget, part)
    assert runner.finish(20_000)
    return window


def unseen(window: MainWindow) -> list[tuple[QWidget, str]]:
    """The parts that are built by being named, and nobody has named yet."""
    return [
        (widget, name)
        for widget in window.findChildren(QWidget)
        for kind in type(widget).__mro__
        for name, part in vars(kind).items()
        if isinstance(part, cached_property) and name not in vars(widget)
    ]


@pytest.fixture(autouse=True)
def no_blocking_box(no_blocking_box) -> None:
    """In every test of the window."""


# A filled centre


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[DataFolder, Sequence[build.DemoLogin]]:
    folder = DataFolder(tmp_path_factory.mktemp("small") / "demo")
    return folder, build.build(folder, build.DemoPlan(today=tour.TODAY), lambda _done, _all: None, CHEAP)


@pytest.fixture
def desk(qapp, dressed, demo, runner, settings) -> Iterator[tour.Desk]:
    """The coordinator is at work."""
    folder, logins = demo
    yield from _at_work(folder, logins[0], runner, settings)


@pytest.fixture
def office_desk(qapp, dressed, demo, runner, settings) -> Iterator[tour.Desk]:
    """Office staff is at work, with what their own password opens."""
    folder, logins = demo
    (login,) = (login for login in logins if login.role is Role.OFFICE)
    yield from _at_work(folder, login, runner, settings)


def _at_work(folder: DataFolder, login: build.DemoLogin, runner: TaskRunner, settings: Settings) -> Iterator[tour.Desk]:
    def now() -> datetime:
        return datetime.combine(tour.TODAY, time(10, 0))

    bus = DataBus()
    storage = Storage.open(folder, door.unlock(folder, login.user_name, login.password).master, now, bus.changed.emit)
    storage.bind()
    actor = enter(storage, login.user_name, login.password)
    sessions.plan_ahead(storage, actor, today=tour.TODAY)
    yield tour.Desk(AppContext(storage, actor, now, settings), bus, runner)
    assert runner.finish(20_000)
    storage.close()
    for model in MODELS:
        model._meta.set_database(None)
