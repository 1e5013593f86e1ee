"""Whom the call sheet lists, and in which order."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.access import Actor, Role
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.papers.choices import Names, Period, PersonOnPaper
from peerdesk.records import members as member_records
from peerdesk.services.care import follow_ups
from peerdesk.services.members import consents, members, stays
from tests.centres import TODAY
from tests.refusals import problems_of

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


@pytest.fixture
def sheet(gather):
    return lambda **choices: gather("call-sheet", **choices)


@pytest.fixture
def discharge(storage, coordinator):
    def call(on, name="Ramesh Kumar"):
        phones = (Phone("9876543210", "brother"),)
        details = MemberDetails(name, gender=Gender.MALE, age=30, phones=phones)
        admission = Admission(Series.RESIDENTIAL, on - timedelta(30))
        who = members.register(storage, coordinator, details, today=TODAY, admission=admission)
        with storage.reading():
            stay = member_records.stays_of(who)[0]
        stays.discharge(storage, coordinator, stay.id, Discharge(on, DischargeType.COMPLETED), today=TODAY)
        return who

    return call


@pytest.fixture
def plan(storage, coordinator):
    def call(who, on, why=""):
        new = NewFollowUp(who, FollowUpKind.PLANNED, on, FollowUpWay.HOME_VISIT, why, 1)
        return follow_ups.add(storage, coordinator, new, today=TODAY)

    return call


def test_the_usual_sheet_is_of_this_week_with_whatever_is_overdue(discharge, plan, sheet):
    who = discharge(TODAY - timedelta(20))  # due 13 and 5 days ago, and in ten days
    plan(who, SUNDAY, "Bring the papers")
    plan(who, SUNDAY + timedelta(1))
    found = sheet()
    assert found.period == Period(MONDAY, SUNDAY)
    assert [(line.due_on, line.why) for line in found.lines] == [
        (TODAY - timedelta(13), ""),
        (TODAY - timedelta(5), ""),
        (SUNDAY, "Bring the papers"),
    ]


def test_a_line_has_phone_whose_it_is_why_and_the_last_contact(discharge, plan, sheet):
    plan(discharge(TODAY - timedelta(7)), TODAY, "Bring the papers")
    scheduled, planned = sheet().lines
    assert (scheduled.person.name, scheduled.phone, scheduled.whose_phone) == ("Ramesh Kumar", "9876543210", "brother")
    assert (scheduled.sequence, scheduled.way, scheduled.last_contact) == (1, FollowUpWay.CALL, None)
    assert (planned.sequence, planned.way, planned.staff) == (None, FollowUpWay.HOME_VISIT, "Meena Rawat")


def test_a_day_s_calls_stand_in_the_order_of_the_roll(centre, plan, sheet):
    for who in (centre.member("Zakir"), centre.member("anil"), centre.member("Mohan")):
        plan(who, TODAY)
    assert [line.person.name for line in sheet().lines] == ["anil", "Mohan", "Zakir"]


def test_names_may_be_left_out(centre, plan, sheet):
    plan(centre.member(), TODAY)
    assert [line.person for line in sheet(names=Names.NUMBER).lines] == [PersonOnPaper(1, "")]


def test_other_days_and_an_empty_centre(centre, plan, sheet):
    assert list(sheet().lines) == []
    plan(centre.member(), TODAY + timedelta(20))
    assert list(sheet().lines) == []
    assert len(sheet(last=TODAY + timedelta(20)).lines) == 1
    assert problems_of(sheet, first=TODAY, last=TODAY - timedelta(1)) == ["to: dates-out-of-order"]


def test_the_office_prints_it(gather, centre, plan):
    plan(centre.member(), TODAY)
    office = Actor(1, "kavita", "Kavita", Role.OFFICE)
    assert len(gather("call-sheet", actor=office).lines) == 1


def test_who_withdrew_the_consent_to_calls_stays_on_the_sheet_and_it_says_since_when(
    storage, coordinator, discharge, sheet
):
    who = discharge(TODAY - timedelta(20))
    agreed = NewConsents(frozenset({ConsentKind.CALLS}), TODAY - timedelta(40))
    (consent,) = consents.record(storage, coordinator, who, agreed, today=TODAY)
    assert {line.no_calls_since for line in sheet().lines} == {None}
    consents.withdraw(storage, coordinator, consent, TODAY - timedelta(6), today=TODAY)
    found = sheet().lines
    assert len(found) == 2
    assert {line.no_calls_since for line in found} == {TODAY - timedelta(6)}
