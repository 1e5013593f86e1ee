"""What *What changed* shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.trail.lines import TrailPage


@dataclass(frozen=True, slots=True)
class TrailScreen:
    """Entries, and whose can be asked for.

    Attributes:
        staff: number and name of everybody who has or had a login.
        member: the name of the member whose entries were asked for; empty where nobody was.
    """

    page: TrailPage
    staff: Sequence[tuple[int, str]]
    member: str = ""
