import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui.folder_lock import lock_folder
from peerdesk.ui.holding import hold

pytestmark = pytest.mark.window

ELSEWHERE = "4321\npythonw.exe\nOLD-OFFICE-PC\n11111111222233334444555566667777\n99999999-2222-3333-4444-555566667777\n"


def test_one_window_holds_a_folder_at_a_time(qapp, tmp_path):
    folder = DataFolder(tmp_path / "centre")
    held = lock_folder(folder)
    with pytest.raises(StorageUnavailable) as refused:
        lock_folder(folder)
    assert refused.value.code == "folder-in-use-by"
    held.unlock()
    lock_folder(folder).unlock()


def test_the_folder_and_what_is_in_it_are_for_their_owner_alone(folder):
    assert folder.root.stat().st_mode & 0o077 == 0
    files = [entry for entry in folder.root.rglob("*") if entry.is_file()]
    assert files
    assert [entry.name for entry in files if entry.stat().st_mode & 0o077] == []


def test_a_second_window_says_why_it_does_not_open(answered, tmp_path):
    folder = DataFolder(tmp_path / "centre")
    held = lock_folder(folder)
    said = answered(Qt.Key.Key_Return)
    with pytest.raises(StorageUnavailable):
        hold(folder)
    assert len(said) == 1
    assert "PeerDesk is already open" in said[0]
    held.unlock()


@pytest.mark.parametrize("way", [Qt.Key.Key_Return, Qt.Key.Key_Escape, "doNotOpen"])
def test_a_folder_with_another_pcs_lock_is_asked_about_and_stays_shut_by_default(answered, tmp_path, way):
    folder = DataFolder(tmp_path / "centre")
    folder.create()
    folder.lock.write_text(ELSEWHERE)
    said = answered(way)
    with pytest.raises(HeldElsewhere):
        hold(folder)
    assert len(said) == 1
    assert "OLD-OFFICE-PC" in said[0]
    assert "Is PeerDesk closed on that PC?" in said[0]
    assert folder.lock.read_text() == ELSEWHERE


def test_whoever_has_looked_at_the_other_pc_can_open_the_folder(answered, tmp_path):
    folder = DataFolder(tmp_path / "centre")
    folder.create()
    folder.lock.write_text(ELSEWHERE)
    answered("openNevertheless")
    held = hold(folder)
    assert "OLD-OFFICE-PC" not in folder.lock.read_text()
    held.unlock()


START = (
    "import sys; from datetime import datetime; from pathlib import Path; from PySide6.QtCore import QTimer;"
    "from peerdesk import app; from PySide6.QtWidgets import QApplication; show = app.Program.show_start;"
    "app.Program.show_start = lambda self: (show(self), QTimer.singleShot(0, QApplication.quit));"
    "sys.exit(app.run(app.DataFolder(Path(sys.argv[1])), Path(sys.argv[2]), datetime.now, ['peerdesk']))"
)


def started(centre, file):
    """The program from beginning to end, with preferences of its own; what it left in the log."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    words = [sys.executable, "-c", START, str(centre), str(file)]
    done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    log = DataFolder(centre).logs / "errors.log"
    return log.read_text() if log.exists() else ""


def test_a_language_that_this_version_does_not_speak_is_asked_of_the_centre_again(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"language": "xx"}')
    log = started(tmp_path / "centre", file)
    assert log.count("\n") == 1
    assert log.endswith(" settings.json: not to be read, taken as usual: language\n")


def test_preferences_that_cannot_be_meant_stop_no_start_and_leave_one_line_without_what_they_said(tmp_path):
    file = tmp_path / "settings.json"
    spoilt = {"theme": "pink", "user_name": "Asha \ud800", "session_id": 10**400, "geometry": "AdnQywADAAD//w=="}
    file.write_text(json.dumps(spoilt))
    log = started(tmp_path / "centre", file)
    assert log.count("\n") == 1
    assert "theme, user_name, session_id" in log
    assert "Asha" not in log


def test_a_good_start_leaves_no_line(tmp_path):
    assert started(tmp_path / "centre", tmp_path / "settings.json") == ""
