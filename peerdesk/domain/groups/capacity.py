"""The size of a group: when it is told to be small or large, never forbidden."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from peerdesk.domain.groups.groups import GroupType

FEWEST = 3
MOST_SHARING, MOST_EDUCATION = 15, 35
"""Members: California's limits for group counselling and educational sessions (9 CCR 9854, 9852), here only said."""

_TAUGHT = frozenset({GroupType.EDUCATION, GroupType.WORKSHOP})
"""Types that meet as a class does."""


FILLING_UP = timedelta(weeks=2)
"""So long after its first member came a group may still have fewer than it means to have."""


class SizeHint(StrEnum):
    """Told beside a group's size; the usual one goes without a word."""

    SMALL = "small"
    LARGE = "large"


def usual_most(kind: GroupType | None) -> int:
    """Up to how many members a group of a kind usually works well."""
    return MOST_EDUCATION if kind in _TAUGHT else MOST_SHARING


def over_capacity(members: int, most: int) -> bool:
    """Whether a group has, or would have, more members than it was made for; warned of, never refused."""
    return members > most


def under_least(members: int, least: int) -> bool:
    """Whether a group has fewer members than it means to have; one without members has not begun."""
    return 0 < members < least


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """A group that fell below the number of members that it means to have; perhaps nobody is left."""

    id: int
    name: str
    members: int
    least: int


def size_hint(kind: GroupType | None, size: int) -> SizeHint | None:
    """What can be said of a size: under three or over fifteen where people share, over 35 in a class.

    An empty group and a small class are nothing to speak of.
    """
    if size > usual_most(kind):
        return SizeHint.LARGE
    return SizeHint.SMALL if 0 < size < FEWEST and kind not in _TAUGHT else None
