"""The whole program on a folder of its own, opened and closed as a person would."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cache

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk import i18n
from peerdesk.app import Program
from peerdesk.domain.backups.places import Drive
from peerdesk.domain.progress import unwatched
from peerdesk.paths import DataFolder
from peerdesk.services.demo import build
from peerdesk.settings import Settings
from peerdesk.ui import theme
from tests.centres import CHEAP
from tests.screen import click

NOON = time(12, 0)
FIRST_DAY = date(2026, 11, 16)


class Desk:
    """One PC: its folder, its clock, and the program while it is open."""

    def __init__(self, qtbot, app: QApplication, folder: DataFolder) -> None:
        self.qtbot = qtbot
        self._app = app
        self.folder = folder
        self.day = FIRST_DAY
        self.plugged_in: list[Drive] = []
        self.program: Program | None = None

    def now(self) -> datetime:
        return datetime.combine(self.day, NOON)

    def start(self) -> Program:
        settings = Settings.load(self.folder.root.parent / "settings.json")
        self.program = Program(self._app, self.folder, settings, self.now, lambda: self.plugged_in)
        self.program.show_start()
        return self.program

    def log_in(self, user_name: str, password: str) -> None:
        """Log in; where the centre was shut for months the date is said to be right."""
        start = self.program.start_window
        self.give_password(user_name, password)
        self.qtbot.waitUntil(lambda: self.program.window is not None or start.clock_page is not None)
        if self.program.window is None:
            click(self.qtbot, start.clock_page.use_button)
            self.qtbot.waitUntil(lambda: self.program.window is not None)

    def give_password(self, user_name: str, password: str) -> None:
        """What somebody types at the log-in, whatever comes of it."""
        page = self.program.start_window.log_in_page
        page.user_name.clear()
        self.qtbot.keyClicks(page.user_name, user_name)
        self.qtbot.keyClicks(page.password, password)
        click(self.qtbot, page.log_in_button)

    def close(self) -> None:
        if self.program is None:
            return
        self.program.close()
        self.program.deleteLater()
        self.program = None

    def pull_the_plug(self) -> None:
        """Go on with the disk as it is at this moment: nothing is kept, asked or closed properly first."""
        disk = self.folder.root.parent
        after = disk.with_name(f"{disk.name}-after")
        shutil.copytree(disk, after)
        self.close()
        self.folder = DataFolder(after / self.folder.root.name)


@pytest.fixture
def desk(qtbot, qapp, tmp_path, monkeypatch, no_blocking_box) -> Iterator[Desk]:
    theme.apply(qapp, dark=False)
    desk = Desk(qtbot, qapp, DataFolder(tmp_path / "disk" / "centre"))
    monkeypatch.setattr("peerdesk.commands.now", desk.now)
    yield desk
    desk.close()
    qapp.setStyleSheet("")
    i18n.speak("en")


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Callable[[int], tuple[DataFolder, build.DemoLogin]]:
    """A filled centre of so many members, made once in a run; and its coordinator."""

    @cache
    def filled(members: int) -> tuple[DataFolder, build.DemoLogin]:
        folder = DataFolder(tmp_path_factory.mktemp("filled") / "centre")
        return folder, build.build(folder, build.DemoPlan(today=FIRST_DAY, members=members), unwatched, CHEAP)[0]

    return filled


@pytest.fixture
def members() -> int:
    return 30


@pytest.fixture
def login(desk, filled, members) -> build.DemoLogin:
    """The coordinator of a filled centre in the desk's folder."""
    model, login = filled(members)
    shutil.copytree(model.root, desk.folder.root)
    return login
