"""Closed values in SQL: what a statement puts through ``closed`` is locked up, and ``opened`` gives it back.

Both are told table and column, and the primary key of the row, which the value is bound to. Empty text and nothing stay
as they are. A value that does not open, for whoever holds no key or where somebody moved it, comes back as the bytes
that stand there: a screen that shows it fails (`tables/closed.py`), and a check can go on and name it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from peerdesk.security.values import ClosedValues, NotesKey

LONGEST_OPEN = 32
"""Bytes: of a value that is bytes itself. Closed they are more."""


class HasNotesKey(Protocol):
    """Whose key is used, whatever it is when a statement runs."""

    @property
    def notes(self) -> NotesKey | None:
        """The key, if there is one."""


def register(connection: Any, whose: HasNotesKey) -> None:
    """Give a connection the functions ``opened`` and ``closed`` with their kinds."""
    values = _values_of(whose)

    def opened(cell: str, value: object, *row: object) -> object:
        if not isinstance(value, bytes) or (with_key := values()) is None:
            return value
        found = with_key.open(cell, row, value)
        return value if found is None else found

    def opened_number(cell: str, value: object, *row: object) -> object:
        found = opened(cell, value, *row)
        return int(found) if isinstance(found, str) else found

    def opened_bytes(cell: str, value: object, *row: object) -> object:
        found = opened(cell, value, *row)
        return bytes.fromhex(found) if isinstance(found, str) and isinstance(value, bytes) else found

    def closed(cell: str, value: object, *row: object) -> object:
        if value in (None, "") or isinstance(value, bytes) or (with_key := values()) is None:
            return value
        return with_key.close(cell, row, str(value))

    def closed_bytes(cell: str, value: object, *row: object) -> object:
        if not isinstance(value, bytes) or len(value) > LONGEST_OPEN:
            return value
        found = closed(cell, value.hex(), *row)
        return value if isinstance(found, str) else found

    connection.create_function("opened", -1, opened, deterministic=True)
    connection.create_function("opened_number", -1, opened_number, deterministic=True)
    connection.create_function("opened_bytes", -1, opened_bytes, deterministic=True)
    connection.create_function("closed", -1, closed)
    connection.create_function("closed_bytes", -1, closed_bytes)


def _values_of(whose: HasNotesKey) -> Callable[[], ClosedValues | None]:
    """What opens and closes with the present key; made once for each connection and key."""
    made: tuple[NotesKey, ClosedValues] | None = None

    def values() -> ClosedValues | None:
        nonlocal made
        key = whose.notes
        if key is None:
            return None
        if made is None or made[0] is not key:
            made = key, key.values()
        return made[1]

    return values
