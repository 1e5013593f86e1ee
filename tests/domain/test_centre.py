"""What makes a centre's letterhead and a login acceptable."""

from dataclasses import replace

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.centre import LARGEST_LOGO, CentreDetails, StaffDetails
from peerdesk.errors import Problem
from tests.altered import altered

CENTRE = CentreDetails("Asha Kendra", "ASH", "Station Road, Dabra", "MP/2019/114")
MEENA = StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR)
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def test_an_empty_form_hears_everything_that_is_missing_at_once():
    assert CentreDetails().problems() == [Problem("name", "centre-name-missing"), Problem("code", "centre-code-wrong")]
    assert StaffDetails().problems() == [
        Problem("user_name", "user-name-wrong"),
        Problem("name", "staff-name-missing"),
    ]


def test_a_usual_centre_and_a_usual_coordinator_are_acceptable():
    assert CENTRE.problems() == []
    assert MEENA.problems() == []
    assert replace(CENTRE, name=" ").problems() == [Problem("name", "centre-name-missing")]


@pytest.mark.parametrize(("name", "most"), [("name", 120), ("address", 300), ("registration_number", 300)])
def test_each_line_of_the_letterhead_has_its_longest(name, most):
    assert altered(CENTRE, name, "x" * most).problems() == []
    assert altered(CENTRE, name, "x" * (most + 1)).problems() == [Problem(name, "text-too-long", {"most": most})]


@pytest.mark.parametrize("name", ["name", "designation"])
def test_a_name_and_a_designation_fit_under_a_signature(name):
    assert altered(MEENA, name, "x" * 120).problems() == []
    assert altered(MEENA, name, "x" * 121).problems() == [Problem(name, "text-too-long", {"most": 120})]


@pytest.mark.parametrize("code", ["AS", "ASHA2026", "42"])
def test_a_code_is_two_to_eight_capitals_and_digits(code):
    assert replace(CENTRE, code=code).problems() == []


@pytest.mark.parametrize("code", ["", "A", "ASHA20261", "ash", "AS/H", "AS H", "आशा"])
def test_no_other_code_begins_an_admission_number(code):
    assert replace(CENTRE, code=code).problems() == [Problem("code", "centre-code-wrong")]


@pytest.mark.parametrize("user_name", ["me", "m.rawat-2", "रमन", "मीना", "ਗੁਰਪ੍ਰੀਤ", "कुऱ्\u200dहाडे", "x" * 40])
def test_a_user_name_is_one_word_in_any_script(user_name):
    assert replace(MEENA, user_name=user_name).problems() == []


@pytest.mark.parametrize("user_name", ["m", "meena rawat", "meena@home", "x" * 41, "ीमना", "मीना रावत", "meena\u202e"])
def test_spaces_signs_and_single_letters_are_no_user_name(user_name):
    assert replace(MEENA, user_name=user_name).problems() == [Problem("user_name", "user-name-wrong")]


@pytest.mark.parametrize("beginning", [PNG, JPEG])
def test_a_logo_is_a_picture_of_a_megabyte_at_most(beginning):
    largest = beginning.ljust(LARGEST_LOGO, b"x")
    assert replace(CENTRE, logo=largest).problems() == []
    [problem] = replace(CENTRE, logo=largest + b"x").problems()
    assert problem == Problem("logo", "logo-wrong", {"most": 1000})
    assert str(problem.values["most"]) == "1000", "kilobytes, as the sentence says them"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.7", b"x" + PNG])
def test_nothing_else_is_a_logo(data):
    assert replace(CENTRE, logo=data).problems() == [Problem("logo", "logo-wrong", {"most": 1000})]
