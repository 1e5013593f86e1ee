"""The note about a session of a group: its objective, its activities and its texts."""

from dataclasses import dataclass, field
from enum import StrEnum

from peerdesk.errors import Problem


class Objective(StrEnum):
    """What a session is for; every session has one."""

    SHARING_PROGRESS = "sharing-progress"
    COPING_SKILLS = "coping-skills"
    RETURN_TO_USE_PREVENTION = "return-to-use-prevention"
    HANDLING_CRAVING = "handling-craving"
    FEELINGS = "feelings"
    FAMILY = "family"
    GOALS = "goals"
    HEALTH = "health"
    STEP_WORK = "step-work"
    MILESTONES = "milestones"
    WELCOME = "welcome"


class Activity(StrEnum):
    """What was done."""

    ICEBREAKER = "icebreaker"
    SHARING_CIRCLE = "sharing-circle"
    ROLE_PLAY = "role-play"
    MEDITATION = "meditation"
    DISCUSSION = "discussion"
    READING = "reading"
    STORY = "recovery-story"
    GAME = "game"
    PRAYER = "prayer"


LONGEST_NOTE = 20_000
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class GroupNote:
    """The note about the group as a whole; never names a member."""

    objective: Objective | None = None
    topic: str = ""
    activities: frozenset[Activity] = field(default_factory=frozenset)
    shared: str = ""
    coping: str = ""
    concerns: str = ""
    plan: str = ""

    def problems(self) -> list[Problem]:
        """Say what is wrong with it."""
        found = [
            Problem(name, "text-too-long", {"most": LONGEST_NOTE})
            for name in ("shared", "coping", "concerns", "plan")
            if len(getattr(self, name)) > LONGEST_NOTE
        ]
        if len(self.topic) > LONGEST_LINE:
            found.append(Problem("topic", "text-too-long", {"most": LONGEST_LINE}))
        return found

    @property
    def written(self) -> bool:
        """Whether anything worth signing stands in it."""
        return any(text.strip() for text in (self.shared, self.coping, self.concerns, self.plan))
