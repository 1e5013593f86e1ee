"""Admitting a member again: the recovery date goes on, or begins anew after a return to use."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from peerdesk import words
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Discharge, DischargeType, SinceThen
from peerdesk.records.care import recovery as recovery_records
from peerdesk.services.care import recovery
from peerdesk.services.members import key_counsellors, member_page, members, stays
from peerdesk.ui.members.panels import AdmitPanel
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from tests.centres import TODAY

pytestmark = pytest.mark.window

FIRST = date(2026, 10, 2)


@pytest.fixture
def member_id(storage, coordinator, member_id) -> int:
    """Ramesh, who completed the programme on the 10th."""
    stay = member_page.page(storage, coordinator, member_id, today=TODAY).stays[0]
    done = Discharge(date(2026, 11, 10), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, done, today=TODAY)
    return member_id


@pytest.fixture
def begin(storage, coordinator, member_id):
    recovery.restart(storage, coordinator, member_id, FIRST, today=TODAY)


@pytest.fixture
def undo_bar(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    return UndoBar(owner)


@pytest.fixture
def panel(on_screen, context, messages, member_id, undo_bar):
    """Open for the member; called once everything before it has been kept."""

    def show():
        panel = AdmitPanel(context, messages, undo_bar)
        panel.open_for(member_page.page(context.storage, context.actor, member_id, today=TODAY))
        return on_screen(panel)

    return show


@pytest.fixture
def spans(storage, member_id):
    def look():
        with storage.reading():
            return [(span.from_day, span.ended_on) for span in recovery_records.spans_of(member_id)]

    return look


def answer(shown, since_then):
    shown.fields.since_then.setCurrentIndex(shown.fields.since_then.findText(words.of(since_then)))


@pytest.mark.parametrize("since_then", [SinceThen.IN_RECOVERY, SinceThen.NOT_KNOWN])
def test_the_days_under_way_go_on_and_no_date_is_filled_in(begin, panel, spans, since_then):
    shown = panel()
    assert not shown.fields.recovery_on.isVisible()
    assert not shown.fields.returned_on.isVisible()
    assert "counted from 02-10-2026 on" in shown.fields._counting.text()
    answer(shown, since_then)
    shown.keep_button.click()
    assert spans() == [(FIRST, None)]


def test_nobody_comes_back_without_being_asked_whether_they_returned_to_use(begin, panel, spans, storage, coordinator):
    shown = panel()
    shown.keep_button.click()
    assert shown.form.fields["since_then"].problem == (
        "Please say whether they returned to use, or that it is not known."
    )
    assert shown.isVisible()
    assert spans() == [(FIRST, None)]


def test_after_a_return_to_use_the_days_begin_anew_with_the_admission(begin, panel, spans):
    shown = panel()
    answer(shown, SinceThen.RETURNED)
    assert shown.fields.recovery_on.text() == "18-11-2026"
    shown.keep_button.click()
    assert shown.form.fields["returned_on"].problem, "when?"
    shown.fields.returned_on.setText("12-11-2026")
    shown.fields.recovery_on.setText("15-11-2026")
    shown.keep_button.click()
    assert spans() == [(FIRST, date(2026, 11, 12)), (date(2026, 11, 15), None)]


def test_another_answer_hides_the_days_again_and_what_they_held(begin, panel, spans):
    shown = panel()
    answer(shown, SinceThen.RETURNED)
    shown.fields.returned_on.setText("nonsense")
    answer(shown, SinceThen.IN_RECOVERY)
    assert not shown.fields.returned_on.isVisible()
    shown.keep_button.click()
    assert spans() == [(FIRST, None)]


def test_dates_in_the_wrong_order_are_said_beside_their_field_and_nobody_is_admitted(
    begin, panel, spans, storage, coordinator, member_id
):
    shown = panel()
    answer(shown, SinceThen.RETURNED)
    shown.fields.recovery_on.setText("12-11-2026")
    shown.fields.returned_on.setText("15-11-2026")
    shown.keep_button.click()
    problem = shown.form.fields["recovery_on"].problem
    assert problem == "The recovery date is before the return to use on 15-11-2026."
    assert shown.isVisible()
    assert spans() == [(FIRST, None)]
    assert len(member_page.page(storage, coordinator, member_id, today=TODAY).stays) == 1


def test_without_a_date_under_way_the_admission_date_is_suggested(panel, spans):
    shown = panel()
    assert not shown.fields.since_then.isVisible()
    assert shown.fields.recovery_on.text() == "18-11-2026"
    shown.keep_button.click()
    assert spans() == [(TODAY, None)]


def test_the_last_key_counsellor_is_suggested_and_another_may_be_chosen(
    panel, storage, coordinator, counsellor, member_id
):
    key_counsellors.change(storage, coordinator, member_id, coordinator.staff_id, FIRST, today=TODAY)
    shown = panel()
    assert shown.fields.counsellor.currentText() == "Meena Rawat"
    assert shown.unsaved() == []
    shown.fields.counsellor.choose(counsellor.staff_id)
    shown.keep_button.click()
    page = member_page.page(storage, coordinator, member_id, today=TODAY)
    assert [(row.name, row.from_day, row.to_day) for row in page.key_counsellors] == [
        ("Ravi Tomar", TODAY, None),
        ("Meena Rawat", FIRST, TODAY),
    ]


def test_a_day_that_is_hardly_meant_is_asked_about(on_screen, context, messages, undo_bar):
    details = MemberDetails("Mohan Lal", "", Gender.MALE, age=50)
    new_id = members.register(context.storage, context.actor, details, today=TODAY)
    panel = AdmitPanel(context, messages, undo_bar)
    panel.open_for(member_page.page(context.storage, context.actor, new_id, today=TODAY))
    shown = on_screen(panel)
    shown.fields.day.setText("10-11-2010")
    shown.keep_button.click()
    assert shown.fields.far.isVisible()
    shown.fields.far.line.setText("From the old book.")
    shown.keep_button.click()
    [stay] = member_page.page(context.storage, context.actor, new_id, today=TODAY).stays
    assert stay.admitted_on == date(2010, 11, 10)
