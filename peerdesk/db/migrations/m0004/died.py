"""Version 4: a death is a fact of its own, and an act knows what it ended, so that it can be taken back.

What a discharge of an older file ended is read from the trail, where all of an act stands at one moment. Who died or is
in the archive by now stands on no roster and no waitlist any more; that too is kept, for a way back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_TABLES = (
    "ALTER TABLE member ADD COLUMN died_on DATE CHECK (died_on IS date(died_on))",
    """
    UPDATE member SET died_on = death.day
    FROM (SELECT member_id, max(discharged_on) AS day FROM stay WHERE discharge_type = 'died' GROUP BY member_id)
        AS death
    WHERE death.member_id = member.id
    """,
    """
    CREATE TABLE ending (
        id INTEGER NOT NULL PRIMARY KEY,
        act TEXT NOT NULL CHECK (act IN ('discharge', 'death', 'archive', 'closing')),
        member_id INTEGER REFERENCES member (id) ON DELETE RESTRICT,
        stay_id INTEGER REFERENCES stay (id) ON DELETE RESTRICT,
        group_id INTEGER REFERENCES peer_group (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day))
    )
    """,
    "CREATE INDEX ending_member_id ON ending (member_id)",
    "CREATE INDEX ending_stay_id ON ending (stay_id)",
    "CREATE INDEX ending_group_id ON ending (group_id)",
    """
    CREATE TABLE ended_row (
        ending_id INTEGER NOT NULL REFERENCES ending (id) ON DELETE CASCADE,
        what TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        code TEXT NOT NULL,
        former DATE CHECK (former IS date(former)),
        since DATE NOT NULL CHECK (since IS date(since)),
        PRIMARY KEY (ending_id, what, row_id, code)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE member_change (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        stay_id INTEGER REFERENCES stay (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        fact TEXT NOT NULL,
        old TEXT NOT NULL,
        new TEXT NOT NULL,
        why TEXT NOT NULL
    )
    """,
    "CREATE INDEX memberchange_member_id ON member_change (member_id)",
    "CREATE INDEX memberchange_stay_id ON member_change (stay_id)",
    "CREATE INDEX memberchange_staff_id ON member_change (staff_id)",
)

_WITHIN = """
    FROM ending
    JOIN audit_entry AS act ON act.id = ending.id
    JOIN audit_entry AS part ON part.id > act.id AND part.id < act.id + 100
        AND part.at = act.at AND part.staff_id = act.staff_id
"""
"""What was written in the same unit of work as a discharge. Until it is read an ending has the number of its entry."""

_FORMER_ENDINGS = (
    """
    INSERT INTO ending (id, act, member_id, stay_id, group_id, day)
    SELECT max(entry.id), iif(stay.discharge_type = 'died', 'death', 'discharge'), stay.member_id, stay.id, NULL,
        stay.discharged_on
    FROM audit_entry AS entry JOIN stay ON stay.id = entry.subject_id
    WHERE entry.action = 'stay.discharge' AND stay.discharged_on IS NOT NULL
    GROUP BY stay.id
    """,
    f"""
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT ending.id, 'membership', row.id, '', json_extract(part.old, '$.to_day'), row.to_day
    {_WITHIN} AND part.action = 'membership.leave'
    JOIN membership AS row ON row.id = part.subject_id AND row.to_day = json_extract(part.new, '$.to_day')
    """,
    f"""
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT ending.id, 'mentorship', row.id, '', NULL, row.to_day
    {_WITHIN} AND part.action = 'mentorship.close'
    JOIN mentorship AS row ON row.id = part.subject_id AND row.to_day = json_extract(part.new, '$.to_day')
    """,
    f"""
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT ending.id, 'mentor', row.member_id, '', NULL, row.stopped_on
    {_WITHIN} AND part.action = 'mentor.stop'
    JOIN mentor AS row ON row.member_id = part.subject_id AND row.stopped_on IS NOT NULL
    """,
    f"""
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT ending.id, 'waiting', row.id, '', NULL, row.ended_on
    {_WITHIN} AND part.action = 'waiting.withdraw'
    JOIN waiting AS row ON row.id = part.subject_id AND row.ended_on = json_extract(part.new, '$.ended_on')
    """,
    """
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT ending.id, 'follow-up', row.id, '', NULL, row.done_on
    FROM ending JOIN follow_up AS row ON row.member_id = ending.member_id
    WHERE ending.act = 'death' AND row.outcome = 'cancelled' AND row.done_on = ending.day
    """,
)
"""In this order: every part of an ending is found by its number, which is that of its entry in the trail."""

_WITHOUT_ENTRY = (
    """
    INSERT INTO ending (act, member_id, stay_id, group_id, day)
    SELECT iif(discharge_type = 'died', 'death', 'discharge'), member_id, id, NULL, discharged_on FROM stay
    WHERE discharged_on IS NOT NULL AND id NOT IN (SELECT stay_id FROM ending)
    """,
    """
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT ending.id, 'membership', row.id, '', NULL, row.to_day
    FROM ending JOIN membership AS row ON row.member_id = ending.member_id AND row.to_day = ending.day
    WHERE ending.id NOT IN (SELECT id FROM audit_entry WHERE action = 'stay.discharge')
    """,
)
"""Stays that were not written by an act (a demo, an import): what ended on the same day ended with them."""

_GONE = (
    """
    INSERT INTO ending (act, member_id, stay_id, group_id, day)
    SELECT 'archive', id, NULL, NULL, archived_on FROM member WHERE archived_on IS NOT NULL
    """,
    """
    INSERT INTO ending (act, member_id, stay_id, group_id, day)
    SELECT 'death', id, NULL, NULL, died_on FROM member
    WHERE died_on IS NOT NULL AND id NOT IN (SELECT member_id FROM ending WHERE act = 'death')
    """,
    """
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT max(ending.id), 'membership', row.id, '', row.to_day, max(row.from_day, ending.day)
    FROM ending JOIN membership AS row ON row.member_id = ending.member_id
    WHERE ending.act IN ('death', 'archive') AND (row.to_day IS NULL OR row.to_day > max(row.from_day, ending.day))
    GROUP BY row.id
    """,
    """
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT max(ending.id), 'waiting', row.id, '', NULL, max(row.since, ending.day)
    FROM ending JOIN waiting AS row ON row.member_id = ending.member_id
    WHERE ending.act IN ('death', 'archive') AND row.ended_on IS NULL
    GROUP BY row.id
    """,
    """
    INSERT OR IGNORE INTO ended_row (ending_id, what, row_id, code, former, since)
    SELECT max(ending.id), 'mentorship', row.id, '', NULL, max(row.from_day, ending.day)
    FROM ending JOIN mentorship AS row ON ending.member_id IN (row.member_id, row.mentor_id)
    WHERE ending.act IN ('death', 'archive') AND row.to_day IS NULL
    GROUP BY row.id
    """,
    """
    UPDATE mentorship SET to_day = ended.since, closing = 'other'
    FROM ended_row AS ended
    WHERE ended.what = 'mentorship' AND ended.row_id = mentorship.id AND mentorship.to_day IS NULL
    """,
    """
    UPDATE membership SET to_day = ended.since
    FROM ended_row AS ended JOIN ending ON ending.id = ended.ending_id
    WHERE ended.what = 'membership' AND ended.row_id = membership.id AND ending.act IN ('death', 'archive')
        AND (membership.to_day IS NULL OR membership.to_day > ended.since)
    """,
    """
    UPDATE waiting SET ended_on = ended.since, joined = 0
    FROM ended_row AS ended
    WHERE ended.what = 'waiting' AND ended.row_id = waiting.id AND waiting.ended_on IS NULL
    """,
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the tables and the day of death, and fill them with what the file knows."""
    for statement in (*_TABLES, *_FORMER_ENDINGS, *_WITHOUT_ENTRY, *_GONE):
        database.execute_sql(statement)
