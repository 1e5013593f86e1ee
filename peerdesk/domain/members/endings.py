"""Acts that end other things, and what they end: kept, so that taking an act back brings back exactly that."""

from dataclasses import dataclass
from enum import StrEnum


class EndingAct(StrEnum):
    """What ended something else. A death within a stay ends the stay too."""

    DISCHARGE = "discharge"
    DEATH = "death"
    ARCHIVE = "archive"
    CLOSING = "closing"


class EndedKind(StrEnum):
    """What was ended; of a duty by turn, the turns that were still to come."""

    MEMBERSHIP = "membership"
    MENTORSHIP = "mentorship"
    MENTOR = "mentor"
    WAITING = "waiting"
    FOLLOW_UP = "follow-up"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class WhatEnds:
    """What ends with a death or in the archive, told before it is done.

    Attributes:
        groups: names of the groups they are in.
        companions: names of those whom they accompany or who accompany them.
        mentor: whether they agreed to accompany others.
        waitlists: names of the groups they wait for.
        follow_ups: how many are open.
        duties: how many turns at duties are still to come.
        in_programme: whether a stay goes on.
    """

    groups: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    mentor: bool = False
    waitlists: tuple[str, ...] = ()
    follow_ups: int = 0
    duties: int = 0
    in_programme: bool = False


@dataclass(frozen=True, slots=True)
class WhatCloses:
    """What ends with the closing of a group, told before it is done.

    Attributes:
        memberships: how many end on the last day.
        waiting: how many are on its waitlist.
        duties: how many turns at duties are still to come.
    """

    memberships: int = 0
    waiting: int = 0
    duties: int = 0
