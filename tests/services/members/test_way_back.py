"""A registration and an admission are taken back while nothing builds on them."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.care.recovery import ReturnToUse
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.services.care import follow_ups, recovery
from peerdesk.services.groups import memberships
from peerdesk.services.members import member_page, members, stays, way_back
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)


@pytest.fixture
def zakir(storage, coordinator, circle):
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22, phones=(Phone("9876543210", "own"),))
    admission = Admission(Series.RESIDENTIAL, FIRST, recovery_on=FIRST)
    return members.register(storage, coordinator, details, today=TODAY, admission=admission)


def stays_of(storage, coordinator, member_id):
    return member_page.page(storage, coordinator, member_id, today=TODAY).stays


def test_who_was_registered_by_mistake_goes_with_the_admission_and_the_trail_keeps_it(storage, coordinator, zakir):
    way_back.take_back_registration(storage, coordinator, zakir)
    assert failure_of(member_page.page, storage, coordinator, zakir, today=TODAY) == "unknown-member"
    assert members.find(storage, coordinator, text="Zakir", today=TODAY).rows == []
    (entry,) = trail(storage, "member.register-undone")
    assert (entry.old["name_latin"], entry.new) == ("Zakir Husain", None)
    assert len(trail(storage, "stay.admit-undone")) == 1
    assert failure_of(way_back.take_back_registration, storage, coordinator, zakir) == "unknown-member"


def test_a_registration_stays_once_more_was_written(storage, coordinator, circle, zakir):
    memberships.join(storage, coordinator, Joining(circle.group_id, (zakir,), TODAY), "wished to")
    assert problems_of(way_back.take_back_registration, storage, coordinator, zakir) == [": registration-built-on"]
    assert len(stays_of(storage, coordinator, zakir)) == 1


def test_a_return_to_use_builds_on_a_registration(storage, coordinator, zakir):
    recovery.record_return(storage, coordinator, zakir, ReturnToUse(TODAY), today=TODAY)
    assert problems_of(way_back.take_back_registration, storage, coordinator, zakir) == [": registration-built-on"]


def test_an_admission_is_taken_back_and_given_again_with_its_number(storage, coordinator, zakir):
    [stay] = stays_of(storage, coordinator, zakir)
    was = way_back.take_back_admission(storage, coordinator, stay.id)
    assert stays_of(storage, coordinator, zakir) == []
    stays.admit(storage, coordinator, zakir, was, today=TODAY)
    [again] = stays_of(storage, coordinator, zakir)
    assert (again.number, again.series, again.admitted_on) == (stay.number, stay.series, stay.admitted_on)


def test_what_the_schedule_asked_before_another_admission_is_asked_again(storage, coordinator, zakir):
    [stay] = stays_of(storage, coordinator, zakir)
    left = Discharge(TODAY - timedelta(1), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, left, today=TODAY)

    def asked():
        return follow_ups.of_member(storage, coordinator, zakir, today=TODAY)

    before = asked()
    again = stays.admit(storage, coordinator, zakir, Admission(Series.RESIDENTIAL, TODAY), today=TODAY)
    assert asked() != before
    way_back.take_back_admission(storage, coordinator, again)
    assert asked() == before


def test_an_admission_stays_once_the_stay_has_ended(storage, coordinator, zakir):
    [stay] = stays_of(storage, coordinator, zakir)
    stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, DischargeType.COMPLETED), today=TODAY)
    assert problems_of(way_back.take_back_admission, storage, coordinator, stay.id) == [": admission-built-on"]
    assert failure_of(way_back.take_back_admission, storage, coordinator, 999) == "unknown-stay"
