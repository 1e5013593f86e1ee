from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.members.members import MemberDetails, age_at, display_name, number_text, tidied
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
BIRTHS = st.dates(date(1920, 1, 1), TODAY)


def codes(**known):
    details = replace(MemberDetails(name_latin="Ramesh Kumar", gender=Gender.MALE, age=30), **known)
    return [f"{problem.field}: {problem.code}" for problem in details.problems(TODAY)]


@given(BIRTHS, st.integers(0, 100))
def test_a_birthday_adds_a_year_on_its_day_and_not_before(birth, years):
    day = date(birth.year + years, birth.month, 28) if (birth.month, birth.day) == (2, 29) else None
    birthday = day or birth.replace(year=birth.year + years)
    if day is None:
        assert age_at(birth, birthday) == years
        assert age_at(birth, birthday - timedelta(1)) == max(0, years - 1)


def test_who_was_born_on_a_leap_day_grows_older_on_the_first_of_march():
    born = date(2000, 2, 29)
    assert age_at(born, date(2001, 2, 28)) == 0
    assert age_at(born, date(2001, 3, 1)) == 1
    assert age_at(born, date(2004, 2, 28)) == 3
    assert age_at(born, date(2004, 2, 29)) == 4


@given(BIRTHS, BIRTHS)
def test_an_age_is_never_negative_and_never_falls(birth, day):
    assert 0 <= age_at(birth, day) <= age_at(birth, day + timedelta(400))


def test_a_stated_age_goes_on_from_the_day_it_was_stated():
    stated = MemberDetails(age=40, age_on=date(2024, 11, 19))
    assert stated.age_today(TODAY) == 41
    assert stated.age_today(TODAY + timedelta(1)) == 42
    assert MemberDetails(age=40).age_today(TODAY) == 40
    assert MemberDetails().age_today(TODAY) is None


def test_a_birth_date_counts_before_a_stated_age():
    assert MemberDetails(birth_date=date(1990, 1, 1), age=20, age_on=TODAY).age_today(TODAY) == 36


def test_an_empty_form_hears_everything_that_is_missing_at_once():
    empty = MemberDetails(phones=(Phone("12"),), village="x" * 121, relation_name="\u093f").problems(TODAY)
    assert [f"{problem.field}: {problem.code}" for problem in empty] == [
        "name_latin: name-missing",
        "age: age-missing",
        "gender: gender-missing",
        "relation_name: name-starts-with-mark",
        "village: text-too-long",
        "phones: phone-wrong",
    ]


def test_three_fields_are_enough():
    assert codes() == []
    assert codes(name_latin="", name_native="रमेश") == []
    assert codes(age=None, birth_date=date(1990, 2, 28)) == []


@pytest.mark.parametrize(
    ("known", "problem"),
    [
        ({"name_latin": "R" * 300}, "name_latin: name-too-long"),
        ({"name_native": "राम" * 100}, "name_native: name-too-long"),
        ({"name_latin": "Ramesh 😀"}, "name_latin: name-has-symbols"),
        ({"name_native": "محمد"}, "name_native: name-right-to-left"),
        ({"name_native": "िराम"}, "name_native: name-starts-with-mark"),
        ({"name_latin": "..."}, "name_latin: name-without-letters"),
        ({"age": 0}, "age: age-wrong"),
        ({"age": 121}, "age: age-wrong"),
        ({"birth_date": TODAY + timedelta(1)}, "birth_date: birth-date-ahead"),
        ({"birth_date": date(1900, 1, 1)}, "birth_date: birth-date-too-early"),
        ({"phones": (Phone("5123456789"),)}, "phones: phone-wrong"),
    ],
)
def test_what_cannot_be_kept_is_named(known, problem):
    assert codes(**known) == [problem]


