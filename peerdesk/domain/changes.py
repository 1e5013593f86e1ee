"""What a finished unit of work may have touched."""

from dataclasses import dataclass
from datetime import date
from enum import Flag, auto


class Changed(Flag):
    """Kinds of record, combined with ``|`` when one unit touches several."""

    CENTRE = auto()
    STAFF = auto()
    HOLIDAYS = auto()
    MEMBERS = auto()
    STAYS = auto()
    GROUPS = auto()
    ROSTERS = auto()
    SESSIONS = auto()
    ATTENDANCE = auto()
    NOTES = auto()
    THRESHOLDS = auto()
    RECOVERY = auto()
    MENTORING = auto()
    FOLLOW_UPS = auto()
    CONTACTS = auto()
    GOALS = auto()
    STAYING_WELL = auto()
    MEASURES = auto()
    GROUP_LIFE = auto()
    PRESENCE = auto()
    CONSENTS = auto()
    PLACES = auto()
    BACKUPS = auto()
    BIN = auto()
    DISCLOSURES = auto()


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is announced once a unit of work is kept.

    Attributes:
        kinds: the kinds of record it touched.
        session: the only session that is concerned; ``None`` if any may be.
        members: the only members whose records are concerned; ``None`` if anybody's may be, and who is listed too.
        day: the only day that is concerned; ``None`` if any may be.
    """

    kinds: Changed
    session: int | None = None
    members: frozenset[int] | None = None
    day: date | None = None

    def is_only(self, kinds: Changed) -> bool:
        """Whether nothing but these kinds was touched. What went into the bin as well is shown in its list alone."""
        return not self.kinds & ~(kinds | Changed.BIN)


EVERYTHING = Announcement(~Changed(0))
"""Whatever is shown may be old."""
