"""Follow-ups: dated tasks after discharge or when somebody needs contact, each with an outcome and a next step."""

from enum import StrEnum


class FollowUpKind(StrEnum):
    """Where a follow-up comes from: the schedule after discharge, the attention list, or somebody's own plan."""

    SCHEDULED = "scheduled"
    ATTENTION = "attention"
    PLANNED = "planned"


class FollowUpWay(StrEnum):
    """How contact is sought."""

    CALL = "call"
    HOME_VISIT = "home-visit"
    AT_CENTRE = "at-centre"
    FAMILY_CALL = "family-call"


class FollowUpOutcome(StrEnum):
    """How it went. ``cancelled`` means no longer needed (admitted again, moved, died)."""

    REACHED = "reached"
    FAMILY_REACHED = "family-reached"
    VISITED = "visited"
    CAME = "came"
    NOT_REACHED = "not-reached"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class StepUnit(StrEnum):
    """What a step of the follow-up schedule counts from discharge."""

    DAYS = "days"
    MONTHS = "months"
