"""What left the office, as the log tells it: who took what out, how, of whom, for whom and why.

India's DPDP Rules 2025, rule 6, ask for logs of access; 42 CFR Part 2 was the model for naming to whom and why.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerdesk.errors import Problem

MOST_WORDS = 200
"""Characters of who it is for, and of why."""

MOST_ROWS = 10_000_000
"""Rows of a list that can be copied: more than any list has."""


class LeftBy(StrEnum):
    """How it left."""

    PRINTED = "printed"
    PDF = "pdf"
    COPIED = "copied"
    BACKUP = "backup"


class ForWhom(StrEnum):
    """For whom a paper about one member is made."""

    FILE = "file"
    MEMBER = "member"
    FAMILY = "family"
    EMPLOYER = "employer"
    COURT = "court"
    TREATING = "treating"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something that leaves.

    Attributes:
        by: how.
        what: the name of a report; of a table its object name; of a backup the place.
        members: the register numbers of everybody who is named or counted in it, as far as that is known.
        rows: how many rows were copied.
        first, last: the days it covers.
        who, why: as typed: which person or office it is for, and why.
        for_whom: where a paper about one member asks it.
    """

    by: LeftBy
    what: str
    members: frozenset[int] = frozenset()
    rows: int = 0
    first: date | None = None
    last: date | None = None
    who: str = ""
    why: str = ""
    for_whom: ForWhom | None = None

    def problems(self) -> list[Problem]:
        found = [] if self.what.strip() else [Problem("what", "text-missing")]
        if not 0 <= self.rows <= MOST_ROWS:
            found.append(Problem("rows", "number-out-of-range", {"least": 0, "most": MOST_ROWS}))
        return found + [
            Problem(name, "text-too-long", {"most": MOST_WORDS})
            for name in ("what", "who", "why")
            if len(getattr(self, name)) > MOST_WORDS
        ]


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One line of the log.

    Attributes:
        staff: the name of who took it out.
        member: the name of the one member it is of; empty where it is of several or of nobody.
        members: of how many.
    """

    id: int
    at: datetime
    staff: str
    by: LeftBy
    what: str
    member: str
    members: int
    rows: int
    first: date | None
    last: date | None
    who: str
    why: str
    for_whom: ForWhom | None
