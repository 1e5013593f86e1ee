"""The built-in plans can be read aloud and shame nobody."""

from dataclasses import replace
from datetime import date

import pytest

from peerdesk import words
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.plans import BUILT_IN, LastDone, Plan, suggested
from peerdesk.words.plans import PLAN_WORDS
from tests.words.test_codes import SHAMING

DAY = date(2026, 10, 2)


def test_every_built_in_plan_has_words_and_no_words_are_without_a_plan():
    assert list(PLAN_WORDS) == [key for key in PLAN_WORDS if key in BUILT_IN]
    assert set(PLAN_WORDS) == set(BUILT_IN)


@pytest.mark.parametrize("key", BUILT_IN)
def test_a_plan_is_short_and_can_be_run_from_the_page(key):
    name, text = PLAN_WORDS[key]
    assert len(name) <= 40
    assert len(text.split()) <= 90
    lines = text.split("\n")
    starts = [line.split(maxsplit=1)[0] for line in lines]
    assert starts == ["Bring:", "Opening:", *(f"{n}." for n in range(1, len(lines) - 2)), "Closing:"]
    assert 3 <= len(lines) - 3 <= 5


@pytest.mark.parametrize("key", BUILT_IN)
def test_no_plan_shames_anybody(key):
    name, text = PLAN_WORDS[key]
    assert [word for word in [*SHAMING["en"], "drunk"] if word in f"{name} {text}".casefold()] == []


def said(last, key="family-evening"):
    plans = [Plan(key, replace(BUILT_IN[key], name=key, text="1."))]
    return words.why(suggested(plans, BUILT_IN[key].group_type, last, date(2026, 11, 18))[0])


def test_the_reason_says_what_the_group_did_when():
    assert said(LastDone()) == "For this type of group. Not done in this group yet."
    assert said(LastDone(since=DAY), "my-week") == "Not done in this group for a year or more."
    assert said(LastDone({"my-week": DAY}), "my-week") == "Last on 02-10-2026."
    assert said(LastDone(objectives={Objective.GOALS: DAY}), "three-questions") == (
        "Not done in this group yet. Setting goals: last on 02-10-2026."
    )
