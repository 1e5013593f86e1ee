"""A message stands over the page: nothing moves when it comes or goes, and nobody types beneath it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.ui.groups.detail import GroupPart
from peerdesk.ui.place import GroupPlace, MemberPlace, PageName, SessionPlace
from peerdesk.ui.widgets.bars.banner import Banner
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import TODAY
from tests.looking import session_on
from tests.screen import press

pytestmark = pytest.mark.window

EVERY_PAGE = tuple(PageName)
GOOD, BAD = "The changes to Ramesh Kumar are kept.", "The disk is full. " * 12


def show(qtbot, window: MainWindow, name: str) -> None:
    """Go to a page, and wait for what it makes in the background."""
    window.go(getattr(window.pages, name))
    if name == "reports":
        qtbot.waitUntil(window.pages.reports.output.print_button.isEnabled)


def nothing() -> None: ...


def settle() -> None:
    """Let everything take its place that has been asked to."""
    for _ in range(3):
        QApplication.sendPostedEvents()


def places(window: QWidget) -> dict[QWidget, QRect]:
    """Where everything stands that is seen in a window, messages apart."""
    settle()
    bars = [bar for bar in window.findChildren(OverPage) if bar.isVisible()]
    return {
        widget: QRect(widget.mapTo(window, QPoint()), widget.size())
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and not any(widget is bar or bar.isAncestorOf(widget) for bar in bars)
    }


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_nothing_on_a_page_moves_while_a_message_comes_is_replaced_and_goes(qtbot, window, name):
    show(qtbot, window, name)
    before = places(window)
    window.messages.say(GOOD)
    assert window.banner.isVisible()
    assert places(window) == before
    window.banner.warn(BAD)
    assert places(window) == before
    window.banner.leave()
    assert places(window) == before


def parts_with_undo(window: MainWindow, member_id: int) -> Iterator[str]:
    """Go to every part of the window that offers to undo something."""
    for name in ("today", "follow_ups", "mentoring", "measures"):
        window.go(getattr(window.pages, name))
        yield name
    window.open(MemberPlace(member_id))
    for tabs in (window.pages.members.detail.tabs, window.pages.settings.tabs):
        if tabs is window.pages.settings.tabs:
            window.go(window.pages.settings)
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            yield f"{tabs.objectName()}, {tabs.tabText(place)}"
    window.open(GroupPlace(1))
    window.pages.groups.detail.show_part(GroupPart.WAITLIST)
    yield "waitlist"


def test_nothing_moves_while_an_act_can_be_undone(window, circle):
    seen: set[UndoBar] = set()
    for part in parts_with_undo(window, circle.member_ids[0]):
        settle()
        for bar in window.findChildren(UndoBar):
            if not bar._owner.isVisible():
                continue
            seen.add(bar)
            before = places(window)
            bar.offer("Ramesh Kumar: Reached.", nothing)
            assert bar.isVisible()
            assert places(window) == before, part
            bar.leave()
            assert places(window) == before, part
    assert seen == set(window.findChildren(UndoBar))


def test_nothing_moves_while_pages_are_printed(qtbot, window):
    show(qtbot, window, "reports")
    page = window.pages.reports
    before = places(window)
    page.output.bar.show_step("Printing page 1 of 3…", 0, 3)
    assert page.output.bar.isVisible()
    page.output.bar.show_step("Printing page 2 of 3…", 1, 3)
    assert places(window) == before
    page.output.bar.leave()
    assert places(window) == before


def test_nothing_moves_while_an_answer_asks_for_a_talk_today(window):
    page = window.pages.measures
    window.go(page)
    before = places(window)
    note = SafetyNoteRow(1, 1, "Ramesh Kumar", date(2026, 11, 14), date(2026, 11, 14), 1, "Ravi", owner_there=True)
    page.safety.show_note(note, "14446\n112")
    assert page.safety.isVisible()
    assert places(window) == before


# Where it stands


@pytest.fixture
def page(qtbot) -> QWidget:
    """A page with a field at each of its corners and in the middle of its edges."""
    page = QWidget()
    page.setObjectName("page")
    page.resize(900, 500)
    qtbot.addWidget(page)
    corners = ((8, 460), (350, 8), (350, 460), (690, 460), (8, 8), (690, 8))
    for place, corner in enumerate(corners):
        field = QLineEdit(page)
        field.setObjectName(f"field-{place}")
        field.setGeometry(*corner, 200, 30)
    with qtbot.waitExposed(page):
        page.show()
    QCursor.setPos(page.mapToGlobal(page.rect().center()))
    return page


def test_it_does_not_stand_on_what_is_typed_into_and_makes_way_for_it(qtbot, page):
    bar = UndoBar(page)
    for field in page.findChildren(QLineEdit):
        field.setFocus()
        bar.offer("The contact was removed.", nothing)
        assert not bar.geometry().intersects(field.geometry())
    under_it = next(field for field in page.findChildren(QLineEdit) if bar.geometry().intersects(field.geometry()))
    under_it.setFocus()
    qtbot.waitUntil(lambda: not bar.geometry().intersects(under_it.geometry()))
    assert bar.isVisible()


def test_it_does_not_come_under_the_mouse_pointer(page):
    bar = UndoBar(page)
    bar.offer("The contact was removed.", nothing)
    usual = bar.geometry()
    bar.leave()
    QCursor.setPos(page.mapToGlobal(usual.center()))
    bar.offer("The contact was removed.", nothing)
    assert not bar.geometry().contains(page.mapFromGlobal(QCursor.pos()))


def test_two_of_them_do_not_stand_on_each_other(page):
    bar, banner = UndoBar(page), Banner(page)
    bar.offer("The contact was removed.", nothing)
    banner.warn(BAD)
    assert not bar.geometry().intersects(banner.geometry())
    assert page.rect().contains(bar.geometry())
    assert page.rect().contains(banner.geometry())


def test_it_stays_at_the_edge_when_the_page_becomes_smaller(page):
    banner = Banner(page)
    banner.warn(BAD)
    page.resize(400, 300)
    assert page.rect().contains(banner.geometry())


def test_it_makes_way_for_what_is_opened_beneath_it(qtbot):
    page = QWidget()
    page.setObjectName("page")
    page.resize(900, 500)
    search, button, name = QLineEdit(page), QPushButton("Register member", page), QLineEdit(page)
    for widget, corner in ((search, (8, 100)), (button, (8, 460)), (name, (8, 200))):
        widget.setGeometry(*corner, 200, 30)
    button.hide()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    QCursor.setPos(page.mapToGlobal(page.rect().center()))
    search.setFocus()
    banner = Banner(page)
    banner.warn(BAD)
    assert banner.geometry().intersects(button.geometry())
    button.show()
    name.setFocus()
    qtbot.waitUntil(lambda: not banner.geometry().intersects(button.geometry()))


def test_it_makes_way_for_what_is_opened_while_the_cursor_stays_where_it_is(qtbot):
    page, opened = QWidget(), QPushButton("Register member")
    page.setObjectName("page")
    page.resize(900, 500)
    lines = QVBoxLayout(page)
    lines.addStretch(1)
    lines.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
    opened.hide()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    QCursor.setPos(page.mapToGlobal(page.rect().center()))
    banner = Banner(page)
    banner.warn(BAD)
    before = banner.geometry()
    opened.show()
    qtbot.waitUntil(lambda: before.intersects(opened.geometry()))
    qtbot.waitUntil(lambda: not banner.geometry().intersects(opened.geometry()))


@pytest.mark.parametrize("room", [(1366, 728), (1093, 574)], ids=["whole", "at-125-percent"])
def test_a_warning_about_a_mark_does_not_stand_on_the_panel_that_signs(qtbot, window, circle, storage, room):
    window.resize(*room)
    window.open(SessionPlace(session_on(storage, circle.group_id, TODAY)))
    page = window.pages.session
    qtbot.keyClicks(page.table, "p")
    window.banner.warn(BAD)
    settle()
    assert window.banner.isVisible()
    panel = QRect(page.sign_panel.mapTo(window, QPoint()), page.sign_panel.size())
    assert page.sign_panel.isVisible()

    def banner() -> QRect:
        return QRect(window.banner.mapTo(window, QPoint()), window.banner.size())

    qtbot.waitUntil(lambda: not banner().intersects(panel))


# Who reads and uses it


def test_a_screen_reader_is_told_and_the_keyboard_reaches_it(qtbot, window):
    window.go(window.pages.members)
    search = window.pages.members.list.search
    search.setFocus()
    window.messages.say(GOOD)
    assert QAccessible.queryAccessibleInterface(window.banner).text(QAccessible.Text.Name) == GOOD
    for _ in range(100):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget().objectName() == "bannerClose":
            break
    there = window.banner.geometry()
    qtbot.waitUntil(lambda: not window.banner._again.isActive())  # it has looked whether it is in the way
    assert window.banner.geometry() == there
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.banner.text() == ""
    assert window.focusWidget() is search


def test_undo_belongs_to_its_part_of_the_page_and_waits_while_that_is_not_seen(qtbot):
    page, part = QWidget(), QWidget()
    page.setObjectName("page")
    page.resize(900, 500)
    QVBoxLayout(page).addWidget(part)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    undone: list[str] = []
    bar = UndoBar(part)
    bar.offer("The goal is kept.", lambda: undone.append("goal"))
    part.hide()
    assert not bar.isVisible()
    part.show()
    assert bar.isVisible()
    assert bar.text() == "The goal is kept."
    press(qtbot, bar, "undo")
    assert undone == ["goal"]
    assert bar.text() == ""
