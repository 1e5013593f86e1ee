"""What makes a goal, and what is said about it, acceptable."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.goals import (
    GoalRow,
    GoalState,
    GoalText,
    GoalWordKind,
    GoalWordRow,
    closing_problems,
    saying_problems,
)
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
SET_ON = date(2026, 11, 2)
ONE_DAY = timedelta(1)


def goal(*said_on, closed_on=None):
    said = [GoalWordRow(day, GoalWordKind.PROGRESS, "went", None, n) for n, day in enumerate(said_on, 1)]
    state = GoalState.REACHED if closed_on else GoalState.OPEN
    return GoalRow(1, 1, "Walk every morning", SET_ON, None, state, closed_on, said)


def codes(problems):
    return [f"{problem.field}: {problem.code}" for problem in problems]


def test_a_goal_needs_a_text_and_no_date():
    assert codes(GoalText("Walk every morning").problems(SET_ON)) == []
    assert codes(GoalText("  ").problems(SET_ON)) == ["text: text-missing"]


def test_a_goal_stays_small():
    assert codes(GoalText("x" * 200).problems(SET_ON)) == []
    assert codes(GoalText("x" * 201).problems(SET_ON)) == ["text: text-too-long"]


def test_a_goal_is_due_on_the_day_it_was_set_at_the_earliest():
    assert codes(GoalText("Call home", SET_ON).problems(SET_ON)) == []
    late = GoalText("", SET_ON - ONE_DAY).problems(SET_ON)
    assert codes(late) == ["text: text-missing", "due_on: goal-not-yet-set"]
    assert late[1].values == {"day": SET_ON}


def test_a_goal_is_closed_between_the_day_it_was_set_and_today():
    assert codes(closing_problems(goal(), SET_ON, TODAY)) == []
    assert codes(closing_problems(goal(), TODAY, TODAY)) == []
    assert codes(closing_problems(goal(), TODAY + ONE_DAY, TODAY)) == ["closed_on: day-ahead"]
    assert codes(closing_problems(goal(), SET_ON - ONE_DAY, TODAY)) == ["closed_on: goal-not-yet-set"]


def test_a_goal_is_not_closed_before_something_that_was_said_about_it():
    said = SET_ON + 5 * ONE_DAY
    assert codes(closing_problems(goal(said), said, TODAY)) == []
    assert codes(closing_problems(goal(said), said - ONE_DAY, TODAY)) == ["closed_on: goal-said-later"]


@pytest.mark.parametrize(("text", "found"), [("", ["text: text-missing"]), ("x" * 501, ["text: text-too-long"])])
def test_what_is_said_is_some_words_and_not_a_report(text, found):
    assert codes(saying_problems(goal(), text, TODAY, TODAY)) == found
    assert codes(saying_problems(goal(), "x" * 500, TODAY, TODAY)) == []


@given(st.dates(SET_ON - 9 * ONE_DAY, TODAY + 9 * ONE_DAY), st.none() | st.dates(SET_ON, TODAY))
def test_something_is_said_on_a_day_on_which_the_goal_was_open(day, closed_on):
    fits = SET_ON <= day <= (closed_on or TODAY)
    assert (not saying_problems(goal(closed_on=closed_on), "went", day, TODAY)) is fits


def test_a_refusal_names_the_day_or_the_length_that_was_crossed():
    closed_on, said = SET_ON + 5 * ONE_DAY, SET_ON + 3 * ONE_DAY
    closed = goal(closed_on=closed_on)
    assert saying_problems(closed, "went", TODAY + ONE_DAY, TODAY) == [Problem("day", "day-ahead")]
    assert saying_problems(closed, "went", SET_ON - ONE_DAY, TODAY) == [
        Problem("day", "goal-not-yet-set", {"day": SET_ON})
    ]
    assert saying_problems(closed, "went", closed_on + ONE_DAY, TODAY) == [
        Problem("day", "goal-closed", {"day": closed_on})
    ]
    assert saying_problems(goal(), "x" * 501, SET_ON, TODAY) == [Problem("text", "text-too-long", {"most": 500})]
    assert closing_problems(goal(), SET_ON - ONE_DAY, TODAY) == [
        Problem("closed_on", "goal-not-yet-set", {"day": SET_ON})
    ]
    assert closing_problems(goal(said), SET_ON, TODAY) == [Problem("closed_on", "goal-said-later", {"day": said})]
    assert GoalText("x" * 201).problems(SET_ON) == [Problem("text", "text-too-long", {"most": 200})]


def test_spaces_around_a_goal_do_not_count():
    assert GoalText(" " * 9 + "x" * 200 + " " * 9).problems(SET_ON) == []
    assert saying_problems(goal(), " " + "x" * 500 + " ", TODAY, TODAY) == []


def test_the_latest_of_what_was_said_is_the_last():
    assert goal().last_said is None
    assert goal(SET_ON, TODAY).last_said.day == TODAY
