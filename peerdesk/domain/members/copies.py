"""A copy of the basic record: asked for, and handed over within 72 hours.

The 72 hours are those of the Indian Medical Council Regulations 2002, 1.3.2. The Mental Healthcare Act 2017, s. 25,
gives the right to the basic record, and lets parts be withheld that could do serious harm; who is told so may apply to
the Mental Health Review Board.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

WITHIN = timedelta(hours=72)
"""So long after it was asked for a copy is due at the latest."""

MOST_WITHHELD = 500
"""Characters of what was left out, and why."""


class CopyWay(StrEnum):
    """How the copy was handed over."""

    IN_HAND = "in-hand"
    POST = "post"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class CopyRequestRow:
    """A request as it stands in the file.

    Attributes:
        asked_of: name of whom of the staff it was asked.
        given_at: ``None`` while it waits; then also ``given_by``, a name, and ``way``.
        withheld: what was left out and why, for counsellors; ``None`` where the reader may not know.
    """

    id: int
    member_id: int
    asked_at: datetime
    asked_of: str
    given_at: datetime | None = None
    given_by: str = ""
    way: CopyWay | None = None
    withheld: str | None = None

    @property
    def due_at(self) -> datetime:
        return self.asked_at + WITHIN


@dataclass(frozen=True, slots=True)
class CopyDue:
    """A copy that waits to be handed over, as Today shows it."""

    request_id: int
    member_id: int
    member: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """A copy as it was handed over, as typed in: what was left out of it is said with the reason."""

    given_at: datetime
    way: CopyWay = CopyWay.IN_HAND
    withheld: str = ""

    def problems(self, asked_at: datetime, now: datetime) -> list[Problem]:
        found = [Problem("given_on", "day-ahead")] if self.given_at > now else []
        if self.given_at < asked_at:
            found.append(Problem("given_on", "copy-before-asked", {"moment": asked_at}))
        if len(self.withheld) > MOST_WITHHELD:
            found.append(Problem("withheld", "text-too-long", {"most": MOST_WITHHELD}))
        return found

    @property
    def withheld_kept(self) -> str:
        """The words as they are kept: none where nobody would see any."""
        return "" if blank(self.withheld) else self.withheld.strip()


def asking_problems(asked_at: datetime, now: datetime, waits: CopyRequestRow | None) -> list[Problem]:
    """Why a request cannot be noted."""
    found = [Problem("asked_on", "day-ahead")] if asked_at > now else []
    if waits is not None:
        found.append(Problem("", "copy-waits-already", {"moment": waits.asked_at}))
    return found
