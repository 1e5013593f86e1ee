from datetime import date, time, timedelta

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupName, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason, RecordState, SessionStatus
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes, session_page, sessions, signing
from tests.centres import PASSWORD, TODAY
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

MONDAY = date(2026, 11, 16)
POWER = NotHeldReason.NO_POWER


@pytest.fixture
def monday(storage, circle):
    return session_on(storage, circle.group_id, MONDAY)


@pytest.fixture
def sheet(storage, coordinator):
    return lambda session_id: session_page.sheet(storage, coordinator, session_id)


@pytest.fixture
def mark(storage, coordinator, circle):
    def call(session_id, letters):
        marks = {
            member_id: Attendance(Mark(letter)) if letter != "-" else None
            for member_id, letter in zip(circle.member_ids, letters, strict=True)
        }
        attendance.mark(storage, coordinator, session_id, marks)

    return call


def test_a_session_by_hand_is_in_the_book(storage, coordinator, circle, sheet):
    new = NewSession(circle.group_id, TODAY, time(17, 30), 45)
    found = sheet(sessions.create(storage, coordinator, new, today=TODAY))
    assert (found.day, found.starts, found.minutes, found.status) == (TODAY, time(17, 30), 45, SessionStatus.PLANNED)
    assert len(found.rows) == 5


def test_everything_wrong_with_a_session_by_hand_is_said_at_once(storage, coordinator, circle):
    def problems(*what):
        return problems_of(sessions.create, storage, coordinator, NewSession(circle.group_id, *what), today=TODAY)

    assert problems(date(2026, 11, 1), time(9), 3) == ["day: before-group-existed", "minutes: times-wrong"]
    assert problems(TODAY, time(11, 45)) == ["starts: session-exists"]
    assert problems(TODAY + timedelta(93), time(9)) == ["day: session-ahead"]
    groups.close(storage, coordinator, circle.group_id, TODAY)
    assert problems(TODAY + timedelta(1), time(9)) == ["day: group-closed"]
    unknown = NewSession(99, TODAY, time(9))
    assert failure_of(sessions.create, storage, coordinator, unknown, today=TODAY) == "unknown-group"


def test_a_session_that_did_not_happen_says_why_and_stays_out_of_every_percentage(
    storage, coordinator, circle, monday, sheet, announced
):
    sessions.did_not_happen(storage, coordinator, monday, NotHeldReason.OTHER, " road closed ")
    found = sheet(monday)
    assert (found.state, found.reason, found.reason_text) == (
        RecordState.DID_NOT_HAPPEN,
        NotHeldReason.OTHER,
        "road closed",
    )
    assert not found.open
    assert found.tally.percent is None
    assert announced == [Changed.SESSIONS]
    (entry,) = trail(storage, "session.did-not-happen")
    assert (entry.old["status"], entry.new["status"]) == ("planned", "did-not-happen")


def test_did_not_happen_can_be_taken_back(storage, coordinator, monday, sheet):
    sessions.did_not_happen(storage, coordinator, monday, POWER)
    sessions.did_happen(storage, coordinator, monday)
    sessions.did_happen(storage, coordinator, monday)
    assert (sheet(monday).status, sheet(monday).reason) == (SessionStatus.PLANNED, None)
    assert len(trail(storage, "session.did-happen")) == 1


def test_a_session_with_marks_or_words_did_happen(storage, coordinator, circle, monday, mark):
    refused = problems_of, sessions.did_not_happen, storage, coordinator, monday
    notes.keep_group_note(storage, coordinator, monday, GroupNote(shared="We talked."))
    assert problems_of(*refused[1:], POWER) == ["reason: session-has-marks"]
    notes.keep_group_note(storage, coordinator, monday, GroupNote())
    notes.keep_member_note(storage, coordinator, monday, circle.member_ids[0], "Quiet today")
    assert problems_of(*refused[1:], POWER) == ["reason: session-has-marks"]
    notes.keep_member_note(storage, coordinator, monday, circle.member_ids[0], "")
    mark(monday, "P----")
    assert problems_of(*refused[1:], NotHeldReason.OTHER, " ") == [
        "reason: session-has-marks",
        "reason_text: reason-missing",
    ]


def test_a_note_emptied_again_or_an_objective_chosen_ahead_does_not_hold_a_session(storage, coordinator, monday, sheet):
    note = GroupNote(Objective.FEELINGS, shared=" \n")
    notes.keep_group_note(storage, coordinator, monday, note)
    sessions.did_not_happen(storage, coordinator, monday, POWER)
    assert sheet(monday).status is SessionStatus.DID_NOT_HAPPEN


