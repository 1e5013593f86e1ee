"""Goals as they stand in the file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import JOIN, Expression

from peerdesk.db.models import Goal, GoalWord
from peerdesk.db.queries import tuples
from peerdesk.domain.care.goals import GoalRow, GoalState, GoalWordRow

# Inside a reading


def of_member(member_id: int) -> list[GoalRow]:
    """A member's goals: open ones first, by when they are due; then those closed, newest first."""
    found = goal_rows(Goal.member == member_id)
    still = [goal for goal in found if goal.state is GoalState.OPEN]
    done = [goal for goal in found if goal.state is not GoalState.OPEN]
    return still + sorted(done, key=lambda goal: (goal.closed_on or date.min, goal.id), reverse=True)


def open_of(member_ids: Iterable[int]) -> dict[int, list[GoalRow]]:
    """Open goals of some members by member, by when they are due; without those who have none."""
    found: dict[int, list[GoalRow]] = {}
    for goal in goal_rows((Goal.member << list(member_ids)) & (Goal.state == GoalState.OPEN)):
        found.setdefault(goal.member_id, []).append(goal)
    return found


def goal_rows(where: Expression) -> list[GoalRow]:
    """Goals with what was said about them, by when they are due (those without a day last); one query."""
    goal = Goal.id, Goal.member, Goal.text, Goal.set_on, Goal.due_on, Goal.state, Goal.closed_on
    word = GoalWord.day, GoalWord.kind, GoalWord.text, GoalWord.session, GoalWord.id
    rows = Goal.select(*goal, *word).join(GoalWord, JOIN.LEFT_OUTER).where(where)
    by_due_day = Goal.due_on.is_null(), Goal.due_on, Goal.set_on, Goal.id
    found: dict[int, list[Any]] = {}
    for row in tuples(rows.order_by(*by_due_day, GoalWord.day, GoalWord.id)):
        facts, words = row[: len(goal)], row[len(goal) :]
        said = found.setdefault(facts[0], [*facts, []])[-1]
        if words[0] is not None:
            said.append(GoalWordRow(*words))
    return [GoalRow(*facts) for facts in found.values()]
