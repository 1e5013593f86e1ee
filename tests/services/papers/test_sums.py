"""Whatever is in the book, every page counts the same, with as many queries for many members as for few."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.papers.choices import Ask
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services.members import member_page
from peerdesk.services.sessions import attendance, session_page, sessions
from peerdesk.services.sessions.attendance import Marks

FIRST = date(2026, 11, 2)
WEEKS = [(date(2026, 11, 2), date(2026, 11, 8)), (date(2026, 11, 9), date(2026, 11, 15))]
DAYS = [FIRST + timedelta(offset) for offset in (0, 2, 4, 7, 9, 11)]
MARKS = st.sampled_from([*Mark, None])

PEOPLE = st.lists(st.integers(0, 10), min_size=1, max_size=4)
"""Each member's day of joining, counted from the first."""

EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.sampled_from(DAYS),
            "marks": st.lists(MARKS, min_size=4, max_size=4),
            "walk_in": st.none() | MARKS,
            "missed": st.booleans(),
            "signed": st.booleans(),
        }
    ),
    max_size=5,
    unique_by=lambda event: event["day"],
)


class Story:
    """A group and what happened in it; each in the same file, with its own people."""

    number = 0

    def __init__(self, centre, joined: list[int], events: list[dict[str, Any]]) -> None:
        Story.number += 1
        self.centre = centre
        self.group_id = centre.group(f"Group {Story.number}")
        self.member_ids = [centre.member(f"Member {place}", admitted=None) for place in range(len(joined))]
        for member_id, offset in zip(self.member_ids, joined, strict=True):
            centre.join(self.group_id, member_id, since=FIRST + timedelta(offset))
        self.guest = centre.member("Guest", admitted=None)
        for event in sorted(events, key=lambda event: event["day"]):
            self._happen(**event)
        # entered afterwards: unmarked where a session is not signed, not due where it is
        self.member_ids.append(centre.member("Entered late", admitted=None))
        centre.join(self.group_id, self.member_ids[-1])

    def _happen(self, day, marks, walk_in, missed, signed) -> None:
        storage, actor = self.centre.storage, self.centre.actor
        session_id = self.centre.session(self.group_id, day)
        due = [row.member_id for row in session_page.sheet(storage, actor, session_id).rows]
        given_marks: Marks = {
            member_id: Attendance(mark) for member_id, mark in zip(due, marks, strict=False) if mark is not None
        }
        if not given_marks:
            if missed:
                sessions.did_not_happen(storage, actor, session_id, NotHeldReason.WEATHER)
            return
        attendance.mark(storage, actor, session_id, given_marks)
        if walk_in is not None:
            self.centre.walk_in(session_id, self.guest, walk_in)
        if signed:
            self.centre.sign(session_id)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(joined=PEOPLE, events=EVENTS)
def test_register_week_sheet_progress_and_member_page_agree(centre, register, weekly, progress, joined, events):
    story = Story(centre, joined, events)
    of_members: dict[int, Tally] = {}
    for first, last in WEEKS:
        page = register(group=story.group_id, first=first, last=last)
        [week] = [g for g in weekly(first=first, last=last).groups if g.group_id == story.group_id]
        assert sum((row.tally for row in page.rows), Tally()) == week.tally
        assert sum(session.cell is None and session.tally != Tally() for session in page.sessions) == week.held
        for session in page.sessions:
            sheet = session_page.sheet(centre.storage, centre.actor, session.session_id)
            assert session.tally in (sheet.tally, Tally())
        for row in page.rows:
            of_members[row.person.number] = of_members.get(row.person.number, Tally()) + row.tally
    both = {"first": WEEKS[0][0], "last": WEEKS[-1][1]}
    for member_id in story.member_ids:
        shown = member_page.page(centre.storage, centre.actor, member_id, today=centre.today)
        counted = of_members.get(shown.number, Tally())
        assert progress(member=shown.number, **both).tally == counted
        assert [group.tally for group in shown.groups] == [replace(counted, unmarked=0)]


@pytest.mark.parametrize("report", REPORTS)
def test_many_members_and_sessions_are_read_with_as_many_queries_as_few(centre, gather, statements, report):
    asked = []
    for name, members, days in (("A", 3, DAYS[3:4]), ("B", 12, DAYS)):
        group_id = centre.group(name)
        people = [centre.member(f"{name}{place}") for place in range(members)]
        centre.join(group_id, *people)
        for day in days:
            session_id = centre.hold(group_id, day, "A" * members)
            centre.walk_in(session_id, centre.member("Guest"))
            if day == days[-1]:
                centre.sign(session_id)
        chosen = {"first": FIRST, "last": date(2026, 11, 15)} if REPORTS[report].days else {}
        if Ask.GROUP in REPORTS[report].asks:
            chosen["group"] = group_id
        with statements() as sql:
            gather(report, **chosen)
        asked.append(len(sql))
    assert asked[0] == asked[1]
    assert 0 < asked[0] < 90
