"""The tab of what was removed: found, put back, and gone to, by mouse and by keys."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.centre import Holiday
from peerdesk.domain.members.stays import Leave
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.services import bin as bin_acts
from peerdesk.services import centre
from peerdesk.services.care import contacts
from peerdesk.services.members import stays
from peerdesk.services.sessions import attendance, notes, signing
from peerdesk.ui.place import MemberPlace, SessionPlace
from peerdesk.ui.settings.settings_page import TABS, SettingsPage
from tests.centres import PASSWORD, TODAY
from tests.looking import session_on
from tests.screen import click, press, rows, typed, words_in

pytestmark = pytest.mark.window
MONDAY = TODAY - timedelta(2)


@pytest.fixture
def removed(storage, coordinator, circle):
    """A home visit, a guest, a holiday and a leave, in this order."""
    who = circle.member_ids[0]
    visit = NewContact(who, ContactKind.HOME_VISIT, MONDAY, 30, issues="The harvest")
    contacts.remove(storage, coordinator, contacts.add(storage, coordinator, visit, today=TODAY))
    session = session_on(storage, circle.group_id, MONDAY)
    guest = attendance.add_guest(storage, coordinator, session, who, "Kamla Devi", Kinship.MOTHER)
    attendance.remove_guest(storage, coordinator, guest)
    centre.add_holiday(storage, coordinator, Holiday(TODAY + timedelta(2), "Mela"))
    centre.remove_holiday(storage, coordinator, TODAY + timedelta(2))
    leave = stays.add_leave(storage, coordinator, who, Leave(TODAY, TODAY + timedelta(2), "harvest"))
    stays.remove_leave(storage, coordinator, leave)
    return session


@pytest.fixture
def tab(open_settings, coordinator, removed):
    return open_settings(coordinator, "bin_tab")


def kinds(tab):
    return [row[0] for row in rows(tab.table)]


def test_the_list_says_what_of_whom_by_whom_and_how_long_it_stays(tab):
    assert rows(tab.table) == [
        ["Leave", "Ramesh Kumar", "18-11-2026 to 20-11-2026 · harvest", "Meena Rawat", "18-11-2026 10:00", "90"],
        ["Holiday", "", "20-11-2026 · Mela", "Meena Rawat", "18-11-2026 10:00", "90"],
        [
            "Guest",
            "Ramesh Kumar · Morning Circle",
            "Mother · 16-11-2026 · Kamla Devi",
            "Meena Rawat",
            "18-11-2026 10:00",
            "90",
        ],
        ["Contact", "Ramesh Kumar", "Home visit · 16-11-2026 · The harvest", "Meena Rawat", "18-11-2026 10:00", "90"],
    ]
    assert "lies here for 90 days" in words_in(tab)


def test_it_is_found_and_put_back_with_keys_alone(qtbot, tab, storage, coordinator, circle):
    tab.search.setFocus()
    assert tab.search.hasFocus()
    typed(qtbot, tab.search, "HARVEST ramesh contact")
    assert kinds(tab) == ["Contact"]
    qtbot.keyClick(tab.search, Qt.Key.Key_Down)
    assert tab.table.hasFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert kinds(tab) == []
    assert "Nothing in the bin fits “HARVEST ramesh contact”." in words_in(tab)
    assert tab.search.hasFocus()
    assert tab.lead_bar.text() == "Put back: Contact: Home visit · 16-11-2026 · The harvest"
    qtbot.keyClick(tab.search, Qt.Key.Key_Escape)
    assert kinds(tab) == ["Leave", "Holiday", "Guest"]


def test_one_after_the_other_is_put_back_with_the_button(qtbot, tab):
    assert not tab.put_back_button.isEnabled()
    tab.table.selectRow(1)
    click(qtbot, tab.put_back_button)
    assert kinds(tab) == ["Leave", "Guest", "Contact"]
    assert tab.chosen().kind == "guest"
    assert not tab.lead_bar.open_button.isVisible()  # a holiday is nobody's
    for _ in range(2):
        click(qtbot, tab.put_back_button)
    tab.table.selectRow(0)
    click(qtbot, tab.put_back_button)
    assert "The bin is empty." in words_in(tab)
    assert not tab.put_back_button.isEnabled()


@pytest.mark.parametrize(("row", "place"), [(0, "member"), (2, "session")])
def test_what_is_back_can_be_gone_to(qtbot, tab, circle, removed, row, place):
    places = []
    tab._messages.leads_to.connect(places.append)
    tab.table.selectRow(row)
    click(qtbot, tab.put_back_button)
    press(qtbot, tab.lead_bar, "leadOpen")
    wanted = {"member": MemberPlace(circle.member_ids[0]), "session": SessionPlace(removed)}
    assert places == [wanted[place]]


def test_what_fits_no_more_stays_and_it_is_said_why(qtbot, tab, storage, counsellor, removed):
    told = []
    tab._messages.warned.connect(told.append)
    attendance.mark_rest_present(storage, counsellor, removed)
    notes.keep_group_note(storage, counsellor, removed, GroupNote(Objective.NONE, shared="We talked."))
    signing.sign(storage, counsellor, removed, PASSWORD, "Nobody knows")
    tab.table.selectRow(2)
    click(qtbot, tab.put_back_button)
    assert told == ["The session has been signed. Only an addendum or a correction can be made now."]
    assert len(kinds(tab)) == 4


def test_office_staff_see_what_they_may_remove_themselves(open_settings, office, removed):
    tab = open_settings(office, "bin_tab")
    assert kinds(tab) == ["Leave", "Guest"]


def test_what_is_removed_meanwhile_comes_into_the_list(tab, storage, coordinator, circle):
    call = NewContact(circle.member_ids[1], ContactKind.CALL, TODAY, 5)
    contacts.remove(storage, coordinator, contacts.add(storage, coordinator, call, today=TODAY))
    assert kinds(tab)[0] == "Contact"


def test_undo_of_a_removal_takes_it_out_of_the_bin(qtbot, open_settings, coordinator, storage):
    centre.add_holiday(storage, coordinator, Holiday(TODAY + timedelta(2), "Mela"))
    tab = open_settings(coordinator, "holidays_tab")
    tab.table.selectRow(0)
    click(qtbot, tab.remove_button)
    assert len(bin_acts.entries(storage, coordinator)) == 1
    press(qtbot, tab.undo_bar, "undo")
    assert bin_acts.entries(storage, coordinator) == []
    assert [found.name for found in centre.holidays(storage, coordinator)] == ["Mela"]


def test_ctrl_b_leads_there_with_the_cursor_in_the_search(qtbot, window):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.settings
    assert page.isVisible()
    assert page.tabs.currentIndex() == TABS.index(SettingsPage.bin_tab)
    assert page.bin_tab.search.hasFocus()
