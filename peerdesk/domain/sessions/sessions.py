"""Sessions: one meeting of a group each, with its attendance and its note."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from peerdesk.domain.groups.groups import Channel
from peerdesk.errors import Problem


class SessionStatus(StrEnum):
    """Planned, held (from its first mark) or did not happen."""

    PLANNED = "planned"
    HELD = "held"
    DID_NOT_HAPPEN = "did-not-happen"


class RecordState(StrEnum):
    """How far the record of a session is, from the book to what is added after signing."""

    PLANNED = "planned"
    DRAFT = "draft"
    SIGNED = "signed"
    ADDENDUM = "addendum"
    DID_NOT_HAPPEN = "did-not-happen"

    @property
    def is_open(self) -> bool:
        """Whether roster, marks, guests, note, plan and duties can still be changed freely."""
        return not change_problems(self)


class NotHeldReason(StrEnum):
    """Why a session did not happen."""

    COUNSELLOR_AWAY = "counsellor-away"
    FESTIVAL = "festival"
    NO_MEMBERS = "no-members"
    NO_POWER = "no-power"
    WEATHER = "weather"
    OTHER_EVENT = "other-event"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session made by hand, as typed in."""

    group_id: int
    day: date
    starts: time
    minutes: int = 60
    channel: Channel = Channel.ROOM


def record_state(status: SessionStatus, *, signed: bool, added_to: bool) -> RecordState:
    """The state of a record; *did not happen* outweighs everything else. Addenda and corrections are what is added."""
    if status is SessionStatus.DID_NOT_HAPPEN:
        return RecordState.DID_NOT_HAPPEN
    if signed:
        return RecordState.ADDENDUM if added_to else RecordState.SIGNED
    return RecordState.DRAFT if status is SessionStatus.HELD else RecordState.PLANNED


def change_problems(state: RecordState) -> list[Problem]:
    """Why nothing of a session's record can be changed any more: it is signed, or the session did not happen."""
    match state:
        case RecordState.SIGNED | RecordState.ADDENDUM:
            return [Problem("", "session-signed")]
        case RecordState.DID_NOT_HAPPEN:
            return [Problem("", "session-did-not-happen")]
    return []
