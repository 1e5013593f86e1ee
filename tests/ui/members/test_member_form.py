"""Registering a member and changing one, in the pane beside the list."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from peerdesk.domain.members.members import MemberDetails, Relation
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Education, Gender, Substance
from peerdesk.domain.members.stays import Admission, Phase, Series
from peerdesk.services import centre
from peerdesk.services.care import recovery
from peerdesk.services.members import members
from peerdesk.ui.members.form import MemberForm
from peerdesk.ui.members.members_page import MembersPage
from peerdesk.ui.place import MemberPlace
from tests.centres import TODAY
from tests.screen import click, problems_in
from tests.ui.members.looking import kept

pytestmark = pytest.mark.window

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(open_page, office) -> MembersPage:
    """The page of ``kavita``, the clerk, of a centre without members."""
    return open_page(MembersPage, office)


@pytest.fixture
def form(page) -> MemberForm:
    """A registration just begun."""
    page.start_new()
    return shown_form(page)


@pytest.fixture
def sunita(storage, coordinator) -> int:
    details = MemberDetails(
        "Sunita Shinde",
        "सुनीता शिंदे",
        Gender.FEMALE,
        age=30,
        relation=Relation.WIFE,
        relation_name="Mahesh Shinde",
        village="Dabra",
        phones=(Phone("9826012345", "own"),),
        substances=frozenset({Substance.TOBACCO_CHEWED}),
    )
    first = date(2025, 1, 10)
    admission = Admission(Series.RESIDENTIAL, first)
    return members.register(storage, coordinator, details, today=first, admission=admission)


def shown_form(page: MembersPage) -> MemberForm:
    (form,) = [form for form in page.drafts.forms() if form.isVisible()]
    return form


def everybody(page: MembersPage):
    return members.find(page._context.storage, page._context.actor, today=TODAY).rows


def press(qtbot, page: MembersPage, name: str) -> None:
    """Press a button with the keyboard, wherever it has scrolled to."""

    def shown() -> list[QPushButton]:
        return [found for found in page.findChildren(QPushButton, name) if found.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    qtbot.keyClick(shown()[0], Qt.Key.Key_Space)


def fill(qtbot, form: MemberForm, name: str = "Sunita Shinde") -> None:
    """The three things registration needs, typed."""
    qtbot.keyClicks(form.fields.names.latin, name)
    form.fields.gender.choose(Gender.FEMALE)
    qtbot.keyClicks(form.fields.age, "34")


def test_a_registration_by_mistake_is_undone_at_once(qtbot, page, form):
    fill(qtbot, form)
    qtbot.keyClick(form.fields.age, Qt.Key.Key_Return, CONTROL)
    assert len(everybody(page)) == 1
    click(qtbot, page.detail.undo_bar.undo_button)
    assert everybody(page) == []
    assert page.list.model.rowCount() == 0
    assert page.detail.isHidden()


def test_three_fields_and_ctrl_enter_register_a_member_with_today_s_admission(qtbot, page, form):
    assert form.fields.names.latin.hasFocus()
    fill(qtbot, form)
    qtbot.keyClick(form.fields.age, Qt.Key.Key_Return, CONTROL)
    (row,) = everybody(page)
    assert (row.name_latin, row.name_native, row.gender, row.age) == ("Sunita Shinde", "", Gender.FEMALE, 34)
    assert (row.phase, row.admitted_on) == (Phase.IN_PROGRAMME, TODAY)
    assert kept(page, row.id).stays[0].number == "ASH/2026-27/0001"
    assert page.detail.undo_bar.text() == "Sunita Shinde is registered with number 0001."
    assert page.detail.isVisible()
    assert [listed.id for listed in page.list.model.rows()] == [row.id]


def test_tab_leads_through_the_form_from_top_to_bottom(qtbot, page, form):
    qtbot.keyClicks(form.fields.names.latin, "Sunita")
    passed = []
    while not passed or passed[-1] != "relation":
        passed.append(QApplication.focusWidget().objectName())
        if passed[-1] == "moreAbout":
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert len(passed) < 20, passed
    assert passed[:6] == ["name_latin", "name_native", "useNative", "gender", "age", "birth_date"]
    more = ["moreAbout", "relation"]
    assert passed[6:] == ["admittedNow", "admitted_on", "series", "number", "recovery_on", "counsellor", *more]


def recovery_date(page: MembersPage, member_id: int) -> date | None:
    return recovery.open_since(page._context.storage, page._context.actor, member_id)


def test_the_recovery_date_follows_the_admission_until_another_one_is_typed(qtbot, page, form):
    fill(qtbot, form)
    admission = form.fields.admission
    assert admission.recovery_on.text() == "18-11-2026"
    admission.day.setText("16-11-2026")
    assert admission.recovery_on.text() == "16-11-2026"
    admission.recovery_on.setText("10-11-2026")
    admission.day.setText("17-11-2026")
    assert admission.recovery_on.text() == "10-11-2026"
    assert not admission.returned_on.isVisible()
    form.save()
    (row,) = everybody(page)
    assert (row.admitted_on, recovery_date(page, row.id)) == (date(2026, 11, 17), date(2026, 11, 10))


def test_an_admission_long_ago_is_asked_about_and_taken_with_a_reason(qtbot, page, form):
    """A slip in the year would give a wrong number of the book and a life of days in recovery."""
    fill(qtbot, form)
    admission = form.fields.admission
    assert not admission.far.isVisible()
    admission.day.setText("18-11-2012")
    form.save()
    assert everybody(page) == []
    assert form.fields.form.fields["admitted_on"].problem == (
        "The day 18-11-2012 is more than 10 years ago. Please check the year."
    )
    assert admission.far.isVisible()
    admission.far.line.setText("From the old book.")
    form.save()
    (row,) = everybody(page)
    assert row.admitted_on == date(2012, 11, 18)


def test_a_recovery_date_that_is_not_known_may_be_left_empty(qtbot, page, form):
    fill(qtbot, form)
    form.fields.admission.recovery_on.clear()
    form.save()
    (row,) = everybody(page)
    assert recovery_date(page, row.id) is None


def test_a_wrong_recovery_date_is_said_beside_it_with_everything_else(qtbot, page, form):
    fill(qtbot, form)
    form.fields.age.clear()
    form.fields.admission.recovery_on.setText("soon")
    form.save()
    fields = form.fields.form.fields
    assert fields["recovery_on"].problem == "“soon” is not a date. Please type it as 21-11-2026."
    assert fields["age"].problem
    form.fields.admission.recovery_on.setText("19-11-2026")
    form.save()
    assert fields["recovery_on"].problem == "This day is in the future."
    assert len(everybody(page)) == 0


def test_everything_else_is_kept_as_it_was_typed(qtbot, page, form):
    fill(qtbot, form)
    press(qtbot, page, "moreAbout")
    more = form.fields.more
    more.relation.choose(Relation.WIFE)
    qtbot.keyClicks(more.relation_name, "Mahesh")
    qtbot.keyClicks(more.village, "Dabra")
    qtbot.keyClicks(more.phones.findChild(QLineEdit, "phone1"), "98260 12345")
    press(qtbot, page, "addPhone")
    qtbot.keyClicks(more.phones.findChild(QLineEdit, "phone2"), "+91 98260 54321")
    more.can_read.setCurrentIndex(2)
    more.education.choose(Education.NO_SCHOOLING)
    more.substances.setCurrentRow(0)
    qtbot.keyClick(more.substances, Qt.Key.Key_Space)
    press(qtbot, page, "saveMember")
    details = kept(page, everybody(page)[0].id).details
    assert (details.relation, details.relation_name, details.village) == (Relation.WIFE, "Mahesh", "Dabra")
    assert [phone.number for phone in details.phones] == ["9826012345", "9826054321"]
    assert (details.can_read, details.education) == (False, Education.NO_SCHOOLING)
    assert details.substances == {Substance.COUNTRY_LIQUOR}


def test_the_other_script_is_suggested_while_typing_and_taken_with_one_press(qtbot, page, form):
    names = form.fields.names
    qtbot.keyClicks(names.latin, "Sunita Shinde")
    assert names.use_native.text() == "Use: सुनीता शिंदे"
    press(qtbot, page, "useNative")
    assert names.native.text() == "सुनीता शिंदे"
    assert not names.use_native.isVisible()


def test_a_suggestion_never_replaces_what_was_typed(qtbot, form):
    names = form.fields.names
    names.native.insert("सुनिता")
    qtbot.keyClicks(names.latin, "Sunita Shinde")
    assert names.native.text() == "सुनिता"
    assert not names.use_native.isVisible()


def test_a_suggestion_that_was_taken_is_offered_anew_when_the_name_grows(qtbot, page, form):
    names = form.fields.names
    qtbot.keyClicks(names.latin, "Sunita")
    press(qtbot, page, "useNative")
    qtbot.keyClicks(names.latin, " Shinde")
    assert names.native.text() == "सुनीता"
    assert names.use_native.text() == "Use: सुनीता शिंदे"


def test_a_punjabi_centre_is_offered_gurmukhi(qtbot, page, storage, coordinator):
    details = centre.details(storage, coordinator)
    centre.change(storage, coordinator, type(details)(details.name, details.code, language="pa"))
    page.start_new()
    form = shown_form(page)
    qtbot.keyClicks(form.fields.names.latin, "Gurpreet Singh")
    assert form.fields.names.use_native.text() == "Use: ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"


def test_a_name_typed_into_the_other_script_s_line_is_put_right(qtbot, page, form):
    form.fields.names.latin.insert("रमेश कुमार")
    assert form.fields.names.use_native.text() == "Use: Ramesh Kumar"
    form.fields.gender.choose(Gender.MALE)
    qtbot.keyClicks(form.fields.age, "40")
    press(qtbot, page, "saveMember")
    (row,) = everybody(page)
    assert (row.name_latin, row.name_native) == ("", "रमेश कुमार")


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(qtbot, page, form):
    press(qtbot, page, "moreAbout")
    qtbot.keyClicks(form.fields.names.latin, "4711")
    qtbot.keyClicks(form.fields.birth_date, "31-02-1990")
    form.fields.admission.day.setText("19-11-2026")
    more = form.fields.more
    qtbot.keyClicks(more.village, "Dabra")
    qtbot.keyClicks(more.phones.focusProxy(), "123")
    press(qtbot, page, "saveMember")
    wrong = problems_in(form.fields.form)
    assert list(wrong) == ["name_latin", "gender", "birth_date", "admitted_on", "phones"]
    assert wrong["birth_date"] == "“31-02-1990” is not a date. Please type it as 21-11-2026."
    assert wrong["admitted_on"] == "The admission date is in the future."
    assert form.fields.names.latin.hasFocus()
    assert (form.fields.names.latin.text(), more.village.text()) == ("4711", "Dabra")
    assert everybody(page) == []


@pytest.mark.parametrize("typed", ["0", "121", "about 40"])
def test_an_age_that_cannot_be_is_refused(qtbot, page, form, typed):
    qtbot.keyClicks(form.fields.age, typed)
    press(qtbot, page, "saveMember")
    assert form.fields.form.fields["age"].problem == "The age must be between 1 and 120 years."


def test_an_age_in_hindi_digits_is_an_age(qtbot, page, form):
    fill(qtbot, form)
    form.fields.age.setText("३४")
    press(qtbot, page, "saveMember")
    assert everybody(page)[0].age == 34


def test_a_number_of_the_centre_s_own_book_is_kept_and_one_that_is_taken_refused(qtbot, page, form, sunita):
    fill(qtbot, form, "Rekha Bai")
    form.fields.admission.number.setText("ASH/2024-25/0001")
    press(qtbot, page, "saveMember")
    assert form.fields.form.fields["number"].problem.startswith("This admission number is already in the book.")
    form.fields.admission.number.setText("OLD-77")
    press(qtbot, page, "saveMember")
    (rekha,) = [row for row in everybody(page) if row.id != sunita]
    assert kept(page, rekha.id).stays[0].number == "OLD-77"


def test_the_suggested_number_follows_series_and_year_until_another_is_typed(form):
    admission = form.fields.admission
    admission.series.setCurrentIndex(1)
    assert admission.number.text() == "ASH/OP/2026-27/0001"
    admission.day.setText("31-03-2026")
    assert admission.number.text() == "ASH/OP/2025-26/0001"
    admission.number.setText("OLD-77")
    admission.series.setCurrentIndex(0)
    assert admission.number.text() == "OLD-77"


def test_somebody_may_be_registered_without_an_admission(qtbot, page, form):
    fill(qtbot, form)
    form.fields.admitted.click()
    assert not form.fields.admission.isVisible()
    press(qtbot, page, "saveMember")
    found = members.find(page._context.storage, page._context.actor, today=TODAY).rows[0]
    assert found.phase is None


def test_a_name_that_clerks_write_in_two_ways_is_offered_in_both(qtbot, form):
    names = form.fields.names
    names.native.insert("हरजीत सिंह")
    assert [names.use_latin.text(), names.also_latin.text()] == ["Use: Harjeet Singh", "Use: Harjit Singh"]
    qtbot.mouseClick(names.also_latin, Qt.MouseButton.LeftButton)
    assert names.names() == ("Harjit Singh", "हरजीत सिंह")
    names.native.setText("रमेश")
    assert not names.also_latin.isVisible()


def test_hindi_in_an_old_font_is_told_beside_the_name_and_offered_in_both_alphabets(qtbot, form):
    names = form.fields.names
    names.latin.insert("jes'k dqekj")
    assert "Kruti Dev" in names.old_font.text()
    assert names.old_font.isVisible()
    assert [names.old_font_native.text(), names.old_font_latin.text()] == ["Use: रमेश कुमार", "Use: Ramesh Kumar"]
    assert not names.use_native.isVisible()
    qtbot.mouseClick(names.old_font_native, Qt.MouseButton.LeftButton)
    assert names.names() == ("", "रमेश कुमार")
    assert not names.old_font.isVisible()
    qtbot.mouseClick(names.use_latin, Qt.MouseButton.LeftButton)
    assert names.names() == ("Ramesh Kumar", "रमेश कुमार")


def test_hindi_in_an_old_font_may_be_read_in_latin_letters_and_stays_as_typed_until_one_chooses(qtbot, form):
    names = form.fields.names
    names.native.insert("f'ko flag")
    assert names.native.text() == "f'ko flag"
    qtbot.mouseClick(names.old_font_latin, Qt.MouseButton.LeftButton)
    assert names.names() == ("Shiv Singh", "")


def test_a_possible_same_person_is_shown_while_typing_and_blocks_nothing(qtbot, page, form, sunita, places):
    fill(qtbot, form, "Suneeta Shinde")
    qtbot.waitUntil(form.fields.same.isVisible)
    press(qtbot, page, f"openSame-{sunita}")
    assert places == [MemberPlace(sunita)]
    page.open(sunita)
    assert page.detail.member.id == sunita
    press(qtbot, page, "continue-0")
    assert form.isVisible()
    press(qtbot, page, "saveMember")
    assert len(everybody(page)) == 2


# What was begun and left


def test_escape_closes_an_untouched_form_without_a_trace(qtbot, page, form):
    qtbot.keyClick(form.fields.names.latin, Qt.Key.Key_Escape)
    assert page.drafts.forms() == ()
    assert not page.drafts.isVisible()
    assert page.list.search.hasFocus()


def test_escape_keeps_what_was_typed_until_one_comes_back(qtbot, page, form, sunita):
    qtbot.keyClicks(form.fields.names.latin, "Rekha")
    qtbot.keyClick(form.fields.names.latin, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert page.drafts.isVisible()
    page.open(sunita)
    page.start_new()
    assert shown_form(page).fields.names.latin.text() == "Rekha"
    assert not page.drafts.isVisible()


def test_what_was_typed_outlives_a_visit_to_another_page_and_a_change_by_others(
    qtbot, page, form, storage, coordinator
):
    qtbot.keyClicks(form.fields.names.latin, "Rekha")
    page.hide()
    members.register(storage, coordinator, MemberDetails("Zahid", "", Gender.MALE, age=40), today=TODAY)
    page.show()
    assert shown_form(page) is form
    assert form.fields.names.latin.text() == "Rekha"


def test_throwing_a_draft_away_takes_two_presses(qtbot, page, form):
    qtbot.keyClicks(form.fields.names.latin, "Rekha")
    press(qtbot, page, "cancelMember")
    press(qtbot, page, "discard-0")
    assert page.drafts.forms() == (form,)
    press(qtbot, page, "discard-0")
    assert page.drafts.forms() == ()
    page.start_new()
    assert shown_form(page).fields.names.latin.text() == ""


def test_several_members_can_be_in_hand_at_once(qtbot, page, form, sunita):
    qtbot.keyClicks(form.fields.names.latin, "Rekha")
    page.open(sunita)
    press(qtbot, page, "editMember")
    edit = shown_form(page)
    edit.fields.more.village.setText("Gwalior")
    press(qtbot, page, "continue-0")
    assert form.isVisible()
    page.open(sunita)
    press(qtbot, page, "editMember")
    assert shown_form(page) is edit
    assert edit.fields.more.village.text() == "Gwalior"


# Changing


def test_editing_shows_what_is_kept_and_changes_only_what_was_changed(qtbot, page, sunita, heard):
    before = kept(page, sunita)
    page.open(sunita)
    press(qtbot, page, "editMember")
    form = shown_form(page)
    assert form.fields.age.text() == "31"  # thirty when she came
    assert not form.fields.admission.isVisible()
    form.fields.more.village.setText("Gwalior")
    press(qtbot, page, "saveMember")
    after = kept(page, sunita)
    assert after.details.village == "Gwalior"
    assert (after.details.age, after.details.age_on) == (before.details.age, before.details.age_on)
    assert (after.details.phones, after.details.substances) == (before.details.phones, before.details.substances)
    assert heard == ["The changes to Sunita Shinde are kept."]


def test_a_refused_change_opens_the_folded_part_where_the_problem_is(qtbot, page, sunita):
    page.open(sunita)
    press(qtbot, page, "editMember")
    form = shown_form(page)
    form.fields.more_button.click()
    assert not form.fields.more.isVisible()
    form.fields.more.phones.show_phones((Phone("12"),))
    press(qtbot, page, "saveMember")
    assert form.fields.more.isVisible()
    assert form.fields.form.fields["phones"].problem.startswith("A phone number has 10 digits")
