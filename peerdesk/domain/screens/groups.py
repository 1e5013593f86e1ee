"""What the list of groups and one group's page show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from peerdesk.domain.care.retention_in_care import Retention
from peerdesk.domain.groups.balance import Composition
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.groups import GroupDetails, GroupType, LedBy
from peerdesk.domain.groups.incidents import IncidentRow
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.members import display_name
from peerdesk.domain.sessions.marks import Tally


@dataclass(frozen=True, slots=True)
class WaitlistRow:
    """Somebody who waits for a group: since when, and what was noted beside them."""

    id: int
    member_id: int
    number: int
    name_latin: str
    name_native: str
    village: str
    since: date
    note: str

    @property
    def name(self) -> str:
        """The name where only one fits."""
        return display_name(self.name_latin, self.name_native)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A membership in a group's roster; ``override`` is the kept text of a ``domain.groups.fit.Override``."""

    membership_id: int
    member_id: int
    number: int
    name_latin: str
    name_native: str
    village: str
    role: MemberRole
    from_day: date
    to_day: date | None
    override: str = ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything a group's page shows, the roster as on one day."""

    id: int
    details: GroupDetails
    closed_on: date | None
    facilitator_names: Sequence[str]
    roster_on: date
    roster: Sequence[RosterRow]

    @property
    def name(self) -> str:
        return self.details.name


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with its roster on a day, who waits for it, who is in it, how many stay, and its life.

    Attributes:
        group: as on its usual day, which is what is changed and added to.
        page: as on the day that is looked at.
        absences: so many absences running mean that contact is needed.
        waiting: in the order of the waitlist.
        composition: of the roster on the page's day.
        retention: of those who joined in the last year.
        duties: those that the group shares.
        incidents: newest first; empty where the reader may not see them.
    """

    group: GroupPage
    page: GroupPage
    absences: int
    waiting: Sequence[WaitlistRow]
    composition: Composition
    retention: Retention
    duties: Sequence[Duty]
    incidents: Sequence[IncidentRow]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What the list of groups shows.

    Attributes:
        tally: attendance over the last four weeks.
    """

    id: int
    name: str
    type: GroupType
    led_by: LedBy
    capacity_max: int
    members: int
    next_meeting: tuple[date, time] | None
    facilitator: str
    tally: Tally
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class GroupsScreen:
    """The list of groups with one of them beside it.

    Attributes:
        groups: closed ones too, in name order.
        retention: of all stays that began in the last year.
        shown: the group beside the list; ``None`` where there is none to show.
    """

    groups: Sequence[GroupRow]
    retention: Retention
    shown: GroupView | None
