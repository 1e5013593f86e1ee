"""The book of sessions: weekly times become planned sessions, ahead of the day."""

from datetime import date, timedelta

from peerdesk.db.models import Centre, Group
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.schedule import PLANNED_AHEAD
from peerdesk.records.sessions import planning as planning_records


def plan_ahead(storage: Storage, actor: Actor, *, today: date) -> None:
    """Write the sessions of the coming fortnight into the book; called at log-in and when the day turns.

    Days on which the PC was off are caught up with, so that a session nobody recorded shows as unfinished.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    through = today + PLANNED_AHEAD
    with storage.reading():
        planned = Centre.get().planned_through
    if planned is not None and planned >= through:
        return
    with storage.writing(Changed.SESSIONS, actor) as unit:
        first = (planned or today - timedelta(days=1)) + timedelta(days=1)
        for group in Group.select().where(planning_records.still_meets(first)):
            planning_records.plan_days(group.id, first, through)
        Centre.update(planned_through=through).execute()
        unit.audit("sessions.plan", None, {"through": planned}, {"through": through})
