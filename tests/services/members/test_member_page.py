from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.measures.safety import SafetyOfMember
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.screens.members import MemberFilter
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.sessions import NewSession
from peerdesk.services.groups import groups, memberships
from peerdesk.services.measures import measures, safety
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import attendance, notes, session_page, sessions
from tests.centres import TODAY
from tests.looking import session_on
from tests.refusals import failure_of

FIRST, MONDAY = date(2026, 11, 2), date(2026, 11, 16)


@pytest.fixture
def page(storage, coordinator):
    return lambda member_id: member_page.page(storage, coordinator, member_id, today=TODAY)


@pytest.fixture
def mark(storage, coordinator, circle):
    def call(day, member_id, letter):
        session_id = session_on(storage, circle.group_id, day)
        attendance.mark(storage, coordinator, session_id, {member_id: Attendance(Mark(letter))})
        return session_id

    return call


def test_a_member_is_shown_with_stay_groups_and_latest_marks(circle, page, mark):
    ramesh = circle.member_ids[0]
    for day, letter in [(2, "P"), (4, "A"), (6, "T"), (9, "L")]:
        mark(date(2026, 11, day), ramesh, letter)
    found = page(ramesh)
    assert (found.name, found.number, found.age, found.archived) == ("Ramesh Kumar", 1, 30, False)
    assert [stay.number for stay in found.stays] == ["ASH/2026-27/0001"]
    (group,) = found.groups
    assert (group.group_name, group.from_day, group.to_day) == ("Morning Circle", FIRST, None)
    assert group.tally == Tally(present=1, late=1, leave=1, absent=1)
    assert group.tally.percent == 67
    assert "".join(letter for _, _, letter in found.strip) == "PATL"


def test_the_screen_holds_the_list_and_the_page_of_one(storage, coordinator, office, circle, page):
    ramesh = circle.member_ids[0]
    nobody = member_page.screen(storage, coordinator, today=TODAY, text="gurp")
    assert ([row.name_latin for row in nobody.found.rows], nobody.member) == (["Gurpreet Singh"], None)
    shown = member_page.screen(storage, coordinator, today=TODAY, chosen=MemberFilter.ARCHIVED, member_id=ramesh)
    assert (shown.found.total, shown.member) == (0, page(ramesh))
    seen = member_page.screen(storage, office, today=TODAY, member_id=ramesh).member
    assert (seen.notes, seen.story.goals, seen.story.safety) == (None, None, None)
    assert member_page.screen(storage, coordinator, today=TODAY, member_id=99).member is None


def test_a_safety_note_stands_on_the_page_for_counsellors_alone(storage, coordinator, counsellor, office, circle):
    ramesh, gurpreet = circle.member_ids[:2]
    worried = dict.fromkeys(range(1, 9), 0) | {9: 1}
    measures.record(storage, counsellor, ramesh, "phq-9", FIRST, worried, today=TODAY)

    def notes(actor, member_id=ramesh):
        return member_page.page(storage, actor, member_id, today=TODAY).story.safety

    assert notes(counsellor).open == notes(coordinator).open == safety.open_note(storage, counsellor, ramesh)
    assert notes(counsellor).open.day == FIRST
    assert (notes(office), notes(counsellor, gurpreet)) == (None, SafetyOfMember(None, []))
    assert failure_of(safety.open_note, storage, office, ramesh) == "not-permitted"


def test_the_strip_holds_the_latest_thirty_marks(storage, coordinator, circle, page):
    ramesh = circle.member_ids[0]
    for hour in range(8, 20):
        for day in (FIRST, MONDAY, TODAY):
            new = NewSession(circle.group_id, day, time(hour))
            session_id = sessions.create(storage, coordinator, new, today=TODAY)
            letter = Mark.ABSENT if day == FIRST else Mark.PRESENT
            attendance.mark(storage, coordinator, session_id, {ramesh: Attendance(letter)})
    strip = "".join(letter for _, _, letter in page(ramesh).strip)
    assert strip == "A" * 6 + "P" * 24


