"""The coordinator reads what changed: by day, who, member, kind and record, and opens the print of it."""

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.salvage import EntryKind
from peerdesk.services.care import contacts
from peerdesk.services.members import members
from peerdesk.ui.place import MemberPlace, ReportPlace, TrailPlace
from peerdesk.ui.settings.settings_page import TABS, SettingsPage
from peerdesk.ui.settings.trail import EVER, OTHER
from peerdesk.ui.window.main_window import MainWindow
from tests.behind import run
from tests.screen import words_in

pytestmark = pytest.mark.window

PLACES = '<img src="file:///etc/passwd"> & <b>money</b>'


@pytest.fixture
def window(on_screen, desk):
    return on_screen(MainWindow(desk.context, desk.bus, desk.runner))


@pytest.fixture
def tab(window):
    window.go(window.pages.settings)
    window.pages.settings.tabs.setCurrentIndex(TABS.index(SettingsPage.log_tab))
    return window.pages.settings.log_tab.changed


@pytest.fixture
def write(desk):
    """Writes a contact of a member down, and returns its number."""

    def call(member_id=1, issues="Money", minutes=30):
        context = desk.context
        new = NewContact(member_id, ContactKind.HOME_VISIT, context.today(), minutes, issues=issues)
        return contacts.add(context.storage, context.actor, new, today=context.today())

    return call


def shown(tab):
    return [[tab.model.index(row, column).data() for column in range(4)] for row in range(tab.model.rowCount())]


def done(tab):
    return [row[2] for row in shown(tab)]


def name_of(desk, member_id):
    [(latin, native)] = run(desk.context.storage, f"SELECT name_latin, name_native FROM member WHERE id = {member_id}")  # noqa: S608
    return latin or native


def test_the_last_seven_days_stand_there_first_and_follow_the_record(desk, tab, write):
    before = tab.model.rowCount()
    write()
    when, who, what, whom = shown(tab)[0]
    assert (who, what, whom) == (desk.context.actor.name, "Contact written down", name_of(desk, 1))
    assert when.startswith(desk.context.today().strftime("%d-%m-%Y"))
    assert tab.model.rowCount() == before + 1
    tab.span.setCurrentIndex(0)
    assert done(tab)[0] == "Contact written down"


def test_what_an_entry_says_stands_beside_the_list_as_it_was_typed(desk, tab, write):
    contact_id = write(issues=PLACES)
    context = desk.context
    new = NewContact(1, ContactKind.HOME_VISIT, context.today(), 45, issues=PLACES)
    contacts.change(context.storage, context.actor, contact_id, new, today=context.today())
    tab.table.selectRow(0)
    assert "Minutes: 30 → 45" in words_in(tab.detail)
    tab.table.selectRow(1)
    assert f"What was dealt with: {PLACES}" in words_in(tab.detail)
    assert tab.detail.about.textFormat() is Qt.TextFormat.PlainText


def test_without_a_chosen_line_a_hint_says_what_to_do(tab):
    assert "Choose a line to see what was and what is." in words_in(tab.detail)
    assert not tab.detail.record_button.isVisible()


def test_a_member_is_found_by_letters_and_chosen_with_the_keyboard(qtbot, desk, tab, write):
    write(member_id=1)
    write(member_id=2)
    tab.search.setText(name_of(desk, 2).split()[0])
    assert tab.found.isVisible()
    qtbot.keyClick(tab.search, Qt.Key.Key_Down)
    numbers = [row.id for row in tab.found_model.rows()]
    tab.found.selectRow(numbers.index(2))
    qtbot.keyClick(tab.found, Qt.Key.Key_Return)
    assert not tab.found.isVisible()
    assert {row[3] for row in shown(tab)} == {name_of(desk, 2)}
    assert f"Only about {name_of(desk, 2)}." in words_in(tab)
    tab.everybody_button.click()
    assert {name_of(desk, 1), name_of(desk, 2)} <= {row[3] for row in shown(tab)}


def test_all_about_one_record_is_shown_since_the_beginning(desk, tab, write):
    first = write(member_id=1)
    write(member_id=1, minutes=20)
    context = desk.context
    contacts.remove(context.storage, context.actor, first)
    tab.table.selectRow(0)
    tab.detail.record_button.click()
    assert done(tab) == ["Contact removed", "Contact written down"]
    assert tab.span.chosen() == EVER
    assert f"Only this record: {name_of(desk, 1)}." in words_in(tab)
    assert tab.table.hasFocus()


def test_by_who_by_kind_and_by_other_days(desk, tab, write):
    write()
    tab.kind.setCurrentIndex(tab.kind.findText("Attendance and presence"))
    assert tab.kind.chosen() is EntryKind.MARKS
    assert "Contact written down" not in done(tab)
    tab.kind.setCurrentIndex(0)
    tab.who.setCurrentIndex(tab.who.findText(desk.context.actor.name))
    assert {row[1] for row in shown(tab)} == {desk.context.actor.name}
    tab.span.setCurrentIndex(tab.span.findText("Other days"))
    assert tab.span.chosen() == OTHER
    assert tab.first.isVisible()
    today = desk.context.today()
    tab.first.set_day(today.replace(year=2001))
    tab.last.set_day(today.replace(year=2001))
    tab.refresh()
    assert shown(tab) == []
    assert "Nothing changed in these days. Choose more days, or everybody and everything." in words_in(tab)


def test_what_is_chosen_leads_to_its_member_and_the_print_to_the_reports(desk, window, tab, write):
    write(member_id=2)
    places = []
    tab._messages.leads_to.connect(places.append)
    tab.table.selectRow(0)
    tab.detail.open_button.click()
    assert places == [MemberPlace(2)]
    window.open(TrailPlace(2))
    tab.print_button.click()
    place = places[-1]
    assert isinstance(place, ReportPlace)
    number = run(desk.context.storage, "SELECT number FROM member WHERE id = 2")[0][0]
    assert (place.name, place.choices.member, place.choices.last) == ("changes", number, desk.context.today())
    panel = window.pages.reports.panel
    assert window.pages.shows("reports")
    assert (panel.everybody.isChecked(), panel.choices().member) == (False, number)


def test_a_members_page_leads_to_what_changed_about_them(desk, window, write):
    context = desk.context
    new = members.register(
        context.storage,
        context.actor,
        MemberDetails("Zakir Husain", gender=Gender.MALE, age=40, age_on=context.today()),
        today=context.today(),
    )
    window.open(MemberPlace(new))
    window.pages.members.detail.tabs.setCurrentIndex(1)
    window.pages.members.detail.stays.changed_button.click()
    tab = window.pages.settings.log_tab.changed
    assert window.pages.shows("settings")
    assert done(tab) == ["Member registered"]


def test_both_parts_stand_in_one_tab_by_their_names(window, tab):
    parts = window.pages.settings.log_tab.parts
    assert [parts.tabText(place) for place in range(parts.count())] == ["What changed", "What left"]


def test_office_staff_have_neither_the_tab_nor_the_link(on_screen, office_desk):
    window = on_screen(MainWindow(office_desk.context, office_desk.bus, office_desk.runner))
    window.go(window.pages.settings)
    assert not window.pages.settings.tabs.isTabVisible(TABS.index(SettingsPage.log_tab))
    window.open(MemberPlace(1))
    window.pages.members.detail.tabs.setCurrentIndex(1)
    assert not window.pages.members.detail.stays.changed_button.isVisible()
