"""The staff: who logs in, with which role."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from peewee import fn

from peerdesk.db import keys as keys_of
from peerdesk.db.audit import Unit
from peerdesk.db.models import Centre, Staff
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission, Role
from peerdesk.domain.centre import StaffDetails, StaffRow
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.key_counsellors import can_answer
from peerdesk.domain.names import normal
from peerdesk.domain.typed import reading_key
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import key_counsellors
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.passwords import STANDARD, KdfParameters, password_problems, user_key
from peerdesk.security.slots import Opened
from peerdesk.services import access


def everybody(storage: Storage, actor: Actor) -> Sequence[StaffRow]:
    """All staff, active ones first, in name order."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        columns = Staff.id, Staff.user_name, Staff.name, Staff.designation, Staff.role, Staff.active
        rows = Staff.select(*columns, key_counsellors.count_of(Staff.id)).order_by(Staff.active.desc(), Staff.name)
        return [StaffRow(*row) for row in tuples(rows)]


def add(
    storage: Storage,
    actor: Actor,
    details: StaffDetails,
    password: str,
    own_password: str,
    parameters: KdfParameters = STANDARD,
) -> int:
    """Give somebody a log-in and return their id. The coordinator's own password opens the key file for it.

    Raises:
        AccessDenied: if ``own_password`` is not the actor's.
        InvalidInput: with the problems of the account and the password.
    """
    actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        problems = details.problems() + _problems_with(password, details.user_name, details.name)
        if reading_key(details.user_name) in {reading_key(row.user_name) for row in Staff.select()}:
            problems.append(Problem("user_name", "user-name-taken", {"name": details.user_name}))
    if problems:
        raise InvalidInput(problems)
    opened = access.check_password(storage, actor, own_password)
    storage.require_clock()
    keys, columns = KeyFile.load(storage.folder), _columns(details)
    with storage.reading():
        staff_id = int(Staff.select(fn.COALESCE(fn.MAX(Staff.id), 0) + 1).scalar())
    new = _with_slot(keys, opened, staff_id, details.role, details.user_name, password, storage.now(), parameters)
    with keys_of.changing(storage, actor, Changed.STAFF, new, keys) as unit:
        Staff.create(id=staff_id, user_name=details.user_name, active=True, **columns)
        unit.audit("staff.add", staff_id, None, {"user_name": details.user_name, **columns})
    return staff_id


def change(storage: Storage, actor: Actor, staff_id: int, details: StaffDetails, own_password: str = "") -> None:
    """Keep another name, designation or role; the user name stays.

    Args:
        storage: the file.
        actor: a coordinator.
        staff_id: whose account it is.
        details: how it is to be.
        own_password: the actor's; it is needed where the role changes, which is entered into the list of keys.

    Raises:
        AccessDenied: if it is needed and not theirs.
        InvalidInput: with the problems of the account, if nobody who is active would be a coordinator any more, or if
            they answer for members and could not in the new role.
    """
    actor.require(Permission.MANAGE_STAFF)
    if problems := details.problems():
        raise InvalidInput(problems)
    new = _columns(details)
    with storage.reading():
        row = _staff(staff_id)
        if row.role is Role.COORDINATOR and details.role is not Role.COORDINATOR:
            _keep_a_coordinator(staff_id)
        if not can_answer(details.role) and (members := key_counsellors.members_of(staff_id)):
            raise InvalidInput([Problem("role", "hand-over-first", {"name": row.name, "count": len(members)})])
    with _role_changing(storage, actor, row, details.role, own_password) as unit:
        if not can_answer(details.role):
            key_counsellors.let_go_within(unit, staff_id, unit.at.date(), None)
        unit.audit_change("staff.change", staff_id, {name: getattr(row, name) for name in new}, new)
        Staff.update(**new).where(Staff.id == staff_id).execute()


@contextmanager
def _role_changing(storage: Storage, actor: Actor, row: Staff, role: Role, own_password: str) -> Iterator[Unit]:
    """A unit of work in which somebody's role may change; it changes in the list of keys too."""
    if row.role is role:
        with storage.writing(Changed.STAFF, actor) as unit:
            yield unit
        return
    opened = access.check_password(storage, actor, own_password)
    storage.require_clock()
    keys = KeyFile.load(storage.folder)
    with keys_of.changing(
        storage, actor, Changed.STAFF, keys.with_role(opened, row.id, role, storage.now()), keys
    ) as unit:
        yield unit


