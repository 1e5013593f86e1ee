"""What the presence screen shows."""

from dataclasses import dataclass

from peerdesk.domain.presence import PresenceDay, PresenceWeek


@dataclass(frozen=True, slots=True)
class PresenceScreen:
    """What the screen shows: a day's list, and above it the week that holds the day."""

    day: PresenceDay
    week: PresenceWeek
