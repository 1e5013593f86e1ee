"""What a finished unit of work may have touched."""

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
    MEASURES = auto()
    GROUP_LIFE = auto()
    PRESENCE = auto()
