"""What the privacy notice needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What a member is told about their record before it is kept.

    Attributes:
        person: to whom it is given; ``None`` on a blank one.
        coordinators: names of those whom a member asks, and to whom they complain.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    person: PersonOnPaper | None
    coordinators: Sequence[str]
    keeping: Keeping
