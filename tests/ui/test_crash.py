from PySide6.QtWidgets import QMessageBox

from peerdesk.paths import DataFolder
from peerdesk.ui.crash import CrashReporter


def test_a_bug_is_told_once_and_logged_without_what_stands_in_the_record(qapp, tmp_path, monkeypatch, capsys):
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text()))
    folder = DataFolder(tmp_path)
    folder.create()
    try:
        raise ValueError("Ramesh Kumar returned to use")
    except ValueError as error:
        CrashReporter(folder).on_crash(error)
    log = (folder.logs / "errors.log").read_text(encoding="utf-8")
    assert "test_crash.py" in log
    assert "ValueError" in log
    assert "Ramesh" not in log + capsys.readouterr().err + "".join(shown)
    assert len(shown) == 1
