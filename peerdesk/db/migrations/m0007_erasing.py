"""Version 7: one person's record can be erased, and every seal and the trail still tell that nothing else was altered.

What was signed or stood in the trail about them leaves its digest behind; which digests may stand for nothing, a
coordinator signs. Of seals of an earlier PeerDesk the digests are kept from then on. A record that is needed longer
has a hold on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from peerdesk.db.migrations.frozen import NEVER, NOT_TWICE

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_MARKS = "('P', 'T', 'E', 'L', 'A')"
_TABLES = (
    """
    CREATE TABLE erasure (
        id INTEGER NOT NULL PRIMARY KEY,
        at DATETIME NOT NULL,
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        member_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        stays TEXT NOT NULL CHECK (json_valid(stays)),
        why TEXT NOT NULL,
        keys_head BLOB NOT NULL CHECK (length(keys_head) = 32),
        trail_id INTEGER NOT NULL,
        trail_head BLOB NOT NULL CHECK (length(trail_head) = 32),
        signature BLOB NOT NULL CHECK (length(signature) = 64)
    )
    """,
    """
    CREATE TABLE erasure_part (
        erasure_id INTEGER NOT NULL REFERENCES erasure (id) ON DELETE RESTRICT,
        seal_id INTEGER NOT NULL REFERENCES seal (id) ON DELETE RESTRICT,
        place INTEGER NOT NULL,
        digest BLOB CHECK (length(digest) = 32),
        PRIMARY KEY (erasure_id, seal_id, place)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE erasure_entry (
        erasure_id INTEGER NOT NULL REFERENCES erasure (id) ON DELETE RESTRICT,
        entry_id INTEGER NOT NULL REFERENCES audit_entry (id) ON DELETE RESTRICT,
        digest BLOB CHECK (length(digest) = 32),
        PRIMARY KEY (erasure_id, entry_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE former_part (
        seal_id INTEGER NOT NULL REFERENCES seal (id) ON DELETE RESTRICT,
        place INTEGER NOT NULL CHECK (place >= 0),
        name TEXT NOT NULL,
        salt BLOB CHECK (length(salt) IN (32, 93)),
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        PRIMARY KEY (seal_id, place)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE legal_hold (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        from_day DATE NOT NULL CHECK (from_day IS date(from_day)),
        why TEXT NOT NULL CHECK (why <> ''),
        staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        to_day DATE CHECK (to_day IS date(to_day) AND to_day >= from_day),
        ended_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        CHECK ((to_day IS NULL) = (ended_by_id IS NULL))
    )
    """,
    "CREATE INDEX legalhold_member_id ON legal_hold (member_id)",
    "CREATE UNIQUE INDEX legal_hold_standing ON legal_hold (member_id) WHERE (to_day IS NULL)",
    "ALTER TABLE programme ADD COLUMN retention_years INTEGER NOT NULL DEFAULT 10 CHECK (retention_years >= 3)",
)
_CORRECTION = (
    *(f"DROP TRIGGER attendance_frozen_{verb}" for verb in ("UPDATE", "INSERT")),
    *(f"DROP TRIGGER correction_never_{verb}" for verb in ("UPDATE", "DELETE")),
    f"""
    CREATE TABLE correction_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
        member_id INTEGER REFERENCES member (id) ON DELETE RESTRICT,
        old_mark TEXT CHECK (old_mark IN {_MARKS}),
        old_minutes INTEGER,
        old_reason TEXT,
        old_participation INTEGER,
        new_mark TEXT CHECK (new_mark IN {_MARKS}),
        why TEXT NOT NULL,
        new_minutes INTEGER,
        new_reason TEXT,
        new_participation INTEGER,
        CHECK ((member_id IS NULL) = (new_mark IS NULL)),
        CHECK ((member_id IS NULL) = (why = ''))
    )
    """,
    "INSERT INTO correction_anew SELECT * FROM correction",
    "DROP TABLE correction",
    "ALTER TABLE correction_anew RENAME TO correction",
    "CREATE INDEX correction_session_id ON correction (session_id)",
    "CREATE INDEX correction_member_id ON correction (member_id)",
    *(NEVER.format(table="correction", verb=verb) for verb in ("UPDATE", "DELETE")),
)
"""A correction of an erased person's mark is a row without anybody: its seal is a link of the chain."""

_ONLY_GROWING = {
    "erasure": "erasure.id = NEW.id",
    "erasure_part": "erasure_part.erasure_id = NEW.erasure_id AND erasure_part.seal_id = NEW.seal_id"
    " AND erasure_part.place = NEW.place",
    "erasure_entry": "erasure_entry.erasure_id = NEW.erasure_id AND erasure_entry.entry_id = NEW.entry_id",
    "former_part": "former_part.seal_id = NEW.seal_id AND former_part.place = NEW.place",
}


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the tables, and let a correction be nobody's."""
    for statement in (*_CORRECTION, *_TABLES):
        database.execute_sql(statement)
    for table, same in _ONLY_GROWING.items():
        for verb in ("UPDATE", "DELETE"):
            database.execute_sql(NEVER.format(table=table, verb=verb))
        database.execute_sql(NOT_TWICE.format(table=table, same=same))
