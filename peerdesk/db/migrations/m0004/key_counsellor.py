"""Version 4: who answers for each member. Older files know nobody: their members are everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE key_counsellor (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE CHECK (to_day IS date(to_day)),
        CHECK (to_day IS NULL OR to_day > from_day)
    )
    """,
    "CREATE INDEX keycounsellor_member_id_from_day ON key_counsellor (member_id, from_day)",
    "CREATE UNIQUE INDEX key_counsellor_open ON key_counsellor (member_id) WHERE to_day IS NULL",
    "CREATE INDEX key_counsellor_staff_open ON key_counsellor (staff_id) WHERE to_day IS NULL",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the table and what finds in it."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
