"""``peerdesk backup`` and ``peerdesk restore``, as somebody types them."""

import shutil
import sys
from contextlib import contextmanager

import pytest

from peerdesk.cli import main
from peerdesk.db.models import HolidayRow
from peerdesk.domain.changes import Changed
from peerdesk.paths import DataFolder
from peerdesk.services.backups import finding
from peerdesk.ui.folder_lock import lock_folder
from tests.centres import PASSWORD, TODAY

pytestmark = pytest.mark.usefixtures("excepthook_left_as_it_was")


@pytest.fixture
def copy(folder, tmp_path, capsys):
    target = tmp_path / "stick" / "today.peerdesk-backup"
    target.parent.mkdir()
    assert main(["backup", str(target), "--data", str(folder.root)]) == 0
    assert str(target) in capsys.readouterr().out
    return target


def checked(folder: DataFolder, tmp_path) -> int:
    file = tmp_path / "password"
    file.write_text(PASSWORD)
    words = ["check", "--data", str(folder.root), "--user", "meena", "--password-file", str(file), "--use-this-date"]
    return main(words)


def test_a_copy_comes_back_on_a_new_pc(copy, tmp_path, capsys):
    fresh = DataFolder(tmp_path / "new PC" / "data")
    assert main(["restore", str(copy), "--data", str(fresh.root)]) == 0
    assert checked(fresh, tmp_path) == 0
    assert "no problems found" in capsys.readouterr().out


def test_a_copy_made_beside_an_open_window_is_whole_without_a_log_in_too(
    storage, coordinator, folder, tmp_path, capsys
):
    """What the window wrote stands in the log alone, and the record says so."""
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        HolidayRow.create(day=TODAY, name="Diwali")
        unit.audit("holiday.add", None, None, {"day": TODAY})
    assert folder.log.stat().st_size
    target = tmp_path / "beside.peerdesk-backup"
    assert main(["backup", str(target), "--data", str(folder.root)]) == 0
    fresh = DataFolder(tmp_path / "fresh")
    assert main(["restore", str(target), "--data", str(fresh.root)]) == 0
    assert checked(fresh, tmp_path) == 0, capsys.readouterr()


def test_what_is_put_back_again_on_purpose_is_no_lost_work(copy, folder, tmp_path, capsys):
    for _time in range(2):
        assert main(["restore", str(copy), "--data", str(folder.root), "--set-aside"]) == 0
        for _look in range(2):
            assert checked(folder, tmp_path) == 0, capsys.readouterr()


@contextmanager
def little_room():
    """No file can become larger than a small one, as on a disk that is nearly full."""
    import resource  # Windows has none

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_without_room_that_is_what_is_said_and_nothing_is_left(copy, folder, tmp_path, capsys):
    before, fresh = folder.database.read_bytes(), tmp_path / "fresh"
    words = [
        ["backup", str(tmp_path / "another.peerdesk-backup"), "--data", str(folder.root)],
        ["restore", str(copy), "--data", str(fresh)],
        ["restore", str(copy), "--data", str(folder.root), "--set-aside"],
    ]
    with little_room():
        for said in words:
            assert main(said) == 1
            assert "not enough room on the disk" in capsys.readouterr().err
    assert list(tmp_path.glob("another*")) == []
    assert [path for path in fresh.rglob("*") if path.is_file()] == []
    assert folder.database.read_bytes() == before
    assert not folder.coming_in.root.exists()
    assert finding.set_aside(folder) == []


def test_a_folder_with_a_centre_is_kept_unless_it_may_be_set_aside(copy, folder, tmp_path, capsys):
    before = folder.database.read_bytes()
    words = ["restore", str(copy), "--data", str(folder.root)]
    assert main(words) == 1
    assert "holds a record already" in capsys.readouterr().err
    assert folder.database.read_bytes() == before
    assert main([*words, "--set-aside"]) == 0
    assert "set aside" in capsys.readouterr().out
    [aside] = finding.set_aside(folder)
    assert (aside.path / "peerdesk.db").read_bytes() == before
    assert checked(folder, tmp_path) == 0


def test_nothing_is_put_back_under_an_open_window(copy, folder, capsys):
    lock = lock_folder(folder)
    try:
        assert main(["restore", str(copy), "--data", str(folder.root), "--set-aside"]) == 1
        assert "already open" in capsys.readouterr().err
        assert finding.set_aside(folder) == []
        beside = copy.with_name("beside.peerdesk-backup")
        assert main(["backup", str(beside), "--data", str(folder.root)]) == 0
    finally:
        lock.unlock()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["backup", "today.zip"], 2, "ends in .peerdesk-backup"),
        (["backup", "nowhere/at/all.peerdesk-backup"], 1, "could not be written"),
        (["restore", "nothing.peerdesk-backup"], 1, "not there any more"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(folder, tmp_path, monkeypatch, capsys, words, code, said):
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--data", str(folder.root)]) == code
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_without_a_record_there_is_nothing_to_copy(tmp_path, capsys):
    assert main(["backup", str(tmp_path / "a.peerdesk-backup"), "--data", str(tmp_path / "empty")]) == 1
    assert "no PeerDesk record" in capsys.readouterr().err
    assert not (tmp_path / "a.peerdesk-backup").exists()


def test_a_file_that_is_no_copy_is_refused(folder, tmp_path, capsys):
    odd = tmp_path / "letter.peerdesk-backup"
    odd.write_text("Dear all")
    zipped = tmp_path / "zip.peerdesk-backup"
    zipped.write_bytes(b"PK and nothing")
    shutil.rmtree(folder.root)
    assert main(["restore", str(odd), "--data", str(folder.root)]) == 1
    assert "not a copy" in capsys.readouterr().err
    assert main(["restore", str(zipped), "--data", str(folder.root)]) == 1
    assert "damaged" in capsys.readouterr().err
    assert not folder.database.exists()


def test_a_copy_is_never_written_over_another(copy, folder, capsys):
    before = copy.read_bytes()
    assert main(["backup", str(copy), "--data", str(folder.root)]) == 1
    assert "file of this name already" in capsys.readouterr().err
    assert copy.read_bytes() == before


def test_with_a_log_in_a_copy_is_looked_into_and_says_what_is_in_it(folder, tmp_path, capsys):
    target, file = tmp_path / "a.peerdesk-backup", tmp_path / "password"
    file.write_text(PASSWORD)
    words = ["backup", str(target), "--data", str(folder.root), "--user", "meena", "--password-file", str(file)]
    assert main([*words, "--use-this-date"]) == 0
    assert "not looked into" not in capsys.readouterr().out
    assert finding.look(target).manifest.inside.centre == "Asha Kendra"


def test_a_record_that_was_cut_off_is_noticed_without_a_log_in(folder, capsys):
    folder.database.write_bytes(folder.database.read_bytes()[:-1000])
    assert main(["check", "--data", str(folder.root)]) == 1
    assert "record-cut-off" in capsys.readouterr().out
