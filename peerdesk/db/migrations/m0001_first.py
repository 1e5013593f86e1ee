"""Version 1: the centre, its staff, members, groups, sessions, seals and the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_TABLES = (
    """
    CREATE TABLE centre (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL CHECK (name <> ''),
        code TEXT NOT NULL CHECK (length(code) BETWEEN 2 AND 8),
        address TEXT NOT NULL,
        registration_number TEXT NOT NULL,
        logo BLOB,
        language TEXT NOT NULL CHECK (language IN ('en', 'hi', 'mr', 'pa')),
        planned_through DATE CHECK (planned_through IS date(planned_through))
    )
    """,
    """
    CREATE TABLE staff (
        id INTEGER NOT NULL PRIMARY KEY,
        user_name TEXT NOT NULL CHECK (user_name <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        designation TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('coordinator', 'counsellor', 'office')),
        active INTEGER NOT NULL CHECK (active IN (0, 1))
    )
    """,
    "CREATE UNIQUE INDEX staff_user_name ON staff (user_name)",
    """
    CREATE TABLE audit_entry (
        id INTEGER NOT NULL PRIMARY KEY,
        at DATETIME NOT NULL,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        action TEXT NOT NULL CHECK (action <> ''),
        subject_id INTEGER,
        old TEXT,
        new TEXT
    )
    """,
    "CREATE INDEX auditentry_staff_id ON audit_entry (staff_id)",
    """
    CREATE TABLE holiday (
        day DATE NOT NULL PRIMARY KEY CHECK (day IS date(day)),
        name TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE member (
        id INTEGER NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL CHECK (number > 0),
        name_latin TEXT NOT NULL,
        name_native TEXT NOT NULL,
        gender TEXT NOT NULL CHECK (gender IN ('male', 'female', 'transgender')),
        birth_date DATE CHECK (birth_date IS date(birth_date)),
        age INTEGER CHECK (age BETWEEN 1 AND 120),
        age_on DATE CHECK (age_on IS date(age_on)),
        relation TEXT CHECK (relation IN ('son', 'daughter', 'wife', 'husband', 'care')),
        relation_name TEXT NOT NULL,
        village TEXT NOT NULL,
        district TEXT NOT NULL,
        language TEXT CHECK (language IN ('en', 'hi', 'mr', 'pa', 'other')),
        can_read INTEGER CHECK (can_read IN (0, 1)),
        education TEXT,
        occupation TEXT,
        marital_status TEXT,
        referral TEXT,
        archived_on DATE CHECK (archived_on IS date(archived_on)),
        CHECK (name_latin <> '' OR name_native <> ''),
        CHECK (birth_date IS NOT NULL OR (age IS NOT NULL AND age_on IS NOT NULL))
    )
    """,
    "CREATE UNIQUE INDEX member_number ON member (number)",
    """
    CREATE TABLE member_phone (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        number TEXT NOT NULL CHECK (number <> ''),
        whose TEXT NOT NULL
    )
    """,
    "CREATE INDEX memberphone_member_id ON member_phone (member_id)",
    """
    CREATE TABLE member_substance (
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        substance TEXT NOT NULL CHECK (substance <> ''),
        PRIMARY KEY (member_id, substance)
    )
    """,
    """
    CREATE TABLE member_token (
        token TEXT NOT NULL,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        PRIMARY KEY (token, member_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX membertoken_member_id ON member_token (member_id)",
    """
    CREATE TABLE stay (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        number TEXT NOT NULL CHECK (number <> ''),
        series TEXT NOT NULL CHECK (series IN ('residential', 'outpatient')),
        admitted_on DATE NOT NULL CHECK (admitted_on IS date(admitted_on)),
        discharged_on DATE CHECK (discharged_on IS date(discharged_on)),
        discharge_type TEXT,
        CHECK (discharged_on IS NULL OR discharged_on >= admitted_on),
        CHECK ((discharged_on IS NULL) = (discharge_type IS NULL))
    )
    """,
    "CREATE UNIQUE INDEX stay_number ON stay (number)",
    "CREATE INDEX stay_member_id ON stay (member_id)",
    "CREATE UNIQUE INDEX stay_open ON stay (member_id) WHERE (discharged_on IS NULL)",
    """
    CREATE TABLE leave (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE NOT NULL CHECK (to_day IS date(to_day)),
        reason TEXT NOT NULL,
        CHECK (to_day >= from_day)
    )
    """,
    "CREATE INDEX leave_member_id ON leave (member_id)",
    """
    CREATE TABLE peer_group (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        type TEXT NOT NULL,
        led_by TEXT NOT NULL CHECK (led_by IN ('counsellor', 'peer')),
        entry TEXT NOT NULL CHECK (entry IN ('open', 'closed')),
        channel TEXT NOT NULL CHECK (channel IN ('room', 'phone', 'video')),
        audience TEXT NOT NULL,
        capacity_min INTEGER NOT NULL,
        capacity_max INTEGER NOT NULL,
        place TEXT NOT NULL,
        started_on DATE NOT NULL CHECK (started_on IS date(started_on)),
        closed_on DATE CHECK (closed_on IS date(closed_on)),
        CHECK (1 <= capacity_min AND capacity_min <= capacity_max),
        CHECK (closed_on IS NULL OR closed_on >= started_on)
    )
    """,
    "CREATE UNIQUE INDEX group_name ON peer_group (name)",
    """
    CREATE TABLE meeting_time (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
        starts TIME NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE CHECK (to_day IS date(to_day))
    )
    """,
    "CREATE INDEX meetingtime_group_id ON meeting_time (group_id)",
    """
    CREATE TABLE facilitator (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        responsible INTEGER NOT NULL CHECK (responsible IN (0, 1)),
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE CHECK (to_day IS date(to_day))
    )
    """,
    "CREATE INDEX facilitator_group_id ON facilitator (group_id)",
    "CREATE INDEX facilitator_staff_id ON facilitator (staff_id)",
    """
    CREATE TABLE membership (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        role TEXT NOT NULL CHECK (role IN ('member', 'peer-leader', 'timekeeper', 'support')),
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        to_day DATE CHECK (to_day IS date(to_day)),
        CHECK (to_day IS NULL OR to_day >= from_day)
    )
    """,
    "CREATE INDEX membership_group_id_from_day ON membership (group_id, from_day)",
    "CREATE INDEX membership_member_id ON membership (member_id)",
    "CREATE UNIQUE INDEX membership_open ON membership (group_id, member_id) WHERE (to_day IS NULL)",
    """
    CREATE TABLE session (
        id INTEGER NOT NULL PRIMARY KEY,
        group_id INTEGER NOT NULL REFERENCES peer_group (id) ON DELETE RESTRICT,
        day DATE NOT NULL CHECK (day IS date(day)),
        starts TIME NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
        channel TEXT NOT NULL CHECK (channel IN ('room', 'phone', 'video')),
        by_hand INTEGER NOT NULL CHECK (by_hand IN (0, 1)),
        status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'did-not-happen')),
        reason TEXT,
        reason_text TEXT NOT NULL,
        visitors INTEGER NOT NULL CHECK (visitors BETWEEN 0 AND 500),
        paper_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        paper_on DATE CHECK (paper_on IS date(paper_on)),
        CHECK ((status = 'did-not-happen') = (reason IS NOT NULL)),
        CHECK ((paper_by_id IS NULL) = (paper_on IS NULL))
    )
    """,
    "CREATE UNIQUE INDEX session_group_id_day_starts ON session (group_id, day, starts)",
    "CREATE INDEX session_day ON session (day)",
    "CREATE INDEX session_paper_by_id ON session (paper_by_id)",
    """
    CREATE TABLE session_note (
        session_id INTEGER NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
        objective TEXT,
        topic TEXT NOT NULL,
        shared TEXT NOT NULL,
        coping TEXT NOT NULL,
        concerns TEXT NOT NULL,
        plan TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE session_activity (
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        activity TEXT NOT NULL,
        PRIMARY KEY (session_id, activity)
    )
    """,
    """
    CREATE TABLE attendance (
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        mark TEXT CHECK (mark IN ('P', 'T', 'E', 'L', 'A')),
        minutes INTEGER CHECK (minutes BETWEEN 0 AND 480),
        reason TEXT,
        participation INTEGER CHECK (participation BETWEEN 0 AND 4),
        walk_in INTEGER NOT NULL CHECK (walk_in IN (0, 1)),
        PRIMARY KEY (session_id, member_id),
        CHECK (mark IS NOT NULL OR walk_in = 1),
        CHECK (minutes IS NULL OR mark IN ('T', 'E')),
        CHECK (reason IS NULL OR mark = 'L'),
        CHECK (participation IS NULL OR mark IN ('P', 'T', 'E'))
    ) WITHOUT ROWID
    """,
    "CREATE INDEX attendance_member_id ON attendance (member_id)",
    """
    CREATE TABLE member_note (
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        text TEXT NOT NULL CHECK (text <> ''),
        PRIMARY KEY (session_id, member_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX membernote_member_id ON member_note (member_id)",
    """
    CREATE TABLE guest (
        id INTEGER NOT NULL PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        name TEXT NOT NULL CHECK (name <> ''),
        kinship TEXT NOT NULL
    )
    """,
    "CREATE INDEX guest_session_id ON guest (session_id)",
    "CREATE INDEX guest_member_id ON guest (member_id)",
    """
    CREATE TABLE roster_entry (
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        serial INTEGER NOT NULL CHECK (serial > 0),
        role TEXT NOT NULL,
        PRIMARY KEY (session_id, member_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX rosterentry_member_id ON roster_entry (member_id)",
    """
    CREATE TABLE addendum (
        id INTEGER NOT NULL PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
        text TEXT NOT NULL CHECK (text <> '')
    )
    """,
    "CREATE INDEX addendum_session_id ON addendum (session_id)",
    """
    CREATE TABLE correction (
        id INTEGER NOT NULL PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        old_mark TEXT CHECK (old_mark IN ('P', 'T', 'E', 'L', 'A')),
        old_minutes INTEGER,
        old_reason TEXT,
        old_participation INTEGER,
        new_mark TEXT NOT NULL CHECK (new_mark IN ('P', 'T', 'E', 'L', 'A')),
        why TEXT NOT NULL CHECK (why <> '')
    )
    """,
    "CREATE INDEX correction_session_id ON correction (session_id)",
    "CREATE INDEX correction_member_id ON correction (member_id)",
    """
    CREATE TABLE seal (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('session', 'addendum', 'correction')),
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
        addendum_id INTEGER REFERENCES addendum (id) ON DELETE RESTRICT,
        correction_id INTEGER REFERENCES correction (id) ON DELETE RESTRICT,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL,
        salt BLOB NOT NULL CHECK (length(salt) = 16),
        seal BLOB NOT NULL CHECK (length(seal) = 32),
        CHECK ((kind = 'addendum') = (addendum_id IS NOT NULL)),
        CHECK ((kind = 'correction') = (correction_id IS NOT NULL))
    )
    """,
    "CREATE INDEX seal_session_id ON seal (session_id)",
    "CREATE INDEX seal_staff_id ON seal (staff_id)",
    "CREATE UNIQUE INDEX seal_addendum_id ON seal (addendum_id)",
    "CREATE UNIQUE INDEX seal_correction_id ON seal (correction_id)",
    "CREATE UNIQUE INDEX seal_signature ON seal (session_id) WHERE (kind = 'session')",
)

_SIGNED = "EXISTS (SELECT 1 FROM seal WHERE seal.session_id = {row}.session_id AND seal.kind = 'session')"

_FROZEN = (
    # What a signature froze cannot be changed by any statement; a mark changes only once, under the correction
    # that names it and before that is sealed.
    "CREATE TRIGGER {table}_frozen_{verb} BEFORE {verb} ON {table} WHEN "
    + _SIGNED
    + " BEGIN SELECT RAISE(ABORT, 'signed'); END"
)
_MARK_FROZEN = (
    "CREATE TRIGGER attendance_frozen_{verb} BEFORE {verb} ON attendance WHEN "  # noqa: S608  # no outside text
    + _SIGNED.format(row="NEW")
    + """ AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.session_id = NEW.session_id
        AND correction.member_id = NEW.member_id AND correction.new_mark = NEW.mark
        AND correction.old_mark IS {old}
        AND NOT EXISTS (SELECT 1 FROM seal WHERE seal.correction_id = correction.id))
        BEGIN SELECT RAISE(ABORT, 'signed'); END"""
)
_SESSION_FROZEN = (
    "CREATE TRIGGER session_frozen_update BEFORE UPDATE ON session WHEN EXISTS"
    " (SELECT 1 FROM seal WHERE seal.session_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'signed'); END"
)
_NEVER = "CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'kept for ever'); END"
_NO_OVERLAP = """
    CREATE TRIGGER membership_overlap_{verb} BEFORE {verb} ON membership WHEN EXISTS (
        SELECT 1 FROM membership AS other
        WHERE other.group_id = NEW.group_id AND other.member_id = NEW.member_id AND other.id IS NOT NEW.id
        AND (other.to_day IS NULL OR other.to_day >= NEW.from_day)
        AND (NEW.to_day IS NULL OR NEW.to_day >= other.from_day))
    BEGIN SELECT RAISE(ABORT, 'memberships overlap'); END
"""


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Begin the file."""
    for statement in _TABLES:
        database.execute_sql(statement)
    for table in ("session_note", "session_activity", "member_note", "guest", "roster_entry"):
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            database.execute_sql(_FROZEN.format(table=table, verb=verb, row=row))
    database.execute_sql(_FROZEN.format(table="attendance", verb="DELETE", row="OLD"))
    database.execute_sql(_MARK_FROZEN.format(verb="UPDATE", old="OLD.mark"))
    database.execute_sql(_MARK_FROZEN.format(verb="INSERT", old="NULL"))
    database.execute_sql(_SESSION_FROZEN)
    for table in ("audit_entry", "addendum", "correction", "seal"):
        for verb in ("UPDATE", "DELETE"):
            database.execute_sql(_NEVER.format(table=table, verb=verb))
    for verb in ("INSERT", "UPDATE"):
        database.execute_sql(_NO_OVERLAP.format(verb=verb))
