"""The PC's clock: compared with the record before anything is written, and settled by whoever sits there."""

from collections.abc import Callable

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.clock import ClockDoubt
from peerdesk.records.clock import latest_entry


def watch(storage: Storage, on_doubt: Callable[[], None]) -> ClockDoubt | None:
    """Compare the clock with the newest entry and go on watching it; what speaks against it, if anything.

    From now on the storage writes nothing while the clock is in doubt; ``on_doubt`` is told of what it refused.
    """
    with storage.reading():
        storage.watch_clock(latest_entry(), on_doubt)
    return storage.clock_doubt()


def accept(storage: Storage, actor: Actor, doubt: ClockDoubt) -> None:
    """The date is right all the same, says whoever is logged in; who said so stays in the audit trail."""
    actor.require(Permission.SEE_ATTENDANCE)
    storage.trust_clock()
    if storage.for_reading:
        return
    with storage.writing(Changed(0), actor) as unit:
        unit.audit("clock.accept", None, {"latest": doubt.latest}, {"now": unit.at})
