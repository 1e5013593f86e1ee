"""Everything the Groups screen shows: the list, and one group beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.composition import Composition
from peerdesk.domain.duties import Duty
from peerdesk.domain.groups import GroupPage, GroupRow
from peerdesk.domain.incidents import IncidentRow
from peerdesk.domain.members.members import display_name
from peerdesk.domain.retention import Retention
from peerdesk.errors import Problem

MOST_NOTE = 200
"""Characters of what is noted beside somebody who waits."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Members who are put on a group's waitlist, as typed in."""

    group_id: int
    member_ids: tuple[int, ...]
    since: date
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """Say what is wrong with it by itself."""
        found = [] if self.member_ids else [Problem("members", "members-missing")]
        if self.since > today:
            found.append(Problem("since", "day-ahead"))
        if len(self.note.strip()) > MOST_NOTE:
            found.append(Problem("note", "text-too-long", {"most": MOST_NOTE}))
        return found


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody on a waitlist."""

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
    waiting: Sequence[WaitingRow]
    composition: Composition
    retention: Retention
    duties: Sequence[Duty]
    incidents: Sequence[IncidentRow]


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
