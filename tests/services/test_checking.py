"""``peerdesk check`` finds what went wrong with a file, and whoever changed it behind PeerDesk's back."""

from datetime import date

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.file_check import Finding
from peerdesk.paths import DataFolder
from peerdesk.services.checking import check_all, check_files


@pytest.fixture
def signed(centre) -> int:
    """A signed session."""
    group_id = centre.group()
    centre.join(group_id, centre.member())
    session_id = centre.hold(group_id, date(2026, 11, 9), "P")
    centre.sign(session_id)
    return session_id


@pytest.fixture
def behind(storage):
    """Runs statements on the file as somebody would who got hold of the key."""
    return storage._database.run


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def test_a_sound_folder_has_nothing_to_tell(folder):
    assert check_files(folder) == []


def test_an_empty_folder_lacks_everything(tmp_path):
    assert check_files(DataFolder(tmp_path / "nothing")) == ["database-missing", "key-file-missing", "key-copy-missing"]


def test_a_damaged_key_file_is_named(folder):
    folder.keys.write_bytes(b"{}")
    assert check_files(folder) == ["key-file-damaged"]


@pytest.mark.parametrize("content", [b"", b"cut", b"SQLite format 3\x00" + bytes(100)])
def test_a_database_that_is_cut_off_or_not_encrypted_is_none(folder, content):
    folder.database.write_bytes(content)
    assert check_files(folder) == ["not-a-database"]


def test_a_database_that_cannot_be_opened_is_out_of_reach(folder):
    folder.database.unlink()
    folder.database.mkdir()
    assert check_files(folder) == ["file-unreachable"]


def test_a_sound_record_has_nothing_to_tell(storage, coordinator, signed):
    assert check_all(storage, coordinator) == []


@pytest.mark.parametrize("role", Role)
def test_everybody_who_logs_in_may_check(storage, coordinator, role):
    assert check_all(storage, Actor(1, "meena", "Meena", role)) == []


def test_a_changed_note_breaks_the_seal_and_the_trigger_taken_out_shows(storage, coordinator, signed, behind):
    behind("DROP TRIGGER session_note_frozen_UPDATE")
    behind("UPDATE session_note SET shared = closed('session_note.shared', 'Something else', session_id)")
    assert check_all(storage, coordinator) == [
        Finding("schema-differs", {"name": "trigger session_note_frozen_UPDATE"}),
        Finding("seal-broken", {"session": signed, "kind": "session"}),
    ]


def test_a_changed_trigger_an_added_table_and_a_lost_index_show(storage, coordinator, behind):
    behind("DROP TRIGGER seal_never_DELETE")
    behind("CREATE TRIGGER seal_never_DELETE BEFORE DELETE ON seal BEGIN SELECT 1; END")
    behind("CREATE TABLE extra (id INTEGER PRIMARY KEY)")
    behind("DROP INDEX session_day")
    assert [finding.values["name"] for finding in check_all(storage, coordinator)] == [
        "index session_day",
        "table extra",
        "trigger seal_never_DELETE",
    ]


def test_statistics_that_sqlite_keeps_for_itself_are_no_finding(storage, coordinator, signed, behind):
    behind("ANALYZE")
    assert check_all(storage, coordinator) == []


def test_a_finding_reads_as_one_line():
    assert str(Finding("file-busy")) == "file-busy"
    assert str(Finding("seal-broken", {"session": 4, "kind": "session"})) == "seal-broken session=4 kind=session"


def test_a_file_of_another_version_shows(storage, coordinator, behind):
    other = len(STEPS) + 1
    behind(f"PRAGMA user_version={other}")
    assert check_all(storage, coordinator) == [Finding("version-wrong", {"version": other, "known": len(STEPS)})]


def test_a_row_whose_parent_is_gone_shows(storage, coordinator, signed, behind):
    behind("PRAGMA foreign_keys=0")
    behind("DELETE FROM peer_group")
    found = check_all(storage, coordinator)
    assert codes(found) == {"reference-broken"}
    assert {finding.values["table"] for finding in found} >= {"membership", "session", "facilitator"}


def test_a_value_that_no_rule_allows_shows(storage, coordinator, signed, behind):
    behind("PRAGMA ignore_check_constraints=1")
    behind("UPDATE member SET gender = 'unknown'")
    behind("PRAGMA ignore_check_constraints=0")
    [finding] = check_all(storage, coordinator)
    assert finding.code == "content-damaged"
    assert "unknown" not in str(finding.values), "never the content of a row"


def test_flipped_bits_on_the_disk_show(storage, coordinator, signed, behind, folder):
    behind("PRAGMA wal_checkpoint(TRUNCATE)")
    storage._database.close()  # the next look opens the file anew
    whole = folder.database.read_bytes()
    for offset in (9000, len(whole) - 100):
        damaged = bytearray(whole)
        damaged[offset] ^= 1
        folder.database.write_bytes(damaged)
        assert codes(check_all(storage, coordinator)) & {"pages-damaged", "database-damaged"}
    folder.database.write_bytes(whole)
    assert check_all(storage, coordinator) == []


def test_a_file_cut_short_shows(storage, coordinator, signed, behind, folder):
    behind("PRAGMA wal_checkpoint(TRUNCATE)")
    storage._database.close()  # the next look opens the file anew
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[: len(whole) // 4096 // 2 * 4096])
    assert codes(check_all(storage, coordinator)) & {"content-damaged", "database-damaged"}


def test_beside_another_reader_the_pages_wait(storage, coordinator, signed, folder):
    other = EncryptedDatabase(folder.database, storage._database._key)
    with other.connection_context(), other.atomic("DEFERRED"):
        other.run("SELECT count(*) FROM member")
        storage._database.run("PRAGMA busy_timeout=0")
        storage._database.run("UPDATE staff SET designation = 'In charge'")
        assert check_all(storage, coordinator) == [Finding("file-busy")]