def test_a_session_that_did_not_happen_takes_no_marks_and_no_notes(storage, coordinator, circle, monday, mark):
    sessions.did_not_happen(storage, coordinator, monday, POWER)
    assert problems_of(mark, monday, "PPPPP") == [": session-did-not-happen"]
    write = notes.keep_group_note, storage, coordinator, monday, GroupNote(shared="No")
    assert problems_of(*write) == [": session-did-not-happen"]
    walk_in = attendance.add_walk_in, storage, coordinator, monday, circle.member_ids[0]
    assert problems_of(*walk_in) == [": session-did-not-happen"]


def test_a_session_that_did_not_happen_takes_no_guests_no_visitors_no_sheet_and_no_signature(
    storage, coordinator, circle, monday, sheet
):
    guest = attendance.add_guest(storage, coordinator, monday, circle.member_ids[0], "Sunita", Kinship.WIFE)
    sessions.did_not_happen(storage, coordinator, monday, POWER)
    refused = [": session-did-not-happen"]
    another = circle.member_ids[0], "Anita", Kinship.SISTER
    assert problems_of(attendance.add_guest, storage, coordinator, monday, *another) == refused
    assert problems_of(attendance.remove_guest, storage, coordinator, guest) == refused
    assert problems_of(attendance.count_visitors, storage, coordinator, monday, 3) == refused
    assert problems_of(attendance.from_paper, storage, coordinator, monday, keyed=True) == refused
    assert problems_of(signing.sign, storage, coordinator, monday, PASSWORD) == refused
    found = sheet(monday)
    assert ([shown.name for shown in found.guests], found.visitors, found.paper_on) == (["Sunita"], 0, None)


def test_why_a_session_did_not_happen_can_still_be_put_right(storage, coordinator, monday, sheet):
    sessions.did_not_happen(storage, coordinator, monday, POWER)
    sessions.did_not_happen(storage, coordinator, monday, NotHeldReason.FESTIVAL)
    assert sheet(monday).reason is NotHeldReason.FESTIVAL


def test_a_walk_in_left_over_does_not_make_a_session_happen(storage, coordinator, circle, monday, sheet):
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
    zakir = members.register(storage, coordinator, details, today=TODAY)
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    attendance.mark(storage, coordinator, monday, {zakir: None})
    sessions.did_not_happen(storage, coordinator, monday, POWER)
    assert problems_of(attendance.remove_walk_in, storage, coordinator, monday, zakir) == [": session-did-not-happen"]
    assert sheet(monday).status is SessionStatus.DID_NOT_HAPPEN


def test_the_lists_show_the_same_counts_as_the_session_screen(storage, coordinator, circle, monday, mark, sheet):
    mark(monday, "PTLA-")
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
    for name in ("Zakir", "Zubin"):
        member_id = members.register(storage, coordinator, details, today=TODAY)
        attendance.add_walk_in(storage, coordinator, monday, member_id)
        if name == "Zubin":
            attendance.mark(storage, coordinator, monday, {member_id: None})
    (row,) = sessions.between(storage, coordinator, MONDAY, MONDAY)
    assert row.tally == sheet(monday).tally == Tally(present=2, late=1, leave=1, absent=1, unmarked=2)
    assert (row.state, row.has_note, row.facilitator) == (RecordState.DRAFT, False, "Ravi Tomar")


def test_a_list_of_sessions_runs_by_time_or_backwards(storage, coordinator, circle):
    days = [row.day for row in sessions.between(storage, coordinator, date(2026, 11, 2), MONDAY)]
    assert days == [date(2026, 11, day) for day in (2, 4, 6, 9, 11, 13, 16)]
    newest = sessions.between(storage, coordinator, date(2026, 11, 2), MONDAY, newest_first=True)
    assert [row.day for row in newest] == days[::-1]
    assert list(sessions.between(storage, coordinator, date(2026, 11, 2), MONDAY, group_id=99)) == []


def test_the_screen_of_sessions_offers_the_groups_that_still_meet_first(storage, coordinator, circle):
    late = GroupDetails("Evening", GroupType.SELF_HELP, started_on=MONDAY)
    gone = GroupDetails("Afternoon", GroupType.SELF_HELP, started_on=date(2026, 11, 2))
    evening, afternoon = (groups.create(storage, coordinator, made, today=MONDAY) for made in (late, gone))
    groups.close(storage, coordinator, afternoon, date(2026, 11, 9))
    found = sessions.screen(storage, coordinator, MONDAY, MONDAY, group_id=circle.group_id)
    assert list(found.groups) == [
        GroupName(evening, "Evening", closed=False),
        GroupName(circle.group_id, "Morning Circle", closed=False),
        GroupName(afternoon, "Afternoon", closed=True),
    ]
    assert found.rows == sessions.between(storage, coordinator, MONDAY, MONDAY)


