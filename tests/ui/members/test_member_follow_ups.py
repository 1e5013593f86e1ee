"""The follow-ups and the contacts on a member's page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk.domain.access import Permission
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.records import members as member_records
from peerdesk.records.care import contacts as contact_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.services.care import contacts
from peerdesk.services.members import member_page, stays
from peerdesk.ui.members.contacts import ContactsSection
from peerdesk.ui.members.follow_ups import FollowUpsSection
from tests.centres import TODAY
from tests.screen import click, press, texts

pytestmark = pytest.mark.window


class Column(QWidget):
    """Both sections below each other, as wide as on the member's page; shown anew after each change."""

    def __init__(self, context, messages):
        super().__init__()
        self._context = context
        self.follow_ups = FollowUpsSection(context, messages)
        self.contacts = ContactsSection(context, messages)
        lines = QVBoxLayout(self)
        lines.addWidget(self.follow_ups)
        lines.addWidget(self.contacts)
        lines.addStretch(1)
        self.member_id = 0

    def show_member(self, *_changed):
        context, sees = self._context, self._context.actor.may(Permission.SEE_NOTES)
        member = member_page.page(context.storage, context.actor, self.member_id, today=TODAY)
        with context.storage.reading():
            rows = follow_up_records.of_member(self.member_id, TODAY, with_words=sees)
            talks = contact_records.of_member(
                self.member_id, [stay.admitted_on for stay in member.stays], with_issues=sees
            )
        self.follow_ups.show_member(member, rows)
        self.contacts.show_member(member, talks)

    def open(self, member_id):
        self.member_id = member_id
        self.show_member()


@pytest.fixture
def open_column(on_screen, bus, context, messages, member_id):
    def open_column(actor=None) -> Column:
        made = Column(replace(context, actor=actor or context.actor), messages)
        made.open(member_id)
        bus.changed.connect(made.show_member)
        made.resize(412, 900)
        return on_screen(made)

    return open_column


@pytest.fixture
def talk(storage, coordinator, member_id):
    def call(day=TODAY, kind=ContactKind.INDIVIDUAL, issues=""):
        return contacts.add(storage, coordinator, NewContact(member_id, kind, day, 30, "", issues), today=TODAY)

    return call


def test_empty_sections_say_what_they_are_for(open_column):
    column = open_column()
    assert texts(column.follow_ups)[1].startswith("None is planned.")
    assert texts(column.contacts)[1].startswith("No contact so far.")


def test_overdue_due_and_the_next_one_stand_first_and_the_rest_is_counted(open_column, plan_call, member_id):
    plan_call(member_id, TODAY - timedelta(2), "Absent")
    plan_call(member_id, TODAY)
    for days in (5, 9, 30):
        plan_call(member_id, TODAY + timedelta(days))
    column = open_column()
    found = texts(column.follow_ups)
    assert found[1:7] == [
        "16-11-2026 · 2 days overdue",
        "Call · Absent",
        "18-11-2026 · today",
        "Call · Planned",
        "23-11-2026 · in 5 days",
        "Call · Planned",
    ]
    assert found[7] == "2 more until 18-12-2026"


def test_how_it_went_is_written_down_where_it_stands_and_can_be_undone(qtbot, open_column, plan_call, member_id):
    row_id = plan_call(member_id)
    column = open_column()
    press(qtbot, column, f"finish-{row_id}")
    panel = column.follow_ups.finish_panel
    assert panel.words.hasFocus()
    qtbot.keyClicks(panel.words, "Doing well")
    click(qtbot, panel.buttons[FollowUpOutcome.REACHED])
    assert panel.isHidden()
    assert "Reached on 18-11-2026" in texts(column.follow_ups)
    assert "Doing well" in texts(column.follow_ups)
    press(qtbot, column.follow_ups.undo_bar, "undo")
    assert "18-11-2026 · today" in texts(column.follow_ups)
    press(qtbot, column, f"finish-{row_id}")
    assert panel.words.toPlainText() == "Doing well"


def test_a_second_click_puts_the_question_away_and_what_is_typed_waits(qtbot, open_column, plan_call, circle):
    row_id = plan_call(circle.member_ids[0])
    column = open_column()
    press(qtbot, column, f"finish-{row_id}")
    qtbot.keyClicks(column.follow_ups.finish_panel.words, "Half")
    press(qtbot, column, f"finish-{row_id}")
    assert column.follow_ups.finish_panel.isHidden()
    column.open(circle.member_ids[1])
    column.open(circle.member_ids[0])
    press(qtbot, column, f"finish-{row_id}")
    assert column.follow_ups.finish_panel.words.toPlainText() == "Half"


