"""What a signature freezes a session with, and what may be added afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerdesk.domain.sessions.marks import Mark


@dataclass(frozen=True, slots=True)
class Correction:
    """A mark changed after signing; both marks stay readable."""

    at: datetime
    by: str
    member_id: int
    member_name: str
    old: Mark | None
    new: Mark
    why: str


@dataclass(frozen=True, slots=True)
class Addendum:
    """Text added after signing."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when, and the short form of the seal.

    Attributes:
        late: signed later than the day after the session ("late entry" in print).
    """

    by: str
    at: datetime
    seal: str
    late: bool


def signed_late(day: date, signed_at: datetime) -> bool:
    """Whether a signature came later than the day after the session."""
    return (signed_at.date() - day).days > 1


class SealKind(StrEnum):
    """What a seal closes."""

    SESSION = "session"
    ADDENDUM = "addendum"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """A seal that does not fit what stands in the file, or that is missing."""

    session_id: int
    kind: SealKind
