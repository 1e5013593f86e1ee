"""The life of a group on its page: duties it shares, incidents for counsellors."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.services.groups import group_page, incidents
from peerdesk.ui.groups.duties import GroupLifeSection
from tests.centres import TODAY
from tests.screen import click

pytestmark = pytest.mark.window


def view(context, circle):
    return group_page.view(context.storage, context.actor, circle.group_id, today=TODAY)


@pytest.fixture
def open_section(on_screen, messages, heard, circle):
    def open_for(context):
        section = GroupLifeSection(context, messages)
        section.resize(520, 640)
        section.show_view(view(context, circle))
        return on_screen(section)

    return open_for


@pytest.fixture
def section(open_section, context):
    return open_section(context)


def test_duties_are_ticked_and_kept_at_once(qtbot, section, context, circle):
    qtbot.keyClick(section.boxes[Duty.TEA], Qt.Key.Key_Space)
    qtbot.keyClick(section.boxes[Duty.ROOM], Qt.Key.Key_Space)
    assert view(context, circle).duties == [Duty.TEA, Duty.ROOM]
    qtbot.keyClick(section.boxes[Duty.TEA], Qt.Key.Key_Space)
    section.show_view(view(context, circle))
    assert [duty for duty, box in section.boxes.items() if box.isChecked()] == [Duty.ROOM]
    qtbot.keyClick(section.boxes[Duty.ROOM], Qt.Key.Key_Space)
    assert section.undo_bar.text() == "Shared by turn: –"
    click(qtbot, section.undo_bar.undo_button)
    assert view(context, circle).duties == [Duty.ROOM]


def test_an_incident_is_written_down_changed_and_listed(qtbot, section, context, storage, counsellor, circle):
    click(qtbot, section.open_button)
    section.panel.kind.choose(IncidentKind.BOUNDARY)
    qtbot.keyClicks(section.panel.what, "A phone was used in the circle")
    click(qtbot, section.panel.keep_button)
    (row,) = incidents.of_group(storage, counsellor, circle.group_id)
    assert (row.day, row.kind, row.session_id) == (TODAY, IncidentKind.BOUNDARY, None)
    assert not section.panel.isVisible()
    section.show_view(view(context, circle))
    click(qtbot, section.lines.findChild(QPushButton, f"incidentChange-{row.id}"))
    assert section.panel.what.toPlainText() == "A phone was used in the circle"
    qtbot.keyClicks(section.panel.agreed, "Phones stay in the basket")
    click(qtbot, section.panel.keep_button)
    assert incidents.of_group(storage, counsellor, circle.group_id)[0].agreed == "Phones stay in the basket"
    click(qtbot, section.undo_bar.undo_button)
    assert incidents.of_group(storage, counsellor, circle.group_id) == [row]


def test_an_incident_that_should_not_stand_there_is_removed_and_brought_back(qtbot, section, context, circle):
    storage, actor = context.storage, context.actor
    details = IncidentDetails(TODAY, IncidentKind.CONFLICT, "Two members disagreed")
    incident_id = incidents.add(storage, actor, circle.group_id, details, today=TODAY)
    section.show_view(view(context, circle))
    click(qtbot, section.open_button)
    assert section.panel.remove_button.isHidden()
    click(qtbot, section.lines.findChild(QPushButton, f"incidentChange-{incident_id}"))
    click(qtbot, section.panel.remove_button)
    assert not incidents.of_group(storage, actor, circle.group_id)
    click(qtbot, section.undo_bar.undo_button)
    assert [row.what for row in incidents.of_group(storage, actor, circle.group_id)] == ["Two members disagreed"]


def test_a_wrong_day_is_said_beside_it_and_nothing_typed_is_lost(qtbot, section):
    click(qtbot, section.open_button)
    section.panel.day.setText("31-02-2026")
    section.panel.kind.choose(IncidentKind.OTHER)
    qtbot.keyClicks(section.panel.what, "Something")
    click(qtbot, section.panel.keep_button)
    assert section.panel.form.fields["day"].problem
    qtbot.keyClick(section.panel.what, Qt.Key.Key_Escape)
    assert not section.panel.isVisible()
    click(qtbot, section.open_button)
    assert section.panel.what.toPlainText() == "Something"


def test_office_staff_see_the_duties_alone(open_section, office, context):
    section = open_section(replace(context, actor=office))
    assert not section.open_button.isVisible()
    assert not section.lines.isVisible()
    assert not section.boxes[Duty.TEA].isEnabled()
