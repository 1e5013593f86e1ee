import pytest

from peerdesk import app
from peerdesk.app import lock_folder
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder

pytestmark = pytest.mark.window


def test_one_window_holds_a_folder_at_a_time(qapp, tmp_path):
    folder = DataFolder(tmp_path / "centre")
    held = lock_folder(folder)
    with pytest.raises(StorageUnavailable) as refused:
        lock_folder(folder)
    assert refused.value.code == "folder-in-use"
    held.unlock()
    lock_folder(folder).unlock()


def test_the_folder_and_what_is_in_it_are_for_their_owner_alone(folder):
    assert folder.root.stat().st_mode & 0o077 == 0
    files = [entry for entry in folder.root.rglob("*") if entry.is_file()]
    assert files
    assert [entry.name for entry in files if entry.stat().st_mode & 0o077] == []


def test_a_second_window_says_why_it_does_not_open(qapp, tmp_path, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(app, "_tell", told.append)
    monkeypatch.setattr(app, "QApplication", lambda _arguments: qapp)
    folder = DataFolder(tmp_path / "centre")
    held = lock_folder(folder)
    with pytest.raises(StorageUnavailable):
        app.run(folder, tmp_path / "settings.json", None, ["peerdesk"])
    assert len(told) == 1
    assert "PeerDesk" in told[0]
    held.unlock()
    qapp.setStyleSheet("")
