"""A label that is written anew with every key: what is around it moves only where it needs other room."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.ui.widgets.steady import SteadyLabel

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
