"""What happened in a group that needed settling: told neutrally, for counsellors alone, with what was agreed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_TEXT = 2000


class IncidentKind(StrEnum):
    """What had to be settled, so that incidents can be told apart without reading them."""

    CONFLICT = "conflict"
    BOUNDARY = "boundary"
    CONFIDENTIALITY = "confidentiality"
    SAFETY = "safety"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IncidentDetails:
    """An incident as typed in; it names no member.

    Attributes:
        what: what happened, in neutral words.
        agreed: what the group agreed on; may follow later.
        session_id: the session at which it happened, if it was at one.
    """

    day: date
    kind: IncidentKind | None
    what: str
    agreed: str = ""
    session_id: int | None = None

    def problems(self, today: date) -> list[Problem]:
        found: list[Problem] = []
        if self.day > today:
            found.append(Problem("day", "day-ahead"))
        if self.kind is None:
            found.append(Problem("kind", "incident-kind-missing"))
        if blank(self.what):
            found.append(Problem("what", "text-missing"))
        found += [
            Problem(name, "text-too-long", {"most": MOST_TEXT})
            for name in ("what", "agreed")
            if len(getattr(self, name)) > MOST_TEXT
        ]
        return found


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as kept, and who wrote it down."""

    id: int
    group_id: int
    session_id: int | None
    day: date
    kind: IncidentKind
    what: str
    agreed: str
    by: str
