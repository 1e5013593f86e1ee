from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.centre import Holiday
from peerdesk.domain.marks import Attendance, Mark
from peerdesk.domain.registers import Choices
from peerdesk.services import attendance, centre, notes, sessions, signing
from peerdesk.ui.pages.today_page import TodayPage
from tests.conftest import TODAY

pytestmark = pytest.mark.window


@pytest.fixture
def page(qtbot, context, messages, bus, circle) -> TodayPage:
    page = TodayPage(context, messages)
    qtbot.addWidget(page)
    bus.changed.connect(page.on_data_changed)
    page.resize(1188, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def session_today(page: TodayPage):
    return sessions.between(page._context.storage, page._context.actor, TODAY, TODAY)[0]


def button_of_the_day(page: TodayPage) -> QPushButton:
    return page.findChild(QPushButton, f"open-{session_today(page).id}", Qt.FindChildOption.FindChildrenRecursively)


def test_each_session_has_the_one_button_that_comes_next(page, circle):
    storage, actor, session_id = page._context.storage, page._context.actor, session_today(page).id
    assert button_of_the_day(page).text() == "Take attendance"
    attendance.mark_rest_present(storage, actor, session_id)
    assert steps(page) == ["Write note"]
    notes.keep_group_note(storage, actor, session_id, notes.GroupNote(shared="Everybody spoke."))
    assert steps(page) == ["Sign"]
    signing.sign(storage, actor, session_id)
    assert steps(page) == ["Open"]


def steps(page: TodayPage) -> list[str]:
    found = page._sessions.findChildren(QPushButton)
    return [made.text() for made in found if made.objectName().startswith("open-") and not made.isHidden()][-1:]


def test_the_button_opens_the_session_and_prints_its_sheet(qtbot, page):
    session_id = session_today(page).id
    with qtbot.waitSignal(page.session_opened) as opened:
        qtbot.mouseClick(button_of_the_day(page), Qt.MouseButton.LeftButton)
    assert opened.args == [session_id]
    sheet = page.findChild(QPushButton, f"sheet-{session_id}")
    with qtbot.waitSignal(page.report_asked) as asked:
        qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert asked.args == ["sign-in-sheet", Choices(session=session_id)]


def test_what_is_unfinished_says_what_is_missing_and_opens(qtbot, page):
    storage, actor = page._context.storage, page._context.actor
    earlier = sessions.between(storage, actor, TODAY - timedelta(days=5), TODAY - timedelta(days=1))
    attendance.mark_rest_present(storage, actor, earlier[0].id)
    missing = [page.unfinished.index(row, 3).data() for row in range(page.unfinished.rowCount())]
    assert missing[-1] == "Attendance not taken"
    assert missing[-2] == "Note missing"
    page.unfinished_table.setFocus()
    page.unfinished_table.selectRow(0)
    with qtbot.waitSignal(page.session_opened):
        qtbot.keyClick(page.unfinished_table, Qt.Key.Key_Return)


def test_three_absences_running_need_contact_and_the_rule_is_said(page, circle):
    storage, actor = page._context.storage, page._context.actor
    away = circle.member_ids[0]
    held = sessions.between(storage, actor, TODAY - timedelta(days=7), TODAY - timedelta(days=1))
    for session in held[-3:]:
        attendance.mark(storage, actor, session.id, {away: Attendance(Mark.ABSENT)})
        attendance.mark_rest_present(storage, actor, session.id)
    assert [row.member_id for row in page.absent.rows()] == [away]
    assert page.absent.index(0, 2).data() == "3"
    assert "leave does not count" in page._rule.text()
    assert page._rule.isVisible()


def test_a_holiday_is_named_and_the_empty_lists_say_what_they_are_for(page, coordinator, context):
    centre.add_holiday(context.storage, coordinator, Holiday(TODAY, "Guru Nanak Jayanti"))
    assert "Holiday: Guru Nanak Jayanti" in page._subtitle.text()
    assert page._hints[1].text() == "Nobody was absent in their last 3 sessions of a group."
