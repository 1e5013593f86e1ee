"""What the attendance register needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.domain.sessions.sessions import NotHeldReason


class Cell(StrEnum):
    """What stands in a register's cell where no mark can; the letters are the same in every language."""

    HOLIDAY = "H"
    DID_NOT_HAPPEN = "N"
    NOT_DUE = "–"
    UNMARKED = ""


@dataclass(frozen=True, slots=True)
class RegisterSession:
    """A column of the register.

    Attributes:
        session_id: ``None`` on a blank register for a meeting that is not in the book yet, and on a holiday.
        seal: short form of the seal; empty while unsigned.
        tally: the session's own total, walk-ins included.
        led_by: who of the members led, where somebody said so.
    """

    session_id: int | None
    day: date
    starts: time | None
    cell: Cell | None
    seal: str
    tally: Tally
    reason: NotHeldReason | None = None
    led_by: PersonOnPaper | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A member's line: one cell per session of the register."""

    person: PersonOnPaper
    cells: Sequence[Mark | Cell]
    tally: Tally
    longest_absence: int
    walk_in: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A mark corrected or a text added after signing, as it prints below the register."""

    day: date
    person: PersonOnPaper | None
    text: str
    old: Mark | None
    new: Mark | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class AttendanceRegister:
    """One group over a period; ``blank`` prints names and spare rows only.

    Attributes:
        erased: how many lines of its signed sessions are of records that were erased since.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    group_id: int | None
    group_name: str
    group_type: GroupType | None
    facilitators: Sequence[str]
    sessions: Sequence[RegisterSession]
    rows: Sequence[RegisterRow]
    corrections: Sequence[CorrectionLine]
    blank: bool = False
    erased: int = 0
