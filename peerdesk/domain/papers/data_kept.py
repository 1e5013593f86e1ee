"""What the paper for inspectors and members needs: how the centre's data is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.domain.access import Role
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class DataKept:
    """How the data is kept, with the figures of this centre.

    Attributes:
        log_ins: how many of the staff can log in, by role.
        members: how many people are in the record.
        notes_locked_since: since when office staff's passwords cannot open notes; ``None`` while they still could.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    log_ins: Mapping[Role, int]
    members: int
    notes_locked_since: datetime | None
    keeping: Keeping