def test_signs_of_markup_in_a_name_are_harmless():
    assert codes(name_latin="Ramesh <b>& sons</b>") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("98765 43210", "9876543210"),
        ("+91-98765-43210", "9876543210"),
        ("0091 9876543210", "9876543210"),
        ("९८७६५४३२१०", "9876543210"),
        ("09876543210", "9876543210"),
        ("011-23456789", "01123456789"),
        ("0751-2345678", "07512345678"),
        ("none", "none"),
    ],
)
def test_a_phone_number_is_kept_as_its_digits(typed, kept):
    assert Phone(typed, " his  wife ").tidied() == Phone(kept, "his wife")


def test_where_one_name_fits_the_latin_one_is_shown_if_there_is_one():
    assert display_name("Ramesh", "रमेश") == "Ramesh"
    assert display_name("", "रमेश") == "रमेश"


def test_a_member_number_has_four_digits_or_more():
    assert [number_text(number) for number in (7, 42, 4321, 12345)] == ["0007", "0042", "4321", "12345"]


def test_a_refusal_names_the_field_and_the_limit_that_was_crossed():
    long = MemberDetails("x" * 121, "म" * 121, Gender.MALE, age=121, relation_name="x" * 121, village="x" * 121)
    most = {"most": 120}
    assert replace(long, district="x" * 121).problems(TODAY) == [
        Problem("name_latin", "name-too-long", most),
        Problem("name_native", "name-too-long", most),
        Problem("age", "age-wrong", most),
        Problem("relation_name", "name-too-long", most),
        Problem("village", "text-too-long", most),
        Problem("district", "text-too-long", most),
    ]
    old = MemberDetails("Ramesh", gender=Gender.MALE, birth_date=TODAY.replace(year=TODAY.year - 121))
    assert old.problems(TODAY) == [Problem("birth_date", "birth-date-too-early", most)]


def test_the_oldest_the_youngest_and_the_longest_are_members_too():
    assert codes(age=1) == codes(age=120) == []
    assert codes(age=None, birth_date=TODAY) == []
    assert codes(age=None, birth_date=TODAY.replace(year=TODAY.year - 120)) == []
    assert codes(name_latin="R" * 120, village="V" * 120, district="D" * 120, relation_name="K" * 120) == []


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("6000000000", False),
        ("0751234567", False),
        ("07512345678", False),
        ("075123456", True),
        ("075123456789", True),
        ("98765432101", True),
        ("none", True),
    ],
)
def test_a_phone_is_a_mobile_of_ten_digits_or_a_landline_with_its_nought(number, wrong):
    good = Phone("9876543210")
    assert codes(phones=(good, Phone(number))) == (["phones: phone-wrong"] if wrong else [])


def test_details_are_kept_tidy():
    typed = MemberDetails(
        " Ramesh   Kumar ",
        " रमेश  कुमार ",
        Gender.MALE,
        age=30,
        relation_name=" Mohan  Lal ",
        village=" Dabra  Khurd ",
        district=" Gwalior  City ",
        phones=(Phone("98765 43210", " his  wife "), Phone("  ")),
    )
    assert tidied(typed, TODAY) == MemberDetails(
        "Ramesh Kumar",
        "रमेश कुमार",
        Gender.MALE,
        age=30,
        age_on=TODAY,
        relation_name="Mohan Lal",
        village="Dabra Khurd",
        district="Gwalior City",
        phones=(Phone("9876543210", "his wife"),),
    )


def test_an_age_keeps_the_day_on_which_it_was_stated_and_gives_way_to_a_birth_date():
    stated, born = date(2024, 1, 1), date(1990, 1, 1)
    assert tidied(MemberDetails(age=30, age_on=stated), TODAY).age_on == stated
    known = tidied(MemberDetails(birth_date=born, age=30, age_on=stated), TODAY)
    assert (known.birth_date, known.age, known.age_on) == (born, None, None)
    nothing = tidied(MemberDetails(age_on=stated), TODAY)
    assert (nothing.age, nothing.age_on) == (None, None)
