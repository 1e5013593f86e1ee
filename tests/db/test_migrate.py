"""From one version of the file to the next: a copy first, each step whole or not at all."""

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, make_tables, migrate, version_of
from peerdesk.errors import StorageUnavailable
from peerdesk.security.master import Master
from tests.refusals import failure_of

KEY = Master.new().database_key()


class Stumble(Exception):
    """A bug in a step."""


@pytest.fixture
def database(tmp_path):
    """An open file without any table."""
    database = EncryptedDatabase(tmp_path / "peerdesk.db", KEY)
    with database.connection_context():
        yield database


@pytest.fixture
def copied():
    """Before which versions a copy was asked for."""
    return []


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


def test_an_empty_file_comes_to_the_latest_version_without_a_copy(database, copied):
    migrate(database, copied.append)
    assert version_of(database) == len(STEPS)
    assert "member" in tables(database)
    assert copied == []


def test_a_file_of_this_version_is_left_alone(database, copied):
    migrate(database, copied.append, [first])
    migrate(database, copied.append, [first])
    assert version_of(database) == 1
    assert copied == []


def test_steps_run_in_their_order_from_where_the_file_is(database, copied):
    migrate(database, copied.append, [first])
    migrate(database, copied.append, [first, rebuild, add_column])
    assert version_of(database) == 3
    assert database.run("SELECT * FROM child") == [(1, None)]
    assert database.run("SELECT * FROM parent") == [(1, None)]


def test_a_copy_is_asked_for_while_the_file_is_as_it_was(database):
    make_tables(database, [first])
    seen = []
    migrate(database, lambda version: seen.append((version, version_of(database))), [first, rebuild, add_column])
    assert seen == [(3, 1)]


def test_without_a_copy_nothing_is_migrated(database):
    def no_room(_version):
        raise StorageUnavailable("disk-full")

    make_tables(database, [first])
    assert failure_of(migrate, database, no_room, [first, rebuild]) == "disk-full"
    assert version_of(database) == 1
    assert tables(database) == ["child", "parent"]


def test_a_file_with_tables_is_not_brought_on_without_a_copy(database):
    make_tables(database, [first])
    with pytest.raises(RuntimeError, match="tables already"):
        make_tables(database, [first, rebuild])


def test_a_step_that_fails_takes_back_all_it_did(database, copied):
    migrate(database, copied.append, [first])
    with pytest.raises(Stumble):
        migrate(database, copied.append, [first, stumble])
    assert version_of(database) == 1
    assert tables(database) == ["child", "parent"]
    assert database.run("SELECT * FROM child") == [(1,)]


def test_steps_before_the_failing_one_stay(database, copied):
    migrate(database, copied.append, [first])
    with pytest.raises(Stumble):
        migrate(database, copied.append, [first, add_column, stumble])
    assert version_of(database) == 2
    migrate(database, copied.append, [first, add_column, rebuild])
    assert version_of(database) == 3


def test_a_step_that_breaks_a_foreign_key_is_taken_back(database, copied):
    migrate(database, copied.append, [first])
    with pytest.raises(RuntimeError, match="foreign keys"):
        migrate(database, copied.append, [first, break_a_foreign_key])
    assert database.run("SELECT * FROM child") == [(1,)]
    assert database.run("PRAGMA foreign_keys") == [(1,)]


def test_a_newer_file_is_refused(database, copied):
    database.run("PRAGMA user_version=999")
    assert failure_of(migrate, database, copied.append) == "database-newer"
    assert version_of(database) == 999
    assert tables(database) == []
