"""Memberships: who joins a group from a day on, in which role, and when two spans of days meet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MemberRole(StrEnum):
    """What a member does in a group; frozen with the roster when a session is signed."""

    MEMBER = "member"
    PEER_LEADER = "peer-leader"
    TIMEKEEPER = "timekeeper"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Joining:
    """Members who join a group together, as typed in. No last day: a membership is ended by an act of its own."""

    group_id: int
    member_ids: tuple[int, ...]
    from_day: date
    role: MemberRole = MemberRole.MEMBER


def overlap(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two spans of days, ends included and an open end meaning for ever, share a day.

    A span whose last day lies before its first has none: a membership that never began.
    """
    last = min(first[1] or date.max, second[1] or date.max)
    return max(first[0], second[0]) <= last
