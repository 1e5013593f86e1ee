"""What a report can be made about, to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.groups.groups import GroupName
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.screens.members import MemberRow
from peerdesk.domain.screens.sessions import SessionRow


@dataclass(frozen=True, slots=True)
class ReportOffers:
    """What the choices of the Reports screen hold.

    Attributes:
        sessions: of one group, the newest first; empty where none is asked for.
        members: whom the search fits.
        scales: empty where the reader may not see measures.
        whose: whose members are usual for the reader.
    """

    groups: Sequence[GroupName]
    sessions: Sequence[SessionRow]
    members: Sequence[MemberRow]
    scales: Sequence[Scale]
    whose: Whose = Whose.EVERYBODY
