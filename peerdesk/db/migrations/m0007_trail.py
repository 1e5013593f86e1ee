"""Version 7: every entry of the trail has a digest of what it says, and all of them one head that goes into seals."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from peerdesk.db.migrations.frozen import NEVER
from peerdesk.db.trail_chain import BEGINNING, content_digest, next_head

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_COLUMNS = (
    "ALTER TABLE audit_entry ADD COLUMN salt BLOB CHECK (length(salt) IN (16, 61))",
    "ALTER TABLE audit_entry ADD COLUMN digest BLOB CHECK (length(digest) = 32)",
    "ALTER TABLE record_state ADD COLUMN trail_id INTEGER NOT NULL DEFAULT 0 CHECK (trail_id >= 0)",
    (
        f"ALTER TABLE record_state ADD COLUMN trail_head BLOB NOT NULL DEFAULT x'{BEGINNING.hex()}'"
        " CHECK (length(trail_head) = 32)"
    ),
)


_INDEXES = (
    "CREATE INDEX audit_entry_at ON audit_entry (at)",
    "CREATE INDEX audit_entry_action_subject_id ON audit_entry (action, subject_id)",
)
"""By day and by record, as the coordinator reads it."""


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the columns, and say of every entry that is there what it says now."""
    for statement in (*_COLUMNS, *_INDEXES):
        database.execute_sql(statement)
    database.execute_sql("DROP TRIGGER audit_entry_never_UPDATE")
    rows = database.execute_sql(
        "SELECT id, at, staff_id, action, subject_id, old, new FROM audit_entry ORDER BY id"
    ).fetchall()
    head, last, changes = BEGINNING, 0, []
    for entry_id, at, staff_id, action, subject_id, old, new in rows:
        salt = secrets.token_bytes(16)
        digest = content_digest(salt, old, new)
        head, last = next_head(head, entry_id, at, staff_id, action, subject_id, digest), entry_id
        changes.append((salt, digest, entry_id))
    database.connection().executemany("UPDATE audit_entry SET salt = ?, digest = ? WHERE id = ?", changes)
    database.execute_sql("UPDATE record_state SET trail_id = ?, trail_head = ?", (last, head))
    database.execute_sql(NEVER.format(table="audit_entry", verb="UPDATE"))
