"""Version 4: safety notes, and when the help lines were last checked.

Whose latest answer to the ninth question of the PHQ-9 is above 0 has an open note from the day of that sheet on, with
who keyed it in; a later sheet that left the question open says nothing. A centre that never changed its help lines is
given today's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE safety_note (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 3),
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
    "CREATE INDEX safetynote_member_id ON safety_note (member_id)",
    "CREATE UNIQUE INDEX safety_note_open ON safety_note (member_id) WHERE (answered_on IS NULL)",
    """
    INSERT INTO safety_note (member_id, day, answer, opened_on, staff_id, words, taken_back)
    SELECT sheet.member_id, sheet.day, answer.value, sheet.day, sheet.staff_id, '', 0
    FROM measurement AS sheet
    JOIN measurement_answer AS answer ON answer.measurement_id = sheet.id AND answer.place = 9
    WHERE sheet.scale = 'phq-9' AND answer.value > 0
    AND sheet.day = (
        SELECT max(later.day) FROM measurement AS later
        JOIN measurement_answer AS told ON told.measurement_id = later.id AND told.place = 9
        WHERE later.member_id = sheet.member_id AND later.scale = 'phq-9'
    )
    ORDER BY sheet.day, sheet.id
    """,
    """
    ALTER TABLE programme ADD COLUMN help_lines_checked_on DATE
        CHECK (help_lines_checked_on IS date(help_lines_checked_on))
    """,
    "ALTER TABLE programme ADD COLUMN help_lines_checked_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT",
    """
    UPDATE programme SET help_lines = 'Tele-MANAS 14416' || char(10) || '14446' || char(10) || '112'
    WHERE help_lines = '14446' || char(10) || '112'
    """,
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the table, open the notes that should be open, and renew the help lines."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
