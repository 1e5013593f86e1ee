from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from peerdesk.domain.measures.scales import NewScale, Rhythm
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.papers.choices import Choices
from peerdesk.i18n import speak
from peerdesk.records import measures as measure_records
from peerdesk.services.measures import measures, scales
from peerdesk.services.members import members
from peerdesk.ui.measures.measures_page import MeasuresPage
from peerdesk.ui.place import MemberPlace, ReportPlace
from tests.centres import TODAY
from tests.leaving import put_away
from tests.screen import click, click_row

pytestmark = pytest.mark.window

WEEK_BEFORE = TODAY - timedelta(7)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(open_page, circle) -> MeasuresPage:
    return open_page(MeasuresPage)


def due(page):
    """The names of those who are still to be asked."""
    return [row.name_latin or row.name_native for row in page.people.model.rows()]


def chips(page):
    return [made.text() for made in page.people.chips._buttons.values()]


def choose_scale(qtbot, page, code):
    click(qtbot, page.people.chips._buttons[code])


def choose(qtbot, page, place):
    click_row(qtbot, page.people.table, place)


def press(qtbot, page, *keys):
    for key in keys:
        qtbot.keyClick(page.entry.table, key)


def type_answers(qtbot, page, text):
    press(qtbot, page, *text)


def answers(page):
    return list(page.entry.model.answers().values())


def kept(storage, member_id, counsellor=True):
    """Every sheet of a member as {scale: {day: answers}}."""
    with storage.reading():
        found = measure_records.of_member(member_id, TODAY, counsellor=counsellor)
    return {trend.scale.code: {row.day: dict(row.answers) for row in trend.measured} for trend in found}


def names_of(circle):
    return ["Ramesh Kumar", "Gurpreet Singh", "Sunita Shinde", "Anil Yadav", "ज्ञानेश्वर कुऱ्हाडे"]


# The pile


def test_a_pile_of_sheets_is_keyed_in_without_the_mouse(qtbot, page, storage, circle, heard):
    assert due(page) == names_of(circle)
    assert chips(page)[:2] == ["Weekly questions · 5", "BARC-10 · 5"]
    choose(qtbot, page, 0)
    assert page.focusWidget() is page.entry.table
    for keys in ("4950", "7TT1", "0000", "1234", "9987"):
        type_answers(qtbot, page, keys)
        press(qtbot, page, ENTER)
    assert [kept(storage, member_id)["weekly"][TODAY] for member_id in circle.member_ids] == [
        {1: 4, 2: 9, 3: 5, 4: 0},
        {1: 7, 2: 10, 3: 10, 4: 1},
        {1: 0, 2: 0, 3: 0, 4: 0},
        {1: 1, 2: 2, 3: 3, 4: 4},
        {1: 9, 2: 9, 3: 8, 4: 7},
    ]
    assert due(page) == []
    assert chips(page)[0] == "Weekly questions · 0"
    assert heard[-1] == "The answers of ज्ञानेश्वर कुऱ्हाडे have been kept."
    assert page.focusWidget() is page.people.search


def test_the_next_member_follows_in_the_order_of_the_list(qtbot, page, circle):
    choose(qtbot, page, 1)
    type_answers(qtbot, page, "1111")
    press(qtbot, page, ENTER)
    assert page._member_id == circle.member_ids[2]
    assert page.focusWidget() is page.entry.table
    type_answers(qtbot, page, "1111")
    press(qtbot, page, ENTER)
    assert page._member_id == circle.member_ids[3]


def test_after_the_last_of_the_list_comes_whoever_was_skipped(qtbot, page, circle):
    choose(qtbot, page, 4)
    type_answers(qtbot, page, "1111")
    press(qtbot, page, ENTER)
    assert page._member_id == circle.member_ids[0]


def test_digits_of_the_own_script_answer_too(qtbot, page, circle):
    choose(qtbot, page, 0)
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "३")
    QApplication.sendEvent(page.entry.table, key)
    assert answers(page) == [3]


