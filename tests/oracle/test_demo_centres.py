"""Demo centres, held against an oracle of our own on the day on which they end, on later ones and for past weeks."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import pytest

from peerdesk.db.storage import Storage
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.paths import DataFolder
from peerdesk.services import access, door
from peerdesk.services.demo.build import DemoPlan, build, logins
from tests.centres import CHEAP, nobody
from tests.oracle import shown
from tests.oracle.book import monday_of
from tests.oracle.shown import Desk, agree

PLANS = (
    DemoPlan(today=date(2026, 11, 18), members=60, seed=11),
    DemoPlan(today=date(2028, 2, 29), members=30, seed=12),
    DemoPlan(today=date(2027, 1, 3), members=110, seed=13),
)
LATER = (0, 1, 9, 40, 200, 500)
WEEK = timedelta(days=7)


@pytest.fixture(scope="module", params=PLANS, ids=lambda plan: f"{plan.members}-{plan.today}")
def made(request, tmp_path_factory):
    """A demo centre, made once and only looked at."""
    plan = request.param
    folder = DataFolder(tmp_path_factory.mktemp("oracle") / "centre")
    build(folder, plan, lambda *_told: None, CHEAP)
    return plan, folder


@pytest.fixture
def desk_of(made):
    """Opens the centre as one of its staff."""
    plan, folder = made

    @contextmanager
    def opened(place=0, later=0):
        login = logins(plan)[place]
        day = plan.today + timedelta(days=later)
        now = datetime.combine(day, time(10))
        storage = Storage.open(folder, door.unlock(folder, login.user_name, login.password), lambda: now, nobody)
        try:
            with storage.bound():
                yield Desk(storage, access.enter(storage, login.user_name), day)
        finally:
            storage.close()

    return opened


def test_today_says_what_follows_from_the_rows(desk_of):
    with desk_of() as desk:
        book = desk.book()
        for later in LATER:
            desk.day += timedelta(days=later)
            agree(shown.compare_today(desk, book))


def test_a_members_page_says_the_same(desk_of):
    with desk_of() as desk:
        book = desk.book()
        agree(shown.compare_members(desk, book, list(book.member_of)))


def test_weeks_are_counted_as_on_their_last_day(desk_of):
    with desk_of() as desk:
        book = desk.book()
        for weeks in (0, 1, 2, 5, 17, 40):
            first = monday_of(desk.day) - weeks * WEEK
            agree(shown.compare_week(desk, book, first, first + 6 * timedelta(days=1)))


def test_a_counsellors_own_week(desk_of):
    with desk_of(place=1) as desk:
        book, first = desk.book(), monday_of(desk.day) - WEEK
        agree(shown.compare_week(desk, book, first, first + 6 * timedelta(days=1), Whose.MINE))


def test_registers_presence_calls_and_milestones(desk_of):
    with desk_of() as desk:
        book, last = desk.book(), desk.day
        agree(shown.compare_registers(desk, book, last - timedelta(days=30), last))
        for first, until in ((last - timedelta(days=10), last), (last - timedelta(days=75), last - timedelta(days=60))):
            agree(shown.compare_sheets(desk, book, first, until))


def test_progress_of_members(desk_of):
    with desk_of() as desk:
        book, last = desk.book(), desk.day
        people = list(book.member_of)[::4]
        for first, until in (
            (last - timedelta(days=90), last),
            (last - timedelta(days=200), last - timedelta(days=80)),
        ):
            agree(shown.compare_progress(desk, book, first, until, people))
