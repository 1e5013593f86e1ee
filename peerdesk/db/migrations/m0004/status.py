"""Version 4: how the member was when a follow-up reached somebody. Earlier follow-ups did not ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_COLUMNS = (
    "in_recovery TEXT CHECK (in_recovery IN ('in-recovery', 'used-since', 'not-known'))",
    "working TEXT CHECK (working IN ('yes', 'no', 'not-known'))",
    "with_family TEXT CHECK (with_family IN ('yes', 'no', 'not-known'))",
    "medicines TEXT CHECK (medicines IN ('taking', 'not-taking', 'not-known', 'none-prescribed'))",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add a column for each question."""
    for column in _COLUMNS:
        database.execute_sql(f"ALTER TABLE follow_up ADD COLUMN {column}")
