"""Mentorship: a member further along and a newcomer, from a day to a day, with a log of their meetings."""

from enum import StrEnum


class SupportKind(StrEnum):
    """The four kinds of peer support (SAMHSA 2009)."""

    EMOTIONAL = "emotional"
    INFORMATIONAL = "informational"
    INSTRUMENTAL = "instrumental"
    AFFILIATIONAL = "affiliational"


class ClosingReason(StrEnum):
    """Why a mentorship ended."""

    COMPLETED = "completed"
    MENTEE_WISH = "mentee-wish"
    MENTOR_WISH = "mentor-wish"
    MOVED_AWAY = "moved-away"
    MENTOR_NEEDS_TIME = "mentor-needs-time"
    NOT_A_FIT = "not-a-fit"
    OTHER = "other"
