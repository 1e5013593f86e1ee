"""Version 7: a note that is not signed yet says who changed it last, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the columns; of what was written before nobody knows."""
    for table in ("session_note", "member_note"):
        database.execute_sql(f"ALTER TABLE {table} ADD COLUMN changed_by_id INTEGER REFERENCES staff (id)")
        database.execute_sql(f"ALTER TABLE {table} ADD COLUMN changed_at DATETIME")
