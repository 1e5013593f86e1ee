"""Members: who somebody is, as it was typed in, and how they are named."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.names import LONGEST_NAME, normal, unusable
from peerdesk.errors import Problem

OLDEST = 120

NEAR_GUESS = 5
"""Years by which a stated age may be too low."""


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
        if any(not phone.can_be_called for phone in self.phones):
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


def born_by(birth_date: date | None, age: int | None, age_on: date | None) -> date | None:
    """Before this day nothing can have happened to a member; a stated age is a guess, so that some years are spared.

    ``None`` where neither a date of birth nor an age is known.
    """
    if birth_date is not None:
        return birth_date
    if age is None or age_on is None:
        return None
    years = age + 1 + NEAR_GUESS
    return date(max(1, age_on.year - years), age_on.month, min(age_on.day, 28))


@dataclass(frozen=True, slots=True)
class Birth:
    """When a member was born, as far as it is known.

    Attributes:
        earliest: before that nothing can have happened to them; :func:`born_by`.
        about: by the stated age as near as it tells, without sparing any years.
    """

    earliest: date | None
    about: date | None

    @classmethod
    def of(cls, birth_date: date | None, age: int | None, age_on: date | None) -> Birth:
        """By the day of birth, or the age that was stated on a day."""
        about = birth_date
        if about is None and age is not None and age_on is not None:
            about = date(max(1, age_on.year - age), age_on.month, min(age_on.day, 28))
        return cls(born_by(birth_date, age, age_on), about)


def birth_problems(field_name: str, day: date | None, born: date | None) -> list[Problem]:
    """Say that a day lies before a member's birth."""
    if day is None or born is None or day >= born:
        return []
    return [Problem(field_name, "before-birth", {"day": day})]


def age_at(birth: date, day: date) -> int:
    """Whole years between two days."""
    return max(0, day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


def display_name(latin: str, native: str) -> str:
    """The name where only one fits: Latin if there is one."""
    return latin or native


def number_text(number: int) -> str:
    """A member number as it stands on screen and paper and can be typed into the search: ``0042``."""
    return f"{number:04}"


def tidied(details: MemberDetails, today: date) -> MemberDetails:
    """The details as they are kept: names in normal form, phones as digits, the day on which an age was stated."""
    phones = tuple(phone.tidied() for phone in details.phones if phone.number.strip())
    by_age = details.birth_date is None and details.age is not None
    return replace(
        details,
        name_latin=normal(details.name_latin),
        name_native=normal(details.name_native),
        relation_name=normal(details.relation_name),
        village=normal(details.village),
        district=normal(details.district),
        phones=phones,
        age=details.age if by_age else None,
        age_on=(details.age_on or today) if by_age else None,
    )
