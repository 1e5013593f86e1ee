"""Who is at a session without being a member: guests by name, and visitors who are only counted."""

from dataclasses import dataclass
from enum import StrEnum


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
    """A relative or visitor by name at a session: of which member, which relation."""

    id: int
    name: str
    member_id: int
    member_name: str
    kinship: Kinship
