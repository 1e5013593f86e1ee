"""Aadhaar numbers are found however they are written, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.identity_numbers import is_check_digit_right, masked

UIDAI_SAMPLE = "999941057058"
"""Of UIDAI's own test data."""

KNOWN = "2363", "123451", "1428570", "84736430954837284567892", UIDAI_SAMPLE, "234123412346"
"""Published numbers with their check digit."""


@pytest.mark.parametrize("number", KNOWN)
def test_the_check_digit_is_that_of_verhoeff(number):
    assert is_check_digit_right(number)
    for place, digit in enumerate(number):
        for other in set("0123456789") - {digit}:
            assert not is_check_digit_right(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize("number", KNOWN)
def test_two_neighbours_that_were_exchanged_are_noticed(number):
    for place in range(len(number) - 1):
        first, second = number[place : place + 2]
        if first != second:
            assert not is_check_digit_right(number[:place] + second + first + number[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("999941057058", "XXXXXXXX7058"),
        ("9999 4105 7058", "XXXX XXXX 7058"),
        ("9999-4105-7058", "XXXX-XXXX-7058"),
        ("9999.4105.7058", "XXXX.XXXX.7058"),
        ("9999\u00a04105\u00a07058", "XXXX\u00a0XXXX\u00a07058"),
        ("९९९९ ४१०५ ७०५८", "XXXX XXXX ७०५८"),
        ("੯੯੯੯੪੧੦੫੭੦੫੮", "XXXXXXXX੭੦੫੮"),
        ("Aadhaar: 9999 4105 7058, shown on 3 May.", "Aadhaar: XXXX XXXX 7058, shown on 3 May."),
        ("(999941057058)", "(XXXXXXXX7058)"),
        ("आधार 999941057058।", "आधार XXXXXXXX7058।"),
        ("9999 4105 7058\n2341 2341 2346", "XXXX XXXX 7058\nXXXX XXXX 2346"),
        ("999941057058/234123412346", "XXXXXXXX7058/XXXXXXXX2346"),
        ("9999 4105 7058.", "XXXX XXXX 7058."),
        ("9999 4105 7058 2026", "XXXX XXXX 7058 2026"),
    ],
)
def test_it_is_masked_to_its_last_four_digits(typed, kept):
    assert masked(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "999941057059",  # no Aadhaar number
        "9999 41057058",  # not written as one
        "1999941057058",  # longer
        "99994105705",  # shorter
        "AB999941057058",
        "999941057058kg",
        "999941057058.50",
        "+919876543210",
        "+91 98765 43210",
        "98765 43210, 87654 32109",
        "919876543210",
        "014285701428",  # none begins with 0
        "2026-11-30 10:15",
        "",
    ],
)
def test_whatever_else_is_left_alone(text):
    assert masked(text) == text


def test_a_mobile_number_with_the_country_s_code_is_left_alone_even_where_it_could_be_both():
    both = next(f"91{mobile}" for mobile in range(9_876_543_210, 9_876_543_300) if is_check_digit_right(f"91{mobile}"))
    assert masked(both) == both
    in_fours = f"{both[:4]} {both[4:8]} {both[8:]}"
    assert masked(in_fours) == f"XXXX XXXX {both[8:]}"


@given(st.text(alphabet="0123456789 -.Xaक९\n", max_size=60))
def test_the_text_keeps_its_length_and_is_masked_once(text):
    once = masked(text)
    assert len(once) == len(text)
    assert masked(once) == once
