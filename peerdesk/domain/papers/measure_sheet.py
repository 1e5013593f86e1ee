"""What the sheets of questions need that are filled in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """A scale's questions with room for the answers; names nobody and scores nothing.

    Attributes:
        help_lines: whom to call, one per line; on counsellors' sheets alone.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    scale: Scale
    help_lines: Sequence[str] = ()
