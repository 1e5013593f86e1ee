"""Duties that a group shares, and whose turn they are at a session."""

from collections.abc import Collection, Sequence

from peerdesk.db.audit import Unit
from peerdesk.db.models import DutyTurn, Group, GroupDuty
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.screens.groups import RosterRow
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records.groups import duties as duty_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import signing as signing_records
from peerdesk.records.sessions.signing import AnySession

# Acts


def set_duties(storage: Storage, actor: Actor, group_id: int, duties: Collection[Duty]) -> None:
    """Say which duties a group shares. Turns already taken stay.

    Raises:
        NotFound: if there is no such group.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        if Group.get_or_none(Group.id == group_id) is None:
            raise NotFound("unknown-group", number=group_id)
        unit.audit_change(
            "group.duties",
            group_id,
            {"duties": frozenset(duty_records.shared_in(group_id))},
            {"duties": frozenset(duties)},
        )
        GroupDuty.delete().where(GroupDuty.group == group_id).execute()
        for duty in sorted(set(duties)):
            GroupDuty.insert(group=group_id, duty=duty).execute()


def assign(storage: Storage, actor: Actor, session_id: int, duty: Duty, member_id: int | None) -> None:
    """Give a duty at a session to a member, or to nobody.

    Raises:
        InvalidInput: if the session is signed or did not happen, or the member is not there.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        session = signing_records.changeable(session_id)
        if member_id is not None and member_id not in {
            row.member_id for row in duty_records.there(session, _roster(session))
        }:
            raise InvalidInput([Problem(duty.value, "duty-not-there")])
        _give(unit, session_id, duty, member_id)


def assign_by_turn(storage: Storage, actor: Actor, session_id: int) -> Sequence[Duty]:
    """Give every duty that nobody has yet to whose turn it is, and return which.

    Raises:
        InvalidInput: if the session is signed or did not happen.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        session = signing_records.changeable(session_id)
        unit.nothing_to_do()  # unless a duty is free
        turns = [row for row in duty_records.turns(session, _roster(session)) if row.next_id is not None]
        for row in turns:
            _give(unit, session_id, row.duty, row.next_id)
    return [row.duty for row in turns]


def _give(unit: Unit, session_id: int, duty: Duty, member_id: int | None) -> None:
    this = (DutyTurn.session == session_id) & (DutyTurn.duty == duty)
    before = DutyTurn.get_or_none(this)
    old = {"duty": duty, "member": before.member_id if before else None}
    unit.audit_change("duty.assign", session_id, old, {"duty": duty, "member": member_id})
    DutyTurn.delete().where(this).execute()
    if member_id is not None:
        DutyTurn.insert(session=session_id, duty=duty, member=member_id).execute()


def _roster(session: AnySession) -> list[RosterRow]:
    return group_records.roster(session.group_id, session.day)
