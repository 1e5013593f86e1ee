"""Version 2: recovery, mentoring, follow-ups, contacts, goals, measures, session plans, waitlists, presence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_TABLES = (
    """
    CREATE TABLE programme (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        absences_daily INTEGER NOT NULL CHECK (absences_daily > 0),
        absences_weekly INTEGER NOT NULL CHECK (absences_weekly > 0),
        halved_least INTEGER NOT NULL CHECK (halved_least > 0),
        no_contact_days INTEGER NOT NULL CHECK (no_contact_days > 0),
        group_alone_days INTEGER NOT NULL CHECK (group_alone_days > 0),
        no_group_days INTEGER NOT NULL CHECK (no_group_days > 0),
        stalled_days INTEGER NOT NULL CHECK (stalled_days > 0),
        mentor_days INTEGER NOT NULL CHECK (mentor_days > 0),
        mentor_load INTEGER NOT NULL CHECK (mentor_load > 0),
        help_lines TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE milestone (
        kind TEXT NOT NULL CHECK (kind IN ('days', 'months', 'yearly', 'sessions', 'steps')),
        count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 5000),
        PRIMARY KEY (kind, count)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE follow_up_step (
        unit TEXT NOT NULL CHECK (unit IN ('days', 'months')),
        count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 1000),
        PRIMARY KEY (unit, count)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE recovery_span (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        ended_on DATE CHECK (ended_on IS date(ended_on)),
        reason TEXT,
        text TEXT NOT NULL,
        CHECK (ended_on IS NULL OR ended_on >= from_day),
        CHECK (reason IS NULL OR ended_on IS NOT NULL)
    )
    """,
    "CREATE UNIQUE INDEX recoveryspan_member_id_from_day ON recovery_span (member_id, from_day)",
    "CREATE UNIQUE INDEX recovery_span_open ON recovery_span (member_id) WHERE (ended_on IS NULL)",
    """
    CREATE TABLE celebration (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        span_id INTEGER REFERENCES recovery_span (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL CHECK (kind IN ('days', 'months', 'yearly', 'sessions', 'steps')),
        count INTEGER NOT NULL CHECK (count > 0),
        day DATE NOT NULL CHECK (day IS date(day)),
        session_id INTEGER REFERENCES session (id) ON DELETE RESTRICT,
        CHECK ((span_id IS NOT NULL) = (kind IN ('days', 'months', 'yearly')))
    )
    """,
    "CREATE INDEX celebration_member_id ON celebration (member_id)",
    "CREATE INDEX celebration_span_id ON celebration (span_id)",
    "CREATE INDEX celebration_session_id ON celebration (session_id)",
    "CREATE UNIQUE INDEX celebration_once ON celebration (member_id, kind, count, span_id)",
    """
    CREATE TABLE step_work (
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 12),
        day DATE NOT NULL CHECK (day IS date(day)),
        sponsor TEXT NOT NULL,
        PRIMARY KEY (member_id, step)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE mentor (
        member_id INTEGER NOT NULL PRIMARY KEY REFERENCES member (id) ON DELETE RESTRICT,
        consented_on DATE NOT NULL CHECK (consented_on IS date(consented_on)),
        load INTEGER NOT NULL CHECK (load BETWEEN 1 AND 20),
        stopped_on DATE CHECK (stopped_on IS date(stopped_on)),
        override TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE mentorship (
        id INTEGER NOT NULL PRIMARY KEY,
        mentor_id INTEGER NOT NULL REFERENCES mentor (member_id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE CHECK (to_day IS date(to_day)),
        closing TEXT,
        override TEXT NOT NULL,
        CHECK (mentor_id <> member_id),
        CHECK (to_day IS NULL OR to_day >= from_day),
        CHECK ((to_day IS NULL) = (closing IS NULL))
    )
    """,
    "CREATE INDEX mentorship_mentor_id ON mentorship (mentor_id)",
    "CREATE INDEX mentorship_member_id ON mentorship (member_id)",
    "CREATE UNIQUE INDEX mentorship_open ON mentorship (mentor_id, member_id) WHERE (to_day IS NULL)",
    """
    CREATE TABLE mentor_contact (
        id INTEGER NOT NULL PRIMARY KEY,
        mentorship_id INTEGER NOT NULL REFERENCES mentorship (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 600),
        kind TEXT NOT NULL CHECK (kind IN ('emotional', 'informational', 'instrumental', 'affiliational')),
        agreed TEXT NOT NULL,
        next_on DATE CHECK (next_on IS date(next_on))
    )
    """,
    "CREATE INDEX mentorcontact_mentorship_id_day ON mentor_contact (mentorship_id, day)",
    "CREATE INDEX mentorcontact_day ON mentor_contact (day)",
    """
    CREATE TABLE follow_up (
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
        next_step TEXT NOT NULL,
        CHECK ((kind = 'scheduled') = (stay_id IS NOT NULL)),
        CHECK ((outcome IS NULL) = (done_on IS NULL)),
        CHECK ((outcome IS NULL) = (done_by_id IS NULL))
    )
    """,
    "CREATE INDEX followup_member_id_due_on ON follow_up (member_id, due_on)",
    "CREATE INDEX followup_stay_id ON follow_up (stay_id)",
    "CREATE INDEX followup_done_on ON follow_up (done_on)",
    "CREATE INDEX followup_due_on ON follow_up (due_on)",
    "CREATE INDEX followup_staff_id ON follow_up (staff_id)",
    "CREATE INDEX followup_done_by_id ON follow_up (done_by_id)",
    "CREATE INDEX followup_outcome_due_on ON follow_up (outcome, due_on)",
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL CHECK (kind IN ('individual', 'family', 'home-visit', 'call', 'family-call')),
        day DATE NOT NULL CHECK (day IS date(day)),
        minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 600),
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        with_whom TEXT NOT NULL,
        issues TEXT NOT NULL
    )
    """,
    "CREATE INDEX contact_member_id_day ON contact (member_id, day)",
    "CREATE INDEX contact_day ON contact (day)",
    "CREATE INDEX contact_staff_id ON contact (staff_id)",
    """
    CREATE TABLE goal (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        text TEXT NOT NULL CHECK (text <> ''),
        set_on DATE NOT NULL CHECK (set_on IS date(set_on)),
        due_on DATE CHECK (due_on IS date(due_on)),
        state TEXT NOT NULL CHECK (state IN ('open', 'reached', 'set-aside')),
        closed_on DATE CHECK (closed_on IS date(closed_on)),
        CHECK ((state = 'open') = (closed_on IS NULL))
    )
    """,
    "CREATE INDEX goal_member_id ON goal (member_id)",
    """
    CREATE TABLE goal_word (
        id INTEGER NOT NULL PRIMARY KEY,
        goal_id INTEGER NOT NULL REFERENCES goal (id) ON DELETE RESTRICT,
        session_id INTEGER REFERENCES session (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        kind TEXT NOT NULL CHECK (kind IN ('progress', 'setback', 'next-step')),
        text TEXT NOT NULL CHECK (text <> '')
    )
    """,
    "CREATE INDEX goalword_goal_id ON goal_word (goal_id)",
    "CREATE INDEX goalword_session_id ON goal_word (session_id)",
    """
    CREATE TABLE group_duty (
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        duty TEXT NOT NULL,
        PRIMARY KEY (group_id, duty)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE duty_turn (
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        duty TEXT NOT NULL,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        PRIMARY KEY (session_id, duty)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX dutyturn_member_id ON duty_turn (member_id)",
    """
    CREATE TABLE scale (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        rhythm TEXT NOT NULL CHECK (rhythm IN ('weekly', 'monthly', 'when-needed')),
        counsellors_only INTEGER NOT NULL CHECK (counsellors_only IN (0, 1)),
        summed INTEGER NOT NULL CHECK (summed IN (0, 1)),
        source TEXT NOT NULL,
        retired_on DATE CHECK (retired_on IS date(retired_on))
    )
    """,
    "CREATE UNIQUE INDEX scale_name ON scale (name)",
    """
    CREATE TABLE scale_item (
        scale_id INTEGER NOT NULL REFERENCES scale (id) ON DELETE RESTRICT,
        place INTEGER NOT NULL CHECK (place > 0),
        text TEXT NOT NULL CHECK (text <> ''),
        lowest INTEGER NOT NULL CHECK (lowest BETWEEN 0 AND 100),
        highest INTEGER NOT NULL CHECK (highest BETWEEN 1 AND 100),
        PRIMARY KEY (scale_id, place),
        CHECK (lowest < highest)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE measurement (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        scale TEXT NOT NULL CHECK (scale <> ''),
        day DATE NOT NULL CHECK (day IS date(day)),
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT
    )
    """,
    "CREATE UNIQUE INDEX measurement_member_id_scale_day ON measurement (member_id, scale, day)",
    "CREATE INDEX measurement_staff_id ON measurement (staff_id)",
    """
    CREATE TABLE measurement_answer (
        measurement_id INTEGER NOT NULL REFERENCES measurement (id) ON DELETE CASCADE,
        place INTEGER NOT NULL CHECK (place > 0),
        value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 100),
        PRIMARY KEY (measurement_id, place)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE plan (
        key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        group_type TEXT,
        objective TEXT NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
        text TEXT NOT NULL,
        retired INTEGER NOT NULL CHECK (retired IN (0, 1))
    )
    """,
    """
    CREATE TABLE plan_activity (
        plan_key TEXT NOT NULL REFERENCES plan (key) ON DELETE CASCADE,
        activity TEXT NOT NULL,
        PRIMARY KEY (plan_key, activity)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE session_plan (
        session_id INTEGER NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
        plan_key TEXT NOT NULL CHECK (plan_key <> '')
    )
    """,
    """
    CREATE TABLE waiting (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        since DATE NOT NULL CHECK (since IS date(since)),
        place INTEGER NOT NULL CHECK (place > 0),
        note TEXT NOT NULL,
        ended_on DATE CHECK (ended_on IS date(ended_on)),
        joined INTEGER CHECK (joined IN (0, 1)),
        CHECK ((ended_on IS NULL) = (joined IS NULL))
    )
    """,
    "CREATE INDEX waiting_group_id_place ON waiting (group_id, place)",
    "CREATE INDEX waiting_member_id ON waiting (member_id)",
    "CREATE UNIQUE INDEX waiting_open ON waiting (group_id, member_id) WHERE (ended_on IS NULL)",
    """
    CREATE TABLE incident (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        session_id INTEGER REFERENCES session (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        kind TEXT NOT NULL CHECK (kind IN ('conflict', 'boundary', 'confidentiality', 'safety', 'other')),
        what TEXT NOT NULL CHECK (what <> ''),
        agreed TEXT NOT NULL,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX incident_group_id_day ON incident (group_id, day)",
    "CREATE INDEX incident_session_id ON incident (session_id)",
    "CREATE INDEX incident_staff_id ON incident (staff_id)",
    """
    CREATE TABLE presence (
        day DATE NOT NULL CHECK (day IS date(day)),
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        present INTEGER NOT NULL CHECK (present IN (0, 1)),
        PRIMARY KEY (day, member_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX presence_member_id ON presence (member_id)",
    "ALTER TABLE peer_group ADD COLUMN absences_for_contact INTEGER CHECK (absences_for_contact BETWEEN 1 AND 30)",
    "ALTER TABLE membership ADD COLUMN override TEXT",
    "CREATE INDEX membership_from_day ON membership (from_day)",
    "CREATE INDEX membership_to_day ON membership (to_day)",
)

_NO_OVERLAP = """
    CREATE TRIGGER recovery_span_overlap_{verb} BEFORE {verb} ON recovery_span WHEN EXISTS (
        SELECT 1 FROM recovery_span AS other
        WHERE other.member_id = NEW.member_id AND other.id IS NOT NEW.id
        AND (other.ended_on IS NULL OR other.ended_on > NEW.from_day)
        AND (NEW.ended_on IS NULL OR NEW.ended_on > other.from_day))
    BEGIN SELECT RAISE(ABORT, 'spans overlap'); END
"""
_KEPT = """
    CREATE TRIGGER recovery_span_kept BEFORE DELETE ON recovery_span
    WHEN OLD.ended_on IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM recovery_span AS other WHERE other.member_id = OLD.member_id AND other.id <> OLD.id)
    BEGIN SELECT RAISE(ABORT, 'kept'); END
"""

_FIRST_PROGRAMME = "INSERT INTO programme VALUES (1, 3, 2, 4, 30, 30, 3, 14, 90, 2, '14446' || char(10) || '112')"
_FIRST_MILESTONES = (
    *(("days", count) for count in (1, 7, 15, 30, 60, 90)),
    *(("months", count) for count in (6, 9, 12, 18)),
    ("yearly", 2),
    *(("sessions", count) for count in (10, 30, 60, 100)),
    *(("steps", count) for count in range(1, 13)),
)
_FIRST_FOLLOW_UPS = (
    *(("days", count) for count in (7, 15, 30)),
    *(("months", count) for count in (2, 3, 4, 5, 6, 9, 12, 18, 24)),
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add what peer support is for, with the defaults of the programme."""
    for statement in _TABLES:
        database.execute_sql(statement)
    for verb in ("INSERT", "UPDATE"):
        database.execute_sql(_NO_OVERLAP.format(verb=verb))
    database.execute_sql(_KEPT)  # one begun by a mistaken return alone can go
    database.execute_sql(_FIRST_PROGRAMME)
    for row in _FIRST_MILESTONES:
        database.execute_sql("INSERT INTO milestone VALUES (?, ?)", row)
    for row in _FIRST_FOLLOW_UPS:
        database.execute_sql("INSERT INTO follow_up_step VALUES (?, ?)", row)
