"""Goals as they stand in the file."""

from collections.abc import Iterable
from datetime import date

from peewee import Expression

from peerdesk.db.models import Goal, GoalWord
from peerdesk.domain.care.goals import GoalRow, GoalState, GoalWordRow

# Inside a reading


def of_member(member_id: int) -> list[GoalRow]:
    """A member's goals: open ones first, by when they are due; then those closed, newest first. Two queries."""
    found = goal_rows(Goal.member == member_id)
    still = [goal for goal in found if goal.state is GoalState.OPEN]
    done = [goal for goal in found if goal.state is not GoalState.OPEN]
    return still + sorted(done, key=lambda goal: (goal.closed_on or date.min, goal.id), reverse=True)


def open_of(member_ids: Iterable[int]) -> dict[int, list[GoalRow]]:
    """Open goals of some members by member, by when they are due; without those who have none. Two queries."""
    found: dict[int, list[GoalRow]] = {}
    for goal in goal_rows((Goal.member << list(member_ids)) & (Goal.state == GoalState.OPEN)):
        found.setdefault(goal.member_id, []).append(goal)
    return found


def goal_rows(where: Expression) -> list[GoalRow]:
    """Goals with what was said about them, by when they are due (those without a day last); two queries."""
    goals = list(Goal.select().where(where).order_by(Goal.due_on.is_null(), Goal.due_on, Goal.set_on, Goal.id))
    said: dict[int, list[GoalWordRow]] = {goal.id: [] for goal in goals}
    words = GoalWord.select().where(GoalWord.goal << list(said)).order_by(GoalWord.day, GoalWord.id)
    for word in words:
        said[word.goal_id].append(GoalWordRow(word.day, word.kind, word.text, word.session_id, word.id))
    return [
        GoalRow(goal.id, goal.member_id, goal.text, goal.set_on, goal.due_on, goal.state, goal.closed_on, said[goal.id])
        for goal in goals
    ]
