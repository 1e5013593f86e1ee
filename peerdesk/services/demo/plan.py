"""What a demo centre is to be like: how long, how many, ending when; its staff, and where its chances come from."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

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
