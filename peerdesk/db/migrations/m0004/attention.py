"""Version 4: what tells whether a reason for contact is settled.

When a follow-up came to be, when a return to use was written down, and which weekly answers call for a talk. What older
files do not say is taken from the trail, or from the days that they have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    "ALTER TABLE follow_up ADD COLUMN begun_on DATE CHECK (begun_on IS date(begun_on))",
    """
    UPDATE follow_up SET begun_on = stay.discharged_on FROM stay WHERE stay.id = follow_up.stay_id
    """,
    """
    UPDATE follow_up SET begun_on = entry.day
    FROM (
        SELECT subject_id, min(date(at)) AS day FROM audit_entry WHERE action = 'follow-up.add' GROUP BY subject_id
    ) AS entry
    WHERE entry.subject_id = follow_up.id AND follow_up.stay_id IS NULL
    """,
    "UPDATE follow_up SET begun_on = due_on WHERE begun_on IS NULL",
    "ALTER TABLE recovery_span ADD COLUMN noted_on DATE CHECK (noted_on IS date(noted_on))",
    "UPDATE recovery_span SET noted_on = ended_on WHERE ended_on IS NOT NULL",
    "CREATE INDEX recoveryspan_noted_on ON recovery_span (noted_on)",
    "ALTER TABLE measurement ADD COLUMN concern INTEGER NOT NULL DEFAULT 0 CHECK (concern IN (0, 1))",
    """
    UPDATE measurement SET concern = 1
    WHERE scale = 'weekly' AND EXISTS (
        SELECT 1 FROM measurement_answer AS answer
        WHERE answer.measurement_id = measurement.id
        AND ((answer.place = 1 AND answer.value >= 8) OR (answer.place = 4 AND answer.value > 0))
    )
    """,
    "CREATE INDEX measurement_concern ON measurement (day) WHERE concern",
    "CREATE INDEX presence_absent ON presence (day) WHERE NOT present",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the columns, fill them, and index what is asked for every day."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
