"""Staff members as they stand in the file."""

from peerdesk.db.models import Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.access import StaffName
from peerdesk.domain.typed import reading_key
from peerdesk.errors import NotFound


def names() -> list[StaffName]:
    """Everybody who has or had a login, by name; one query, inside a reading."""
    rows = tuples(Staff.select(Staff.id, Staff.user_name, Staff.name).order_by(Staff.name, Staff.id))
    return [StaffName(*row) for row in rows]


def called(user_name: str) -> StaffName | None:
    """Who has or had a user name, however it is typed."""
    wanted = reading_key(user_name)
    return next((found for found in names() if reading_key(found.user_name) == wanted), None)


def require_known(staff_id: int) -> None:
    """Refuse a staff member whom nobody entered; one who left may be named for former days.

    Raises:
        NotFound: if there is none with this number.
    """
    if Staff.get_or_none(Staff.id == staff_id) is None:
        raise NotFound("unknown-staff", number=staff_id)
