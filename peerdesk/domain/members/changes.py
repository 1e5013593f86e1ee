"""What was put right about a member: the old value stays beside the new one, with who changed it and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_WHY = 300


class ChangedFact(StrEnum):
    """Which fact."""

    ADMITTED_ON = "admitted-on"
    SERIES = "series"
    NUMBER = "number"
    DISCHARGED_ON = "discharged-on"
    DISCHARGE_TYPE = "discharge-type"
    REFERRED_TO = "referred-to"
    DIED_ON = "died-on"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change; empty texts where there was nothing before, or is nothing now.

    Attributes:
        stay_id: of the stay it is about, if of one.
        old: as kept in the file: a day as ``2026-11-21``, the code of a kind, the name of a place.
    """

    stay_id: int | None
    fact: ChangedFact
    old: str
    new: str
    why: str
    by: str
    at: datetime
