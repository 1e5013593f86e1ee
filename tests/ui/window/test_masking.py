"""An Aadhaar number is masked while it is typed, before it is left or kept, and it is said why."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from peerdesk.ui.place import PageName
from peerdesk.ui.widgets.forms.password import PasswordEdit
from peerdesk.ui.widgets.forms.typed import typed_text

NUMBER, SAFE = "9999 4105 7058", "XXXX XXXX 7058"
SAID = "Only the last four digits of an Aadhaar number are kept: the whole number may not be stored."


@pytest.fixture
def said(window):
    said: list[str] = []
    window.messages.said.connect(said.append)
    return said


@pytest.fixture
def begin(window, qtbot):
    """Puts the cursor into an editor of a kind that stands in the window."""

    def begin(kind):
        editor = kind()
        editor.setParent(window.pages)
        editor.setGeometry(0, 0, 400, 60)
        editor.show()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        return editor

    return begin


def paste(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    editor.paste()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_at_a_pause_it_is_masked_where_it_stands_and_the_typing_goes_on(begin, qtbot, said, kind):
    editor = begin(kind)
    paste(editor, "Came with 🙂 ")
    qtbot.keyClicks(editor, f"{NUMBER}, ")
    assert said == []
    qtbot.waitUntil(lambda: said == [SAID])
    qtbot.keyClicks(editor, "then went")
    assert typed_text(editor) == f"Came with 🙂 {SAFE}, then went"
    assert said == [SAID]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_who_goes_on_to_the_next_field_leaves_no_number_behind(begin, window, qtbot, said, kind):
    editor = begin(kind)
    qtbot.keyClicks(editor, NUMBER)
    begin(QLineEdit)
    assert typed_text(editor) == SAFE
    assert said == [SAID]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_what_is_kept_by_a_key_is_masked_before(begin, qtbot, said, key, modifier):
    editor = begin(QLineEdit)
    kept = []
    editor.returnPressed.connect(lambda: kept.append(editor.text()))
    qtbot.keyClicks(editor, NUMBER)
    qtbot.keyClick(editor, key, modifier)
    assert editor.text() == SAFE
    assert kept == [SAFE] * (key is Qt.Key.Key_Return)
    assert said == [SAID]


def test_the_cursor_stays_where_it_was(begin, qtbot, said):
    editor = begin(QLineEdit)
    editor.setText(f"a {NUMBER} b")
    editor.setCursorPosition(1)
    qtbot.waitUntil(lambda: said == [SAID])
    assert (editor.text(), editor.cursorPosition()) == (f"a {SAFE} b", 1)


def test_a_password_is_nobody_s_business(begin, qtbot, said):
    editor = begin(QLineEdit)
    other = begin(QLineEdit)
    other.setEchoMode(QLineEdit.EchoMode.Password)
    editor.setFocus()
    other.setFocus()
    qtbot.keyClicks(other, NUMBER)
    editor.setFocus()
    assert (other.text(), said) == (NUMBER, [])


def test_nor_is_one_that_is_shown(begin, qtbot, said):
    editor = begin(PasswordEdit)
    editor.setEchoMode(QLineEdit.EchoMode.Normal)
    begin(QLineEdit)
    editor.setFocus()  # from the box that shows it
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, NUMBER)
    begin(QLineEdit)
    assert (editor.text(), said) == (NUMBER, [])


def test_phone_numbers_are_left_alone(begin, qtbot, said):
    editor = begin(QLineEdit)
    qtbot.keyClicks(editor, "919876543210, 98765 43210")
    begin(QLineEdit)
    assert (typed_text(editor), said) == ("919876543210, 98765 43210", [])


def test_in_a_new_member_s_form_it_is_masked_like_anywhere_else(window, qtbot, said):
    window.go(getattr(window.pages, PageName.MEMBERS))
    window.pages.members.start_new()
    editors = [editor for editor in window.pages.members.findChildren(QLineEdit) if editor.isVisible()]
    editor = next(editor for editor in editors if editor.objectName() == "name_latin")
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, NUMBER)
    next(found for found in editors if found is not editor).setFocus()
    assert (editor.text(), said) == (SAFE, [SAID])
    editor.clear()
