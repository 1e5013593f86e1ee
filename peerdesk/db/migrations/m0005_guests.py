"""Version 5: a visitor by name need not be of any member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_BESIDE = "SELECT sql FROM sqlite_master WHERE tbl_name = 'guest' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
_TABLE = """
    CREATE TABLE new_guest (
        id INTEGER NOT NULL PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        member_id INTEGER REFERENCES member (id) ON DELETE RESTRICT,
        name TEXT NOT NULL CHECK (name <> ''),
        kinship TEXT NOT NULL
    )
"""
_MOVED = (
    _TABLE,
    "INSERT INTO new_guest SELECT id, session_id, member_id, name, kinship FROM guest",
    "DROP TABLE guest",
    "ALTER TABLE new_guest RENAME TO guest",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the table anew, with its indexes and the triggers that keep what is signed."""
    beside = [sql for (sql,) in database.execute_sql(_BESIDE).fetchall()]
    for statement in (*_MOVED, *beside):
        database.execute_sql(statement)