def test_attendance_is_counted_apart_for_each_time_somebody_was_in_a_group(storage, coordinator, circle, page, mark):
    ramesh = circle.member_ids[0]
    mark(FIRST, ramesh, "P")
    mark(date(2026, 11, 4), ramesh, "A")
    memberships.leave(storage, coordinator, page(ramesh).groups[0].membership_id, date(2026, 11, 6))
    memberships.join(storage, coordinator, Joining(circle.group_id, (ramesh,), MONDAY))
    mark(MONDAY, ramesh, "P")
    again, before = page(ramesh).groups
    assert (again.from_day, again.tally) == (MONDAY, Tally(present=1))
    assert (before.to_day, before.tally) == (date(2026, 11, 6), Tally(present=1, absent=1))


def test_notes_are_shown_newest_first_to_those_who_may_see_them(storage, coordinator, office, circle, page, mark):
    ramesh = circle.member_ids[0]
    for day, text in [(FIRST, "Quiet"), (MONDAY, "Shared")]:
        notes.keep_member_note(storage, coordinator, mark(day, ramesh, "P"), ramesh, text)
    assert [(note.day, note.text) for note in page(ramesh).notes] == [(MONDAY, "Shared"), (FIRST, "Quiet")]
    seen = member_page.page(storage, office, ramesh, today=TODAY)
    assert seen.notes is None
    assert "Quiet" not in repr(seen)


def test_an_outsider_to_every_group_has_an_empty_page(storage, coordinator, page):
    member_id = members.register(storage, coordinator, MemberDetails("Zakir", gender=Gender.MALE, age=22), today=TODAY)
    stays.admit(storage, coordinator, member_id, Admission(Series.OUTPATIENT, TODAY), today=TODAY)
    found = page(member_id)
    assert (list(found.groups), list(found.strip), list(found.notes), list(found.leaves)) == ([], [], [], [])


def test_somebody_unknown_is_not_found(page):
    assert failure_of(page, 99) == "unknown-member"


MARKS = st.sampled_from("PTELA-")
SESSIONS = st.lists(st.tuples(MARKS, MARKS, MARKS, st.sampled_from("PA-")), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SESSIONS)
def test_session_screen_lists_group_and_members_agree_on_every_count(storage, coordinator, book):
    """Three members and a walk-in; each example is a group of its own."""
    group_id, (*roster, walk_in) = a_group(storage, coordinator)
    everybody = Tally()
    for hour, letters in enumerate(book, start=7):
        session_id = sessions.create(storage, coordinator, NewSession(group_id, TODAY, time(hour)), today=TODAY)
        keep(storage, coordinator, session_id, dict(zip(roster, letters[:3], strict=True)))
        if letters[3] != "-":
            attendance.add_walk_in(storage, coordinator, session_id, walk_in)
            keep(storage, coordinator, session_id, {walk_in: letters[3]})
        screen = session_page.sheet(storage, coordinator, session_id).tally
        (row,) = [row for row in sessions.between(storage, coordinator, TODAY, TODAY) if row.id == session_id]
        assert (
            row.tally == screen == Tally.of(Mark(x) if x != "-" else None for x in letters[: 3 + (letters[3] != "-")])
        )
        everybody += Tally.of(Mark(letter) for letter in letters[:3] if letter != "-")

    (overview,) = [row for row in groups.overview(storage, coordinator, today=TODAY) if row.id == group_id]
    by_member = [member_page.page(storage, coordinator, member_id, today=TODAY).groups[0].tally for member_id in roster]
    assert overview.tally == sum(by_member, Tally()) == everybody
    assert overview.tally.percent == everybody.percent
    for place, tally in enumerate(by_member):
        assert tally == Tally.of(Mark(letters[place]) for letters in book if letters[place] != "-")
    assert list(member_page.page(storage, coordinator, walk_in, today=TODAY).groups) == []


def a_group(storage, actor):
    details = MemberDetails("Ramesh", gender=Gender.MALE, age=30)
    member_ids = [members.register(storage, actor, details, today=TODAY) for _ in range(4)]
    name = f"Group of {member_ids[0]}"
    times = (MeetingTime((TODAY + timedelta(1)).weekday(), time(9)),)
    group = GroupDetails(name, GroupType.SELF_HELP, started_on=FIRST, times=times)
    group_id = groups.create(storage, actor, group, today=TODAY)
    memberships.join(storage, actor, Joining(group_id, tuple(member_ids[:3]), FIRST))
    return group_id, member_ids


def keep(storage, actor, session_id, letters):
    marks = {member_id: Attendance(Mark(letter)) for member_id, letter in letters.items() if letter != "-"}
    attendance.mark(storage, actor, session_id, marks)
