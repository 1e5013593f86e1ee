"""Goals that a member sets: small, dated, with a state; and what is said about them at sessions."""

from enum import StrEnum


class GoalState(StrEnum):
    """Where a goal stands. ``set-aside`` is the member's own choice and no verdict."""

    OPEN = "open"
    REACHED = "reached"
    SET_ASIDE = "set-aside"


class GoalWordKind(StrEnum):
    """What a member says about a goal at a session (the three questions of the circle)."""

    PROGRESS = "progress"
    SETBACK = "setback"
    NEXT_STEP = "next-step"
