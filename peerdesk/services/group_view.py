"""Everything the screen of one group shows, in one reading."""

from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain import attention
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.group_view import GroupView
from peerdesk.domain.retention import LOOKED_BACK, Retention
from peerdesk.services import fitting, groups, programme, retention, waitlist


def view(storage: Storage, actor: Actor, group_id: int, *, on: date, today: date) -> GroupView:
    """A group with its roster and its composition as on a day, its waitlist, and retention as on today.

    Raises:
        NotFound: if there is none of this number.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        page = groups.page_on(group_id, on)
        weekdays = len({meeting.weekday for meeting in page.details.times})
        first = today - LOOKED_BACK
        return GroupView(
            page,
            attention.threshold(programme.current(), page.details.absences_for_contact, weekdays),
            waitlist.of_group(group_id),
            fitting.composition(group_id, on),
            Retention(first, today, retention.of_group(group_id, first, today, today)),
        )