def deactivate(storage: Storage, actor: Actor, staff_id: int, own_password: str, *, hand_to: int | None = None) -> None:
    """Take somebody's log-in away. Their name stays on what they wrote and signed.

    From this day on ``hand_to`` answers for the members for whom they did, or nobody: these are everybody's then. For
    who has left or is gone for good nobody does.

    Raises:
        AccessDenied: if ``own_password`` is not the actor's.
        InvalidInput: if they are the last active coordinator, or ``hand_to`` can answer for nobody.
        StorageUnavailable: if the key file cannot be written.
    """
    actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        row = _staff(staff_id)
        if row.role is Role.COORDINATOR:
            _keep_a_coordinator(staff_id)
        if hand_to == staff_id:
            raise InvalidInput([key_counsellors.NOBODY_TO_ANSWER])
        if hand_to is not None and (problems := key_counsellors.problems(hand_to)):
            raise InvalidInput(problems)
    opened = access.check_password(storage, actor, own_password)
    storage.require_clock()
    keys = KeyFile.load(storage.folder)
    there = user_key(row.user_name) in map(user_key, keys.user_names)
    new = keys.without_user(row.user_name, opened, storage.now()) if there else keys
    with keys_of.changing(storage, actor, Changed.STAFF | Changed.MEMBERS, new, keys) as unit:
        unit.audit_change("staff.deactivate", staff_id, {"active": row.active}, {"active": False})
        Staff.update(active=False).where(Staff.id == staff_id).execute()
        key_counsellors.let_go_within(unit, staff_id, unit.at.date(), hand_to)


def give_back(
    storage: Storage,
    actor: Actor,
    staff_id: int,
    password: str,
    own_password: str,
    parameters: KdfParameters = STANDARD,
) -> None:
    """Give somebody whose log-in was taken away the same one again, with a new password.

    The members stay with those to whom they were handed, and the role is the one with which they left.

    Raises:
        AccessDenied: if ``own_password`` is not the actor's.
        InvalidInput: with the problems of the password.
        StorageUnavailable: if the key file cannot be written.
    """
    actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        row = _staff(staff_id)
        problems = _problems_with(password, row.user_name, row.name)
    if row.active:
        return
    if problems:
        raise InvalidInput(problems)
    opened = access.check_password(storage, actor, own_password)
    storage.require_clock()
    keys = KeyFile.load(storage.folder)
    listed = keys.key_list.of(staff_id)
    role = (listed and listed.role) or row.role  # as they left: whoever has the record's key can write another there
    new = _with_slot(keys, opened, staff_id, role, row.user_name, password, storage.now(), parameters)
    with keys_of.changing(storage, actor, Changed.STAFF, new, keys) as unit:
        old, now = {"active": False, "role": row.role}, {"active": True, "role": role}
        unit.audit_change("staff.give-back", staff_id, old, now)
        Staff.update(**now).where(Staff.id == staff_id).execute()


def set_password(
    storage: Storage,
    actor: Actor,
    staff_id: int,
    password: str,
    own_password: str,
    parameters: KdfParameters = STANDARD,
) -> None:
    """Set another password: everybody their own, the coordinator anybody's.

    Raises:
        AccessDenied: if ``own_password`` is not the actor's.
        InvalidInput: with the problems of the password.
        StorageUnavailable: if the key file cannot be written.
    """
    if staff_id != actor.staff_id:
        actor.require(Permission.MANAGE_STAFF)
    with storage.reading():
        row = _staff(staff_id)
        problems = _problems_with(password, row.user_name, row.name)
    if problems:
        raise InvalidInput(problems)
    opened = access.check_password(storage, actor, own_password)
    storage.require_clock()
    keys = KeyFile.load(storage.folder)
    whose = {"staff_id": staff_id, "role": row.role}
    new = keys.with_password(opened, row.user_name, password, storage.now(), parameters, **whose)
    with keys_of.changing(storage, actor, Changed.STAFF, new, keys) as unit:
        unit.audit("staff.password", staff_id)


def _with_slot(
    keys: KeyFile,
    by: Opened,
    staff_id: int,
    role: Role,
    user_name: str,
    password: str,
    at: datetime,
    parameters: KdfParameters,
) -> KeyFile:
    """The key file with a login, whether a slot of that name was left over by a power cut or not."""
    if user_key(user_name) in map(user_key, keys.user_names):
        keys = keys.without_user(user_name)
    return keys.with_user(by, staff_id, role, user_name, password, at, parameters)


def _columns(details: StaffDetails) -> dict[str, object]:
    return {"name": normal(details.name), "designation": details.designation.strip(), "role": details.role}


def _staff(staff_id: int) -> Staff:
    row: Staff | None = Staff.get_or_none(Staff.id == staff_id)
    if row is None:
        raise NotFound("no-such-user", user_name=str(staff_id))
    return row


def _keep_a_coordinator(but: int) -> None:
    others = Staff.select().where(Staff.active & (Staff.role == Role.COORDINATOR) & (Staff.id != but))
    if not others.count():
        raise InvalidInput([Problem("role", "last-coordinator")])


def _problems_with(password: str, user_name: str, name: str) -> list[Problem]:
    """What is wrong with a new password of somebody here, where the names of the centre are known; inside a reading."""
    centre = (text for row in tuples(Centre.select(Centre.name, Centre.code)) for text in row)
    return password_problems(password, user_name, filter(None, (name, *centre)))
