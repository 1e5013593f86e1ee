"""What tables, indexes and triggers the file has, and what this version gives it."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import make_tables
from peerdesk.db.models import Centre
from peerdesk.db.queries import tuples

_OF_SQLITE = "sqlite_%"  # its own indexes and statistics
_OBJECTS = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE ?"

Schema = Mapping[str, str]
"""Statements by kind and name (``trigger seal_never_UPDATE``)."""


def differences() -> list[str]:
    """Kind and name of everything that is missing from the file, was added to it or altered; inside a reading.

    A trigger taken out to change a signed record shows here, and so does a half-made table.
    """
    there, wanted = dict(tuples(Centre.raw(_OBJECTS, _OF_SQLITE))), _wanted()
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def _wanted() -> Schema:
    """The schema that the steps make, made anew in memory."""
    key = secrets.token_bytes(32)
    fresh = EncryptedDatabase(Path(":memory:"), key)
    with fresh.connection_context():
        make_tables(fresh)
        return dict(fresh.run(_OBJECTS, (_OF_SQLITE,)))
