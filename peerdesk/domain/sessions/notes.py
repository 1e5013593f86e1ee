"""The note about a session of a group: its objective, its activities and its texts; and where notes may be read.

Notes are three things: the group note, the line about one member at one session, and the addenda to a signed session.
Whoever may see notes (``Permission.SEE_NOTES``: counsellors and the coordinator, never office staff) reads those of
every group, on these screens and papers alone:

* The session screen: the group note, the lines about members, the addenda, and the plan for next time out of the note
  of the group's held session before.
* The member's page (the newest ones) and the progress report (those of its period): the lines about that member
  alone; no group note, no line about anybody else.
* The weekly report: each group's objectives, and the plan for next time out of its latest note; no other text.
* The bin, in the settings: of a note that was emptied or typed over its former words, until they are emptied.
* The attendance register: the addenda. Office staff print it with day and author of an addendum in place of its text.

They stand nowhere else: the search, the finder, lists, Today, every other paper and the logs know nothing of what is
in them. Lists, Today and a refusal may tell that a note was written or is missing. A signature seals notes; the audit
trail keeps the objective, topic and activities that a session plan brought into one, never a text. What was learnt at
follow-ups and dealt with in contacts hangs on the same permission (``services/care/follow_ups.py``,
``services/members/member_page.py``).
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from peerdesk.domain.typed import blank
from peerdesk.errors import Problem


class Objective(StrEnum):
    """What a session is for; a note is signed with one of these, or with *none*.

    The weekly report and the choice of the next plan go by it.
    """

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
    NONE = "none"


class Activity(StrEnum):
    """What was done at a session, several as a rule; a session plan brings its own into the note."""

    ICEBREAKER = "icebreaker"
    SHARING_CIRCLE = "sharing-circle"
    ROLE_PLAY = "role-play"
    MEDITATION = "meditation"
    DISCUSSION = "discussion"
    READING = "reading"
    STORY = "recovery-story"
    GAME = "game"
    PRAYER = "prayer"


class NoteAuthor(NamedTuple):
    """Who changed the notes of a session last."""

    name: str
    at: datetime


LONGEST_NOTE = 20_000
"""Characters of one text: of the group note, of the line about a member, of an addendum."""
LONGEST_LINE = 200
"""Characters of the topic."""


@dataclass(frozen=True, slots=True)
class GroupNote:
    """The note about the group as a whole, in which nobody should be named (a warning says so)."""

    objective: Objective | None = None
    topic: str = ""
    activities: frozenset[Activity] = field(default_factory=frozenset)
    shared: str = ""
    coping: str = ""
    concerns: str = ""
    plan: str = ""

    def problems(self) -> list[Problem]:
        found = [
            Problem(name, "text-too-long", {"most": LONGEST_NOTE})
            for name in ("shared", "coping", "concerns", "plan")
            if len(getattr(self, name)) > LONGEST_NOTE
        ]
        if len(self.topic) > LONGEST_LINE:
            found.append(Problem("topic", "text-too-long", {"most": LONGEST_LINE}))
        return found

    def words(self) -> str:
        """All that is typed freely."""
        return "\n".join((self.topic, self.shared, self.coping, self.concerns, self.plan))

    @property
    def written(self) -> bool:
        """Whether anything worth signing stands in it: a text. Objective, topic and activities alone are not enough."""
        return not all(map(blank, (self.shared, self.coping, self.concerns, self.plan)))
