"""Places to refer to: where somebody finds what the centre cannot give, with what for and a number to call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.members.phones import Phone
from peerdesk.domain.names import normal
from peerdesk.domain.typed import reading_key
from peerdesk.errors import Problem

MOST_PLACE_NAME, MOST_WHAT_FOR = 120, 200

_NUMBER = re.compile(r"[6-9]\d{9}|0\d{9,10}|1800\d{6,7}|1\d{2,4}")
"""A mobile phone, a landline, a free line, or a short number such as 108."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place that is offered. One that was removed is offered no more, and stays where somebody was referred to it."""

    id: int
    name: str
    what_for: str
    phone: str


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place as typed in; what it is for and the phone may stay empty."""

    name: str
    what_for: str = ""
    phone: str = ""

    def tidied(self) -> "NewPlace":
        """As it is kept: the name in normal form, the phone as digits."""
        phone = Phone(self.phone).tidied().number
        return NewPlace(normal(self.name), " ".join(self.what_for.split()), phone)

    def problems(self, others: Sequence[str]) -> list[Problem]:
        """Say what is wrong with it, given the names of the other places."""
        tidy = self.tidied()
        found: list[Problem] = []
        if not reading_key(tidy.name):
            found.append(Problem("name", "place-name-missing"))
        elif len(tidy.name) > MOST_PLACE_NAME:
            found.append(Problem("name", "text-too-long", {"most": MOST_PLACE_NAME}))
        elif reading_key(tidy.name) in map(reading_key, others):
            found.append(Problem("name", "place-name-taken"))
        if len(tidy.what_for) > MOST_WHAT_FOR:
            found.append(Problem("what_for", "text-too-long", {"most": MOST_WHAT_FOR}))
        if tidy.phone and not _NUMBER.fullmatch(tidy.phone):
            found.append(Problem("phone", "place-phone-wrong"))
        return found
