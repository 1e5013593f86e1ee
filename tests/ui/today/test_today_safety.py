"""What is open for safety stands above everything else of the day, from the first painting on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.services.care import thresholds
from peerdesk.services.measures import measures
from peerdesk.ui.place import HelpLinesPlace, MemberPlace
from peerdesk.ui.today.safety import SafetyStrip
from peerdesk.ui.today.today_page import TodayPage
from tests.centres import TODAY
from tests.screen import click, texts
from tests.ui.today.test_today_page import assert_nothing_moved, painted

__all__ = ["painted"]  # a fixture

pytestmark = pytest.mark.window

WORRIED = dict.fromkeys(range(1, 9), 0) | {9: 1}


@pytest.fixture
def worried(storage, counsellor, circle) -> list[int]:
    for member_id in circle.member_ids[:2]:
        measures.record(storage, counsellor, member_id, "phq-9", TODAY, WORRIED, today=TODAY)
    return circle.member_ids[:2]


@pytest.mark.parametrize("room", [(1366, 728), (1093, 574)], ids=["whole", "at-125-percent"])
def test_it_is_there_from_the_first_painting_on_and_nothing_moves(painted, worried, room):
    seen = painted(room)
    page = seen.parent()
    assert page.safety.isVisible()
    assert page.safety.geometry().bottom() < page.sessions.parentWidget().geometry().top()
    assert_nothing_moved(seen)


def test_each_line_says_who_is_responsible_and_leads_to_the_member(qtbot, open_page, worried, counsellor, places):
    page = open_page(TodayPage)
    qtbot.waitUntil(lambda: page.is_whole)
    read = texts(page.safety)
    assert read[0] == "2 safety notes wait for an answer"
    assert f"Open since 18-11-2026 · responsible: {counsellor.name}" in read
    first = page.safety.findChild(QPushButton, "safety-1")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert places == [MemberPlace(worried[0])]


def test_without_a_note_nothing_of_it_is_there(qtbot, open_page, circle):
    page = open_page(TodayPage)
    qtbot.waitUntil(lambda: page.is_whole)
    assert page.safety.isHidden()


def test_the_office_sees_nothing_of_it(qtbot, open_page, office, worried):
    page = open_page(TodayPage, office)
    qtbot.waitUntil(lambda: page.is_whole)
    assert page.safety.isHidden()
    assert "safety" not in " ".join(texts(page)).lower()


def test_many_notes_leave_the_sessions_in_sight_and_can_all_be_shown(qtbot, messages):
    strip = SafetyStrip(messages)
    qtbot.addWidget(strip)
    one = SafetyNoteRow(1, 1, "Ramesh Kumar", TODAY, TODAY - timedelta(4), 1, "Ravi", owner_there=False)
    strip.show_notes([replace(one, id=number, member=f"Member {number}") for number in range(1, 6)], TODAY)
    strip.show()
    named = lambda: [text for text in texts(strip) if text.startswith("Member")]  # noqa: E731
    assert named() == ["Member 1", "Member 2", "Member 3"]
    assert "Open since 14-11-2026 · nobody is responsible now (before: Ravi)" in texts(strip)
    assert "Nothing written for 4 days" in texts(strip)
    click(qtbot, strip.all_button)
    assert len(named()) == 5
    click(qtbot, strip.all_button)
    assert len(named()) == 3
    strip.show_notes([], TODAY)
    assert strip.isHidden()


def test_the_coordinator_is_asked_whether_the_help_lines_are_still_right(
    qtbot, open_page, storage, coordinator, counsellor, places, bus
):
    assert open_page(TodayPage, counsellor).help_lines_button.isHidden()
    page = open_page(TodayPage, coordinator)
    qtbot.waitUntil(lambda: page.is_whole)
    click(qtbot, page.help_lines_button)
    assert places == [HelpLinesPlace()]
    thresholds.check_help_lines(storage, coordinator)
    page.set_stale()
    assert page.help_lines_button.isHidden()
