"""Shared duties in a group, done by turn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Duty(StrEnum):
    """What a group may share out among its members; each group has its own choice of these."""

    TEA = "tea"
    TIMEKEEPING = "timekeeping"
    OPENING_THOUGHT = "opening-thought"
    CLOSING_THOUGHT = "closing-thought"
    WELCOME = "welcome"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who may have a duty, with the day on which they last did it in this group."""

    member_id: int
    name: str
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty at one session.

    Attributes:
        holder: who has it; ``None`` while nobody has.
        candidates: who may have it, in the order of turns.
        next_id: whose turn it is; ``None`` if nobody is there.
    """

    duty: Duty
    holder: Candidate | None
    candidates: Sequence[Candidate]
    next_id: int | None


LastTurns = Mapping[tuple[Duty, int], date]
"""The day on which a member last did a duty in a group."""


def in_turn(duty: Duty, people: Iterable[int], last: LastTurns) -> list[int]:
    """Members in the order of their turn: who never did the duty, then who did it longest ago.

    Among equals those come first whose last duty of any kind is longest ago, then the order given (that of the roll).
    """
    latest: dict[int, date] = {}
    for (_duty, member_id), day in last.items():
        latest[member_id] = max(day, latest.get(member_id, day))

    def order(member_id: int) -> tuple[date, date]:
        return last.get((duty, member_id), date.min), latest.get(member_id, date.min)

    return sorted(people, key=order)


def share_out(
    duties: Iterable[Duty], people: Sequence[int], last: LastTurns, held: Mapping[Duty, int]
) -> dict[Duty, int]:
    """Whose turn each duty is that nobody has yet; nobody gets two while somebody has none."""
    busy, found = set(held.values()), dict[Duty, int]()
    for duty in duties:
        if duty in held or not people:
            continue
        order = in_turn(duty, people, last)
        chosen = next((member_id for member_id in order if member_id not in busy), order[0])
        found[duty] = chosen
        busy.add(chosen)
    return found
