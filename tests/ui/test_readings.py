"""How often each page asks the file: one reading for one refresh, so that all of it shows one state of the centre.

A reading is a transaction that was begun; what the connection of the window's thread runs is noted down as it runs. The
pages of a report are made by the worker, on a connection of its own and from a reading of its own.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest

from peerdesk.context import AppContext
from peerdesk.db.models import MODELS
from peerdesk.db.storage import Storage
from peerdesk.domain.changes import EVERYTHING, Announcement, Changed
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.paths import DataFolder
from peerdesk.services import door, today
from peerdesk.services.demo import build
from peerdesk.ui.bus import DataBus
from peerdesk.ui.measures.measures_page import MeasuresPage
from peerdesk.ui.page import Page
from peerdesk.ui.place import GroupPlace, MeasuresOf, MemberPlace, PageName, SessionPlace
from peerdesk.ui.sessions.session_page import SessionPage
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import CHEAP, enter

DAY = date(2026, 11, 21)
COORDINATOR, COUNSELLOR, OFFICE = 0, 1, 4
"""Places in the list of the demo centre's log-ins."""


@dataclass(frozen=True)
class Asked:
    """What one refresh asked the file for.

    Attributes:
        readings: transactions begun.
        statements: questions put.
        twice: of these, so many that had been put in the same words before.
        outside: of these, so many outside a transaction.
    """

    readings: int
    statements: int
    twice: int
    outside: int

    @classmethod
    def of(cls, trace: Sequence[str]) -> "Asked":
        within, outside, questions = False, 0, Counter[str]()
        for sql in trace:
            word = sql.split(maxsplit=1)[0].upper()
            if word in ("BEGIN", "COMMIT", "ROLLBACK"):
                within = word == "BEGIN"
            else:
                questions[sql] += 1
                outside += not within
        readings = sum(sql.upper().startswith("BEGIN") for sql in trace)
        return cls(readings, questions.total(), questions.total() - len(questions), outside)


# What is on the screen


def _page(name: str) -> Callable[[MainWindow], Any]:
    def go(window: MainWindow) -> Any:
        page = getattr(window.pages, name)
        window.go(page)
        return page

    return go


def _day(window: MainWindow):
    return today.page(window._context.storage, window._context.actor, today=DAY)


def _pressing(window: MainWindow) -> int:
    """Somebody in the programme with a long way behind them."""
    return _day(window).attention[1].member_id


def _member(window: MainWindow) -> Page:
    window.open(MemberPlace(_pressing(window)))
    return window.pages.members


def _mentor(window: MainWindow) -> Page:
    _mentors(window)
    window.open(MemberPlace(window.pages.mentoring.lists.found.mentors[0].person.id))
    return window.pages.members


def _group(window: MainWindow) -> Page:
    window.open(GroupPlace(1))
    return window.pages.groups


def _session(window: MainWindow) -> SessionPage:
    window.open(SessionPlace(max(_day(window).sessions, key=lambda row: row.tally.total).id))
    return window.pages.session


def _session_life(window: MainWindow) -> SessionPage:
    page = _session(window)
    page.beside.note_change(Announcement(Changed.GROUP_LIFE))
    return page


def _session_plans(window: MainWindow) -> Page:
    page = _session_life(window)
    if page.beside.plan_button.isVisible():
        page.beside.plan_button.click()
    return page


def _mentors(window: MainWindow) -> Page:
    page = _page("mentoring")(window)
    page.lists.show_view(MentoringView.MENTORS)
    page.open_mentor(page.lists.found.mentors[0].person.id)
    return page


def _waiting(window: MainWindow) -> Page:
    page = _page("mentoring")(window)
    page.lists.show_view(MentoringView.WAITING)
    page.find_for(page.lists.found.waiting[0].person.id)
    return page


def _measure(window: MainWindow) -> MeasuresPage:
    window.open(MeasuresOf(_pressing(window)))
    return window.pages.measures


def _searched(window: MainWindow) -> Page:
    page = _measure(window)
    page.people.search.setText("a")
    return page


def _sign_in_sheet(window: MainWindow) -> Page:
    page = _page("reports")(window)
    page.list.setCurrentRow(page._names.index("sign-in-sheet"))
    return page


