"""What a signature freezes a session with, and what may be added afterwards."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_WHY = 200


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


SIGNED_WITHIN = timedelta(days=1)
"""A record is signed on the day of the session or on the next."""


def signed_late(day: date, signed_at: datetime) -> bool:
    """Whether a signature came later than the day after the session."""
    return signed_at.date() > day + SIGNED_WITHIN


class Rest(StrEnum):
    """What becomes at signing of members who are still unmarked."""

    ABSENT = "absent"
    PRESENT = "present"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Answers:
    """What is decided at signing about what was still open.

    Attributes:
        objective: where the note has none.
        rest: what becomes of who is still unmarked.
        unmarked_why: why they stay so.
    """

    objective: Objective | None = None
    rest: Rest | None = None
    unmarked_why: str = ""

    @property
    def letter(self) -> Mark | None:
        """The mark that whoever is still unmarked gets."""
        return _MARK_OF.get(self.rest) if self.rest else None

    @property
    def why(self) -> str:
        """Why somebody stays unmarked, where that was chosen."""
        return "" if self.rest is not Rest.UNMARKED or blank(self.unmarked_why) else self.unmarked_why.strip()


_MARK_OF = {Rest.ABSENT: Mark.ABSENT, Rest.PRESENT: Mark.PRESENT}


def signing_problems(*, held: bool, written: bool, responsible: bool) -> list[Problem]:
    """Say why a session cannot be signed.

    Args:
        held: whether it was.
        written: whether anything stands in its note.
        responsible: whether the actor answers for the group.
    """
    found: list[Problem] = []
    if not held:
        found.append(Problem("", "session-not-held"))
    if not written:
        found.append(Problem("shared", "note-missing"))
    if not responsible:
        found.append(not_responsible())
    return found


def not_responsible() -> Problem:
    """Somebody else answers for the group."""
    return Problem("", "not-responsible")


def open_questions(*, objective: Objective | None, unmarked: int, unmarked_why: str) -> list[Problem]:
    """Say what nobody has decided yet about a session that is to be signed.

    Args:
        objective: that of its note; *none* is one.
        unmarked: how many on its sheet have no mark.
        unmarked_why: why they are left so.
    """
    found: list[Problem] = []
    if objective is None:
        found.append(Problem("objective", "objective-or-none"))
    if unmarked and not unmarked_why:
        found.append(Problem("unmarked", "rows-unmarked", {"count": unmarked}))
    if len(unmarked_why) > MOST_WHY:
        found.append(Problem("unmarked_why", "text-too-long", {"most": MOST_WHY}))
    return found


class SealKind(StrEnum):
    """What a seal closes."""

    SESSION = "session"
    ADDENDUM = "addendum"
    CORRECTION = "correction"


class PartKind(StrEnum):
    """A part of what a seal covers; each can be erased without the others."""

    SESSION = "session"
    NOTE = "note"
    GUEST = "guest"
    LEADER = "leader"
    MEMBER = "member"
    MEMBER_NOTE = "member-note"
    ADDENDUM = "addendum"
    CORRECTION = "correction"
    SIGNER = "signer"


NOTE_PARTS = frozenset({PartKind.NOTE, PartKind.MEMBER_NOTE, PartKind.ADDENDUM})
"""The parts that hold what office staff do not read."""


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """A seal that does not fit what stands in the file, or that is missing."""

    session_id: int
    kind: SealKind
