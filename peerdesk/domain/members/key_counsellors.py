"""The key counsellor: who of the staff answers for a member, from a day to a day; and whose members are shown.

A member has one at a time or none. The day on which another one takes over belongs to that one, so that of every day it
is known who answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.access import Permission, Role, allowed
from peerdesk.errors import Problem


class Whose(StrEnum):
    """Whose members are shown. Members without a key counsellor are everybody's, and shown to everybody."""

    MINE = "mine"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a member.

    Attributes:
        to_day: the day on which it ended, and another one began; ``None`` while it goes on.
    """

    id: int
    staff_id: int
    name: str
    from_day: date
    to_day: date | None = None

    @property
    def settled_until(self) -> date:
        """The earliest day on which somebody else can begin: before it stands in the history who answered."""
        return self.to_day or self.from_day

    def on(self, day: date) -> bool:
        """Whether it held on a day."""
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


@dataclass(frozen=True, slots=True)
class PossibleCounsellor:
    """One of the staff who can answer for members."""

    id: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What one member's row was and became, so that it can be taken back while nothing came after it.

    Attributes:
        before: who answered; ``None`` if nobody did.
        after: who answers now; ``None`` if nobody does.
    """

    member_id: int
    before: Answering | None
    after: Answering | None


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody for whom a key counsellor answers, or nobody does."""

    member_id: int
    number: int
    name: str


def can_answer(role: Role) -> bool:
    """Whether somebody of this role can be a key counsellor: who may see notes."""
    return allowed(role, Permission.SEE_NOTES)


def suggested(candidates: Sequence[PossibleCounsellor], last: int | None, acting: int) -> int | None:
    """Whom an admission suggests: the last key counsellor, else the only counsellor, else the counsellor who admits."""
    counsellors = [who.id for who in candidates if who.role is Role.COUNSELLOR] or [who.id for who in candidates]
    if last is not None and any(who.id == last for who in candidates):
        return last
    if len(counsellors) == 1:
        return counsellors[0]
    return acting if acting in counsellors else None


def change_problems(last: Answering | None, day: date, today: date) -> list[Problem]:
    """Say what is wrong with the day from which somebody else is to answer for a member.

    ``last`` is who answers now, or was the last who did.
    """
    if day > today:
        return [Problem("from_day", "key-counsellor-ahead")]
    if last is not None and day < last.settled_until:
        code = "key-counsellor-before-last" if last.to_day is None else "key-counsellor-before-end"
        return [Problem("from_day", code, {"name": last.name, "day": last.settled_until})]
    return []
