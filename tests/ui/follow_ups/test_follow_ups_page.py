"""The page of follow-ups: whom to call, and how it went, with the mouse and with one key."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from peerdesk.domain.care.follow_ups import Finished, FollowUpOutcome, FollowUpWay
from peerdesk.domain.care.places import NewPlace
from peerdesk.domain.care.status import Medicines, RecoveryNow, Status, YesNo
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.follow_ups import FollowUpFilter
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.records import members as member_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.services.care import follow_ups, places
from peerdesk.services.members import consents, key_counsellors, member_page, members, stays
from peerdesk.ui.follow_ups.follow_ups_page import FollowUpsPage
from peerdesk.ui.place import MemberPlace, ReportPlace
from tests.centres import TODAY
from tests.screen import cells, click, click_row, column, held_down, press, texts

pytestmark = pytest.mark.window

DAY, STATE, NAME, PHONE, WHY, WAY, PHASE = range(7)
OUTCOMES = FollowUpOutcome


@pytest.fixture
def due(circle, plan_call, storage, coordinator):
    """Three members to call: Ramesh 3 days overdue, with phones, Anil and Gurpreet today."""
    ramesh, gurpreet, _sunita, anil, _native = circle.member_ids
    details = member_page.page(storage, coordinator, ramesh, today=TODAY).details
    phones = (Phone("9876543210", "own"), Phone("9876543211", "mother"))
    members.change(storage, coordinator, ramesh, replace(details, phones=phones), today=TODAY)
    overdue = plan_call(ramesh, TODAY - timedelta(3), "Absent 3 times")
    to_gurpreet = plan_call(gurpreet)
    return overdue, plan_call(anil, why="Court date"), to_gurpreet


@pytest.fixture
def page(due, open_page) -> FollowUpsPage:
    return open_page(FollowUpsPage)


@pytest.fixture
def outcomes(storage, circle):
    """How each follow-up stands in the file, by id."""

    def look():
        with storage.reading():
            rows = [
                row for who in circle.member_ids for row in follow_up_records.of_member(who, TODAY, with_words=True)
            ]
        return {row.id: row for row in rows}

    return look


def chip(page, chosen):
    page.chips.findChild(QPushButton, f"chip-{chosen.value}").click()


def test_the_list_says_since_when_who_why_and_how_to_reach_them(page):
    assert cells(page.table, 0) == [
        "15-11-2026",
        "3 days overdue",
        "Ramesh Kumar",
        "98765 43210",
        "Absent 3 times",
        "Call",
        "In programme",
    ]
    assert column(page.table, STATE) == ["3 days overdue", "today", "today"]
    assert column(page.table, WHY)[1:] == ["Court date", "Planned"]
    assert page.footer.text() == "Last 30 days: 3 due, 0 done, 0 not reached, 3 still open"


def test_the_first_to_call_stands_beside_with_the_number_large(page):
    detail = page.detail
    assert detail.name_button.text() == "Ramesh Kumar · 0001"
    assert detail.phone.text() == "98765 43210 (own)"
    assert detail._other_phones.text() == "98765 43211 (mother)"
    assert detail._due.text() == "Due 15-11-2026 · 3 days overdue"
    assert detail._last.text() == "No contact known so far"


def test_a_letter_that_is_held_down_ends_one_follow_up(page, due, outcomes):
    page.table.setFocus()
    held_down(page.table, Qt.Key.Key_R, "r", 4)
    assert [outcomes()[row_id].outcome for row_id in due] == [OUTCOMES.REACHED, None, None]


def test_reached_takes_two_clicks_and_leads_on_to_the_next(qtbot, page, due, outcomes):
    click_row(qtbot, page.table, 1)
    click(qtbot, page.detail.panel.buttons[OUTCOMES.REACHED])
    assert outcomes()[due[1]].outcome is OUTCOMES.REACHED
    assert column(page.table, NAME) == ["Ramesh Kumar", "Gurpreet Singh"]
    assert page.detail.row.id == due[2]
    assert page.undo_bar.text() == "Anil Yadav: Reached."


def test_whatever_the_list_is_sorted_by_the_next_one_is_the_next_below_and_another_list_begins_at_its_top(
    qtbot, page, due
):
    page.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert column(page.table, NAME) == ["Anil Yadav", "Gurpreet Singh", "Ramesh Kumar"]
    click_row(qtbot, page.table, 1)
    click(qtbot, page.detail.panel.buttons[OUTCOMES.REACHED])
    assert page.detail.row.name == "Ramesh Kumar"
    click(qtbot, page.detail.panel.buttons[OUTCOMES.REACHED])
    assert page.detail.row.name == "Anil Yadav"
    chip(page, FollowUpFilter.DONE)
    assert column(page.table, NAME) == ["Gurpreet Singh", "Ramesh Kumar"]
    assert page.detail.row.name == page.detail.name_button.text().split(" · ")[0] == "Gurpreet Singh"


@pytest.mark.parametrize("outcome", [outcome for outcome in OUTCOMES if outcome is not OUTCOMES.DIED])
def test_one_letter_says_how_it_went(qtbot, page, due, outcomes, outcome):
    page.table.setFocus()
    qtbot.keyClick(page.table, outcome.letter)
    assert outcomes()[due[0]].outcome is outcome


def test_a_death_learnt_at_a_follow_up_is_asked_for_and_confirmed_and_undone(
    qtbot, page, due, outcomes, storage, coordinator
):
    page.table.setFocus()
    qtbot.keyClick(page.table, OUTCOMES.DIED.letter)
    panel, row = page.detail.panel, page.detail.row
    assert panel.death.isVisible()
    assert outcomes()[due[0]].outcome is None
    click(qtbot, panel.died_button)
    assert panel.form.fields["died_on"].problem == "Please give a date."
    panel.died_on.set_day(TODAY)
    click(qtbot, panel.died_button)
    assert panel.confirmed.problem == "Please confirm it first: calls, groups and mentoring end with it."
    panel.confirmed.box.setChecked(True)
    click(qtbot, panel.died_button)
    assert outcomes()[due[0]].outcome is OUTCOMES.DIED
    assert member_page.page(storage, coordinator, row.member_id, today=TODAY).died_on == TODAY
    assert page.undo_bar.text() == (
        "Ramesh Kumar has died. Our condolences to the family. Groups, mentoring and calls have ended."
    )
    click(qtbot, page.undo_bar.undo_button)
    assert outcomes()[due[0]].outcome is None
    assert member_page.page(storage, coordinator, row.member_id, today=TODAY).died_on is None


def test_a_key_counts_by_its_place_whatever_layout_is_on(page, due, outcomes):
    x11 = 0x21 + 8  # the key of F
    press = QKeyEvent(
        QEvent.Type.KeyPress, 0x094D, Qt.KeyboardModifier.NoModifier, x11, 0, 0, "\N{DEVANAGARI SIGN VIRAMA}"
    )
    QApplication.sendEvent(page.table, press)
    assert outcomes()[due[0]].outcome is OUTCOMES.FAMILY_REACHED


@pytest.mark.parametrize(
    ("modifier", "taken"),
    [
        (Qt.KeyboardModifier.ShiftModifier, True),
        (Qt.KeyboardModifier.KeypadModifier, True),
        (Qt.KeyboardModifier.AltModifier, False),
        (Qt.KeyboardModifier.ControlModifier, False),
    ],
)
def test_a_letter_counts_with_shift_and_on_the_keypad_but_not_as_part_of_a_shortcut(
    page, due, outcomes, modifier, taken
):
    QApplication.sendEvent(page.table, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_R, modifier, "r"))
    assert (outcomes()[due[0]].outcome is not None) == taken


def test_letters_typed_into_a_field_are_only_letters(qtbot, page, due, outcomes):
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.panel.words.hasFocus()
    qtbot.keyClicks(page.detail.panel.words, "RFV")
    assert outcomes()[due[0]].outcome is None


def test_what_was_said_and_a_next_day_are_kept_with_the_outcome(qtbot, page, due, outcomes):
    panel = page.detail.panel
    qtbot.keyClicks(panel.words, "Works at the mill")
    qtbot.keyClicks(panel.next_step, "Call on Sunday")
    click(qtbot, panel.soon[1])
    click(qtbot, panel.buttons[OUTCOMES.NOT_REACHED])
    kept = outcomes()
    assert (kept[due[0]].words, kept[due[0]].next_step) == ("Works at the mill", "Call on Sunday")
    again = kept[max(kept)]
    assert (again.due_on, again.why) == (TODAY + timedelta(3), "Call on Sunday")
    assert panel.words.toPlainText() == "", "the next one begins empty"


def test_undo_puts_everything_back_with_what_was_typed(qtbot, page, due, outcomes):
    qtbot.keyClicks(page.detail.panel.words, "Number off")
    page.detail.panel.next_on.set_day(TODAY)
    click(qtbot, page.detail.panel.buttons[OUTCOMES.NOT_REACHED])
    click(qtbot, page.undo_bar.undo_button)
    assert outcomes()[due[0]].outcome is None
    assert set(outcomes()) == set(due)
    click_row(qtbot, page.table, 0)
    assert page.detail.panel.words.toPlainText() == "Number off"


def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_lost(qtbot, page, due, outcomes):
    panel = page.detail.panel
    qtbot.keyClicks(panel.words, "Works")
    panel.next_on.setText("31-02-2027")
    panel.day.setText("19-11-2026")
    click(qtbot, panel.buttons[OUTCOMES.REACHED])
    assert panel.form.fields["next_on"].problem.startswith("“31-02-2027” is not a date.")
    panel.next_on.setText("")
    click(qtbot, panel.buttons[OUTCOMES.REACHED])
    assert panel.form.fields["day"].problem == "This day is in the future."
    assert panel.words.toPlainText() == "Works"
    assert outcomes()[due[0]].outcome is None


def test_what_is_typed_waits_while_another_one_is_looked_at(qtbot, page, plan_call, circle):
    qtbot.keyClicks(page.detail.panel.words, "Half a sentence")
    click_row(qtbot, page.table, 1)
    assert page.detail.panel.words.toPlainText() == ""
    plan_call(circle.member_ids[2])  # somebody else writes: the page refreshes
    click_row(qtbot, page.table, 0)
    assert page.detail.panel.words.toPlainText() == "Half a sentence"


def test_done_lately_shows_how_it_went_and_takes_it_back(qtbot, page, due, outcomes):
    click(qtbot, page.detail.panel.buttons[OUTCOMES.VISITED])
    chip(page, FollowUpFilter.DONE)
    assert (column(page.table, STATE), column(page.table, DAY)) == (["Visited"], ["18-11-2026"])
    assert page.detail.panel.isHidden()
    click(qtbot, page.detail.reopen_button)
    assert outcomes()[due[0]].outcome is None
    assert page.table.isHidden()
    assert page.hint.text().startswith("No follow-up was done")


def test_a_letter_changes_nothing_among_those_that_are_done(qtbot, page, due, outcomes):
    click(qtbot, page.detail.panel.buttons[OUTCOMES.VISITED])
    chip(page, FollowUpFilter.DONE)
    qtbot.keyClick(page.table, "N")
    assert outcomes()[due[0]].outcome is OUTCOMES.VISITED


def test_the_next_thirty_days_hold_what_a_discharge_planned(storage, coordinator, circle, open_page):
    with storage.reading():
        stay = member_records.stays_of(circle.member_ids[3])[0]
    discharge = Discharge(TODAY, DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, discharge, today=TODAY)
    page = open_page(FollowUpsPage)
    assert page.hint.text().startswith("Nobody has to be called today.")
    chip(page, FollowUpFilter.NEXT)
    assert column(page.table, STATE) == ["in 7 days", "in 15 days", "in 30 days"]
    assert column(page.table, WHY)[0] == "After discharge, no. 1"
    assert column(page.table, PHASE)[0] == "Aftercare"


def test_the_earlier_follow_ups_stand_below(storage, coordinator, qtbot, page, due, circle, plan_call):
    earlier = plan_call(circle.member_ids[0], TODAY - timedelta(20))
    finished = Finished(OUTCOMES.FAMILY_REACHED, TODAY - timedelta(19), "The mother picked up")
    follow_ups.finish(storage, coordinator, earlier, finished, today=TODAY)
    earlier = texts(page.detail._earlier)
    assert earlier[0] == "Family reached on 30-10-2026"
    assert "The mother picked up" in earlier


def test_a_follow_up_is_planned_for_anybody_found_by_a_few_letters(qtbot, page, circle, outcomes):
    click(qtbot, page.new_button)
    panel = page.plan_panel
    qtbot.keyClicks(panel.member.search, "Sunita")
    panel.member.found.selectRow(0)
    panel.fields.way.choose(FollowUpWay.HOME_VISIT)
    panel.fields.due_on.setText("22-11-2026")
    qtbot.keyClicks(panel.fields.why, "See the family")
    click(qtbot, panel.keep_button)
    made = next(row for row in outcomes().values() if row.member_id == circle.member_ids[2])
    assert (made.due_on, made.way, made.why) == (date(2026, 11, 22), FollowUpWay.HOME_VISIT, "See the family")
    assert panel.isHidden()
    assert page.detail.isVisible()


def test_a_past_day_is_refused_beside_the_day(qtbot, page, outcomes):
    before = set(outcomes())
    click(qtbot, page.new_button)
    assert page.plan_panel.member.number() == 1, "whoever is looked at is chosen"
    page.plan_panel.fields.due_on.setText("17-11-2026")
    click(qtbot, page.plan_panel.keep_button)
    assert page.plan_panel.form.fields["due_on"].problem == "This day is over. Please choose today or a later day."
    assert set(outcomes()) == before


def test_the_call_sheet_is_of_what_is_looked_at(qtbot, page, places):
    click(qtbot, page.sheet_button)
    chip(page, FollowUpFilter.NEXT)
    click(qtbot, page.sheet_button)
    assert places == [
        ReportPlace("call-sheet", Choices(first=date(2026, 11, 16), last=date(2026, 11, 22))),
        ReportPlace("call-sheet", Choices(first=date(2026, 11, 19), last=date(2026, 12, 18))),
    ]


def test_the_name_opens_the_member(qtbot, page, circle, places):
    click(qtbot, page.detail.name_button)
    assert places == [MemberPlace(circle.member_ids[0])]


def test_the_office_calls_too_and_reads_no_words(qtbot, due, open_page, office, storage, coordinator, outcomes):
    finished = Finished(OUTCOMES.REACHED, TODAY, "Told me about the debt", "Call on Monday")
    follow_ups.finish(storage, coordinator, due[0], finished, today=TODAY)
    page = open_page(FollowUpsPage, office)
    chip(page, FollowUpFilter.DONE)
    assert page.detail._told.text() == "Next step: Call on Monday"
    chip(page, FollowUpFilter.DUE)
    click(qtbot, page.detail.panel.buttons[OUTCOMES.CAME])
    assert outcomes()[due[1]].outcome is OUTCOMES.CAME


def test_everything_can_be_reached_and_has_a_name(page):
    for made in page.findChildren(QPushButton):
        if made.isVisibleTo(page):
            assert made.accessibleName()
            assert made.objectName()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_in_every_language(due, open_page, language):
    with speaking(language):
        page = open_page(FollowUpsPage)
    assert page.minimumSizeHint().width() <= 1188
    area = page.detail._area
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_mine_are_the_follow_ups_of_members_nobody_else_answers_for(qtbot, page, storage, coordinator, circle, context):
    theirs = page.model.rows()[0].member_id
    there = len(page.model.rows())
    of_theirs = sum(row.member_id == theirs for row in page.model.rows())
    key_counsellors.change(storage, coordinator, theirs, coordinator.staff_id, TODAY, today=TODAY)
    assert len(page.model.rows()) == there
    press(qtbot, page, "chip-whose-mine")
    assert len(page.model.rows()) == there - of_theirs
    assert theirs not in [row.member_id for row in page.model.rows()]
    assert context.settings.whose == {"ravi": {"followUps": "mine"}}


def test_how_the_member_is_is_asked_beside_and_kept_with_the_outcome(qtbot, page, due, outcomes):
    panel = page.detail.panel
    assert list(panel.status) == ["recovery", "medicines", "working", "with_family"]
    panel.status["recovery"].setFocus()
    qtbot.keyClick(panel.status["recovery"], "U")
    panel.status["working"].choose(YesNo.YES)
    click(qtbot, panel.buttons[OUTCOMES.REACHED])
    assert outcomes()[due[0]].status == Status(RecoveryNow.USED_SINCE, YesNo.YES)
    assert panel.status["recovery"].code() is None, "the next one begins empty"
    click(qtbot, page.undo_bar.undo_button)
    click_row(qtbot, page.table, 0)
    assert panel.status["recovery"].code() is RecoveryNow.USED_SINCE


def test_what_was_asked_waits_beside_its_problem_where_nobody_was_reached(qtbot, page, due, outcomes):
    panel = page.detail.panel
    panel.status["with_family"].choose(YesNo.NO)
    click(qtbot, panel.buttons[OUTCOMES.NOT_REACHED])
    assert panel.form.fields["with_family"].problem.startswith("This was not asked where nobody was reached.")
    assert outcomes()[due[0]].outcome is None
    assert panel.unsaved()
    panel.status["with_family"].choose(None)
    click(qtbot, panel.buttons[OUTCOMES.NOT_REACHED])
    assert outcomes()[due[0]].outcome is OUTCOMES.NOT_REACHED


def test_what_was_answered_stands_below_the_outcome(qtbot, page, due, finish_call):
    finish_call(due[0], Status(RecoveryNow.IN_RECOVERY, medicines=Medicines.TAKING))
    chip(page, FollowUpFilter.DONE)
    assert page.detail._told.text() == "Recovery: In recovery · Medicines: Taking them"


@pytest.fixture
def finish_call(storage, coordinator):
    def call(row_id, status):
        finished = Finished(OUTCOMES.REACHED, TODAY, status=status)
        follow_ups.finish(storage, coordinator, row_id, finished, today=TODAY)

    return call


def test_the_office_asks_about_work_and_home_alone(due, open_page, office):
    page = open_page(FollowUpsPage, actor=office)
    assert list(page.detail.panel.status) == ["working", "with_family"]


def test_who_withdrew_the_consent_to_calls_stands_there_still_and_it_is_said_beside_the_name(
    page, circle, storage, coordinator
):
    who = circle.member_ids[0]
    agreed = NewConsents(frozenset({ConsentKind.CALLS}), date(2026, 11, 3))
    (consent,) = consents.record(storage, coordinator, who, agreed, today=TODAY)
    assert cells(page.table, 0)[NAME] == "Ramesh Kumar"
    consents.withdraw(storage, coordinator, consent, date(2026, 11, 12), today=TODAY)
    assert cells(page.table, 0)[WHY] == "no consent since 12-11-2026 · Absent 3 times"
    assert "No consent to calls and visits since 12-11-2026" in texts(page.detail)
    assert page.model.rowCount() == 3


def test_a_place_to_which_somebody_is_referred_is_asked_for_with_one_click(
    qtbot, page, outcomes, due, storage, coordinator
):
    panel = page.detail.panel
    assert not panel.refer_button.isVisible()
    hospital = places.add(storage, coordinator, NewPlace("District hospital"))
    assert not panel.place.isVisible()
    press(qtbot, panel, "referToPlace")
    assert not panel.refer_button.isVisible()
    panel.place.choose(hospital)
    press(qtbot, panel, "outcome-not-reached")
    assert panel.form.fields["referred_to"].problem
    press(qtbot, panel, "outcome-reached")
    assert outcomes()[due[0]].referred_to == "District hospital"
    press(qtbot, page.undo_bar, "undo")
    assert outcomes()[due[0]].outcome is None
    assert outcomes()[due[0]].referred_to == "District hospital"
