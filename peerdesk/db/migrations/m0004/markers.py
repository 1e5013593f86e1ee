"""Version 4: what is marked of a member and of a session.

Whether a co-occurring illness is known, for the rules of fitting and for counsellors alone; who of the members led a
session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    "ALTER TABLE member ADD COLUMN co_occurring INTEGER NOT NULL DEFAULT 0 CHECK (co_occurring IN (0, 1))",
    "ALTER TABLE session ADD COLUMN led_by_id INTEGER REFERENCES member (id) ON DELETE RESTRICT",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the columns; nothing is marked until somebody says so."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
