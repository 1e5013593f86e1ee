"""Version 3: indexes for every list that would else go through a table of all the years.

No statistics are made (ANALYZE): by them SQLite would choose among indexes by what the file held on some day. Without
them it takes every table for a large one, so that a statement has the same plan in every file and in its test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_INDEXES = (
    # Who came, who went, who is in aftercare.
    "CREATE INDEX stay_admitted_on ON stay (admitted_on)",
    "CREATE INDEX stay_discharged_on ON stay (discharged_on)",
    "CREATE INDEX mentorship_to_day ON mentorship (to_day)",
    # What falls on some days.
    "CREATE INDEX recoveryspan_from_day ON recovery_span (from_day)",
    "CREATE INDEX stepwork_day ON step_work (day)",
    "CREATE INDEX session_status_day ON session (status, day)",
    # Of one group or member the rows that matter, told by the index alone.
    "DROP INDEX membership_group_id_from_day",
    "CREATE INDEX membership_group_id_to_day_from_day ON membership (group_id, to_day, from_day)",
    "DROP INDEX contact_member_id_day",
    "CREATE INDEX contact_member_id_day_kind ON contact (member_id, day, kind)",
    "DROP INDEX followup_member_id_due_on",
    "CREATE INDEX followup_member_id_due_on_outcome ON follow_up (member_id, due_on, outcome)",
    "CREATE INDEX followup_member_id_outcome_done_on ON follow_up (member_id, outcome, done_on)",
    "DROP INDEX followup_stay_id",
    "CREATE INDEX followup_stay_id_due_on ON follow_up (stay_id, due_on)",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the indexes, some in place of shorter ones."""
    for statement in _INDEXES:
        database.execute_sql(statement)
