"""A copy comes into being: the record, then its keys, packed into one file and read back from the disk."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from peerdesk import __version__
from peerdesk.db.backups import package, snapshot
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import writing_into
from peerdesk.domain.backups.copies import Inside, Manifest, before_version
from peerdesk.domain.progress import Progress, unwatched
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.keyfile import KeyFile

_HALF_MADE = "being-made.db"


def pack(
    folder: DataFolder,
    target: Path,
    made_at: datetime,
    take: Callable[[Path], Inside | None],
    step: Progress,
    *,
    half_made: Path | None = None,
) -> Manifest:
    """Take a copy of the record, then the keys, which have a slot for everybody who is in it; read back what was made.

    Args:
        folder: whose record it is.
        target: the file to be made.
        made_at: when, for the manifest.
        take: copies the record into a file, and says what is in it if it was looked into.
        step: told how far it is.
        half_made: where it lies before it is packed; beside the target unless a place is named.

    Raises:
        OSError: if it could not be written; what stood in the place before is untouched.
        StorageUnavailable: as ``take``, or if what was made is not whole: then it is not left there.
    """
    snapshot_file = half_made or target.with_name(f"{target.name}.{_HALF_MADE}")
    snapshot_file.unlink(missing_ok=True)  # left by a power cut
    try:
        inside = take(snapshot_file)
        keys = KeyFile.load(folder)
        manifest = Manifest(made_at.replace(microsecond=0), __version__, keys.slots.vault, {}, inside)
        package.write(target, snapshot_file, keys.to_bytes(), manifest, step)
    finally:
        with suppress(OSError):  # said already, where that is the trouble
            snapshot_file.unlink(missing_ok=True)
    return require_whole(target, step)


def pack_before(version: int, folder: DataFolder, database: EncryptedDatabase, now: datetime) -> None:
    """Keep a copy of a record of an earlier version before it is brought to this one; it stays until it is deleted.

    Raises:
        StorageUnavailable: if the record is damaged, or no copy could be made.
    """

    def take(target: Path) -> None:
        with database.atomic("DEFERRED"):
            snapshot.take(database, target)

    with writing_into(folder.backups):
        folder.backups.mkdir(exist_ok=True, mode=0o700)
        try:
            pack(folder, folder.backups / before_version(version), now, take, unwatched)
        except StorageUnavailable as error:
            if error.code != "copy-not-whole":
                raise
            raise StorageUnavailable("database-damaged") from error


def require_whole(made: Path, step: Progress) -> Manifest:
    """Read a finished copy from the disk; one that is not whole is not left there under a good name."""
    try:
        return package.verify(made, step)
    except StorageUnavailable:
        made.unlink()
        raise