def test_a_call_is_planned_with_its_reason(qtbot, open_column, storage, member_id):
    column = open_column()
    click(qtbot, column.follow_ups.add_button)
    panel = column.follow_ups.plan_panel
    panel.fields.due_on.setText("25-11-2026")
    qtbot.keyClicks(panel.fields.why, "Ask about work")
    qtbot.keyClick(panel.fields.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with storage.reading():
        rows = follow_up_records.of_member(member_id, TODAY)
    assert [(row.due_on, row.why) for row in rows] == [(date(2026, 11, 25), "Ask about work")]
    assert "25-11-2026 · in 7 days" in texts(column.follow_ups)


def test_what_a_new_admission_ended_does_not_crowd_the_earlier_ones(storage, coordinator, open_column, member_id):
    with storage.reading():
        stay = member_records.stays_of(member_id)[0]
    discharge = Discharge(TODAY - timedelta(1), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, discharge, today=TODAY)
    stays.admit(storage, coordinator, member_id, Admission(Series.RESIDENTIAL, TODAY), today=TODAY)
    column = open_column()
    assert texts(column.follow_ups)[1].startswith("None is planned.")


def test_a_contact_takes_a_few_keys(qtbot, open_column, storage, member_id, counsellor):
    column = open_column()
    click(qtbot, column.contacts.add_button)
    panel = column.contacts.panel
    assert panel.kind.hasFocus()
    qtbot.keyClick(panel.kind, Qt.Key.Key_Tab)
    assert panel.issues.hasFocus()
    qtbot.keyClicks(panel.issues, "Sleep and money")
    qtbot.keyClick(panel.issues, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with storage.reading():
        row = contact_records.of_member(member_id, (), with_issues=True)[0]
    assert (row.kind, row.day, row.minutes, row.by) == (ContactKind.INDIVIDUAL, TODAY, 45, "Ravi Tomar")
    assert texts(column.contacts)[1:4] == [
        "18-11-2026 · Individual counselling, no. 1",
        "45 minutes · Ravi Tomar",
        "Sleep and money",
    ]


def test_a_contact_is_put_right_where_it_stands(qtbot, open_column, talk):
    row_id = talk(issues="Mony")
    column = open_column()
    press(qtbot, column, f"editContact-{row_id}")
    panel = column.contacts.panel
    assert (panel.issues.toPlainText(), panel.minutes.value()) == ("Mony", 30)
    panel.issues.setPlainText("Money")
    press(qtbot, panel, "contactKeep")
    assert "Money" in texts(column.contacts)
    assert "30 minutes · Meena Rawat" in texts(column.contacts), "whoever held it stays"


def test_what_is_typed_is_not_thrown_away_by_another_button(qtbot, open_column, talk):
    row_id = talk(issues="Money")
    column = open_column()
    click(qtbot, column.contacts.add_button)
    qtbot.keyClicks(column.contacts.panel.issues, "Half a sentence")
    press(qtbot, column, f"editContact-{row_id}")
    assert column.contacts.panel.issues.toPlainText() == "Half a sentence"


def test_a_contact_removed_can_be_had_back(qtbot, open_column, talk):
    row_id = talk(issues="Money")
    column = open_column()
    press(qtbot, column, f"removeContact-{row_id}")
    assert "Money" not in texts(column.contacts)
    press(qtbot, column.contacts.undo_bar, "undo")
    assert "Money" in texts(column.contacts)


def test_a_day_ahead_is_refused_beside_the_day(qtbot, open_column):
    column = open_column()
    click(qtbot, column.contacts.add_button)
    panel = column.contacts.panel
    panel.day.setText("19-11-2026")
    press(qtbot, panel, "contactKeep")
    assert panel.form.fields["day"].problem == "This day is in the future."


def test_the_earlier_contacts_are_one_click_away(qtbot, open_column, talk):
    for day in range(3, 11):
        talk(date(2026, 11, day))
    column = open_column()
    assert sum("counselling" in text for text in texts(column.contacts)) == 5
    assert column.contacts.all_button.text() == "Show 3 earlier ones"
    press(qtbot, column, "allContacts")
    assert sum("counselling" in text for text in texts(column.contacts)) == 8


def test_the_office_sees_that_and_when_but_not_what_about(open_column, talk, office):
    row_id = talk(issues="Money")
    column = open_column(office)
    assert "18-11-2026 · Individual counselling, no. 1" in texts(column.contacts)
    assert "Money" not in texts(column.contacts)
    assert column.contacts.add_button.isHidden()
    assert column.findChild(QPushButton, f"editContact-{row_id}") is None
