"""Making a demo centre: a believable file to look around in, the same rows for the same plan.

Everything is made in a folder inside the one asked for and moved into place at the end, the key files last. What fails
or is cancelled leaves the place as it was; what was killed, or lost its power, is cleared away by the next making.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, time

from peerdesk.db import key_rows
from peerdesk.db.models import Centre
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.schedule import PLANNED_AHEAD
from peerdesk.domain.progress import Progress
from peerdesk.errors import StorageUnavailable
from peerdesk.holding import hold_folder
from peerdesk.paths import DataFolder
from peerdesk.security.identity import Identity
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import STANDARD, KdfParameters
from peerdesk.services import access, door
from peerdesk.services.demo import groups, meetings, people, places, programme, rosters, rows, sealing, stays
from peerdesk.services.demo.marks import Marker
from peerdesk.services.demo.plan import CENTRE, COORDINATOR_ID, STAFF, DemoLogin, DemoPlan, holidays, logins
from peerdesk.services.demo.records import Attended, Recorder

__all__ = ["DemoLogin", "DemoPlan", "build", "logins"]

_ALL = 1000
_PEOPLE_DONE, _RECORDS_DONE, _PROGRAMME_DONE = 250, 850, 960  # of all
_PEOPLE_AT_ONCE, _RECORDS_AT_ONCE = 1000, 200


def build(
    folder: DataFolder, plan: DemoPlan, on_progress: Progress, parameters: KdfParameters = STANDARD
) -> tuple[DemoLogin, ...]:
    """Make a demo centre in an empty folder, or one that is not there yet, and return its log-ins.

    Args:
        folder: where to.
        plan: what it is to be like. Every time in the file follows from the plan, none from the clock.
        on_progress: called all along; what it raises cancels the making.
        parameters: how hard the passwords are made.

    Raises:
        StorageUnavailable: ``folder-not-empty``, before anything is touched; if the folder cannot be written; or if
            the disk is full or out of reach.
    """
    try:
        if folder.root.exists() and not _is_empty(folder):
            raise StorageUnavailable("folder-not-empty", path=str(folder.root))
    except OSError as error:
        raise StorageUnavailable.unwritable(folder.root, error) from error
    found = logins(plan)
    on_progress(0, _ALL)
    with _making(folder) as making:
        storage, keys, identities = _new_file(making, plan, found, parameters)
        try:
            with storage.bound():
                _fill(storage, plan, keys, identities, on_progress)
        finally:
            storage.close()
        on_progress(_ALL, _ALL)  # the last chance to cancel
        for name in ("database", "keys_backup", "keys"):
            os.replace(getattr(making, name), getattr(folder, name))
    return found


def _is_empty(folder: DataFolder) -> bool:
    """Whether nothing lies in the folder; what a making that was killed left there is taken away first."""
    left = folder.demo_in_making.root.exists()
    door.clear_killed_demo(folder)
    places = [place for place in (folder.backups, folder.logs) if left and place.is_dir() and not any(place.iterdir())]
    if {path.name for path in folder.root.iterdir()} != {place.name for place in places}:
        return False
    for place in places:
        place.rmdir()
    return True


@contextmanager
def _making(folder: DataFolder) -> Iterator[DataFolder]:
    """A folder to make things in; afterwards it is gone, and after a failure everything else that was made too."""
    was_there = folder.root.exists()
    making = folder.demo_in_making
    try:
        try:
            folder.create()
            making.create()
        except OSError as error:
            raise StorageUnavailable.unwritable(folder.root, error) from error
        held = hold_folder(making.root)
        try:
            yield making
        finally:
            if held is not None:
                os.close(held)
    except BaseException:
        for file in (folder.database, folder.keys, folder.keys_backup):
            with suppress(OSError):  # where nothing could be made there is nothing to take away
                file.unlink()
        for place in (making.root, folder.backups, folder.logs, *(() if was_there else (folder.root,))):
            shutil.rmtree(place, ignore_errors=True)
        raise
    shutil.rmtree(making.root)


def _new_file(
    making: DataFolder, plan: DemoPlan, found: tuple[DemoLogin, ...], parameters: KdfParameters
) -> tuple[Storage, KeyFile, Mapping[int, Identity]]:
    """An empty centre, open, with everybody's log-in, and what they sign with."""

    def now() -> datetime:
        return datetime.combine(plan.today, time.min)  # no later than anybody who looks around in it

    first, *others = found
    access.set_up(making, CENTRE, STAFF[0].details, first.password, new_code(), now, parameters)
    opened = door.unlock(making, first.user_name, first.password)
    keys, identities = KeyFile.load(making), {COORDINATOR_ID: opened.require_identity()}
    for who, login in zip(STAFF[1:], others, strict=True):
        identities[who.id] = Identity.new()
        given = opened, who.id, who.details.role, login.user_name, login.password, now()
        keys = keys.with_user(*given, parameters, identities[who.id])
    keys.save(making)
    return Storage.open(making, opened.master, now), keys, identities


