"""What every printed sheet says around its report: whose it is and who printed it."""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.disclosures import ForWhom


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The centre as it stands at the head of its paper.

    Attributes:
        centre_name: in the form (language, script) chosen for this paper.
        address: one or more lines.
        registration_number: as the authority gave it; empty where there is none yet.
        logo: a PNG or JPEG file's bytes.
    """

    centre_name: str
    address: str = ""
    registration_number: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """Who made the sheet, and when by the clock of the centre's PC; of one member also for whom."""

    by: str
    at: datetime
    for_whom: ForWhom | None = None
