"""What the list of milestones needs, to be celebrated and ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.recovery import Milestone
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone that falls on a day."""

    day: date
    person: PersonOnPaper
    milestone: Milestone
    celebrated_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneList:
    """The milestones of some days, to be celebrated and ticked."""

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    lines: Sequence[MilestoneLine]
