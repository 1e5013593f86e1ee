"""Version 5: what members agreed to, and their success stories. Older files know of no consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE consent (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL CHECK (kind IN ('record', 'calls', 'family', 'story', 'group-agreement')),
        given_on DATE NOT NULL CHECK (given_on IS date(given_on)),
        way TEXT NOT NULL CHECK (way IN ('signature', 'thumb', 'spoken')),
        taken_by_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        withdrawn_on DATE CHECK (withdrawn_on IS date(withdrawn_on)),
        withdrawn_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        CHECK (withdrawn_on IS NULL OR withdrawn_on >= given_on),
        CHECK ((withdrawn_on IS NULL) = (withdrawn_by_id IS NULL))
    )
    """,
    "CREATE INDEX consent_member_id_kind ON consent (member_id, kind)",
    "CREATE UNIQUE INDEX consent_standing ON consent (member_id, kind) WHERE (withdrawn_on IS NULL)",
    """
    CREATE TABLE success_story (
        member_id INTEGER NOT NULL PRIMARY KEY REFERENCES member (id) ON DELETE RESTRICT,
        text TEXT NOT NULL CHECK (text <> ''),
        told_on DATE NOT NULL CHECK (told_on IS date(told_on)),
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        removed INTEGER NOT NULL CHECK (removed IN (0, 1))
    )
    """,
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
