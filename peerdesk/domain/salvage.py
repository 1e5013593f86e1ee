"""What came back from a damaged record, from where, and what did not."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerdesk.domain.file_check import Finding


class EntryKind(StrEnum):
    """What the entries of a record are about, in the order in which they are told."""

    MEMBERS = "members"
    STAYS = "stays"
    RECOVERY = "recovery"
    GROUPS = "groups"
    SESSIONS = "sessions"
    MARKS = "marks"
    NOTES = "notes"
    SEALS = "seals"
    MENTORING = "mentoring"
    FOLLOW_UPS = "follow-ups"
    MEASURES = "measures"
    PROGRAMME = "programme"
    CENTRE = "centre"
    TRAIL = "trail"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KindCount:
    """What became of the entries of one kind.

    Attributes:
        from_record, from_copy: came back.
        lost: did not, as far as can be counted.
        unsure: there may be more of them, that nobody can count.
    """

    kind: EntryKind
    from_record: int
    from_copy: int
    lost: int
    unsure: bool


@dataclass(frozen=True, slots=True)
class SalvagedSession:
    """A session that did not come back as a whole out of the damaged record.

    Attributes:
        day, group: ``None`` and empty where the session itself is lost.
        from_copy: entries of it that are as the copy had them.
        removed: entries that stood for nothing any more.
        doubtful: entries of it may be missing.
        seal_broken: what is there is not what was signed.
    """

    session_id: int
    day: date | None
    group: str
    from_copy: int
    removed: int
    doubtful: bool
    seal_broken: bool


@dataclass(frozen=True, slots=True)
class SalvagedMember:
    """A member of whom something did not come back out of the damaged record.

    Attributes:
        number: on screen; ``None`` where the member is lost.
        stand_in: the member's own entry is lost and was made up anew, from the audit trail where that knows it.
    """

    member_id: int
    number: int | None
    name: str
    from_copy: int
    removed: int
    stand_in: bool


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """All that is told after a salvage, on screen, on paper and on the command line.

    Attributes:
        at: when it was done.
        set_aside: where the damaged record lies now.
        copy: the copy that filled the gaps; empty without one.
        pages, damaged_pages: of the damaged record.
        kinds: only those of which anything was there or was lost.
        sessions, members: in the order of day and number.
        findings: what the check of the fresh record says.
    """

    at: datetime
    set_aside: str
    copy: str
    pages: int
    damaged_pages: int
    kinds: tuple[KindCount, ...]
    sessions: tuple[SalvagedSession, ...]
    members: tuple[SalvagedMember, ...]
    findings: tuple[Finding, ...]

    @property
    def everything_is_back(self) -> bool:
        """Nothing is known to be lost."""
        return not any(kind.lost or kind.unsure for kind in self.kinds) and not self.findings
