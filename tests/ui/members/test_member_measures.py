from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.access import Actor
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.records import measures as measure_records
from peerdesk.records import members as member_records
from peerdesk.services.measures import measures
from peerdesk.services.members import member_page, stays
from peerdesk.ui.members.measures import MeasuresSection
from peerdesk.ui.place import MeasuresOf
from peerdesk.ui.widgets.charts.trend_chart import TrendChart
from tests.centres import TODAY
from tests.screen import click, press, texts

pytestmark = pytest.mark.window

WEEK_BEFORE = TODAY - timedelta(7)
BARC = dict.fromkeys(range(1, 11), 4)


@pytest.fixture
def record(storage, counsellor):
    def record(member_id, scale, answers, day=TODAY):
        return measures.record(storage, counsellor, member_id, scale, day, answers, today=TODAY)

    return record


@pytest.fixture
def section(on_screen, context, messages):
    made = MeasuresSection(context, messages)
    made.setFixedWidth(390)
    return on_screen(made)


@pytest.fixture
def show(storage, counsellor, section):
    def show(member_id, counsellor_reads=True):
        page = member_page.page(storage, counsellor, member_id, today=TODAY)
        with storage.reading():
            found = measure_records.of_member(member_id, TODAY, counsellor=counsellor_reads)
        section.show_member(page, found)
        settle()

    return show


def settle():
    """Let go of what was replaced, and show what came."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.sendPostedEvents()


def test_each_question_shows_its_latest_number_and_how_it_changed(record, show, section, circle):
    record(circle.member_ids[0], "weekly", {1: 6, 2: 9, 3: 5, 4: 1}, WEEK_BEFORE)
    record(circle.member_ids[0], "weekly", {1: 4, 2: 9, 3: 7, 4: 0})
    show(circle.member_ids[0])
    found = texts(section)
    assert "Craving: 4 of 10" in found
    assert "18-11-2026 · 2 fewer than on 11-11-2026" in found
    assert "18-11-2026 · the same as on 11-11-2026" in found
    assert "18-11-2026 · 2 more than on 11-11-2026" in found
    assert "due" not in found


def test_a_chart_is_drawn_and_can_be_heard(record, show, section, circle):
    record(circle.member_ids[0], "barc-10", BARC, date(2026, 10, 14))
    record(circle.member_ids[0], "barc-10", BARC | {1: 6}, TODAY)
    show(circle.member_ids[0])
    [chart] = section.findChildren(TrendChart)
    assert chart.accessibleDescription() == (
        "Score: entered 2 times from 14-10-2026 to 18-11-2026, from 40 to 42; the least was 40, the most 42."
    )
    picture = chart.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert len(colours) > 2
    channels = [(colour.red(), colour.green(), colour.blue()) for colour in map(QColor, colours)]
    assert max(max(rgb) - min(rgb) for rgb in channels) < 30  # greys, as a printer has them
    assert "47 and above goes with sustained remission in the study." in texts(section)


def test_one_number_alone_is_a_chart_too(record, show, section, circle):
    record(circle.member_ids[0], "weekly", {1: 0})
    show(circle.member_ids[0])
    [chart] = section.findChildren(TrendChart)
    chart.grab()
    assert chart.accessibleName() == "Craving: 0 on 18-11-2026, entered once."


def test_a_scale_not_asked_this_week_is_called_due_only_in_the_programme(
    record, show, section, storage, coordinator, circle
):
    member_id = circle.member_ids[0]
    record(member_id, "weekly", {1: 4}, WEEK_BEFORE)
    show(member_id)
    assert "due" in texts(section)
    with storage.reading():
        [stay] = member_records.stays_of(member_id)
    stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, DischargeType.COMPLETED), today=TODAY)
    show(member_id)
    assert "due" not in texts(section)


def test_the_sheets_open_newest_first_and_one_can_be_taken_out_and_put_back(qtbot, record, show, section, circle):
    member_id = circle.member_ids[0]
    old = record(member_id, "weekly", {1: 6, 2: 9}, WEEK_BEFORE)
    record(member_id, "weekly", {1: 4, 2: 9, 3: 7, 4: 0})
    show(member_id)
    press(qtbot, section, "sheets-weekly")
    lines = [text for text in texts(section) if text.endswith("Ravi Tomar")]
    assert lines == ["18-11-2026 · 4 9 7 0 · Ravi Tomar", "11-11-2026 · 6 9 – – · Ravi Tomar"]
    press(qtbot, section, f"removeMeasure-{old}")
    show(member_id)
    assert not any(text.startswith("11-11-2026 ·") for text in texts(section))
    click(qtbot, section.undo_bar.undo_button)
    show(member_id)
    assert "11-11-2026 · 6 9 – – · Ravi Tomar" in texts(section)


def test_the_sheets_stay_open_for_this_member_alone(qtbot, record, show, section, circle):
    for member_id in circle.member_ids[:2]:
        record(member_id, "weekly", {1: 4})
    show(circle.member_ids[0])
    press(qtbot, section, "sheets-weekly")
    show(circle.member_ids[0])
    assert section.findChild(QPushButton, "sheets-weekly").text() == "Hide the sheets"
    show(circle.member_ids[1])
    assert section.findChild(QPushButton, "sheets-weekly").text() == "Show 1 sheet"


def test_without_answers_the_section_says_what_scales_are_for(show, section, circle):
    show(circle.member_ids[0])
    assert any(text.startswith("No answers yet.") for text in texts(section))


def test_answers_are_entered_on_their_own_page(qtbot, show, section, circle, places):
    show(circle.member_ids[1])
    click(qtbot, section.enter_button)
    assert places == [MeasuresOf(circle.member_ids[1])]


def test_everything_that_can_be_pressed_has_a_name(qtbot, record, show, section, circle):
    record(circle.member_ids[0], "weekly", {1: 4})
    show(circle.member_ids[0])
    press(qtbot, section, "sheets-weekly")
    for made in section.findChildren(QPushButton):
        assert made.objectName()
        assert made.accessibleName()


def test_a_reader_who_may_not_keep_answers_sees_no_buttons_for_it(qtbot, context, messages, counsellor):
    class Reader(Actor):
        def may(self, permission):
            return False

    actor = Reader(counsellor.staff_id, counsellor.user_name, counsellor.name, counsellor.role)
    section = MeasuresSection(replace(context, actor=actor), messages)
    qtbot.addWidget(section)
    assert section.enter_button.isHidden()
