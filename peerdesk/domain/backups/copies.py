"""What a copy of the record is called and what it says of itself before anybody opens it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SUFFIX = ".peerdesk-backup"
"""The ending of a file that holds a whole record: one copy, one file."""

_BEFORE = "before-version-"
_STAMP = "%Y-%m-%d %H-%M-%S"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d \d\d-\d\d-\d\d) ?(.*){re.escape(SUFFIX)}")


@dataclass(frozen=True, slots=True)
class Packed:
    """One file inside a copy: its size in bytes and its SHA-256, in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What was in the record, read when the copy was made by somebody who had it open.

    Attributes:
        centre, code: name and short code of the centre.
        schema: version of the tables.
        members: how many people are in it.
        sessions: how many sessions were held.
        counts: rows of each table.
        last_entry: when something was written last; ``None`` before the first entry.
        audit_head: number and fingerprint of the newest line of the audit trail.
        seal_head: the newest seal, which stands on all the seals before it.
    """

    centre: str
    code: str
    schema: int
    members: int
    sessions: int
    counts: Mapping[str, int]
    last_entry: datetime | None
    audit_head: str
    seal_head: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy says of itself; it can be read without a password and names nobody.

    Attributes:
        made_at: when, by the clock of the PC that made it.
        program: the version of PeerDesk that made it.
        vault: random name of the record, the same in all its copies.
        parts: the files inside by their names.
        inside: what was in the record; ``None`` where it was copied without a log-in.
    """

    made_at: datetime
    program: str
    vault: str
    parts: Mapping[str, Packed]
    inside: Inside | None


@dataclass(frozen=True, slots=True)
class CopyFound:
    """A copy on a disk.

    Attributes:
        manifest: ``None`` where it cannot be read; then ``problem`` is the code of the failure.
        size: bytes on the disk.
    """

    path: Path
    size: int
    manifest: Manifest | None
    problem: str = ""


def file_name(made_at: datetime, code: str = "") -> str:
    """``2026-11-21 14-05-33 ASH.peerdesk-backup``: in the order of time in every list of files.

    Args:
        made_at: to the second.
        code: the centre's short code; letters and digits alone go into the name.
    """
    plain = "".join(letter for letter in code if letter.isascii() and letter.isalnum())
    return f"{made_at:{_STAMP}} {plain}".rstrip() + SUFFIX


def before_version(version: int) -> str:
    """What the copy is called that is kept before the tables are brought to a version: none of those that make room."""
    return f"{_BEFORE}{version}{SUFFIX}"


def is_before_update(name: str) -> bool:
    """Whether a copy was kept before an update, by its name."""
    return name.startswith(_BEFORE)


def stamp_of(name: str) -> datetime | None:
    """When a copy was made, by its name; ``None`` where PeerDesk did not give the name."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], _STAMP) if found else None
    except ValueError:
        return None
