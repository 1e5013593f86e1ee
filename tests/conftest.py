"""Fixtures every test may use: a real encrypted centre in a temporary folder. No test touches the real home folder."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from peerdesk import i18n
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.changes import Changed
from peerdesk.paths import DataFolder
from peerdesk.security.master import Master
from peerdesk.services import access
from tests.centres import CIRCLE, KAVITA, RAVI, TODAY, Centre, Circle, Shelf, at_ten

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if displays := os.environ.get("PEERDESK_TEST_DISPLAYS", "").split():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["DISPLAY"] = displays[int(worker) % len(displays)]


@pytest.fixture(autouse=True, scope="session")
def nothing_chosen_on_this_pc(tmp_path_factory):
    """The choices that somebody made in PeerDesk's window on this PC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def excepthook_left_as_it_was() -> Iterator[None]:
    """For tests of the command line, which sets it."""
    hook = sys.excepthook
    yield
    sys.excepthook = hook


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def now():
    return at_ten


@pytest.fixture
def announced() -> list[Changed]:
    """The kinds of record that the storage announced, in order."""
    return []


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def prepared(request, shelf, tmp_path) -> Centre:
    """A centre with its coordinator, ``meena``, and with what the test's other fixtures speak of."""
    asked = request.fixturenames
    parts = [
        *([RAVI] if "counsellor" in asked or "circle" in asked else []),
        *([KAVITA] if "office" in asked else []),
        *([CIRCLE] if "circle" in asked else []),
    ]
    return shelf.copy(parts, tmp_path / "data")


@pytest.fixture
def folder(prepared) -> DataFolder:
    return prepared.folder


@pytest.fixture
def master(prepared) -> Master:
    """What opens the centre's file, for tests that do it themselves."""
    return prepared.master


@pytest.fixture
def storage(folder, master, now, announced):
    storage = Storage.open(folder, master, now, lambda change: announced.append(change.kinds))
    storage.bind()
    yield storage
    storage.close()


@pytest.fixture
def coordinator(storage, prepared, announced) -> Actor:
    actor = access.enter(storage, prepared.opened["meena"])
    announced.clear()
    return actor


@pytest.fixture
def counsellor(storage, prepared, coordinator) -> Actor:
    """``ravi``, who leads the Morning Circle of :func:`circle`."""
    return access.enter(storage, prepared.opened[RAVI])


@pytest.fixture
def office(storage, prepared, coordinator) -> Actor:
    """``kavita``, who keeps the books and never sees a note."""
    return access.enter(storage, prepared.opened[KAVITA])


@pytest.fixture
def circle(prepared, counsellor) -> Circle:
    return prepared.circle


@pytest.fixture
def statements(storage) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with statements() as sql:`` collects what the block asks of the file."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        asked: list[str] = []
        connection = storage._database.connection()
        connection.set_trace_callback(asked.append)
        yield asked
        connection.set_trace_callback(None)

    return collect


@pytest.fixture(autouse=True)
def usual_umask():
    """The command line keeps what it writes from others, for as long as its process lives: here, for one test."""
    usual = os.umask(0o022)
    yield
    os.umask(usual)


@pytest.fixture(autouse=True)
def speaks_english():
    i18n.speak("en")
    yield
    i18n.speak("en")


def alive(app: QApplication) -> tuple[set[QWidget], set[QTimer]]:
    """Every window and every widget that never found its place in one, seen or not; and every timer that runs.

    A timer inside a window lives as long as that, so of those the program's own are enough.
    """
    windows = {widget for widget in app.topLevelWidgets() if widget.windowType() is not Qt.WindowType.ToolTip}
    return windows, {timer for timer in app.findChildren(QTimer) if timer.isActive()}


@pytest.fixture(autouse=True)
def nothing_left_alive(request):
    """After a test none of its pages, timers and jobs is there any more to go off in the next one, in another file."""
    if "qapp" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    windows_before, timers_before = alive(app)
    yield
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as the event loop would next
    windows, timers = alive(app)
    assert not windows - windows_before, "still there: close and delete it (qtbot.addWidget), or give it a place"
    assert not timers - timers_before, "still running"
    assert gc.isenabled(), "a job is still under way"


class Activator(QObject):
    """Makes each window that is shown the active one, as a window manager would; a bare X server has none."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.windowType() in WINDOWS:
            QTimer.singleShot(0, watched, watched.activateWindow)
        return False


WINDOWS = (Qt.WindowType.Window, Qt.WindowType.Dialog)


LONG_MS = 30_000
"""So long a test waits for what should come at once: a busy machine is no failure, and a failure can wait."""


@pytest.fixture
def qtbot(qapp, qtbot):
    """The usual one; a window that is waited for is active too, so that keys reach it."""
    exposed = qtbot.waitExposed
    activator = Activator()
    if qapp.platformName() == "xcb":
        qapp.installEventFilter(activator)

    @contextmanager
    def wait_active(widget, *, timeout=LONG_MS):
        with exposed(widget, timeout=timeout):
            yield
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow, timeout=timeout)

    qtbot.waitExposed = wait_active
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=LONG_MS)
    qtbot.waitSignal = partial(qtbot.waitSignal, timeout=LONG_MS)
    yield qtbot
    qapp.removeEventFilter(activator)


SHOW_A_BOX = QMessageBox.exec  # before the window's tests forbid it


@pytest.fixture
def no_blocking_box(monkeypatch) -> None:
    """A message box nobody expected fails the test instead of hanging it."""

    def refuse(*_args, **_kwargs):
        pytest.fail("a message box would have blocked here")

    for name in ("critical", "warning", "information", "question", "exec"):
        monkeypatch.setattr(QMessageBox, name, refuse)


@pytest.fixture
def answered(qtbot, monkeypatch):
    """Press a key or a button of the box that comes up; gives what the boxes said, so that none comes unexpected."""
    monkeypatch.setattr(QMessageBox, "exec", SHOW_A_BOX)
    said: list[str] = []
    todo: list[Qt.Key | str] = []
    looking = QTimer(interval=20)

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox) or not box.isActiveWindow():
            return
        said.append(box.text() + " " + box.informativeText())
        way = todo.pop(0) if todo else Qt.Key.Key_Escape  # one too many: the test sees it in what was said
        if isinstance(way, str):
            qtbot.mouseClick(box.findChild(QPushButton, way), Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(box, way)

    def answer(way: Qt.Key | str) -> list[str]:
        todo.append(way)
        looking.start()
        return said

    looking.timeout.connect(press)
    yield answer
    looking.stop()
