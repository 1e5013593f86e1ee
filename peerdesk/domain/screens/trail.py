"""What *What changed* shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.access import StaffName
from peerdesk.domain.trail.lines import TrailPage


@dataclass(frozen=True, slots=True)
class TrailScreen:
    """Entries, and whose can be asked for.

    Attributes:
        staff: everybody who has or had a login.
        member, member_number: whose entries were asked for, by name and register number.
    """

    page: TrailPage
    staff: Sequence[StaffName]
    member: str = ""
    member_number: int | None = None
