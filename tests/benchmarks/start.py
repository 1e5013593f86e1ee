"""From starting the process to a window that can be used, beside an empty PySide6 window. The password is apart."""

import os
import subprocess
import sys
from statistics import median

from tests.benchmarks.timing import Row

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 728)
window.show()
app.processEvents()
import time; print(time.monotonic())
"""
_OURS = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.settings import Settings
from peerdesk import app as root
from peerdesk.ui import theme
from tests.benchmarks.centres import now
folder, user, password = sys.argv[1:]
app = QApplication([])
settings = Settings(Path(folder) / "settings.json")
theme.apply(app, dark=False)
program = root.Program(app, DataFolder(Path(folder)), settings, now)
program.show_start()
before = time.monotonic()
master = door.unlock(DataFolder(Path(folder)), user, password)
cost = time.monotonic() - before
program._enter(master, user)
app.processEvents()
print(time.monotonic() - cost, cost)
program.close()
"""


def measure(centres, rounds: int) -> list[Row]:
    rows = []
    for what, centre in centres:
        arguments = [str(centre.folder.root), centre.user_name, centre.password]
        ours, bare, costs = [], [], []
        for _ in range(rounds):
            end, cost = _run(_OURS, arguments)
            ours.append(end)
            costs.append(cost)
            bare.append(_run(_EMPTY, [])[0])
        note = f"(password apart: {1000 * median(costs):.0f} ms)"
        rows.append(Row(f"start to a usable window, {what} ÷ empty window", median(ours), median(bare), note))
    return rows


def _run(program: str, arguments: list[str]) -> tuple[float, float]:
    from time import monotonic

    before = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, env=os.environ
    )
    words = done.stdout.split()
    return 1000 * (float(words[0]) - before), float(words[1]) if len(words) > 1 else 0.0
