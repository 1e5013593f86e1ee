from PySide6.QtWidgets import QMessageBox

from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui.crash import CrashReporter


def nobody_told(error):
    raise AssertionError(error)


def test_a_bug_is_told_once_and_logged_without_what_stands_in_the_record(qapp, tmp_path, monkeypatch, capsys):
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text()))
    folder = DataFolder(tmp_path)
    folder.create()
    try:
        raise ValueError("Ramesh Kumar returned to use")
    except ValueError as error:
        CrashReporter(folder, nobody_told).on_crash(error)
    log = (folder.logs / "errors.log").read_text(encoding="utf-8")
    assert "test_crash.py" in log
    assert "ValueError" in log
    assert "Ramesh" not in log + capsys.readouterr().err + "".join(shown)
    assert len(shown) == 1


def test_a_fault_of_the_disk_that_nobody_waited_for_is_told_as_what_it_is_and_is_no_bug(qapp, tmp_path, capsys):
    told: list[StorageUnavailable] = []
    error = StorageUnavailable("disk-full")
    CrashReporter(DataFolder(tmp_path), told.append).on_exception(StorageUnavailable, error, None)
    assert told == [error]
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.iterdir())
