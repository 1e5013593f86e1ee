"""What is written in the demo centre: notes, reasons and contacts as a careful counsellor words them.

The lines of ``resources/demo_notes.tsv`` were written for PeerDesk; no person and no session stands behind them. They
speak of people first, name nobody and fit a man or a woman. A row is kind, group type (or ``any``), language and text.
"""

from collections.abc import Collection
from enum import StrEnum
from functools import cache
from random import Random

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.names import NameRegion
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.paths import resource


class TextKind(StrEnum):
    """What a line is written for."""

    TOPIC = "topic"
    SHARED = "shared"
    COPING = "coping"
    CONCERN = "concern"
    PLAN = "plan"
    MEMBER_NOTE = "member-note"
    STRUGGLE = "struggle"  # a member note that calls for contact
    RETURN_TO_USE = "return-to-use"  # a member note on the day of a new span
    LEAVE_REASON = "leave-reason"
    CONTACT = "contact"
    MENTOR_LOG = "mentor-log"
    ISSUES = "issues"  # dealt with in a one-to-one contact
    FAMILY_ISSUES = "family-issues"
    GOAL = "goal"
    GOAL_PROGRESS = "goal-progress"
    GOAL_SETBACK = "goal-setback"
    GOAL_NEXT = "goal-next"
    PLEDGE = "pledge"
    TRIGGER = "trigger"
    WARNING_SIGN = "warning-sign"
    HELPS = "helps"
    REACHED = "reached"  # what a follow-up brought
    NOT_REACHED = "not-reached"
    NEXT_STEP = "next-step"
    INCIDENT = "incident"
    INCIDENT_AGREED = "incident-agreed"
    WAITING = "waiting"
    STORY = "story"


LANGUAGE_WEIGHTS: dict[NameRegion, dict[str, int]] = {
    NameRegion.MADHYA_PRADESH: {"en": 65, "hi": 35},
    NameRegion.MAHARASHTRA: {"en": 60, "hi": 20, "mr": 20},
    NameRegion.PUNJAB: {"en": 60, "hi": 20, "pa": 20},
}
"""How often of a hundred a note is written in each language."""

_ANY = "any"
_CONCERN_SHARE = 0.4  # of sessions have something to watch


@cache
def _rows() -> tuple[tuple[TextKind, str, str, str], ...]:
    lines = resource("demo_notes.tsv").read_text(encoding="utf-8").splitlines()
    parted = (line.split("\t") for line in lines)
    return tuple((TextKind(kind), group, language, text) for kind, group, language, text in parted)


@cache
def texts(kind: TextKind, language: str, group_type: GroupType | None = None) -> tuple[str, ...]:
    """All lines of one kind in one language: those for every group, then those for a type of group alone."""
    wanted = (_ANY, group_type.value if group_type is not None else _ANY)
    return tuple(text for of, group, spoken, text in _rows() if of is kind and group in wanted and spoken == language)


def draw_language(chance: Random, region: NameRegion) -> str:
    """Choose the language in which the next note is written."""
    weights = LANGUAGE_WEIGHTS[region]
    return chance.choices(list(weights), list(weights.values()))[0]


def draw_line(chance: Random, kind: TextKind, language: str, avoid: Collection[str] = ()) -> str:
    """Draw one line for one member; a line in `avoid` (used lately) only when there is no other.

    In English where the language has none.
    """
    pool = texts(kind, language) or texts(kind, "en")
    return chance.choice([text for text in pool if text not in avoid] or pool)


def draw_group_note(chance: Random, group_type: GroupType, language: str) -> GroupNote:
    """Draw the note of one session in one language: two or so lines of each part, concerns in some sessions alone.

    Objective and activities are left to the caller, who knows the group's plan.
    """

    def drawn(kind: TextKind, most: int) -> str:
        pool = texts(kind, language, group_type)
        return " ".join(chance.sample(pool, min(len(pool), chance.randint(1, most))))

    return GroupNote(
        topic=drawn(TextKind.TOPIC, 1),
        shared=drawn(TextKind.SHARED, 3),
        coping=drawn(TextKind.COPING, 3),
        concerns=drawn(TextKind.CONCERN, 1) if chance.random() < _CONCERN_SHARE else "",
        plan=drawn(TextKind.PLAN, 2),
    )
