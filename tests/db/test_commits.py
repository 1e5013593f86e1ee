"""What was acknowledged and is away shows: a lost or cut log, a copy without it, an older copy put back."""

import os
import shutil

import pytest

from peerdesk.db import commits
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import HolidayRow
from peerdesk.db.storage import Storage
from peerdesk.domain.changes import Changed
from peerdesk.domain.file_check import Finding
from peerdesk.paths import DataFolder
from peerdesk.services.checking import check_opened
from tests.centres import TODAY, at_ten, nobody


@pytest.fixture
def counts(tmp_path):
    return tmp_path / "config" / "commits"


@pytest.fixture
def counted(storage, counts):
    """The open record, counted on this PC."""
    storage.count_in(counts)
    return storage


def keep(storage, actor, number=1):
    for _ in range(number):
        with storage.writing(Changed.HOLIDAYS, actor) as unit:
            HolidayRow.insert(day=TODAY, name="Diwali").on_conflict_replace().execute()
            unit.audit("holiday.add", None, None, {"day": TODAY})


def stood_like_this(folder, target, *, log):
    """The files as they lie on the disk at this moment, as somebody copies them by hand or a dead PC leaves them."""
    target.mkdir()
    for file in (folder.database, folder.keys, folder.keys_backup, *([folder.log] if log else [])):
        shutil.copy(file, target)
    return DataFolder(target)


def found_in(folder, master, counts=None):
    """What is said when it is opened, and how many units of work are in it."""
    opened = Storage.open(folder, master, at_ten, nobody)
    try:
        if counts is not None:
            opened.count_in(counts)
        return check_opened(opened), opened.at_open.commits
    finally:
        opened.close()


def test_every_unit_of_work_is_counted_in_the_record_and_on_this_pc(counted, coordinator, counts, folder):
    before = commits.state(counted._database).commits
    keep(counted, coordinator, 3)
    with counted.writing(Changed.HOLIDAYS, coordinator, draft=True):
        HolidayRow.update(name="Diwali day").execute()
    with counted.writing(Changed.HOLIDAYS, coordinator) as unit:
        unit.nothing_to_do()
    stands = commits.state(counted._database)
    assert stands.commits == before + 4
    assert commits.CommitCounter(counts, folder.root).read() == (stands.line, stands.commits)


def test_a_unit_that_fails_is_not_counted(counted, coordinator, counts, folder):
    keep(counted, coordinator)
    stood = commits.CommitCounter(counts, folder.root).read()
    with pytest.raises(ZeroDivisionError), counted.writing(Changed.HOLIDAYS, coordinator):
        1 / 0  # noqa: B018
    assert commits.state(counted._database).commits == stood[1]
    assert commits.CommitCounter(counts, folder.root).read() == stood


def test_what_was_closed_properly_has_nothing_to_tell(counted, coordinator, counts, folder, master):
    keep(counted, coordinator, 2)
    counted.close()
    assert found_in(folder, master, counts)[0] == []


def test_a_copy_made_at_a_pause_is_whole_and_one_made_in_the_middle_says_that_it_is_not(
    counted, coordinator, folder, master, tmp_path
):
    keep(counted, coordinator, 2)
    torn = stood_like_this(folder, tmp_path / "torn", log=False)
    with_log = stood_like_this(folder, tmp_path / "with", log=True)
    assert counted.fold()
    whole = stood_like_this(folder, tmp_path / "whole", log=False)
    count = commits.state(counted._database).commits
    assert found_in(whole, master) == ([], count)
    assert found_in(with_log, master) == ([], count)
    assert found_in(torn, master)[0] == [Finding("copy-not-whole")]


def test_the_first_mark_after_a_pause_is_said_to_stand_in_the_log(counted, coordinator, folder, master, tmp_path):
    keep(counted, coordinator)
    assert counted.fold()
    assert folder.log.stat().st_size == 0
    keep(counted, coordinator)
    torn = stood_like_this(folder, tmp_path / "torn", log=False)
    assert found_in(torn, master)[0] == [Finding("copy-not-whole")]


def test_a_lost_log_is_said_with_how_much_is_missing(counted, coordinator, counts, folder, master, tmp_path):
    assert counted.fold()
    keep(counted, coordinator, 5)
    dead = stood_like_this(folder, tmp_path / "dead", log=True)
    counted.close()
    shutil.copy(dead.database, folder.database)  # the log that belongs to it is away
    found, count = found_in(folder, master, counts)
    assert found == [Finding("entries-missing", {"count": 5})]
    assert count == commits.CommitCounter(counts, folder.root).read()[1] - 5


