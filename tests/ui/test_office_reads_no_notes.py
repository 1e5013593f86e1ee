"""What office staff do not read is not even asked for, on any screen: with their own password it would not open."""

import re

import pytest

from peerdesk.ui.window.main_window import MainWindow
from tests.ui.tour import Desk, Tour

ASKED_FOR = re.compile(r"opened(?:_\w+)?\('([a-z_]+\.[a-z_]+)'")
BY_ROW = {"bin_entry.payload", "measurement_answer.value"}
"""Columns in which only some rows are closed: office staff ask for the others."""


@pytest.fixture
def asked(office_desk) -> list[str]:
    """What was asked of the file, on every thread."""
    return _traced(office_desk)


def _traced(desk: Desk) -> list[str]:
    found: list[str] = []
    database = desk.context.storage._database
    connect = database._connect

    def traced():
        connection = connect()
        connection.set_trace_callback(found.append)
        return connection

    database._connect = traced  # type: ignore[method-assign]
    database.connection().set_trace_callback(found.append)
    return found


@pytest.mark.window
def test_no_screen_of_office_staff_asks_for_anything_that_is_closed(qtbot, on_screen, office_desk, asked):
    window = on_screen(MainWindow(office_desk.context, office_desk.bus, office_desk.runner))
    window.setUpdatesEnabled(False)
    wrong, steps = {}, 0
    for shown in Tour(window, office_desk).all():
        assert office_desk.runner.finish(20_000)
        columns = {column for sql in asked for column in ASKED_FOR.findall(sql)} - BY_ROW
        if columns:
            wrong[shown] = sorted(columns)
        asked.clear()
        steps += 1
    assert steps > 60
    assert wrong == {}


@pytest.mark.window
def test_the_same_screens_show_counsellors_what_is_closed(qtbot, on_screen, desk):
    """So that the test above would see it."""
    found = _traced(desk)
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.setUpdatesEnabled(False)
    for _shown in Tour(window, desk).members():
        pass
    assert {column for sql in found for column in ASKED_FOR.findall(sql)} > {"member_note.text", "contact.issues"}
