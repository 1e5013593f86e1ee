import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.measures.scales import Rhythm
from peerdesk.services.measures import scales
from tests.centres import TODAY
from tests.screen import click, column, rows

pytestmark = pytest.mark.window


@pytest.fixture
def tab(open_settings, heard, coordinator):
    return open_settings(coordinator, "scales_tab")


def fill(qtbot, tab, name="Sleep", questions="How many hours?\n\n How rested? ", source="The centre's own"):
    click(qtbot, tab.add_button)
    qtbot.keyClicks(tab.panel.name, name)
    tab.panel.questions.setPlainText(questions)
    qtbot.keyClicks(tab.panel.source, source)


def test_the_scales_that_come_with_peerdesk_are_there_and_stay(tab):
    assert rows(tab.table) == [
        ["Weekly questions", "4", "Every week", "All staff", "comes with PeerDesk"],
        ["BARC-10", "10", "Every month", "All staff", "comes with PeerDesk"],
        ["PHQ-9", "9", "When needed", "Counsellors only", "comes with PeerDesk"],
    ]
    tab.table.selectRow(0)
    assert not tab.retire_button.isEnabled()


def test_a_scale_of_the_centre_s_own_is_typed_in(qtbot, tab, storage, coordinator, heard):
    fill(qtbot, tab)
    tab.panel.highest.setValue(12)
    tab.panel.rhythm.choose(Rhythm.MONTHLY)
    qtbot.keyClick(tab.panel.counsellors_only, Qt.Key.Key_Space)
    qtbot.keyClick(tab.panel.source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Sleep has been added."]
    assert rows(tab.table)[-1] == ["Sleep", "2", "Every month", "Counsellors only", "your own"]
    assert tab.panel.isHidden()
    kept = scales.scales(storage, coordinator)[-1]
    assert [(item.text, item.lowest, item.highest) for item in kept.items] == [
        ("How many hours?", 0, 12),
        ("How rested?", 0, 12),
    ]
    assert (kept.summed, kept.source) == (True, "The centre's own")


def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(qtbot, tab):
    fill(qtbot, tab, name="", source="")
    tab.panel.highest.setValue(0)
    click(qtbot, tab.panel.keep_button)
    fields = tab.panel.form.fields
    assert fields["name"].problem == "Please type a name for the scale."
    assert fields["highest"].problem == "The highest answer must be above the lowest, and at most 100."
    assert "the centre may use it" in fields["source"].problem
    assert tab.panel.questions.toPlainText().startswith("How many hours?")
    assert tab.model.rowCount() == 3


def test_a_scale_is_asked_no_more_and_asked_again(qtbot, tab, storage, coordinator):
    fill(qtbot, tab)
    click(qtbot, tab.panel.keep_button)
    tab.table.selectRow(3)
    click(qtbot, tab.retire_button)
    assert rows(tab.table)[-1][-1] == "asked until 18-11-2026"
    assert tab.undo_bar.text() == "Sleep is asked no more. Its answers stay."
    assert tab.retire_button.text() == "Ask it again"
    click(qtbot, tab.undo_bar.undo_button)
    assert scales.scales(storage, coordinator)[-1].retired_on is None
    click(qtbot, tab.retire_button)
    assert scales.scales(storage, coordinator, retired=True)[-1].retired_on == TODAY
    click(qtbot, tab.retire_button)
    assert scales.scales(storage, coordinator)[-1].name == "Sleep"


def test_others_read_the_list_and_change_nothing(open_settings, office):
    tab = open_settings(office, "scales_tab")
    assert column(tab.table, 0) == ["Weekly questions", "BARC-10"]
    assert tab.add_button.isHidden()
    assert tab.retire_button.isHidden()
