"""What is signed is frozen by triggers, and what only grows is kept by them; erasing a person has to get past them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from peerdesk.db.engine import EncryptedDatabase


@contextmanager
def thawed(database: EncryptedDatabase, table: str = "") -> Iterator[None]:
    """Let the triggers stand aside, of one table or of all, inside the block; within a transaction.

    Whoever else reads the file never sees it without them, and a power cut leaves it with them.
    """
    triggers = database.run(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND (? = '' OR tbl_name = ?)", (table, table)
    )
    for name, _sql in triggers:
        database.run(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        database.run(sql)
