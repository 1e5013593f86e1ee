"""Failed log-ins: each person's wait grows with them, and whoever logs in next is told.

They are kept in a small file beside the key file, for the record is closed then; a restart changes nothing. Only names
that have a login are noted: what else is typed there may be a password.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from peerdesk.atomic import read_file, replace_file
from peerdesk.paths import DataFolder
from peerdesk.security.passwords import user_key

FREE = 3
"""So many wrong passwords in a row cost nothing but their own time."""

_FIRST_WAIT, _LONGEST_WAIT = 5, 300  # seconds


@dataclass(frozen=True, slots=True)
class Failed:
    """The failed log-ins of one person that nobody was told yet.

    Attributes:
        count: how many.
        since: when the first was.
        last: when the last was.
        in_a_row: how many since a right password.
    """

    count: int
    since: datetime
    last: datetime
    in_a_row: int


def of(folder: DataFolder, user_name: str) -> Failed | None:
    """What is noted about a login; nothing where the file cannot be read."""
    return _read(folder).get(user_key(user_name))


def wait(folder: DataFolder, user_name: str, now: datetime) -> int:
    """How many seconds a login is not tried for; a clock that was set back begins the wait again."""
    failed = of(folder, user_name)
    if failed is None or failed.in_a_row < FREE:
        return 0
    if failed.last > now:  # else the wait would last until the clock is there again
        failed = replace(failed, since=min(failed.since, now), last=now)
        _write(folder, {**_read(folder), user_key(user_name): failed})
    whole = min(_FIRST_WAIT << min(failed.in_a_row - FREE, 10), _LONGEST_WAIT)
    left = whole - (now - failed.last).total_seconds()
    return 0 if left <= 0 else max(2, round(left))  # of one second the sentence would need another form


def note(folder: DataFolder, user_name: str, now: datetime) -> None:
    """A wrong password was typed."""
    known, key = _read(folder), user_key(user_name)
    before = known.get(key, Failed(0, now, now, 0))
    _write(folder, {**known, key: replace(before, count=before.count + 1, last=now, in_a_row=before.in_a_row + 1)})


def end_row(folder: DataFolder, user_name: str) -> None:
    """The right password was typed: nobody waits any more, and the person is told at the next log-in."""
    failed = of(folder, user_name)
    if failed is not None and failed.in_a_row:
        _write(folder, {**_read(folder), user_key(user_name): replace(failed, in_a_row=0)})


def forget(folder: DataFolder, user_name: str) -> None:
    """They stand in the audit trail now."""
    known = _read(folder)
    if known.pop(user_key(user_name), None) is not None:
        _write(folder, known)


def _read(folder: DataFolder) -> dict[str, Failed]:
    try:
        document = json.loads(read_file(folder.failed_log_ins))
        return {str(name): _parsed(found) for name, found in document.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _parsed(document: dict[str, object]) -> Failed:
    count, in_a_row = document["count"], document["in_a_row"]
    if not isinstance(count, int) or not isinstance(in_a_row, int):
        raise TypeError("no number")
    since, last = (datetime.fromisoformat(str(document[name])) for name in ("since", "last"))
    return Failed(count, since, last, in_a_row)


def _write(folder: DataFolder, known: dict[str, Failed]) -> None:
    """Where it cannot be written nobody is kept out for it."""
    document = {name: asdict(found) for name, found in known.items()}
    with suppress(OSError):
        replace_file(folder.failed_log_ins, json.dumps(document, default=datetime.isoformat).encode())
