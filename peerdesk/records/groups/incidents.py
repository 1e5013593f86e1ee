"""Incidents as they stand in the file."""

from peewee import Expression

from peerdesk.db.models import Incident, Staff
from peerdesk.domain.groups.incidents import IncidentRow

# Inside a reading


def of_session(session_id: int) -> list[IncidentRow]:
    """The incidents of one session, oldest first."""
    return incident_rows(Incident.session == session_id)[::-1]


def incident_rows(where: Expression) -> list[IncidentRow]:
    """Incidents that fit a condition, newest first."""
    rows = Incident.select(Incident, Staff).join(Staff).where(where).order_by(Incident.day.desc(), Incident.id.desc())
    return [
        IncidentRow(row.id, row.group_id, row.session_id, row.day, row.kind, row.what, row.agreed, row.staff.name)
        for row in rows
    ]