def test_backspace_goes_back_and_delete_takes_an_answer_out(qtbot, page, circle):
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "45")
    press(qtbot, page, Qt.Key.Key_Backspace)
    type_answers(qtbot, page, "6")
    assert answers(page) == [4, 6]
    press(qtbot, page, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    assert answers(page) == [4]


def test_a_number_beyond_the_question_is_refused_beside_it(qtbot, page, circle):
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "4958")
    assert answers(page) == [4, 9, 5]
    assert page.entry._said.text() == "Question 4: please type a number from 0 to 7."
    type_answers(qtbot, page, "2")
    assert page.entry._said.isHidden()


def test_an_open_question_is_asked_for_once_and_may_stay_open(qtbot, page, storage, circle):
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "4")
    press(qtbot, page, Qt.Key.Key_Space)
    type_answers(qtbot, page, "50")
    press(qtbot, page, ENTER)
    assert kept(storage, circle.member_ids[0]) == {}
    assert "1 question has no answer" in page.entry._said.text()
    assert page.entry.table.currentIndex().row() == 1
    press(qtbot, page, ENTER)
    assert kept(storage, circle.member_ids[0])["weekly"][TODAY] == {1: 4, 3: 5, 4: 0}


def test_a_sheet_without_any_answer_is_not_kept(qtbot, page, storage, circle):
    choose(qtbot, page, 0)
    press(qtbot, page, ENTER)
    assert page.entry.form.general.text() == "No question has been answered yet."
    assert kept(storage, circle.member_ids[0]) == {}


def test_answers_wait_while_another_member_is_looked_at(qtbot, page, storage, circle):
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "49")
    choose(qtbot, page, 2)
    assert answers(page) == []
    put_away(storage, page._context.actor, circle.member_ids[4], today=TODAY)  # the page refreshes
    choose(qtbot, page, 0)
    assert answers(page) == [4, 9]
    assert page.entry.table.currentIndex().row() == 2
    assert [page.people.model.index(place, 2).data() for place in (0, 1)] == ["not kept yet", ""]


def test_the_mouse_answers_too(qtbot, page, circle):
    choose(qtbot, page, 0)
    click(qtbot, page.entry.bar.buttons[10])
    assert answers(page) == [10]
    assert page.entry.table.currentIndex().row() == 1
    assert [made.isVisible() for made in page.entry.bar.buttons] == [True] * 11


# Score and change


def test_the_score_and_its_change_are_there_with_the_last_answer_and_no_verdict(
    qtbot, page, storage, counsellor, circle
):
    before = dict.fromkeys(range(1, 11), 3)
    measures.record(storage, counsellor, circle.member_ids[0], "barc-10", date(2026, 10, 20), before, today=TODAY)
    choose_scale(qtbot, page, "barc-10")
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "444444444")
    assert page.entry._score.text() == "The score comes with the last answer; 1 question is open."
    type_answers(qtbot, page, "1")
    assert page.entry._score.text() == "Score: 37 of 60 · 7 more than on 20-10-2026"
    assert page.entry._reference.text() == "47 and above goes with sustained remission in the study."
    model = page.entry.model
    assert model.headerData(3, Qt.Orientation.Horizontal) == "20-10-2026"
    assert [model.index(0, column).data() for column in (2, 3)] == ["4 Somewhat agree", "3"]
    assert page.entry.bar.buttons[0].accessibleName() == "1 Strongly disagree"


def test_each_weekly_question_says_its_own_change(qtbot, page, storage, counsellor, circle):
    measures.record(storage, counsellor, circle.member_ids[0], "weekly", WEEK_BEFORE, {1: 6, 2: 9}, today=TODAY)
    page.enter_for(circle.member_ids[0])
    type_answers(qtbot, page, "490")
    assert page.entry._score.text().splitlines() == [
        "Craving: 4 of 10 · 2 fewer than on 11-11-2026",
        "Importance: 9 of 10 · the same as on 11-11-2026",
    ]


# The day