def test_the_screen_shows_the_roster_in_the_order_of_the_sheet_with_the_last_five_marks(
    storage, coordinator, circle, mark, sheet
):
    for day, letters in [(4, "PPPPP"), (6, "AAAAA"), (9, "P----"), (11, "TTTTT"), (13, "LLLLL"), (16, "EEEEE")]:
        mark(session_on(storage, circle.group_id, date(2026, 11, day)), letters)
    found = sheet(session_on(storage, circle.group_id, TODAY))
    assert [row.serial for row in found.rows] == [1, 2, 3, 4, 5]
    assert [row.name_latin for row in found.rows][:4] == [
        "Anil Yadav",
        "Gurpreet Singh",
        "",  # ज्ञानेश्वर
        "Ramesh Kumar",
    ]
    ramesh, anil = found.rows[3], found.rows[0]
    assert "".join(mark or "-" for mark in ramesh.last_marks) == "APTLE"
    assert "".join(mark or "-" for mark in anil.last_marks) == "A-TLE"
    assert found.tally == Tally(unmarked=5)


def test_the_screen_knows_the_sessions_before_and_after(storage, circle, monday, sheet):
    found = sheet(monday)
    assert sheet(found.previous_id).day == date(2026, 11, 13)
    assert sheet(found.next_id).day == TODAY
    assert sheet(session_on(storage, circle.group_id, date(2026, 11, 2))).previous_id is None
    assert sheet(session_on(storage, circle.group_id, date(2026, 12, 2))).next_id is None


def test_the_strip_shows_the_fourteen_days_up_to_the_session(storage, coordinator, circle, monday, mark, sheet):
    mark(monday, "PPPPP")
    notes.keep_group_note(storage, coordinator, monday, GroupNote(coping="Breathing"))
    strip = sheet(session_on(storage, circle.group_id, TODAY)).strip
    assert [day.day.day for day in strip] == [6, 9, 11, 13, 16, 18]
    assert [(day.status, day.has_note) for day in strip if day.day == MONDAY] == [(SessionStatus.HELD, True)]


def test_the_plan_of_the_last_held_session_can_be_copied(storage, coordinator, circle, monday, mark, sheet):
    notes.keep_group_note(storage, coordinator, monday, GroupNote(plan="Role-play: saying no"))
    wednesday = session_on(storage, circle.group_id, TODAY)
    assert sheet(wednesday).last_plan == ""
    mark(monday, "PPPPP")
    assert sheet(wednesday).last_plan == "Role-play: saying no"


def test_office_staff_see_the_session_without_its_notes(storage, coordinator, office, circle, monday, mark):
    mark(monday, "PPPPP")
    notes.keep_group_note(storage, coordinator, monday, GroupNote(shared="Grief", plan="Letter"))
    notes.keep_member_note(storage, coordinator, monday, circle.member_ids[0], "Talked of his father")
    found = session_page.sheet(storage, office, monday)
    assert found.note is None
    assert [row.note for row in found.rows] == [""] * 5
    assert session_page.sheet(storage, office, session_on(storage, circle.group_id, TODAY)).last_plan == ""
    assert not found.responsible
    assert "Grief" not in repr(found)
    assert "father" not in repr(found)


def test_an_unknown_session_is_not_found(storage, coordinator, circle, sheet):
    assert failure_of(sheet, 999) == "unknown-session"
    assert failure_of(sessions.did_not_happen, storage, coordinator, 999, POWER) == "unknown-session"


def test_the_screen_asks_the_file_as_often_for_five_members_as_for_forty(
    storage, coordinator, circle, monday, sheet, statements
):
    def asked():
        with statements() as sql:
            sheet(monday)
        return len(sql)

    attendance.mark_rest_present(storage, coordinator, monday)
    for_five = asked()
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
    more = tuple(members.register(storage, coordinator, details, today=TODAY) for _ in range(35))
    memberships.join(storage, coordinator, Joining(circle.group_id, more, MONDAY), "The hall is large.")
    attendance.mark_rest_present(storage, coordinator, monday)
    for member_id in more:
        notes.keep_member_note(storage, coordinator, monday, member_id, "Came with the bus")
    assert len(sheet(monday).rows) == 40
    assert asked() == for_five
