"""One table of what a state of a member or a group stops, wherever somebody would else stand or be asked for.

Every module takes its answer from here: what is asked of the file (``records/standing.py``) and what an act refuses.
A state says nothing of the past: a former roster, a signed session and a figure of former days stay as they were.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """What may be true of somebody beside being in the programme; of a group, that it was closed."""

    ON_LEAVE = "on-leave"
    AFTERCARE = "aftercare"
    LEFT = "left"
    DIED = "died"
    ARCHIVED = "archived"
    GROUP_CLOSED = "group-closed"


class Part(StrEnum):
    """Where a member stands, or what they are asked for.

    The roster is that of the screens, of the session and of every sign-in sheet alike; calls are the follow-ups and the
    call sheet. From recovery on they are what is written down about a member with a day of its own (an entry), talks
    being those with the member: one with the family is asked of nobody's state. Own words are the staying-well plan,
    written down and printed for the member.
    """

    ROSTER = "roster"
    JOINING = "joining"
    WAITLIST = "waitlist"
    DUTIES = "duties"
    WALK_IN = "walk-in"
    GUESTS = "guests"
    ABSENCES = "absences"
    CONTACT_NEEDED = "contact-needed"
    CALLS = "calls"
    MILESTONES = "milestones"
    PAIRS = "pairs"
    POSSIBLE_MENTORS = "possible-mentors"
    WAITING_FOR_MENTOR = "waiting-for-mentor"
    PRESENCE = "presence"
    MEASURES_DUE = "measures-due"
    ADMISSION = "admission"
    RECOVERY = "recovery"
    CELEBRATIONS = "celebrations"
    CERTIFICATE = "certificate"
    CONSENTS = "consents"
    GOALS = "goals"
    OWN_WORDS = "own-words"
    MEASURES = "measures"
    TALKS = "talks"
    LEAVE = "leave"
    FINDER = "finder"
    MEMBER_LIST = "member-list"


_OUT_OF_PROGRAMME = frozenset({Part.PRESENCE, Part.WAITING_FOR_MENTOR, Part.MEASURES_DUE})
_OF_A_GROUP = frozenset(
    {Part.ROSTER, Part.JOINING, Part.WAITLIST, Part.DUTIES, Part.WALK_IN, Part.GUESTS, Part.ABSENCES}
)
_ARCHIVED = frozenset(Part)

STOPS: Mapping[State, frozenset[Part]] = MappingProxyType(
    {
        State.ON_LEAVE: frozenset({Part.ABSENCES}),
        State.AFTERCARE: _OUT_OF_PROGRAMME,
        State.LEFT: _OUT_OF_PROGRAMME | {Part.MILESTONES},
        State.DIED: _ARCHIVED - {Part.FINDER, Part.MEMBER_LIST, Part.GUESTS},
        State.ARCHIVED: _ARCHIVED,
        State.GROUP_CLOSED: _OF_A_GROUP,
    }
)
"""What each state stops.

On leave one stays on every roster, and the absence is excused. Who left keeps the groups that nobody ended with the
stay. Who died is still found, for what is asked about them later; their family may still come, and be talked with. Who
is in the archive is found by its own filter alone. An entry about a day up to the one since when they are gone is true
all the same, whenever it becomes known (a return to use before the death): only later days are stopped.
"""


def stopped(part: Part, *, died: bool, archived: bool) -> State | None:
    """Which of the two states of being gone for good stops a part, the graver first."""
    if died and part in STOPS[State.DIED]:
        return State.DIED
    return State.ARCHIVED if archived and part in STOPS[State.ARCHIVED] else None
