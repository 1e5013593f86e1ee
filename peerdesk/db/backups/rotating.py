"""Copies that are not kept any longer make room."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from peerdesk.db.backups import package
from peerdesk.domain.backups.copies import SUFFIX, stamp_of
from peerdesk.domain.backups.erased import ErasedAt
from peerdesk.domain.backups.rotation import kept


def rotate(place: Path, vault: str) -> None:
    """Let the copies of one record go that are not kept any longer; others, and renamed ones, stay."""
    theirs: dict[datetime, list[Path]] = {}
    for path in _copies(place):
        at = stamp_of(path.name)
        if at and (manifest := package.look(path).manifest) and manifest.vault == vault:
            theirs.setdefault(at, []).append(path)
    for at in theirs.keys() - kept(theirs):
        for path in theirs[at]:
            path.unlink(missing_ok=True)


def _copies(place: Path) -> Iterable[Path]:
    return (path for path in place.iterdir() if path.name.endswith(SUFFIX))


def let_go_before(place: Path, vault: str, erased: ErasedAt, newest: Path) -> None:
    """Let every copy of one record go that still holds what was erased since, whatever it is called.

    Args:
        place: where there is a newer one that holds it no more.
        vault: the record's.
        erased: up to where the trail went when something was erased last, and when that was.
        newest: that newer copy.
    """
    for path in _copies(place):
        manifest = package.look(path).manifest
        if path != newest and manifest and manifest.vault == vault and erased.is_in(manifest):
            path.unlink(missing_ok=True)
