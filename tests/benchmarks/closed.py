"""A day's work on a record in which each value that office staff do not read is closed, and on the same one without.

A day: Today with its lists, forty members and ten sessions looked at, a hundred pauses in typing, the report of the
week and of a member. The record without is a copy in which every value was opened and the second key taken away.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from peerdesk.db.models import MODELS, Member, Session, Staff
from peerdesk.db.queries import values
from peerdesk.db.storage import Storage
from peerdesk.db.tables.closed import closed_fields
from peerdesk.domain.access import Actor
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.paths import DataFolder
from peerdesk.services import door, today
from peerdesk.services.members import member_page
from peerdesk.services.papers import progress_report, weekly_report
from peerdesk.services.sessions import notes, session_page
from tests.benchmarks.centres import TEN, TODAY, YEAR, Centre, now
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row, compared

WHAT = "a day's work with closed values ÷ without"
AIM = 1.1

MEMBERS, SESSIONS, PAUSES = 40, 10, 100


def parts() -> Iterator[Part]:
    for kind in (YEAR, TEN):
        yield Part(f"{WHAT}, {kind.age}", (kind,), partial(_measure, kind.age))


def _measure(age: str, centres: Sequence[Centre], rounds: int) -> list[Row]:
    with TemporaryDirectory() as place, _copies(centres[0], Path(place)) as (closed, without):
        return [compared(f"{WHAT}, {age}", closed.day, without.day, rounds, aim=AIM)]


@dataclass
class Sitting:
    """Somebody at work on one of the two records."""

    storage: Storage
    actor: Actor
    members: Sequence[int]
    sessions: Sequence[int]
    session: int
    turn: int = 0

    def day(self) -> None:
        with self.storage.bound():
            self._look()
            self._write()
            self._print()

    def _look(self) -> None:
        today.page(self.storage, self.actor, today=TODAY)
        for member_id in self.members:
            member_page.page(self.storage, self.actor, member_id, today=TODAY)
        for session_id in self.sessions:
            session_page.sheet(self.storage, self.actor, session_id)

    def _write(self) -> None:
        for pause in range(PAUSES):
            text = f"We talked about festivals. {self.turn} {'And about home. ' * (pause % 40)}"
            note = GroupNote(Objective.COPING_SKILLS, "Festivals", shared=text, plan="The same again.")
            notes.keep_group_note(self.storage, self.actor, self.session, note)
        self.turn += 1

    def _print(self) -> None:
        weekly_report.gather(self.storage, self.actor, Choices(), today=TODAY, now=now())
        progress_report.gather(self.storage, self.actor, Choices(member=self.members[0]), today=TODAY, now=now())


@contextmanager
def _copies(centre: Centre, place: Path) -> Iterator[tuple[Sitting, Sitting]]:
    """The record twice: as it is, and opened."""
    master = door.unlock(centre.folder, centre.user_name, centre.password).master
    folders = [DataFolder(place / name) for name in ("closed", "without")]
    for folder in folders:
        shutil.copytree(centre.folder.root, folder.root)
    _open_all(Storage.open(folders[1], master, now))
    storages = [Storage.open(folders[0], master, now), Storage.open(folders[1], master.with_notes(None), now)]
    try:
        closed, without = (_sit_down(storage, centre.user_name) for storage in storages)
        yield closed, without
    finally:
        for storage in storages:
            storage.close()


def _sit_down(storage: Storage, user_name: str) -> Sitting:
    with storage.bound(), storage.reading():
        row = Staff.get(Staff.user_name == user_name)
        people = values(Member.select(Member.id).order_by(Member.id.desc()).limit(MEMBERS))
        recent = Session.select(Session.id).where(Session.day <= TODAY).order_by(Session.day.desc(), Session.id)
        found = values(recent.limit(SESSIONS))
        ahead = Session.select(Session.id).where(Session.day == TODAY).order_by(Session.id)
        unsigned = [each for each in values(ahead) if not _is_signed(storage, each)]
    return Sitting(storage, Actor(row.id, row.user_name, row.name, row.role), people, found, unsigned[-1])


def _is_signed(storage: Storage, session_id: int) -> bool:
    return bool(storage._database.run("SELECT 1 FROM seal WHERE session_id = ?", (session_id,)))


def _open_all(storage: Storage) -> None:
    run = storage._database.run
    with storage.bound(), storage.reading():
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            run(f"DROP TRIGGER {name}")
        for model in MODELS:
            meta = model._meta
            row = ", ".join(key.column_name for key in meta.get_primary_keys())
            for field in closed_fields(model):
                name = field.column_name
                run(f"UPDATE {meta.table_name} SET {name} = {field.opens_with}('{field.cell}', {name}, {row})")  # noqa: S608
        run("DELETE FROM key_entry WHERE event = 'notes'")
    storage.close()
