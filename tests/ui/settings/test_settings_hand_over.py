"""Settings › Staff: members are handed over, some or all, and when somebody leaves the program asks to whom."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.access import Actor
from peerdesk.services import staff
from peerdesk.services.members import key_counsellors, member_page
from peerdesk.ui.settings.settings_page import SettingsPage
from peerdesk.ui.settings.staff import StaffTab
from peerdesk.ui.settings.staff_panels import NOBODY
from tests.centres import PASSWORD, TODAY
from tests.screen import click, column, press, problems_in, words_in

pytestmark = pytest.mark.window

BEGINNING = date(2026, 11, 2)


@pytest.fixture
def tab(open_page, storage, coordinator, counsellor, circle) -> StaffTab:
    """The staff, of whom Ravi answers for three of the five members of his circle."""
    for who in circle.member_ids[:3]:
        key_counsellors.change(storage, coordinator, who, counsellor.staff_id, BEGINNING, today=TODAY)
    page = open_page(SettingsPage, coordinator)
    page.tabs.setCurrentWidget(page.staff_tab)
    return page.staff_tab


def choose(tab: StaffTab, user_name: str) -> None:
    tab.table.selectRow([row.user_name for row in tab.model.rows()].index(user_name))


def answering(storage, actor: Actor, member_ids) -> list[str]:
    """Who answers for some members now."""
    found = [member_page.page(storage, actor, who, today=TODAY).key_counsellor for who in member_ids]
    return [row.name if row else "" for row in found]


def test_the_list_says_for_how_many_each_of_the_staff_answers(tab):
    assert column(tab.table, 0) == ["Meena Rawat", "Ravi Tomar"]
    assert column(tab.table, 5) == ["", "3"]


def test_some_are_handed_over_by_keys_and_taken_back(qtbot, tab, storage, coordinator, circle):
    choose(tab, "ravi")
    click(qtbot, tab.hand_over_button)
    panel = tab.hand_over_panel
    assert panel.giver.currentText() == "Ravi Tomar: 3"
    assert panel.count.text() == "3 of 3 members"
    panel.table.setFocus()
    panel.table.selectRow(0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert panel.count.text() == "2 of 3 members"
    click(qtbot, panel.keep_button)
    assert problems_in(panel.form) == {"counsellor": "Please choose who is to answer for the members."}
    panel.taker.choose(coordinator.staff_id)
    panel.from_day.setText("10-11-2026")
    qtbot.keyClick(panel.from_day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    assert tab.undo_bar._text.text() == "2 members were handed over."
    assert sorted(answering(storage, coordinator, circle.member_ids[:3])) == [
        "Meena Rawat",
        "Meena Rawat",
        "Ravi Tomar",
    ]
    assert column(tab.table, 5) == ["2", "1"]
    click(qtbot, tab.undo_bar.undo_button)
    assert answering(storage, coordinator, circle.member_ids[:3]) == ["Ravi Tomar"] * 3


def test_those_without_anybody_are_given_somebody(qtbot, tab, storage, coordinator, circle):
    click(qtbot, tab.hand_over_button)
    panel = tab.hand_over_panel
    assert panel.giver.chosen() == NOBODY
    assert panel.count.text() == "2 of 2 members"
    click(qtbot, panel.all_button)
    assert panel.count.text() == "0 of 2 members"
    panel.taker.choose(coordinator.staff_id)
    click(qtbot, panel.keep_button)
    assert problems_in(panel.form) == {"members": "Please choose at least one member."}
    click(qtbot, panel.all_button)
    click(qtbot, panel.keep_button)
    assert answering(storage, coordinator, circle.member_ids[3:]) == ["Meena Rawat"] * 2


def test_a_day_that_cannot_be_is_said_beside_it_and_nothing_typed_is_lost(qtbot, tab, storage, coordinator, circle):
    choose(tab, "ravi")
    click(qtbot, tab.hand_over_button)
    panel = tab.hand_over_panel
    panel.taker.choose(coordinator.staff_id)
    panel.from_day.setText("19-11-2026")
    click(qtbot, panel.keep_button)
    assert list(problems_in(panel.form)) == ["from_day"]
    assert (panel.from_day.text(), panel.taker.chosen()) == ("19-11-2026", coordinator.staff_id)
    assert answering(storage, coordinator, circle.member_ids[:3]) == ["Ravi Tomar"] * 3


def test_who_leaves_is_not_let_go_before_it_is_said_who_takes_the_members(qtbot, tab, storage, coordinator, circle):
    choose(tab, "ravi")
    click(qtbot, tab.take_away_button)
    panel = tab.take_away_panel
    assert "Ravi Tomar answers for members: 3." in words_in(panel)
    click(qtbot, panel.keep_button)
    assert problems_in(panel.form) == {"counsellor": "Please choose who is to answer for the members."}
    assert all(row.active for row in staff.everybody(storage, coordinator))
    panel.taker.choose(coordinator.staff_id)
    press(qtbot, panel, "staffTakeAwayKeep")
    assert "own_password" in problems_in(panel.form)
    qtbot.keyClicks(panel.own_password.edit, PASSWORD)
    press(qtbot, panel, "staffTakeAwayKeep")
    assert answering(storage, coordinator, circle.member_ids[:3]) == ["Meena Rawat"] * 3
    assert column(tab.table, 5) == ["3", ""]


def test_who_answers_for_nobody_just_goes(qtbot, tab, storage, coordinator, circle, counsellor):
    key_counsellors.hand_over(storage, coordinator, circle.member_ids, coordinator.staff_id, TODAY, today=TODAY)
    choose(tab, "ravi")
    click(qtbot, tab.take_away_button)
    assert not tab.take_away_panel.taker.isVisible()
    qtbot.keyClicks(tab.take_away_panel.own_password.edit, PASSWORD)
    press(qtbot, tab.take_away_panel, "staffTakeAwayKeep")
    assert [row.active for row in staff.everybody(storage, coordinator)] == [True, False]
