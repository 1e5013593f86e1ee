"""Version 4: the recovery date of somebody who was registered by mistake can go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_KEPT = """
    CREATE TRIGGER recovery_span_kept BEFORE DELETE ON recovery_span WHEN OLD.ended_on IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'kept'); END
"""


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """What has ended is never deleted; what goes on may be taken back, and the acts say when."""
    database.execute_sql("DROP TRIGGER recovery_span_kept")
    database.execute_sql(_KEPT)
