"""Version 5: staying-well plans, and pledges among the goals.

A pledge is read out with *kept* or *not yet*; so a word about a goal may be that one, and then needs no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE staying_well_version (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        written_on DATE NOT NULL CHECK (written_on IS date(written_on)),
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        triggers TEXT NOT NULL,
        warning_signs TEXT NOT NULL,
        what_helps TEXT NOT NULL,
        taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1))
    )
    """,
    "CREATE INDEX stayingwellversion_member_id ON staying_well_version (member_id)",
    """
    CREATE TABLE person_to_call (
        plan_id INTEGER NOT NULL REFERENCES staying_well_version (id) ON DELETE RESTRICT,
        place INTEGER NOT NULL,
        who TEXT NOT NULL CHECK (who <> ''),
        number TEXT NOT NULL,
        PRIMARY KEY (plan_id, place)
    ) WITHOUT ROWID
    """,
    "ALTER TABLE goal ADD COLUMN kind TEXT NOT NULL DEFAULT 'goal' CHECK (kind IN ('goal', 'pledge'))",
    """
    CREATE TABLE goal_word_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        goal_id INTEGER NOT NULL REFERENCES goal (id) ON DELETE RESTRICT,
        session_id INTEGER REFERENCES session (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        kind TEXT NOT NULL CHECK (kind IN ('progress', 'setback', 'next-step', 'not-yet')),
        text TEXT NOT NULL CHECK (text <> '' OR kind = 'not-yet')
    )
    """,
    """
    INSERT INTO goal_word_anew (id, goal_id, session_id, day, kind, text)
    SELECT id, goal_id, session_id, day, kind, text FROM goal_word
    """,
    "DROP TABLE goal_word",
    "ALTER TABLE goal_word_anew RENAME TO goal_word",
    "CREATE INDEX goalword_goal_id ON goal_word (goal_id)",
    "CREATE INDEX goalword_session_id ON goal_word (session_id)",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the tables; every goal so far is one of the member's own, and every word stays as it was said."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
