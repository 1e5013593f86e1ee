"""Whether somebody who is being registered may be known already; a hint, never a decision.

What the person is called by has to agree, and one more thing: another name, the relative, the village, the age within
three years, or a phone. Where each name has a word that the other lacks (Yadav, Jatav), two more things have to. A
phone alone says nothing: families share them. Nor does the gender: it is one wrong choice in a list.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from peerdesk.domain.names import SpokenName, differ, key, meet, names_of, spoken

YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is told of somebody, as far as it tells people apart.

    Attributes:
        names: each writing of the name that there is.
        phones: digits alone.
    """

    names: tuple[str, ...]
    relative: str = ""
    village: str = ""
    age: int | None = None
    phones: frozenset[str] = frozenset()


def agreeing(typed: KnownFacts, known: KnownFacts) -> int:
    """How many things agree besides the name; 0 where nothing says that they are one person."""
    mine, theirs = [*map(spoken, filter(None, typed.names))], [*map(spoken, filter(None, known.names))]
    pairs = [(one, other) for one in mine for other in theirs if one.called & other.called]
    if not pairs:
        return 0
    found = [
        any(meet(one.others, other.others) for one, other in pairs),
        meet(_relatives(mine, typed), _relatives(theirs, known)),
        bool(key(typed.village)) and key(typed.village) == key(known.village),
        typed.age is not None and known.age is not None and abs(typed.age - known.age) <= YEARS_APART,
        bool(typed.phones & known.phones),
    ]
    needed = 2 if all(differ(one, other) for one, other in pairs) else 1
    return sum(found) if sum(found) >= needed else 0


def _relatives(names: Iterable[SpokenName], told: KnownFacts) -> list[frozenset[str]]:
    return [*(word for name in names for word in name.relatives), *names_of(told.relative)]
