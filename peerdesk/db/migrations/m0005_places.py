"""Version 5: places to refer to, and who was referred to one at a discharge, in a talk or at a follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE referral_place (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        what_for TEXT NOT NULL,
        phone TEXT NOT NULL,
        removed_on DATE CHECK (removed_on IS date(removed_on))
    )
    """,
    *(
        f"ALTER TABLE {table} ADD COLUMN referred_to_id INTEGER REFERENCES referral_place (id) ON DELETE RESTRICT"
        for table in ("stay", "follow_up", "contact")
    ),
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the table and the columns; nobody was referred anywhere until somebody says so."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
