"""Brings a file to the schema this version understands."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from peewee import SqliteDatabase

from peerdesk.db.commits import settle
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import writing_into
from peerdesk.db.migrations import (
    m0001_first,
    m0002_recovery,
    m0003_growth,
    m0004_attention,
    m0004_died,
    m0004_key_counsellor,
    m0004_markers,
    m0004_safety,
    m0004_sounds,
    m0004_status,
    m0004_unmarked,
    m0004_way_back,
    m0005_consents,
    m0005_guests,
    m0005_never_begun,
    m0005_own_names,
    m0005_places,
    m0005_staying_well,
    m0006_bin,
    m0006_commits,
)
from peerdesk.errors import StorageUnavailable

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

Step: TypeAlias = "Callable[[SchemaMigrator, SqliteDatabase], None]"


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
        m0004_sounds.up,
        m0004_attention.up,
        m0004_unmarked.up,
        m0004_safety.up,
        m0004_key_counsellor.up,
        m0004_died.up,
        m0004_status.up,
        m0004_markers.up,
        m0004_way_back.up,
    ),
    _together(
        m0005_staying_well.up,
        m0005_guests.up,
        m0005_own_names.up,
        m0005_never_begun.up,
        m0005_consents.up,
        m0005_places.up,
    ),
    _together(
        m0006_bin.up,
        m0006_commits.up,
    ),
)
"""Position N brings ``user_version`` from N to N + 1. Append only."""


def version_of(database: EncryptedDatabase) -> int:
    """The schema version of an open file; 0 for an empty one."""
    return int(database.run("PRAGMA user_version")[0][0])


def migrate(database: EncryptedDatabase, backups: Path, key: bytes, steps: Sequence[Step] = STEPS) -> None:
    """Apply the missing steps, each in its own transaction, after a verified copy of the file.

    Raises:
        StorageUnavailable: if the file was written by a newer PeerDesk.
    """
    version = version_of(database)
    if version > len(steps):
        raise StorageUnavailable("database-newer", version=version, known=len(steps))
    if 0 < version < len(steps):
        _copy_first(database, backups / f"before-version-{len(steps)}.db", key)
    for number, step in enumerate(steps[version:], start=version + 1):
        _apply(database, step, number)


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


def _copy_first(database: EncryptedDatabase, target: Path, key: bytes) -> None:
    fresh = target.with_suffix(".tmp")
    with writing_into(target.parent):
        target.parent.mkdir(exist_ok=True)
        fresh.unlink(missing_ok=True)
    database.run("VACUUM INTO ?", (str(fresh),))
    copy = EncryptedDatabase(fresh, key)
    with copy.connection_context():
        if copy.run("PRAGMA quick_check") != [("ok",)]:
            raise StorageUnavailable("database-damaged")
        if copy.run("SELECT 1 FROM sqlite_master WHERE name = 'record_state'"):
            settle(copy)
        copy.run("PRAGMA journal_mode=delete")  # leaves one file without companions
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    os.replace(fresh, target)  # the former copy is kept until here
