"""What the papers about recovery need: a milestone's certificate, and the list of milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.paper import Letterhead, Period, Printed
from peerdesk.domain.recovery import Milestone
from peerdesk.domain.registers import MilestoneLine, PersonOnPaper


@dataclass(frozen=True, slots=True)
class MilestoneCertificate:
    """One milestone that one member reached. It says nothing of what they recover from.

    Attributes:
        person: ``None`` in a centre without members.
        milestone, reached_on: ``None`` where none was reached in the days chosen.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    person: PersonOnPaper | None
    milestone: Milestone | None = None
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneList:
    """The milestones of some days, to be celebrated and ticked."""

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    lines: Sequence[MilestoneLine]
