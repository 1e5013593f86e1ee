"""A process that is the whole program: somebody logs in, then goes to one page twice or to every page.

python -m tests.benchmarks.whole_program FOLDER USER PASSWORD DAY visit PAGE
python -m tests.benchmarks.whole_program FOLDER USER PASSWORD DAY memory

It imports nothing of the benchmarks that the program does not import: it must weigh no more. It begins as the command
line does: nothing is swept before the window is warm, and Qt comes first.
"""
# ruff: noqa: E402

import gc

from peerdesk import cli
from peerdesk.ui import qt

gc.set_threshold(cli.MADE_AT_ONCE)
gc.disable()
qt.load()

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from time import process_time

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from peerdesk.app import Program
from peerdesk.paths import DataFolder
from peerdesk.services import today
from peerdesk.settings import Settings
from peerdesk.ui import theme
from peerdesk.ui.place import PageName, SessionPlace
from peerdesk.ui.window.main_window import MainWindow
from tests.benchmarks.empty_window import megabytes

_LOOK_MS, _AT_REST = 100, 0.01  # a tenth of a processor: the cursor blinks
_MOST_LOOKS = 200


def main() -> None:
    folder, user, password, day, *wanted = sys.argv[1:]
    app = QApplication([])
    theme.apply(app, dark=False)
    settings = Settings(Path(folder) / "settings.json")
    moment = datetime.combine(date.fromisoformat(day), time(10))
    program = Program(app, DataFolder(Path(folder)), settings, lambda: moment)
    program.show_start()
    _come_to_rest()
    _log_in(program, user, password)
    found = _visit(program.window, PageName(wanted[1])) if wanted[0] == "visit" else _memory(program.window)
    print(json.dumps(found))
    program.close()


def _log_in(program: Program, user: str, password: str) -> None:
    page = program.start_window.log_in_page
    page.user_name.setText(user)
    page.password.setText(password)
    page.password.returnPressed.emit()
    program.runner.finish()
    _come_to_rest()


def _visit(window: MainWindow, name: PageName) -> dict[str, float]:
    """Milliseconds of the first visit; of the second, for which everything is read again; of one without news."""
    go = _way(window, name)
    found = {"first": _timed(go)}
    window.go(window.pages.today)
    _come_to_rest()
    window.pages.page(name).set_stale()
    found["second"] = _timed(go)
    window.go(window.pages.today)
    _come_to_rest()
    found["unchanged"] = _timed(go)
    return found


def _memory(window: MainWindow) -> dict[str, float]:
    found = {"today": megabytes()}
    for name in PageName:
        _way(window, name)()
        _come_to_rest()
    return found | {"all": megabytes()}


def _way(window: MainWindow, name: PageName) -> Callable[[], object]:
    """What leads to a page; to the session's, that of the biggest session of today."""
    if name is not PageName.SESSION:
        return lambda: window.go(window.pages.page(name))
    context = window._context
    day = today.page(context.storage, context.actor, today=context.now().date())
    place = SessionPlace(max(day.sessions, key=lambda row: row.tally.total).id)
    return lambda: window.open(place)


def _timed(go: Callable[[], object]) -> float:
    before = process_time()
    go()
    QApplication.processEvents()
    return 1000 * (process_time() - before)


def _come_to_rest() -> None:
    """Wait as somebody does who types a password or reads a page: until the program has nothing left to do."""
    for _ in range(_MOST_LOOKS):
        before = process_time()
        loop = QEventLoop()
        QTimer.singleShot(_LOOK_MS, loop.quit)
        loop.exec()
        if process_time() - before < _AT_REST:
            return


if __name__ == "__main__":
    main()
