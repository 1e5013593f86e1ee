"""The tab of the centre's milestones."""

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.care.milestones import USUAL
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.services.care import milestones
from tests.screen import click

pytestmark = pytest.mark.window

DAYS, MONTHS, YEARLY, SESSIONS, STEPS = MilestoneKind


@pytest.fixture
def tab(open_settings, coordinator):
    return open_settings(coordinator, "milestones_tab")


def kept(tab):
    return list(milestones.everything(tab._context.storage, tab._context.actor))


def choose(tab, milestone):
    tab.table.selectRow(tab.model.rows().index(milestone))


def test_a_new_file_has_the_usual_milestones_in_order(tab):
    assert kept(tab) == list(USUAL)
    texts = [tab.model.index(place, 0).data() for place in range(tab.model.rowCount())]
    assert texts[:11] == [
        "1 day",
        "7 days",
        "15 days",
        "30 days",
        "60 days",
        "90 days",
        "6 months",
        "9 months",
        "12 months",
        "18 months",
        "Every year from year 2 on",
    ]
    assert not tab.usual_button.isEnabled()


def test_one_is_added_by_keyboard_in_any_script_s_digits(qtbot, tab):
    tab.kind.choose(DAYS)
    tab.count.insert("४५")
    qtbot.keyClick(tab.count, Qt.Key.Key_Return)
    assert Milestone(DAYS, 45) in kept(tab)
    assert tab.count.text() == ""
    assert tab.count.hasFocus()


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (DAYS, "30", "This milestone is in the list already."),
        (DAYS, "many", "Please type a number from 1 to 5000."),
        (STEPS, "13", "Please type a number from 1 to 12."),
        (YEARLY, "5", "The list has a line for every year already. Please remove it first."),
        (MONTHS, "24", "This milestone falls on the same day as one of the years in the list."),
    ],
)
def test_what_cannot_be_added_is_said_beside_the_number(qtbot, tab, kind, typed, said):
    tab.kind.choose(kind)
    tab.count.setText(typed)
    click(qtbot, tab.add_button)
    assert tab.form.fields["count"].problem == said
    assert tab.count.text() == typed
    assert kept(tab) == list(USUAL)


def test_one_is_removed_and_comes_back_with_undo(qtbot, tab):
    choose(tab, Milestone(SESSIONS, 10))
    click(qtbot, tab.remove_button)
    assert Milestone(SESSIONS, 10) not in kept(tab)
    assert tab.undo_bar.text() == "10 sessions has been removed from the milestones."
    click(qtbot, tab.undo_bar.undo_button)
    assert kept(tab) == list(USUAL)


def test_the_usual_ones_come_back_and_that_can_be_undone(qtbot, tab):
    choose(tab, Milestone(YEARLY, 2))
    click(qtbot, tab.remove_button)
    click(qtbot, tab.usual_button)
    assert kept(tab) == list(USUAL)
    click(qtbot, tab.undo_bar.undo_button)
    assert Milestone(YEARLY, 2) not in kept(tab)


def test_others_than_the_coordinator_see_the_list_and_change_nothing(open_settings, counsellor):
    tab = open_settings(counsellor, "milestones_tab")
    assert tab.model.rowCount() == len(USUAL)
    assert not tab.add_button.isVisible()
    assert not tab.remove_button.isVisible()
    assert not tab.usual_button.isVisible()
