"""Everything the Settings screen shows of the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.bin import BinRow
from peerdesk.domain.care.follow_ups import ScheduleStep
from peerdesk.domain.care.places import PlaceRow
from peerdesk.domain.care.recovery import Milestone
from peerdesk.domain.care.thresholds import HelpLinesCheck, Thresholds
from peerdesk.domain.centre import CentreDetails, Holiday, StaffRow
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.sessions.plans import Plan


@dataclass(frozen=True, slots=True)
class SettingsScreen:
    """What each tab shows.

    Attributes:
        holidays: newest first.
        places: to which members can be referred, by name.
        help_lines_check: when and by whom the help lines were last found right.
        schedule: when people are followed up after a discharge.
        scales: those that are no longer asked too.
        plans: those that are suggested no more too.
        bin: what was deleted and the reader may put back, newest first.
    """

    centre: CentreDetails
    staff: Sequence[StaffRow]
    holidays: Sequence[Holiday]
    places: Sequence[PlaceRow]
    thresholds: Thresholds
    help_lines_check: HelpLinesCheck | None
    schedule: Sequence[ScheduleStep]
    milestones: Sequence[Milestone]
    scales: Sequence[Scale]
    plans: Sequence[Plan]
    bin: Sequence[BinRow]
