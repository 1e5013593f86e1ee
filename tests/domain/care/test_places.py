"""Places to refer to: a name that no other one has, a number that can be called."""

import pytest

from peerdesk.domain.care.places import MOST_PLACE_NAME, MOST_WHAT_FOR, NewPlace


def codes(place, *others):
    return [f"{problem.field}: {problem.code}" for problem in place.problems(others)]


def test_a_place_is_kept_as_it_is_read():
    kept = NewPlace("  District \u200b Hospital ", " medicines,  beds ", "+91 98765-43210").tidied()
    assert kept == NewPlace("District Hospital", "medicines, beds", "9876543210")


@pytest.mark.parametrize("phone", ["", "9876543210", "0751 2345678", "108", "14416", "1800 11 0031", "०७५१-२३४५६७८"])
def test_numbers_that_can_be_called(phone):
    assert codes(NewPlace("Hospital", "", phone)) == []


@pytest.mark.parametrize("phone", ["12", "98765", "ask at the gate", "5876543210", "2345678"])
def test_numbers_that_cannot_be_called_are_refused_beside_the_field(phone):
    assert codes(NewPlace("Hospital", "", phone)) == ["phone: place-phone-wrong"]


@pytest.mark.parametrize("name", ["", " \u200b\u00a0", "\u200d"])
def test_a_name_is_needed(name):
    assert codes(NewPlace(name)) == ["name: place-name-missing"]


def test_a_name_is_unique_as_people_read_it():
    for alike in ("district hospital", "DISTRICT-HOSPITAL", "District  Hospital"):
        assert codes(NewPlace(alike), "District Hospital") == ["name: place-name-taken"]
    assert codes(NewPlace("Centre २"), "centre 02") == ["name: place-name-taken"]
    assert codes(NewPlace("District Hospital 2"), "District Hospital") == []


def test_what_is_too_long_is_refused():
    assert codes(NewPlace("x" * (MOST_PLACE_NAME + 1), "y" * (MOST_WHAT_FOR + 1))) == [
        "name: text-too-long",
        "what_for: text-too-long",
    ]
