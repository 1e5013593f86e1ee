import os
import stat

import pytest

from peerdesk import atomic
from peerdesk.atomic import replace_file

REPLACE = os.replace
OWNER_ALONE = 0o600 if os.name == "posix" else 0o666
"""Windows knows no mode bits; there the folder's access list does it."""
FILE_THEN_FOLDER = [False, True] if os.name == "posix" else [False]
"""Whether it is a folder that is made durable; Windows has no way to ask it of one."""


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that were asked for, without waiting for them."""
    asked: list[float] = []
    monkeypatch.setattr(atomic, "sleep", asked.append)
    return asked


def scanner(holds_it: int):
    """A virus scanner that holds the file for a number of tries."""
    tries = iter(range(holds_it))

    def replace(source, target):
        if next(tries, None) is not None:
            raise PermissionError(13, "in use", str(target))
        REPLACE(source, target)

    return replace


def test_new_content_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "file"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_only_its_owner_can_read_the_file(tmp_path):
    replace_file(tmp_path / "file", b"secret")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == OWNER_ALONE


def test_what_a_power_cut_left_behind_is_no_hindrance(tmp_path):
    (tmp_path / "file.tmp").write_bytes(b"half a fi")
    replace_file(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"
    assert not (tmp_path / "file.tmp").exists()


def test_a_link_laid_in_the_way_is_not_written_through(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / "file.tmp").hardlink_to(other)
    replace_file(tmp_path / "file", b"secret")
    assert other.read_bytes() == b"mine"


def test_after_the_content_the_rename_itself_is_made_durable(tmp_path, monkeypatch):
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    replace_file(tmp_path / "file", b"new")
    assert synced == FILE_THEN_FOLDER


def test_a_virus_scanner_is_waited_for(tmp_path, monkeypatch, pauses):
    monkeypatch.setattr(os, "replace", scanner(holds_it=3))
    replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(pauses) == 3


def test_a_file_let_go_in_the_last_moment_is_replaced(tmp_path, monkeypatch, pauses):
    monkeypatch.setattr(os, "replace", scanner(holds_it=9))
    replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(pauses) == 9


def test_a_file_that_stays_in_use_is_given_up_within_three_seconds_and_keeps_its_content(tmp_path, monkeypatch, pauses):
    path = tmp_path / "file"
    replace_file(path, b"old")
    monkeypatch.setattr(os, "replace", scanner(holds_it=1000))
    with pytest.raises(PermissionError):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert sum(pauses) < 3


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    replace_file(path, b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
