"""Brings a file to the schema this version understands."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrations import m0001_first, m0002_recovery, m0003_growth, m0005_attention, m0007_died
from peerdesk.errors import StorageUnavailable

Step = Callable[[SchemaMigrator, SqliteDatabase], None]

STEPS: Sequence[Step] = (m0001_first.up, m0002_recovery.up, m0003_growth.up, m0005_attention.up, m0007_died.up)
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
    fresh.unlink(missing_ok=True)
    database.run("VACUUM INTO ?", (str(fresh),))
    copy = EncryptedDatabase(fresh, key)
    with copy.connection_context():
        if copy.run("PRAGMA quick_check") != [("ok",)]:
            raise StorageUnavailable("database-damaged")
        copy.run("PRAGMA journal_mode=delete")  # leaves one file without companions
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    os.replace(fresh, target)  # the former copy is kept until here
