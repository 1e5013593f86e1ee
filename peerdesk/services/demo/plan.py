"""What a demo centre is to be like: how long, how many, ending when; its staff, and where its chances come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from peerdesk.domain.access import Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.names import NameRegion

CENTRE = CentreDetails(
    name="Asha Kiran Nasha Mukti Kendra (demo)",
    code="AKK",
    address="Near the old grain market, Dabra, District Gwalior, Madhya Pradesh 475110",
    registration_number="MP/GWL/DEMO/2014/0127",
)
"""No such centre exists."""


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A member of the demo centre's staff; the region says in which languages notes are written."""

    id: int
    details: StaffDetails
    region: NameRegion


STAFF = (
    DemoStaff(
        1,
        StaffDetails("meena", "Meena Saxena", "Project coordinator cum vocational counsellor", Role.COORDINATOR),
        NameRegion.MADHYA_PRADESH,
    ),
    DemoStaff(2, StaffDetails("arvind", "Arvind Dubey", "Counsellor", Role.COUNSELLOR), NameRegion.MADHYA_PRADESH),
    DemoStaff(3, StaffDetails("harjeet", "Harjeet Kaur Bains", "Counsellor", Role.COUNSELLOR), NameRegion.PUNJAB),
    DemoStaff(4, StaffDetails("sachin", "Sachin Wankhede", "Social worker", Role.COUNSELLOR), NameRegion.MAHARASHTRA),
    DemoStaff(
        5, StaffDetails("kavita", "Kavita Rathore", "Accountant cum clerk", Role.OFFICE), NameRegion.MADHYA_PRADESH
    ),
)
"""The staff, the coordinator first; ids as in the file."""

COORDINATOR_ID, ARVIND, HARJEET, SACHIN, CLERK_ID = (person.id for person in STAFF)


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What is asked for. The same plan makes the same rows on every PC.

    Attributes:
        today: the day on which the record ends.
        years: how far back it begins, 1 to 30.
        members: how many people, 1 to 100,000.
    """

    today: date
    years: int = 1
    members: int = 180
    seed: int = 1

    @property
    def first_day(self) -> date:
        """The day on which the centre began to keep its record."""
        return self.today - timedelta(days=round(365.25 * self.years))

    def chance(self, theme: str) -> Random:
        """The stream of chances of one theme; another draw in one theme leaves the others as they were."""
        return Random(f"{self.seed}/{theme}")  # noqa: S311  # nothing here is secret


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A log-in of the demo centre, for everybody to see."""

    user_name: str
    password: str
    name: str
    role: Role


def logins(plan: DemoPlan) -> tuple[DemoLogin, ...]:
    """The log-ins of a demo centre, the coordinator first; they follow from the seed alone."""
    chance = plan.chance("passwords")
    return tuple(
        DemoLogin(
            person.details.user_name,
            f"demo-{person.details.user_name}-{chance.randint(1000, 9999)}",
            person.details.name,
            person.details.role,
        )
        for person in STAFF
    )


Choice = TypeVar("Choice")


def weighted(chance: Random, weights: Mapping[Choice, int]) -> Choice:
    """Draw one of the keys as often as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]


def days_later(chance: Random, day: date, least: int, most: int) -> date:
    """A day so many to so many days later."""
    return day + timedelta(chance.randint(least, most))


def next_monday(day: date) -> date:
    """The Monday on or after a day: on Mondays a week's newcomers begin together."""
    return day + timedelta(-day.weekday() % 7)


NATIONAL = (((1, 26), "Republic Day"), ((8, 15), "Independence Day"), ((10, 2), "Gandhi Jayanti"))
"""The same (month, day) every year."""

FESTIVALS: dict[str, tuple[str, ...]] = {
    "Holi": (
        "2015-03-06", "2016-03-24", "2017-03-13", "2018-03-02", "2019-03-21", "2020-03-10", "2021-03-29", "2022-03-18",
        "2023-03-08", "2024-03-25", "2025-03-14", "2026-03-04", "2027-03-22", "2028-03-11", "2029-03-01", "2030-03-20",
    ),
    "Dussehra": (
        "2015-10-22", "2016-10-11", "2017-09-30", "2018-10-19", "2019-10-08", "2020-10-25", "2021-10-15", "2022-10-05",
        "2023-10-24", "2024-10-12", "2025-10-02", "2026-10-20", "2027-10-09", "2028-09-27", "2029-10-16", "2030-10-06",
    ),
    "Diwali": (
        "2015-11-11", "2016-10-30", "2017-10-19", "2018-11-07", "2019-10-27", "2020-11-14", "2021-11-04", "2022-10-24",
        "2023-11-12", "2024-10-31", "2025-10-20", "2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05", "2030-10-26",
    ),
}  # fmt: skip
"""By the moon, from general knowledge; good enough for a demo. Before and after these years the demo has none."""

_AHEAD = timedelta(days=180)


def holidays(first: date, today: date) -> dict[date, str]:
    """Holidays by day, from the first day to half a year ahead."""
    last = today + _AHEAD
    found = {date.fromisoformat(day): name for name, days in FESTIVALS.items() for day in days}
    for year in range(first.year, last.year + 1):
        for (month, day), name in NATIONAL:
            found[date(year, month, day)] = name  # a national holiday gives the day its name
    return {day: found[day] for day in sorted(found) if first <= day <= last}
