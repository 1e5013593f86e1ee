"""Groups that fit, through the window: warnings with their reason, the waitlist, the composition, suggestions."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.fit import FitCode, Override
from peerdesk.domain.groups.groups import Audience, Entry, GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.services.care import thresholds
from peerdesk.services.groups import group_page, groups, memberships, waitlist
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance
from peerdesk.ui.groups.detail import GroupPart
from peerdesk.ui.groups.groups_page import GroupsPage
from peerdesk.ui.members.members_page import MembersPage
from peerdesk.ui.sessions.session_page import SessionPage
from tests.centres import TODAY
from tests.looking import session_on
from tests.screen import click, press, words_in

pytestmark = pytest.mark.window

FIRST = date(2026, 11, 2)
REASON_MISSING = "Please say why it is right all the same."


@pytest.fixture
def page(open_page, circle) -> GroupsPage:
    return open_page(GroupsPage)


@pytest.fixture
def women(storage, coordinator, circle) -> int:
    details = GroupDetails(
        "Women's Circle",
        GroupType.SELF_HELP,
        audience=Audience.WOMEN,
        capacity_min=1,
        capacity_max=2,
        started_on=FIRST,
        times=(MeetingTime(3, time(15)),),
    )
    return groups.create(storage, coordinator, details, today=FIRST)


@pytest.fixture
def closed(storage, coordinator, circle) -> int:
    times = (MeetingTime(4, time(9)),)
    details = GroupDetails("Closed Class", GroupType.EDUCATION, entry=Entry.CLOSED, started_on=FIRST, times=times)
    return groups.create(storage, coordinator, details, today=TODAY)


@pytest.fixture
def person(storage, coordinator):
    def person(name, gender=Gender.FEMALE, age=30):
        return members.register(storage, coordinator, MemberDetails(name, gender=gender, age=age), today=TODAY)

    return person


def open_waitlist(page: GroupsPage, group_id: int):
    page.open(group_id)
    page.detail.show_part(GroupPart.WAITLIST)
    return page.detail.waitlist


def waiting(storage, actor, group_id) -> list[str]:
    return [row.name for row in group_page.view(storage, actor, group_id, today=TODAY).waiting]


def kept(storage, actor, group_id) -> dict[str, Override]:
    rows = groups.page(storage, actor, group_id, on=TODAY).roster
    return {row.name_latin: Override.read(row.override) for row in rows if row.override}


def test_the_parts_of_a_group_are_reached_by_keys_and_stay_chosen_for_the_next_group(qtbot, page, women, circle):
    chips = {made.objectName(): made for made in page.detail.chips.findChildren(QPushButton)}
    assert [made.text() for made in chips.values()] == ["Roster", "Waitlist", "About the group", "Group life"]
    chips["chip-about"].setFocus()
    qtbot.keyClick(chips["chip-about"], Qt.Key.Key_Space)
    assert page.detail.about.isVisible()
    assert not page.detail.roster.isVisible()
    page.open(women)
    assert page.detail.about.isVisible()
    page.list.table.selectRow(0)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.detail.roster.table.hasFocus()


def test_warnings_come_and_go_while_members_are_ticked_and_the_role_is_chosen(qtbot, page, women):
    page.open(women)
    click(qtbot, page.detail.roster.add_button)
    panel = page.detail.add_panel
    assert panel.fit.isHidden()
    qtbot.keyClicks(panel.pick.search, "Sunita")
    panel.pick.model.tick_all()
    assert panel.fit.isHidden()
    panel.pick.search.clear()
    qtbot.keyClicks(panel.pick.search, "Ramesh")
    panel.pick.model.tick_all()
    assert panel.fit.warned.text() == "This is a group for women, and Ramesh Kumar is entered as a man."
    panel.pick.model.toggle(panel.pick.model.index(0, 0))
    assert panel.fit.isHidden()


def test_the_reason_is_kept_and_told_beside_the_roster(qtbot, storage, counsellor, page, women):
    page.open(women)
    click(qtbot, page.detail.roster.add_button)
    panel = page.detail.add_panel
    for name in ("Sunita", "Ramesh"):
        panel.pick.search.clear()
        qtbot.keyClicks(panel.pick.search, name)
        panel.pick.model.tick_all()
    click(qtbot, panel.keep_button)
    assert panel.form.fields["override"].problem == REASON_MISSING
    qtbot.keyClicks(panel.fit.reason, "He interprets.")
    click(qtbot, panel.keep_button)
    assert kept(storage, counsellor, women) == {"Ramesh Kumar": Override((FitCode.WOMEN,), "He interprets.")}
    roster = page.detail.roster
    assert roster.overrides.text() == "Ramesh Kumar joined in spite of a warning: choose the member to read why."
    roster.table.selectRow(0)
    assert roster.overrides.text() == (
        "Ramesh Kumar joined in spite of: it is a group for women. Reason: He interprets."
    )
    page.open(1)
    assert roster.overrides.isHidden()


def test_moving_a_cohort_into_a_full_group_asks_for_the_reason(qtbot, storage, counsellor, page, women, circle):
    page.open(circle.group_id)
    page.detail.roster.model.tick_all()
    click(qtbot, page.detail.roster.move_button)
    panel = page.detail.move_panel
    panel.target.setCurrentIndex(0)
    panel.target.activated.emit(0)
    assert "The group would have 5 members; it was made for at most 2." in panel.fit.warned.text()
    assert panel.fit.warned.text().endswith("And 3 more.")
    click(qtbot, panel.keep_button)
    assert panel.form.fields["override"].problem == REASON_MISSING
    qtbot.keyClicks(panel.fit.reason, "One circle for all.")
    click(qtbot, panel.keep_button)
    assert len(groups.page(storage, counsellor, women, on=TODAY).roster) == 5
    assert kept(storage, counsellor, women)["Sunita Shinde"] == Override((FitCode.CAPACITY,), "One circle for all.")


def test_members_are_put_on_the_waitlist_and_change_places_by_keys(qtbot, storage, counsellor, page, women, person):
    for name in ("Asha Devi", "Bina Rao"):
        person(name)
    pane = open_waitlist(page, women)
    assert "Who finds a group full is put here" in pane.hint.text()
    click(qtbot, pane.add_button)
    for name in ("Asha", "Bina"):
        pane.add_panel.pick.search.clear()
        qtbot.keyClicks(pane.add_panel.pick.search, name)
        pane.add_panel.pick.model.tick_all()
    qtbot.keyClicks(pane.add_panel.note, "evenings only")
    click(qtbot, pane.add_panel.keep_button)
    assert waiting(storage, counsellor, women) == ["Asha Devi", "Bina Rao"]
    assert "Waitlist (2)" in [made.text() for made in page.detail.chips.findChildren(QPushButton)]
    pane.table.selectRow(1)
    pane.up_button.setFocus()
    qtbot.keyClick(pane.up_button, Qt.Key.Key_Space)
    assert waiting(storage, counsellor, women) == ["Bina Rao", "Asha Devi"]
    assert pane.table.selectionModel().selectedRows()[0].row() == 0
    assert not pane.up_button.isEnabled()
    click(qtbot, pane.down_button)
    assert waiting(storage, counsellor, women) == ["Asha Devi", "Bina Rao"]


def test_who_withdraws_is_brought_back_by_undo(qtbot, storage, counsellor, coordinator, page, women, person):
    waitlist.add(storage, coordinator, Wait(women, (person("Asha Devi"), person("Bina Rao")), TODAY), today=TODAY)
    pane = open_waitlist(page, women)
    pane.table.selectRow(0)
    click(qtbot, pane.withdraw_button)
    assert waiting(storage, counsellor, women) == ["Bina Rao"]
    assert pane.undo_bar.text() == "Asha Devi no longer waits for this group."
    click(qtbot, pane.undo_bar.undo_button)
    assert waiting(storage, counsellor, women) == ["Asha Devi", "Bina Rao"]


def test_who_waited_joins_from_the_list_with_a_reason_where_one_is_needed(
    qtbot, storage, counsellor, coordinator, page, closed, person
):
    waitlist.add(storage, coordinator, Wait(closed, (person("Asha Devi"),), TODAY), today=TODAY)
    pane = open_waitlist(page, closed)
    pane.table.selectRow(0)
    click(qtbot, pane.join_button)
    said = "The group is closed: it began on 02-11-2026, and newcomers wait for the next one."
    assert pane.join_panel.fit.warned.text() == said
    click(qtbot, pane.join_panel.keep_button)
    assert pane.join_panel.form.fields["override"].problem == REASON_MISSING
    qtbot.keyClicks(pane.join_panel.fit.reason, "She was here last year.")
    click(qtbot, pane.join_panel.keep_button)
    assert waiting(storage, counsellor, closed) == []
    assert kept(storage, counsellor, closed) == {
        "Asha Devi": Override((FitCode.CLOSED_ENTRY,), "She was here last year.")
    }
    assert pane.undo_bar.text() == "Asha Devi joins Closed Class and is off its waitlist."
    assert pane.hint.isVisible()
    click(qtbot, pane.undo_bar.undo_button)
    assert waiting(storage, counsellor, closed) == ["Asha Devi"]
    assert kept(storage, counsellor, closed) == {}


def test_who_waits_already_is_named_and_what_was_typed_stays(qtbot, storage, coordinator, page, women, person):
    waitlist.add(storage, coordinator, Wait(women, (person("Asha Devi"),), TODAY), today=TODAY)
    pane = open_waitlist(page, women)
    click(qtbot, pane.add_button)
    qtbot.keyClicks(pane.add_panel.pick.search, "Asha")
    pane.add_panel.pick.model.tick_all()
    click(qtbot, pane.add_panel.keep_button)
    assert pane.add_panel.form.fields["members"].problem == "Asha Devi is on the waitlist already."
    assert pane.add_panel.pick.search.text() == "Asha"


def test_about_a_group_stands_who_is_in_it_and_how_many_stay(page, circle):
    page.detail.show_part(GroupPart.ABOUT)
    about = page.detail.about
    said = words_in(about)
    for line in ("26–35: 5", "Male: 4 · Female: 1", "first 30 days: 5", "30 days: – · 60 days: – · 90 days: –"):
        assert line in said
    assert "still in the group on that day, or out of it because they completed the stay" in said
    assert about.facts.contact.text() == "after 2 absences running, as usual in the centre"
    assert "How many stay: 30 days: –" in page.list.retained.text()


def test_the_duties_of_the_group_that_is_shown_stand_in_its_own_part(qtbot, page, women, circle):
    page.open(circle.group_id)
    page.detail.show_part(GroupPart.LIFE)
    box = page.detail.life.boxes[Duty.TEA]
    box.click()
    assert box.isChecked()
    page.open(women)
    assert not box.isChecked()
    page.open(circle.group_id)
    assert box.isChecked()


def test_a_group_has_a_number_of_absences_of_its_own_or_the_usual_one(
    qtbot, storage, counsellor, coordinator, page, circle
):
    thresholds.change(storage, coordinator, Thresholds(absences_daily=5, absences_weekly=4))
    click(qtbot, page.detail.edit_button)
    choice = page.form.fields.absences
    assert choice.currentText() == "As usual: 5 in daily groups, 4 in others"
    assert not page.form.is_touched()
    choice.setFocus()
    for _ in range(3):
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "3 absences running"
    assert page.form.is_touched()
    click(qtbot, page.form.save_button)
    assert groups.page(storage, counsellor, circle.group_id, on=TODAY).details.absences_for_contact == 3
    assert page.detail.about.facts.contact.text() == "after 3 absences running"


def test_where_a_newcomer_could_go_is_told_with_reasons_and_fills_the_panel(
    qtbot, storage, counsellor, open_page, women, circle, closed, person
):
    asha = person("Asha Devi")
    page = open_page(MembersPage)
    page.open(asha)
    page.detail.show_part(page.detail.stays)
    press(qtbot, page, "joinMember")
    press(qtbot, page, "joinSuggest")
    panel = page.detail.stays.join_panel
    offered = [made.text() for made in panel.suggestions.findChildren(QPushButton)]
    assert offered == ["Women's Circle (0/2)", "Morning Circle (5/15)", "Closed Class (0/15)"]
    said = words_in(panel.suggestions)
    assert "Speaks for it: meant for: Women" in said
    assert "Speaks for it: small: 5 members" in said
    assert "Speaks against it: held only 0 of 7 sessions in 8 weeks; only 1 woman there" in said
    assert "The group is closed" in said
    press(qtbot, page, f"suggested-{women}")
    assert panel.group.currentText() == "Women's Circle (0/2)"
    assert panel.suggestions.isHidden()
    assert panel.keep_button.hasFocus()
    assert groups.page(storage, counsellor, women, on=TODAY).roster == []
    click(qtbot, panel.keep_button)
    assert [row.member_id for row in groups.page(storage, counsellor, women, on=TODAY).roster] == [asha]


def test_a_member_waits_for_a_full_group_instead_of_joining_it(
    qtbot, storage, counsellor, coordinator, open_page, women, circle, person, heard
):
    memberships.join(storage, coordinator, Joining(women, (person("Bina Rao"), person("Chitra Rao")), FIRST))
    asha = person("Asha Devi")
    page = open_page(MembersPage)
    page.open(asha)
    page.detail.show_part(page.detail.stays)
    press(qtbot, page, "joinMember")
    panel = page.detail.stays.join_panel
    panel.group.setCurrentIndex(panel.group.findText("Women's Circle (2/2)"))
    panel.group.activated.emit(panel.group.currentIndex())
    assert panel.fit.warned.text() == "The group would have 3 members; it was made for at most 2."
    press(qtbot, page, "joinKeep")
    assert panel.form.fields["override"].problem == REASON_MISSING
    press(qtbot, page, "joinWait")
    assert not panel.isVisible()
    assert waiting(storage, counsellor, women) == ["Asha Devi"]
    assert heard == ["Asha Devi waits for this group."]


def test_a_walk_in_hears_on_the_session_screen_whether_the_group_fits(
    qtbot, storage, counsellor, coordinator, open_page, women, circle
):
    memberships.join(storage, coordinator, Joining(women, (circle.member_ids[2],), FIRST))
    day = date(2026, 11, 12)
    session_id = session_on(storage, women, day)
    attendance.mark(storage, coordinator, session_id, {circle.member_ids[2]: Attendance(Mark.PRESENT)})
    page = open_page(SessionPage)
    page.open(session_id)
    click(qtbot, page.tools.walk_in)
    panel = page.walk_in_panel
    assert panel.fit.isHidden()
    qtbot.keyClicks(panel.search, "Sunita")
    assert panel.fit.isHidden()
    panel.search.clear()
    qtbot.keyClicks(panel.search, "Ramesh")
    assert panel.fit.warned.text() == "This is a group for women, and Ramesh Kumar is entered as a man."
    click(qtbot, panel.join)
    assert panel.fit.field.problem == REASON_MISSING
    assert panel.isVisible()
    qtbot.keyClicks(panel.fit.reason, "He interprets.")
    click(qtbot, panel.join)
    assert panel.isHidden()
    assert kept(storage, counsellor, women) == {"Ramesh Kumar": Override((FitCode.WOMEN,), "He interprets.")}


def test_everything_about_fitting_that_is_pressed_or_typed_into_has_a_name(page, women, circle):
    page.open(women)
    for part in GroupPart:
        page.detail.show_part(part)
        for made in page.detail.findChildren(QPushButton):
            assert made.accessibleName()
            assert made.objectName()
