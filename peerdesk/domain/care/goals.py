"""Goals that a member sets: small, dated, with a state; and what is said about them at sessions.

A pledge is a goal that is promised to the group for today or the coming week, and read out when its day has come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_TEXT = 200
"""A goal is small: it fits on one line of a goal board."""

MOST_WORDS = 500


class GoalKind(StrEnum):
    """A goal of the member's own, or what they promise to the group."""

    GOAL = "goal"
    PLEDGE = "pledge"


class GoalState(StrEnum):
    """Where a goal stands. ``set-aside`` is the member's own choice and no verdict."""

    OPEN = "open"
    REACHED = "reached"
    SET_ASIDE = "set-aside"


class GoalWordKind(StrEnum):
    """What is said about a goal at a session: the three questions of the circle; of a pledge that it is not kept yet.

    *Not yet* needs no further word, and the pledge goes on.
    """

    PROGRESS = "progress"
    SETBACK = "setback"
    NEXT_STEP = "next-step"
    NOT_YET = "not-yet"


QUESTIONS = (GoalWordKind.PROGRESS, GoalWordKind.SETBACK, GoalWordKind.NEXT_STEP)
"""What every goal is asked about."""


@dataclass(frozen=True, slots=True)
class GoalWordRow:
    """Something said about a goal; ``session_id`` is ``None`` where it was not said at a session."""

    day: date
    kind: GoalWordKind
    text: str
    session_id: int | None
    id: int


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal.

    Attributes:
        due_on: by when; ``None`` where no day was named.
        closed_on: when it was reached or set aside; ``None`` while it is open.
        said: oldest first.
    """

    id: int
    member_id: int
    text: str
    set_on: date
    due_on: date | None
    state: GoalState
    closed_on: date | None
    said: Sequence[GoalWordRow]
    kind: GoalKind = GoalKind.GOAL

    def is_read_out(self, day: date) -> bool:
        """Whether the group hears on a day what became of it: a pledge under way whose day has come."""
        due = self.due_on is None or self.due_on <= day
        return self.kind is GoalKind.PLEDGE and self.state is GoalState.OPEN and self.set_on <= day and due

    def kept_on(self, day: date) -> bool:
        """Whether it is a pledge that was kept, as the group heard on a day."""
        return self.kind is GoalKind.PLEDGE and self.state is GoalState.REACHED and self.closed_on == day

    def put_off_at(self, session_id: int) -> GoalWordRow | None:
        """The *not yet* that was said of it at a session, if any."""
        said = (word for word in self.said if word.session_id == session_id and word.kind is GoalWordKind.NOT_YET)
        return next(said, None)

    @property
    def last_said(self) -> GoalWordRow | None:
        return self.said[-1] if self.said else None


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as typed in: what the member wants to do, and by when."""

    text: str
    due_on: date | None = None
    kind: GoalKind = GoalKind.GOAL

    def problems(self, set_on: date) -> list[Problem]:
        found = text_problems(self.text, MOST_TEXT)
        if self.due_on is None and self.kind is GoalKind.PLEDGE:
            found.append(Problem("due_on", "pledge-day-missing"))
        if self.due_on is not None and self.due_on < set_on:
            found.append(Problem("due_on", "goal-not-yet-set", {"day": set_on}))
        return found


def closing_problems(goal: GoalRow, day: date, today: date) -> list[Problem]:
    """Say why a goal cannot have been reached or set aside on a day."""
    if day > today:
        return [Problem("closed_on", "day-ahead")]
    if day < goal.set_on:
        return [Problem("closed_on", "goal-not-yet-set", {"day": goal.set_on})]
    if goal.last_said is not None and day < goal.last_said.day:
        return [Problem("closed_on", "goal-said-later", {"day": goal.last_said.day})]
    return []


def saying_problems(
    goal: GoalRow, text: str, day: date, today: date, kind: GoalWordKind = GoalWordKind.PROGRESS
) -> list[Problem]:
    """Say what is wrong with something said about a goal. It is said while the goal is open."""
    if kind is GoalWordKind.NOT_YET:
        found = [] if goal.kind is GoalKind.PLEDGE else [Problem("kind", "no-pledge")]
        found += text_problems(text, MOST_WORDS) if text.strip() else []
    else:
        found = text_problems(text, MOST_WORDS)
    if day > today:
        found.append(Problem("day", "day-ahead"))
    elif day < goal.set_on:
        found.append(Problem("day", "goal-not-yet-set", {"day": goal.set_on}))
    elif goal.closed_on is not None and day > goal.closed_on:
        found.append(Problem("day", "goal-closed", {"day": goal.closed_on}))
    return found


def text_problems(text: str, most: int) -> list[Problem]:
    """Say what is wrong with a text of at most so many characters."""
    if blank(text):
        return [Problem("text", "text-missing")]
    return [Problem("text", "text-too-long", {"most": most})] if len(text.strip()) > most else []
