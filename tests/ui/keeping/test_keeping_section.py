"""On the page of a member, for the coordinator: how long the record is kept, a hold, and erasing it."""

from datetime import date

import pytest

from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.services.members import erasing, members
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import PASSWORD, TODAY
from tests.leaving import discharge
from tests.screen import press, words_in

pytestmark = pytest.mark.window


@pytest.fixture
def gone(storage, coordinator) -> int:
    """Somebody whose record was kept long enough."""
    day = date(2016, 1, 11)
    details = MemberDetails("Mohan Lal", "", Gender.MALE, age=30, village="Dabra")
    admission = Admission(Series.RESIDENTIAL, day)
    who = members.register(storage, coordinator, details, today=day, admission=admission)
    discharge(storage, coordinator, who, date(2016, 2, 1))
    return who


@pytest.fixture
def page(open_page, coordinator, gone) -> MembersPage:
    page = open_page(MembersPage, coordinator)
    page.open(gone)
    page.detail.show_part(page.detail.stays)
    return page


@pytest.fixture
def section(page):
    return page.detail.stays.keeping


def test_how_long_it_is_kept_is_said_and_a_hold_keeps_it(qtbot, section):
    assert "By the rule of the centre it was kept until 01-02-2026: it may be erased." in words_in(section)
    press(qtbot, section, "holdRecord")
    press(qtbot, section.hold_panel, "holdKeep")
    assert section.hold_panel.form.fields["why"].problem == "Please give a reason."
    section.hold_panel.why.setText("The family court has asked for it")
    press(qtbot, section.hold_panel, "holdKeep")
    assert "The family court has asked for it" in words_in(section)
    assert "Hold since 18-11-2026, set by Meena Rawat" in words_in(section)
    assert not section.erase_button.isVisible()
    press(qtbot, section, "liftHold")
    assert "lifted on 18-11-2026" in words_in(section)
    assert section.erase_button.isVisible()


def test_a_record_is_erased_with_number_and_password_and_a_backup_is_asked_for(
    qtbot, page, section, storage, coordinator, gone, messages
):
    number = str(erasing.what_goes(storage, coordinator, gone, today=TODAY).number)
    press(qtbot, section, "eraseRecord")
    panel = section.erase_panel
    assert "Everything about Mohan Lal goes" in words_in(panel)
    press(qtbot, panel, "eraseKeep")
    assert panel.form.fields["why"].problem == "Please choose why the record is erased."
    assert panel.form.fields["number"].problem == "This is not the number of this member."
    panel.why.choose(WhyErased.ASKED)
    panel.number.setText(f"00{number}")
    panel.password.edit.setText("not this one")
    press(qtbot, panel, "eraseKeep")
    assert panel.form.fields["own_password"].problem
    panel.password.edit.setText(PASSWORD)
    with qtbot.waitSignal(messages.backup_asked):
        press(qtbot, panel, "eraseKeep")
    assert [line.number for line in erasing.lines(storage, coordinator)] == [int(number)]
    assert page.detail.member is None or page.detail.member.id != gone


def test_whoever_is_here_is_not_offered_to_be_erased(page, section, circle):
    page.open(circle.member_ids[0])
    assert "The member is still here: the record is kept." in words_in(section)
    assert not section.erase_button.isVisible()


def test_a_counsellor_sees_nothing_of_it(open_page, gone):
    page = open_page(MembersPage)
    page.open(gone)
    page.detail.show_part(page.detail.stays)
    assert not page.detail.stays.keeping.isVisible()
    assert page.detail.member.keeping is None


def test_the_settings_name_who_was_kept_long_enough_and_what_was_erased(open_settings, storage, coordinator, gone):
    tab = open_settings(coordinator, "record_tab")
    assert "Last entry 01-02-2016, kept until 01-02-2026" in words_in(tab)
    number = str(erasing.what_goes(storage, coordinator, gone, today=TODAY).number)
    erasing.erase(storage, coordinator, gone, PASSWORD, number, WhyErased.KEPT_LONG_ENOUGH, today=TODAY)
    assert "No record is older than that." in words_in(tab)
    assert f"Member {int(number):04}" in words_in(tab)
