"""Pledges at a session: written down where they are said, and read out on their day without a verdict."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.goals import GoalKind, GoalState, GoalText, GoalWordKind
from peerdesk.records.care import goals as goal_records
from peerdesk.services.care import goals
from peerdesk.services.sessions import session_page, sessions
from tests.centres import TODAY
from tests.screen import click

pytestmark = pytest.mark.window

YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def promised(storage, coordinator, page):
    """What whoever stands second on the roster promised yesterday for today."""
    pledge = GoalText("Call home", TODAY, GoalKind.PLEDGE)
    return goals.add(storage, coordinator, page.model.row(1).member_id, pledge, today=TODAY, set_on=YESTERDAY)


@pytest.fixture
def kept(storage, page):
    def look(row=1):
        with storage.reading():
            return goal_records.of_member(page.model.row(row).member_id)

    return look


def opened(qtbot, page):
    click(qtbot, page.beside.pledges_button)
    return page.beside.pledges_panel


def new_line(qtbot, page, row=1):
    page.table.go_to(row)
    qtbot.keyClicks(page.table, "g")
    return page.beside.goals_panel.new


def test_without_a_pledge_whose_day_has_come_nothing_is_there(page, storage, coordinator):
    later = GoalText("Call home", TODAY + timedelta(1), GoalKind.PLEDGE)
    goals.add(storage, coordinator, page.model.row(1).member_id, later, today=TODAY)
    assert not page.beside.pledges_button.isVisible()


def test_a_pledge_is_read_out_and_kept_and_that_can_be_taken_back(qtbot, page, promised, kept):
    assert page.beside.pledges_button.text() == "Pledges 1"
    line = opened(qtbot, page).lines[promised]
    name = page.model.row(1).name_latin
    assert line._text.text() == f"{name}: Call home"
    assert line._facts.text() == "promised on 17-11-2026"
    click(qtbot, line.kept_button)
    assert (kept()[0].state, kept()[0].closed_on) == (GoalState.REACHED, TODAY)
    assert page.beside.pledges_button.text() == "Pledges ✓"
    assert line._facts.text() == "Kept · promised on 17-11-2026"
    assert not line.kept_button.isVisible()
    click(qtbot, line.back_button)
    assert kept()[0].state is GoalState.OPEN
    assert page.beside.pledges_button.text() == "Pledges 1"


def test_not_yet_is_said_without_a_word_and_the_pledge_is_read_out_again(
    qtbot, page, promised, kept, storage, coordinator, session_id
):
    line = opened(qtbot, page).lines[promised]
    click(qtbot, line.not_yet_button)
    (word,) = kept()[0].said
    assert (word.kind, word.text, word.session_id) == (GoalWordKind.NOT_YET, "", session_id)
    assert page.beside.pledges_button.text() == "Pledges ✓"
    assert line._facts.text() == "Not yet · promised on 17-11-2026"
    group_id = session_page.sheet(storage, coordinator, session_id).group_id
    ahead = sessions.between(storage, coordinator, TODAY + timedelta(1), TODAY + timedelta(9), group_id=group_id)
    assert [goal.id for goal in session_page.side_sections(storage, coordinator, ahead[0].id).pledges] == [promised]
    click(qtbot, line.back_button)
    assert kept()[0].said == []


def test_every_button_says_whose_pledge_it_is_about(qtbot, page, promised):
    line = opened(qtbot, page).lines[promised]
    for made in line.findChildren(QPushButton):
        assert made.accessibleName().endswith(f"{page.model.row(1).name_latin}: Call home")
        assert made.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_pledge_is_written_down_at_the_session_for_the_next_one(qtbot, page, kept, storage, coordinator, session_id):
    line = new_line(qtbot, page)
    assert line.text.hasFocus() or not page.isActiveWindow()
    assert line.kind.code() is GoalKind.PLEDGE
    qtbot.keyClicks(line.text, "Call home")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    (goal,) = kept()
    following = goals.pledge_day(storage, coordinator, goal.member_id, day=TODAY, session_id=session_id)
    assert (goal.kind, goal.text, goal.set_on, goal.due_on) == (GoalKind.PLEDGE, "Call home", TODAY, following)
    assert line.text.text() == ""
    assert page.beside.goals_button.text() == "Goals 1"
    assert page.beside.goals_panel.blocks[goal.id]._facts.text().startswith("Pledge · until ")


def test_a_goal_needs_no_day(qtbot, page, kept):
    line = new_line(qtbot, page)
    line.kind.choose(GoalKind.GOAL)
    line.kind.activated.emit(line.kind.currentIndex())
    assert line.due_on.text() == ""
    qtbot.keyClicks(line.text, "Walk")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert (kept()[0].kind, kept()[0].due_on) == (GoalKind.GOAL, None)


def test_going_to_another_row_keeps_the_pledge_for_whom_it_was_typed(qtbot, page, kept):
    line = new_line(qtbot, page)
    qtbot.keyClicks(line.text, "Call home")
    page.table.go_to(2)
    assert [goal.text for goal in kept(1)] == ["Call home"]
    assert kept(2) == []
    assert line.text.text() == ""


def test_what_cannot_be_kept_stays_and_says_of_whom_it_is(qtbot, page, kept):
    line = new_line(qtbot, page)
    line.due_on.setText("soon")
    qtbot.keyClicks(line.text, "Call home")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert "is not a date" in line.problem.text()
    page.table.go_to(2)
    assert line.text.text() == "Call home"
    assert line._whose.text() == f"Of {page.model.row(1).name_latin}, not kept yet:"
    assert page.beside.goals_panel.new.unsaved() == ["Goals"]
    line.due_on.setText("25-11-2026")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert [goal.text for goal in kept(1)] == ["Call home"]
    assert kept(2) == []


def test_a_pledge_that_names_a_member_is_warned_of_before_it_is_kept(qtbot, page, kept):
    line = new_line(qtbot, page)
    other = page.model.row(3).name_latin
    qtbot.keyClicks(line.text, f"With {other} I walk")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert kept() == []
    assert other in line.warning.says.text()
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert [goal.text for goal in kept()] == [f"With {other} I walk"]
