"""Attention: the members who need contact, and the plain reasons why. A flag for the staff, never a penalty.

When a reason stands, and from when on it is settled, says :mod:`peerdesk.domain.care.attention_rules`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from peerdesk.domain.sessions.marks import Tally


class ReasonCode(StrEnum):
    """Why somebody needs contact, the most pressing first."""

    RETURNED = "returned"
    AWAY = "away"
    CRAVING = "craving"
    DAYS_OF_USE = "days-of-use"
    ABSENCES = "absences"
    FOLLOW_UP_OVERDUE = "follow-up-overdue"
    HALVED = "halved"
    NO_CONTACT = "no-contact"
    NO_GROUP = "no-group"
    GROUP_ALONE = "group-alone"


STRONG_CRAVING = 8
"""A craving of 8 to 10 calls for contact."""

_PLACE = {code: place for place, code in enumerate(ReasonCode)}
_NO_MARKS = Tally()
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done about a reason.

    Attributes:
        until: the day of the follow-up that was made of it; ``None`` where somebody has spoken with the member.
        spoken_on: the day of that talk.
        agreed: the next step that was agreed then; empty where none was written down.
    """

    until: date | None = None
    spoken_on: date | None = None
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody needs contact. Which values it has depends on the code.

    Attributes:
        count: absences running, days gone by, days of use, or the craving of 0 to 10.
        more: it was more than ``count`` days; nobody looked further back.
        group: the group of the absences.
        since: the day on which an overdue follow-up was due, a return to use was noted, an answer was given, or the
            first of the days away.
        lately: the marks of the last fortnight, of HALVED.
        before: the marks of the fortnight before.
        began: the first day on which it stood.
        told: the latest day that it tells of; a talk on that day or later has heard of it.
        settled: ``None`` while nothing was done about it.
    """

    code: ReasonCode
    count: int = 0
    more: bool = False
    group: str = ""
    since: date | None = None
    lately: Tally = _NO_MARKS
    before: Tally = _NO_MARKS
    began: date | None = None
    told: date | None = None
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A member who needs contact, what is still to be done first, and of that the most pressing.

    Attributes:
        follow_up_on: when the open follow-up that was made for it is due; ``None`` if there is none.
    """

    member_id: int
    number: int
    name: str
    phone: str
    reasons: Sequence[Reason]
    follow_up_on: date | None = None

    @property
    def settled(self) -> bool:
        """Whether something was done about each of the reasons."""
        return all(reason.settled is not None for reason in self.reasons)

    def is_new(self, day: date) -> bool:
        """Whether a reason that is not settled did not stand yet on the day before yesterday."""
        return any(
            reason.settled is None and reason.began is not None and reason.began >= day - _A_DAY
            for reason in self.reasons
        )


NEW, SETTLED = "new", "settled"
"""Keys of the first and of the last group; those of the others are the codes of the reasons."""


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """Members who need contact and belong together: new ones, those of one most pressing reason, the settled."""

    key: str
    rows: Sequence[AttentionRow]


def grouped(rows: Sequence[AttentionRow], day: date) -> list[AttentionGroup]:
    """Members in groups, each in the order given: new since yesterday first, then by reason, the settled last."""
    found: dict[str, list[AttentionRow]] = {key: [] for key in (NEW, *ReasonCode, SETTLED)}
    for row in rows:
        key = SETTLED if row.settled else NEW if row.is_new(day) else row.reasons[0].code
        found[key].append(row)
    return [AttentionGroup(str(key), members) for key, members in found.items() if members]


def pressing(found: Sequence[Reason]) -> tuple[bool, int, int, int]:
    """Sort key of a member's reasons in their order: who has more to be done first, then the more pressing, the longer.

    Those whose reasons are settled come last.
    """
    first = found[0]
    return first.settled is not None, -sum(reason.settled is None for reason in found), place_of(first), -first.count


def place_of(reason: Reason) -> int:
    """How pressing a reason is among others, 0 the most."""
    return _PLACE[reason.code]
