"""Demo centres, held against an oracle of our own on the day on which they end, on later ones and for past weeks."""

from datetime import date, datetime, time, timedelta

import pytest

from peerdesk.db.storage import Storage
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.services.demo.build import DemoPlan, build, logins
from tests.centres import CHEAP, enter, nobody
from tests.oracle import shown
from tests.oracle.book import monday_of
from tests.oracle.shown import Desk, agree

PLANS = (
    DemoPlan(today=date(2026, 11, 18), members=50, seed=11),
    DemoPlan(today=date(2028, 2, 29), members=24, seed=12),
    DemoPlan(today=date(2027, 1, 3), members=70, seed=13),
)
LATER = (0, 9, 40, 200)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(scope="module", params=PLANS, ids=lambda plan: f"{plan.members}-{plan.today}")
def centre(request, tmp_path_factory):
    """A demo centre, made once and only looked at; with what stands in its rows."""
    plan = request.param
    folder = DataFolder(tmp_path_factory.mktemp("oracle") / "centre")
    build(folder, plan, lambda *_told: None, CHEAP)
    login = logins(plan)[0]
    now = datetime.combine(plan.today, time(10))
    storage = Storage.open(folder, door.unlock(folder, login.user_name, login.password).master, lambda: now, nobody)
    with storage.bound():
        desk = Desk(storage, enter(storage, login.user_name, login.password), plan.today)
        yield desk, desk.book()
    storage.close()


def test_today_says_what_follows_from_the_rows(centre):
    desk, book = centre
    for later in LATER:
        agree(shown.compare_today(Desk(desk.storage, desk.actor, desk.day + later * DAY), book))


def test_a_members_page_says_the_same(centre):
    desk, book = centre
    agree(shown.compare_members(desk, book, list(book.member_of)[::4]))


def test_weeks_are_counted_as_on_their_last_day(centre):
    desk, book = centre
    for weeks in (0, 1, 5, 23):
        first = monday_of(desk.day) - weeks * WEEK
        agree(shown.compare_week(desk, book, first, first + 6 * DAY))


def test_a_counsellors_own_week(centre):
    desk, book = centre
    arvind = next(logins(plan)[1] for plan in PLANS if plan.today == desk.day)
    counsellor = Desk(desk.storage, enter(desk.storage, arvind.user_name, arvind.password), desk.day)
    first = monday_of(desk.day) - WEEK
    agree(shown.compare_week(counsellor, book, first, first + 6 * DAY, Whose.MINE))


def test_registers_presence_calls_and_milestones(centre):
    desk, book = centre
    agree(shown.compare_registers(desk, book, desk.day - 30 * DAY, desk.day))
    for first, last in ((desk.day - 10 * DAY, desk.day), (desk.day - 75 * DAY, desk.day - 60 * DAY)):
        agree(shown.compare_sheets(desk, book, first, last))


def test_progress_of_members(centre):
    desk, book = centre
    for first, last in ((desk.day - 90 * DAY, desk.day), (desk.day - 200 * DAY, desk.day - 80 * DAY)):
        agree(shown.compare_progress(desk, book, first, last, list(book.member_of)[::9]))