def test_a_log_cut_short_is_said_too(counted, coordinator, counts, folder, master, tmp_path):
    keep(counted, coordinator, 5)
    dead = stood_like_this(folder, tmp_path / "dead", log=True)
    counted.close()
    for file in (dead.database, dead.log):
        shutil.copy(file, folder.root)
    os.truncate(folder.log, folder.log.stat().st_size - 3000)
    assert found_in(folder, master, counts)[0] == [Finding("entries-missing", {"count": 1})]


def test_an_older_copy_put_back_by_hand_is_said_and_one_put_back_on_purpose_is_not(
    counted, coordinator, counts, folder, master, tmp_path
):
    keep(counted, coordinator)
    assert counted.fold()
    older = stood_like_this(folder, tmp_path / "older", log=False)
    keep(counted, coordinator, 4)
    counted.close()
    shutil.copy(older.database, folder.database)
    assert found_in(folder, master, counts)[0] == [Finding("entries-missing", {"count": 4})]
    database = EncryptedDatabase(folder.database, master.database_key())
    with database.connection_context():
        commits.begin_line(database)
    assert found_in(folder, master, counts)[0] == []


def test_where_the_first_work_on_a_pc_failed_the_record_is_known_to_be_whole(counted, counts, folder, master):
    """SQLite takes away a log in which nothing was kept; that it was in use stands in the record all the same."""
    assert counted.fold()
    assert commits.open_log(counted._database)
    counted._database.close()
    folder.log.unlink(missing_ok=True)
    assert found_in(folder, master, counts)[0] == []


def test_a_copy_without_its_log_is_told_as_such_each_time_until_it_is_worked_in(
    counted, coordinator, folder, master, tmp_path
):
    keep(counted, coordinator)
    by_hand = stood_like_this(folder, tmp_path / "by-hand", log=False)
    for _time in range(2):
        opened = Storage.open(by_hand, master, at_ten, nobody)
        opened.count_in(tmp_path / "other-pc")
        assert check_opened(opened) == [Finding("copy-not-whole")]
        opened._database.shut()  # as a PC that dies
    assert not list((tmp_path / "other-pc").glob("*"))


def test_another_folder_has_another_count(counted, coordinator, counts, folder, master, tmp_path):
    assert counted.fold()
    older = stood_like_this(folder, tmp_path / "older", log=False)
    keep(counted, coordinator, 4)
    assert found_in(older, master, counts)[0] == []


@pytest.mark.parametrize("garbled", [b"", b"\0" * 60, b"abc", b"a 5 00000000\n", b"\xff\xfe", b"a b c d"])
def test_a_count_that_cannot_be_read_compares_with_nothing(counted, coordinator, counts, folder, master, garbled):
    keep(counted, coordinator)
    counted.close()
    [file] = counts.iterdir()
    file.write_bytes(garbled)
    assert found_in(folder, master, counts)[0] == []
    reopened = Storage.open(folder, master, at_ten, nobody)
    reopened.count_in(counts)
    with reopened.bound():
        keep(reopened, coordinator)
    assert commits.CommitCounter(counts, folder.root).read() is not None
    reopened.close()


def test_where_counting_is_impossible_work_goes_on(storage, coordinator, tmp_path):
    (tmp_path / "config").write_text("in the way")
    storage.count_in(tmp_path / "config")
    keep(storage, coordinator)


def test_folding_never_waits_for_a_reader(counted, coordinator, folder):
    keep(counted, coordinator)
    other = EncryptedDatabase(folder.database, counted._database._key)
    with other.connection_context(), other.atomic("DEFERRED"):
        other.run("SELECT count(*) FROM member")
        keep(counted, coordinator)
        assert not counted.fold()
    assert counted.fold()


def test_a_copy_made_by_sqlite_itself_is_settled(counted, coordinator, folder, master, tmp_path):
    keep(counted, coordinator)
    target = DataFolder(tmp_path / "copy")
    target.root.mkdir()
    counted._database.run("VACUUM INTO ?", (str(target.database),))
    copy = EncryptedDatabase(target.database, master.database_key())
    with copy.connection_context():
        commits.settle(copy)
    assert found_in(target, master)[0] == []
