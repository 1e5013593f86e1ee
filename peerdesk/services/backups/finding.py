"""Copies are looked for: on this PC, in the second place, on sticks."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from peerdesk.db.backups import package, replacing
from peerdesk.db.backups.replacing import SetAside
from peerdesk.domain.backups.copies import SUFFIX, CopyFound, Manifest, stamp_of
from peerdesk.paths import DataFolder

MOST = 200
"""Of one disk: enough for every copy that is kept in three places."""


def look(path: Path) -> CopyFound:
    """What one copy says of itself."""
    return package.look(path)


def copies_in(places: Iterable[Path]) -> list[CopyFound]:
    """The copies in some folders and in their sub-folders, newest first; each once, wherever it is reached from."""
    paths = {path.resolve(): path for place in places for path in _in_and_below(place)}
    found = [package.look(path) for path in paths.values()]
    return sorted(found, key=_age, reverse=True)


def latest(folder: DataFolder) -> Path | None:
    """The newest copy on this PC that can be read."""
    return next((found.path for found in copies_in([folder.backups]) if not found.problem), None)


def newest(folder: DataFolder) -> datetime | None:
    """When the newest copy on this PC was made, by the names alone: asked for with each look at Today."""
    path = newest_by_name(folder)
    return stamp_of(path.name) if path else None


def newest_by_name(folder: DataFolder) -> Path | None:
    """The newest copy on this PC that PeerDesk gave its name; whether it can be read is not looked at."""
    made = {at: path for path in _in(folder.backups) if (at := stamp_of(path.name))}
    return made[max(made)] if made else None


def set_aside(folder: DataFolder) -> list[CopyFound]:
    """The records that had to make room for a copy, newest first; each is a folder, and as good as a copy."""
    return [_as_copy(aside) for aside in replacing.all_set_aside(folder)]


def _as_copy(aside: SetAside) -> CopyFound:
    size = sum(path.stat().st_size for path in aside.path.iterdir())
    return CopyFound(aside.path, size, Manifest(aside.at, "", "", {}, None))


def _age(found: CopyFound) -> datetime:
    at = found.manifest.made_at if found.manifest else stamp_of(found.path.name)
    return at or datetime.min


def _in_and_below(place: Path) -> list[Path]:
    """One level down: people put the folder of copies beside other folders of a stick."""
    found = _in(place)
    for folder in _folders(place):
        found += _in(folder)
    return found[:MOST]


def _in(place: Path) -> list[Path]:
    try:
        return sorted((path for path in place.iterdir() if path.name.endswith(SUFFIX)), reverse=True)
    except OSError:
        return []


def _folders(place: Path) -> list[Path]:
    try:
        return sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []
