"""The session screen: the sheet, and beside it plan, duties, milestones, goals, incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peerdesk.domain.goals import GoalRow
from peerdesk.domain.groups.duties import DutyRow
from peerdesk.domain.groups.incidents import IncidentRow
from peerdesk.domain.plans import Plan, Suggestion
from peerdesk.domain.recovery import MilestoneDue
from peerdesk.domain.sessions import SessionSheet


@dataclass(frozen=True, slots=True)
class SessionLife:
    """Read when a session is opened and when something of it changes, not with every mark.

    Attributes:
        plan: what the session follows, if anything.
        duties: those the group shares.
        milestones: reached by the group's members in the seven days up to the session, celebrated or not.
        goals: open goals by member; empty where the reader may not see them.
        incidents: empty where the reader may not see them.
    """

    session_id: int
    plan: Plan | None
    duties: Sequence[DutyRow]
    milestones: Sequence[MilestoneDue]
    goals: Mapping[int, Sequence[GoalRow]]
    incidents: Sequence[IncidentRow]


@dataclass(frozen=True, slots=True)
class SessionScreen:
    """The session screen.

    Attributes:
        life: ``None`` where it was not asked for.
        suggestions: plans to choose from, the fittest first; ``None`` where they were not asked for, or where the
            session has a plan or can take none.
    """

    sheet: SessionSheet
    life: SessionLife | None
    suggestions: Sequence[Suggestion] | None
