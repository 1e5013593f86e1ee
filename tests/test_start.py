"""What is loaded when, each seen in a process of its own: the log-in needs little, the day begins with what is warm."""

import os
import subprocess
import sys
from functools import partial
from importlib import import_module
from importlib.util import find_spec

import pytest

from peerdesk.settings import Settings
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.warming import MODULES, PAINTED_MS, REST_MS, SHARED, Warmer
from peerdesk.ui.window.pages import PAGES
from peerdesk.ui.window.start_window import StartWindow
from tests.centres import PASSWORD

ROOMS = ["context", "db", "publishing", "records", "reports", "security", "words"]
LIBRARIES = ["PIL", "PySide6.QtSvg", "cryptography", "email", "importlib.resources", "peewee", "playhouse"]
LIBRARIES += ["reportlab", "sqlcipher3", "ssl", "uharfbuzz"]
NOT_BEFORE_THE_LOG_IN = [*(f"peerdesk.{room}" for room in ROOMS), *LIBRARIES]

LOG_IN = """
import sys
from PySide6.QtWidgets import QApplication
def painted(*_app):
    QApplication.processEvents()
    print(*sys.modules)
    return 0
QApplication.exec = painted
from peerdesk.cli import main
sys.exit(main(["--data", sys.argv[1]]))
"""
TEXTS = """
import linecache, sys
from peerdesk import cli, paths
def settings_file():  # asked for when the window is imported, before it is made
    print(*linecache.cache)
    sys.exit()
paths.settings_file = settings_file
cli.main(["--data", sys.argv[1]])
"""
SITTING = """
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from peerdesk.app import Program
from peerdesk.paths import DataFolder
from peerdesk.settings import Settings
from peerdesk.ui import theme
app = QApplication([])
theme.apply(app, dark=False)
folder = DataFolder(Path(sys.argv[1]))
program = Program(app, folder, Settings(folder.root / "settings.json"), lambda: datetime(2026, 11, 18, 10))
program.show_start()
while program.warming.goes_on:
    app.processEvents()
warm = set(sys.modules)
from peerdesk.services import door
program._enter(door.unlock(folder, "meena", sys.argv[2]), "meena")
pages = program.window.pages
while not pages.today.is_whole or program.warming.goes_on:
    app.processEvents()
"""
ENTERING = (
    SITTING
    + """
print(*(name for name in sys.modules if name.startswith("peerdesk.") and name not in warm))
program.close()
"""
)
SETTINGS = (
    SITTING
    + """
program.window.go(pages.settings)
for place in range(pages.settings.tabs.count()):
    pages.settings.tabs.setCurrentIndex(place)
    app.processEvents()
print(*sys.modules)
program.close()
"""
)


@pytest.fixture
def loaded(tmp_path):
    """Run a few lines that print names of modules."""

    def run(code: str, *words: str) -> list[str]:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
        done = subprocess.run([sys.executable, "-c", code, *words], env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    return run


def test_the_log_in_stands_there_before_anything_behind_it_is_loaded(loaded, folder):
    modules = loaded(LOG_IN, str(folder.root))
    assert "peerdesk.ui.log_in.log_in_page" in modules
    early = [name for name in modules for late in NOT_BEFORE_THE_LOG_IN if f"{name}.".startswith(f"{late}.")]
    assert early == []
    assert [name for name in modules if name.startswith("peerdesk.services.")] == ["peerdesk.services.door"]
    assert [name for name in modules if name.startswith("peerdesk.domain.")] == ["peerdesk.domain.changes"]


def test_qt_reads_the_text_of_no_module(loaded, folder):
    assert loaded(TEXTS, str(folder.root)) == []


@pytest.mark.parametrize("name", MODULES + SHARED)
def test_what_is_warmed_is_there(name):
    assert find_spec(name) is not None


def test_the_day_begins_with_what_is_warm(loaded, folder):
    assert loaded(ENTERING, str(folder.root), PASSWORD) == []


def test_the_settings_load_nothing_of_the_pages_that_are_not_open(loaded, folder):
    modules = set(loaded(SETTINGS, str(folder.root), PASSWORD))
    assert "peerdesk.ui.settings.password_recovery" in modules
    early = {"PIL", "PySide6.QtPrintSupport", "email", "playhouse", "pypdfium2", "reportlab", "ssl", "uharfbuzz"}
    assert modules & early == set()
    pages = {f"peerdesk.ui.{entry.module}" for entry in PAGES.values()}
    assert modules & pages == {"peerdesk.ui.today.today_page", "peerdesk.ui.settings.settings_page"}


def test_a_key_makes_it_wait_until_nobody_types(qtbot):
    warmer = Warmer()
    warmer.rest()
    assert not warmer.goes_on, "nothing was begun"
    warmer.start()
    assert warmer._turn.interval() == PAINTED_MS
    warmer.rest()
    assert warmer._turn.interval() == REST_MS
    qtbot.waitUntil(lambda: not warmer.goes_on)
    warmer.start()
    assert not warmer.goes_on, "nothing is left"


def test_typing_at_the_log_in_makes_it_wait(qtbot, folder, now, tmp_path):
    window = StartWindow(folder, Settings(tmp_path / "settings.json"), now, TaskRunner())
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.typed):
        qtbot.keyClicks(window.log_in_page.user_name, "m")
    with qtbot.waitSignal(window.typed):
        qtbot.keyClicks(window.log_in_page.password, "r")


def test_what_cannot_be_loaded_keeps_the_rest_from_nothing(qtbot):
    warmer, done = Warmer(), []
    warmer._steps = [partial(import_module, "peerdesk.no_such_module"), partial(done.append, "the rest")]
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(warmer.ended):
        warmer.start()
    assert [kind for kind, *_rest in raised] == [ModuleNotFoundError]
    assert done == ["the rest"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_crash_writes_no_image_of_the_memory():
    asked = "import resource, peerdesk.cli as cli; cli.main(['report', '--list']);"
    asked += "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
