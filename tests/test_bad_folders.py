"""A folder that is none, is shut, too long or gone: one plain line from each command, and nothing is changed."""

import os
import shutil
import stat
import subprocess
import sys

import pytest

from peerdesk import commands
from peerdesk.cli import main
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.services import access, checking, door, staff
from peerdesk.ui.folder_lock import lock_folder
from tests.centres import CHEAP, PASSWORD
from tests.nobody import as_nobody
from tests.refusals import failure_of

KINDS = {
    "a file": "folder-is-none",
    "inside a file": "folder-is-none",
    "a link to nothing": "folder-is-none",
    "a link to itself": "folder-is-none",
    "a pipe": "folder-is-none",
    "too long a name": "folder-name-too-long",
    "too long a path": "folder-name-too-long",
    "a shut folder": "folder-read-only",
    "inside a shut folder": "folder-read-only",
}


MAKE = {
    "a file": lambda root: root.write_text("mine"),
    "inside a file": lambda root: root.parent.write_text("mine"),
    "a link to nothing": lambda root: root.symlink_to(root.with_name("gone")),
    "a link to itself": lambda root: root.symlink_to(root),
    "a pipe": os.mkfifo,
    "a shut folder": lambda root: root.mkdir(mode=0o000),
    "inside a shut folder": lambda root: root.parent.mkdir(mode=0o000),
}
PLACES = {
    "inside a file": ["centre", "inside"],
    "inside a shut folder": ["centre", "inside"],
    "too long a name": ["x" * 300],
    "too long a path": ["x" * 200] * 25,
}


@pytest.fixture
def place(tmp_path):
    """Makes a place of a kind."""

    def make(kind):
        root = tmp_path.joinpath(*PLACES.get(kind, ["centre"]))
        MAKE.get(kind, lambda _root: None)(root)
        return DataFolder(root)

    return make


pytestmark = pytest.mark.usefixtures("excepthook_left_as_it_was")


def state(place):
    return [(path.name, os.lstat(path).st_mode) for path in sorted(place.rglob("*"))]


assert checking  # loaded now, with all that a command loads: nobody may read the libraries of root
assert commands

COMMANDS = {
    "check": ["check"],
    "check as somebody": ["check", "--user", "meena", "--password-file"],
    "report": ["report", "weekly-report", "--user", "meena", "--out", "x.pdf", "--password-file"],
    "demo": ["demo", "--members", "1", "--no-window"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("kind", KINDS)
def test_each_command_says_in_one_plain_line_what_is_wrong_with_the_folder(tmp_path, place, capsys, kind, command):
    password = tmp_path / "password.txt"
    password.write_text(PASSWORD)
    password.chmod(0o644)
    folder = place(kind)
    words = [*command, *([str(password)] if command[-1] == "--password-file" else []), "--data", str(folder.root)]
    shut = DataFolder(tmp_path / "centre")
    before = state(tmp_path)
    with as_nobody(shut if "shut" in kind else DataFolder(tmp_path / "nothing")):
        if "shut" in kind:
            shut.root.chmod(0o000)
        assert main(words) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("peerdesk: ")
    assert "went wrong in the program" not in said[0]
    if "shut" in kind:
        shut.root.chmod(0o000)
    assert state(tmp_path) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_window_says_what_is_wrong_with_the_folder(tmp_path, place, kind):
    folder = place(kind)
    shut = DataFolder(tmp_path / "centre")
    with as_nobody(shut if "shut" in kind else DataFolder(tmp_path / "nothing")):
        if "shut" in kind:
            shut.root.chmod(0o000)
        with pytest.raises(StorageUnavailable) as refused:
            lock_folder(folder)
    assert refused.value.code == KINDS[kind]


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o777])
def test_a_folder_that_somebody_else_made_keeps_its_rights(tmp_path, mode):
    folder = DataFolder(tmp_path / "centre")
    for made in (folder.root, folder.backups):
        made.mkdir()
        made.chmod(mode)
    folder.create()
    assert [stat.S_IMODE(made.stat().st_mode) for made in (folder.root, folder.backups)] == [mode, mode]
    assert stat.S_IMODE(folder.logs.stat().st_mode) == 0o700


def test_looking_at_a_folder_with_data_changes_no_rights(tmp_path, capsys):
    (tmp_path / "theirs").mkdir(mode=0o755)
    before = state(tmp_path)
    assert main(["check", "--data", str(tmp_path / "theirs")]) == 1
    assert state(tmp_path) == before


def test_a_demo_in_a_folder_that_somebody_made_leaves_its_rights(tmp_path, capsys):
    place = tmp_path / "theirs"
    place.mkdir()
    place.chmod(0o755)
    assert main(["demo", "--data", str(place), "--members", "1", "--no-window", "--today", "2026-11-21"]) == 0
    assert stat.S_IMODE(place.stat().st_mode) == 0o755
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in place.iterdir())


def test_a_folder_that_is_gone_while_it_is_open_is_told_as_such(storage, coordinator, folder):
    folder.root.rename(folder.root.with_name("elsewhere"))
    assert failure_of(access.check_password, storage, coordinator, PASSWORD) == "folder-gone"
    set_own = staff.set_password, storage, coordinator, coordinator.staff_id, "mango tree 34", PASSWORD, CHEAP
    assert failure_of(*set_own) == "file-unreachable"  # the record is looked for first
    assert failure_of(door.unlock, folder, "meena", PASSWORD) == "folder-gone"
    folder.root.with_name("elsewhere").rename(folder.root)
    assert access.check_password(storage, coordinator, PASSWORD)


def test_a_folder_for_backups_that_somebody_deleted_is_made_again(folder, tmp_path):
    shutil.rmtree(folder.backups)
    lock_folder(folder).unlock()
    assert stat.S_IMODE(folder.backups.stat().st_mode) == 0o700


def test_a_name_that_is_no_text_is_told_plainly(tmp_path):
    """A folder from another system, whose name is not in UTF-8."""
    place = os.fsencode(tmp_path / "centre-") + b"\xff"
    done = subprocess.run(
        [sys.executable, "-m", "peerdesk", "check", "--data", place], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "went wrong in the program" not in done.stderr
