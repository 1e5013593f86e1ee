"""Groups: making one, its weekly times, its roster from day to day, and who may change what."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.services.groups import groups, memberships
from peerdesk.services.sessions import attendance, sessions
from peerdesk.ui.groups.columns import roster_columns
from peerdesk.ui.groups.detail import GroupPart
from peerdesk.ui.groups.facts import weekly_times
from peerdesk.ui.groups.groups_page import STAYING, GroupsPage
from peerdesk.ui.place import MemberPlace, ReportPlace, SessionPlace
from peerdesk.ui.widgets.tables.checked_rows_model import CheckedRowsModel
from tests.centres import TODAY
from tests.looking import session_on
from tests.screen import cells, click, problems_in, typed

pytestmark = pytest.mark.window

NEXT_MONDAY = date(2026, 11, 23)


@pytest.fixture
def page(open_page, circle) -> GroupsPage:
    return open_page(GroupsPage)


@pytest.fixture
def evening(storage, coordinator, circle) -> int:
    """A second group, with room for two."""
    details = GroupDetails(
        "Evening Circle", GroupType.TWELVE_STEP, capacity_min=1, capacity_max=2, started_on=date(2026, 11, 2)
    )
    return groups.create(storage, coordinator, details, today=date(2026, 11, 2))


def roster_names(page) -> list[str]:
    return [row.name_latin or row.name_native for row in page.detail.roster.model.rows()]


def roster(storage, actor, group_id: int, day: date):
    return groups.page(storage, actor, group_id, on=day).roster


def test_the_list_tells_size_next_meeting_attendance_with_its_counts_and_facilitator(
    storage, counsellor, circle, open_page, today
):
    held = session_on(storage, circle.group_id, date(2026, 11, 16))
    marks = dict.fromkeys(circle.member_ids[:4], Attendance(Mark.PRESENT))
    attendance.mark(storage, counsellor, held, marks | {circle.member_ids[4]: Attendance(Mark.ABSENT)})
    page = open_page(GroupsPage)
    assert cells(page.list.table, 0) == [
        "1",
        "Morning Circle",
        "Self-help",
        "5/15",
        "Today 11:45",
        "80\N{NO-BREAK SPACE}% · 4/5",
        "Ravi Tomar",
    ]


def counts_who_stays(asked: list[str]) -> bool:
    return any('"admitted_on" >= ' in sql for sql in asked)


def test_how_many_stay_is_not_counted_anew_where_only_a_roster_changed(
    storage, coordinator, circle, evening, page, statements
):
    retained = page.list.retained.text()
    with statements() as asked:
        memberships.join(storage, coordinator, Joining(evening, circle.member_ids[:1], TODAY))
    assert [row.members for row in page.list.model.rows()] == [1, 5]
    assert page.list.retained.text() == retained
    assert not counts_who_stays(asked)


@pytest.mark.parametrize("kind", STAYING)
def test_how_many_stay_is_counted_anew_whenever_it_can_have_changed(page, bus, statements, kind):
    with statements() as asked:
        bus.changed.emit(Announcement(kind | Changed.GROUPS))
    assert counts_who_stays(asked)


def test_how_many_stay_is_counted_anew_on_another_day(page, bus, statements, monkeypatch):
    tomorrow = datetime.combine(TODAY + timedelta(1), time(0, 5))
    monkeypatch.setattr(page, "_context", replace(page._context, now=lambda: tomorrow))
    with statements() as asked:
        bus.changed.emit(Announcement(Changed.GROUPS))
    assert counts_who_stays(asked)


def test_weekly_times_are_told_in_words():
    assert (
        weekly_times([MeetingTime(day, time(11, 45)) for day in (4, 0, 2)]) == "Monday, Wednesday, Friday 11:45, 60 min"
    )
    two = [MeetingTime(1, time(18)), MeetingTime(6, time(9, 30), 90)]
    assert weekly_times(two) == "Tuesday 18:00, 60 min; Sunday 09:30, 90 min"
    assert weekly_times([MeetingTime(day, time(7, 30)) for day in range(7)]) == "Every day 07:30, 60 min"


def test_an_empty_centre_says_what_to_do_first(open_page, office):
    assert open_page(GroupsPage).list.hint.text() == "No groups yet. Make the first one with New group (Ctrl+G)."
    assert "makes the first one" in open_page(GroupsPage, office).list.hint.text()


def test_a_group_far_ahead_asks_for_a_reason(qtbot, storage, counsellor, open_page):
    page = open_page(GroupsPage)
    click(qtbot, page.new_button)
    fields = page.form.fields
    qtbot.keyClicks(fields.name, "Evening Circle")
    fields.type.choose(GroupType.TWELVE_STEP)
    fields.started_on.setText("01\u201101\u20112029")
    assert fields.far.isHidden()
    click(qtbot, page.form.save_button)
    assert (
        problems_in(fields.form)["started_on"]
        == "The day 01-01-2029 is more than two years ahead. Please check the year."
    )
    assert fields.far.isVisible()
    qtbot.keyClicks(fields.far.line, "The house is being built.")
    click(qtbot, page.form.save_button)
    assert [group.name for group in groups.names(storage, counsellor)] == ["Evening Circle"]


def test_a_group_is_made_with_its_weekly_times_typed_in_any_digits(qtbot, storage, counsellor, open_page, heard):
    page = open_page(GroupsPage)
    click(qtbot, page.new_button)
    fields = page.form.fields
    qtbot.keyClicks(fields.name, "Evening Circle")
    fields.type.choose(GroupType.TWELVE_STEP)
    click(qtbot, fields.times.add_button)
    first = fields.times.rows[0]
    first.weekday.setCurrentIndex(1)
    typed(qtbot, first.starts, "१८३०")
    click(qtbot, fields.times.add_button)
    assert first.starts.text() == "18:30"
    qtbot.keyClick(fields.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form is None
    assert page.detail.about.facts.times.text() == "Tuesday, Wednesday 18:30, 60 min"
    assert page.detail.about.facts.facilitators.text() == "Ravi Tomar (responsible)"
    assert heard == ["Evening Circle is made. Now put members on its roster."]
    row = groups.overview(storage, counsellor, today=date(2026, 11, 18))[0]
    assert (row.name, row.type, row.next_meeting) == (
        "Evening Circle",
        GroupType.TWELVE_STEP,
        (date(2026, 11, 18), time(18, 30)),
    )


def test_everything_wrong_is_said_beside_its_field_and_what_was_typed_stays(qtbot, storage, counsellor, page):
    page.start_new()
    fields = page.form.fields
    typed(qtbot, fields.started_on, "31-02-2026")
    fields.capacity_min.setValue(20)
    click(qtbot, fields.times.add_button)
    typed(qtbot, fields.times.rows[0].starts, "29:00")
    click(qtbot, page.form.save_button)
    assert problems_in(fields.form) == {
        "name": "Please type a name for the group.",
        "type": "Please choose the type of the group.",
        "started_on": "“31-02-2026” is not a date. Please type it as 21-11-2026.",
        "capacity_max": "“Least members” must be at least 1, and “Most members” not below it and at most 200.",
        "times": "“29:00” is not a time. Please type it as 10:05.",
    }
    assert fields.name.hasFocus()
    assert fields.times.rows[0].starts.text() == "29:00"
    assert len(groups.overview(storage, counsellor, today=date(2026, 11, 18))) == 1


def test_a_name_already_taken_is_said_beside_the_name(qtbot, page):
    page.start_new()
    qtbot.keyClicks(page.form.fields.name, "Morning Circle")
    page.form.fields.type.choose(GroupType.FAMILY)
    click(qtbot, page.form.save_button)
    assert page.form.fields.form.fields["name"].problem == "Another group already has this name."


def test_new_times_and_another_counsellor_are_kept_and_can_be_undone(qtbot, coordinator, page, circle):
    click(qtbot, page.detail.edit_button)
    times = page.form.fields.times
    click(qtbot, times.rows[1].remove_button)
    typed(qtbot, times.rows[0].starts, "9.15")
    page.form.fields.responsible.choose(coordinator.staff_id)
    page.form.fields.others.tick([2])
    click(qtbot, page.form.save_button)
    assert page.detail.about.facts.times.text() == "Monday 09:15, 60 min; Friday 11:45, 60 min"
    assert page.detail.about.facts.facilitators.text() == "Meena Rawat (responsible), Ravi Tomar"
    bar = page.detail.undo_bar
    assert bar.text() == "The changes to Morning Circle are kept. The new weekly times hold from 18-11-2026."
    click(qtbot, bar.undo_button)
    assert page.detail.about.facts.times.text() == "Monday, Wednesday, Friday 11:45, 60 min"
    assert page.detail.about.facts.facilitators.text() == "Ravi Tomar (responsible)"


def test_the_tab_key_goes_through_a_weekly_time_before_the_button_that_adds_one(qtbot, page):
    page.start_new()
    times = page.form.fields.times
    click(qtbot, times.add_button)
    row = times.rows[0]
    qtbot.waitUntil(row.starts.isVisible)
    assert row.weekday.hasFocus()
    for expected in (row.starts, row.minutes, row.remove_button, times.add_button):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert expected.hasFocus()


def test_the_arrow_keys_go_along_the_parts_of_a_group(qtbot, page):
    page.open(1)
    chips = {chip.property("key"): chip for chip in page.detail.chips.findChildren(QPushButton)}
    chips[GroupPart.ROSTER].setFocus()
    qtbot.keyClick(chips[GroupPart.ROSTER], Qt.Key.Key_Right)
    assert chips[GroupPart.WAITLIST].hasFocus()
    assert page.detail.chips.key() == GroupPart.WAITLIST
    assert page.detail.waitlist.isVisible()


def waiting(page) -> list[str]:
    """What the page says of forms that were begun and left."""
    return [shown.text() for shown in page.drafts.findChildren(QLabel, "draft") if shown.isVisible()]


def test_a_form_that_was_left_waits_with_what_was_typed(qtbot, page, circle):
    page.start_new()
    qtbot.keyClicks(page.form.fields.name, "Evening")
    qtbot.keyClick(page.form.fields.name, Qt.Key.Key_Escape)
    assert page.detail.isVisible()
    assert waiting(page) == ["Not saved yet: Evening"]
    click(qtbot, page.drafts.findChild(QPushButton, "continue-0"))
    assert page.form.isVisible()
    assert page.form.fields.name.text() == "Evening"
    page.open(circle.group_id)
    click(qtbot, page.drafts.findChild(QPushButton, "discard-0"))
    qtbot.waitUntil(lambda: waiting(page) == ["Not saved yet: Evening"])
    click(qtbot, next(b for b in page.drafts.findChildren(QPushButton, "discard-0") if b.isVisible()))
    assert waiting(page) == []
    page.start_new()
    assert page.form.fields.name.text() == ""
    qtbot.keyClick(page.form.fields.name, Qt.Key.Key_Escape)
    assert waiting(page) == []


def test_one_unsaved_form_comes_before_another(page, qtbot, heard):
    page.start_new()
    qtbot.keyClicks(page.form.fields.name, "Evening")
    page.list.table.selectRow(0)
    page.open(1)
    click(qtbot, page.detail.edit_button)
    assert page.form.fields.name.text() == "Evening"
    assert heard == ["Evening is not saved yet. Please save or discard it first."]


def test_a_panel_about_the_whole_group_opens_no_window_of_its_own_for_the_chosen_row(qtbot, page):
    page.detail.roster.table.selectRow(0)
    for opener in (page.detail.roster.add_button, page.detail.close_button):
        click(qtbot, opener)
        assert [shown for shown in QApplication.topLevelWidgets() if shown.isVisible()] == [page]


def test_several_members_join_at_once_and_too_many_are_passed_over_with_a_reason(
    qtbot, storage, counsellor, page, evening, circle, heard
):
    page.open(evening)
    assert "puts several on it at once" in page.detail.roster.hint.text()
    click(qtbot, page.detail.roster.add_button)
    panel = page.detail.add_panel
    assert panel.pick.search.hasFocus()
    for name in ("Ramesh", "Gurpreet", "ज्ञानेश्वर"):
        typed(qtbot, panel.pick.search, name)
        qtbot.keyClick(panel.pick.search, Qt.Key.Key_Down)
        assert panel.pick.found.hasFocus()
        qtbot.keyClick(panel.pick.found, Qt.Key.Key_Space)
    assert page.detail.roster.isHidden()
    assert panel.pick.model.ticked().keys() == {circle.member_ids[0], circle.member_ids[1], circle.member_ids[4]}
    assert panel.fit.warned.text() == "The group would have 3 members; it was made for at most 2."
    typed(qtbot, panel.day, "16-11-2026")
    panel.role.choose(MemberRole.SUPPORT)
    qtbot.keyClick(panel.pick.found, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.form.fields["override"].problem == "Please say why it is right all the same."
    assert heard == []
    assert panel.fit.reason.hasFocus()
    qtbot.keyClicks(panel.fit.reason, "They travel together.")
    qtbot.keyClick(panel.fit.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rows = roster(storage, counsellor, evening, date(2026, 11, 16))
    assert [row.role for row in rows] == [MemberRole.SUPPORT] * 3
    bar = page.detail.undo_bar
    assert bar.text() == "3 members join Evening Circle."
    assert roster_names(page) == ["Gurpreet Singh", "ज्ञानेश्वर कुऱ्हाडे", "Ramesh Kumar"]
    assert page.detail.roster.warning.text() == "3 members: the group was made for at most 2."
    assert page.list.model.rows()[0].members == 3
    click(qtbot, bar.undo_button)
    assert page.list.model.rows()[0].members == 0


def test_a_group_with_fewer_members_than_it_means_to_have_says_so(storage, coordinator, circle, page):
    assert not page.detail.roster.warning.isVisible()
    kept = groups.page(storage, coordinator, circle.group_id, on=TODAY).details
    groups.change(storage, coordinator, circle.group_id, replace(kept, capacity_min=6), today=TODAY)
    assert page.detail.roster.warning.text() == "5 members: the group means to have at least 6."


def test_who_is_in_the_group_already_is_named_and_the_ticks_stay(qtbot, page, circle):
    click(qtbot, page.detail.roster.add_button)
    panel = page.detail.add_panel
    typed(qtbot, panel.pick.search, "Anil")
    panel.pick.model.tick_all()
    click(qtbot, panel.keep_button)
    assert panel.form.fields["members"].problem == "Anil Yadav is already in Morning Circle on some of these days."
    assert panel.isVisible()
    assert list(panel.pick.model.ticked()) == [circle.member_ids[3]]
    panel.pick.model.untick_all()
    click(qtbot, panel.keep_button)
    assert panel.form.fields["members"].problem == "Please choose at least one member."


def test_nobody_joins_before_the_group_began(qtbot, page, evening):
    page.open(evening)
    click(qtbot, page.detail.roster.add_button)
    panel = page.detail.add_panel
    panel.pick.model.tick_all()
    typed(qtbot, panel.day, "01-11-2026")
    click(qtbot, panel.keep_button)
    assert (
        panel.form.fields["from_day"].problem == "The group began on 02-11-2026. Please choose that day or a later one."
    )
    assert panel.day.text() == "01-11-2026"


def test_a_membership_ends_and_the_roster_of_an_earlier_day_still_has_it(qtbot, page, circle):
    table = page.detail.roster.table
    table.selectRow(0)
    click(qtbot, page.detail.roster.end_button)
    panel = page.detail.end_panel
    typed(qtbot, panel.day, "17-11-2026")
    click(qtbot, panel.keep_button)
    assert "Anil Yadav" not in roster_names(page)
    day = page.detail.roster.day
    typed(qtbot, day, "16-11-2026")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert cells(table, 0)[1:] == ["Anil Yadav", "Member", "02-11-2026", "17-11-2026"]
    assert page.detail.roster.count.text() == "5 members"


def test_the_end_of_a_membership_is_undone_at_once_or_taken_back_later(qtbot, page, circle):
    detail = page.detail
    detail.roster.table.selectRow(0)
    click(qtbot, detail.roster.end_button)
    typed(qtbot, detail.end_panel.day, "20-11-2026")
    click(qtbot, detail.end_panel.keep_button)
    assert detail.undo_bar.text() == "1 membership ends on 20-11-2026."
    click(qtbot, detail.undo_bar.undo_button)
    assert cells(detail.roster.table, 0)[4] == ""
    click(qtbot, detail.roster.end_button)
    typed(qtbot, detail.end_panel.day, "20-11-2026")
    click(qtbot, detail.end_panel.keep_button)
    detail.roster.table.selectRow(0)
    click(qtbot, detail.roster.end_button)
    detail.end_panel.how.choose(detail.end_panel.how_options.GOES_ON)
    detail.end_panel.how.activated.emit(detail.end_panel.how.currentIndex())
    assert detail.end_panel.day.isHidden() or not detail.end_panel.day.isVisible()
    click(qtbot, detail.end_panel.keep_button)
    assert detail.undo_bar.text() == "1 membership goes on."
    assert cells(detail.roster.table, 0)[4] == ""


def test_a_first_day_is_corrected_and_comes_back(qtbot, page, circle):
    detail = page.detail
    detail.roster.table.selectRow(0)
    former = cells(detail.roster.table, 0)[3]
    click(qtbot, detail.roster.end_button)
    end = detail.end_panel
    end.how.choose(end.how_options.OTHER_FIRST_DAY)
    end.how.activated.emit(end.how.currentIndex())
    assert (end.first.isVisible(), end.day.isVisible(), end.first.text()) == (True, False, former)
    typed(qtbot, end.first, "1-1-2020")
    click(qtbot, end.keep_button)
    assert end.form.fields["from_day"].problem.startswith("The group began on")
    typed(qtbot, end.first, "12-11-2026")
    click(qtbot, end.keep_button)
    assert detail.undo_bar.text() == "1 membership began on 12-11-2026."
    assert cells(detail.roster.table, 0)[3] == "12-11-2026"
    click(qtbot, detail.undo_bar.undo_button)
    assert cells(detail.roster.table, 0)[3] == former


def test_a_membership_that_was_a_mistake_is_taken_back(qtbot, page, circle):
    detail = page.detail
    detail.roster.table.selectRow(0)
    click(qtbot, detail.roster.end_button)
    detail.end_panel.how.choose(detail.end_panel.how_options.NEVER_BEGAN)
    click(qtbot, detail.end_panel.keep_button)
    typed(qtbot, detail.roster.day, "10-11-2026")
    qtbot.keyClick(detail.roster.day, Qt.Key.Key_Return)
    assert "Anil Yadav" not in roster_names(page)


def test_a_membership_cannot_end_before_the_last_mark(qtbot, storage, counsellor, circle, page):
    held = session_on(storage, circle.group_id, date(2026, 11, 16))
    attendance.mark(storage, counsellor, held, {circle.member_ids[3]: Attendance(Mark.PRESENT)})
    page.detail.roster.table.selectRow(0)
    click(qtbot, page.detail.roster.end_button)
    panel = page.detail.end_panel
    typed(qtbot, panel.day, "10-11-2026")
    click(qtbot, panel.keep_button)
    expected = "Anil Yadav has attendance in Morning Circle up to 16-11-2026. Please choose that day or a later one."
    assert panel.form.fields["to_day"].problem == expected
    assert panel.day.text() == "10-11-2026"
    assert len(roster(storage, counsellor, circle.group_id, date(2026, 11, 18))) == 5


def test_a_whole_cohort_moves_to_another_group_from_a_day_on(qtbot, storage, counsellor, page, evening, circle):
    page.set_stale()
    roster_pane = page.detail.roster
    page.open(circle.group_id)
    roster_pane.table.selectRow(0)
    qtbot.keyClick(roster_pane.table, Qt.Key.Key_Space)
    roster_pane.table.selectRow(3)
    qtbot.keyClick(roster_pane.table, Qt.Key.Key_Space)
    assert not roster_pane.role_button.isEnabled()
    click(qtbot, roster_pane.move_button)
    panel = page.detail.move_panel
    click(qtbot, panel.keep_button)
    assert panel.form.fields["group"].problem == "Please choose a group."
    panel.target.choose(evening)
    typed(qtbot, panel.day, "23-11-2026")
    click(qtbot, panel.keep_button)
    bar = page.detail.undo_bar
    assert bar.text() == "2 members move on 23-11-2026."
    moved = roster(storage, counsellor, evening, NEXT_MONDAY)
    assert [row.name_latin for row in moved] == ["Anil Yadav", "Ramesh Kumar"]
    assert len(roster(storage, counsellor, circle.group_id, NEXT_MONDAY)) == 3
    assert len(roster(storage, counsellor, circle.group_id, date(2026, 11, 22))) == 5
    click(qtbot, bar.undo_button)
    assert roster(storage, counsellor, evening, NEXT_MONDAY) == []
    assert [row.to_day for row in roster(storage, counsellor, circle.group_id, NEXT_MONDAY)] == [None] * 5


def test_a_member_gets_another_role(qtbot, page):
    page.detail.roster.table.selectRow(1)
    click(qtbot, page.detail.roster.role_button)
    page.detail.role_panel.role.choose(MemberRole.PEER_LEADER)
    click(qtbot, page.detail.role_panel.keep_button)
    assert cells(page.detail.roster.table, 1)[2] == "Peer leader"
    assert page.detail.undo_bar.text() == "The role has changed."
    typed(qtbot, page.detail.roster.day, "17-11-2026")
    qtbot.keyClick(page.detail.roster.day, Qt.Key.Key_Return)
    assert cells(page.detail.roster.table, 1)[2] == "Member"
    typed(qtbot, page.detail.roster.day, "18-11-2026")
    qtbot.keyClick(page.detail.roster.day, Qt.Key.Key_Return)
    assert cells(page.detail.roster.table, 1)[2] == "Peer leader"
    click(qtbot, page.detail.undo_bar.undo_button)
    assert cells(page.detail.roster.table, 1)[2] == "Member"


def test_one_box_ticks_everybody_and_a_click_on_a_box_one_member(qtbot, page):
    pane = page.detail.roster
    click(qtbot, pane.all_box)
    assert len(pane.chosen()) == 5
    click(qtbot, pane.all_box)
    assert not pane.model.ticked()
    box = pane.table.visualRect(pane.model.index(1, 0)).topLeft()
    box.setX(box.x() + 12)
    box.setY(box.y() + 15)
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert [row.name_latin for row in pane.model.ticked().values()] == ["Gurpreet Singh"]


def test_closing_says_what_it_does_and_the_closed_group_is_seen_when_asked_for(qtbot, page, circle):
    click(qtbot, page.detail.close_button)
    panel = page.detail.close_panel
    assert panel.ends.text() == "With it end:\n• 5 memberships"
    typed(qtbot, panel.day, "01-11-2026")
    click(qtbot, panel.keep_button)
    assert panel.form.fields["closed_on"].problem == "The last day is before the first day."
    typed(qtbot, panel.day, "17-11-2026")
    click(qtbot, panel.keep_button)
    assert page.detail.undo_bar.text() == "Morning Circle is closed; its last day is 17-11-2026."
    assert page.list.model.rowCount() == 0
    assert page.list.hint.text() == "Every group is closed."
    assert page.detail.closed_badge.text() == "Closed on 17-11-2026"
    assert page.detail.roster.day.text() == "17-11-2026"
    assert len(roster_names(page)) == 5
    assert page.detail.roster.add_button.isHidden()
    assert page.detail.next_button.isHidden()
    page.list.show_closed.click()
    assert cells(page.list.table, 0)[4] == "Closed"


def test_closing_is_undone_at_once(qtbot, page, circle):
    click(qtbot, page.detail.close_button)
    typed(qtbot, page.detail.close_panel.day, "17-11-2026")
    click(qtbot, page.detail.close_panel.keep_button)
    click(qtbot, page.detail.undo_bar.undo_button)
    assert page.detail.closed_badge.isHidden()
    assert page.list.model.rowCount() == 1
    assert [row.to_day for row in page.detail.roster.model.rows()] == [None] * 5


def test_a_closed_group_is_opened_again_and_that_is_undone(qtbot, storage, coordinator, circle, open_page):
    groups.close(storage, coordinator, circle.group_id, date(2026, 11, 10))
    page = open_page(GroupsPage)
    page.open(circle.group_id)
    detail = page.detail
    assert detail.close_button.isHidden()
    click(qtbot, detail.reopen_button)
    assert detail.reopen_panel.day.text() == "18-11-2026"
    click(qtbot, detail.reopen_panel.keep_button)
    assert detail.undo_bar.text() == "Morning Circle is open again."
    assert (detail.closed_badge.isHidden(), detail.reopen_button.isHidden()) == (True, True)
    assert [row.to_day for row in detail.roster.model.rows()] == [None] * 5
    click(qtbot, detail.undo_bar.undo_button)
    assert detail.closed_badge.text() == "Closed on 10-11-2026"
    assert [row.to_day for row in detail.roster.model.rows()] == [date(2026, 11, 10)] * 5


def test_opening_a_closed_group_from_elsewhere_shows_it_in_the_list(storage, coordinator, circle, evening, open_page):
    groups.close(storage, coordinator, evening, date(2026, 11, 10))
    page = open_page(GroupsPage)
    assert page.list.model.rowCount() == 1
    page.open(evening)
    assert page.list.show_closed.isChecked()
    assert page.detail.name.text() == "Evening Circle"
    assert page.list.table.selectionModel().selectedRows()[0].row() == 0


def test_a_group_that_begins_later_already_shows_its_times(storage, coordinator, open_page):
    start = date(2026, 12, 1)
    details = GroupDetails("Winter", GroupType.EDUCATION, started_on=start, times=(MeetingTime(1, time(10)),))
    groups.create(storage, coordinator, details, today=date(2026, 11, 18))
    page = open_page(GroupsPage)
    assert page.detail.about.facts.times.text() == "Tuesday 10:00, 60 min"
    assert page.detail.roster.day.text() == "01-12-2026"


def test_the_way_leads_on_to_the_next_session_the_register_and_a_member(
    qtbot, storage, counsellor, page, circle, today, places
):
    click(qtbot, page.detail.next_button)
    click(qtbot, page.detail.register_button)
    click(qtbot, page.detail.sheet_button)
    page.detail.roster.table.selectRow(0)
    qtbot.keyClick(page.detail.roster.table, Qt.Key.Key_Return)
    assert places == [
        SessionPlace(sessions.between(storage, counsellor, today, today)[0].id),
        ReportPlace("attendance-register", Choices(group=circle.group_id)),
        ReportPlace("attendance-register", Choices(group=circle.group_id, blank=True)),
        MemberPlace(circle.member_ids[3]),
    ]


def test_a_group_without_planned_sessions_says_how_to_make_one(qtbot, page, evening, heard):
    page.open(evening)
    click(qtbot, page.detail.next_button)
    assert heard == ["No session of this group is planned. New session (Ctrl+T) makes one."]


def test_office_staff_keep_the_roster_but_not_the_group(open_page, circle, office):
    page = open_page(GroupsPage, office)
    detail = page.detail
    assert detail.roster.add_button.isVisible()
    assert detail.roster.end_button.isVisible()
    for hidden in (page.new_button, detail.edit_button, detail.close_button, detail.reopen_button):
        assert hidden.isHidden()
    page.start_new()
    assert page.form is None


def test_what_another_page_changes_is_seen_at_once_and_the_panel_under_way_stays(
    qtbot, storage, coordinator, page, circle
):
    click(qtbot, page.detail.roster.add_button)
    panel = page.detail.add_panel
    typed(qtbot, panel.pick.search, "Ram")
    gone = roster(storage, coordinator, circle.group_id, date(2026, 11, 18))[0]
    memberships.leave(storage, coordinator, gone.membership_id, date(2026, 11, 17))
    assert len(roster_names(page)) == 4
    assert page.list.model.rows()[0].members == 4
    assert panel.isVisible()
    assert panel.pick.search.text() == "Ram"


def test_a_panel_is_seen_only_with_its_group(qtbot, page, evening, circle):
    click(qtbot, page.detail.roster.add_button)
    page.open(evening)
    assert page.detail.add_panel.isHidden()
    assert page.detail.roster.isVisible()
    page.open(circle.group_id)
    assert page.detail.add_panel.isVisible()


def test_the_chosen_group_stays_chosen_when_the_list_is_sorted(page, evening, storage, coordinator, circle):
    page.open(circle.group_id)
    page.list.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row.name for row in page.list.model.rows()] == ["Evening Circle", "Morning Circle"]
    assert page.list.table.selectionModel().selectedRows()[0].row() == 1


def test_rows_with_boxes_follow_the_rules_of_item_models(qtmodeltester, storage, coordinator, circle):
    model = CheckedRowsModel(roster_columns(), lambda row: row.membership_id)
    rows = roster(storage, coordinator, circle.group_id, date(2026, 11, 18))
    model.set_rows(rows)
    qtmodeltester.check(model)
    model.tick({rows[0].membership_id, rows[1].membership_id})
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert list(model.ticked()) == [rows[1].membership_id]
    model.set_rows(rows[2:])
    assert not model.ticked()
