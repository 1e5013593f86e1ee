"""Goals as they stand in the file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import JOIN, Expression

from peerdesk.db.models import Goal, GoalWord
from peerdesk.db.queries import tuples
from peerdesk.domain.care.goals import GoalKind, GoalRow, GoalState, GoalWordRow

# Inside a reading


def of_member(member_id: int) -> list[GoalRow]:
    """A member's goals: open ones first, by when they are due; then those closed, newest first."""
    found = goal_rows(Goal.member == member_id)
    still = [goal for goal in found if goal.state is GoalState.OPEN]
    done = [goal for goal in found if goal.state is not GoalState.OPEN]
    return still + sorted(done, key=lambda goal: (goal.closed_on or date.min, goal.id), reverse=True)


def at_session(member_ids: Iterable[int], day: date) -> list[GoalRow]:
    """What some members had set by a day and is under way, by when it is due; also the pledges kept on that day."""
    kept = (Goal.kind == GoalKind.PLEDGE) & (Goal.state == GoalState.REACHED) & (Goal.closed_on == day)
    there = (Goal.member << list(member_ids)) & (Goal.set_on <= day)
    return goal_rows(there & ((Goal.state == GoalState.OPEN) | kept))


def goal_rows(where: Expression) -> list[GoalRow]:
    """Goals with what was said about them, by when they are due (those without a day last); one query."""
    goal = Goal.id, Goal.member, Goal.text, Goal.set_on, Goal.due_on, Goal.state, Goal.closed_on, Goal.kind
    word = GoalWord.day, GoalWord.kind, GoalWord.text, GoalWord.session, GoalWord.id
    rows = Goal.select(*goal, *word).join(GoalWord, JOIN.LEFT_OUTER).where(where)
    by_due_day = Goal.due_on.is_null(), Goal.due_on, Goal.set_on, Goal.id
    found: dict[int, list[Any]] = {}
    for row in tuples(rows.order_by(*by_due_day, GoalWord.day, GoalWord.id)):
        facts, words = row[: len(goal)], row[len(goal) :]
        said = found.setdefault(facts[0], [*facts[:-1], [], facts[-1]])[-2]
        if words[0] is not None:
            said.append(GoalWordRow(*words))
    return [GoalRow(*facts) for facts in found.values()]
