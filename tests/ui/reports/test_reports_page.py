from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from peerdesk import publishing
from peerdesk.context import AppContext
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.stays import Death
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.papers.choices import Ask, Choices, Names, UsualDays, days_of
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.i18n import gettext
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services import centre
from peerdesk.services.care import recovery
from peerdesk.services.members import consents, deaths, success_stories
from peerdesk.services.sessions import attendance, sessions
from peerdesk.settings import Settings
from peerdesk.ui.place import MemberPlace
from peerdesk.ui.reports.reports_page import ReportsPage
from tests.centres import TODAY
from tests.screen import click, press, words_in

pytestmark = pytest.mark.window


@pytest.fixture
def show(qtbot, show_page, context, messages, runner, printer):
    """Opens the page, as the counsellor unless somebody else is named."""

    def show(context: AppContext = context) -> ReportsPage:
        page = show_page(ReportsPage(context, messages, runner, lambda _parent, _title: printer))
        made(qtbot, page)
        return page

    return show


@pytest.fixture
def page(show, circle) -> ReportsPage:
    return show()


def made(qtbot, page: ReportsPage) -> str:
    """Wait for the pages wanted and return their text."""
    qtbot.waitUntil(lambda: page._making.job is None)
    return shown(page)


def shown(page: ReportsPage) -> str:
    return "\n".join(page.view._shown.text(number) for number in range(page.view.page_count()))


def choose(qtbot, page: ReportsPage, name: str) -> str:
    """Click a report in the list."""
    item = page.list.item(page._names.index(name))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualItemRect(item).center())
    return made(qtbot, page)


def type_day(qtbot, editor, text: str) -> None:
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


# Choices and pages


def test_the_first_report_is_there_at_once_over_the_last_full_week(page):
    assert "Attendance register" in shown(page)
    assert "Morning Circle" in shown(page)
    assert "09-11-2026 to 15-11-2026" in shown(page)
    assert page.count.text() == "1 page"


def agree_to_share(storage, actor, member_id):
    agreed = NewConsents(frozenset({ConsentKind.STORY}), TODAY)
    consents.record(storage, actor, member_id, agreed, today=TODAY)
    success_stories.keep(storage, actor, member_id, ToldStory("I walk every morning.", TODAY), today=TODAY)


def test_every_report_shows_its_pages_when_it_is_clicked(
    qtbot, show, storage, context, coordinator, counsellor, circle
):
    page = show(replace(context, actor=coordinator))
    for member_id in circle.member_ids:  # whoever is chosen at first
        agree_to_share(storage, counsellor, member_id)
    for name, kind in REPORTS.items():
        assert kind.title in choose(qtbot, page, name)


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_shows_the_choices_its_entry_names_and_no_others(qtbot, show, context, coordinator, circle, name):
    page = show(replace(context, actor=coordinator))
    choose(qtbot, page, name)
    panel = page.panel
    parts = {
        Ask.MEMBER: panel.member,
        Ask.GROUP: panel.meeting.group,
        Ask.SESSION: panel.meeting.session,
        Ask.SCALE: panel.scale,
        Ask.NAMES: panel.names,
        Ask.BLANK: panel.blank,
        Ask.WHOSE: panel.whose,
        Ask.STAFF: panel.staff,
        Ask.DAYS: panel.period,
        Ask.FOR_WHOM: panel.for_whom,
    }
    kind = REPORTS[name]
    asked = kind.asks | ({Ask.DAYS} if kind.days else set())
    assert {ask for ask, part in parts.items() if part.isVisible()} == asked
    assert panel.choices().made() <= asked


def test_what_changed_is_of_everybody_unless_one_member_is_asked_for(qtbot, show, context, coordinator, circle):
    page = show(replace(context, actor=coordinator))
    choose(qtbot, page, "changes")
    panel = page.panel
    assert (panel.everybody.isChecked(), panel.member.isEnabled(), panel.choices().member) == (True, False, None)
    panel.everybody.click()
    assert panel.choices().member == panel.member.number()
    assert f"{panel.member.number():04} · " in made(qtbot, page)
    page.open("changes", Choices(member=2, staff="ravi"))
    assert (panel.choices().member, panel.choices().staff) == (2, "ravi")
    page.open("changes", Choices())
    assert (panel.choices().member, panel.choices().staff) == (None, None)
    choose(qtbot, page, "progress-report")
    assert not panel.everybody.isVisible()
    assert panel.choices().member is not None


