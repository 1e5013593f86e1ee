"""*The record* in Settings: everything is checked on demand, and when that was is remembered."""

import pytest

from peerdesk.db.cipher_pages import PAGE
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def tab(open_settings, coordinator):
    return open_settings(coordinator, "record_tab")


def test_a_whole_record_is_said_to_be_whole_and_the_day_is_remembered(qtbot, tab, context):
    assert "not checked on this PC yet" in tab.last.text()
    click(qtbot, tab.check_button)
    qtbot.waitUntil(tab.said.isVisible, timeout=20_000)
    assert tab.said.text() == "Everything is whole."
    assert tab.last.text() == "Checked last: 18-11-2026 10:00"
    assert not tab.bar.isVisible()


def test_office_staff_are_told_that_notes_were_left_out(qtbot, open_settings, office):
    tab = open_settings(office, "record_tab")
    click(qtbot, tab.check_button)
    qtbot.waitUntil(tab.said.isVisible, timeout=20_000)
    assert tab.said.text().startswith("Everything is whole.")
    assert "Notes were not looked at" in tab.said.text()


def test_what_is_wrong_is_said_in_plain_words(qtbot, tab, storage, folder):
    storage.fold()
    with folder.database.open("rb+") as file:
        file.seek(30 * PAGE + 200)
        file.write(b"damaged by the disk")
    click(qtbot, tab.check_button)
    qtbot.waitUntil(tab.said.isVisible, timeout=20_000)
    assert "found" in tab.said.text()
    assert "damaged" in tab.said.text()


def test_a_check_can_be_called_off(qtbot, tab):
    click(qtbot, tab.check_button)
    click(qtbot, tab.cancel_button)
    assert tab.check_button.isEnabled()
    assert not tab.said.isVisible()
