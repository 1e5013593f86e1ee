"""The window comes back where it can be seen and taken hold of, whatever the preferences say."""

import struct
from base64 import b64encode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from peerdesk.ui.window import geometry

USUAL, LEAST = QSize(760, 600), QSize(400, 300)
QT = 0x1D9D0CB


def kept(x, y, right, bottom, *, screen=0, maximised=0, full=0, width=800):
    """As Qt packs the place of a window."""
    place = struct.pack(">iiii", x, y, right, bottom)
    state = struct.pack(">iBBi", screen, maximised, full, width)
    return b64encode(struct.pack(">IHH", QT, 3, 0) + place + place + state + place).decode()


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setMinimumSize(LEAST)
    window.resize(USUAL)
    return window


def within_reach(window):
    seen = window.geometry().intersected(QGuiApplication.primaryScreen().availableGeometry())
    return min(seen.width(), seen.height()) >= 200 and window.geometry().top() >= -12


def test_a_window_comes_back_where_it_stood(qtbot, window):
    window.setGeometry(QRect(40, 60, 700, 500))
    text = geometry.packed(window)
    again = QMainWindow()
    qtbot.addWidget(again)
    geometry.restore(again, text)
    assert again.geometry() == window.geometry()


@pytest.mark.parametrize(
    "place",
    [
        (-20_000, -20_000, -19_000, -19_400),
        (0, 0, 100_000, 100_000),
        (-50_000, -50_000, 50_000, 50_000),
        (500, 500, 0, 0),
        (-(2**31), -(2**31), 2**31 - 1, 2**31 - 1),
        (790, 790, 1790, 1390),
        (100, -500, 800, 90),
    ],
    ids=["off", "huge", "huge and off", "inside out", "overflow", "in the corner", "above"],
)
@pytest.mark.parametrize("state", [{}, {"maximised": 1}, {"full": 1}, {"screen": 7}], ids=str)
def test_a_place_off_every_screen_is_not_gone_back_to(window, place, state):
    geometry.restore(window, kept(*place, **state))
    window.show()
    assert within_reach(window)
    assert window.width() <= 1000
    assert not window.windowState() & (Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMinimized)


@pytest.mark.parametrize("text", ["", "!!", "AAAA", b64encode(bytes(66)).decode(), b64encode(b"\xff" * 700).decode()])
def test_what_is_no_place_leaves_the_window_as_it_is(window, text):
    geometry.restore(window, text)
    assert window.size() == USUAL


NUMBERS = st.integers(-(2**31), 2**31 - 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), NUMBERS, st.integers(0, 255), st.integers(0, 255), NUMBERS)
def test_any_numbers_at_all_leave_the_window_within_reach(window, place, screen, maximised, full, width):
    window.setGeometry(QRect(40, 60, 700, 500))
    geometry.restore(window, kept(*place, screen=screen, maximised=maximised, full=full, width=width))
    window.setWindowState(Qt.WindowState.WindowNoState)
    assert within_reach(window)
