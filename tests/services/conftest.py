"""A small centre that tests fill in a line or two."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from peerdesk.db.audit import Facts, Unit
from peerdesk.db.models import Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.domain.sessions.sessions import NewSession
from peerdesk.domain.trail.actions import ACTIONS
from peerdesk.domain.trail.facts import is_inner, reading
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes, session_page, sessions, signing
from tests.centres import PASSWORD

BEGINNING = date(2026, 11, 2)  # a Monday, two weeks before the week of TODAY


@pytest.fixture(autouse=True)
def every_entry_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test writes into the trail has words for what was done, and for each fact of it."""
    write = Unit.audit

    def look_and_write(
        unit: Unit, action: str, subject_id: int | None, old: Facts | None = None, new: Facts | None = None
    ) -> None:
        if not action.startswith("test."):
            assert action in ACTIONS, f"{action} is in no table of actions"
            for name in {*(old or ()), *(new or ())}:
                assert is_inner(action, name) or reading(action, name) is not None, f"{action} says {name}: no words"
        write(unit, action, subject_id, old, new)

    monkeypatch.setattr(Unit, "audit", look_and_write)


class SmallCentre:
    """Does in one call what a test needs done, through the services, in the coordinator's name."""

    def __init__(self, storage: Storage, actor: Actor, today: date) -> None:
        self.storage = storage
        self.actor = actor
        self.today = today

    def member(self, name: str = "Ramesh Kumar", native: str = "", *, admitted: date | None = BEGINNING) -> int:
        """Register somebody; ``admitted=None`` without a stay."""
        admission = Admission(Series.RESIDENTIAL, admitted) if admitted else None
        details = MemberDetails(name, native, Gender.MALE, age=30, village="Dabra")
        return members.register(self.storage, self.actor, details, today=self.today, admission=admission)

    def members(self, *names: str) -> list[int]:
        return [self.member(name) for name in names]

    def group(
        self,
        name: str = "Morning Circle",
        weekdays: Sequence[int] = (0, 2, 4),
        *,
        since: date = BEGINNING,
        facilitators: tuple[int, ...] = (1,),
    ) -> int:
        """A group that meets at 11:45; its sessions are in the book up to a fortnight from today."""
        times = tuple(MeetingTime(weekday, time(11, 45)) for weekday in weekdays)
        details = GroupDetails(
            name, GroupType.SELF_HELP, place="Hall", started_on=since, times=times, facilitators=facilitators
        )
        group_id = groups.create(self.storage, self.actor, details, today=since)
        sessions.plan_ahead(self.storage, self.actor, today=self.today)
        return group_id

    def join(self, group_id: int, *member_ids: int, since: date = BEGINNING) -> Sequence[int]:
        return memberships.join(self.storage, self.actor, Joining(group_id, member_ids, since))

    def session(self, group_id: int, day: date) -> int:
        """The number of the group's session on a day: from the book, or made by hand."""
        with self.storage.reading():
            of_day = Session.select(Session.id).where((Session.group == group_id) & (Session.day == day))
            found = tuples(of_day)
        if found:
            return int(found[0][0])
        new = NewSession(group_id, day, time(11, 45))
        return sessions.create(self.storage, self.actor, new, today=self.today)

    def hold(self, group_id: int, day: date, marks: str) -> int:
        """Mark a session in the order of its sheet, ``PTEL-A``; a hyphen leaves somebody unmarked."""
        session_id = self.session(group_id, day)
        rows = session_page.sheet(self.storage, self.actor, session_id).rows
        by_member = {
            row.member_id: Attendance(Mark(letter)) for row, letter in zip(rows, marks, strict=True) if letter != "-"
        }
        attendance.mark(self.storage, self.actor, session_id, by_member)
        return session_id

    def walk_in(self, session_id: int, member_id: int, mark: Mark | None = Mark.PRESENT) -> None:
        attendance.add_walk_in(self.storage, self.actor, session_id, member_id)
        if mark is not Mark.PRESENT:
            marks = {member_id: Attendance(mark) if mark else None}
            attendance.mark(self.storage, self.actor, session_id, marks)

    def note(self, session_id: int, **texts: Any) -> None:
        note = replace(GroupNote(shared="We talked about festivals."), **texts)
        notes.keep_group_note(self.storage, self.actor, session_id, note)

    def sign(self, session_id: int) -> str:
        """Sign, with a note and an objective if there is none, whoever is unmarked; returns the seal's short form."""
        note = session_page.note_now(self.storage, self.actor, session_id)
        if not note.written:
            note = replace(note, shared="We talked about festivals.")
        if note.objective is None:
            note = replace(note, objective=Objective.NONE)
        notes.keep_group_note(self.storage, self.actor, session_id, note)
        return signing.sign(self.storage, self.actor, session_id, PASSWORD, "Nobody knows")


@pytest.fixture
def centre(storage, coordinator, today) -> SmallCentre:
    """A centre with a coordinator and nobody else yet."""
    return SmallCentre(storage, coordinator, today)
