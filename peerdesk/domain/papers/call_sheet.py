"""What the call sheet needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to call or visit.

    Attributes:
        phone, whose_phone: the first number known; empty where there is none.
        sequence: the running number of a follow-up after discharge.
        last_contact: of any kind; ``None`` where none is known.
        staff: who is to do it; empty for anybody.
        no_calls_since, no_family_since: since when a consent to this call is withdrawn.
    """

    person: PersonOnPaper
    phone: str
    whose_phone: str
    due_on: date
    kind: FollowUpKind
    way: FollowUpWay
    why: str
    sequence: int | None = None
    last_contact: date | None = None
    staff: str = ""
    no_calls_since: date | None = None
    no_family_since: date | None = None


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Whom to call in some days, with boxes to tick and lines to write on. Overdue ones stand first.

    Attributes:
        spare_rows: empty ones at the end, for calls that nobody planned.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    period: Period
    lines: Sequence[CallLine]
    spare_rows: int = 3
