"""Copies make themselves, go to the stick as soon as it is there, and never get in anybody's way."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.backups.places import Drive, SecondPlace
from peerdesk.services.backups import finding, places
from peerdesk.ui.backups.keeper import BackupKeeper


@pytest.fixture
def clock(monkeypatch, storage):
    """The clock of storage and window; the one entry is the present moment."""
    moment = [storage.now()]
    monkeypatch.setattr(storage, "now", lambda: moment[0])
    return moment


@pytest.fixture
def plugged_in() -> list[Drive]:
    return []


@pytest.fixture
def keeper(qtbot, context, messages, bus, runner, clock, plugged_in):
    context = replace(context, now=lambda: clock[0], drives=lambda: plugged_in)
    keeper = BackupKeeper(context, messages, bus, runner, None)
    yield keeper
    keeper.stop()
    assert runner.finish(20_000)
    keeper.deleteLater()


@pytest.fixture
def stick(tmp_path, plugged_in) -> Drive:
    drive = Drive(tmp_path / "KINGSTON", "KINGSTON", 16 * 10**9, is_apart=True)
    drive.root.mkdir()
    plugged_in.append(drive)
    return drive


def copies(folder) -> int:
    return len(finding.copies_in([folder]))


def look(qtbot, keeper) -> None:
    """What the timer does, and wait for what comes of it."""
    keeper._look()
    qtbot.waitUntil(lambda: keeper._job is None)


def test_the_first_of_a_day_then_every_four_hours(qtbot, keeper, folder, clock):
    look(qtbot, keeper)
    assert copies(folder.backups) == 1
    for hours, there in ((3, 1), (1, 2), (3, 2), (1, 3)):
        clock[0] += timedelta(hours=hours)
        look(qtbot, keeper)
        assert copies(folder.backups) == there
    clock[0] = datetime(2026, 11, 19, 8)
    look(qtbot, keeper)
    assert copies(folder.backups) == 4


def test_a_stick_that_comes_later_gets_the_newest_and_is_known_by_its_mark(
    qtbot, keeper, folder, stick, plugged_in, clock, tmp_path
):
    keeper.keep_place(places.choose(stick.root, stick.name, folder))
    plugged_in.clear()
    stick.root.rename(tmp_path / "out")
    look(qtbot, keeper)
    assert copies(folder.backups) == 1
    look(qtbot, keeper)
    assert keeper.place().newest is None
    other = Drive(tmp_path / "other", "KINGSTON", 10**9, is_apart=True)  # of the same name, but not the same
    (other.root / "PeerDesk backups").mkdir(parents=True)
    plugged_in.append(other)
    look(qtbot, keeper)
    assert list((other.root / "PeerDesk backups").iterdir()) == []
    (tmp_path / "out").rename(tmp_path / "E")  # another letter
    plugged_in.append(Drive(tmp_path / "E", "KINGSTON", 10**9, is_apart=True))
    look(qtbot, keeper)
    [arrived] = finding.copies_in([tmp_path / "E"])
    assert keeper.place().newest == arrived.manifest.made_at
    assert keeper.place().path == str(tmp_path / "E" / "PeerDesk backups")
    clock[0] += timedelta(minutes=5)
    look(qtbot, keeper)
    assert copies(tmp_path / "E") == 1


def test_who_asks_for_a_copy_is_told_where_it_is(qtbot, keeper, folder, stick, messages):
    said = []
    messages.said.connect(said.append)
    messages.backup_asked.emit()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert said == ["Backed up on this PC."]
    keeper.keep_place(places.choose(stick.root, stick.name, folder))
    messages.backup_asked.emit()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert "here and on KINGSTON" in said[1]
    assert "eject" in said[1]
    assert copies(stick.root) == 1


def test_what_cannot_be_made_is_said_once_and_whenever_somebody_asks(qtbot, keeper, folder, messages):
    warned = []
    messages.warned.connect(warned.append)
    (folder.backups / "being-made.db").mkdir()  # nothing can be written under this name
    look(qtbot, keeper)
    look(qtbot, keeper)
    assert len(warned) == 1
    keeper.back_up_now()
    qtbot.waitUntil(lambda: len(warned) == 2)
    assert keeper.is_behind


def test_a_copy_is_behind_as_soon_as_something_is_written(qtbot, keeper, storage, coordinator, folder):
    from peerdesk.domain.centre import Holiday
    from peerdesk.services import centre

    look(qtbot, keeper)
    assert not keeper.is_behind
    centre.add_holiday(storage, coordinator, Holiday(datetime(2027, 1, 26).date(), "Republic Day"))
    assert keeper.is_behind


def test_the_window_goes_while_a_copy_is_made_and_nothing_half_is_left(qtbot, keeper, runner, folder, storage):
    keeper.back_up_now()
    keeper.stop()
    assert runner.finish(20_000)
    names = [path.name for path in folder.backups.iterdir()]
    assert all(name.endswith(SUFFIX) for name in names)


def test_a_place_in_the_preferences_that_is_none_is_no_place():
    for odd in (
        {},
        {"mark": 1},
        {"mark": "a", "path": "b", "name": "c"},
        {"mark": "", "path": "b", "name": "", "newest": ""},
    ):
        assert SecondPlace.parse(odd) is None
    place = SecondPlace.parse({"mark": "a", "path": "b", "name": "c", "newest": "yesterday"})
    assert place.newest is None
    assert SecondPlace.parse(place.document()) == place


def test_office_staff_have_copies_made_too(qtbot, context, office, messages, bus, runner, folder):
    keeper = BackupKeeper(replace(context, actor=office), messages, bus, runner, None)
    look(qtbot, keeper)
    assert copies(folder.backups) == 1
    keeper.stop()
    keeper.deleteLater()
