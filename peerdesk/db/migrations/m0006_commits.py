"""Version 6: how many units of work the record has kept, and whether its log is folded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE record_state (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        line TEXT NOT NULL,
        commits INTEGER NOT NULL,
        log_open INTEGER NOT NULL CHECK (log_open IN (0, 1))
    )
    """,
    "INSERT INTO record_state VALUES (1, lower(hex(randomblob(16))), 0, 0)",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the table with its one row: a line of its own, nothing counted yet."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
