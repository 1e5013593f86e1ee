"""Staff members as they stand in the file."""

from peerdesk.db.models import Staff
from peerdesk.db.queries import tuples
from peerdesk.errors import NotFound


def names() -> list[tuple[int, str]]:
    """Everybody who has or had a login, by name; one query, inside a reading."""
    found: list[tuple[int, str]] = tuples(Staff.select(Staff.id, Staff.name).order_by(Staff.name, Staff.id))
    return found


def require_known(staff_id: int) -> None:
    """Refuse a staff member whom nobody entered; one who left may be named for former days.

    Raises:
        NotFound: if there is none with this number.
    """
    if Staff.get_or_none(Staff.id == staff_id) is None:
        raise NotFound("unknown-staff", number=staff_id)
