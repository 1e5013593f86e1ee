"""What the print of the audit trail needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.trail.lines import TrailPage


@dataclass(frozen=True, slots=True)
class TrailOnPaper:
    """The entries of some days, the newest first.

    Attributes:
        page: the entries; there may be more than a paper holds.
        people: the members whom they name, by id; their names on the page are these.
        member: whom all of it is about; ``None``: everybody.
        staff: the name of who did it; empty for everybody.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    page: TrailPage
    people: Mapping[int, PersonOnPaper] = field(default_factory=dict)
    member: PersonOnPaper | None = None
    staff: str = ""
