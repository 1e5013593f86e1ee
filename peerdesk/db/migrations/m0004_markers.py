"""Version 4: whether a member has a co-occurring illness, for the rules of fitting and for counsellors alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = ("ALTER TABLE member ADD COLUMN co_occurring INTEGER NOT NULL DEFAULT 0 CHECK (co_occurring IN (0, 1))",)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the marker; nobody has it until a counsellor says so."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
