"""What can be read of a damaged record comes back, the rest from the latest copy, and what did not is said."""

import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from peerdesk.db.cipher_pages import PAGE
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import Member
from peerdesk.db.salvaging.b_tree import DamagedFile
from peerdesk.db.salvaging.shapes import shapes
from peerdesk.db.storage import Storage
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.salvage import EntryKind
from peerdesk.errors import PeerDeskError, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.records.keeping.retention import open_now
from peerdesk.security.passwords import KdfParameters
from peerdesk.services import checking, door, salvage
from peerdesk.services.backups import making
from peerdesk.services.demo import build
from peerdesk.services.members import erasing
from peerdesk.words.record import salvage as told
from tests.centres import enter, nobody
from tests.refusals import failure_of

PLAN = build.DemoPlan(today=date(2026, 3, 4), members=12, seed=5)
MADE_ANEW = ("record_state", "audit_entry")


def not_told(_done, _total):
    """Nobody watches."""


def at_noon():
    return datetime(2026, 3, 4, 12, 0)


class Damaged:
    """A demo centre whose files a test may damage, and what was in it."""

    def __init__(self, root, model, login, password):
        shutil.copytree(model, root)
        self.folder = DataFolder(root)
        self.user, self.password = login, password
        self.master = door.unlock(self.folder, login, password).master
        self.before = self.rows(self.folder.database)
        self.pages = self.folder.database.stat().st_size // PAGE

    def rows(self, path):
        database = EncryptedDatabase(path, self.master.database_key())
        with database.connection_context():
            return {name: set(database.run(f"SELECT * FROM {name}")) for name in shapes(database)}  # noqa: S608

    def issues_of(self, contact_id):
        """What was talked about at a contact, opened."""
        database = EncryptedDatabase(self.folder.database, self.master.database_key(), self.master.notes)
        with database.connection_context():
            row = "SELECT opened('contact.issues', issues, id) FROM contact WHERE id = ?"
            return database.run(row, (contact_id,))[0][0]

    def root_of(self, table):
        database = EncryptedDatabase(self.folder.database, self.master.database_key())
        with database.connection_context():
            return database.run("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))[0][0]

    def write(self, number, at, content):
        with self.folder.database.open("rb+") as file:
            file.seek((number - 1) * PAGE + at)
            file.write(content)

    def flip(self, number, at=1000):
        with self.folder.database.open("rb") as file:
            file.seek((number - 1) * PAGE + at)
            [byte] = file.read(1)
        self.write(number, at, bytes([byte ^ 8]))

    def lose(self, *tables):
        """Damage every page of some tables."""
        file = DamagedFile(self.folder.database, self.folder.log, self.master.database_key())
        roots = {row.name: row.root for row in file.schema() if row.kind == "table"}
        for table in tables:
            before = set(file._seen)
            file.rows(roots[table], 0)
            for number in file._seen - before:
                self.flip(number)
        file.close()

    def salvage(self, copy=None):
        return salvage.salvage(self.folder, self.master, self.user, at_noon, not_told, copy).report

    def lost(self):
        """How many rows of each table are not there as they were."""
        after = self.rows(self.folder.database)
        lost = {name: len(rows - after[name]) for name, rows in self.before.items() if name not in MADE_ANEW}
        return {name: count for name, count in lost.items() if count}

    def findings(self):
        storage = Storage.open(self.folder, self.master, at_noon, nobody)
        try:
            with storage.bound():
                return checking.check_all(storage, enter(storage, self.user, self.password))
        finally:
            storage.close()


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    place = tmp_path_factory.mktemp("salvage") / "model"
    login = build.build(DataFolder(place), PLAN, not_told, KdfParameters(memory=19_456, time=1))[0]
    return place, login.user_name, login.password


@pytest.fixture
def damaged(model, tmp_path):
    return Damaged(tmp_path / "data", *model)


@pytest.fixture
def copy(damaged, tmp_path):
    """The latest whole copy."""
    return Path(shutil.copy(damaged.folder.database, tmp_path / "copy.db"))


def test_a_sound_record_comes_back_whole(damaged):
    report = damaged.salvage()
    assert report.everything_is_back
    assert report.damaged_pages == 0
    assert damaged.lost() == {}
    assert damaged.findings() == []


@pytest.mark.parametrize("way", ["one bit", "zeros", "the header", "the first page", "the salt"])
def test_a_damaged_first_page_costs_nothing(damaged, way):
    match way:
        case "one bit":
            damaged.flip(1)
        case "zeros":
            damaged.write(1, 16, bytes(PAGE - 16))
        case "the header":
            damaged.write(1, 16, os.urandom(100))
        case "the first page":
            damaged.write(1, 16, os.urandom(PAGE - 16))
        case "the salt":
            damaged.write(1, 5, bytes([damaged.folder.database.read_bytes()[5] ^ 1]))
    assert failure_of(lambda: Storage.open(damaged.folder, damaged.master, at_noon, nobody)) in (
        "database-damaged",
        "not-a-database",
    )
    report = damaged.salvage()
    assert damaged.lost() == {}
    assert report.everything_is_back
    assert damaged.findings() == []


def test_with_its_salt_lost_a_record_comes_back_by_the_salt_of_a_copy(damaged, copy):
    damaged.write(1, 0, bytes(PAGE))
    damaged.salvage(copy)
    assert damaged.lost() == {}


def test_with_its_salt_lost_a_record_comes_back_by_the_copies_in_its_folder(damaged):
    """Whether there is a copy to fill gaps from or not: what was made on this PC begins with the same bytes."""
    storage = Storage.open(damaged.folder, damaged.master, at_noon, nobody)
    with storage.bound():
        making.make(storage, enter(storage, damaged.user, damaged.password), not_told)
    storage.close()
    damaged.write(1, 0, bytes(PAGE))
    damaged.salvage()
    assert damaged.lost() == {}


def test_a_page_in_the_middle_of_a_table_costs_the_rows_on_it(damaged):
    damaged.flip(damaged.pages)
    report = damaged.salvage()
    lost = sum(damaged.lost().values())
    assert lost < 120
    assert report.damaged_pages == 1


def test_a_page_that_leads_to_others_costs_nothing_but_itself(damaged):
    damaged.flip(damaged.root_of("session"))
    report = damaged.salvage()
    assert damaged.lost() == {}
    assert report.everything_is_back, "each of the others is there, and no other page is damaged"


def test_where_a_page_below_it_is_damaged_too_something_may_be_missing(damaged):
    file = DamagedFile(damaged.folder.database, damaged.folder.log, damaged.master.database_key())
    root = damaged.root_of("session")
    file.rows(root, 0)
    below = max(file._seen - {root})
    file.close()
    for number in (root, below):
        damaged.flip(number)
    report = damaged.salvage()
    assert damaged.lost()
    assert not report.everything_is_back


@pytest.mark.parametrize("every", [7, 20, 50])
def test_with_the_latest_copy_every_row_is_back(damaged, copy, every):
    for number in range(every, damaged.pages + 1, every):
        damaged.flip(number, at=number % 4000)
    report = damaged.salvage(copy)
    assert damaged.lost() == {}
    assert report.damaged_pages == damaged.pages // every
    assert sum(kind.from_copy for kind in report.kinds) > 0
    assert report.everything_is_back or every == 7, "nothing was kept since; with 7 the count itself is lost"
    assert damaged.findings() == []


@pytest.mark.parametrize("every", [10, 50])
def test_without_a_copy_what_is_sound_comes_back_and_the_rest_is_told(damaged, every):
    for number in range(every, damaged.pages + 1, every):
        damaged.flip(number)
    report = damaged.salvage()
    assert not report.everything_is_back
    counted = {kind.kind: kind for kind in report.kinds}
    assert any(kind.lost or kind.unsure for kind in counted.values())
    assert {finding.code for finding in damaged.findings()} <= {"seal-broken", "trail-altered"}
    everything = sum(len(rows) for rows in damaged.before.values())
    assert sum(damaged.lost().values()) < everything * 6 // every  # what belongs to a lost row goes with it
    assert list(told.lines(report))


def test_a_file_cut_short_comes_back_as_far_as_it_goes_and_with_a_copy_whole(damaged, copy):
    os.truncate(damaged.folder.database, damaged.pages * PAGE * 9 // 10)
    assert failure_of(lambda: Storage.open(damaged.folder, damaged.master, at_noon, nobody)) == "database-damaged"
    damaged.salvage(copy)
    assert damaged.lost() == {}


def test_what_was_deleted_since_the_copy_does_not_come_back(damaged, copy):
    database = EncryptedDatabase(damaged.folder.database, damaged.master.database_key())
    with database.connection_context():
        database.run("DELETE FROM goal_word")
        [(contacts,)] = database.run("SELECT count(*) FROM contact")
        database.run("DELETE FROM contact WHERE id = 1")
    damaged.flip(damaged.root_of("session_note"))
    damaged.salvage(copy)
    after = damaged.rows(damaged.folder.database)
    assert not after["goal_word"]
    assert len(after["contact"]) == contacts - 1


def test_what_is_newer_than_the_copy_comes_back_from_the_record(damaged, copy):
    database = EncryptedDatabase(damaged.folder.database, damaged.master.database_key())
    with database.connection_context():
        database.run("UPDATE member SET village = 'Newly kept'")
    damaged.flip(damaged.root_of("session_note"))
    damaged.flip(1)
    damaged.salvage(copy)
    columns = damaged.rows(damaged.folder.database)["member"]
    assert all("Newly kept" in row for row in columns)


def test_what_stands_in_the_log_comes_back_too(damaged, tmp_path):
    storage = Storage.open(damaged.folder, damaged.master, at_noon, nobody)
    with storage.bound():
        enter(storage, damaged.user, damaged.password)
    dead = tmp_path / "dead"
    dead.mkdir()
    for file in damaged.folder.root.glob("peerdesk.*"):
        shutil.copy(file, dead)
    storage.close()
    shutil.rmtree(damaged.folder.root)
    shutil.copytree(dead, damaged.folder.root)
    damaged.flip(20)
    damaged.salvage()
    trail = [row[3] for row in damaged.rows(damaged.folder.database)["audit_entry"]]
    assert "staff.log-in" in trail
    assert "record.salvage" in trail
    assert not damaged.folder.log.exists() or not damaged.folder.log.stat().st_size


def test_the_damaged_record_is_set_aside_as_it_was(damaged):
    damaged.flip(30)
    files = {path.name: path.read_bytes() for path in damaged.folder.root.glob("peerdesk.*") if path.suffix != ".lock"}
    report = damaged.salvage()
    aside = Path(report.set_aside)
    assert aside == damaged.folder.root / "set-aside" / "2026-03-04 12-00-00"
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == files
    assert not damaged.folder.coming_in.root.exists()


def test_whoever_calls_it_off_leaves_everything_as_it_was(damaged):
    damaged.flip(30)
    files = {path: path.read_bytes() for path in damaged.folder.root.rglob("*") if path.is_file()}

    def call_off(done, _total):
        if done > 900:
            raise PeerDeskError("cancelled")

    with pytest.raises(PeerDeskError, match="cancelled"):
        salvage.salvage(damaged.folder, damaged.master, damaged.user, at_noon, call_off)
    assert {path: path.read_bytes() for path in damaged.folder.root.rglob("*") if path.is_file()} == files


def test_lost_staff_can_still_log_in(damaged):
    damaged.flip(damaged.root_of("staff"))
    report = damaged.salvage()
    assert damaged.findings() == []
    [centre] = [kind for kind in report.kinds if kind.kind is EntryKind.CENTRE]
    assert centre.unsure


@pytest.mark.parametrize("table", ["member", "peer_group", "staff"])
def test_whom_others_refer_to_has_a_stand_in_and_what_is_about_them_stays(damaged, table):
    damaged.lose(table)
    report = damaged.salvage()
    lost = damaged.lost()
    assert lost.keys() <= {table, "member_token"}, "attendance, notes and stays are all there"
    after = damaged.rows(damaged.folder.database)
    assert {row[0] for row in after[table]} == {row[0] for row in damaged.before[table]}
    assert not report.everything_is_back
    assert {finding.code for finding in damaged.findings()} <= {"seal-broken"}


def test_whoever_is_lost_from_staff_and_trail_gets_in_with_their_password_all_the_same(damaged):
    damaged.lose("staff", "audit_entry")
    damaged.salvage()
    assert {finding.code for finding in damaged.findings()} <= {"seal-broken"}


def test_with_the_staff_and_the_keys_lost_whoever_salvages_stands_in_it_as_coordinator(damaged):
    damaged.lose("staff", "audit_entry", "key_entry")
    for keys in (damaged.folder.keys, damaged.folder.keys_backup):
        keys.unlink()
    damaged.salvage()
    after = damaged.rows(damaged.folder.database)
    mine = [row for row in after["staff"] if damaged.user in row]
    assert len(mine) == 1
    assert "coordinator" in mine[0]
    assert {row[0] for row in damaged.before["staff"]} <= {row[0] for row in after["staff"]}


def test_a_record_that_lost_what_it_says_of_itself_comes_back_and_counts_anew(damaged):
    damaged.lose("record_state")
    damaged.salvage()
    assert damaged.lost() == {}
    assert damaged.findings() == []


def test_without_centre_thresholds_and_lists_a_record_has_what_every_one_begins_with(damaged):
    tables = ("centre", "programme", "milestone", "follow_up_step")
    damaged.lose(*tables)
    report = damaged.salvage()
    after = damaged.rows(damaged.folder.database)
    assert [row[1] for row in after["centre"]] == ["Not recovered"]
    assert [table for table in tables if not after[table]] == []
    assert {finding.code for finding in damaged.findings()} <= {"seal-broken"}
    assert not report.everything_is_back


@pytest.mark.parametrize("left", [b"", b"no record " * 2000], ids=["nothing", "something else"])
def test_of_a_record_that_is_gone_the_copy_brings_everything_back(damaged, copy, left):
    damaged.folder.database.write_bytes(left)
    damaged.salvage(copy)
    assert damaged.lost() == {}
    assert damaged.findings() == []


LONG = "What was said about weddings, and about who does not come any more. " * 300
"""More than a page holds."""


@pytest.fixture
def long_contact(damaged):
    """A contact with a note over several pages; the pages it goes on on."""
    database = EncryptedDatabase(damaged.folder.database, damaged.master.database_key(), damaged.master.notes)
    with database.connection_context():
        database.run("UPDATE contact SET issues = closed('contact.issues', ?, id) WHERE id = 2", (LONG,))
        database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    further = range(damaged.pages + 1, damaged.folder.database.stat().st_size // PAGE + 1)
    assert len(further) >= len(LONG) // PAGE - 1
    damaged.before = damaged.rows(damaged.folder.database)
    return further


def test_what_goes_over_several_pages_comes_back_whole(damaged, long_contact):
    damaged.flip(damaged.root_of("session_note"))
    damaged.salvage()
    assert damaged.lost() == {}
    assert damaged.issues_of(2) == LONG


def test_where_one_of_them_is_damaged_that_entry_alone_is_lost(damaged, long_contact):
    damaged.flip(long_contact[1])
    report = damaged.salvage()
    assert damaged.lost() == {"contact": 1}
    assert not report.everything_is_back
    assert damaged.findings() == []


def test_a_copy_may_be_in_its_package(damaged, tmp_path):
    package = tmp_path / f"copy{SUFFIX}"
    making.copy_files(damaged.folder, package, at_noon(), not_told)
    damaged.flip(damaged.root_of("staff"))
    report = damaged.salvage(package)
    assert damaged.lost() == {}
    assert report.copy == str(package)


def test_a_record_that_was_set_aside_fills_gaps_too(damaged):
    damaged.salvage()
    [aside] = damaged.folder.set_aside.iterdir()
    damaged.flip(damaged.root_of("staff"))
    damaged.salvage(aside)
    assert damaged.lost() == {}


def test_a_copy_of_another_record_fills_no_gap(damaged, shelf, tmp_path):
    other = shelf.copy([], tmp_path / "other")
    package = tmp_path / f"other{SUFFIX}"
    making.copy_files(other.folder, package, at_noon(), not_told)
    damaged.flip(damaged.root_of("staff"))
    before = damaged.folder.database.read_bytes()
    assert failure_of(damaged.salvage, package) == "copy-of-another"
    assert damaged.folder.database.read_bytes() == before
    assert not damaged.folder.coming_in.root.exists()


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04 nothing"])
def test_what_is_no_copy_is_said_and_changes_nothing(damaged, tmp_path, content):
    file = tmp_path / f"copy{SUFFIX}"
    file.write_bytes(content)
    before = damaged.folder.database.read_bytes()
    assert failure_of(lambda: damaged.salvage(file)) in ("not-a-copy", "copy-damaged")
    assert failure_of(lambda: damaged.salvage(tmp_path / "nowhere")) == "copy-unreadable"
    assert damaged.folder.database.read_bytes() == before
    assert not damaged.folder.coming_in.root.exists()


def test_where_there_is_no_record_there_is_nothing_to_salvage(damaged):
    damaged.folder.database.unlink()
    with pytest.raises(StorageUnavailable, match="database-missing"):
        damaged.salvage()


def test_whose_record_was_erased_since_does_not_come_back_out_of_an_older_copy(damaged, copy):
    storage = Storage.open(damaged.folder, damaged.master, at_noon)
    with storage.bound():
        actor = enter(storage, damaged.user, damaged.password)
        with storage.reading():
            gone = next(m.id for m in Member.select() if m.id not in open_now(PLAN.today))
            called = Member.get_by_id(gone).name_latin or Member.get_by_id(gone).name_native
        number = str(erasing.what_goes(storage, actor, gone, today=PLAN.today).number)
        asked = (damaged.password, number, WhyErased.MISTAKE)
        erasing.erase(storage, actor, gone, *asked, today=PLAN.today)
    storage.close()
    damaged.lose("member", "attendance", "audit_entry")
    damaged.salvage(copy)
    after = damaged.rows(damaged.folder.database)
    assert gone not in {row[0] for row in after["member"]}
    assert [row for rows in after.values() for row in rows if called in map(str, row)] == []
    assert len(after["erasure"]) == 1
