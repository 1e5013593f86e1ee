"""Version 7: whose keys sign, what each signature covers, part by part, and how the key file was last seen.

What was sealed before stays as it is, under the key that every log-in could make; the first signature closes it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE key_entry (
        id INTEGER NOT NULL PRIMARY KEY,
        event TEXT NOT NULL CHECK (event <> ''),
        staff_id INTEGER NOT NULL CHECK (staff_id >= 0),
        role TEXT,
        signing BLOB NOT NULL CHECK (length(signing) = 32),
        opening BLOB NOT NULL CHECK (length(opening) = 32),
        at TEXT NOT NULL,
        by BLOB NOT NULL CHECK (length(by) = 32),
        signature BLOB NOT NULL CHECK (length(signature) = 64)
    )
    """,
    """
    CREATE TABLE key_file (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        vault TEXT NOT NULL CHECK (length(vault) = 32),
        serial INTEGER NOT NULL CHECK (serial > 0),
        digest BLOB NOT NULL CHECK (length(digest) = 32)
    )
    """,
    """
    CREATE TABLE known_as (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER REFERENCES member (id) ON DELETE SET NULL,
        number TEXT NOT NULL,
        name_latin TEXT NOT NULL,
        name_native TEXT NOT NULL
    )
    """,
    "CREATE INDEX knownas_member_id ON known_as (member_id)",
    "ALTER TABLE seal ADD COLUMN signature BLOB CHECK (length(signature) = 64)",
    "ALTER TABLE seal ADD COLUMN keys_head BLOB CHECK (length(keys_head) = 32)",
    "ALTER TABLE seal ADD COLUMN trail_id INTEGER",
    "ALTER TABLE seal ADD COLUMN trail_head BLOB CHECK (length(trail_head) = 32)",
    "ALTER TABLE seal ADD COLUMN own_before BLOB CHECK (length(own_before) = 32)",
    """
    CREATE TABLE seal_part (
        seal_id INTEGER NOT NULL REFERENCES seal (id) ON DELETE RESTRICT,
        place INTEGER NOT NULL CHECK (place >= 0),
        kind TEXT NOT NULL,
        subject_id INTEGER NOT NULL,
        known_as_id INTEGER REFERENCES known_as (id) ON DELETE RESTRICT,
        said TEXT CHECK (said IS NULL OR json_valid(said)),
        salt BLOB CHECK (length(salt) IN (16, 61)),
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        PRIMARY KEY (seal_id, place)
    ) WITHOUT ROWID
    """,
    "ALTER TABLE correction ADD COLUMN new_minutes INTEGER",
    "ALTER TABLE correction ADD COLUMN new_reason TEXT",
    "ALTER TABLE correction ADD COLUMN new_participation INTEGER",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the tables and columns."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
