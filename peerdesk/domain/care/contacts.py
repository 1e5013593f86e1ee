"""Contacts: one-to-one counselling, family sessions, home visits and calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.errors import Problem

MOST_MINUTES = 600
_MOST_WITH_WHOM, _MOST_ISSUES = 120, 2000


class ContactKind(StrEnum):
    """With whom and how. Individual and family sessions are numbered on the portal's counselling lists."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    HOME_VISIT = "home-visit"
    CALL = "call"
    FAMILY_CALL = "family-call"


WITH_MEMBER = frozenset(kind for kind in ContactKind if kind is not ContactKind.FAMILY_CALL)
"""Contacts at which somebody spoke with the member; a call with the family alone is none."""

WITH_FAMILY = frozenset({ContactKind.FAMILY, ContactKind.HOME_VISIT, ContactKind.FAMILY_CALL})
"""Contacts at which somebody spoke with the family."""

WITH_MEMBER_ALONE = WITH_MEMBER - WITH_FAMILY
"""Contacts that nobody but the member can have."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact.

    Attributes:
        by: name of the staff member.
        with_whom: who else was there, for example *mother*.
        issues: what was dealt with; empty for readers who may not see notes.
        session_no: the running number among those of its kind in a stay, as the portal's counselling lists have it.
        staff_id: who ``by`` is.
        referred_to_id, referred_to: the place to which the member was referred in it, by number and name.
    """

    id: int
    kind: ContactKind
    day: date
    minutes: int
    by: str
    with_whom: str
    issues: str
    session_no: int
    staff_id: int
    referred_to_id: int | None = None
    referred_to: str = ""


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact as typed in. ``staff_id`` left out means whoever enters it; ``referred_to`` is a place's number."""

    member_id: int
    kind: ContactKind
    day: date
    minutes: int
    with_whom: str = ""
    issues: str = ""
    staff_id: int | None = None
    referred_to: int | None = None

    def problems(self, today: date) -> list[Problem]:
        found: list[Problem] = []
        if self.day > today:
            found.append(Problem("day", "day-ahead"))
        if not 0 <= self.minutes <= MOST_MINUTES:
            found.append(Problem("minutes", "minutes-wrong", {"most": MOST_MINUTES}))
        found += [
            Problem(name, "text-too-long", {"most": most})
            for name, most in (("with_whom", _MOST_WITH_WHOM), ("issues", _MOST_ISSUES))
            if len(getattr(self, name)) > most
        ]
        return found


@dataclass(frozen=True, slots=True)
class LastContact:
    """The latest day on which the centre heard of a member: what is called last contact everywhere.

    Attributes:
        day: a session attended, a talk, a follow-up that found them, a meeting with the mentor.
        alone: of these the latest one-to-one, with staff or the mentor; a session is none.
    """

    day: date | None = None
    alone: date | None = None


NEVER = LastContact()


def session_numbers(contacts: Sequence[tuple[ContactKind, date]], admissions: Iterable[date]) -> list[int]:
    """Number contacts 1, 2, 3 … by kind, anew in every stay.

    Those after a discharge go on with the stay before; those before the first admission are counted by themselves.

    Args:
        contacts: kind and day, oldest first.
        admissions: the days on which the member's stays began.
    """
    begun = sorted(admissions)
    counted: dict[tuple[ContactKind, date | None], int] = {}
    numbers: list[int] = []
    for kind, day in contacts:
        place = kind, max((admitted for admitted in begun if admitted <= day), default=None)
        counted[place] = counted.get(place, 0) + 1
        numbers.append(counted[place])
    return numbers


@dataclass(frozen=True, slots=True)
class ContactCount:
    """How many contacts of one kind there were in a period, and how many minutes they took together."""

    kind: ContactKind
    count: int
    minutes: int
