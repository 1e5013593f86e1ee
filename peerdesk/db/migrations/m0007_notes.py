"""Version 7: what office staff do not read may be closed, and once the centre has a key for it, must be.

A note that is not signed yet says who changed it last, and when; of what was written before nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_ROOM = (
    """
    CREATE TABLE measurement_answer_anew (
        measurement_id INTEGER NOT NULL REFERENCES measurement (id) ON DELETE CASCADE,
        place INTEGER NOT NULL CHECK (place > 0),
        value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 100 OR typeof(value) = 'blob'),
        PRIMARY KEY (measurement_id, place)
    ) WITHOUT ROWID
    """,
    "INSERT INTO measurement_answer_anew SELECT measurement_id, place, value FROM measurement_answer",
    "DROP TABLE measurement_answer",
    "ALTER TABLE measurement_answer_anew RENAME TO measurement_answer",
    """
    CREATE TABLE safety_note_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 3 OR typeof(answer) = 'blob'),
        opened_on DATE NOT NULL CHECK (opened_on IS date(opened_on)),
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        answered_on DATE CHECK (answered_on IS date(answered_on)),
        answered_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        words TEXT NOT NULL,
        taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1)),
        CHECK ((answered_on IS NULL) = (answered_by_id IS NULL)),
        CHECK ((answered_on IS NULL) = (words = '')),
        CHECK (answered_on IS NOT NULL OR NOT taken_back)
    )
    """,
    """
    INSERT INTO safety_note_anew
    SELECT id, member_id, day, answer, opened_on, staff_id, answered_on, answered_by_id, words, taken_back
    FROM safety_note
    """,
    "DROP TABLE safety_note",
    "ALTER TABLE safety_note_anew RENAME TO safety_note",
    "CREATE INDEX safetynote_member_id ON safety_note (member_id)",
    "CREATE UNIQUE INDEX safety_note_open ON safety_note (member_id) WHERE (answered_on IS NULL)",
    """
    CREATE TABLE bin_entry_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind <> ''),
        member_id INTEGER REFERENCES member (id) ON DELETE SET NULL,
        session_id INTEGER REFERENCES session (id) ON DELETE SET NULL,
        group_id INTEGER REFERENCES peer_group (id) ON DELETE SET NULL,
        goal_id INTEGER REFERENCES goal (id) ON DELETE SET NULL,
        span_id INTEGER REFERENCES recovery_span (id) ON DELETE SET NULL,
        payload TEXT NOT NULL CHECK (typeof(payload) = 'blob' OR json_valid(payload)),
        deleted_at DATETIME NOT NULL,
        deleted_by_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT
    )
    """,
    """
    INSERT INTO bin_entry_anew
    SELECT id, kind, member_id, session_id, group_id, goal_id, span_id, payload, deleted_at, deleted_by_id
    FROM bin_entry
    """,
    "DROP TABLE bin_entry",
    "ALTER TABLE bin_entry_anew RENAME TO bin_entry",
    "CREATE INDEX binentry_deleted_at ON bin_entry (deleted_at)",
    """
    CREATE TABLE follow_up_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL CHECK (kind IN ('scheduled', 'attention', 'planned')),
        stay_id INTEGER REFERENCES stay (id) ON DELETE RESTRICT,
        due_on DATE NOT NULL CHECK (due_on IS date(due_on)),
        way TEXT NOT NULL,
        why TEXT NOT NULL,
        staff_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        outcome TEXT,
        done_on DATE CHECK (done_on IS date(done_on)),
        done_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        words TEXT NOT NULL,
        office_words TEXT NOT NULL,
        next_step TEXT NOT NULL,
        begun_on DATE CHECK (begun_on IS date(begun_on)),
        in_recovery TEXT CHECK (
            in_recovery IN ('in-recovery', 'used-since', 'not-known') OR typeof(in_recovery) = 'blob'
        ),
        working TEXT CHECK (working IN ('yes', 'no', 'not-known')),
        with_family TEXT CHECK (with_family IN ('yes', 'no', 'not-known')),
        medicines TEXT CHECK (
            medicines IN ('taking', 'not-taking', 'not-known', 'none-prescribed') OR typeof(medicines) = 'blob'
        ),
        referred_to_id INTEGER REFERENCES referral_place (id) ON DELETE RESTRICT,
        CHECK ((kind = 'scheduled') = (stay_id IS NOT NULL)),
        CHECK ((outcome IS NULL) = (done_on IS NULL)),
        CHECK ((outcome IS NULL) = (done_by_id IS NULL))
    )
    """,
    """
    INSERT INTO follow_up_anew
    SELECT id, member_id, kind, stay_id, due_on, way, why, staff_id, outcome, done_on, done_by_id, words, '', next_step,
        begun_on, in_recovery, working, with_family, medicines, referred_to_id
    FROM follow_up
    """,
    "DROP TABLE follow_up",
    "ALTER TABLE follow_up_anew RENAME TO follow_up",
    "CREATE INDEX followup_done_on ON follow_up (done_on)",
    "CREATE INDEX followup_due_on ON follow_up (due_on)",
    "CREATE INDEX followup_staff_id ON follow_up (staff_id)",
    "CREATE INDEX followup_done_by_id ON follow_up (done_by_id)",
    "CREATE INDEX followup_outcome_due_on ON follow_up (outcome, due_on)",
    "CREATE INDEX followup_member_id_due_on_outcome ON follow_up (member_id, due_on, outcome)",
    "CREATE INDEX followup_member_id_outcome_done_on ON follow_up (member_id, outcome, done_on)",
    "CREATE INDEX followup_stay_id_due_on ON follow_up (stay_id, due_on)",
)
"""Columns that took nothing but what they held open."""

_ALWAYS_CLOSED = {
    "addendum": ("text",),
    "contact": ("issues",),
    "copy_request": ("withheld",),
    "follow_up": ("words", "in_recovery", "medicines"),
    "goal": ("text",),
    "goal_word": ("text",),
    "incident": ("what", "agreed"),
    "member_note": ("text",),
    "person_to_call": ("who", "number"),
    "recovery_span": ("reason", "text"),
    "safety_note": ("answer", "words"),
    "session_note": ("topic", "shared", "coping", "concerns", "plan"),
    "staying_well_version": ("triggers", "warning_signs", "what_helps"),
    "success_story": ("text",),
}
_OPEN = "(typeof(NEW.{column}) <> 'blob' AND NEW.{column} <> '')"
_CLOSED_FIRST = (
    "CREATE TRIGGER {table}_closed_{verb} BEFORE {verb} ON {table} WHEN ({open})"
    " AND EXISTS (SELECT 1 FROM key_entry WHERE event = 'notes') BEGIN SELECT RAISE(ABORT, 'not closed'); END"
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make room for closed values and for authors, and let nothing be written open by mistake where it is closed."""
    for table in ("session_note", "member_note"):
        database.execute_sql(f"ALTER TABLE {table} ADD COLUMN changed_by_id INTEGER REFERENCES staff (id)")
        database.execute_sql(f"ALTER TABLE {table} ADD COLUMN changed_at DATETIME")
    for statement in _ROOM:
        database.execute_sql(statement)
    for table, columns in _ALWAYS_CLOSED.items():
        for verb in ("INSERT", "UPDATE"):
            is_open = " OR ".join(_OPEN.format(column=column) for column in columns)
            database.execute_sql(_CLOSED_FIRST.format(table=table, verb=verb, open=is_open))
