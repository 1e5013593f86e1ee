"""What a member's basic record needs: the copy to which they have a right (Mental Healthcare Act 2017, s. 25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.members.consents import ConsentRow
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.progress_report import ProgressReport
from peerdesk.errors import Problem


@dataclass(frozen=True, slots=True)
class BasicRecord:
    """Everything that a member is told of their record, with other people's names taken out of what was written.

    Attributes:
        progress: stays, attendance, recovery, goals, measures and notes, since the first day that is known.
        phones: the member's own and the family's, as they would be called.
        follow_ups: those that were done, the earliest first.
        consents: kind by kind.
        to_look_at: before it is handed out; said on the screen and never printed.
    """

    progress: ProgressReport
    phones: Sequence[str] = ()
    follow_ups: Sequence[FollowUpRow] = ()
    consents: Sequence[ConsentRow] = ()
    to_look_at: Sequence[Problem] = ()

    @property
    def letterhead(self) -> Letterhead:
        return self.progress.letterhead

    @property
    def printed(self) -> Printed:
        return self.progress.printed

    @property
    def since(self) -> date:
        return self.progress.period.first
