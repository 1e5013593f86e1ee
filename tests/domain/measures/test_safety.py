from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.measures.safety import SafetyAnswer, SafetyNoteRow, SafetyOfMember, in_order, opens
from peerdesk.errors import Problem

DAY = date(2026, 11, 18)


def note(number=1, *, opened=DAY, owner=1, there=True, **more):
    return SafetyNoteRow(number, 7, "Ramesh Kumar", DAY - timedelta(2), opened, owner, "Ravi", there, **more)


@given(st.integers(0, 3), st.integers(0, 3))
def test_an_answer_above_nought_opens_a_note_unless_one_spoke_of_it(answer, known):
    assert opens(answer, known) is (answer > 0 and answer > known)


def test_the_coordinator_is_asked_after_a_day_or_where_nobody_is_responsible():
    assert not note().is_escalated(DAY)
    assert note().is_escalated(DAY + timedelta(1))
    assert note(there=False).is_escalated(DAY)
    assert (note().waits(DAY), note().waits(DAY + timedelta(3)), note().waits(DAY - timedelta(1))) == (0, 3, 0)


def test_the_coordinator_sees_first_what_waits_longest_and_a_counsellor_what_is_theirs():
    fresh, old, older = note(1), note(2, opened=DAY - timedelta(1)), note(3, opened=DAY - timedelta(5), owner=2)
    left = note(4, owner=3, there=False)

    def numbers(first_of):
        return [found.id for found in in_order([fresh, left, old, older], DAY, first_of=first_of)]

    assert numbers(None) == [3, 2, 4, 1]
    assert numbers(1) == [2, 1, 3, 4]


@pytest.mark.parametrize(
    ("words", "day", "wrong"),
    [
        ("We talked.", DAY, []),
        ("We talked.", DAY - timedelta(2), []),
        ("  \n", DAY, [Problem("words", "text-missing")]),
        ("x" * 2001, DAY, [Problem("words", "text-too-long", {"most": 2000})]),
        ("We talked.", DAY + timedelta(1), [Problem("day", "day-ahead")]),
        ("", DAY - timedelta(3), [
            Problem("words", "text-missing"), Problem("day", "before-the-sheet", {"day": DAY - timedelta(2)})
        ]),
    ],
)  # fmt: skip
def test_an_answer_says_what_was_done_on_a_day_that_can_be_meant(words, day, wrong):
    assert SafetyAnswer(words, day).problems(note(), DAY) == wrong


def test_an_answer_that_was_taken_back_is_there_to_go_on_with():
    done = {"answered_on": DAY, "answered_by": "Ravi", "words": "We talked."}
    assert SafetyOfMember(note(2), [note(1, **done, taken_back=True)]).begun == "We talked."
    assert SafetyOfMember(note(2), [note(1, **done)]).begun == ""
    assert SafetyOfMember(note(2), []).begun == ""
