"""What is written anew with every key: what is around it moves only where it needs other room."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peerdesk.ui.widgets.steady import SteadyLabel, SteadyRoom

pytestmark = pytest.mark.window


class Requests(QObject):
    """Counts how often the surroundings are asked for a new layout."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.count = 0
        around.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


class Around(QWidget):
    """The label, and something below it."""

    def __init__(self) -> None:
        super().__init__()
        self.steady, self.below = SteadyLabel("counter"), QWidget()
        lines = QVBoxLayout(self)
        lines.addWidget(self.steady)
        lines.addWidget(self.below, 1)
        self.steady.setText("Present 10 · Absent 1")
        self.resize(200, 300)


@pytest.fixture
def around(on_screen) -> Around:
    return on_screen(Around())


def test_a_text_of_the_same_size_moves_nothing(qapp, around):
    qapp.processEvents()
    requests, place = Requests(around), around.below.geometry()
    around.steady.setText("Present 11 · Absent 0")
    qapp.processEvents()
    assert (requests.count, around.below.geometry()) == (0, place)
    assert around.steady.text() == "Present 11 · Absent 0"


def test_a_text_that_needs_more_lines_gets_them_and_gives_them_back(qapp, around):
    qapp.processEvents()
    place = around.below.geometry()
    around.steady.setText("Present 11 · Late 3 · Left early 2 · Leave 1 · Absent 4 · Unmarked 5")
    qapp.processEvents()
    assert around.below.y() > place.y()
    assert around.steady.height() >= around.steady.heightForWidth(around.steady.width())
    around.steady.setText("Present 10 · Absent 1")
    qapp.processEvents()
    assert around.below.geometry() == place


class Line(QWidget):
    """A button in steady room, and something behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.button, self.behind = QPushButton("Goals of this member 1"), QWidget()
        line = QHBoxLayout(self)
        line.addWidget(SteadyRoom(self.button))
        line.addWidget(self.behind, 1)
        self.resize(300, 60)


def settled(qapp) -> None:
    """A layout goes up by one level each time."""
    for _ in range(4):
        qapp.processEvents()


def test_a_button_that_says_less_is_narrower_and_moves_nothing(qapp, on_screen):
    line = on_screen(Line())
    settled(qapp)
    requests, place, width = Requests(line), line.behind.geometry(), line.button.width()
    line.button.setText("Goals of this member")
    settled(qapp)
    assert (requests.count, line.behind.geometry()) == (0, place)
    assert line.button.size() == line.button.sizeHint()
    assert line.button.width() < width


def test_a_button_that_says_more_finds_room_and_one_that_is_hidden_gives_it_back(qapp, on_screen):
    line = on_screen(Line())
    line.button.setText("Goals of this member 1, and what was said of them")
    settled(qapp)
    room = line.button.parentWidget()
    assert room.width() >= line.button.width() == line.button.sizeHint().width()
    line.button.hide()
    settled(qapp)
    assert room.width() == 0
    line.button.show()
    settled(qapp)
    assert room.width() >= line.button.width()
