"""How safe the record is, for one line on Today."""

from pathlib import Path

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.backups.places import SecondPlace
from peerdesk.domain.backups.schedule import BackupState
from peerdesk.services.backups import finding, places


def state(storage: Storage, actor: Actor, place: SecondPlace | None) -> BackupState:
    """When the newest copies were made, here and in the second place."""
    actor.require(Permission.BACK_UP)
    last, since = finding.newest(storage.folder), None if storage.for_reading else storage.opened_at
    if place is None:
        return BackupState(last, None, "", since=since)
    same_disk = places.is_same_disk(Path(place.path), storage.folder)
    return BackupState(last, place.newest, place.name, same_disk, since)
