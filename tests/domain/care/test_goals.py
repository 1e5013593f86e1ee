"""What makes a goal, and what is said about it, acceptable."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.goals import (
    GoalKind,
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


def pledge(due_on=SET_ON + ONE_DAY, state=GoalState.OPEN, closed_on=None, said=()):
    return GoalRow(2, 1, "Call home", SET_ON, due_on, state, closed_on, said, GoalKind.PLEDGE)


def test_a_pledge_has_a_day_on_which_the_group_hears_of_it():
    assert codes(GoalText("Call home", None, GoalKind.PLEDGE).problems(SET_ON)) == ["due_on: pledge-day-missing"]
    assert codes(GoalText("Call home", SET_ON, GoalKind.PLEDGE).problems(SET_ON)) == []


def test_a_pledge_is_read_out_from_its_day_on_until_it_is_kept_or_set_aside():
    day = SET_ON + ONE_DAY
    assert [pledge().is_read_out(on) for on in (SET_ON, day, day + ONE_DAY)] == [False, True, True]
    kept = pledge(state=GoalState.REACHED, closed_on=day)
    assert (kept.is_read_out(day), kept.kept_on(day), kept.kept_on(SET_ON)) == (False, True, False)
    assert not pledge(state=GoalState.SET_ASIDE, closed_on=day).kept_on(day)
    assert not goal().is_read_out(TODAY)
    assert not goal(closed_on=TODAY).kept_on(TODAY)


def test_not_yet_is_said_of_a_pledge_alone_and_needs_no_text():
    not_yet = GoalWordKind.NOT_YET
    assert codes(saying_problems(pledge(), "", TODAY, TODAY, not_yet)) == []
    assert codes(saying_problems(pledge(), "x" * 501, TODAY, TODAY, not_yet)) == ["text: text-too-long"]
    assert codes(saying_problems(goal(), "", TODAY, TODAY, not_yet)) == ["kind: no-pledge"]
    assert codes(saying_problems(pledge(), "", TODAY, TODAY)) == ["text: text-missing"]


def test_a_pledge_knows_at_which_session_it_was_put_off():
    word = GoalWordRow(TODAY, GoalWordKind.NOT_YET, "", 7, 1)
    assert pledge(said=[word]).put_off_at(7) == word
    assert pledge(said=[word]).put_off_at(8) is None
