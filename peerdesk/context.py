"""What the composition root hands to the parts that need it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.backups.places import Drive, Drives
from peerdesk.settings import Settings


def nothing_plugged_in() -> Sequence[Drive]:
    """No disk and no stick beside the one with the record."""
    return ()


@dataclass(frozen=True, slots=True)
class AppContext:
    """The long-lived collaborators of one log-in; ``now`` is the PC's clock, and any other in a test."""

    storage: Storage
    actor: Actor
    now: Callable[[], datetime]
    settings: Settings
    drives: Drives = nothing_plugged_in

    def today(self) -> date:
        return self.now().date()

    def may_write(self, permission: Permission) -> bool:
        """Whether something is allowed that is kept in the record, and the record can be written."""
        return self.actor.may(permission) and not self.storage.for_reading
