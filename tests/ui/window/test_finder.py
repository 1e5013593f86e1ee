"""Finding anything with Ctrl+K."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from peerdesk import i18n
from peerdesk.domain.papers.choices import Choices
from peerdesk.services.sessions import sessions
from peerdesk.ui.actions import SPECS, Command, build_actions
from peerdesk.ui.place import GroupPlace, MemberPlace, ReportPlace, SessionPlace
from peerdesk.ui.window.finder import MOST, Finder
from tests.centres import TODAY
from tests.screen import click_row


@pytest.fixture
def given():
    """Commands that were carried out."""
    return []


class Beneath(QWidget):
    """A page with a field, over which the finder comes."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1188, 700)
        lines = QVBoxLayout(self)
        self.field, self.other = QLineEdit(), QPushButton("elsewhere")
        lines.addWidget(self.field)
        lines.addStretch(1)
        lines.addWidget(self.other)


@pytest.fixture
def window(qtbot, circle):
    window = Beneath()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def show(qtbot, context, messages, window, given):
    def build(actor=None):
        seen = context if actor is None else replace(context, actor=actor)
        handlers = {command: lambda command=command: given.append(command) for command in SPECS}
        actions = build_actions(window, seen.actor, handlers)
        finder = Finder(seen, messages, actions, window)
        window.actions_of = actions
        with qtbot.waitExposed(window):
            window.show()
        window.field.setFocus()
        return finder

    return build


@pytest.fixture
def finder(show):
    finder = show()
    finder.ask()
    return finder


def shown(finder) -> list[str]:
    return [f"{offer.kind}: {offer.title}" for offer in finder.model.rows()]


def type_into(qtbot, finder, text):
    finder.field.clear()
    qtbot.keyClicks(finder.field, text)


def press(qtbot, finder, key):
    qtbot.keyClick(finder.field, key)


def test_it_opens_over_the_page_with_the_sessions_of_today_and_the_commands(finder, window):
    assert finder.field.hasFocus()
    assert finder.geometry().right() < window.width()
    assert finder.geometry().left() == (window.width() - finder.width()) // 2
    assert shown(finder)[:3] == ["Session: Morning Circle", "Command: Today", "Command: Members"]
    assert len(shown(finder)) <= MOST


def test_two_letters_and_enter_open_a_member(qtbot, finder, circle, places):
    type_into(qtbot, finder, "su")
    press(qtbot, finder, Qt.Key.Key_Return)
    assert places == [MemberPlace(circle.member_ids[2])]
    assert not finder.isVisible()


def test_a_member_is_found_in_the_script_of_the_name(qtbot, finder, circle):
    finder.field.setText("ਗੁਰ")
    assert shown(finder) == ["Member: Gurpreet Singh  ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"]


def test_a_group_and_its_sessions_are_found_by_its_name(qtbot, finder, circle, places):
    type_into(qtbot, finder, "morn")
    assert shown(finder)[0] == "Group: Morning Circle"
    press(qtbot, finder, Qt.Key.Key_Return)
    assert places == [GroupPlace(circle.group_id)]


def test_a_session_is_opened_by_its_number(qtbot, finder, context, places):
    session_id = sessions.between(context.storage, context.actor, TODAY, TODAY)[0].id
    type_into(qtbot, finder, f"s{session_id}")
    press(qtbot, finder, Qt.Key.Key_Enter)
    assert places == [SessionPlace(session_id)]


def test_a_report_is_asked_for_by_its_title(qtbot, finder, places):
    type_into(qtbot, finder, "sign")
    assert shown(finder)[0] == "Report: Sign-in sheet"
    press(qtbot, finder, Qt.Key.Key_Return)
    assert places == [ReportPlace("sign-in-sheet", Choices())]


def test_a_command_is_found_by_its_beginning_or_its_first_letters_with_its_shortcut(qtbot, finder):
    for text in ("new m", "mem new", "nm"):
        type_into(qtbot, finder, text)
        assert "Command: New member" in shown(finder), text
    assert finder.model.rows()[0].shortcut == "Ctrl+N"
    with qtbot.waitSignal(finder.command_chosen) as chosen:
        press(qtbot, finder, Qt.Key.Key_Return)
    assert chosen.args == [Command.NEW_MEMBER]


def test_commands_are_found_in_the_language_of_the_window_and_in_english(qtbot, show):
    i18n.speak("hi")
    finder = show()
    finder.ask()
    own = i18n.gettext(SPECS[Command.GO_SETTINGS].text)
    assert own != "Settings"
    for text in ("settin", own[:4]):
        finder.field.setText(text)
        assert any(offer.target is Command.GO_SETTINGS and offer.title == own for offer in finder.model.rows()), text


def test_nobody_is_offered_what_they_may_not_do(qtbot, show, office):
    finder = show(office)
    finder.ask()
    for text in ("new group", "member progress"):
        type_into(qtbot, finder, text)
        assert "New group" not in str(shown(finder))
        assert "progress" not in str(shown(finder))


def test_a_command_that_cannot_be_given_now_is_not_offered_and_finding_never_offers_itself(qtbot, finder, window):
    window.actions_of[Command.LOCK].setEnabled(False)
    type_into(qtbot, finder, "lock")
    assert "Command: Lock" not in shown(finder)
    type_into(qtbot, finder, "find any")
    assert shown(finder) == []


def test_the_arrows_and_tab_go_through_the_list_and_around_its_ends(qtbot, finder):
    def at():
        return finder.table.currentIndex().row()

    last = finder.model.rowCount() - 1
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        press(qtbot, finder, key)
        seen.append(at())
    assert seen == [1, 2, 1, 0, last, 0]
    press(qtbot, finder, Qt.Key.Key_PageDown)
    assert at() == 5
    press(qtbot, finder, Qt.Key.Key_PageUp)
    assert at() == 0
    qtbot.keyClick(finder.field, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert at() == last
    assert finder.field.hasFocus()


def test_the_mouse_chooses_too(qtbot, finder, circle, places):
    type_into(qtbot, finder, "anil")
    click_row(qtbot, finder.table, 0, 1)
    assert [type(place) for place in places] == [MemberPlace]


def test_escape_closes_and_the_cursor_goes_back_where_it_was(qtbot, finder, window):
    type_into(qtbot, finder, "anil")
    press(qtbot, finder, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert window.field.hasFocus()
    finder.ask()
    assert finder.field.text() == ""


def test_opening_it_twice_does_not_forget_where_the_cursor_was(qtbot, finder, window):
    finder.ask()
    press(qtbot, finder, Qt.Key.Key_Escape)
    assert window.field.hasFocus()


def test_whoever_clicks_elsewhere_closes_it(qtbot, finder, window):
    window.other.setFocus()
    assert not finder.isVisible()
    assert window.other.hasFocus()


def test_a_field_that_is_gone_meanwhile_gets_no_cursor(qtbot, show, window):
    finder = show()
    gone = QLineEdit(window)
    gone.show()
    gone.setFocus()
    finder.ask()
    with qtbot.waitSignal(gone.destroyed):
        gone.setParent(None)
        gone.deleteLater()
        del gone
    press(qtbot, finder, Qt.Key.Key_Escape)
    assert not finder.isVisible()


def test_nothing_found_is_said_and_enter_does_nothing(qtbot, finder):
    type_into(qtbot, finder, "zzz")
    assert finder._nothing.text() == "Nothing fits “zzz”."
    assert finder._nothing.isVisible()
    press(qtbot, finder, Qt.Key.Key_Return)
    press(qtbot, finder, Qt.Key.Key_Down)
    assert finder.isVisible()


def test_what_is_found_is_told_to_who_cannot_see_it(qtbot, finder):
    type_into(qtbot, finder, "anil")
    assert finder.field.accessibleDescription() == "1 found. Member: Anil Yadav, 0004 · Dabra · In programme"
    assert finder.field.accessibleName() == "Find anything"
    cell = QAccessible.queryAccessibleInterface(finder.table)
    assert cell.text(QAccessible.Text.Name) == "Found"


def test_it_keeps_to_the_middle_when_the_window_changes(qtbot, finder, window):
    window.resize(1000, 600)
    assert finder.geometry().left() == (1000 - finder.width()) // 2
    window.resize(500, 600)
    assert finder.width() == 420


def test_no_other_shortcut_is_ctrl_k():
    used = [command for command, spec in SPECS.items() if QKeySequence(spec.shortcut) == QKeySequence("Ctrl+K")]
    assert used == [Command.FIND]