SCREENS: dict[str, tuple[str, Callable[[MainWindow], Page], int]] = {
    "the day": ("today", _page("today"), 31),
    "members": ("members", _page("members"), 1),
    "members with the page of one": ("members", _member, 31),
    "members with the page of a mentor": ("members", _mentor, 31),
    "groups with the first of them": ("groups", _page("groups"), 21),
    "groups with the page of one": ("groups", _group, 21),
    "sessions": ("sessions", _page("sessions"), 4),
    "a session": ("session", _session, 26),
    "a session, something beside it changed": ("session", _session_life, 44),
    "a session with plans to choose from": ("session", _session_plans, 49),
    "follow-ups": ("follow_ups", _page("follow_ups"), 9),
    "mentoring: pairs": ("mentoring", _page("mentoring"), 3),
    "mentoring: mentors": ("mentoring", _mentors, 3),
    "mentoring: who waits": ("mentoring", _waiting, 8),
    "presence": ("presence", _page("presence"), 7),
    "measures": ("measures", _page("measures"), 2),
    "measures with a sheet": ("measures", _measure, 4),
    "measures with a sheet and a search": ("measures", _searched, 5),
    "reports": ("reports", _page("reports"), 3),
    "reports: of a session": ("reports", _sign_in_sheet, 6),
    "settings": ("settings", _page("settings"), 12),
}
"""By what is on the screen: its page, the way there, and the greatest number of questions that one refresh may put."""

OF_MINE = 1
"""So many more for a counsellor, who has members of their own: who they are, or that there are any."""

READINGS = 1


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo centre in which these tests only look around."""
    folder = DataFolder(tmp_path_factory.mktemp("demo") / "centre")
    return folder, build.build(folder, build.DemoPlan(today=DAY, members=100), lambda _done, _all: None, CHEAP)


@pytest.fixture
def now():
    return lambda: datetime.combine(DAY, time(10))


@pytest.fixture
def storage(demo, now):
    folder, logins = demo
    first = logins[COORDINATOR]
    storage = Storage.open(
        folder, door.unlock(folder, first.user_name, first.password).master, now, lambda _changed: None
    )
    storage.bind()
    yield storage
    storage.close()
    for model in MODELS:
        model._meta.set_database(None)


@pytest.fixture
def open_window(on_screen, demo, storage, bus, runner, now, settings) -> Callable[[int], MainWindow]:
    def call(place: int = COORDINATOR) -> MainWindow:
        actor = enter(storage, demo[1][place].user_name, demo[1][place].password)
        return on_screen(MainWindow(AppContext(storage, actor, now, settings), bus, runner))

    return call


@pytest.mark.parametrize("place", [COORDINATOR, COUNSELLOR, OFFICE], ids=["coordinator", "counsellor", "office"])
@pytest.mark.parametrize("what", SCREENS)
def test_a_refresh_is_one_reading_and_no_more_questions_than_here(open_window, statements, runner, what, place):
    _name, bring_up, most = SCREENS[what]
    page = bring_up(open_window(place))
    assert runner.finish(20_000)
    with statements() as trace:
        page.set_stale()
    asked = Asked.of(trace)
    assert (asked.readings, asked.outside) == (READINGS, 0)
    assert asked.statements <= most + (OF_MINE if place == COUNSELLOR else 0), "\n".join(trace)
    assert asked.twice == 0, "\n".join(sql for sql, count in Counter(trace).items() if count > 1)


def test_the_day_begins_with_a_reading_of_its_sessions_and_then_has_one_of_everything(
    qtbot, on_screen, demo, storage, bus, runner, now, settings, statements
):
    actor = enter(storage, demo[1][COORDINATOR].user_name, demo[1][COORDINATOR].password)
    window = MainWindow(AppContext(storage, actor, now, settings), bus, runner)
    with statements() as trace:
        on_screen(window)
        qtbot.waitUntil(lambda: window.pages.today.is_whole)
    begins = trace.index("COMMIT") + 1
    first, then = Asked.of(trace[:begins]), Asked.of(trace[begins:])
    assert (first.readings, then.readings, first.outside + then.outside) == (READINGS, READINGS, 0)
    assert first.statements <= 14, "\n".join(trace[:begins])


def test_every_page_of_the_window_is_in_the_table():
    assert {name for name, *_rest in SCREENS.values()} == set(PageName)


def test_a_page_out_of_sight_asks_nothing_until_it_is_seen_again(open_window, bus: DataBus, statements, runner):
    window = open_window()
    for name, bring_up, *_rest in SCREENS.values():
        assert bring_up(window) is getattr(window.pages, name)
    assert runner.finish(20_000)
    window.go(window.pages.settings)
    with statements() as trace:
        bus.changed.emit(EVERYTHING)
        bus.changed.emit(EVERYTHING)
    assert Asked.of(trace).readings == 2 * READINGS, "the page that is seen, once for each announcement"
    for name in PageName:
        with statements() as trace:
            window.go(getattr(window.pages, name))
        assert Asked.of(trace).readings == (READINGS if name != "settings" else 0), name
        assert runner.finish(20_000)


def test_behind_the_lock_nothing_is_asked_until_it_opens(open_window, bus: DataBus, statements):
    window = open_window()
    window.lock()
    with statements() as trace:
        bus.changed.emit(EVERYTHING)
    assert trace == []
    with statements() as trace:
        window.lock_page.unlocked.emit()
    assert Asked.of(trace).readings == READINGS
