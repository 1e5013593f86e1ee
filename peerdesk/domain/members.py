"""Members, as every layer but the database sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from peerdesk.domain.dates import ascii_digits
from peerdesk.domain.marks import Tally
from peerdesk.domain.names import LONGEST_NAME, normal, unusable
from peerdesk.domain.portal import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.stays import Phase, StayRow
from peerdesk.errors import Problem

if TYPE_CHECKING:  # its parts name members in turn
    from peerdesk.domain.member_story import MemberStory

OLDEST = 120


class Relation(StrEnum):
    """S/o, D/o, W/o, C/o, H/o: how a member is told apart by a relative's name."""

    SON = "son"
    DAUGHTER = "daughter"
    WIFE = "wife"
    HUSBAND = "husband"
    CARE = "care"


class Language(StrEnum):
    """What a member speaks best."""

    ENGLISH = "en"
    HINDI = "hi"
    MARATHI = "mr"
    PUNJABI = "pa"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call and whose it is. Phones are shared in families and never identify anybody."""

    number: str
    whose: str = ""

    def tidied(self) -> Phone:
        """The number as ten digits, or with its 0 for a landline, whatever was typed around it.

        A 0 is taken away before a 9 alone: area codes begin with 1 to 8 (0751 Gwalior), and there it must stay.
        """
        digits = "".join(char for char in ascii_digits(self.number) if char.isdigit())
        if re.fullmatch(r"(91|0091)[6-9]\d{9}|09\d{9}", digits):
            digits = digits[-10:]
        return Phone(digits or self.number.strip(), normal(self.whose))


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """What can be said of a member; as typed in a form, and as kept.

    Either ``birth_date`` is known, or the age stated on a day.
    """

    name_latin: str = ""
    name_native: str = ""
    gender: Gender | None = None
    birth_date: date | None = None
    age: int | None = None
    age_on: date | None = None
    relation: Relation | None = None
    relation_name: str = ""
    village: str = ""
    district: str = ""
    phones: tuple[Phone, ...] = ()
    language: Language | None = None
    can_read: bool | None = None
    education: Education | None = None
    occupation: Occupation | None = None
    marital_status: MaritalStatus | None = None
    substances: frozenset[Substance] = field(default_factory=frozenset)
    referral: Referral | None = None

    def problems(self, today: date) -> list[Problem]:
        """Say everything that is wrong; empty means acceptable."""
        found = [*self._name_problems(), *self._age_problems(today)]
        if self.gender is None:
            found.append(Problem("gender", "gender-missing"))
        if self.relation_name and (code := unusable(self.relation_name)):
            found.append(Problem("relation_name", code, {"most": LONGEST_NAME}))
        found += [
            Problem(place, "text-too-long", {"most": LONGEST_NAME})
            for place in ("village", "district")
            if len(getattr(self, place)) > LONGEST_NAME
        ]
        if any(not re.fullmatch(r"[6-9]\d{9}|0\d{9,10}", phone.number) for phone in self.phones):
            found.append(Problem("phones", "phone-wrong"))
        return found

    def _name_problems(self) -> list[Problem]:
        if not self.name_latin and not self.name_native:
            return [Problem("name_latin", "name-missing")]
        return [
            Problem(field_name, code, {"most": LONGEST_NAME})
            for field_name in ("name_latin", "name_native")
            if (text := getattr(self, field_name)) and (code := unusable(text))
        ]

    def _age_problems(self, today: date) -> list[Problem]:
        if self.birth_date is not None:
            if self.birth_date > today:
                return [Problem("birth_date", "birth-date-ahead")]
            if age_at(self.birth_date, today) > OLDEST:
                return [Problem("birth_date", "birth-date-too-early", {"most": OLDEST})]
            return []
        if self.age is None:
            return [Problem("age", "age-missing")]
        if not 1 <= self.age <= OLDEST:
            return [Problem("age", "age-wrong", {"most": OLDEST})]
        return []

    def age_today(self, today: date) -> int | None:
        """Age in whole years, by birth date or carried on from the stated age."""
        if self.birth_date is not None:
            return age_at(self.birth_date, today)
        if self.age is None or self.age_on is None:
            return self.age
        return self.age + age_at(self.age_on, today)


def age_at(birth: date, day: date) -> int:
    """Whole years between two days."""
    return max(0, day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


def display_name(latin: str, native: str) -> str:
    """The name where only one fits: Latin if there is one."""
    return latin or native


def number_text(number: int) -> str:
    """A member number as it stands on screen and paper and can be typed into the search: ``0042``."""
    return f"{number:04}"


class MemberFilter(StrEnum):
    """The chips above the list of members."""

    IN_PROGRAMME = "in-programme"
    AFTERCARE = "aftercare"
    LEFT = "left"
    ARCHIVED = "archived"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a list of members shows, and nothing more."""

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
class GroupOfMember:
    """A membership as the member's page shows it, with the attendance in it."""

    membership_id: int
    group_id: int
    group_name: str
    from_day: date
    to_day: date | None
    role: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """A planned absence."""

    id: int
    from_day: date
    to_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A member note with the session it was written at."""

    session_id: int
    day: date
    group_name: str
    text: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    """Everything a member's page shows.

    Attributes:
        notes: newest first; ``None`` where the reader may not see notes.
        strip: the latest marks, newest last, as (day, group name, mark).
        story: the way through the programme.
    """

    id: int
    number: int
    details: MemberDetails
    age: int | None
    phase: Phase | None
    archived: bool
    stays: Sequence[StayRow]
    leaves: Sequence[LeaveRow]
    groups: Sequence[GroupOfMember]
    strip: Sequence[tuple[date, str, str]]
    notes: Sequence[NoteLine] | None
    story: MemberStory

    @property
    def name(self) -> str:
        """The name where only one fits."""
        return display_name(self.details.name_latin, self.details.name_native)


@dataclass(frozen=True, slots=True)
class MembersScreen:
    """The list of members, and the page of the one beside it; ``None`` where nobody is."""

    found: MemberList
    member: MemberPage | None


@dataclass(frozen=True, slots=True)
class PossibleSame:
    """Somebody already known who may be the person being registered."""

    id: int
    number: int
    name: str
    relation_name: str
    village: str
    age: int | None
