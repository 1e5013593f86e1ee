"""Who is at a session without being a member: relatives, and visitors, who are counted."""

from dataclasses import dataclass
from enum import StrEnum


class Kinship(StrEnum):
    """How a family guest is related to the member."""

    MOTHER = "mother"
    FATHER = "father"
    WIFE = "wife"
    HUSBAND = "husband"
    SISTER = "sister"
    BROTHER = "brother"
    DAUGHTER = "daughter"
    SON = "son"
    OTHER = "other"


MAX_VISITORS = 500


@dataclass(frozen=True, slots=True)
class Guest:
    """A relative at a session: of which member, which relation."""

    id: int
    name: str
    member_id: int
    member_name: str
    kinship: Kinship
