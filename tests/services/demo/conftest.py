from datetime import date, datetime, time

import pytest

from peerdesk.db.storage import Storage
from peerdesk.paths import DataFolder
from peerdesk.security.passwords import KdfParameters
from peerdesk.services import access, door
from peerdesk.services.demo.build import DemoPlan, build, logins

QUICK = KdfParameters(memory=19_456, time=1)
PLAN = DemoPlan(today=date(2026, 11, 21))


@pytest.fixture(scope="session")
def plan():
    """What is made when nothing else is asked for."""
    return PLAN


@pytest.fixture
def now():
    return lambda: datetime.combine(PLAN.today, time(10))


@pytest.fixture
def make(tmp_path):
    """Makes a demo centre in a folder of the given name."""

    def made(name, plan):
        folder = DataFolder(tmp_path / name)
        build(folder, plan, nobody, QUICK)
        return folder

    return made


@pytest.fixture
def opened(now):
    """Opens a demo centre as one of its staff, the coordinator if nobody is named; at most one at a time."""
    open_files = []

    def enter(folder, plan, place=0):
        login = logins(plan)[place]
        keys = door.unlock(folder, login.user_name, login.password)
        storage = Storage.open(folder, keys.master, now, nobody)
        context = storage.bound()
        context.__enter__()
        open_files.append((context, storage))
        return storage, access.enter(storage, keys)

    yield enter
    for context, storage in reversed(open_files):
        context.__exit__(None, None, None)
        storage.close()


@pytest.fixture(scope="session")
def shared_centre(tmp_path_factory):
    """A demo centre in which tests only look around."""
    folder = DataFolder(tmp_path_factory.mktemp("demo") / "centre")
    build(folder, PLAN, nobody, QUICK)
    return folder


@pytest.fixture
def centre(shared_centre, opened):
    """The demo centre, open, and its coordinator."""
    return opened(shared_centre, PLAN)


def nobody(*_told):
    """Nobody watches progress or changes."""
