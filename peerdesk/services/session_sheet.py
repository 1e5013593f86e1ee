"""Everything the session screen shows, in one reading."""

from peerdesk.db.models import Group
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import sessions as session_records
from peerdesk.records.sessions import sheet as sheet_records


def sheet(storage: Storage, actor: Actor, session_id: int) -> SessionSheet:
    """A session with its roster, marks, note and neighbours, ready to show.

    Raises:
        NotFound: if there is no such session.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        session = session_records.session(session_id)
        group = Group.get_by_id(session.group_id)
        return sheet_records.sheet_of(actor, session, group, group_records.roster(session.group_id, session.day))
