"""Possible mentors for a member, ordered by plain facts the two have in common. Nobody is chosen by a rule.

Matching by gender, language and shared experience is the habit of peer programmes; here it is a list with its facts
beside each name, and a person decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.members.members import Language, display_name
from peerdesk.domain.members.portal_codes import Gender, Substance
from peerdesk.domain.mentoring.mentorships import Standing, woman_and_man
from peerdesk.domain.names import by_sound, key
from peerdesk.errors import Problem

CLOSE_IN_AGE = 5
"""Years between two people up to which they count as of one age."""


class SharedFact(StrEnum):
    """What a mentor and a member have in common."""

    GENDER = "gender"
    LANGUAGE = "language"
    VILLAGE = "village"
    DISTRICT = "district"
    SUBSTANCE = "substance"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class MentoringTraits:
    """The plain facts of a member that the list compares."""

    gender: Gender
    age: int | None = None
    language: Language | None = None
    village: str = ""
    district: str = ""
    substances: frozenset[Substance] = frozenset()


@dataclass(frozen=True, slots=True)
class Companion:
    """A member on either side of a mentorship."""

    id: int
    number: int
    name_latin: str
    name_native: str

    @property
    def name(self) -> str:
        """The name where only one fits."""
        return display_name(self.name_latin, self.name_native)


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A member who agreed to mentor.

    Attributes:
        standing: how far along they are today.
        accompanies: members accompanied now, of ``load``.
        warnings: what speaks against it as things stand today.
        override: why they were taken in spite of a warning.
    """

    person: Companion
    gender: Gender
    age: int | None
    village: str
    standing: Standing
    consented_on: date
    load: int
    accompanies: int
    warnings: Sequence[Problem]
    override: str = ""
    stopped_on: date | None = None

    @property
    def days(self) -> int | None:
        """Days in recovery; ``None`` without a recovery date."""
        return self.standing.days


@dataclass(frozen=True, slots=True)
class PossibleMentor:
    """A mentor with what there is in common with the member.

    Attributes:
        shared: in the order of :class:`SharedFact`.
        years: older than the member by so many; negative if younger, ``None`` where an age is not known.
        warnings: what speaks against the pair today.
    """

    mentor: MentorRow
    traits: MentoringTraits
    shared: Sequence[SharedFact]
    years: int | None
    warnings: Sequence[Problem]

    @property
    def has_room(self) -> bool:
        """Whether the mentor accompanies fewer members than agreed."""
        return self.mentor.accompanies < self.mentor.load


@dataclass(frozen=True, slots=True)
class Search:
    """For whom a mentor is looked for, and who could be one: in the order of :func:`ranked`."""

    person: Companion
    traits: MentoringTraits
    found: Sequence[PossibleMentor]


def in_common(member: MentoringTraits, mentor: MentoringTraits) -> list[SharedFact]:
    """What two people share. Places are compared by sound, for they are spelled in many ways."""
    village = _same_place(member.village, mentor.village)
    years = age_difference(member, mentor)
    shared = {
        SharedFact.GENDER: member.gender is mentor.gender,
        SharedFact.LANGUAGE: member.language is mentor.language and member.language not in (None, Language.OTHER),
        SharedFact.VILLAGE: village,
        SharedFact.DISTRICT: not village and _same_place(member.district, mentor.district),
        SharedFact.SUBSTANCE: bool(member.substances & mentor.substances),
        SharedFact.AGE: years is not None and abs(years) <= CLOSE_IN_AGE,
    }
    return [fact for fact in SharedFact if shared[fact]]


def age_difference(member: MentoringTraits, mentor: MentoringTraits) -> int | None:
    """Years by which the mentor is older."""
    return None if member.age is None or mentor.age is None else mentor.age - member.age


def ranked(member: MentoringTraits, mentors: Iterable[PossibleMentor]) -> list[PossibleMentor]:
    """Same gender first, a man for a woman (and a woman for a man) last.

    Among those who has room comes first, then by how much is in common, then who is closer in age.
    """
    return sorted(mentors, key=lambda found: _place(member.gender, found))


def _place(gender: Gender, found: PossibleMentor) -> tuple[int, bool, int, int, str, int]:
    apart = 2 if woman_and_man(gender, found.traits.gender) else int(gender is not found.traits.gender)
    years = 99 if found.years is None else abs(found.years)
    person = found.mentor.person
    return apart, not found.has_room, -len(found.shared), years, by_sound("", person.name), person.number


def _same_place(one: str, other: str) -> bool:
    return bool(one and other) and bool(key(one)) and key(one) == key(other)
