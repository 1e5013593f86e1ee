"""What lists of sessions show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from peerdesk.domain.groups.groups import GroupName
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.sessions import NotHeldReason, RecordState, SessionStatus


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What lists of sessions show (Today, Sessions)."""

    id: int
    group_id: int
    group_name: str
    day: date
    starts: time
    minutes: int
    status: SessionStatus
    state: RecordState
    reason: NotHeldReason | None
    tally: Tally
    has_note: bool
    facilitator: str


@dataclass(frozen=True, slots=True)
class SessionsScreen:
    """The list of sessions, and the groups of which one may be chosen."""

    groups: Sequence[GroupName]
    rows: Sequence[SessionRow]
