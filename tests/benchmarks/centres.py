"""Demo centres to measure on."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from peerdesk.context import AppContext
from peerdesk.db.storage import Storage
from peerdesk.paths import DataFolder
from peerdesk.services import access, door
from peerdesk.services.demo import build
from peerdesk.settings import Settings

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Centre:
    folder: DataFolder
    user_name: str
    password: str

    @contextmanager
    def opened(self):
        storage = Storage.open(self.folder, door.unlock(self.folder, self.user_name, self.password), now, _nobody)
        storage.bind()
        actor = access.enter(storage, self.user_name)
        yield AppContext(storage, actor, now, Settings(self.folder.root / "settings.json"))
        storage.close()


def make(place: Path, years: int, members: int) -> Centre:
    folder = DataFolder(place)
    plan = build.DemoPlan(years=years, members=members, today=TODAY)
    login = build.build(folder, plan, _nothing)[0]
    return Centre(folder, login.user_name, login.password)


def now() -> datetime:
    return datetime.combine(TODAY, time(10, 0))


def _nobody(_changed) -> None: ...


def _nothing(_done, _total) -> None: ...
