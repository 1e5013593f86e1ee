"""Who is at a session without being a member: guests by name, and visitors who are only counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from peerdesk.domain.names import unusable
from peerdesk.domain.typed import reading_key
from peerdesk.errors import Problem


class Kinship(StrEnum):
    """What a guest is to the member: a relative, or another visitor."""

    MOTHER = "mother"
    FATHER = "father"
    WIFE = "wife"
    HUSBAND = "husband"
    SISTER = "sister"
    BROTHER = "brother"
    DAUGHTER = "daughter"
    SON = "son"
    OTHER = "other"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    VISITOR = "visitor"


VISITING = frozenset({Kinship.FRIEND, Kinship.NEIGHBOUR, Kinship.VISITOR})
"""Guests by name who are no relatives: counted with the visitors, never as a visit of the family."""

MAX_VISITORS = 500


@dataclass(frozen=True, slots=True)
class Guest:
    """A relative or visitor by name at a session: of which member (a visitor: perhaps of none), which relation."""

    id: int
    name: str
    member_id: int | None
    member_name: str
    kinship: Kinship


def guest_problems(name: str, member_id: int | None, kinship: Kinship | None) -> list[Problem]:
    """Say what is missing or wrong about a guest, beside whom nobody else has been looked at yet."""
    found: list[Problem] = []
    if code := unusable(name):
        found.append(Problem("guest_name", "guest-name-missing" if not name else code, {"most": 120}))
    if kinship is None:
        found.append(Problem("kinship", "guest-relation-missing"))
    elif member_id is None and kinship not in VISITING:
        found.append(Problem("of", "guest-of-whom"))
    return found


def known_already(
    name: str, member_id: int | None, guests: Iterable[tuple[str, int | None]], roster: Iterable[str]
) -> list[Problem]:
    """Say whether a guest of that name is noted already, or stands on the roster.

    Args:
        name: as it was typed.
        member_id: of whom the guest is.
        guests: those noted so far, each with the member.
        roster: the names of the session's members, in every script they have.
    """
    key = reading_key(name)
    if any(of == member_id and reading_key(other) == key for other, of in guests):
        return [Problem("guest_name", "guest-noted-already", {"name": name})]
    if any(reading_key(other) == key for other in roster if other):
        return [Problem("guest_name", "guest-on-roster", {"name": name})]
    return []
