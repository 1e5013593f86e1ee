"""Fixtures every test may use: a real encrypted centre in a temporary folder. No test touches the real home folder."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from peerdesk import i18n
from peerdesk.db.models import MODELS
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups import GroupDetails, GroupType, Joining, MeetingTime
from peerdesk.domain.members import MemberDetails
from peerdesk.domain.portal import Gender
from peerdesk.domain.stays import Admission, Series
from peerdesk.paths import DataFolder
from peerdesk.security.passwords import KdfParameters
from peerdesk.security.recovery import new_code
from peerdesk.services import access, groups, members, memberships, planning, staff

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CHEAP = KdfParameters(memory=19_456, time=1)
"""The least a slot may cost, so that tests do not spend their time on passwords."""

PASSWORD = "river stone 7"
TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.fixture(autouse=True, scope="session")
def nothing_chosen_on_this_pc(tmp_path_factory):
    """The choices that somebody made in PeerDesk's window on this PC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def now():
    return lambda: datetime.combine(TODAY, time(10, 0))


@pytest.fixture
def announced() -> list[Changed]:
    """What the storage announced, in order."""
    return []


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    """A data folder with a centre and nothing in it but its coordinator, ``meena``."""
    folder = DataFolder(tmp_path / "data")
    access.set_up(
        folder,
        CentreDetails("Asha Kendra", "ASH", "Station Road, Dabra", "MP/2019/114"),
        StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR),
        PASSWORD,
        new_code(),
        lambda: datetime(2026, 11, 1, 9, 0),
        CHEAP,
    )
    return folder


@pytest.fixture
def storage(folder, now, announced):
    storage = Storage.open(folder, access.unlock(folder, "meena", PASSWORD), now, announced.append)
    storage.bind()
    yield storage
    storage.close()
    for model in MODELS:
        model._meta.set_database(None)


@pytest.fixture
def coordinator(storage, announced) -> Actor:
    actor = access.enter(storage, "meena")
    announced.clear()
    return actor


@pytest.fixture
def counsellor(storage, coordinator) -> Actor:
    """``ravi``, who leads the Morning Circle of :func:`circle`."""
    staff.add(storage, coordinator, StaffDetails("ravi", "Ravi Tomar", "Counsellor"), PASSWORD, PASSWORD, CHEAP)
    return access.enter(storage, "ravi")


@pytest.fixture
def office(storage, coordinator) -> Actor:
    """``kavita``, who keeps the books and never sees a note."""
    details = StaffDetails("kavita", "Kavita Jatav", "Clerk", Role.OFFICE)
    staff.add(storage, coordinator, details, PASSWORD, PASSWORD, CHEAP)
    return access.enter(storage, "kavita")


@dataclass(frozen=True)
class Circle:
    """A group of five with sessions on Mondays, Wednesdays and Fridays since 02-11-2026."""

    group_id: int
    member_ids: tuple[int, ...]


NAMES = (
    ("Ramesh Kumar", "रमेश कुमार"),
    ("Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ("Sunita Shinde", "सुनीता शिंदे"),
    ("Anil Yadav", ""),
    ("", "ज्ञानेश्वर कुऱ्हाडे"),
)


@pytest.fixture
def circle(storage, coordinator, counsellor, announced) -> Circle:
    first = date(2026, 11, 2)
    member_ids = tuple(
        members.register(
            storage,
            coordinator,
            MemberDetails(latin, native, Gender.FEMALE if "Sunita" in latin else Gender.MALE, age=30, village="Dabra"),
            today=first,
            admission=Admission(Series.RESIDENTIAL, first),
        )
        for latin, native in NAMES
    )
    times = tuple(MeetingTime(weekday, time(11, 45)) for weekday in (0, 2, 4))
    details = GroupDetails(
        "Morning Circle", GroupType.SELF_HELP, started_on=first, times=times, facilitators=(counsellor.staff_id,)
    )
    group_id = groups.create(storage, coordinator, details, today=first)
    memberships.join(storage, coordinator, Joining(group_id, member_ids, first))
    planning.plan_ahead(storage, coordinator, today=TODAY)
    announced.clear()
    return Circle(group_id, member_ids)


@pytest.fixture(autouse=True)
def speaks_english():
    i18n.speak("en")
    yield
    i18n.speak("en")


class Activator(QObject):
    """Makes each window that is shown the active one, as a window manager would; a bare X server has none."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.windowType() in WINDOWS:
            QTimer.singleShot(0, watched, watched.activateWindow)
        return False


WINDOWS = (Qt.WindowType.Window, Qt.WindowType.Dialog)


@pytest.fixture
def qtbot(qapp, qtbot):
    """The usual one; a window that is waited for is active too, so that keys reach it."""
    exposed = qtbot.waitExposed
    activator = Activator()
    if qapp.platformName() == "xcb":
        qapp.installEventFilter(activator)

    @contextmanager
    def wait_active(widget, *, timeout=5000):
        with exposed(widget, timeout=timeout):
            yield
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow, timeout=timeout)

    qtbot.waitExposed = wait_active
    yield qtbot
    qapp.removeEventFilter(activator)


SHOW_A_BOX = QMessageBox.exec  # before the window's tests forbid it


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
