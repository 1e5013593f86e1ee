"""Demo centres to measure on, made when they are first asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from peerdesk.context import AppContext
from peerdesk.db.models import Stay
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.care.attention_facts import StayFacts
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.services.demo import build
from peerdesk.settings import Settings
from tests.centres import enter

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Kind:
    """A demo centre as ``peerdesk demo --years … --members …`` makes it."""

    years: int
    members: int

    @property
    def age(self) -> str:
        return f"{self.years} year{'s' if self.years > 1 else ''}"

    def __str__(self) -> str:
        return f"{self.age}, {self.members:,} members"


YEAR, TEN, THIRTY = Kind(1, 180), Kind(10, 1800), Kind(30, 5400)
"""At the usual pace: 180 newcomers a year."""

YEAR_AS_BUSY = Kind(1, 400)
"""A young centre that has as many people in touch as the old ones have.

Aftercare lasts two years. After one year at the usual pace it is half full and about 130 people are in touch, after ten
years or thirty about 290. So the young centre is given as many newcomers as make 290, and what then differs is age.
"""

QUICK = Kind(1, 60)
MOST_MEMBERS = 100_000


@dataclass(frozen=True)
class Centre:
    folder: DataFolder
    user_name: str
    password: str

    @contextmanager
    def opened(self) -> Iterator[AppContext]:
        """Open by itself, or beside another one: the models point at it inside the block alone."""
        storage = Storage.open(
            self.folder, door.unlock(self.folder, self.user_name, self.password).master, now, _nobody
        )
        try:
            with storage.bound():
                actor = enter(storage, self.user_name, self.password)
                yield AppContext(storage, actor, now, Settings(self.folder.root / "settings.json"))
        finally:
            storage.close()


class Centres:
    """The centres of one run, below a folder; one that is there already is used as it is.

    Args:
        place: a folder, or where to make one.
        instead: one kind that stands for every other, for a quick run.
        on_making: told before a centre is made.
    """

    def __init__(self, place: Path, instead: Kind | None, on_making: Callable[[Kind], None]) -> None:
        self._place, self._instead, self._on_making = place, instead, on_making

    def get(self, kind: Kind) -> Centre:
        kind = self._instead or kind
        folder = DataFolder(self._place / f"{kind.years}-years-{kind.members}-members")
        plan = build.DemoPlan(years=kind.years, members=kind.members, today=TODAY)
        if not door.has_centre(folder):
            self._on_making(kind)
            folder.root.parent.mkdir(parents=True, exist_ok=True)
            build.build(folder, plan, _nothing)
        login = build.logins(plan)[0]
        return Centre(folder, login.user_name, login.password)


def in_touch(context: AppContext) -> int:
    """How many are in the programme or in aftercare today, of the file that the models point at."""
    columns = Stay.member, Stay.series, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    with context.storage.reading():
        rows = tuples(Stay.select(*columns).order_by(Stay.admitted_on, Stay.id))
    latest = {who: StayFacts(*facts) for who, *facts in rows}
    return sum(stay.open_on(TODAY) or stay.in_aftercare_on(TODAY) for stay in latest.values())


def now() -> datetime:
    return datetime.combine(TODAY, time(10, 0))


def _nobody(_changed: object) -> None: ...


def _nothing(_done: int, _total: int) -> None: ...
