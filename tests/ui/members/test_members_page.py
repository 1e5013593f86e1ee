"""The Members page: find somebody, look at them, change what belongs to them."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import DischargeType, Phase
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.members import MemberFilter, MemberList
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import key_counsellors, members
from peerdesk.services.sessions import attendance, notes
from peerdesk.ui.members.members_page import MembersPage
from peerdesk.ui.people.member_columns import member_columns
from peerdesk.ui.place import GroupPlace, ReportPlace, SessionPlace
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from tests.centres import TODAY
from tests.leaving import discharge
from tests.looking import session_on
from tests.screen import click, click_row, press, problems_in, typed, words_in
from tests.ui.members.looking import kept

pytestmark = pytest.mark.window

FIRST_SESSION = date(2026, 11, 2)
RAMESH, GURPREET, SUNITA = 0, 1, 2


@pytest.fixture
def page(open_page, circle) -> MembersPage:
    return open_page(MembersPage)


@pytest.fixture
def office_page(open_page, circle, office) -> MembersPage:
    return open_page(MembersPage, office)


def open_stays(page: MembersPage, member_id: int) -> None:
    """Open a member where their stays, groups and leaves are."""
    page.open(member_id)
    page.detail.show_part(page.detail.stays)


def listed(page: MembersPage) -> list[str]:
    return [row.name for row in page.list.model.rows()]


# Finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sunita", ["Sunita Shinde"]),
        ("शिंदे", ["Sunita Shinde"]),
        ("dnyaneshwar", ["ज्ञानेश्वर कुऱ्हाडे"]),
        ("gur sing", ["Gurpreet Singh"]),
        ("0004", ["Anil Yadav"]),
        ("98260", ["Ramesh Kumar"]),
        ("dabra sun", ["Sunita Shinde"]),
    ],
)
def test_a_member_is_found_by_name_in_either_script_village_phone_or_number(
    page, circle, storage, coordinator, typed, found
):
    details = MemberDetails(
        "Ramesh Kumar", "रमेश कुमार", Gender.MALE, age=30, village="Dabra", phones=(Phone("9826012345"),)
    )
    members.change(storage, coordinator, circle.member_ids[RAMESH], details, today=TODAY)
    page.list.search.insert(typed)
    assert listed(page) == found
    assert page.list.footer.text() == "1 member"


def test_the_list_begins_with_who_is_in_the_programme_and_chips_choose_others(qtbot, page, storage, coordinator):
    members.register(storage, coordinator, MemberDetails("Zahid Khan", "", Gender.MALE, age=40), today=TODAY)
    assert "Zahid Khan" not in listed(page)
    press(qtbot, page, f"chip-{MemberFilter.EVERYBODY.value}")
    assert listed(page)[-2:] == ["Sunita Shinde", "Zahid Khan"]


def test_where_nobody_fits_one_press_looks_among_everybody(qtbot, page, storage, coordinator):
    members.register(storage, coordinator, MemberDetails("Zahid Khan", "", Gender.MALE, age=40), today=TODAY)
    qtbot.keyClicks(page.list.search, "zahid")
    assert listed(page) == []
    assert "Nobody in this list fits “zahid”." in words_in(page.list)
    press(qtbot, page, "amongEverybody")
    assert listed(page) == ["Zahid Khan"]
    assert not page.list.among_everybody.isVisible()


def test_arrow_down_leads_from_the_search_to_the_first_who_fits(qtbot, page, circle):
    qtbot.keyClicks(page.list.search, "sunita")
    qtbot.keyClick(page.list.search, Qt.Key.Key_Down)
    assert page.list.table.hasFocus()
    assert page.detail.member.id == circle.member_ids[SUNITA]


def test_ctrl_f_leads_back_to_the_search(qtbot, page):
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.list.search.hasFocus()


def test_a_chosen_member_stays_chosen_when_the_list_is_sorted_and_searched(qtbot, page, circle):
    page.open(circle.member_ids[SUNITA])
    page.list.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [page.list.model.row(i).name for i in page.list.table.selectionModel().selectedRows()] == ["Sunita Shinde"]
    qtbot.keyClicks(page.list.search, "ramesh")
    assert page.list.table.selectionModel().selectedRows() == []
    assert page.detail.member.id == circle.member_ids[SUNITA]


def test_a_long_list_says_that_typing_finds_the_others(page):
    page.list.show_found(MemberList(page.list.model.rows(), 20_000))
    assert page.list.footer.text() == "5 of 20,000 – type to find others"


def test_the_columns_keep_the_rules_of_a_model(qtmodeltester, page):
    model = RowsModel(member_columns())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(page.list.model.rows())
    model.sort(2)
    qtmodeltester.check(model)
    assert tester.model() is model
    spoken = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Name: ")


def test_a_click_on_the_chosen_row_brings_the_member_back_from_under_a_form(qtbot, page, circle):
    page.open(circle.member_ids[SUNITA])
    page.start_new()
    assert not page.detail.isVisible()
    (index,) = page.list.table.selectionModel().selectedRows()
    click_row(qtbot, page.list.table, index.row())
    assert page.detail.isVisible()
    assert page.detail.member.id == circle.member_ids[SUNITA]


def test_enter_on_a_row_leads_into_the_member(qtbot, page):
    qtbot.keyClicks(page.list.search, "sunita")
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.detail.head.edit_button.hasFocus()


# Looking


def test_the_detail_shows_who_it_is_and_how_they_attended(qtbot, page, circle, storage, counsellor):
    member_id = circle.member_ids[SUNITA]
    for day, mark in ((FIRST_SESSION, Mark.PRESENT), (date(2026, 11, 4), Mark.ABSENT)):
        attendance.mark(storage, counsellor, session_on(storage, circle.group_id, day), {member_id: Attendance(mark)})
    page.open(member_id)
    letters = page.detail.story.strip.findChildren(QLabel)
    assert [letter.text() for letter in letters] == ["P", "A"]
    assert letters[1].accessibleName() == "Wed 04-11-2026 · Morning Circle: Absent"
    page.detail.show_part(page.detail.stays)
    read = words_in(page.detail)
    for part in ("Sunita Shinde", "सुनीता शिंदे", "No. 0003 · 30 years · Female", "Dabra", "ASH/2026-27/0003"):
        assert part in read
    assert "Present 1 · Late 0 · Leave 0 · Absent 1" in read
    assert "50 %" in read
    letters = page.detail.story.strip.findChildren(QLabel)
    assert [letter.text() for letter in letters] == ["P", "A"]
    assert letters[1].accessibleName() == "Wed 04-11-2026 · Morning Circle: Absent"


def test_a_member_whom_the_filter_hides_is_shown_when_opened(page, storage, coordinator):
    hidden = members.register(storage, coordinator, MemberDetails("Zahid Khan", "", Gender.MALE, age=40), today=TODAY)
    page.open(hidden)
    assert page.detail.isVisible()
    page.detail.show_part(page.detail.stays)
    assert "Not admitted so far." in words_in(page.detail)


def test_a_group_and_a_note_lead_to_where_they_belong(qtbot, page, circle, storage, counsellor, places):
    session_id = session_on(storage, circle.group_id, FIRST_SESSION)
    notes.keep_member_note(storage, counsellor, session_id, circle.member_ids[SUNITA], "Spoke of her <b>sons</b>")
    open_stays(page, circle.member_ids[SUNITA])
    press(qtbot, page, f"group-{circle.group_id}")
    assert places == [GroupPlace(circle.group_id)]
    page.detail.show_part(page.detail.notes)
    assert "Spoke of her <b>sons</b>" in words_in(page.detail)
    press(qtbot, page, f"note-{session_id}")
    assert places[1:] == [SessionPlace(session_id)]


def test_office_staff_see_neither_notes_nor_the_progress_report(qtbot, office_page, circle, storage, counsellor):
    session_id = session_on(storage, circle.group_id, FIRST_SESSION)
    notes.keep_member_note(storage, counsellor, session_id, circle.member_ids[SUNITA], "Spoke of her sons")
    office_page.open(circle.member_ids[SUNITA])
    office_page.detail.show_part(office_page.detail.notes)
    read = words_in(office_page.detail)
    assert "Spoke of" not in read
    assert "Notes are for counsellors." in read
    assert not office_page.detail.head.report_button.isVisible()


def test_the_progress_report_is_asked_for_with_the_member(qtbot, page, circle, places):
    page.open(circle.member_ids[SUNITA])
    press(qtbot, page, "progressReport")
    assert places == [ReportPlace("progress-report", Choices(member=3))]


def test_what_somebody_else_changes_is_seen_at_once(page, circle, storage, coordinator):
    member_id = circle.member_ids[SUNITA]
    page.open(member_id)
    details = MemberDetails("Sunita Jadhav", "", Gender.FEMALE, age=31)
    members.change(storage, coordinator, member_id, details, today=TODAY)
    assert "Sunita Jadhav" in listed(page)
    assert "Sunita Jadhav" in words_in(page.detail)


# Changing


def test_the_archive_says_what_ends_and_undo_brings_everything_back(qtbot, page, circle, storage, coordinator):
    member_id = circle.member_ids[SUNITA]
    page.open(member_id)
    press(qtbot, page, "archiveMember")
    panel = page.detail.archive_panel
    assert panel.ends.text() == "Sunita Shinde is in the programme. Please enter the discharge first."
    assert not panel.keep_button.isEnabled()
    press(qtbot, page, "archiveCancel")
    discharge(storage, coordinator, member_id, TODAY)
    press(qtbot, page, f"chip-{MemberFilter.EVERYBODY.value}")
    press(qtbot, page, "archiveMember")
    assert panel.ends.text() == "With it end:\n• 12 follow-ups still open"
    press(qtbot, page, "archiveKeep")
    assert "Sunita Shinde" not in listed(page)
    assert page.detail.undo_bar.text() == "Sunita Shinde was archived."
    press(qtbot, page.detail.undo_bar, "undo")
    assert "Sunita Shinde" in listed(page)
    assert page.detail.undo_bar.text() == ""


def test_discharge_ends_the_ticked_groups_and_leaves_the_others(qtbot, page, circle, storage, coordinator):
    member_id = circle.member_ids[SUNITA]
    details = GroupDetails("Sunday Alumni", GroupType.ALUMNI, started_on=FIRST_SESSION)
    alumni = groups.create(storage, coordinator, details, today=FIRST_SESSION)
    memberships.join(storage, coordinator, Joining(alumni, (member_id,), FIRST_SESSION))
    open_stays(page, member_id)
    press(qtbot, page, "dischargeMember")
    panel = page.detail.stays.discharge_panel
    assert [(box.text(), box.isChecked()) for box in panel._boxes.values()] == [
        ("Morning Circle", True),
        ("Sunday Alumni", False),
    ]
    panel.type.choose(DischargeType.LEFT_WITHOUT_INFORMING)
    press(qtbot, page, "dischargeKeep")
    found = kept(page, member_id)
    assert found.phase is Phase.LEFT
    assert {group.group_name: group.to_day for group in found.groups} == {
        "Morning Circle": TODAY,
        "Sunday Alumni": None,
    }
    assert not panel.isVisible()
    assert page.detail.stays.admit_button.isVisible()
    assert page.detail.undo_bar.text() == "Sunita Shinde was discharged."
    press(qtbot, page.detail.undo_bar, "undo")
    found = kept(page, member_id)
    assert found.phase is Phase.IN_PROGRAMME
    assert {group.to_day for group in found.groups} == {None}


def test_a_refused_discharge_says_why_beside_the_field_and_keeps_what_was_typed(qtbot, page, circle):
    open_stays(page, circle.member_ids[SUNITA])
    press(qtbot, page, "dischargeMember")
    panel = page.detail.stays.discharge_panel
    panel.day.setText("01-11-2026")
    press(qtbot, page, "dischargeKeep")
    assert panel.form.fields["discharge_type"].problem == "Please choose how the stay ended."
    panel.type.choose(DischargeType.COMPLETED)
    press(qtbot, page, "dischargeKeep")
    assert "before the admission on 02-11-2026" in panel.form.fields["discharged_on"].problem
    assert panel.day.text() == "01-11-2026"
    assert panel.isVisible()


def test_a_panel_waits_with_its_member_while_another_one_is_looked_at(qtbot, page, circle):
    open_stays(page, circle.member_ids[SUNITA])
    press(qtbot, page, "addLeave")
    qtbot.keyClicks(page.detail.stays.leave_panel.reason, "wedding at home")
    page.open(circle.member_ids[RAMESH])
    assert not page.detail.stays.leave_panel.isVisible()
    page.open(circle.member_ids[SUNITA])
    assert page.detail.stays.leave_panel.isVisible()
    assert page.detail.stays.leave_panel.reason.text() == "wedding at home"


def test_somebody_who_left_is_admitted_again_under_the_next_number(qtbot, page, circle):
    member_id = circle.member_ids[SUNITA]
    open_stays(page, member_id)
    press(qtbot, page, "dischargeMember")
    page.detail.stays.discharge_panel.type.choose(DischargeType.COMPLETED)
    press(qtbot, page, "dischargeKeep")
    press(qtbot, page, "admitMember")
    panel = page.detail.stays.admit_panel
    assert panel.fields.number.text() == "ASH/2026-27/0006"
    press(qtbot, page, "admitKeep")
    assert [stay.number for stay in kept(page, member_id).stays] == ["ASH/2026-27/0006", "ASH/2026-27/0003"]
    assert page.detail.stays.discharge_button.isVisible()


def test_leave_is_added_by_keyboard_removed_and_had_back(qtbot, page, circle):
    member_id = circle.member_ids[SUNITA]
    open_stays(page, member_id)
    press(qtbot, page, "addLeave")
    panel = page.detail.stays.leave_panel
    assert panel.from_day.hasFocus()
    panel.to_day.setText("२०-११-२०२६")
    qtbot.keyClicks(panel.reason, "court date")
    qtbot.keyClick(panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (leave,) = kept(page, member_id).leaves
    assert (leave.from_day, leave.to_day, leave.reason) == (TODAY, TODAY + timedelta(days=2), "court date")
    press(qtbot, page, f"removeLeave-{leave.id}")
    assert kept(page, member_id).leaves == []
    press(qtbot, page.detail.undo_bar, "undo")
    assert [again.reason for again in kept(page, member_id).leaves] == ["court date"]


def test_leave_that_ends_before_it_begins_is_refused_beside_the_field(qtbot, page, circle):
    open_stays(page, circle.member_ids[SUNITA])
    press(qtbot, page, "addLeave")
    panel = page.detail.stays.leave_panel
    panel.to_day.setText("17-11-2026")
    press(qtbot, page, "leaveKeep")
    assert panel.form.fields["to_day"].problem == "The last day is before the first day."
    qtbot.keyClick(panel.to_day, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_leave_far_ahead_asks_for_a_reason_and_keeps_what_was_typed(qtbot, page, circle):
    member_id = circle.member_ids[SUNITA]
    open_stays(page, member_id)
    press(qtbot, page, "addLeave")
    panel = page.detail.stays.leave_panel
    assert panel.far.isHidden()
    panel.to_day.setText("20-11-2126")
    qtbot.keyClicks(panel.reason, "wedding")
    press(qtbot, page, "leaveKeep")
    problem = "The day 20-11-2126 is more than two years ahead. Please check the year."
    assert panel.form.fields["to_day"].problem == problem
    assert panel.far.isVisible()
    assert panel.far.problem == "Please say why it is right all the same."
    assert panel.reason.text() == "wedding"
    panel.to_day.setText("20-11-2029")
    press(qtbot, page, "leaveKeep")
    qtbot.keyClicks(panel.far.line, "A long course abroad.")
    press(qtbot, page, "leaveKeep")
    (leave,) = kept(page, member_id).leaves
    assert (leave.to_day, leave.reason) == (date(2029, 11, 20), "wedding")
    press(qtbot, page, f"removeLeave-{leave.id}")
    press(qtbot, page.detail.undo_bar, "undo")
    assert [again.to_day for again in kept(page, member_id).leaves] == [date(2029, 11, 20)]


def test_only_groups_the_member_is_not_in_are_offered(qtbot, page, circle, storage, coordinator):
    details = GroupDetails("Evening Circle", GroupType.SELF_HELP, started_on=FIRST_SESSION)
    groups.create(storage, coordinator, details, today=FIRST_SESSION)
    member_id = circle.member_ids[SUNITA]
    open_stays(page, member_id)
    press(qtbot, page, "joinMember")
    panel = page.detail.stays.join_panel
    assert [panel.group.itemText(n) for n in range(panel.group.count())] == ["Evening Circle (0/15)"]
    press(qtbot, page, "joinKeep")
    assert panel.form.fields["members"].problem == "Please choose a group."
    panel.group.setCurrentIndex(0)
    press(qtbot, page, "joinKeep")
    assert {group.group_name for group in kept(page, member_id).groups} == {"Morning Circle", "Evening Circle"}


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(qtbot, page, circle):
    page.open(circle.member_ids[SUNITA])
    page.start_new()
    page.findChild(QPushButton, "moreAbout").click()
    seen = [w for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView) for w in page.findChildren(kind)]
    nameless = [widget for widget in seen if widget.isVisible() and not widget.accessibleName()]
    assert seen
    assert nameless == []


def test_copying_a_row_takes_both_names(qtbot, page, circle):
    page.open(circle.member_ids[SUNITA])
    qtbot.keyClick(page.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Sunita Shinde  सुनीता शिंदे" in QApplication.clipboard().text()
    assert page.list.table.currentIndex() != QModelIndex()


def test_tab_goes_through_a_member_as_the_eye_does_also_where_lines_were_made_later(qtbot, page, circle):
    page.open(circle.member_ids[RAMESH])
    detail = page.detail
    detail.show_part(detail.stays)
    detail.stays.leave_button.click()
    detail.stays.join_button.setFocus()
    reached = []
    while detail.isAncestorOf(QApplication.focusWidget()) and len(reached) < 20:
        reached.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    groups_ = [name for name in reached if name.startswith("group-")]
    assert groups_
    assert reached == [
        "joinMember",
        "coOccurring",
        *groups_,
        "addLeave",
        "from_day",
        "to_day",
        "reason",
        "leaveKeep",
        "leaveCancel",
        "addConsent",
        "printNotice",
        "askCopy",
        "printRecord",
        "writeSuccessStory",
    ]


def test_a_form_that_opens_at_the_foot_of_a_long_tab_comes_into_sight(qtbot, page, circle):
    page.resize(1188, 420)
    page.open(circle.member_ids[RAMESH])
    detail = page.detail
    detail.show_part(detail.support)
    detail.support.contacts.findChild(QPushButton, "addContact").click()
    area = detail.tabs.currentWidget()
    field = QApplication.focusWidget()
    qtbot.waitUntil(lambda: area.rect().contains(field.rect().translated(field.mapTo(area, field.rect().topLeft()))))


# Key counsellor


def test_the_key_counsellor_is_changed_with_a_day_and_taken_back(qtbot, page, storage, coordinator, circle):
    who = circle.member_ids[0]
    page.open(who)
    page.detail.show_part(page.detail.stays)
    assert "Nobody yet: the member is everybody's." in words_in(page.detail.stays)
    panel = page.detail.stays.counsellor_panel
    for name, day in (("Ravi Tomar", "02-11-2026"), ("Meena Rawat", "10-11-2026")):
        press(qtbot, page.detail, "changeKeyCounsellor")
        panel.counsellor.setCurrentText(name)
        typed(qtbot, panel.from_day, day)
        click(qtbot, panel.keep_button)
    assert "Key counsellor: Meena Rawat" in words_in(page.detail.head)
    shown = words_in(page.detail.stays)
    assert "Meena Rawat · since 10-11-2026" in shown
    assert "Ravi Tomar · from 02-11-2026 until 10-11-2026" in shown
    click(qtbot, page.detail.undo_bar.undo_button)
    assert "Key counsellor: Ravi Tomar" in words_in(page.detail.head)
    assert "Meena" not in words_in(page.detail.stays)


def test_a_day_before_the_last_change_is_said_beside_it(qtbot, page, storage, coordinator, circle):
    who = circle.member_ids[0]
    key_counsellors.change(storage, coordinator, who, coordinator.staff_id, date(2026, 11, 10), today=TODAY)
    page.open(who)
    page.detail.show_part(page.detail.stays)
    press(qtbot, page.detail, "changeKeyCounsellor")
    panel = page.detail.stays.counsellor_panel
    panel.counsellor.setCurrentText("Nobody yet")
    typed(qtbot, panel.from_day, "09-11-2026")
    click(qtbot, panel.keep_button)
    assert problems_in(panel.form) == {
        "from_day": "Meena Rawat answers for this member since 10-11-2026. Please choose that day or a later one."
    }
    assert panel.from_day.text() == "09-11-2026"


def test_the_list_shows_mine_where_nothing_is_searched(qtbot, page, storage, coordinator, circle, context):
    theirs = circle.member_ids[0]
    key_counsellors.change(storage, coordinator, theirs, coordinator.staff_id, TODAY, today=TODAY)
    assert len(listed(page)) == 5
    press(qtbot, page, "chip-whose-mine")
    assert "Ramesh Kumar" not in listed(page)
    assert len(listed(page)) == 4
    qtbot.keyClicks(page.list.search, "ramesh")
    assert listed(page) == ["Ramesh Kumar"], "who is looked for is found, whoever answers for them"
    assert not page.list.whose.isEnabled()
    page.list.search.clear()
    assert len(listed(page)) == 4
    assert context.settings.whose == {"ravi": {"members": "mine"}}
