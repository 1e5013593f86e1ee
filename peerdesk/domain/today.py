"""What the Today page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.sessions import SessionRow


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """A member who was absent in their last sessions of a group: contact needed."""

    member_id: int
    number: int
    name: str
    group_id: int
    group_name: str
    absences: int
    last_attended: date | None
    phone: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A member who joined or left a group, or was admitted or discharged, this week."""

    day: date
    member_id: int
    name: str
    group_name: str
    joined: bool


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The day's work.

    Attributes:
        unfinished: earlier sessions whose attendance, note or signature is missing, oldest first.
    """

    day: date
    centre: str
    holiday: str
    sessions: Sequence[SessionRow]
    unfinished: Sequence[SessionRow]
    absent: Sequence[AbsentRow]
    movements: Sequence[MovementRow]
    members: int
    groups: int
