"""The people of the demo centre: who they are, how they are written down, how reliably they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from peerdesk.domain.members.members import Language, MemberDetails, Relation
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.names import NameRegion
from peerdesk.services.demo.names import DemoName, draw_name, draw_relative
from peerdesk.services.demo.plan import DemoPlan, weighted
from peerdesk.services.demo.villages import OCCUPATION_WEIGHTS, RELATIONS_OF_MEN, RELATIONS_OF_WOMEN, districts

_REGIONS = {NameRegion.MADHYA_PRADESH: 60, NameRegion.MAHARASHTRA: 20, NameRegion.PUNJAB: 20}
_GENDERS = {Gender.MALE: 865, Gender.FEMALE: 130, Gender.TRANSGENDER: 5}
_LANGUAGES = {
    NameRegion.MADHYA_PRADESH: Language.HINDI,
    NameRegion.MAHARASHTRA: Language.MARATHI,
    NameRegion.PUNJAB: Language.PUNJABI,
}
_EDUCATION = {
    Education.GRADUATE: 8, Education.INTERMEDIATE: 14, Education.HIGH_SCHOOL: 24, Education.MIDDLE_SCHOOL: 24,
    Education.PRIMARY_SCHOOL: 18, Education.NO_SCHOOLING: 12,
}  # fmt: skip
_REFERRALS = {
    Referral.FAMILY: 42, Referral.SELF: 18, Referral.PERSON_IN_RECOVERY: 14, Referral.HOSPITAL: 9, Referral.FRIENDS: 8,
    Referral.HELPLINE: 4, Referral.AWARENESS_PROGRAMME: 3, Referral.PRIVATE_PRACTITIONER: 2,
}  # fmt: skip
_MAIN_SUBSTANCES = {
    NameRegion.MADHYA_PRADESH: {
        Substance.COUNTRY_LIQUOR: 44, Substance.IMFL: 24, Substance.GANJA: 10, Substance.HEROIN: 8,
        Substance.CODEINE_SYRUP: 6, Substance.BHANG: 4, Substance.SLEEPING_TABLETS: 2, Substance.WHITENER: 2,
    },
    NameRegion.MAHARASHTRA: {
        Substance.COUNTRY_LIQUOR: 46, Substance.IMFL: 28, Substance.BEER: 8, Substance.GANJA: 12,
        Substance.HEROIN: 4, Substance.WHITENER: 2,
    },
    NameRegion.PUNJAB: {
        Substance.HEROIN: 34, Substance.POPPY_HUSK: 20, Substance.TRAMADOL: 12, Substance.OPIUM: 6,
        Substance.BUPRENORPHINE: 6, Substance.COUNTRY_LIQUOR: 12, Substance.IMFL: 10,
    },
}  # fmt: skip
_Columns = dict[str, Any]
_NUMBERS = ("60000", "70000", "80000", "90000")  # so round that every one looks made up
_WHOSE = ("wife", "mother", "father", "brother", "neighbour", "uncle")
_BOTH_SCRIPTS, _LATIN_ALONE = 0.70, 0.22  # shares; the rest is in the own script alone


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes to the demo centre once or more. Ids and member numbers are the same, by first admission."""

    id: int
    came_on: date
    region: NameRegion
    name: DemoName
    details: MemberDetails
    age: int
    reliability: float

    @property
    def woman(self) -> bool:
        """Whether she belongs into the women's group."""
        return self.details.gender is Gender.FEMALE


def draw_people(plan: DemoPlan, came_on: Sequence[date]) -> list[Person]:
    """Draw somebody for each day of a first admission, in order."""
    chance = plan.chance("people")
    return [_person(chance, member_id, day) for member_id, day in enumerate(came_on, start=1)]


def roll(people: Sequence[Person]) -> dict[int, int]:
    """The place of each member in the order of the printed sheet: by name, then by number."""
    in_order = sorted(
        people, key=lambda person: ((person.details.name_latin or person.details.name_native).lower(), person.id)
    )
    return {person.id: place for place, person in enumerate(in_order)}


