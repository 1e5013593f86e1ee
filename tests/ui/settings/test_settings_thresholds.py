"""The coordinator sets the programme's numbers; everybody can read the rules."""

import pytest

from peerdesk.domain.care.follow_ups import USUAL_SCHEDULE, StepUnit
from peerdesk.domain.care.thresholds import NUMBERS, Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.services.care import follow_ups, thresholds
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def tab(open_settings, heard, coordinator):
    return open_settings(coordinator, "thresholds_tab")


def test_every_number_stands_there_with_the_rule_it_stands_for(tab):
    assert {name: spin.value() for name, spin in tab.numbers.items()} == {
        name: getattr(Thresholds(), name) for name in NUMBERS
    }
    assert tab.schedule[StepUnit.DAYS].text() == "7, 15, 30"
    assert tab.schedule[StepUnit.MONTHS].text() == "2, 3, 4, 5, 6, 9, 12, 18, 24"
    assert tab.help_lines.toPlainText() == "Tele-MANAS 14416\n14446\n112"
    for field in tab.form.fields.values():
        assert field.editor.accessibleName()
        assert field.editor.accessibleDescription().endswith(".")


def test_what_is_typed_is_saved_in_any_digits(qtbot, tab, storage, coordinator, heard):
    tab.numbers["no_contact_days"].setValue(45)
    tab.schedule[StepUnit.DAYS].setText("१०, 3  21")
    tab.help_lines.setPlainText("14446")
    click(qtbot, tab.save_button)
    assert thresholds.numbers(storage, coordinator) == Thresholds(no_contact_days=45, help_lines="14446")
    days = [step.count for step in follow_ups.schedule(storage, coordinator) if step.unit is StepUnit.DAYS]
    assert days == [3, 10, 21]
    assert tab.schedule[StepUnit.DAYS].text() == "3, 10, 21"
    assert heard == ["The programme's numbers have been saved. Follow-ups already planned stay."]


def test_what_is_no_number_is_said_beside_the_field_and_nothing_is_kept(qtbot, tab, storage, coordinator, heard):
    tab.numbers["mentor_load"].setValue(3)
    tab.schedule[StepUnit.MONTHS].setText("2, three")
    click(qtbot, tab.save_button)
    assert tab.form.fields["months"].problem.startswith("“three” is not a number.")
    assert tab.schedule[StepUnit.MONTHS].text() == "2, three"
    assert thresholds.numbers(storage, coordinator) == Thresholds()
    assert heard == []


def test_the_help_lines_are_checked_with_a_button_and_counted_as_checked_when_changed(qtbot, tab, heard, coordinator):
    ask = "Numbers change. Please call each of them once a year."
    assert tab.checked.text() == ask
    click(qtbot, tab.right_button)
    assert tab.checked.text() == f"Checked on 18-11-2026 by {coordinator.name}."
    assert heard == ["The help lines are noted as right. You will be asked again in a year."]


def test_the_usual_numbers_come_back_and_are_kept_with_save_alone(qtbot, tab, storage, coordinator):
    thresholds.change(storage, coordinator, Thresholds(mentor_days=200, help_lines="14446"))
    tab.schedule[StepUnit.DAYS].setText("")
    click(qtbot, tab.usual_button)
    assert tab.numbers["mentor_days"].value() == 90
    assert tab.help_lines.toPlainText() == "14446", "the centre's own help lines stay"
    assert thresholds.numbers(storage, coordinator).mentor_days == 200
    click(qtbot, tab.save_button)
    assert thresholds.numbers(storage, coordinator) == Thresholds(help_lines="14446")
    assert list(follow_ups.schedule(storage, coordinator)) == list(USUAL_SCHEDULE)


def test_what_is_being_typed_survives_news_and_can_be_undone(qtbot, tab, storage, coordinator):
    tab.numbers["stalled_days"].setValue(20)
    thresholds.change(storage, coordinator, Thresholds(mentor_load=4))
    assert tab.numbers["stalled_days"].value() == 20
    click(qtbot, tab.undo_button)
    assert (tab.numbers["stalled_days"].value(), tab.numbers["mentor_load"].value()) == (14, 4)


def test_saving_without_a_change_says_nothing_to_the_other_pages(qtbot, tab, announced):
    announced.clear()
    click(qtbot, tab.save_button)
    assert Changed.THRESHOLDS not in announced


def test_others_read_the_rules_and_change_nothing(open_settings, counsellor):
    tab = open_settings(counsellor, "thresholds_tab")
    assert not tab.save_button.isVisible()
    assert not any(spin.isEnabled() for spin in tab.numbers.values())
    assert all(line.isReadOnly() for line in (*tab.schedule.values(), tab.help_lines))
