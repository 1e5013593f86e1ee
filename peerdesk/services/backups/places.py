"""The second place of the copies is chosen, and found again when it is plugged in."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from peerdesk.atomic import replace_file
from peerdesk.db.faults import writing_into
from peerdesk.domain.backups.places import FOLDER, MARK, Drive, SecondPlace
from peerdesk.errors import InvalidInput, Problem
from peerdesk.paths import DataFolder
from peerdesk.settings import Settings

_MARK_BYTES = 16


def kept(settings: Settings) -> SecondPlace | None:
    """The second place that was chosen on this PC."""
    return SecondPlace.parse(settings.second_place)


def keep(settings: Settings, place: SecondPlace | None) -> None:
    """Remember another one, or what arrived there."""
    settings.second_place = place.document() if place else {}
    settings.save()


def choose(chosen: Path, name: str, folder: DataFolder) -> SecondPlace:
    """Make the folder for the copies in a stick or a folder somebody chose; one that is there already is used again.

    Raises:
        InvalidInput: ``place-inside-record`` beside ``place`` if it lies in the folder of the record itself.
        StorageUnavailable: if it cannot be written.
    """
    target = chosen if chosen.name == FOLDER else chosen / FOLDER
    if target.resolve().is_relative_to(folder.root.resolve()):
        raise InvalidInput([Problem("place", "place-inside-record")])
    with writing_into(chosen):
        target.mkdir(parents=True, exist_ok=True)
        mark = _mark_of(target)
        if not mark:
            mark = secrets.token_hex(_MARK_BYTES)
            replace_file(target / MARK, json.dumps({"mark": mark}).encode())
    return SecondPlace(mark, str(target), name or chosen.name or str(chosen))


def marked(folder: Path, name: str) -> SecondPlace | None:
    """The second place that a folder is, for whatever record; ``None`` where it was never chosen as one."""
    mark = _mark_of(folder)
    return SecondPlace(mark, str(folder), name) if mark else None


def find(place: SecondPlace, drives: Sequence[Drive]) -> Path | None:
    """Where the place is now: where it was seen last, or in one of the disks that are plugged in."""
    candidates = [Path(place.path), *(drive.root / FOLDER for drive in drives)]
    return next((found for found in candidates if _mark_of(found) == place.mark), None)


def is_same_disk(place: Path, folder: DataFolder) -> bool:
    """Whether place and record would be lost together, as far as the system tells."""
    try:
        return place.stat().st_dev == folder.root.stat().st_dev
    except OSError:
        return False


def arrived(place: SecondPlace, path: Path, made_at: datetime) -> SecondPlace:
    """The place after a copy arrived there."""
    return SecondPlace(place.mark, str(path), place.name, made_at)


def _mark_of(folder: Path) -> str:
    try:
        document = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    mark = document.get("mark") if isinstance(document, dict) else None
    return mark if isinstance(mark, str) else ""