def test_an_older_sheet_is_kept_under_its_own_day(qtbot, page, storage, circle):
    choose(qtbot, page, 0)
    page.entry.day.selectAll()
    qtbot.keyClicks(page.entry.day, "11-11-2026")
    qtbot.keyClick(page.entry.day, Qt.Key.Key_Return)
    page.entry.focus_answers()
    type_answers(qtbot, page, "4950")
    press(qtbot, page, ENTER)
    assert list(kept(storage, circle.member_ids[0])["weekly"]) == [WEEK_BEFORE]
    assert page.entry.day.text() == "11-11-2026"  # the pile goes on
    assert page._member_id == circle.member_ids[1]  # the first one is still due this week


@pytest.mark.parametrize(("typed", "problem"), [("19-11-2026", "This day is in the future."), ("", "give a date")])
def test_a_wrong_day_is_said_beside_it_and_nothing_is_lost(qtbot, page, storage, circle, typed, problem):
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "4950")
    page.entry.day.setText(typed)
    press(qtbot, page, ENTER)
    assert problem in page.entry.head.day_field.problem
    assert answers(page) == [4, 9, 5, 0]
    assert kept(storage, circle.member_ids[0]) == {}


def test_entering_the_day_again_shows_what_is_kept_and_corrects_it(qtbot, page, storage, counsellor, circle):
    first = circle.member_ids[0]
    measures.record(storage, counsellor, first, "weekly", TODAY, {1: 4, 2: 9, 3: 5, 4: 0}, today=TODAY)
    assert "Ramesh Kumar" not in due(page)
    qtbot.keyClicks(page.people.search, "ramesh")
    qtbot.keyClick(page.people.search, Qt.Key.Key_Return)
    assert page.focusWidget() is page.entry.table
    assert answers(page) == [4, 9, 5, 0]
    assert "Entered already on this day by Ravi Tomar" in page.entry.head._entered.text()
    type_answers(qtbot, page, "3")
    press(qtbot, page, ENTER)
    assert kept(storage, first)["weekly"][TODAY][1] == 3
    assert page.people.search.hasFocus()
    assert page.people.search.selectedText() == "ramesh"


def test_a_sheet_taken_out_can_be_put_back(qtbot, page, storage, counsellor, circle):
    first = circle.member_ids[0]
    measures.record(storage, counsellor, first, "weekly", TODAY, {1: 4}, today=TODAY)
    page.enter_for(first)
    page.people.chips.choose("weekly")
    page._on_scale()
    click(qtbot, page.entry.remove_button)
    assert kept(storage, first) == {}
    assert answers(page) == []
    assert page.entry.undo_bar.text() == "The answers of Ramesh Kumar on 18-11-2026 were removed."
    click(qtbot, page.entry.undo_bar.undo_button)
    assert kept(storage, first)["weekly"] == {TODAY: {1: 4}}
    assert answers(page) == [4]


def test_a_window_left_open_over_night_begins_the_new_day(qtbot, show_page, context, messages, circle):
    at = [datetime(2026, 11, 18, 22, 0)]
    page = show_page(MeasuresPage(replace(context, now=lambda: at[0]), messages))
    at[0] = datetime(2026, 11, 19, 9, 0)
    page.set_stale()
    assert page.entry.day.text() == "19-11-2026"


# Finding


def test_anybody_can_be_found_who_is_not_in_the_programme(qtbot, page, storage, coordinator, circle):
    member_id = members.register(
        storage, coordinator, MemberDetails("Lakhan Mishra", "", Gender.MALE, age=40), today=TODAY
    )
    assert "Lakhan Mishra" not in due(page)
    qtbot.keyClicks(page.people.search, "lakhan")
    assert due(page) == ["Lakhan Mishra"]
    qtbot.keyClick(page.people.search, Qt.Key.Key_Down)
    type_answers(qtbot, page, "1110")
    press(qtbot, page, ENTER)
    assert list(kept(storage, member_id)) == ["weekly"]


def test_entering_for_a_member_begins_with_the_scale_that_is_due(qtbot, page, storage, counsellor, circle):
    member_id = circle.member_ids[2]
    measures.record(storage, counsellor, member_id, "weekly", TODAY, {1: 4}, today=TODAY)
    page.enter_for(member_id)
    assert page.people.chips.key() == "barc-10"
    assert page.entry.head._name.text() == "Sunita Shinde · सुनीता शिंदे · 0003"
    assert page.focusWidget() is page.entry.table
    page.enter_for(0)
    assert page._member_id == member_id


# Own scales and long numbers


def test_a_scale_with_great_numbers_takes_several_digits(qtbot, page, storage, coordinator, circle):
    code = scales.add_scale(
        storage, coordinator, NewScale("Sleep", ("Hours?", "Rest?", "Dreams?"), 0, 40, Rhythm.MONTHLY, "ours")
    )
    choose_scale(qtbot, page, code)
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "12")  # no third digit can follow: on it goes
    assert page.entry.table.currentIndex().row() == 1
    type_answers(qtbot, page, "3")
    assert page.entry.table.currentIndex().row() == 1
    press(qtbot, page, Qt.Key.Key_Space)
    type_answers(qtbot, page, "40")
    assert answers(page) == [12, 3, 40]
    assert not any(made.isVisible() for made in page.entry.bar.buttons)
    press(qtbot, page, ENTER)
    assert kept(storage, circle.member_ids[0])[code][TODAY] == {1: 12, 2: 3, 3: 40}


# Counsellors


def test_a_counsellor_is_told_at_once_whom_to_speak_with_today(qtbot, page, circle, places):
    choose_scale(qtbot, page, "phq-9")
    assert due(page) == []
    qtbot.keyClicks(page.people.search, "sunita")
    qtbot.keyClick(page.people.search, Qt.Key.Key_Return)
    type_answers(qtbot, page, "000000002")
    assert page.safety.text() == ""
    press(qtbot, page, ENTER)
    assert page.safety.text() == (
        "On 18-11-2026 the answer of Sunita Shinde to question 9 was above 0. Please speak with them today."
    )
    assert page.safety._help.text() == "Somebody to talk to: Tele-MANAS 14416 · 14446 · 112"
    assert page.safety.property("kind") == "problem", "the colour of a warning, not of good news"
    qtbot.keyClick(page.people.search, Qt.Key.Key_Return)
    press(qtbot, page, *[Qt.Key.Key_Down] * 8)
    type_answers(qtbot, page, "0")
    press(qtbot, page, ENTER)
    assert page.safety.text() != "", "a later answer does not silence it"
    click(qtbot, page.safety.member_button)
    assert (page.safety.text(), places) == ("", [MemberPlace(circle.member_ids[2])])


def test_the_office_is_not_offered_what_is_for_counsellors(open_page, office, circle):
    page = open_page(MeasuresPage, office)
    assert chips(page) == ["Weekly questions · 5", "BARC-10 · 5"]


def test_a_translation_says_that_it_is_not_official(qtbot, page, circle):
    choose_scale(qtbot, page, "barc-10")
    choose(qtbot, page, 0)
    assert page.entry.head._own_translation.isHidden()
    speak("mr")
    choose(qtbot, page, 1)
    assert page.entry.head._own_translation.isVisible()


# The rest


def test_the_blank_sheet_and_the_member_are_a_click_away(qtbot, page, circle, places):
    assert not page.member_button.isEnabled()
    choose_scale(qtbot, page, "barc-10")
    choose(qtbot, page, 1)
    click(qtbot, page.print_button)
    click(qtbot, page.member_button)
    assert places == [ReportPlace("measure-sheet", Choices(scale="barc-10")), MemberPlace(circle.member_ids[1])]


def test_the_models_keep_their_promises(qtbot, page, circle):
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (page.entry.model, page.people.model)
    ]
    choose(qtbot, page, 0)
    type_answers(qtbot, page, "4950")
    press(qtbot, page, ENTER)
    assert testers


def test_in_an_empty_centre_the_page_says_what_it_is_for(open_page):
    page = open_page(MeasuresPage)
    assert "Nobody in the programme is waiting" in page.people._hint.text()
    assert "Choose a member" in page.entry._nobody.text()
