"""From one version of the file to the next: a copy first, each step whole or not at all."""

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, migrate, version_of
from peerdesk.security.master import Master
from tests.refusals import failure_of

KEY = Master.new().database_key()


class Stumble(Exception):
    """A bug in a step."""


@pytest.fixture
def database(tmp_path):
    """An open file without any table, and a folder ``backups`` beside it."""
    (tmp_path / "backups").mkdir()
    database = EncryptedDatabase(tmp_path / "peerdesk.db", KEY)
    with database.connection_context():
        yield database


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "backups"


def first(_migrator, database):
    database.execute_sql("CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY)")
    database.execute_sql("CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE)")
    database.execute_sql("INSERT INTO parent VALUES (1)")
    database.execute_sql("INSERT INTO child VALUES (1)")


def rebuild(_migrator, database):
    """As SQLite wants a table changed; along foreign keys that were on it would empty the child."""
    database.execute_sql("CREATE TABLE new (id INTEGER NOT NULL PRIMARY KEY, name TEXT)")
    database.execute_sql("INSERT INTO new (id) SELECT id FROM parent")
    database.execute_sql("DROP TABLE parent")
    database.execute_sql("ALTER TABLE new RENAME TO parent")


def add_column(migrator, database):
    database.execute_sql("ALTER TABLE child ADD COLUMN name TEXT")


def stumble(_migrator, database):
    database.execute_sql("CREATE TABLE half (id INTEGER)")
    database.execute_sql("DELETE FROM child")
    raise Stumble


def break_a_foreign_key(_migrator, database):
    database.execute_sql("INSERT INTO child VALUES (77)")


def tables(database):
    return sorted(name for (name,) in database.run("SELECT name FROM sqlite_master WHERE type = 'table'"))


def test_an_empty_file_comes_to_the_latest_version_without_a_copy(database, backups):
    migrate(database, backups, KEY)
    assert version_of(database) == len(STEPS)
    assert "member" in tables(database)
    assert list(backups.iterdir()) == []


def test_a_file_of_this_version_is_left_alone(database, backups):
    migrate(database, backups, KEY, [first])
    migrate(database, backups, KEY, [first])
    assert version_of(database) == 1
    assert list(backups.iterdir()) == []


def test_steps_run_in_their_order_from_where_the_file_is(database, backups):
    migrate(database, backups, KEY, [first])
    migrate(database, backups, KEY, [first, rebuild, add_column])
    assert version_of(database) == 3
    assert database.run("SELECT * FROM child") == [(1, None)]
    assert database.run("SELECT * FROM parent") == [(1, None)]


def test_a_verified_copy_of_the_former_version_is_made_first(database, backups):
    migrate(database, backups, KEY, [first])
    migrate(database, backups, KEY, [first, rebuild])
    assert [path.name for path in backups.iterdir()] == ["before-version-2.db"]
    copy = EncryptedDatabase(backups / "before-version-2.db", KEY)
    with copy.connection_context():
        assert version_of(copy) == 1
        assert copy.run("SELECT * FROM child") == [(1,)]


def test_a_copy_that_turns_out_damaged_stops_the_migration_and_keeps_the_former_one(database, backups):
    """The file is left as it was, and a copy made before is not given up for a bad one."""
    migrate(database, backups, KEY, [first])
    database.run("CREATE TABLE marked (minutes INTEGER CHECK (minutes > 0))")
    database.run("PRAGMA ignore_check_constraints=1")
    database.run("INSERT INTO marked VALUES (-5)")  # as a bad disk may leave it
    former = backups / "before-version-2.db"
    former.write_bytes(b"the former copy")
    assert failure_of(migrate, database, backups, KEY, [first, rebuild]) == "database-damaged"
    assert version_of(database) == 1
    assert tables(database) == ["child", "marked", "parent"]
    assert former.read_bytes() == b"the former copy"


def test_without_room_for_the_copy_nothing_is_migrated(database, backups):
    migrate(database, backups, KEY, [first])
    backups.rmdir()
    backups.write_text("in the way")
    assert failure_of(migrate, database, backups, KEY, [first, rebuild]) == "folder-is-none"
    assert version_of(database) == 1


def test_a_step_that_fails_takes_back_all_it_did(database, backups):
    migrate(database, backups, KEY, [first])
    with pytest.raises(Stumble):
        migrate(database, backups, KEY, [first, stumble])
    assert version_of(database) == 1
    assert tables(database) == ["child", "parent"]
    assert database.run("SELECT * FROM child") == [(1,)]


def test_steps_before_the_failing_one_stay(database, backups):
    migrate(database, backups, KEY, [first])
    with pytest.raises(Stumble):
        migrate(database, backups, KEY, [first, add_column, stumble])
    assert version_of(database) == 2
    migrate(database, backups, KEY, [first, add_column, rebuild])
    assert version_of(database) == 3


def test_a_step_that_breaks_a_foreign_key_is_taken_back(database, backups):
    migrate(database, backups, KEY, [first])
    with pytest.raises(RuntimeError, match="foreign keys"):
        migrate(database, backups, KEY, [first, break_a_foreign_key])
    assert database.run("SELECT * FROM child") == [(1,)]
    assert database.run("PRAGMA foreign_keys") == [(1,)]


def test_a_newer_file_is_refused(database, backups):
    database.run("PRAGMA user_version=999")
    assert failure_of(migrate, database, backups, KEY) == "database-newer"
    assert version_of(database) == 999
    assert tables(database) == []
