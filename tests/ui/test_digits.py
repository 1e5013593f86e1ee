"""Numbers are taken in the digits of every script, however these come in, and show as 0-9."""

from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.inputs.time_edit import TimeEdit

pytestmark = pytest.mark.window

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
GURMUKHI = str.maketrans("0123456789", "੦੧੨੩੪੫੬੭੮੯")


def press(editor: QWidget, text: str) -> None:
    """By a keyboard layout that has these digits; the test tool knows Latin ones alone."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(editor, event)


def commit(editor: QWidget, text: str) -> None:
    """By an input method, which shows what is being typed before it hands it over."""
    QApplication.sendEvent(editor, QInputMethodEvent(text, []))
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def paste(editor: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    line.paste()


def number() -> CalmSpin:
    made = CalmSpin()
    made.setRange(0, 200)
    return made


@pytest.fixture
def shown(qtbot, on_screen):
    """Shows an editor with the cursor in it, its content chosen."""

    def show(editor):
        on_screen(editor)
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        editor.selectAll()
        return editor

    return show


@pytest.mark.parametrize("script", [DEVANAGARI, GURMUKHI], ids=["devanagari", "gurmukhi"])
@pytest.mark.parametrize("way", [press, commit, paste])
@pytest.mark.parametrize(
    ("make", "typed", "reads", "value"),
    [
        (number, "123", CalmSpin.value, 123),
        (DayEdit, "21-11-2026", DayEdit.day, date(2026, 11, 21)),
        (TimeEdit, "18:30", TimeEdit.moment, time(18, 30)),
        (DigitsEdit, "98260 12345", DigitsEdit.text, "98260 12345"),
    ],
    ids=["number", "day", "time", "phone"],
)
def test_the_digits_of_either_script_are_taken_and_show_as_0_to_9(shown, make, typed, reads, value, way, script):
    editor = shown(make())
    way(editor, typed.translate(script))
    assert editor.text() == typed
    assert reads(editor) == value


def test_a_number_beyond_its_limit_is_refused_in_any_script(shown):
    editor = shown(number())
    press(editor, "२०१")
    assert (editor.value(), editor.text()) == (20, "20")


def test_digits_go_where_the_cursor_is(shown):
    editor = shown(DigitsEdit())
    editor.setText("ASH/2026-27/0042")
    editor.setCursorPosition(4)
    press(editor, "९")
    commit(editor, "੮")
    assert (editor.text(), editor.cursorPosition()) == ("ASH/982026-27/0042", 6)


def test_a_pc_that_writes_marathi_digits_shows_numbers_in_0_to_9(shown):
    usual = QLocale()
    QLocale.setDefault(QLocale("mr_IN"))
    try:
        editor = shown(number())
        editor.setValue(45)
        assert editor.text() == "45"
    finally:
        QLocale.setDefault(usual)
