"""Who is in a group, counted: ages, gender, work, and how far along members are. No name among it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import TypeVar

from peerdesk.domain.members.portal_codes import Gender, Occupation
from peerdesk.domain.members.stays import LatestStay, Phase, phase_of

FIRST_DAYS = timedelta(days=30)
"""So long somebody is new: initial dropout is counted over the same days (Basu 2017)."""

Code = TypeVar("Code", bound=Enum)


class AgeBand(StrEnum):
    """Ages in years, both ends included."""

    UNDER_18 = "under-18"
    FROM_18 = "18-25"
    FROM_26 = "26-35"
    FROM_36 = "36-49"
    FROM_50 = "50-up"


_LAST_YEARS = {AgeBand.UNDER_18: 17, AgeBand.FROM_18: 25, AgeBand.FROM_26: 35, AgeBand.FROM_36: 49}


class Stage(StrEnum):
    """How far along a member is on a day."""

    FIRST_DAYS = "first-days"
    LATER = "later"
    AFTERCARE = "aftercare"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class CountedTraits:
    """What is counted of one member; ``None`` where it is not known."""

    gender: Gender
    age: int | None
    occupation: Occupation | None
    stage: Stage


@dataclass(frozen=True, slots=True)
class Composition:
    """How many of each; what is not known of somebody is counted nowhere but in ``size``."""

    size: int
    ages: Mapping[AgeBand, int]
    genders: Mapping[Gender, int]
    occupations: Mapping[Occupation, int]
    stages: Mapping[Stage, int]


def age_band(age: int) -> AgeBand:
    """The band that holds an age in years."""
    return next((band for band, last in _LAST_YEARS.items() if age <= last), AgeBand.FROM_50)


def stage(stay: LatestStay | None, day: date) -> Stage:
    """How far along somebody is, by the last stay that began up to a day; the day of admission is the first of 30."""
    if stay is None or stay.admitted_on > day:
        return Stage.OUTSIDE
    if stay.open_on(day):
        return Stage.FIRST_DAYS if day - stay.admitted_on < FIRST_DAYS else Stage.LATER
    return Stage.AFTERCARE if phase_of(stay.discharged_on, stay.discharge_type) is Phase.AFTERCARE else Stage.OUTSIDE


def composition(members: Iterable[CountedTraits]) -> Composition:
    """Count the members of a group, in the order of the codes."""
    everybody = list(members)
    return Composition(
        len(everybody),
        _counted(AgeBand, (age_band(member.age) for member in everybody if member.age is not None)),
        _counted(Gender, (member.gender for member in everybody)),
        _counted(Occupation, (member.occupation for member in everybody if member.occupation is not None)),
        _counted(Stage, (member.stage for member in everybody)),
    )


def _counted(codes: type[Code], found: Iterable[Code]) -> Mapping[Code, int]:
    """How many of each, in the order of the codes; those of whom there is nobody are left out."""
    counts: dict[Code, int] = {}
    for code in found:
        counts[code] = counts.get(code, 0) + 1
    return MappingProxyType({code: counts[code] for code in codes if code in counts})
