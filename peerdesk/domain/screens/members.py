"""What the list of members shows, and who may be meant by somebody being registered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import Relation, display_name
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Phase
from peerdesk.domain.screens.member_page import MemberPage


class MemberFilter(StrEnum):
    """The chips above the list of members."""

    IN_PROGRAMME = "in-programme"
    AFTERCARE = "aftercare"
    LEFT = "left"
    ARCHIVED = "archived"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a list of members shows, and nothing more.

    Attributes:
        relation, relation_name: where the search found them through a relative; else they are not told.
    """

    id: int
    number: int
    name_latin: str
    name_native: str
    gender: Gender
    age: int | None
    village: str
    phone: str
    phase: Phase | None
    admitted_on: date | None
    groups: str
    died: bool = False
    relation: Relation | None = None
    relation_name: str = ""

    @property
    def name(self) -> str:
        """The name where only one fits."""
        return display_name(self.name_latin, self.name_native)


@dataclass(frozen=True, slots=True)
class MemberList:
    """A screenful of members and how many there are in all."""

    rows: Sequence[MemberRow]
    total: int


@dataclass(frozen=True, slots=True)
class MembersScreen:
    """The list of members, and the page of the one beside it; ``None`` where nobody is."""

    found: MemberList
    member: MemberPage | None
    whose: Whose = Whose.EVERYBODY


@dataclass(frozen=True, slots=True)
class PossibleSame:
    """Somebody already known who may be the person being registered."""

    id: int
    number: int
    name: str
    relation: Relation | None
    relation_name: str
    village: str
    age: int | None
