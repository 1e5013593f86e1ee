"""What a milestone's certificate needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.recovery import Milestone
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.errors import Problem


@dataclass(frozen=True, slots=True)
class MilestoneCertificate:
    """One milestone that one member reached. It says nothing of what they recover from.

    Attributes:
        person: ``None`` in a centre without members.
        milestone, reached_on: ``None`` where none was reached in the days chosen.
        to_look_at: before it is handed over; said on the screen and never printed.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    person: PersonOnPaper | None
    milestone: Milestone | None = None
    reached_on: date | None = None
    to_look_at: Sequence[Problem] = ()
