"""What the weekly presence sheet needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.presence import PresenceWeek


@dataclass(frozen=True, slots=True)
class PresenceSheet:
    """Who was in the centre, one grid per week, Monday to Sunday.

    Attributes:
        period: from the first Monday to the last Sunday.
        people: everybody who stands in a grid, by member id.
        blank: names and empty cells, to be filled in by hand.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    weeks: Sequence[PresenceWeek]
    people: Mapping[int, PersonOnPaper]
    blank: bool = False
