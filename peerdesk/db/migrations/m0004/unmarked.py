"""Version 4: why members were left unmarked when a session was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the reason; earlier sessions have none."""
    database.execute_sql("ALTER TABLE session ADD COLUMN unmarked_why TEXT NOT NULL DEFAULT ''")