def _fill(
    storage: Storage, plan: DemoPlan, keys: KeyFile, identities: Mapping[int, Identity], on_progress: Progress
) -> None:
    """Write everything in one unit of work, once the record knows everybody's keys."""
    came_on = stays.first_admissions(plan)
    everybody = people.draw_people(plan, came_on)
    admissions = stays.draw_stays(plan, came_on)
    coordinator = STAFF[0].details
    actor = Actor(COORDINATOR_ID, coordinator.user_name, coordinator.name, coordinator.role)
    with storage.writing(Changed(0), actor) as unit:
        key_rows.keep(unit, keys)
    with storage.writing(Changed(0), actor) as unit:
        unit.audit("demo.build", None, None, {"years": plan.years, "members": plan.members, "seed": plan.seed})
        _write_people(plan, everybody, admissions, on_progress)
        signer = _write_sessions(plan, everybody, admissions, on_progress)

        def told(done: int, total: int) -> None:
            on_progress(_PROGRAMME_DONE + (_ALL - _PROGRAMME_DONE) * done // max(total, 1), _ALL)

        sealing.write_chain(unit, identities, keys.key_list.head, signer.signed, signer.later, told)
        Centre.update(planned_through=plan.today + PLANNED_AHEAD).execute()


def _write_people(
    plan: DemoPlan, everybody: list[people.Person], admissions: list[stays.DemoStay], on_progress: Progress
) -> None:
    numbers = stays.admission_numbers(admissions)
    numbers_of: dict[int, list[str]] = {}
    for stay, number in zip(admissions, numbers, strict=True):
        numbers_of.setdefault(stay.member_id, []).append(number)
    phone_id = 1
    for begin in range(0, len(everybody), _PEOPLE_AT_ONCE):
        on_progress(_PEOPLE_DONE * begin // len(everybody), _ALL)
        phone_id = rows.write_people(everybody[begin : begin + _PEOPLE_AT_ONCE], numbers_of, phone_id)
    rows.write_stays(admissions, numbers, places.referred_to(plan, admissions))


def _write_sessions(
    plan: DemoPlan,
    everybody: list[people.Person],
    admissions: list[stays.DemoStay],
    on_progress: Progress,
) -> sealing.Signer:
    closed_days = holidays(plan.first_day, plan.today)
    rows.write_staff_and_holidays(closed_days)
    wanted = groups.outlines(plan)
    begun, memberships = rosters.draw_groups(plan, wanted, everybody, admissions)
    rows.write_groups(begun, memberships)
    rows.write_endings(admissions, memberships)
    away = stays.draw_leaves(plan, admissions)
    rows.write_leaves(plan.chance("leave-reasons"), everybody, away)
    book = meetings.draw_meetings(plan, begun, memberships, people.roll(everybody), closed_days)
    rows.write_meetings(book)
    on_leave = {leave.member_id for leave in away if leave.to_day > plan.today - stays.LEAVE_WINDOW}
    marker = Marker(plan, everybody, away, meetings.draw_absentees(plan, book, on_leave))
    recorder, attended = Recorder(plan, everybody, admissions, wanted, marker), Attended(plan)
    signer = _write_records(plan, recorder, attended, book, on_progress)
    on_progress(_RECORDS_DONE, _ALL)
    centre = programme.DemoCentre(plan, everybody, admissions, away, wanted, begun, memberships)
    programme.write_programme(centre, recorder, attended)
    on_progress(_PROGRAMME_DONE, _ALL)
    return signer


def _write_records(
    plan: DemoPlan, recorder: Recorder, attended: Attended, book: list[meetings.Meeting], on_progress: Progress
) -> sealing.Signer:
    """Write the record of every session that was held, and return what is to be sealed."""
    signer, waiting = sealing.Signer(plan), rows.RecordRows()
    for record in recorder.records(book):
        as_today = signer.sign(record)
        attended.add(as_today)
        signed = bool(signer.signed) and signer.signed[-1].session_id == record.meeting.id
        waiting.add(as_today, signed=signed)
        if record.meeting.id % _RECORDS_AT_ONCE == 0:
            done = (_RECORDS_DONE - _PEOPLE_DONE) * record.meeting.id // len(book)
            on_progress(_PEOPLE_DONE + done, _ALL)
            waiting.write()
    waiting.write()
    return signer
