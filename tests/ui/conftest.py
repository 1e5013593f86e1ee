"""Fixtures of the window's tests."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox

from peerdesk.context import AppContext
from peerdesk.settings import Settings
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import Place
from peerdesk.ui.settings.settings_page import SettingsPage


@pytest.fixture
def bus(qapp, storage) -> DataBus:
    """Carries what the storage announces to the pages."""
    bus = DataBus()
    storage.announce_to(bus.changed.emit)
    return bus


@pytest.fixture
def context(storage, counsellor, now, tmp_path) -> AppContext:
    """The counsellor ``ravi`` at work."""
    return AppContext(storage, counsellor, now, Settings(tmp_path / "settings.json"))


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
def open_settings(qtbot, bus, context, messages):
    """Opens the Settings page as somebody sees it, one of its tabs in front, and returns that tab."""
    pages = []

    def open_for(actor, name):
        page = SettingsPage(replace(context, actor=actor), messages)
        qtbot.addWidget(page)
        pages.append(page)
        bus.changed.connect(page.on_data_changed)
        page.resize(1166, 700)
        tab = getattr(page, name)
        page.tabs.setCurrentWidget(tab)
        with qtbot.waitExposed(page):
            page.show()
        return tab

    yield open_for
    pages.clear()


@pytest.fixture(autouse=True)
def no_blocking_box(monkeypatch):
    """A message box nobody expected fails the test instead of hanging it."""

    def refuse(*_args, **_kwargs):
        pytest.fail("a message box would have blocked here")

    for name in ("critical", "warning", "information", "question", "exec"):
        monkeypatch.setattr(QMessageBox, name, refuse)