def test_only_the_choices_that_matter_are_shown(qtbot, page):
    choose(qtbot, page, "sign-in-sheet")
    assert page.panel.meeting.session.isVisible()
    assert not page.panel.period.isVisible()
    assert not page.panel.blank.isVisible()
    choose(qtbot, page, "progress-report")
    assert page.panel.member.search.isVisible()
    assert not page.panel.meeting.isVisible()


def test_a_blank_question_sheet_is_printed_of_the_scale_chosen(qtbot, page, context):
    assert "Weekly questions" in choose(qtbot, page, "measure-sheet")
    page.open("measure-sheet", Choices(scale="phq-9"))
    assert "Patient Health Questionnaire" in made(qtbot, page)
    assert not page.panel.meeting.isVisible()
    qtbot.keyClick(page.panel.scale.box, Qt.Key.Key_Up)
    assert "Brief Assessment of Recovery Capital" in made(qtbot, page)
    assert page.panel.remembered()["scale"] == "barc-10"


def test_office_staff_are_offered_the_attendance_reports_and_told_why_not_the_others(
    show, circle, context, office, heard
):
    page = show(replace(context, actor=office))
    listed = [page.list.item(row).text() for row in range(page.list.count())]
    assert listed == [gettext(REPORTS[name].title) for name in publishing.offered(office)]
    assert "Attendance register" in listed
    assert "Member progress report" not in listed
    page.open("progress-report", Choices(member=1))
    assert len(heard) == 1
    assert "does not allow this" in heard[0]
    assert "Attendance register" in shown(page)


def test_a_usual_period_fills_in_its_days(qtbot, page):
    page.panel.period.span_box.setFocus()
    qtbot.keyClick(page.panel.period.span_box, Qt.Key.Key_End)
    qtbot.keyClick(page.panel.period.span_box, Qt.Key.Key_Up)
    assert (page.panel.period.first.text(), page.panel.period.last.text()) == ("01-11-2026", "30-11-2026")
    assert "01-11-2026 to 30-11-2026" in made(qtbot, page)


