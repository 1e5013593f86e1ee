"""An admission whose day is hardly meant asks why it is right; an old book can still be keyed in."""

from datetime import date

import pytest

from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series, StayCorrection
from peerdesk.errors import InvalidInput
from peerdesk.services.members import member_page, members, stays
from tests.centres import TODAY
from tests.looking import trail
from tests.services.conftest import BEGINNING

WHY = "From the old book."
LONG_AGO, RECENT = date(TODAY.year - 10, 11, 1), date(TODAY.year - 9, 11, 30)
AGED_50 = {"age": 50, "age_on": TODAY}


def details(**known):
    return MemberDetails("Mohan Lal", "", Gender.MALE, **known)


def registered(storage, actor, day, known, confirmed):
    admission = Admission(Series.RESIDENTIAL, day)
    return members.register(storage, actor, details(**known), today=TODAY, admission=admission, confirmed=confirmed)


def admitted_again(storage, actor, day, known, confirmed):
    who = members.register(storage, actor, details(**known), today=TODAY)
    stays.admit(storage, actor, who, Admission(Series.RESIDENTIAL, day), today=TODAY, confirmed=confirmed)
    return who


def corrected(storage, actor, day, known, confirmed):
    who = registered(storage, actor, BEGINNING, known, "")
    [stay] = member_page.page(storage, actor, who, today=TODAY).stays
    right = StayCorrection(day, stay.series, stay.number, "It was misread.")
    stays.correct(storage, actor, stay.id, right, today=TODAY, confirmed=confirmed)
    return who


WAYS = [registered, admitted_again, corrected]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("day", "known", "code"),
    [
        (LONG_AGO, AGED_50, "admission-long-ago"),
        (date(1990, 11, 30), AGED_50, "admission-long-ago"),
        (date(TODAY.year - 8, 5, 1), {"age": 11, "age_on": TODAY}, "admission-too-young"),
        (date(TODAY.year - 8, 5, 1), {"birth_date": date(TODAY.year - 12, 6, 1)}, "admission-too-young"),
    ],
)
def test_a_day_that_is_hardly_meant_needs_a_reason(storage, coordinator, way, day, known, code):
    for blank in ("", " \u200b"):
        with pytest.raises(InvalidInput) as caught:
            way(storage, coordinator, day, known, blank)
        assert [(problem.field, problem.code) for problem in caught.value.problems] == [
            ("admitted_on", code),
            ("confirmed", "override-reason-missing"),
        ]
    who = way(storage, coordinator, day, known, WHY)
    assert [stay.admitted_on for stay in member_page.page(storage, coordinator, who, today=TODAY).stays] == [day]
    [entry] = [entry for entry in trail(storage, "stay.admit", "stay.correct") if "confirmed" in entry.new]
    assert entry.new["confirmed"] == WHY


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("day", "known"),
    [
        (RECENT, AGED_50),
        (RECENT, {"birth_date": date(TODAY.year - 14, 11, 30)}),
        (TODAY, {"age": 6, "age_on": TODAY}),
        (BEGINNING, {}),
    ],
)
def test_other_days_are_taken_as_they_are(storage, coordinator, way, day, known):
    way(storage, coordinator, day, known or AGED_50, "")


@pytest.mark.parametrize("way", WAYS)
def test_what_cannot_be_is_refused_whatever_reason_is_given(storage, coordinator, way):
    for day, code in ((date(1899, 12, 31), "before-birth"), (date(TODAY.year - 60, 1, 1), "before-birth")):
        with pytest.raises(InvalidInput) as caught:
            way(storage, coordinator, day, AGED_50, WHY)
        assert [(problem.field, problem.code) for problem in caught.value.problems] == [("admitted_on", code)]


def test_a_stay_of_long_ago_is_put_right_in_other_things_without_being_asked_again(storage, coordinator):
    who = registered(storage, coordinator, LONG_AGO, AGED_50, WHY)
    [stay] = member_page.page(storage, coordinator, who, today=TODAY).stays
    stays.discharge(storage, coordinator, stay.id, Discharge(LONG_AGO, DischargeType.COMPLETED), today=TODAY)
    right = StayCorrection(LONG_AGO, Series.OUTPATIENT, "7", WHY, LONG_AGO, DischargeType.COMPLETED)
    stays.correct(storage, coordinator, stay.id, right, today=TODAY)
