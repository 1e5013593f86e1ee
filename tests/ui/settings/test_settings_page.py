from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from peerdesk import i18n
from peerdesk.db.models import Session
from peerdesk.domain.access import Role
from peerdesk.domain.centre import Holiday
from peerdesk.errors import AccessDenied
from peerdesk.security.keyfile import KeyFile
from peerdesk.services import access, centre, door, staff
from peerdesk.services.members import key_counsellors, member_page
from peerdesk.settings import Settings
from peerdesk.ui.settings.settings_page import SettingsPage
from tests.centres import TODAY, at_ten
from tests.screen import click

pytestmark = pytest.mark.window

PASSWORD = "river stone 7"
NEW_PASSWORD = "quiet green hill"


@pytest.fixture
def page(open_page, coordinator) -> SettingsPage:
    return open_page(SettingsPage, coordinator)


def see(page, tab):
    page.tabs.setCurrentWidget(tab)
    return tab


def staff_shown(tab):
    return [row.user_name for row in tab.model.rows()]


def choose(tab, user_name):
    tab.table.selectRow(staff_shown(tab).index(user_name))


def sessions_on(storage, day):
    with storage.reading():
        return Session.select().where(Session.day == day).count()


# Centre


def test_the_coordinator_changes_the_centre_and_the_letterhead_follows(qtbot, page, storage, coordinator, heard):
    tab = page.centre_tab
    tab.fields.name.selectAll()
    qtbot.keyClicks(tab.fields.name, "Navjeevan Kendra")
    tab.language.choose("hi")
    click(qtbot, tab.save_button)
    kept = centre.details(storage, coordinator)
    assert (kept.name, kept.code, kept.language) == ("Navjeevan Kendra", "ASH", "hi")
    assert heard == ["The centre's details have been saved. Admission numbers already given stay."]


def test_the_coordinator_has_reports_saved_with_a_password(qtbot, page, storage, coordinator):
    tab = page.centre_tab
    assert not tab.pdf_password.isChecked()
    tab.pdf_password.click()
    assert tab.unsaved()
    click(qtbot, tab.save_button)
    assert centre.details(storage, coordinator).pdf_password
    tab.pdf_password.click()
    click(qtbot, tab.undo_button)
    assert tab.pdf_password.isChecked()


def test_a_code_that_cannot_be_kept_is_said_beside_it_and_stays(qtbot, page, storage, coordinator):
    tab = page.centre_tab
    tab.fields.code.setText("A")
    click(qtbot, tab.save_button)
    assert tab.fields.form.fields["code"].problem
    assert tab.fields.code.text() == "A"
    assert centre.details(storage, coordinator).code == "ASH"


def test_what_is_typed_survives_a_refresh_and_can_be_taken_back(qtbot, page, storage, coordinator):
    tab = page.centre_tab
    tab.fields.name.setText("Half a na")
    centre.add_holiday(storage, coordinator, Holiday(date(2027, 1, 26), "Republic Day"))
    assert tab.fields.name.text() == "Half a na"
    click(qtbot, tab.undo_button)
    assert tab.fields.name.text() == "Asha Kendra"


def test_others_read_the_centre_and_cannot_change_anything(open_page, office):
    page = open_page(SettingsPage, office)
    tab = page.centre_tab
    assert tab.fields.name.text() == "Asha Kendra"
    assert tab.fields.name.isReadOnly()
    assert not tab.pdf_password.isEnabled()
    assert not tab.save_button.isVisible()
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.recovery_tab))
    see(page, page.staff_tab)
    assert page.staff_tab.own_button.isVisible()
    assert not page.staff_tab.add_button.isVisible()
    see(page, page.holidays_tab)
    assert not page.holidays_tab.add_button.isVisible()


# Staff


