"""Version 6: the bin, and how many units of work the record has kept.

What was deleted before is in the trail alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE bin_entry (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind <> ''),
        member_id INTEGER REFERENCES member (id) ON DELETE SET NULL,
        session_id INTEGER REFERENCES session (id) ON DELETE SET NULL,
        group_id INTEGER REFERENCES peer_group (id) ON DELETE SET NULL,
        goal_id INTEGER REFERENCES goal (id) ON DELETE SET NULL,
        span_id INTEGER REFERENCES recovery_span (id) ON DELETE SET NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        deleted_at DATETIME NOT NULL,
        deleted_by_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX binentry_deleted_at ON bin_entry (deleted_at)",
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
    """Make the bin, and the one row of the record's state: a line of its own, nothing counted yet."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
