"""What had to be settled in groups: kept by counsellors, read by counsellors."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from peerdesk.db.models import Group, Incident
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentRow
from peerdesk.domain.names import mentioned
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.groups import incidents as incident_records
from peerdesk.records.sessions import signing as signing_records

# Acts


def of_group(storage: Storage, actor: Actor, group_id: int) -> Sequence[IncidentRow]:
    """The incidents of a group, newest first."""
    actor.require(Permission.KEEP_INCIDENTS)
    with storage.reading():
        return incident_records.incident_rows(Incident.group == group_id)


def add(storage: Storage, actor: Actor, group_id: int, details: IncidentDetails, *, today: date) -> int:
    """Write an incident down, in the actor's name, and return its id.

    Raises:
        InvalidInput: with everything that is wrong with it.
        NotFound: if there is no such group or session.
    """
    actor.require(Permission.KEEP_INCIDENTS)
    with storage.reading():
        problems = _problems(group_id, details, today)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        columns = _columns(details)
        kept = Incident.create(group=group_id, session=details.session_id, staff=actor.staff_id, **columns)
        unit.audit("incident.add", kept.id, None, {"group": group_id, "session": details.session_id, **columns})
    return int(kept.id)


def change(storage: Storage, actor: Actor, incident_id: int, details: IncidentDetails, *, today: date) -> None:
    """Keep other words about an incident; its group and session stay.

    Raises:
        InvalidInput: with everything that is wrong with it.
        NotFound: if there is no such incident.
    """
    actor.require(Permission.KEEP_INCIDENTS)
    with storage.reading():
        before: Incident | None = Incident.get_or_none(Incident.id == incident_id)
        if before is None:
            raise NotFound("unknown-incident", number=incident_id)
        problems = _problems(before.group_id, details, today)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        new = _columns(details)
        unit.audit_change("incident.change", incident_id, {name: getattr(before, name) for name in new}, new)
        Incident.update(**new).where(Incident.id == incident_id).execute()


def remove(storage: Storage, actor: Actor, incident_id: int) -> int:
    """Take an incident away that should not have been written down, and return its number in the bin.

    The audit trail keeps it too.

    Raises:
        NotFound: if there is no such incident.
    """
    actor.require(Permission.KEEP_INCIDENTS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        row: Incident | None = Incident.get_or_none(Incident.id == incident_id)
        if row is None:
            raise NotFound("unknown-incident", number=incident_id)
        was = IncidentDetails(row.day, row.kind, row.what, row.agreed, row.session_id)
        facts = {"group": row.group_id, "session": row.session_id, "staff": row.staff_id, **_columns(was)}
        unit.audit("incident.remove", incident_id, facts, None)
        return bin_records.put_within(unit, BinKind.INCIDENT, row)


def names_in(storage: Storage, actor: Actor, group_id: int, day: date, text: str) -> Sequence[str]:
    """Names of members of the group on a day that stand in a text (an incident must not name them)."""
    actor.require(Permission.KEEP_INCIDENTS)
    with storage.reading():
        people = group_records.roster(group_id, day)
    return mentioned(text, [(person.name_latin, person.name_native) for person in people])


def _problems(group_id: int, details: IncidentDetails, today: date) -> list[Problem]:
    group: Group | None = Group.get_or_none(Group.id == group_id)
    if group is None:
        raise NotFound("unknown-group", number=group_id)
    if details.session_id is not None and signing_records.session(details.session_id).group_id != group_id:
        raise NotFound("unknown-session", number=details.session_id)
    found = details.problems(today)
    if details.day < group.started_on:
        found.append(Problem("day", "before-group-existed", {"started_on": group.started_on}))
    return found


def _columns(details: IncidentDetails) -> dict[str, object]:
    found = {f.name: getattr(details, f.name) for f in fields(details) if f.name != "session_id"}
    return found | {"what": details.what.strip(), "agreed": details.agreed.strip()}
