"""The newest entry of the record, with which the PC's clock is compared."""

from datetime import datetime

from peerdesk.db.audit import Unit
from peerdesk.db.models import AuditEntry
from peerdesk.db.queries import tuples
from peerdesk.domain.clock import doubt
from peerdesk.errors import ClockInDoubt


def latest_entry() -> datetime | None:
    """Of when the entry is that was written last; inside a reading or a unit of work.

    The last by its number, not by its moment: where somebody said that an earlier date is right, that holds.
    """
    rows = tuples(AuditEntry.select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1))
    return rows[0][0] if rows else None


def require_settled(unit: Unit) -> None:
    """Before what carries a date for good (a signature, a number of the book).

    Raises:
        ClockInDoubt: if the moment of the unit does not fit the newest entry.
    """
    if found := doubt(unit.at, latest_entry()):
        raise ClockInDoubt("clock-in-doubt", now=found.now, latest=found.latest)
