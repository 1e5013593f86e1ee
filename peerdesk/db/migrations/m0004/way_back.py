"""Version 4: roles have days, and the recovery date of somebody who was registered by mistake can go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_FORMER_ROLE = """
    CREATE TABLE former_role (
        membership_id INTEGER NOT NULL REFERENCES membership (id) ON DELETE RESTRICT,
        until DATE NOT NULL CHECK (until IS date(until)),
        role TEXT NOT NULL,
        PRIMARY KEY (membership_id, until)
    ) WITHOUT ROWID
"""
_ROLES_SO_FAR = """
    INSERT OR IGNORE INTO former_role (membership_id, until, role)
    SELECT membership.id, date(audit.at, '-1 day'), json_extract(audit.old, '$.role')
    FROM audit_entry AS audit JOIN membership ON membership.id = audit.subject_id
    WHERE audit.action = 'membership.role' AND date(audit.at, '-1 day') >= membership.from_day
    ORDER BY audit.id
"""
_KEPT = """
    CREATE TRIGGER recovery_span_kept BEFORE DELETE ON recovery_span WHEN OLD.ended_on IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'kept'); END
"""


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Former roles come out of the trail, by the day on which each was changed; of two on one day the first was had.

    What has ended of recovery is never deleted; what goes on may be taken back, and the acts say when.
    """
    database.execute_sql(_FORMER_ROLE)
    database.execute_sql(_ROLES_SO_FAR)
    database.execute_sql("DROP TRIGGER recovery_span_kept")
    database.execute_sql(_KEPT)
