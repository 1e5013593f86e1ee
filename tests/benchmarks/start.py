"""From starting the process to the day's work, in CPU time, beside bare PySide6 windows. The password is apart.

The log-in is the command line's own; entering happens when everything is warm, as after a password typed at leisure.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import median

from tests.benchmarks.centres import YEAR, Centre, Kind, now
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row

LOG_IN = "start: log-in painted ÷ a bare PySide6 log-in"

Times = dict[str, list[float]]

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 728)
window.show()
app.processEvents()
import json, time
print(json.dumps({"empty": time.process_time()}))
"""
_BARE_LOG_IN = """
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

class LogIn(QMainWindow):
    entered = Signal(str)

    @Slot()
    def enter(self):
        self.entered.emit("")

app = QApplication([])
app.setStyle("Fusion")
window, inside = LogIn(), QWidget()
lines = QVBoxLayout(inside)
password, button = QLineEdit(), QPushButton("Log in")
password.setEchoMode(QLineEdit.EchoMode.Password)
button.clicked.connect(window.enter)
parts = QLabel("Log in"), QLabel("User name"), QLineEdit(), QLabel("Password"), password, button
for part in parts:
    lines.addWidget(part)
lines.setAlignment(Qt.AlignmentFlag.AlignTop)
window.setCentralWidget(inside)
window.resize(1000, 640)
window.show()
app.processEvents()
import json, time
print(json.dumps({"bare log-in": time.process_time()}))
"""
_LOG_IN = """
import json, sys, time
from peerdesk import cli, paths

usual = paths.settings_file

def settings_file():  # asked for when everything is imported, and before the window is made
    from PySide6.QtWidgets import QApplication

    def painted(*_app):
        QApplication.processEvents()
        print(json.dumps({"log-in": time.process_time()}))
        return 0

    QApplication.exec = painted
    return usual()

paths.settings_file = settings_file
cli.main(["--data", sys.argv[1]])
"""
_DAY = """
import gc
from peerdesk import cli
from peerdesk.ui import qt
gc.set_threshold(cli.MADE_AT_ONCE)  # all as the command line does
gc.disable()
qt.load()
import json, sys, time
from datetime import datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from peerdesk import app as root
from peerdesk.paths import DataFolder
from peerdesk.settings import Settings
from peerdesk.ui import theme

folder, user, password, today = sys.argv[1:]

def now():
    return datetime.fromisoformat(today)

app = QApplication([])
theme.apply(app, dark=False)
program = root.Program(app, DataFolder(Path(folder)), Settings(Path(folder) / "settings.json"), now)
program.show_start()
app.processEvents()
slices = []
while program.warming.goes_on:
    before = time.thread_time()
    app.processEvents()
    slices.append(time.thread_time() - before)
from peerdesk.services import door
opened = door.unlock(DataFolder(Path(folder)), user, password)
begun = time.process_time()
program._enter(opened, user)
page = program.window.pages.today
painted = 0.0
while not page.is_whole:
    app.processEvents()
    painted = painted or time.process_time() - begun
app.processEvents()
print(json.dumps({"sessions": painted, "cards": time.process_time() - begun, "slice": max(slices)}))
program.close()
"""


def parts(big: Kind) -> Iterator[Part]:
    """The log-in, then the day's beginning in two centres; the first of them says how long a key may have to wait."""
    yield Part(LOG_IN, (YEAR,), _log_in)
    for kind, most in ((YEAR, 1.0), (big, 2.0)):
        what = f"start: password → sessions of Today, → all cards, {kind}"
        yield Part(what, (kind,), partial(_day, kind, {"sessions": 0.5, "cards": most}))


def _log_in(centres: Sequence[Centre], rounds: int) -> list[Row]:
    times: Times = {}
    for _ in range(rounds):  # each runs every process once, so that a busy moment of the PC meets all of them
        _run(times, _BARE_LOG_IN)
        _run(times, _LOG_IN, str(centres[0].folder.root))
    return [Row(LOG_IN, median(times["log-in"]), median(times["bare log-in"]), aim=1.3)]


def _day(kind: Kind, aims: Mapping[str, float], centres: Sequence[Centre], rounds: int) -> list[Row]:
    times: Times = {}
    (centre,) = centres
    for _ in range(rounds):
        _run(times, _EMPTY)
        _run(times, _DAY, str(centre.folder.root), centre.user_name, centre.password, now().isoformat())
    cost = {what: median(found) for what, found in times.items()}
    rows = [
        Row(f"start: password → {part} of Today, {kind} ÷ empty window", cost[part], cost["empty"], aim=aim)
        for part, aim in aims.items()
    ]
    if kind == YEAR:
        rows.append(Row("start: longest slice while the password is typed", cost["slice"], most=10.0))
    return rows


def _run(times: Times, program: str, *words: str) -> None:
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    for part, seconds in json.loads(done.stdout.splitlines()[-1]).items():
        times.setdefault(part, []).append(1000 * seconds)
