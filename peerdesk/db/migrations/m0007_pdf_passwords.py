"""Version 7: whether reports are saved as PDF with a password; as before, they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_COLUMN = "ALTER TABLE centre ADD COLUMN pdf_password INTEGER NOT NULL DEFAULT 0 CHECK (pdf_password IN (0, 1))"


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the column."""
    database.execute_sql(_COLUMN)
