"""What a sign-in sheet needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """One session's sheet to sign by hand.

    Attributes:
        session_id: the sheet code is made of it; ``None`` in an empty centre.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    session_id: int | None
    group_name: str
    day: date | None
    starts: time | None
    minutes: int
    place: str
    facilitators: Sequence[str]
    people: Sequence[PersonOnPaper]
    spare_rows: int = 5
