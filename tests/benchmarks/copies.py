"""A day's work with the copies that make themselves, and without: what a mark costs while a copy is under way.

A day is 240 marks at the session screen. With copies, three are made beside them, as on an ordinary day: at the log-in,
after four hours, at the close. Times are by the clock, since the copies are made on another thread, and what counts is
how long somebody at the window waits.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle
from statistics import median
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from peerdesk.services.backups import making
from peerdesk.ui.place import SessionPlace
from peerdesk.ui.tasks import TaskRunner
from tests.benchmarks import desk
from tests.benchmarks.centres import TEN, YEAR, Centre
from tests.benchmarks.desk import Desk
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row

MARKS, COPIES = 240, 3
DAY, SLOWEST = "a day of marks with copies ÷ without", "the slowest mark beside a copy"

DAY_AIM, SLOWEST_MS = 1.5, 100


def parts() -> Iterator[Part]:
    for kind in (YEAR, TEN):
        yield Part(f"{DAY}, {kind.age}", (kind,), partial(_measure, kind.age))


def _measure(age: str, centres: Sequence[Centre], rounds: int) -> list[Row]:
    with desk.opened(centres[0]) as at:
        at.window.open(SessionPlace(at.biggest_session().id))
        desk.painted()
        runner = TaskRunner(desk.application())
        turns = range(max(1, rounds // 3))
        pairs = [(_marks(at, runner, copies=COPIES), _marks(at, runner, copies=0)) for _ in turns]
        runner.finish(60_000)
    with_copies, without = ([times[turn] for times in pairs] for turn in (0, 1))
    day = Row(
        f"{DAY}, {age}",
        median(1000 * sum(times) for times in with_copies),
        median(1000 * sum(times) for times in without),
        aim=DAY_AIM,
    )
    slowest = Row(
        f"{SLOWEST}, {age}",
        median(1000 * max(times) for times in with_copies),
        note=f"without {median(1000 * max(times) for times in without):.1f} ms",
        most=SLOWEST_MS,
    )
    return [day, slowest]


def _marks(at: Desk, runner: TaskRunner, *, copies: int) -> list[float]:
    """Seconds that each mark took until it was kept and painted."""
    page, letters = at.window.pages.session, cycle((Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_T))
    begins = {MARKS * turn // COPIES for turn in range(copies)}
    times = []
    for number in range(MARKS):
        if number in begins:
            runner.start(lambda job: making.make(at.context.storage, at.context.actor, job.check), _made, _failed)
        page.table.go_to(number % page.model.rowCount())
        before = perf_counter()
        QTest.keyClick(page.table, next(letters))
        desk.painted()
        times.append(perf_counter() - before)
    return times


def _made(_copy: object) -> None:
    """It lies in its folder; the next marks go on."""


def _failed(error: Exception) -> None:
    raise error
