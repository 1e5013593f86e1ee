"""One cleaning for all that is typed or pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.typed import (
    as_typed,
    number_key,
    plain,
    reading_key,
    searched,
    seen,
    tidy_number,
    without_marks,
    writable,
)


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("\ufeff42", "42"),
        ("\u200e21\u201111\u20132026\u202c", "21-11-2026"),
        ("98765\u00a043210", "98765 43210"),
        ("\t४२ \n", "42"),
        ("\u22125", "-5"),
        ("１２：３０", "12:30"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_what_is_pasted_is_what_was_seen(pasted, meant):
    assert plain(pasted) == meant


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    for clean in (plain, seen, searched, tidy_number, without_marks, as_typed):
        assert clean(clean(text)) == clean(text)


@given(st.text())
def test_every_cleaned_text_can_be_written(text):
    assert all(map(writable, (plain(text), reading_key(text), as_typed(text))))


def test_a_blank_that_is_being_typed_stays():
    assert as_typed("98765\u00a0") == "98765 "


def test_a_search_keeps_the_joiners_of_a_word():
    assert searched("\u200eकुऱ\u200dहाडे\u00a0") == "कुऱ\u200dहाडे"


@pytest.mark.parametrize(
    "other",
    [
        "morning circle 1",
        "Morning  Circle 1",
        "Morning-Circle 1",
        "Morning \u2013 Circle-1",
        "Morning Circle\u200b 1",
        "MORNING CIRCLE 01",
        "Morning\u00a0Circle १",
    ],
)
def test_names_that_read_the_same_are_the_same(other):
    assert reading_key(other) == reading_key("Morning Circle 1")


@pytest.mark.parametrize("other", ["Morning Circle 2", "Morning Circle 10", "Evening Circle 1"])
def test_names_that_read_otherwise_are_others(other):
    assert reading_key(other) != reading_key("Morning Circle 1")


@pytest.mark.parametrize(
    "other",
    [
        "ASH/2026-27/42",
        "ash/2026-27/0042",
        "ASH / 2026-27 / 0042",
        "ASH/२०२६-२७/००४२",
        "ASH/੨੦੨੬\u2011੨੭/42",
        "ASH/2026\u201327/042",
    ],
)
def test_an_entry_of_the_book_is_the_same_however_it_is_written(other):
    assert number_key(other) == number_key("ASH/2026-27/0042")
    assert number_key(other) != number_key("ASH/2026-27/0420")


def test_a_number_is_kept_tidily():
    assert tidy_number(" ASH / २०२६\u2013२७ / ००४२\u200b") == "ASH/2026-27/0042"


def test_a_secret_loses_nothing_but_marks():
    assert without_marks("\ufeffriver  stone \u2013 7\u200e") == "river  stone \u2013 7"


def test_half_a_letter_cannot_be_written():
    assert not writable("\ud83d")
    assert writable("🙏")
