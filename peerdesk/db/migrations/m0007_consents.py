"""Version 7: consents that papers to the employer and the court need, the privacy notice, and requests for a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    """
    CREATE TABLE consent_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL CHECK (
            kind IN ('notice', 'record', 'calls', 'family', 'employer', 'court', 'story', 'group-agreement')
        ),
        given_on DATE NOT NULL CHECK (given_on IS date(given_on)),
        way TEXT NOT NULL CHECK (way IN ('signature', 'thumb', 'spoken')),
        taken_by_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        withdrawn_on DATE CHECK (withdrawn_on IS date(withdrawn_on)),
        withdrawn_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        language TEXT CHECK (language IN ('en', 'hi', 'mr', 'pa')),
        CHECK (withdrawn_on IS NULL OR withdrawn_on >= given_on),
        CHECK ((withdrawn_on IS NULL) = (withdrawn_by_id IS NULL)),
        CHECK (kind <> 'notice' OR (withdrawn_on IS NULL AND language IS NOT NULL))
    )
    """,
    """
    INSERT INTO consent_anew
    SELECT id, member_id, kind, given_on, way, taken_by_id, withdrawn_on, withdrawn_by_id, NULL FROM consent
    """,
    "DROP TABLE consent",
    "ALTER TABLE consent_anew RENAME TO consent",
    "CREATE INDEX consent_member_id_kind ON consent (member_id, kind)",
    "CREATE UNIQUE INDEX consent_standing ON consent (member_id, kind) WHERE (withdrawn_on IS NULL)",
    """
    CREATE TABLE copy_request (
        id INTEGER NOT NULL PRIMARY KEY,
        member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
        asked_at DATETIME NOT NULL,
        asked_of_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
        given_at DATETIME,
        given_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
        way TEXT CHECK (way IN ('in-hand', 'post', 'file')),
        withheld TEXT NOT NULL,
        CHECK (given_at IS NULL OR given_at >= asked_at),
        CHECK ((given_at IS NULL) = (given_by_id IS NULL)),
        CHECK ((given_at IS NULL) = (way IS NULL)),
        CHECK (given_at IS NOT NULL OR withheld = '')
    )
    """,
    "CREATE INDEX copyrequest_member_id ON copy_request (member_id)",
    "CREATE UNIQUE INDEX copy_request_open ON copy_request (member_id) WHERE (given_at IS NULL)",
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the table of consents anew with more kinds and the language, and the table of requests."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
