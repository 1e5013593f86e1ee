"""Version 7: the log of what leaves the office, which only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from peerdesk.db.migrations.frozen import NEVER, NOT_TWICE

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE disclosure (
        id INTEGER NOT NULL PRIMARY KEY,
        at DATETIME NOT NULL,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        by TEXT NOT NULL CHECK (by IN ('printed', 'pdf', 'copied', 'backup')),
        what TEXT NOT NULL CHECK (what <> ''),
        rows INTEGER NOT NULL CHECK (rows >= 0),
        first DATE CHECK (first IS date(first)),
        last DATE CHECK (last IS date(last)),
        who TEXT NOT NULL,
        why TEXT NOT NULL,
        for_whom TEXT CHECK (for_whom IN ('file', 'member', 'family', 'employer', 'court', 'treating'))
    )
    """,
    """
    CREATE TABLE disclosure_member (
        disclosure_id INTEGER NOT NULL REFERENCES disclosure (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        PRIMARY KEY (disclosure_id, member_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX disclosuremember_member_id ON disclosure_member (member_id)",
    *(NEVER.format(table="disclosure", verb=verb) for verb in ("UPDATE", "DELETE")),
    NEVER.format(table="disclosure_member", verb="UPDATE"),
    NOT_TWICE.format(table="disclosure", same="disclosure.id = NEW.id"),
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the two tables."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
