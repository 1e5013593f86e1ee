import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.errors import InvalidInput, Problem
from peerdesk.security import crockford
from peerdesk.security.password_recovery import new_code, parse_code

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
GURMUKHI = str.maketrans("0123456789", "੦੧੨੩੪੫੬੭੮੯")
FULL_WIDTH = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in crockford.ALPHABET})
CODES = st.builds(new_code)
PLACES = st.integers(0, 35)


def refused(text):
    with pytest.raises(InvalidInput) as caught:
        parse_code(text)
    return caught.value.problems == (Problem("recovery_code", "recovery-code-mistyped"),)


def put(code, place, character):
    bare = code.replace("-", "")
    return bare[:place] + character + bare[place + 1 :]


def test_a_code_prints_as_nine_groups_without_ambiguous_letters():
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", new_code())


def test_a_code_stands_for_160_bits_and_no_two_are_alike():
    secrets = {parse_code(new_code()) for _ in range(200)}
    assert len(secrets) == 200
    assert {len(secret) for secret in secrets} == {20}


@given(CODES)
def test_the_printed_code_says_its_secret_in_base_32(code):
    assert crockford.encode(int.from_bytes(parse_code(code), "big"), 32) == code.replace("-", "")[:32]


@given(
    CODES,
    st.sampled_from(
        [
            str.lower,
            lambda code: code.replace("-", ""),
            lambda code: code.replace("-", "  "),
            lambda code: f" {code}\n".replace("-", " – "),
            lambda code: code.replace("0", "O").replace("1", "l"),
            lambda code: code.replace("0", "o").replace("1", "I"),
            lambda code: code.translate(DEVANAGARI),
            lambda code: code.translate(GURMUKHI),
            lambda code: code.translate(FULL_WIDTH),
        ]
    ),
)
def test_a_code_is_understood_however_it_is_typed(code, typed):
    assert parse_code(typed(code)) == parse_code(code)


@given(CODES, PLACES, st.sampled_from(crockford.ALPHABET))
def test_any_one_wrong_character_is_noticed(code, place, character):
    wrong = put(code, place, character)
    assert wrong == code.replace("-", "") or refused(wrong)


@given(CODES, st.integers(0, 31), st.integers(0, 31))
def test_two_exchanged_characters_are_noticed(code, one, other):
    bare = code.replace("-", "")
    wrong = put(put(code, one, bare[other]), other, bare[one])
    assert wrong == bare or refused(wrong)


@given(CODES, PLACES)
def test_a_missing_or_doubled_character_is_noticed(code, place):
    bare = code.replace("-", "")
    assert refused(bare[:place] + bare[place + 1 :])
    assert refused(bare[:place] + bare[place] + bare[place:])


@given(CODES, PLACES, st.sampled_from("UÄआé"))
def test_a_letter_no_code_has_is_noticed(code, place, letter):
    assert refused(put(code, place, letter))


@given(st.text(max_size=60))
def test_no_text_whatever_breaks_the_reader(text):
    assert refused(text)


@given(st.integers(0, 2**50 - 1))
def test_numbers_survive_base_32(number):
    assert crockford.decode(crockford.encode(number, 10)) == number
