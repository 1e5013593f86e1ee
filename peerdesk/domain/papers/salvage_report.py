"""What the report of a salvage needs on paper."""

from dataclasses import dataclass

from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.salvage import SalvageReport


@dataclass(frozen=True, slots=True)
class SalvagePaper:
    """The report with the centre's letterhead, and who did it."""

    letterhead: Letterhead
    printed: Printed
    report: SalvageReport
