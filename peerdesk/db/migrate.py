"""Brings a file to the schema this version understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from peewee import SqliteDatabase

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrations import (
    m0001_first,
    m0002_recovery,
    m0003_growth,
    m0005_consents,
    m0005_guests,
    m0005_never_begun,
    m0005_own_names,
    m0005_places,
    m0005_staying_well,
    m0006_bin_and_commits,
    m0007_consents,
    m0007_disclosure,
    m0007_erasing,
    m0007_frozen,
    m0007_notes,
    m0007_pdf_passwords,
    m0007_signatures,
    m0007_trail,
)
from peerdesk.db.migrations.m0004 import (
    attention,
    died,
    key_counsellor,
    markers,
    safety,
    sounds,
    status,
    unmarked,
    way_back,
)
from peerdesk.errors import StorageUnavailable

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

Step: TypeAlias = "Callable[[SchemaMigrator, SqliteDatabase], None]"
CopyFirst: TypeAlias = Callable[[int], None]
"""Keeps the file as it is, before it is brought to the version that is given."""


def _together(*parts: Step) -> Step:
    """One version whose step has parts, a module for each subject."""

    def up(migrator: SchemaMigrator, database: SqliteDatabase) -> None:
        for part in parts:
            part(migrator, database)

    return up


STEPS: Sequence[Step] = (
    m0001_first.up,
    m0002_recovery.up,
    m0003_growth.up,
    _together(
        sounds.up,
        attention.up,
        unmarked.up,
        safety.up,
        key_counsellor.up,
        died.up,
        status.up,
        markers.up,
        way_back.up,
    ),
    _together(
        m0005_staying_well.up,
        m0005_guests.up,
        m0005_own_names.up,
        m0005_never_begun.up,
        m0005_consents.up,
        m0005_places.up,
    ),
    m0006_bin_and_commits.up,
    _together(
        m0007_signatures.up,
        m0007_trail.up,
        m0007_erasing.up,
        m0007_frozen.up,
        m0007_consents.up,
        m0007_notes.up,
        m0007_disclosure.up,
        m0007_pdf_passwords.up,
    ),
)
"""Position N brings ``user_version`` from N to N + 1. Append only."""


def version_of(database: EncryptedDatabase) -> int:
    """The schema version of an open file; 0 for an empty one."""
    return int(database.run("PRAGMA user_version")[0][0])


def migrate(database: EncryptedDatabase, copy_first: CopyFirst, steps: Sequence[Step] = STEPS) -> None:
    """Apply the missing steps, each in its own transaction, after a verified copy of the file.

    Raises:
        StorageUnavailable: if the file was written by a newer PeerDesk.
    """
    version = version_of(database)
    if version > len(steps):
        raise StorageUnavailable("database-newer", version=version, known=len(steps))
    if 0 < version < len(steps):
        copy_first(len(steps))
    for number, step in enumerate(steps[version:], start=version + 1):
        _apply(database, step, number)


def make_tables(database: EncryptedDatabase, steps: Sequence[Step] = STEPS) -> None:
    """Bring a file without any table to the version that the steps lead to."""
    migrate(database, _not_empty, steps)


def _not_empty(_version: int) -> None:
    raise RuntimeError("this file has tables already")


def _apply(database: EncryptedDatabase, step: Step, number: int) -> None:
    from playhouse.migrate import SchemaMigrator  # a file that is up to date has no use for it

    # The pragma does nothing inside a transaction, and rebuilding a table would delete along foreign keys.
    database.run("PRAGMA foreign_keys=0")
    try:
        with database.atomic("EXCLUSIVE"):
            step(SchemaMigrator.from_database(database), database)
            if broken := database.run("PRAGMA foreign_key_check"):
                raise RuntimeError(f"step {number} breaks {len(broken)} foreign keys")
            database.run(f"PRAGMA user_version={number}")
    finally:
        database.run("PRAGMA foreign_keys=1")
