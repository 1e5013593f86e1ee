"""One mark until it is durable and repainted, beside the least that any program on this file and this window must do.

The marks go down the roster, again and again, as somebody marks it; each differs from the one before. Bare is written
by hand on the same connection: one update of the mark, one audit row, one commit (WAL, FULL, the triggers of the file
included), and the one row of the same table painted again.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, cycle, repeat

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from peerdesk.ui.marking.marking_model import MarkingModel
from peerdesk.ui.place import SessionPlace
from tests.benchmarks import desk
from tests.benchmarks.centres import TODAY, YEAR, Centre
from tests.benchmarks.desk import Desk
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row, compared

AIM = 1.5

WHAT = "one mark ÷ (update, audit, commit, one row repainted)"
_UPDATE = "UPDATE attendance SET mark = ? WHERE session_id = ? AND member_id = ?"
_TRAIL = """
    CREATE TABLE bare_trail (id INTEGER PRIMARY KEY, at, staff_id REFERENCES staff (id), action, subject_id, old, new)
"""  # beside the real one, whose entries go into a chain
_AUDIT = "INSERT INTO bare_trail (at, staff_id, action, subject_id, old, new) VALUES (?, ?, ?, ?, ?, ?)"


def parts() -> Iterator[Part]:
    yield Part(WHAT, (YEAR,), _measure)


def _measure(centres: Sequence[Centre], rounds: int) -> list[Row]:
    with desk.opened(centres[0]) as at:
        session = at.biggest_session()
        at.window.open(SessionPlace(session.id))
        desk.painted()
        table, letters = at.window.pages.session.table, cycle((Qt.Key.Key_P, Qt.Key.Key_A))
        count = at.window.pages.session.model.rowCount()
        keys = chain.from_iterable(repeat(letter, count) for letter in letters)

        def ours() -> None:
            if table.currentIndex().row() == count - 1:
                QTest.keyClick(table, next(keys))
                table.go_to(0)
            else:
                QTest.keyClick(table, next(keys))
            desk.painted()

        table.go_to(0)
        for _ in range(count):
            ours()  # the first marks of a session also mark those on leave, and write rows of their own
        bare = _bare(at, session.id, at.window.pages.session.model)
        run = at.context.storage._database.run
        run(_TRAIL)
        try:
            return [compared(WHAT, ours, bare, 10 * rounds, f"{session.tally.total} on the roster", aim=AIM)]
        finally:
            run("DROP TABLE bare_trail")


def _bare(at: Desk, session_id: int, model: MarkingModel) -> Callable[[], None]:
    connection = at.context.storage._database.connection()
    member_id, marks = model.row(0).member_id, cycle("TE")
    audited = f"{TODAY} 10:00:00", at.context.actor.staff_id, "attendance.mark", session_id, "{}", "{}"

    def act() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_UPDATE, (next(marks), session_id, member_id))
        connection.execute(_AUDIT, audited)
        connection.execute("COMMIT")
        model.dataChanged.emit(model.index(0, 0), model.index(0, model.columnCount() - 1))
        desk.painted()

    return act