@pytest.mark.parametrize(
    ("today", "span", "days"),
    [
        (date(2026, 11, 15), UsualDays.LAST_WEEK, (date(2026, 11, 2), date(2026, 11, 8))),
        (date(2026, 11, 16), UsualDays.LAST_WEEK, (date(2026, 11, 9), date(2026, 11, 15))),
        (date(2027, 1, 1), UsualDays.THIS_WEEK, (date(2026, 12, 28), date(2027, 1, 3))),
        (date(2027, 1, 31), UsualDays.LAST_MONTH, (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2028, 2, 29), UsualDays.THIS_MONTH, (date(2028, 2, 1), date(2028, 2, 29))),
        (date(2026, 12, 31), UsualDays.THIS_MONTH, (date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_spans_hold_over_the_ends_of_weeks_months_and_years(today, span, days):
    assert days_of(span, today) == days


def test_typing_a_day_chooses_other_days_by_itself(qtbot, page):
    type_day(qtbot, page.panel.period.first, "02-11-2026")
    assert page.panel.period.span() is UsualDays.OTHER
    assert "02-11-2026 to 15-11-2026" in made(qtbot, page)


def test_wrong_days_stay_as_typed_with_the_reason_beside_them_and_nothing_can_be_printed(qtbot, page):
    period = page.panel.period
    type_day(qtbot, period.first, "20-11-2026")
    assert period.fields[2].problem == "The last day is before the first day."
    assert period.first.text() == "20-11-2026"
    assert page.view.page_count() == 0
    assert not page.output.print_button.isEnabled()
    assert not page.output.save_button.isEnabled()
    type_day(qtbot, period.last, "31-11-2026")
    assert period.last.text() == "31-11-2026"
    assert period.fields[2].problem == "“31-11-2026” is not a date. Please type it as 21-11-2026."
    type_day(qtbot, period.last, "22-11-2026")
    assert "20-11-2026 to 22-11-2026" in made(qtbot, page)
    assert period.fields[2].problem == ""
    assert page.output.print_button.isEnabled()


def test_former_pages_stay_in_sight_until_the_new_ones_are_there(qtbot, page, worker_busy):
    with worker_busy():
        page.panel.names.setCurrentIndex(list(Names).index(Names.NUMBER))
        assert "Ramesh Kumar" in shown(page)
        qtbot.waitUntil(lambda: page.count.text() == "Making the pages…")
        assert page.view.page_count() == 1
    assert "Ramesh Kumar" not in made(qtbot, page)
    assert page.count.text() == "1 page"


# Names


def name_by(page: ReportsPage, names: Names) -> None:
    page.panel.names.setCurrentIndex(list(Names).index(names))


@pytest.mark.parametrize("names", [Names.INITIALS, Names.NUMBER])
def test_no_report_names_members_more_fully_than_the_one_before(qtbot, page, names):
    name_by(page, names)
    for name in (name for name in page._names if Ask.NAMES in REPORTS[name].asks):
        choose(qtbot, page, name)
        assert page.panel.names.code() is (Names.NONE if REPORTS[name].shared_outside else names), name


def test_a_report_that_hid_the_names_hides_them_again_and_so_does_the_next_one(qtbot, page):
    name_by(page, Names.NUMBER)
    made(qtbot, page)
    choose(qtbot, page, "weekly-report")
    name_by(page, Names.FULL)  # for this one somebody wishes the names
    made(qtbot, page)
    assert "Ramesh Kumar" not in choose(qtbot, page, "attendance-register")
    assert page.panel.names.code() is Names.NUMBER
    choose(qtbot, page, "weekly-report")
    assert page.panel.names.code() is Names.NUMBER


def test_names_stay_hidden_in_reports_that_other_pages_ask_for_and_after_the_next_start(
    qtbot, page, show, circle, context
):
    name_by(page, Names.NUMBER)
    page.open("progress-report", Choices(member=1))
    assert "Ramesh Kumar" not in made(qtbot, page)
    page.close()
    again = show(replace(context, settings=Settings.load(context.settings.path)))
    for name in (name for name in again._names if Ask.NAMES in REPORTS[name].asks):
        choose(qtbot, again, name)
        assert again.panel.names.code() is (Names.NONE if REPORTS[name].shared_outside else Names.NUMBER), name


def test_a_name_chosen_for_a_story_is_chosen_for_this_once_and_says_nothing_of_other_papers(
    qtbot, page, storage, counsellor, circle
):
    agree_to_share(storage, counsellor, circle.member_ids[0])
    page.open("success-story", Choices(member=1))
    assert "A member" in made(qtbot, page)
    page.panel.names.setCurrentIndex(REPORTS["success-story"].names.index(Names.FULL))
    assert "Ramesh Kumar" in made(qtbot, page)
    assert "Ramesh Kumar" in choose(qtbot, page, "progress-report")
    page.open("success-story", Choices(member=1))
    assert page.panel.names.code() is Names.NONE
    assert "Ramesh" not in made(qtbot, page)


def test_without_the_consent_the_screen_says_why_there_is_no_story(qtbot, page):
    page.open("success-story", Choices(member=1))
    said = "Please record the consent first: Sharing the success story. Nothing was agreed to so far."
    qtbot.waitUntil(lambda: said in words_in(page))
    assert page.view.page_count() == 0


def test_names_are_remembered_though_the_days_cannot_be_meant(qtbot, page, context):
    choose(qtbot, page, "weekly-report")
    page.panel.period.choose(UsualDays.OTHER, (date(2026, 11, 20), date(2026, 11, 1)))
    name_by(page, Names.NUMBER)
    assert page.view.page_count() == 0
    assert Settings.load(context.settings.path).names == "number"


def test_settings_of_an_earlier_version_hide_names_wherever_one_report_did(qtbot, show, circle, context):
    context.settings.choices["weekly-report"] = {"names": "initials"}
    context.settings.choices["milestones"] = {"names": "full"}
    page = show()
    assert "R. K." in shown(page)
    choose(qtbot, page, "milestones")
    assert page.panel.names.code() is Names.INITIALS


@pytest.mark.parametrize("number", [0, 999, 2**63 - 1])
def test_rows_that_are_gone_are_not_chosen_again(qtbot, show, circle, context, number):
    for name in (*REPORTS, "a-report-of-the-year-2020"):
        gone = {"group": number, "member": number, "scale": "gone", "period": "gone", "days": ["x", "31-02-2026"]}
        context.settings.choices[name] = gone | {"language": "pa", "whose": {"gone": "mine"}}
    page = show()
    for name in publishing.offered(context.actor):
        choose(qtbot, page, name)
        assert page.panel.meeting.group_id() != number
        assert page.panel.language() == "pa"


def test_of_several_quick_changes_only_the_last_is_made(qtbot, page, worker_busy):
    asked = []
    with worker_busy():
        for names in (Names.INITIALS, Names.NUMBER, Names.FULL, Names.INITIALS):
            page.panel.names.setCurrentIndex(list(Names).index(names))
            asked.append(page._making.job)
    assert "R. K." in made(qtbot, page)
    assert [job.cancelled for job in asked[:-1]] == [True, True, True]


def test_a_report_prints_in_another_language_than_the_window_speaks(qtbot, page):
    page.panel.language_box.setCurrentIndex(page.panel.language_box.findData("pa"))
    assert " / Attendance register" in made(qtbot, page)
    assert page.output.print_button.text() == "Print"


def test_a_blank_register_has_names_and_no_marks(qtbot, page):
    qtbot.mouseClick(page.panel.blank, Qt.MouseButton.LeftButton, pos=page.panel.blank.rect().center() * 0.2)
    assert page.panel.choices().blank
    assert "Ramesh Kumar" in made(qtbot, page)


def test_the_sign_in_sheet_offered_first_is_that_of_the_next_session(qtbot, page, storage, coordinator):
    session = sessions.between(storage, coordinator, TODAY, TODAY)[0]
    assert f"S{session.id}" in choose(qtbot, page, "sign-in-sheet")
    assert page.panel.meeting.session.currentText() == "Wed 18-11-2026, 11:45  ·  Planned"


def test_a_session_sent_from_elsewhere_is_shown_however_long_ago_it_was(qtbot, page, storage, coordinator):
    first = sessions.between(storage, coordinator, date(2026, 11, 2), date(2026, 11, 2))[0]
    page.open("sign-in-sheet", Choices(session=first.id))
    assert f"S{first.id}" in made(qtbot, page)
    assert page.list.currentItem().text() == "Sign-in sheet"


def test_a_member_sent_from_elsewhere_is_shown_and_numbers_that_nobody_has_are_told(qtbot, page, heard):
    page.open("progress-report", Choices(member=2))
    assert "Gurpreet Singh" in made(qtbot, page)
    page.open("sign-in-sheet", Choices(session=99_999))
    page.open("salary-slip", Choices())
    assert heard == ["There is no session with this number.", "There is no report with this name."]


def test_a_member_is_found_by_a_few_letters_and_chosen_with_the_arrow(qtbot, page):
    member = page.panel.member
    QAbstractItemModelTester(member._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    choose(qtbot, page, "progress-report")
    before = member.number()
    qtbot.keyClicks(member.search, "gurp")
    assert member.number() == before, "typing alone chooses nobody"
    qtbot.keyClick(member.search, Qt.Key.Key_Down)
    assert member.number() == 2
    assert "Gurpreet Singh" in made(qtbot, page)
    qtbot.keyClicks(member.search, "zzzz")
    assert member._hint.text() == "Nobody fits what is typed. Please try fewer letters."
    assert "Gurpreet Singh" in shown(page)


def test_marks_made_elsewhere_are_on_the_pages_at_once(qtbot, page, storage, circle, coordinator):
    page.panel.period.span_box.setCurrentIndex(list(page.panel.period._spans).index(UsualDays.THIS_WEEK))
    before = made(qtbot, page)
    session = sessions.between(storage, coordinator, TODAY, TODAY)[0]
    attendance.mark(storage, coordinator, session.id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
    assert made(qtbot, page) != before
    assert "1 of 1" in shown(page)


def test_an_empty_centre_has_pages_that_say_so(qtbot, show, context, coordinator):
    page = show(replace(context, actor=coordinator))
    for name in REPORTS:
        assert REPORTS[name].title in choose(qtbot, page, name)
        assert page.output.print_button.isEnabled()


# Remembered


def test_the_last_choices_of_each_report_are_there_the_next_time(qtbot, page, show, context):
    type_day(qtbot, page.panel.period.first, "03-11-2026")
    page.panel.names.setCurrentIndex(list(Names).index(Names.NUMBER))
    page.panel.language_box.setCurrentIndex(page.panel.language_box.findData("mr"))
    made(qtbot, page)
    choose(qtbot, page, "weekly-report")
    page.close()
    settings = Settings.load(context.settings.path)
    again = show(replace(context, settings=settings))
    assert again.panel.choices() == Choices(
        date(2026, 11, 3), date(2026, 11, 15), group=again.panel.meeting.group_id(), names=Names.NUMBER
    )
    assert again.panel.language() == "mr"
    choose(qtbot, again, "weekly-report")
    assert again.panel.language() == "en", "each report has its own"


def test_settings_that_somebody_spoiled_are_left_aside(qtbot, show, circle, context):
    junk = {"days": 5, "period": [], "group": 10**30, "names": {}, "language": None, "member": "x"}
    context.settings.choices.update({"attendance-register": junk, "progress-report": junk, "weekly-report": []})
    page = show()
    assert "Morning Circle" in shown(page)
    assert "Member progress report" in choose(qtbot, page, "progress-report")
    assert "Weekly counsellor report" in choose(qtbot, page, "weekly-report")


# Looking


def test_pages_fit_the_width_and_zoom_by_keys_and_buttons_and_back(qtbot, page):
    sheet = page.view._sheets[0]
    fitted = sheet.width()
    assert 0 <= page.view.viewport().width() - fitted < 12
    qtbot.keyClick(page.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert sheet.width() == pytest.approx(1.25 * fitted, abs=1)
    click(qtbot, page.smaller)
    qtbot.keyClick(page.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert sheet.width() == pytest.approx(0.8 * fitted, abs=1)
    qtbot.keyClick(page.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert sheet.width() == fitted
    page.resize(900, 600)
    qtbot.waitUntil(lambda: 0 <= page.view.viewport().width() - sheet.width() < 12)


def test_the_keyboard_scrolls_through_the_pages(qtbot, page):
    choose(qtbot, page, "progress-report")
    bar = page.view.verticalScrollBar()
    assert bar.value() == 0
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert 0 < bar.value() < bar.maximum()
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_page_tells_its_number_and_its_text_to_a_screen_reader(qtbot, page):
    sheet = page.view._sheets[0]
    qtbot.waitUntil(lambda: "Morning Circle" in sheet.accessibleDescription())
    assert sheet.accessibleName() == "Page 1 of 1"


def test_a_page_is_as_sharp_as_the_screen(page):
    sheet = page.view._sheets[0]
    dots = round(sheet.width() * sheet.devicePixelRatioF())
    assert page.view._shown.picture(0, dots).width() == dots
    picture = page.view.grab().toImage()
    inks = {picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 3) for y in range(80, 200)}
    assert min(inks) < 60
    assert max(inks) > 250


# Print and save


def test_print_right_after_a_change_prints_what_was_just_asked_for(qtbot, page, worker_busy, printer, heard):
    with worker_busy():
        page.list.setCurrentRow(page._names.index("sign-in-sheet"))
        page.print_pages()
        assert page.output.bar.text() == ""
    qtbot.waitUntil(lambda: bool(heard))
    with pypdfium2.PdfDocument(printer.outputFileName()) as paper:
        width, height = paper.get_page_size(0)
    assert height > width, "the sign-in sheet stands upright, the register lies across"


def test_a_file_is_called_by_what_is_in_it(qtbot, page, storage, coordinator):
    choose(qtbot, page, "progress-report")
    page.open("progress-report", Choices(member=2))
    made(qtbot, page)
    assert page.output._paper.file_name == "progress-report-M2.pdf"
    session = sessions.between(storage, coordinator, TODAY, TODAY)[0]
    page.open("sign-in-sheet", Choices(session=session.id))
    made(qtbot, page)
    assert page.output._paper.file_name == f"sign-in-sheet-2026-11-18-G{session.group_id}-S{session.id}.pdf"


# Coming and going


def test_a_page_left_while_its_pages_are_made_makes_them_when_it_is_shown_again(qtbot, page, worker_busy):
    with worker_busy():
        page.panel.names.setCurrentIndex(list(Names).index(Names.NUMBER))
        page.hide()
        assert page._making.job is None
    page.show()
    assert "Ramesh Kumar" not in made(qtbot, page)


def test_pages_nobody_waits_for_any_more_are_not_made_from_a_closed_file(qtbot, page, runner, worker_busy, storage):
    with worker_busy():
        page.panel.names.setCurrentIndex(list(Names).index(Names.NUMBER))
        page.close()
        storage.close()
    assert runner.finish()  # the fixture looks for crashes


def test_a_page_that_is_gone_before_its_pages_are_made_is_not_told(
    qtbot, context, messages, runner, worker_busy, circle
):
    with worker_busy():
        page = ReportsPage(context, messages, runner)
        with qtbot.waitExposed(page):
            page.show()
        page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    runner.finish()
    QCoreApplication.sendPostedEvents()


def test_no_picture_of_a_page_is_kept_out_of_sight_and_back_again_it_looks_the_same(page):
    before = page.view.grab().toImage()
    assert page.view._shown._images
    page.hide()
    assert not page.view._shown._images
    page.show()
    assert page.view.grab().toImage() == before


def test_no_certificate_congratulates_somebody_who_has_died(qtbot, page, storage, coordinator, circle):
    recovery.restart(storage, coordinator, circle.member_ids[0], date(2026, 10, 2), today=TODAY)
    deaths.note_death(storage, coordinator, circle.member_ids[0], Death(TODAY), today=TODAY)
    choose(qtbot, page, "milestone-certificate")
    page.panel.take(Choices(member=1))
    page._make()
    said = "Ramesh Kumar has died. No certificate is made any more; what was reached stays in the record."
    qtbot.waitUntil(lambda: page.to_look_at.text() == said)
    assert page.to_look_at.isVisible()
    assert not page.view.page_count()


def test_what_to_look_at_before_a_certificate_is_handed_over_stands_below_the_choices(
    qtbot, page, storage, coordinator, circle
):
    recovery.restart(storage, coordinator, circle.member_ids[0], date(2026, 10, 2), today=TODAY)
    assert not page.to_look_at.isVisible()
    choose(qtbot, page, "milestone-certificate")
    page.panel.take(Choices(member=1))
    page._make()
    printed = made(qtbot, page)
    warning = "No contact with the member is written down. Please speak with them before you hand it over."
    assert page.to_look_at.text() == warning
    assert page.to_look_at.isVisible()
    assert "hand it over" not in printed
    choose(qtbot, page, "attendance-register")
    assert not page.to_look_at.isVisible()


def test_a_paper_for_the_employer_waits_for_the_consent_and_leads_to_where_it_is_recorded(
    qtbot, page, storage, counsellor, circle, places
):
    choose(qtbot, page, "progress-report")
    page.panel.member.choose(1)
    assert page.panel.for_whom.code() is ForWhom.FILE
    assert not page.panel.consent_button.isVisible()
    page.panel.for_whom.choose(ForWhom.EMPLOYER)
    page.panel.chosen.emit()
    qtbot.waitUntil(lambda: bool(page.panel.for_whom_field.problem))
    said = "Please record the consent first: Papers to the employer. Nothing was agreed to so far."
    assert page.panel.for_whom_field.problem == said
    assert page.view.page_count() == 0 or not page.output.print_button.isEnabled()
    press(qtbot, page.panel, "recordConsent")
    assert places[-1] == MemberPlace(page.panel.member.member_id())
    agreed = NewConsents(frozenset({ConsentKind.EMPLOYER}), TODAY)
    consents.record(storage, counsellor, page.panel.member.member_id(), agreed, today=TODAY)
    page.refresh()
    assert "Made for: The employer" in made(qtbot, page)
    assert page.panel.for_whom_field.problem == ""
    assert not page.panel.consent_button.isVisible()


def test_a_report_is_saved_with_a_password_as_soon_as_the_centre_wants_it(qtbot, page, storage, coordinator, tmp_path):
    assert "Ramesh" in choose(qtbot, page, "attendance-register")
    centre.change(storage, coordinator, replace(centre.details(storage, coordinator), pdf_password=True))
    made(qtbot, page)
    click(qtbot, page.output.save_button)
    panel = page.output.password_panel
    assert panel.isVisible()
    for edit in (panel.first.edit, panel.second.edit):
        qtbot.keyClicks(edit, "blue boat 48")
    qtbot.keyClick(panel.second.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = page.output.findChild(QFileDialog, "saveDialog")
    qtbot.waitUntil(dialog.isVisible)
    dialog.selectFile(str(tmp_path / "register"))
    dialog.accept()
    qtbot.waitUntil((tmp_path / "register.pdf").exists)
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(tmp_path / "register.pdf")
    with pypdfium2.PdfDocument(tmp_path / "register.pdf", password="blue boat 48") as saved:
        assert "Ramesh" in saved[0].get_textpage().get_text_bounded()
