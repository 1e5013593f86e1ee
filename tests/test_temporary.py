"""Folders for a while: who looks around in a demo centre, who looks into a copy."""

import os
import subprocess
import sys
import tempfile

import pytest

from peerdesk.temporary import FORGOTTEN_SECONDS, PREFIX, TemporaryPlace, clear_forgotten

HOLD = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from peerdesk.temporary import TemporaryPlace
place = TemporaryPlace("demo")
(place.path / "record").write_text("x")
print(place.path, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def somebody(tmp_path):
    """Another program in which somebody looks around."""
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        yield process
        process.kill()


def found(tmp_path):
    return [path.name for path in tmp_path.iterdir() if path.name.startswith(PREFIX)]


def test_the_folder_goes_with_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    place = TemporaryPlace("demo")
    (place.path / "record").write_text("x")
    assert len(found(tmp_path)) == 1
    place.close()
    assert found(tmp_path) == []


def test_what_a_killed_program_left_goes_with_the_next_one(tmp_path, somebody):
    clear_forgotten(tmp_path)
    assert len(found(tmp_path)) == 1  # they are still looking around
    somebody.kill()
    somebody.wait()
    clear_forgotten(tmp_path)
    assert found(tmp_path) == []


def test_what_only_has_such_a_name_is_left_alone(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / f"{PREFIX}link").symlink_to(other)
    (tmp_path / f"{PREFIX}file").write_text("mine")
    clear_forgotten(tmp_path)
    assert sorted(found(tmp_path)) == [f"{PREFIX}file", f"{PREFIX}link"]
    assert other.is_dir()


@pytest.mark.parametrize(("age", "left"), [(0, 1), (FORGOTTEN_SECONDS + 60, 0)])
def test_where_the_system_cannot_tell_only_what_is_old_goes(tmp_path, monkeypatch, age, left):
    monkeypatch.setattr("peerdesk.temporary.hold_folder", lambda _place: None)
    place = tmp_path / f"{PREFIX}x"
    place.mkdir()
    at = place.stat().st_mtime - age
    os.utime(place, (at, at))
    clear_forgotten(tmp_path)
    assert len(found(tmp_path)) == left
