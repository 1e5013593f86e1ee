"""Reading what somebody typed into the search for anything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.finder import Wanted, fits

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "words", "number", "day"),
    [
        ("", (), None, None),
        ("Ramesh Kumar", ("ramesh", "kumar"), None, None),
        ("1234", ("1234",), 1234, None),
        ("0042", ("0042",), 42, None),
        ("S412", ("s412",), 412, None),  # the code on a sign-in sheet
        ("१२३४", ("1234",), 1234, None),
        ("123456789", ("123456789",), 123_456_789, None),
        ("9876543210", ("9876543210",), None, None),  # a phone
        ("morning 21-11", ("morning",), None, date(2026, 11, 21)),
        ("21/11 morning", ("morning",), None, date(2026, 11, 21)),
        ("morning 21-11-2025", ("morning",), None, date(2025, 11, 21)),
        ("२१-११", (), None, date(2026, 11, 21)),
        ("31-11", ("31-11",), None, None),  # there is no such day
        ("12-step", ("12-step",), None, None),
        ("morning 12", ("morning", "12"), None, None),
    ],
)
def test_what_is_typed_is_words_and_perhaps_a_number_or_a_day(text, words, number, day):
    assert Wanted.of(text, TODAY) == Wanted(words, number, day)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("30-12", date(2027, 1, 4), date(2026, 12, 30)),
        ("04-01", date(2026, 12, 30), date(2027, 1, 4)),
        ("29-02", date(2028, 3, 5), date(2028, 2, 29)),
        ("29-02", date(2027, 3, 5), date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_today(text, today, day):
    assert Wanted.of(text, today).day == day


@given(st.text(max_size=20))
def test_nothing_typed_is_ever_too_strange(text):
    Wanted.of(text, TODAY)
    fits(text.split(), "Morning Circle", text)


@given(st.dates(date(2026, 5, 25), date(2027, 5, 10)))
def test_every_day_of_half_a_year_around_is_found_by_day_and_month(day):
    assert Wanted.of(f"{day.day:02}-{day.month:02}", TODAY).day == day


@pytest.mark.parametrize("typed", ["mor", "MORNING", "circle", "mor cir", "cir mor", "mc", "मोर्निंग"])
def test_a_name_is_found_by_the_beginnings_of_its_words_in_either_script(typed):
    assert fits(typed.casefold().split(), "Morning Circle")


@pytest.mark.parametrize("typed", ["orning", "mor x", "m c x", "cm"])
def test_and_by_nothing_else(typed):
    assert not fits(typed.split(), "Morning Circle")


def test_a_name_in_its_own_script_is_found_by_latin_letters():
    assert fits(["subah"], "सुबह की सभा")


def test_a_part_after_a_hyphen_is_a_word_too():
    assert fits(["12"], "12-Step Evening")
    assert fits(["12-s"], "12-Step Evening")
    assert fits(["step"], "12-Step Evening")


def test_any_of_several_names_will_do():
    assert fits(["new"], "नया सदस्य", "New member")
