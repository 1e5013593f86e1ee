"""Places to refer to: kept by the coordinator, named at a discharge, in a talk, at a follow-up."""

from datetime import timedelta

import pytest

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.places import NewPlace
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.changes import ChangedFact
from peerdesk.domain.members.stays import Discharge, DischargeType, StayCorrection
from peerdesk.errors import NotPermitted
from peerdesk.services import settings
from peerdesk.services.care import contacts, follow_ups, places
from peerdesk.services.members import member_page, stays
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

REFERRED, COMPLETED = DischargeType.REFERRED, DischargeType.COMPLETED


@pytest.fixture
def hospital(storage, coordinator):
    return places.add(storage, coordinator, NewPlace("District hospital", "Medicines", "0751 2345678"))


@pytest.fixture
def names(storage, office):
    return lambda: [place.name for place in places.everything(storage, office)]


@pytest.fixture
def page(storage, coordinator, member_id):
    return lambda: member_page.page(storage, coordinator, member_id, today=TODAY)


def test_the_coordinator_keeps_the_list_and_everybody_reads_it(
    storage, coordinator, counsellor, office, hospital, names
):
    assert names() == ["District hospital"]
    assert settings.screen(storage, office).places == places.everything(storage, counsellor)
    for actor in (office, counsellor):
        with pytest.raises(NotPermitted):
            places.add(storage, actor, NewPlace("Another"))
    places.change(storage, coordinator, hospital, NewPlace("Civil hospital", "Medicines", ""))
    assert names() == ["Civil hospital"]
    assert trail(storage, "place.change")[0].old == {"name": "District hospital", "phone": "07512345678"}
    assert problems_of(places.add, storage, coordinator, NewPlace("CIVIL-HOSPITAL")) == ["name: place-name-taken"]
    assert failure_of(places.change, storage, coordinator, 99, NewPlace("x")) == "unknown-place"


def test_a_place_is_removed_and_brought_back_unless_its_name_is_taken(storage, coordinator, hospital, names):
    places.remove(storage, coordinator, hospital, today=TODAY)
    places.remove(storage, coordinator, hospital, today=TODAY)
    assert names() == []
    places.bring_back(storage, coordinator, hospital)
    assert names() == ["District hospital"]
    places.remove(storage, coordinator, hospital, today=TODAY)
    places.add(storage, coordinator, NewPlace("district hospital"))
    assert problems_of(places.bring_back, storage, coordinator, hospital) == ["name: place-name-taken"]
    assert failure_of(places.remove, storage, coordinator, 99, today=TODAY) == "unknown-place"


def test_a_discharge_names_the_place_and_so_does_its_way_back(
    storage, coordinator, office, member_id, hospital, page, announced
):
    stay = page().stays[0]
    ended = Discharge(TODAY, REFERRED, referred_to=hospital)
    stays.discharge(storage, office, stay.id, ended, today=TODAY)
    assert (page().stays[0].referred_to_id, page().stays[0].referred_to) == (hospital, "District hospital")
    assert stays.take_back_discharge(storage, office, stay.id, "It was somebody else.") == ended
    assert page().stays[0].referred_to == ""
    (change,) = [row for row in page().changes if row.fact is ChangedFact.REFERRED_TO]
    assert (change.old, change.new) == ("District hospital", "")
    stays.discharge(storage, office, stay.id, ended, today=TODAY)
    places.remove(storage, coordinator, hospital, today=TODAY)
    assert page().stays[0].referred_to == "District hospital"
    assert page().places == []


def test_a_place_is_named_only_where_somebody_is_referred_and_only_one_of_the_list(
    storage, office, member_id, hospital, page
):
    stay = page().stays[0]
    wrong = Discharge(TODAY, COMPLETED, referred_to=hospital)
    assert problems_of(stays.discharge, storage, office, stay.id, wrong, today=TODAY) == [
        "referred_to: place-without-referral"
    ]
    unknown = Discharge(TODAY, REFERRED, referred_to=99)
    assert failure_of(stays.discharge, storage, office, stay.id, unknown, today=TODAY) == "unknown-place"


def test_the_place_is_corrected_with_old_and_new_kept_by_name(storage, coordinator, member_id, hospital, page):
    stay = page().stays[0]
    stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, REFERRED, referred_to=hospital), today=TODAY)
    other = places.add(storage, coordinator, NewPlace("ICTC"))

    def correct(how, place):
        put_right = StayCorrection(stay.admitted_on, stay.series, stay.number, "Misread.", TODAY, how, place)
        stays.correct(storage, coordinator, stay.id, put_right, today=TODAY)

    correct(REFERRED, other)
    assert page().stays[0].referred_to == "ICTC"
    (change,) = page().changes
    assert (change.fact, change.old, change.new) == (ChangedFact.REFERRED_TO, "District hospital", "ICTC")
    assert problems_of(correct, COMPLETED, other) == ["referred_to: place-without-referral"]
    correct(COMPLETED, None)
    assert (page().stays[0].discharge_type, page().stays[0].referred_to) == (COMPLETED, "")


def test_a_talk_and_a_follow_up_name_the_place(storage, coordinator, member_id, hospital, page, announced):
    talk = NewContact(member_id, ContactKind.INDIVIDUAL, TODAY, 45, referred_to=hospital)
    contacts.add(storage, coordinator, talk, today=TODAY)
    assert page().story.contacts[0].referred_to == "District hospital"
    assert trail(storage, "contact.add")[0].new["referred_to"] == hospital
    new = NewFollowUp(member_id, FollowUpKind.PLANNED, TODAY + timedelta(3), FollowUpWay.CALL, "ask")
    call = follow_ups.add(storage, coordinator, new, today=TODAY)

    def finish(outcome, place):
        done = Finished(outcome, TODAY, referred_to=place)
        return follow_ups.finish(storage, coordinator, call, done, today=TODAY)

    assert failure_of(finish, FollowUpOutcome.REACHED, 99) == "unknown-place"
    assert problems_of(finish, FollowUpOutcome.NOT_REACHED, hospital) == ["referred_to: nobody-reached"]
    finish(FollowUpOutcome.REACHED, hospital)
    assert page().story.follow_ups[0].referred_to == "District hospital"
    announced.clear()
    places.change(storage, coordinator, hospital, NewPlace("Civil hospital"))
    assert announced == [Changed.PLACES | Changed.STAYS | Changed.CONTACTS | Changed.FOLLOW_UPS]
    assert page().story.follow_ups[0].referred_to == page().story.contacts[0].referred_to == "Civil hospital"
