"""The coordinator reads what left the office; a list that is copied stands there at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from peerdesk.domain.disclosures import Disclosure, ForWhom, LeftBy
from peerdesk.domain.papers.choices import Ask
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services import disclosures
from peerdesk.ui.place import MemberPlace
from peerdesk.ui.settings.settings_page import TABS, SettingsPage
from peerdesk.ui.window.main_window import MainWindow
from tests.screen import words_in

pytestmark = pytest.mark.window


@pytest.fixture
def window(on_screen, desk):
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    yield window
    QGuiApplication.clipboard().clear()


def log(desk):
    return disclosures.everything(desk.context.storage, desk.context.actor)


def test_a_list_that_is_copied_is_written_down_and_one_row_is_not(qtbot, desk, window):
    before = len(log(desk))
    window.go(window.pages.settings)
    window.pages.settings.tabs.setCurrentWidget(window.pages.settings.staff_tab)
    table = window.pages.settings.staff_tab.table
    table.clearSelection()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Meena" in QGuiApplication.clipboard().text()
    [line, *_older] = log(desk)
    assert (line.by, line.what, line.rows) == (LeftBy.COPIED, "Staff", table.model().rowCount())
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(log(desk)) == before + 1
    QGuiApplication.clipboard().setText("what somebody typed")
    assert len(log(desk)) == before + 1


def test_the_log_shows_what_left_and_whose_page_it_stands_on(desk, window):
    context = desk.context
    whose, court = frozenset([1]), ForWhom.COURT
    leaving = Disclosure(LeftBy.PRINTED, "progress-report", whose, who="Gwalior", why="order of 3 May", for_whom=court)
    disclosures.note(context.storage, context.actor, leaving)
    window.go(window.pages.settings)
    window.pages.settings.tabs.setCurrentIndex(TABS.index(SettingsPage.log_tab))
    window.pages.settings.log_tab.parts.setCurrentIndex(1)
    tab = window.pages.settings.log_tab.left
    shown = [tab.model.index(0, column).data() for column in range(tab.model.columnCount())]
    assert shown[2:] == [
        "Printed",
        "Member progress report",
        tab.model.rows()[0].member,
        "A court or authority, Gwalior",
        "order of 3 May",
    ]
    tab.span.choose(7)
    assert tab.model.rowCount() >= 1
    member = tab.model.rows()[0].member
    window.open(MemberPlace(1))
    window.pages.members.detail.tabs.setCurrentIndex(1)
    told = words_in(window.pages.members.detail)
    assert "for: A court or authority, Gwalior" in str(told), member


def test_for_whom_and_why_are_asked_of_papers_about_one_member_alone(desk, window):
    page = window.pages.reports
    window.go(page)
    for name in page._names:
        page._select(name)
        asked = page.panel.told_fields.isVisibleTo(page.panel)
        assert asked is (Ask.FOR_WHOM in REPORTS[name].asks)
    page._select("progress-report")
    for edit, text in ((page.panel.who, "the court"), (page.panel.why, "an order")):
        assert isinstance(edit, QLineEdit)
        edit.setText(text)
    assert page.panel.told() == ("the court", "an order")
    page._select("call-sheet")
    assert page.panel.told() == ("", "")


def test_office_staff_and_counsellors_have_no_tab_for_it(on_screen, office_desk):
    window = on_screen(MainWindow(office_desk.context, office_desk.bus, office_desk.runner))
    window.go(window.pages.settings)
    assert not window.pages.settings.tabs.isTabVisible(TABS.index(SettingsPage.log_tab))
