"""What the composition root hands to the parts that need it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class AppContext:
    """The long-lived collaborators of one log-in; ``now`` is the PC's clock, and any other in a test."""

    storage: Storage
    actor: Actor
    now: Callable[[], datetime]
    settings: Settings

    def today(self) -> date:
        return self.now().date()
