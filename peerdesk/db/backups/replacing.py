"""Another record takes the place of the one that is there, which is set aside and never overwritten.

The new files lie ready in a folder of their own, on the disk for good, before the first of the old ones is moved. From
then on every step can be interrupted: :func:`finish` goes on where the power left it.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from peerdesk.atomic import move, replace_file, sync_folder
from peerdesk.db.backups.byte_copy import copy_whole
from peerdesk.paths import DataFolder

_READY = "ready.json"
_STAMP = "%Y-%m-%d %H-%M-%S"


class SetAside(NamedTuple):
    """A record that had to make room."""

    path: Path
    at: datetime


@contextmanager
def coming_in(folder: DataFolder) -> Iterator[DataFolder]:
    """An empty folder into which the new files are put; gone afterwards, unless they are on their way already.

    Raises:
        OSError: if it cannot be made.
    """
    finish(folder)
    try:
        yield begin(folder)
    finally:
        with suppress(OSError):
            finish(folder)


def begin(folder: DataFolder) -> DataFolder:
    """An empty folder into which the new files are put."""
    coming = folder.coming_in
    shutil.rmtree(coming.root, ignore_errors=True)
    coming.root.mkdir(parents=True, mode=0o700)
    return coming


def put_in_place(folder: DataFolder, about: Mapping[str, str], now: datetime) -> Path | None:
    """Set aside what is there and put what lies ready in its place; return where the old record is, if there was one.

    Args:
        folder: whose files lie ready in it.
        about: what is said of it in the audit trail by the first who logs in.
        now: names the folder of what is set aside.

    Raises:
        OSError: if a file cannot be moved. What was begun is finished by :func:`finish`.
    """
    aside = _free(folder, now)
    replace_file(folder.coming_in.root / _READY, json.dumps({"aside": aside.name, "about": dict(about)}).encode())
    finish(folder)
    return aside if aside.exists() else None


def is_unfinished(folder: DataFolder) -> bool:
    """Whether a record was on its way into its place when the power went."""
    return os.path.exists(folder.coming_in.root / _READY)  # what cannot be looked at is told of by others


def finish(folder: DataFolder) -> bool:
    """Go on with what a power cut interrupted; whether there was anything to go on with.

    Raises:
        OSError: if a file cannot be moved.
    """
    coming = folder.coming_in
    ready = _ready(coming.root / _READY)
    if ready is None:
        shutil.rmtree(coming.root, ignore_errors=True)  # never got ready: the record is as it was
        return False
    aside = folder.set_aside / ready.aside
    if coming.database.exists():
        for name in (folder.log_index, folder.log, folder.database):
            _move_aside(name, aside)
        _move(coming.database, folder.database)
    if coming.keys.exists():
        for name in (folder.keys_backup, folder.keys):
            _move_aside(name, aside)
        _move(coming.keys, folder.keys)
    if not folder.keys_backup.exists() and folder.keys.is_file():
        replace_file(folder.keys_backup, folder.keys.read_bytes())
    replace_file(folder.brought_back, json.dumps(ready.about, ensure_ascii=False).encode())
    sync_folder(folder.root)
    shutil.rmtree(coming.root)
    return True


def move_strays_aside(folder: DataFolder, now: datetime) -> Path | None:
    """Set aside what is left of a record that is gone: its log would be taken for that of a new one."""
    aside = _free(folder, now)
    for name in (folder.log_index, folder.log, folder.keys_backup):
        _move_aside(name, aside)
    return aside if aside.exists() else None


def put_keys_in_place(folder: DataFolder, keys: bytes, now: datetime) -> Path | None:
    """Set aside the key file and its copy, and put another one in their place; where the old ones are, if any."""
    aside = _free(folder, now)
    for name in (folder.keys_backup, folder.keys):
        _move_aside(name, aside)
        replace_file(name, keys)
    replace_file(folder.keys_brought_back, json.dumps({"at": now.isoformat(" ")}).encode())
    return aside if aside.exists() else None


def bring_back(target: DataFolder, aside: Path) -> None:
    """Put a record that was set aside, with its log folded in, into an empty folder; it stays where it is, too."""
    former = DataFolder(aside)
    copy_whole(former, target.database)
    for keys in (former.keys, former.keys_backup):
        if keys.is_file():
            replace_file(target.keys, keys.read_bytes())
            break


def all_set_aside(folder: DataFolder) -> list[SetAside]:
    """The records that were set aside whole, newest first."""
    found = []
    for path in _folders(folder.set_aside):
        at = _stamp(path.name)
        if at is not None and DataFolder(path).database.is_file():
            found.append(SetAside(path, at))
    return sorted(found, key=lambda aside: aside.at, reverse=True)


def let_go_before(folder: DataFolder, moment: datetime) -> None:
    """Delete the records that were set aside before a moment: they hold what was erased then.

    Raises:
        OSError: if one cannot be deleted.
    """
    for aside in all_set_aside(folder):
        if aside.at <= moment:
            shutil.rmtree(aside.path)


class _Ready(NamedTuple):
    """What is being put in place."""

    aside: str
    about: Mapping[str, str]


def _ready(path: Path) -> _Ready | None:
    """What was begun. Where it cannot be read it was begun all the same: half of it may be moved already."""
    if not path.exists():
        return None
    try:
        document = json.loads(path.read_bytes())
        return _Ready(Path(document["aside"]).name, dict(document["about"]))
    except (OSError, ValueError, TypeError, KeyError):
        return _Ready("unfinished", {})


def _free(folder: DataFolder, now: datetime) -> Path:
    """A folder that is not there yet: two in one second get a number."""
    wanted = folder.set_aside / f"{now:{_STAMP}}"
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.name} {number}")
    return path


def _stamp(name: str) -> datetime | None:
    try:
        return datetime.strptime(name[:19], _STAMP)
    except ValueError:
        return None


def _folders(place: Path) -> list[Path]:
    try:
        return [path for path in place.iterdir() if path.is_dir()]
    except OSError:
        return []


def _move_aside(path: Path, aside: Path) -> None:
    if os.path.lexists(path):
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
        _move(path, aside / path.name)
        sync_folder(aside)


def _move(source: Path, target: Path) -> None:
    if os.path.lexists(source):
        move(source, target)
        sync_folder(target.parent)
