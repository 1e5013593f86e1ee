from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from peerdesk.domain.papers.choices import Choices
from peerdesk.services.sessions import session_page, sessions
from peerdesk.ui.actions import SPECS, Command
from peerdesk.ui.place import ReportPlace, SessionPlace
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import PASSWORD, TODAY
from tests.screen import click

pytestmark = pytest.mark.window

INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)


def is_part_of_another(widget: QWidget) -> bool:
    """The line inside a spin box, the list inside a combo box: named by what they belong to."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox) or "Calendar" in type(parent).__name__:
            return True
        parent = parent.parentWidget()
    return isinstance(widget, QHeaderView | QScrollBar) or widget.objectName().startswith("qt_")


def test_everything_one_can_use_has_a_name_for_those_who_cannot_see_it(whole_window):
    nameless = [
        (type(widget).__name__, widget.objectName(), widget.parentWidget().objectName())
        for widget in whole_window.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and not is_part_of_another(widget)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless, "\n".join(map(str, nameless))


def test_everything_one_can_use_has_an_object_name(whole_window):
    unnamed = [
        (type(widget).__name__, widget.accessibleName())
        for widget in whole_window.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE) and not is_part_of_another(widget) and not widget.objectName()
    ]
    assert not unnamed, "\n".join(map(str, unnamed))


def test_every_command_is_described_and_no_shortcut_is_used_twice():
    assert set(SPECS) == set(Command)
    used = Counter(QKeySequence(spec.shortcut).toString() for spec in SPECS.values())
    assert max(used.values()) == 1


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "members"),
        (Qt.Key.Key_3, "groups"),
        (Qt.Key.Key_4, "sessions"),
        (Qt.Key.Key_5, "follow_ups"),
        (Qt.Key.Key_6, "mentoring"),
        (Qt.Key.Key_7, "reports"),
        (Qt.Key.Key_8, "settings"),
        (Qt.Key.Key_H, "presence"),
        (Qt.Key.Key_M, "measures"),
    ],
)
def test_pages_are_reached_by_keys(qtbot, window, key, page):
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert getattr(window.pages, page).isVisible()


def test_back_leads_where_one_came_from(qtbot, window, context):
    session = sessions.between(context.storage, context.actor, TODAY, TODAY)[0]
    window.go(window.pages.groups)
    window.open(SessionPlace(session.id))
    assert window.pages.session.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.pages.groups.isVisible()
    assert context.settings.session_id == 0


def test_a_lock_hides_everything_and_keeps_what_was_typed(qtbot, window, context):
    session = sessions.between(context.storage, context.actor, TODAY, TODAY)[0]
    window.open(SessionPlace(session.id))
    qtbot.keyClicks(window.pages.session.note_panel.shared, "Half a thought")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.pages.session.isVisible()
    assert session_page.sheet(context.storage, context.actor, session.id).note.shared == "Half a thought"
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not window.pages.members.isVisible()
    password = window.lock_page.findChild(QLineEdit)
    qtbot.keyClicks(password, PASSWORD)
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(window.pages.session.isVisible)
    assert window.pages.session.note_panel.shared.toPlainText() == "Half a thought"


def test_a_closed_window_has_kept_what_was_typed_and_nothing_in_it_waits_any_more(qtbot, window, context):
    session = sessions.between(context.storage, context.actor, TODAY, TODAY)[0]
    window.open(SessionPlace(session.id))
    qtbot.keyClicks(window.pages.session.note_panel.shared, "Half a thought")
    window.messages.say("Something was done.")
    window.close()
    assert session_page.sheet(context.storage, context.actor, session.id).note.shared == "Half a thought"
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive()] == []


def test_a_report_is_opened_with_its_choices(qtbot, window, circle, runner):
    window.open(ReportPlace("attendance-register", Choices(group=circle.group_id, blank=True)))
    assert window.pages.reports.isVisible()
    assert runner.finish(20_000)


def test_what_goes_wrong_is_said_in_the_banner_until_it_is_closed(qtbot, window):
    window.messages.warned.emit("The disk is full.")
    assert window.banner.text() == "The disk is full."
    click(qtbot, window.banner._close)
    assert window.banner.text() == ""


def test_office_staff_get_no_command_they_may_not_give(qtbot, context, bus, runner, office, circle):
    window = MainWindow(replace(context, actor=office), bus, runner)
    qtbot.addWidget(window)
    assert Command.NEW_GROUP not in window.commands
    assert Command.NEW_MEMBER in window.commands


def test_the_marked_entry_of_the_side_bar_leads_back_to_its_page(qtbot, window):
    window.go(window.pages.presence)
    nav = window.side_bar.nav
    assert nav.currentRow() == 0
    qtbot.mouseClick(nav.viewport(), Qt.MouseButton.LeftButton, pos=nav.visualItemRect(nav.item(0)).center())
    assert window.pages.today.isVisible()
