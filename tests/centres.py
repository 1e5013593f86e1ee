"""Centres that are made once in a run and copied for every test that asks for one.

Keys, a file, staff and a group with its sessions take longer to make than most tests take; a copy takes milliseconds.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.changes import Announcement
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.paths import DataFolder
from peerdesk.security.master import Master
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import KdfParameters
from peerdesk.security.slots import Opened
from peerdesk.services import access, door, staff
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import sessions

CHEAP = KdfParameters(memory=19_456, time=1)
"""The least a slot may cost, so that tests do not spend their time on passwords."""

PASSWORD = "river stone 7"
TODAY = date(2026, 11, 18)  # a Wednesday

RAVI, KAVITA, CIRCLE = "ravi", "kavita", "circle"
"""What may be added to a bare centre, in this order: a counsellor, a clerk, the counsellor's Morning Circle."""

STAFF = {
    RAVI: StaffDetails("ravi", "Ravi Tomar", "Counsellor"),
    KAVITA: StaffDetails("kavita", "Kavita Jatav", "Clerk", Role.OFFICE),
}
NAMES = (
    ("Ramesh Kumar", "रमेश कुमार"),
    ("Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ("Sunita Shinde", "सुनीता शिंदे"),
    ("Anil Yadav", ""),
    ("", "ज्ञानेश्वर कुऱ्हाडे"),
)


def at_ten() -> datetime:
    return datetime.combine(TODAY, time(10, 0))


def nobody(_change: Announcement) -> None:
    """Listens to what a storage announces, and does not care."""


@dataclass(frozen=True)
class Circle:
    """A group of five with sessions on Mondays, Wednesdays and Fridays since 02-11-2026."""

    group_id: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True)
class Centre:
    """A folder, what everybody's password opens, and what was made in it."""

    folder: DataFolder
    opened: Mapping[str, Opened]
    circle: Circle | None = None

    @property
    def master(self) -> Master:
        return self.opened["meena"].master


class Shelf:
    """Makes each kind of centre when it is first asked for, one on top of the other."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._made: dict[tuple[str, ...], Centre] = {}

    def copy(self, parts: Sequence[str], root: Path) -> Centre:
        """Put a centre with these parts into a new folder."""
        model = self._model(tuple(parts))
        shutil.copytree(model.folder.root, root)
        return Centre(DataFolder(root), model.opened, model.circle)

    def _model(self, parts: tuple[str, ...]) -> Centre:
        if parts not in self._made:
            root = self._place / "-".join(("centre", *parts))
            self._made[parts] = _with_part(self.copy(parts[:-1], root), parts[-1]) if parts else _bare(root)
        return self._made[parts]


def _bare(root: Path) -> Centre:
    folder = DataFolder(root)
    access.set_up(
        folder,
        CentreDetails("Asha Kendra", "ASH", "Station Road, Dabra", "MP/2019/114"),
        StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR),
        PASSWORD,
        new_code(),
        lambda: datetime(2026, 11, 1, 9, 0),
        CHEAP,
    )
    return Centre(folder, {"meena": door.unlock(folder, "meena", PASSWORD)})


def _with_part(centre: Centre, part: str) -> Centre:
    storage = Storage.open(centre.folder, centre.master, at_ten, _nobody)
    opened, circle = centre.opened, centre.circle
    try:
        with storage.bound():
            coordinator = access.enter(storage, opened["meena"])
            if part == CIRCLE:
                circle = _circle(storage, coordinator, access.enter(storage, opened[RAVI]))
            else:
                staff.add(storage, coordinator, STAFF[part], PASSWORD, PASSWORD, CHEAP)
                opened = {**opened, part: door.unlock(centre.folder, part, PASSWORD)}
    finally:
        storage.close()
    return Centre(centre.folder, opened, circle)


def enter(storage: Storage, user_name: str, password: str = PASSWORD, **how: Any) -> Actor:
    """Log in with a password."""
    return access.enter(storage, door.unlock(storage.folder, user_name, password), **how)


def _circle(storage: Storage, coordinator: Actor, counsellor: Actor) -> Circle:
    first = date(2026, 11, 2)
    member_ids = tuple(
        members.register(
            storage,
            coordinator,
            MemberDetails(latin, native, Gender.FEMALE if "Sunita" in latin else Gender.MALE, age=30, village="Dabra"),
            today=first,
            admission=Admission(Series.RESIDENTIAL, first),
        )
        for latin, native in NAMES
    )
    times = tuple(MeetingTime(weekday, time(11, 45)) for weekday in (0, 2, 4))
    details = GroupDetails(
        "Morning Circle", GroupType.SELF_HELP, started_on=first, times=times, facilitators=(counsellor.staff_id,)
    )
    group_id = groups.create(storage, coordinator, details, today=first)
    memberships.join(storage, coordinator, Joining(group_id, member_ids, first))
    sessions.plan_ahead(storage, coordinator, today=TODAY)
    return Circle(group_id, member_ids)


def _nobody(_change: Announcement) -> None:
    """Nobody listens while a centre is being made."""
