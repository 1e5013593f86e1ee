"""Session plans in the settings: read, put into the centre's own words, added to, suggested no more."""

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.sessions.notes import Activity, Objective
from peerdesk.domain.sessions.plans import BUILT_IN
from peerdesk.services.sessions import plans
from peerdesk.ui.settings.plans import PlansTab
from peerdesk.ui.settings.settings_page import SettingsPage
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def tab(open_settings, heard, counsellor) -> PlansTab:
    return open_settings(counsellor, "plans_tab")


@pytest.fixture
def there(storage, coordinator):
    return lambda: {plan.key: plan for plan in plans.everything(storage, coordinator)}


def choose(tab, key):
    tab.table.selectRow([plan.key for plan in tab.model.rows()].index(key))


def test_all_plans_are_listed_and_the_first_can_be_read_at_once(tab):
    assert [plan.key for plan in tab.model.rows()] == list(BUILT_IN)
    assert tab.form.name.text() == "Name and one strength"
    assert tab.form.text.toPlainText().startswith("Bring: a soft ball")
    assert set(tab.form.activities.ticked()) == {Activity.ICEBREAKER, Activity.GAME}
    assert not tab.reset_button.isEnabled()


def test_a_plan_is_put_into_the_centres_words_and_back_again(qtbot, tab, there, heard):
    choose(tab, "payday")
    tab.form.name.selectAll()
    qtbot.keyClicks(tab.form.name, "Money day")
    tab.form.text.setPlainText("1. Count it together.")
    click(qtbot, tab.form.keep_button)
    assert there()["payday"].details.name == "Money day"
    assert heard == ["The plan Money day has been kept."]
    assert tab.model.row(tab.table.currentIndex()).changed
    click(qtbot, tab.reset_button)
    assert not there()["payday"].changed
    assert tab.form.name.text() == "Payday and money in the pocket"
    click(qtbot, tab.undo_bar.undo_button)
    assert there()["payday"].details.text == "1. Count it together."


def test_a_plan_of_the_centres_own_is_added(qtbot, tab, there):
    click(qtbot, tab.add_button)
    assert tab.form.name.text() == ""
    qtbot.keyClicks(tab.form.name, "Kitchen evening")
    click(qtbot, tab.form.keep_button)
    assert tab.form.form.fields["objective"].problem
    assert tab.form.form.fields["text"].problem
    tab.form.objective.choose(Objective.HEALTH)
    tab.form.group_type.choose(GroupType.ALUMNI)
    tab.form.minutes.setValue(90)
    tab.form.activities.tick([Activity.GAME])
    qtbot.keyClicks(tab.form.text, "Cook together.")
    click(qtbot, tab.form.keep_button)
    assert there()["own-1"].details == tab.form.details()
    assert tab.model.row(tab.table.currentIndex()).key == "own-1"
    click(qtbot, tab.form.keep_button)
    assert list(there()) == [*BUILT_IN, "own-1"]


def test_a_plan_is_suggested_no_more_until_that_is_undone(qtbot, tab, there):
    choose(tab, "payday")
    click(qtbot, tab.retire_button)
    assert there()["payday"].retired
    assert tab.retire_button.text() == "Suggest it again"
    click(qtbot, tab.undo_bar.undo_button)
    assert not there()["payday"].retired
    assert tab.retire_button.text() == "Suggest it no more"
    click(qtbot, tab.retire_button)
    click(qtbot, tab.retire_button)
    assert not there()["payday"].retired


def test_what_was_typed_stays_through_changes_elsewhere_and_can_be_fetched_back(qtbot, tab, storage, coordinator):
    choose(tab, "payday")
    qtbot.keyClicks(tab.form.text, "Half a sen")
    typed = tab.form.details()
    plans.retire(storage, coordinator, "saying-no")
    assert tab.form.details() == typed
    choose(tab, "saying-no")
    assert tab.form.name.text() == "Saying no and staying friends"
    click(qtbot, tab.undo_bar.undo_button)
    assert tab.form.details() == typed
    assert tab.form.plan().key == "payday"


def test_office_staff_read_the_plans_and_change_none(qtbot, open_settings, office):
    tab = open_settings(office, "plans_tab")
    assert tab.form.text.isReadOnly()
    for button in (tab.form.keep_button, tab.add_button, tab.retire_button, tab.reset_button):
        assert not button.isVisible()


def test_the_settings_follow_changes_of_plans():
    assert Changed.GROUP_LIFE in SettingsPage.watches
