"""What a copy turned out to hold once somebody opened it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.domain.file_check import Finding


@dataclass(frozen=True, slots=True)
class SessionInside:
    """One of the newest sessions in a copy, by which people know how new it is."""

    day: date
    group: str
    signed: bool


@dataclass(frozen=True, slots=True)
class CopyInside:
    """A copy that was opened beside the record.

    Attributes:
        made_at: when it was copied; ``None`` of a record that was set aside.
        members, sessions: how many are in it; planned sessions do not count.
        last_entry: when something was written in it last.
        newest: the newest sessions that were held.
        findings: what is wrong with it; empty if everything is there.
    """

    centre: str
    made_at: datetime | None
    members: int
    sessions: int
    last_entry: datetime | None
    newest: Sequence[SessionInside]
    findings: Sequence[Finding]
