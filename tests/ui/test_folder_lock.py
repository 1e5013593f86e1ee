"""Who may open a data folder: with real processes, since a lock is about those that live and those that died."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo

from peerdesk import words
from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui import folder_lock
from peerdesk.ui.folder_lock import lock_folder
from tests.nobody import as_nobody

HERE = QSysInfo.machineHostName()
MACHINE = QSysInfo.machineUniqueId().toStdString()
BOOT = QSysInfo.bootUniqueId().toStdString()
OTHER_BOOT = "99999999-2222-3333-4444-555566667777"
PYTHON = Path(sys.executable).resolve().name

HOLD = """
import sys
from pathlib import Path
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui.folder_lock import lock_folder
print("ready", flush=True)
sys.stdin.readline()
try:
    lock = lock_folder(DataFolder(Path(sys.argv[1])))
except StorageUnavailable as error:
    print(error.code, flush=True)
else:
    print("holds", flush=True)
sys.stdin.readline()
"""

WINDOW = """
import sys
from peerdesk.ui import folder_lock_boxes
folder_lock_boxes.TOLD_MS = folder_lock_boxes.ASKED_MS = 1
from peerdesk.cli import main
sys.exit(main(["--data", sys.argv[1]]))
"""


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    folder = DataFolder(tmp_path / "centre")
    folder.create()
    return folder


class Other:
    """Another process that asks for the folder when it is told to."""

    def __init__(self, folder: DataFolder) -> None:
        words = [sys.executable, "-c", HOLD, str(folder.root)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def try_it(self) -> None:
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        return self.process.stdout.readline().strip()


@contextmanager
def other(folder: DataFolder) -> Iterator[Other]:
    made = Other(folder)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()
        made.process.stdin.close()
        made.process.stdout.close()


@contextmanager
def living_python() -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def write_lock(folder: DataFolder, *lines: object) -> bytes:
    folder.lock.write_text("".join(f"{line}\n" for line in lines))
    return folder.lock.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\0" * 64, b"\xff\xfe\x00\xd8", b"not a lock at all", b"-1\npython\n", "४३२१\npython\n".encode()],
    ids=["empty", "line", "zeros", "bytes", "words", "negative", "digits"],
)
def test_a_lock_that_tells_nothing_and_that_nobody_holds_is_taken_over(folder, content):
    folder.lock.write_bytes(content)
    lock = lock_folder(folder)
    assert folder.lock.read_text().startswith(f"{os.getpid()}\n")
    lock.unlock()
    assert not folder.lock.exists()


def test_a_lock_of_a_process_that_died_on_this_pc_is_taken_over(folder):
    write_lock(folder, dead_process(), PYTHON, HERE, MACHINE, BOOT)
    lock_folder(folder).unlock()


def test_a_lock_cut_short_after_a_dead_process_is_taken_over(folder):
    folder.lock.write_text(f"{dead_process()}\npyth")
    lock_folder(folder).unlock()


def test_a_lock_from_before_the_pc_was_started_anew_is_taken_over_though_its_number_lives_again(folder):
    with living_python() as process:
        write_lock(folder, process, PYTHON, HERE, MACHINE, OTHER_BOOT)
        lock_folder(folder).unlock()


@pytest.mark.parametrize(
    ("program", "boot"), [(PYTHON, BOOT), (PYTHON, ""), ("", "")], ids=["same program", "no start told", "torn"]
)
def test_a_number_that_lives_again_as_another_program_holds_nothing(folder, program, boot):
    with living_python() as process:
        write_lock(folder, process, program, HERE, MACHINE, boot)
        lock_folder(folder).unlock()


def test_a_lock_that_a_living_process_holds_is_never_taken_and_tells_whose_it_is(folder):
    with other(folder) as holder:
        holder.try_it()
        assert holder.answer() == "holds"
        content = folder.lock.read_bytes()
        with pytest.raises(StorageUnavailable) as refused:
            lock_folder(folder)
        assert refused.value.code == "folder-in-use-by"
        assert HERE in words.failure(refused.value)
        assert PYTHON in words.failure(refused.value)
        assert folder.lock.read_bytes() == content
    lock_folder(folder).unlock()  # it was killed


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 64, b"4321\npython\nOLD-PC\nffff\nffff\n"], ids=["empty", "zeros", "other"]
)
def test_a_lock_that_is_held_is_never_taken_whatever_became_of_its_file(folder, content):
    with other(folder) as holder:
        holder.try_it()
        assert holder.answer() == "holds"
        folder.lock.write_bytes(content)
        with pytest.raises(StorageUnavailable) as refused:
            lock_folder(folder)
        assert refused.value.code in ("folder-in-use", "folder-in-use-by")
        assert folder.lock.read_bytes() == content


def test_another_pcs_lock_is_opened_only_by_somebody_who_has_looked_there(folder):
    content = write_lock(folder, 4321, "pythonw.exe", "OLD-OFFICE-PC", "1111", OTHER_BOOT)
    with pytest.raises(HeldElsewhere) as asked:
        lock_folder(folder)
    said = words.failure(asked.value)
    assert "OLD-OFFICE-PC" in said
    assert "pythonw.exe" in said
    since = datetime.fromtimestamp(folder.lock.stat().st_mtime)
    assert f"{since:%d-%m-%Y %H:%M}" in said
    assert folder.lock.read_bytes() == content
    lock_folder(folder, asked.value).unlock()


def test_a_pc_of_the_same_name_is_another_pc(folder):
    write_lock(folder, 4321, PYTHON, HERE, "1111", OTHER_BOOT)
    with pytest.raises(HeldElsewhere):
        lock_folder(folder)


def test_an_answer_holds_for_the_lock_that_was_asked_about_alone(folder):
    write_lock(folder, 4321, PYTHON, "OLD-OFFICE-PC", "1111", OTHER_BOOT)
    with pytest.raises(HeldElsewhere) as asked:
        lock_folder(folder)
    write_lock(folder, 1234, PYTHON, "COUNSELLING-ROOM", "2222", OTHER_BOOT)
    with pytest.raises(HeldElsewhere, match="COUNSELLING-ROOM"):
        lock_folder(folder, asked.value)


LEFT_BEHIND = f"4321\n{PYTHON}\n{HERE}\n{MACHINE}\n{OTHER_BOOT}\n".encode()


@pytest.mark.parametrize("content", [None, b"", b"\0" * 64, LEFT_BEHIND], ids=["no lock", "empty", "zeros", "dead"])
def test_of_some_that_start_at_the_same_moment_exactly_one_opens(folder, content):
    if content is not None:
        folder.lock.write_bytes(content)
    with ExitStack() as stack:
        starts = [stack.enter_context(other(folder)) for _ in range(4)]
        for start in starts:
            start.try_it()
        answers = sorted(start.answer() for start in starts)
    assert answers.count("holds") == 1, answers
    assert set(answers) <= {"holds", "folder-in-use", "folder-in-use-by"}


def put(thing, place, tmp_path):
    """Something that is no lock, in the place of one; a mark by which to see that it was left alone."""
    other = tmp_path / "other"
    match thing:
        case "folder":
            place.mkdir()
            (place / "mine").write_text("mine")
        case "link to nothing":
            place.symlink_to(other)
        case "link to a file":
            other.write_text("mine")
            place.symlink_to(other)
        case "link to a folder":
            other.mkdir()
            place.symlink_to(other)
        case "link to itself":
            place.symlink_to(place)
        case "link to a device":
            place.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(place)
        case "large file":
            place.write_bytes(b"mine" * 5_000)
    found = os.lstat(place)
    return found.st_mode, found.st_ino, found.st_size


THINGS = [
    *("folder", "link to nothing", "link to a file", "link to a folder", "link to itself", "link to a device"),
    *("pipe", "large file"),
]


@pytest.mark.parametrize("name", ["peerdesk.lock", "peerdesk.lock.turn"])
@pytest.mark.parametrize("thing", THINGS)
def test_what_is_no_lock_is_named_and_left_alone(folder, tmp_path, thing, name):
    place = folder.root / name
    mark = put(thing, place, tmp_path)
    with pytest.raises(StorageUnavailable) as refused:
        lock_folder(folder)
    assert refused.value.code == "lock-in-the-way"
    assert str(place) in words.failure(refused.value)
    found = os.lstat(place)
    assert (found.st_mode, found.st_ino, found.st_size) == mark
    if thing == "link to a file":
        assert (tmp_path / "other").read_text() == "mine"
    else:
        assert (tmp_path / "other").exists() is (thing == "link to a folder")


@pytest.mark.parametrize("thing", [None, *THINGS])
@pytest.mark.parametrize("name", ["peerdesk.lock", "peerdesk.lock.turn"])
def test_a_lock_taken_away_or_replaced_by_hand_lets_no_second_window_in(folder, tmp_path, thing, name):
    with other(folder) as holder:
        holder.try_it()
        assert holder.answer() == "holds"
        (folder.root / name).unlink(missing_ok=True)
        if thing is not None:
            put(thing, folder.root / name, tmp_path)
        with pytest.raises(StorageUnavailable) as refused:
            lock_folder(folder)
        assert refused.value.code in ("folder-in-use", "folder-in-use-by", "lock-in-the-way")


def test_a_folder_let_go_can_be_held_again_and_again(folder):
    for _ in range(3):
        held = lock_folder(folder)
        held.unlock()
        held.unlock()
    assert not folder.lock.exists()


def test_a_pc_with_a_new_windows_under_the_old_name_is_asked_about_as_such(folder):
    write_lock(folder, 4321, "pythonw.exe", HERE, "1111", OTHER_BOOT)
    with pytest.raises(HeldElsewhere) as asked:
        lock_folder(folder)
    assert "a new Windows" in words.failure(asked.value)
    lock_folder(folder, asked.value).unlock()


@pytest.mark.parametrize("age", [-86_400, 0, 86_400], ids=["of tomorrow", "of now", "of yesterday"])
def test_a_whole_folder_copied_from_a_dead_pc_with_both_locks_opens_when_it_was_answered_for(folder, monkeypatch, age):
    monkeypatch.setattr(folder_lock, "TURN_LOST_MS", 1_000)
    monkeypatch.setattr(folder_lock, "TURN_MS", 3_000)
    content = write_lock(folder, 4321, "pythonw.exe", "OLD-OFFICE-PC", "1111", OTHER_BOOT)
    turn = folder.root / "peerdesk.lock.turn"
    turn.write_bytes(content)
    at = turn.stat().st_mtime - age
    os.utime(turn, (at, at))
    with pytest.raises(HeldElsewhere) as asked:
        lock_folder(folder)
    lock_folder(folder, asked.value).unlock()


def test_a_turn_that_never_ends_is_waited_for_longer_than_it_is_believed():
    assert folder_lock.TURN_MS > folder_lock.TURN_LOST_MS


def test_a_lock_that_another_user_of_the_pc_has_shut_is_told_as_such(folder):
    with living_python() as process:
        write_lock(folder, process, PYTHON, HERE, MACHINE, BOOT)
        with as_nobody(folder):
            folder.lock.chmod(0o000)
            with pytest.raises(StorageUnavailable) as refused:
                lock_folder(folder)
    assert refused.value.code == "lock-unreadable"


def test_a_lock_left_in_a_folder_that_may_not_be_written_is_no_window(folder):
    write_lock(folder, 4321, PYTHON, "", "", "")
    with as_nobody(folder):
        folder.root.chmod(0o500)
        with pytest.raises(StorageUnavailable) as refused:
            lock_folder(folder)
    assert refused.value.code == "folder-read-only"


def test_a_folder_that_cannot_be_written_is_told_as_such(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable) as refused:
        lock_folder(DataFolder(tmp_path / "file" / "centre"))
    assert refused.value.code == "folder-is-none"


@contextmanager
def peerdesk(folder: DataFolder, home: Path) -> Iterator[subprocess.Popen[str]]:
    """The program itself, killed at the end if it still runs."""
    words = [sys.executable, "-c", WINDOW, str(folder.root)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    env["QT_LOGGING_RULES"] = "default.warning=false"  # the platform without a screen regrets what it cannot do
    with subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.window
def test_peerdesk_started_twice_opens_once_and_says_so_in_one_line(qtbot, folder, tmp_path):
    with peerdesk(folder, tmp_path) as first:
        qtbot.waitUntil(lambda: folder.lock.exists() and folder.lock.stat().st_size > 0, timeout=30_000)
        with peerdesk(folder, tmp_path) as second:
            said = second.communicate(timeout=60)[1]
        assert second.returncode == 1
        assert said.startswith("peerdesk: PeerDesk is already open")
        assert said.count("\n") == 1
        assert folder.lock.read_text().startswith(f"{first.pid}\n")


@pytest.mark.window
def test_peerdesk_asked_about_another_pc_without_an_answer_does_not_open(folder, tmp_path):
    content = write_lock(folder, 4321, "pythonw.exe", "OLD-OFFICE-PC", "1111", OTHER_BOOT)
    with peerdesk(folder, tmp_path) as started:
        said = started.communicate(timeout=60)[1]
    assert started.returncode == 1
    assert "OLD-OFFICE-PC" in said
    assert said.count("\n") == 1
    assert folder.lock.read_bytes() == content
