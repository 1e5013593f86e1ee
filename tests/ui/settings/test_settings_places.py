"""The tab of places to refer to, and where one is named."""

import pytest

from peerdesk.domain.care.places import NewPlace
from peerdesk.domain.members.stays import DischargeType
from peerdesk.services.care import places
from peerdesk.ui.members.members_page import MembersPage
from tests.screen import click, press, rows, words_in
from tests.ui.members.looking import kept

pytestmark = pytest.mark.window


@pytest.fixture
def tab(open_settings, coordinator):
    return open_settings(coordinator, "places_tab")


def names(tab):
    return [place.name for place in places.everything(tab._context.storage, tab._context.actor)]


def test_a_place_is_added_changed_and_removed_each_with_undo(qtbot, tab):
    assert "No places yet" in words_in(tab)
    click(qtbot, tab.add_button)
    assert tab.panel.place_name.hasFocus()
    press(qtbot, tab.panel, "placeKeep")
    assert tab.panel.form.fields["name"].problem == "Please type the name of the place."
    tab.panel.place_name.setText("District hospital")
    tab.panel.what_for.setText("Medicines")
    tab.panel.phone.setText("+91 98765 43210")
    press(qtbot, tab.panel, "placeKeep")
    assert rows(tab.table) == [["District hospital", "Medicines", "98765 43210"]]
    press(qtbot, tab.undo_bar, "undo")
    assert names(tab) == []
    places.add(tab._context.storage, tab._context.actor, NewPlace("ICTC", "HIV testing"))
    tab.table.selectRow(0)
    click(qtbot, tab.change_button)
    tab.panel.place_name.setText("ICTC Dabra")
    press(qtbot, tab.panel, "placeKeep")
    assert names(tab) == ["ICTC Dabra"]
    press(qtbot, tab.undo_bar, "undo")
    assert names(tab) == ["ICTC"]
    tab.table.selectRow(0)
    click(qtbot, tab.remove_button)
    assert names(tab) == []
    press(qtbot, tab.undo_bar, "undo")
    assert names(tab) == ["ICTC"]


def test_a_wrong_number_and_a_name_that_is_taken_are_said_beside_their_fields(qtbot, tab):
    places.add(tab._context.storage, tab._context.actor, NewPlace("ICTC"))
    click(qtbot, tab.add_button)
    tab.panel.place_name.setText("ictc")
    tab.panel.phone.setText("12")
    press(qtbot, tab.panel, "placeKeep")
    assert tab.panel.form.fields["name"].problem == "Another place already has this name."
    assert "A phone number has 10 digits" in tab.panel.form.fields["phone"].problem


def test_everybody_reads_the_list_and_only_the_coordinator_changes_it(open_settings, office, coordinator, storage):
    places.add(storage, coordinator, NewPlace("ICTC"))
    tab = open_settings(office, "places_tab")
    assert rows(tab.table) == [["ICTC", "", ""]]
    for hidden in (tab.add_button, tab.change_button, tab.remove_button):
        assert not hidden.isVisible()


def test_a_discharge_names_the_place_only_where_somebody_is_referred(qtbot, open_page, circle, storage, coordinator):
    hospital = places.add(storage, coordinator, NewPlace("District hospital"))
    page, who = open_page(MembersPage), circle.member_ids[0]
    page.open(who)
    page.detail.show_part(page.detail.stays)
    stays = page.detail.stays
    press(qtbot, stays, "dischargeMember")
    panel = stays.discharge_panel
    assert not panel.place.isVisible()
    panel.type.setCurrentIndex(1 + list(DischargeType).index(DischargeType.REFERRED))
    assert panel.place.isVisible()
    panel.place.choose(hospital)
    press(qtbot, panel, "dischargeKeep")
    assert kept(page, who).stays[0].referred_to == "District hospital"
    assert "Referred to another place: District hospital" in words_in(stays)
    stay = kept(page, who).stays[0]
    press(qtbot, stays, f"correctStay-{stay.id}")
    correct = stays.correct_panel
    assert correct.place.box.chosen() == hospital
    correct.type.setCurrentIndex(0)
    assert not correct.place.isVisible()
    correct.why.setText("They completed it.")
    press(qtbot, correct, "correctStayKeep")
    assert kept(page, who).stays[0].referred_to == ""
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, who).stays[0].referred_to == "District hospital"
    press(qtbot, stays, "takeDischargeBack")
    stays.back_panel.why.setText("It was somebody else.")
    press(qtbot, stays.back_panel, "dischargeBackKeep")
    assert "Referred to: District hospital → –" in words_in(stays)
