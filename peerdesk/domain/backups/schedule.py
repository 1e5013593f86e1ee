"""When the next copy is due, and from when on somebody is reminded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(hours=4)
"""Of use: the window is open."""

ELSEWHERE_OLD = timedelta(days=7)
"""So long without a copy on a stick or another disk, and Today says so plainly."""

HERE_OLD = timedelta(days=2)
"""So long without a copy on this PC: the copies that make themselves do not come about."""

WAITED_FOR = timedelta(minutes=10)
"""After the record was opened: until then the first copy of the day is on its way."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How safe the record is, for one line on Today.

    Attributes:
        last: when the newest good copy was made; ``None`` where there is none.
        elsewhere: when the newest copy reached the second place; ``None`` where it never did.
        place: how the second place is called; empty where none was chosen.
        same_disk: the second place would be lost together with the record.
        since: when the record was opened; ``None`` where nothing can be written, and no copy comes about.
    """

    last: datetime | None
    elsewhere: datetime | None
    place: str
    same_disk: bool = False
    since: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether the copies that make themselves have not come about; the first of a sitting is only waited for."""
        if self.last is None or self.since is None:
            return False
        return now - self.last >= HERE_OLD and now - self.since >= WAITED_FOR

    def is_late_elsewhere(self, now: datetime) -> bool:
        """Whether this PC may die with the newest week of records."""
        return self.elsewhere is None or now - self.elsewhere >= ELSEWHERE_OLD


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether a copy is to be made while somebody is logged in: the first of a day, or after four hours.

    A last copy that lies in the future was made by a wrong clock and counts for nothing.
    """
    return last is None or last > now or last.date() < now.date() or now - last >= EVERY
