"""A membership that was to begin after an ending never began: its last day may lie before its first.

Until now such a one ended on its first day, which put somebody on a roster after their death.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_REBUILT = (
    """
    CREATE TABLE membership_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        role TEXT NOT NULL CHECK (role IN ('member', 'peer-leader', 'timekeeper', 'support')),
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE CHECK (to_day IS date(to_day)),
        override TEXT
    )
    """,
    """
    INSERT INTO membership_anew (id, group_id, member_id, role, from_day, to_day, override)
    SELECT id, group_id, member_id, role, from_day, to_day, override FROM membership
    """,
    "DROP TABLE membership",
    "ALTER TABLE membership_anew RENAME TO membership",
    "CREATE INDEX membership_member_id ON membership (member_id)",
    "CREATE UNIQUE INDEX membership_open ON membership (group_id, member_id) WHERE (to_day IS NULL)",
    "CREATE INDEX membership_from_day ON membership (from_day)",
    "CREATE INDEX membership_to_day ON membership (to_day)",
    "CREATE INDEX membership_group_id_to_day_from_day ON membership (group_id, to_day, from_day)",
)

_NO_OVERLAP = """
    CREATE TRIGGER membership_overlap_{verb} BEFORE {verb} ON membership
    WHEN (NEW.to_day IS NULL OR NEW.to_day >= NEW.from_day) AND EXISTS (
        SELECT 1 FROM membership AS other
        WHERE other.group_id = NEW.group_id AND other.member_id = NEW.member_id AND other.id IS NOT NEW.id
        AND (other.to_day IS NULL OR other.to_day >= max(NEW.from_day, other.from_day))
        AND (NEW.to_day IS NULL OR NEW.to_day >= other.from_day))
    BEGIN SELECT RAISE(ABORT, 'memberships overlap'); END
"""

_PUT_RIGHT = (
    """
    CREATE TEMP TABLE never_begun AS
    SELECT row.id AS membership_id, ending.id AS ending_id, ending.day
    FROM ending JOIN ended_row AS ended ON ended.ending_id = ending.id AND ended.what = 'membership'
    JOIN membership AS row ON row.id = ended.row_id AND row.to_day = ended.since AND row.from_day = ended.since
    WHERE ended.since > ending.day AND NOT EXISTS (
        SELECT 1 FROM attendance AS came JOIN session ON session.id = came.session_id
        WHERE session.group_id = row.group_id AND came.member_id = row.member_id AND session.day = row.from_day
            AND NOT came.walk_in AND came.mark IN ('P', 'T', 'E'))
    """,
    """
    UPDATE membership SET to_day = found.day FROM never_begun AS found WHERE found.membership_id = membership.id
    """,
    """
    UPDATE ended_row SET since = found.day FROM never_begun AS found
    WHERE ended_row.what = 'membership' AND ended_row.row_id = found.membership_id
        AND ended_row.ending_id = found.ending_id
    """,
    "DROP TABLE never_begun",
)
"""Those that ended on their first day for want of this, but where the member came on it."""


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Build the table anew without the rule against it, and put right what it forced."""
    for statement in _REBUILT:
        database.execute_sql(statement)
    for verb in ("INSERT", "UPDATE"):
        database.execute_sql(_NO_OVERLAP.format(verb=verb))
    for statement in _PUT_RIGHT:
        database.execute_sql(statement)