def _person(chance: Random, member_id: int, came_on: date) -> Person:
    region = weighted(chance, _REGIONS)
    gender = weighted(chance, _GENDERS)
    female = gender is not Gender.MALE
    name = draw_name(chance, region, female=female)
    age = min(68, 18 + int(chance.gammavariate(3.2, 5.0)))
    latin, native = _written(chance, name)
    married = _marital_status(chance, age)
    details = MemberDetails(
        name_latin=latin,
        name_native=native,
        gender=gender,
        **_age(chance, age, came_on),
        **_relation(chance, region, name, married, female=female, latin=bool(latin)),
        **_place(chance, region, latin=bool(latin)),
        phones=_phones(chance, married),
        language=_LANGUAGES[region] if chance.random() < 0.93 else Language.HINDI,
        education=(education := weighted(chance, _EDUCATION)),
        can_read=education is not Education.NO_SCHOOLING,
        occupation=_occupation(chance, female=female),
        marital_status=married,
        substances=_substances(chance, region),
        referral=weighted(chance, _REFERRALS),
    )
    return Person(member_id, came_on, region, name, details, age, chance.betavariate(9, 1.3))


def _written(chance: Random, name: DemoName) -> tuple[str, str]:
    """The name in Latin and in the own script, one of which may be missing."""
    way = chance.random()
    if way < _BOTH_SCRIPTS:
        return name.latin, name.native
    return (name.latin, "") if way < _BOTH_SCRIPTS + _LATIN_ALONE else ("", name.native)


def _age(chance: Random, age: int, came_on: date) -> _Columns:
    """Mostly an age as it was said, often a round one; a birth date where there were papers."""
    if chance.random() < 0.3:
        return {"birth_date": came_on - timedelta(round(365.25 * age) + chance.randint(1, 364))}
    return {"age": 5 * round(age / 5) if chance.random() < 0.35 else age, "age_on": came_on}


def _relation(
    chance: Random, region: NameRegion, name: DemoName, married: MaritalStatus, *, female: bool, latin: bool
) -> _Columns:
    relation = chance.choice(RELATIONS_OF_WOMEN if female else RELATIONS_OF_MEN)
    if relation is Relation.WIFE and married is MaritalStatus.NEVER_MARRIED:
        relation = Relation.DAUGHTER
    relative = draw_relative(chance, region, name, female=False)
    return {"relation": relation, "relation_name": relative.latin if latin else relative.native}


def _place(chance: Random, region: NameRegion, *, latin: bool) -> _Columns:
    """A village; of three people from a region two are from its first district."""
    district = chance.choice((districts(region)[0], districts(region)[0], *districts(region)))
    village = chance.choice(district.villages)
    return {"village": village[not latin], "district": district.latin if latin else district.native}


def _phones(chance: Random, married: MaritalStatus) -> tuple[Phone, ...]:
    whose = [person for person in _WHOSE if person != "wife" or married is MaritalStatus.MARRIED]
    found = [Phone(_number(chance), "own")] if chance.random() < 0.75 else []
    if not found or chance.random() < 0.4:
        found.append(Phone(_number(chance), chance.choice(whose)))
    return tuple(found)


def _number(chance: Random) -> str:
    return f"{chance.choice(_NUMBERS)}{chance.randint(0, 99_999):05d}"


def _marital_status(chance: Random, age: int) -> MaritalStatus:
    if chance.random() < (0.85 if age < 23 else 0.4 if age < 30 else 0.08):
        return MaritalStatus.NEVER_MARRIED
    others = {MaritalStatus.MARRIED: 86, MaritalStatus.SEPARATED_DUE_TO_USE: 6, MaritalStatus.WIDOWED: 5}
    return weighted(chance, others | {MaritalStatus.DIVORCED: 3})


def _occupation(chance: Random, *, female: bool) -> Occupation:
    if female and chance.random() < 0.5:
        return Occupation.UNEMPLOYED  # the portal has no line for who keeps house
    return weighted(chance, OCCUPATION_WEIGHTS)


def _substances(chance: Random, region: NameRegion) -> frozenset[Substance]:
    found = {weighted(chance, _MAIN_SUBSTANCES[region])}
    if chance.random() < 0.25:
        found.add(weighted(chance, _MAIN_SUBSTANCES[region]))
    if chance.random() < 0.65:
        found.add(chance.choice((Substance.TOBACCO_CHEWED, Substance.TOBACCO_CHEWED, Substance.TOBACCO_SMOKED)))
    return frozenset(found)
