"""Recovery: spans since the recovery date, milestones, steps. A return to use starts a new span and keeps the old one."""

from enum import StrEnum


class MilestoneKind(StrEnum):
    """What a milestone counts. ``yearly`` means each anniversary from that year on."""

    DAYS = "days"
    MONTHS = "months"
    YEARLY = "yearly"
    SESSIONS = "sessions"
    STEPS = "steps"


class ReturnReason(StrEnum):
    """What a member names as the reason of a return to use (the portal's list, in our words)."""

    PEER_PRESSURE = "peer-pressure"
    WITHDRAWAL = "withdrawal"
    INTERPERSONAL = "interpersonal"
    TRIGGERS = "triggers"
    STRESS = "stress"
    LITTLE_SUPPORT = "little-support"
    LOW_CONFIDENCE = "low-confidence"
    GOOD_EVENT = "good-event"
    HARD_EVENT = "hard-event"
    OTHER = "other"