def test_a_new_staff_member_can_log_in_at_once(qtbot, page, folder):
    tab = see(page, page.staff_tab)
    click(qtbot, tab.add_button)
    panel = tab.add_panel
    assert page.focusWidget() is panel.name
    qtbot.keyClicks(panel.name, "Kavita Jatav")
    qtbot.keyClicks(panel.user_name, "kavita")
    panel.role.choose(Role.OFFICE)
    qtbot.keyClicks(panel.passwords.first.edit, NEW_PASSWORD)
    qtbot.keyClicks(panel.passwords.second.edit, NEW_PASSWORD)
    qtbot.keyClicks(panel.own_password.edit, PASSWORD)
    qtbot.keyClick(panel.own_password.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    assert staff_shown(tab) == ["kavita", "meena", "ravi"]
    assert door.unlock(folder, "kavita", NEW_PASSWORD)


def test_what_is_wrong_with_a_new_login_is_said_all_at_once_beside_the_fields(qtbot, page):
    tab = see(page, page.staff_tab)
    click(qtbot, tab.add_button)
    panel = tab.add_panel
    qtbot.keyClicks(panel.user_name, "a b")
    panel.passwords.set_text("short", "short")
    click(qtbot, panel.keep_button)
    assert {name for name, field in panel.form.fields.items() if field.problem} == {"name", "user_name", "password"}
    assert panel.user_name.text() == "a b"


@pytest.mark.parametrize(
    ("user_name", "own", "field"), [("ravi", PASSWORD, "user_name"), ("kavita", "river stone 8", "own_password")]
)
def test_a_taken_name_and_a_wrong_own_password_are_said_beside_them(qtbot, page, folder, user_name, own, field):
    tab = see(page, page.staff_tab)
    click(qtbot, tab.add_button)
    panel = tab.add_panel
    panel.name.setText("Kavita Jatav")
    panel.user_name.setText(user_name)
    panel.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    panel.own_password.edit.setText(own)
    click(qtbot, panel.keep_button)
    assert [name for name, shown in panel.form.fields.items() if shown.problem] == [field]
    assert panel.passwords.text() == NEW_PASSWORD
    assert KeyFile.load(folder).user_names == ("meena", "ravi")


def test_a_password_typed_and_called_off_is_forgotten(qtbot, page):
    tab = see(page, page.staff_tab)
    click(qtbot, tab.own_button)
    panel = tab.password_panel
    qtbot.keyClicks(panel.own_password.edit, PASSWORD)
    qtbot.keyClick(panel.own_password.edit, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert panel.own_password.edit.text() == ""


def test_a_password_typed_for_one_person_is_never_offered_for_the_next(qtbot, page):
    tab = see(page, page.staff_tab)
    choose(tab, "ravi")
    click(qtbot, tab.password_button)
    tab.password_panel.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    choose(tab, "meena")
    click(qtbot, tab.password_button)
    assert tab.password_panel._whose.text() == "Meena Rawat"
    assert tab.password_panel.passwords.text() == ""


def test_a_role_is_changed_from_the_keyboard(qtbot, page, storage, coordinator):
    tab = see(page, page.staff_tab)
    choose(tab, "ravi")
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    panel = tab.change_panel
    assert page.focusWidget() is panel.name
    panel.role.setFocus()
    qtbot.keyClick(panel.role, Qt.Key.Key_Down)
    qtbot.keyClick(panel.role, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.own_password.problem
    qtbot.keyClicks(panel.own_password.edit, PASSWORD)
    qtbot.keyClick(panel.own_password.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    roles = {row.user_name: row.role for row in staff.everybody(storage, coordinator)}
    assert roles["ravi"] is Role.OFFICE


def test_the_coordinator_cannot_take_the_own_role_or_login_away(qtbot, page):
    tab = see(page, page.staff_tab)
    choose(tab, "meena")
    assert not tab.take_away_button.isEnabled()
    click(qtbot, tab.change_button)
    assert not tab.change_panel.role.isEnabled()


def test_taking_a_login_away_says_what_it_does_and_can_be_called_off(qtbot, page, folder):
    tab = see(page, page.staff_tab)
    choose(tab, "ravi")
    click(qtbot, tab.take_away_button)
    assert "Ravi Tomar can no longer open PeerDesk" in tab.take_away_panel._text.text()
    qtbot.keyClick(tab.take_away_panel.keep_button, Qt.Key.Key_Escape)
    assert KeyFile.load(folder).user_names == ("meena", "ravi")
    click(qtbot, tab.take_away_button)
    qtbot.keyClicks(tab.take_away_panel.own_password.edit, PASSWORD)
    click(qtbot, tab.take_away_panel.keep_button)
    assert KeyFile.load(folder).user_names == ("meena",)
    assert [row.active for row in tab.model.rows()] == [True, False]
    choose(tab, "ravi")
    assert not tab.password_button.isEnabled()
    assert tab.take_away_button.isHidden()
    click(qtbot, tab.give_back_button)
    panel = tab.give_back_panel
    panel.own_password.edit.setText(PASSWORD)
    panel.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    click(qtbot, panel.keep_button)
    assert KeyFile.load(folder).user_names == ("meena", "ravi")
    assert all(row.active for row in tab.model.rows())
    assert tab.give_back_button.isHidden()


def test_who_comes_back_can_answer_for_those_again_who_were_handed_over(
    qtbot, page, storage, coordinator, counsellor, circle
):
    member_id = circle.member_ids[0]
    long_ago = TODAY - timedelta(5)
    key_counsellors.change(storage, coordinator, member_id, counsellor.staff_id, long_ago, today=TODAY)
    staff.deactivate(storage, coordinator, counsellor.staff_id, PASSWORD, hand_to=coordinator.staff_id)
    tab = see(page, page.staff_tab)
    choose(tab, "ravi")
    click(qtbot, tab.give_back_button)
    panel = tab.give_back_panel
    assert panel.members.text() == "Hand 1 member back too"
    panel.members.setChecked(True)
    panel.own_password.edit.setText(PASSWORD)
    panel.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    click(qtbot, panel.keep_button)
    found = member_page.page(storage, coordinator, member_id, today=TODAY).key_counsellor
    assert found.staff_id == counsellor.staff_id


def test_the_coordinator_sets_a_forgotten_password(qtbot, page, folder):
    tab = see(page, page.staff_tab)
    choose(tab, "ravi")
    click(qtbot, tab.password_button)
    panel = tab.password_panel
    qtbot.keyClicks(panel.own_password.edit, PASSWORD)
    panel.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    click(qtbot, panel.keep_button)
    assert door.unlock(folder, "ravi", NEW_PASSWORD)
    assert door.unlock(folder, "meena", PASSWORD)


def test_everybody_changes_their_own_password_knowing_the_old_one(qtbot, open_page, office, folder, heard):
    page = open_page(SettingsPage, office)
    tab = see(page, page.staff_tab)
    click(qtbot, tab.own_button)
    panel = tab.password_panel
    panel.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    qtbot.keyClicks(panel.own_password.edit, "river stone 8")
    click(qtbot, panel.keep_button)
    assert panel.form.fields["own_password"].problem == "This is not the right password."
    qtbot.keyClicks(panel.own_password.edit, PASSWORD)  # the wrong one is selected
    click(qtbot, panel.keep_button)
    assert heard == ["The new password of Kavita Jatav is in force."]
    assert door.unlock(folder, "kavita", NEW_PASSWORD)
    with pytest.raises(AccessDenied):
        door.unlock(folder, "kavita", PASSWORD)


# Holidays


def test_a_holiday_takes_planned_sessions_out_and_undoing_brings_it_back(
    qtbot, open_page, coordinator, circle, storage
):
    page = open_page(SettingsPage, coordinator)
    tab = see(page, page.holidays_tab)
    friday = date(2026, 11, 20)
    assert tab._empty.isVisible()
    assert sessions_on(storage, friday) == 1
    tab.day.insert("२०-११-२०२६")
    qtbot.keyClicks(tab.name, "Local festival")
    qtbot.keyClick(tab.name, Qt.Key.Key_Return)
    assert [(row.day, row.name) for row in tab.model.rows()] == [(friday, "Local festival")]
    assert tab.day.text() == ""
    assert sessions_on(storage, friday) == 0
    tab.table.selectRow(0)
    click(qtbot, tab.remove_button)
    assert tab.model.rows() == ()
    assert sessions_on(storage, friday) == 1
    click(qtbot, tab.undo_bar.undo_button)
    assert [row.name for row in tab.model.rows()] == ["Local festival"]
    assert sessions_on(storage, friday) == 0


@pytest.mark.parametrize(
    ("day", "name", "field"),
    [("", "Holi", "day"), ("31-02-2027", "Holi", "day"), ("22-03-2027", "", "name"), ("26-01-2027", "Holi", "day")],
)
def test_a_holiday_that_cannot_be_kept_is_said_beside_its_field(qtbot, page, storage, coordinator, day, name, field):
    centre.add_holiday(storage, coordinator, Holiday(date(2027, 1, 26), "Republic Day"))
    tab = see(page, page.holidays_tab)
    tab.day.setText(day)
    tab.name.setText(name)
    click(qtbot, tab.add_button)
    assert [shown for shown, editor in tab.form.fields.items() if editor.problem] == [field]
    assert tab.name.text() == name


# This PC, password recovery sheet, about


def test_language_and_look_are_remembered_and_the_window_is_built_again(qtbot, page, messages, tmp_path):
    tab = see(page, page.this_pc_tab)
    assert tab.language.code() == i18n.language()
    tab.language.choose("pa")
    tab.theme.setCurrentIndex(2)
    with qtbot.waitSignal(messages.restart_asked):
        click(qtbot, tab.use_button)
    kept = Settings.load(tmp_path / "settings.json")
    assert (kept.language, kept.theme) == ("pa", "dark")


def test_a_new_recovery_sheet_carries_a_code_that_opens_the_record(qtbot, page, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "sheet.pdf"), ""))
    tab = see(page, page.recovery_tab)
    before = folder.keys.read_bytes()
    qtbot.keyClicks(tab.password, "river stone 8")
    qtbot.keyClick(tab.password, Qt.Key.Key_Return)
    assert tab.form.fields["own_password"].problem
    assert folder.keys.read_bytes() == before
    qtbot.keyClicks(tab.password, PASSWORD)
    qtbot.keyClick(tab.password, Qt.Key.Key_Return)
    assert "stays in force" in tab._state.text()
    assert not tab.confirm_button.isEnabled()
    click(qtbot, tab.keeper.save_button)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    access.recover(folder, tab.keeper._sheet.code, "meena", NEW_PASSWORD, at_ten())
    assert door.unlock(folder, "meena", NEW_PASSWORD)


@pytest.fixture
def new_sheet(qtbot, page, tmp_path, monkeypatch):
    """The tab, after a new sheet was made and saved; and the code on it."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "sheet.pdf"), ""))
    tab = see(page, page.recovery_tab)
    qtbot.keyClicks(tab.password, PASSWORD)
    qtbot.keyClick(tab.password, Qt.Key.Key_Return)
    click(qtbot, tab.keeper.save_button)
    return tab, tab.keeper._sheet.code


def test_who_says_that_they_have_the_new_sheet_puts_it_in_force(qtbot, page, folder, new_sheet, messages):
    tab, code = new_sheet
    assert tab.confirm_password.hasFocus()
    assert KeyFile.load(folder).has_pending_recovery
    qtbot.keyClicks(tab.confirm_password, "not hers at all")
    click(qtbot, tab.confirm_button)
    assert tab.confirm_form.fields["confirm_password"].problem
    assert KeyFile.load(folder).has_pending_recovery
    qtbot.keyClicks(tab.confirm_password, PASSWORD)
    with qtbot.waitSignal(messages.said) as said:
        qtbot.keyClick(tab.confirm_password, Qt.Key.Key_Return)
    assert "destroy the old one" in said.args[0]
    assert KeyFile.load(folder).slots.pending is None
    assert KeyFile.load(folder).unlock_with_recovery(code)
    assert not any(part.isVisible() for part in (tab.confirm_button, tab._state, tab.keeper))


def test_who_leaves_without_saying_so_hears_that_the_old_sheet_stays_in_force(qtbot, page, new_sheet, messages):
    tab, _code = new_sheet
    with qtbot.waitSignal(messages.said) as said:
        see(page, page.this_pc_tab)
    assert "old password recovery sheet stays in force" in said.args[0]
    see(page, page.recovery_tab)
    qtbot.keyClicks(tab.confirm_password, PASSWORD)
    click(qtbot, tab.confirm_button)
    with qtbot.assertNotEmitted(messages.said):
        see(page, page.this_pc_tab)
        see(page, page.recovery_tab)
        assert not tab.confirm_button.isVisible()
        see(page, page.this_pc_tab)


def test_a_sheet_that_was_made_before_the_last_start_can_still_be_confirmed(qtbot, page, folder, storage, coordinator):
    access.new_recovery(storage, coordinator, PASSWORD)
    tab = see(page, page.recovery_tab)
    assert "A new sheet was made" in tab._state.text()
    qtbot.keyClicks(tab.confirm_password, PASSWORD)
    click(qtbot, tab.confirm_button)
    assert not KeyFile.load(folder).has_pending_recovery


def test_the_notices_that_the_licences_ask_for_are_shown(page):
    notices = page.about_tab.notices.toPlainText()
    for part in ("ZETETIC LLC", "Lesser General Public License", "SIL Open Font License", "ISC", "ReportLab"):
        assert part in notices
