from datetime import date, timedelta

import pytest

from peerdesk.db.models import AttendanceRow
from peerdesk.db.queries import tuples
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Leave
from peerdesk.domain.sessions.guests import VISITING, Kinship
from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark, Tally
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.services.groups import groups
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import attendance, notes, session_page
from tests.centres import TODAY
from tests.looking import marks_of, session_on, trail
from tests.refusals import failure_of, problems_of

MONDAY = date(2026, 11, 16)
PRESENT, ABSENT = Attendance(Mark.PRESENT), Attendance(Mark.ABSENT)


@pytest.fixture
def monday(storage, circle):
    return session_on(storage, circle.group_id, MONDAY)


@pytest.fixture
def mark(storage, coordinator, monday):
    return lambda marks: attendance.mark(storage, coordinator, monday, marks)


@pytest.fixture
def rest_present(storage, coordinator, monday):
    return lambda: attendance.mark_rest_present(storage, coordinator, monday)


@pytest.fixture
def sheet(storage, coordinator, monday):
    return lambda: session_page.sheet(storage, coordinator, monday)


@pytest.fixture
def row(sheet):
    return lambda member_id: next(row for row in sheet().rows if row.member_id == member_id)


@pytest.fixture
def away(storage, coordinator, circle):
    """The second member, on leave from Saturday to Tuesday."""
    stays.add_leave(storage, coordinator, circle.member_ids[1], Leave(date(2026, 11, 14), date(2026, 11, 17), "court"))
    return circle.member_ids[1]


@pytest.fixture
def zakir(storage, coordinator):
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
    return members.register(storage, coordinator, details, today=TODAY)


def test_the_first_mark_makes_the_session_held(circle, mark, sheet, announced):
    assert sheet().status is SessionStatus.PLANNED
    mark({circle.member_ids[0]: PRESENT})
    assert sheet().status is SessionStatus.HELD
    assert announced == [Changed.ATTENDANCE | Changed.SESSIONS]


def test_with_its_last_mark_cleared_a_session_is_planned_again(circle, mark, sheet):
    ramesh, gurpreet = circle.member_ids[:2]
    mark({ramesh: PRESENT, gurpreet: ABSENT})
    mark({ramesh: None})
    assert sheet().status is SessionStatus.HELD
    mark({gurpreet: None})
    assert sheet().status is SessionStatus.PLANNED
    assert sheet().tally == Tally(unmarked=5)


def test_the_first_mark_marks_planned_leave(circle, mark, row, away):
    assert (row(away).on_leave, row(away).mark) == ("court", None)
    mark({circle.member_ids[0]: PRESENT})
    assert row(away).attendance == Attendance(Mark.LEAVE, reason=LeaveReason.OTHER)


def test_who_came_in_spite_of_leave_is_present(mark, row, away):
    mark({away: PRESENT})
    assert row(away).mark is Mark.PRESENT


def test_leave_cleared_later_stays_cleared(circle, mark, row, away):
    mark({circle.member_ids[0]: PRESENT})
    mark({away: None})
    mark({circle.member_ids[2]: PRESENT})
    assert row(away).mark is None


def test_leave_on_other_days_marks_nobody(storage, coordinator, circle, mark, row, monday):
    ramesh = circle.member_ids[0]
    stays.add_leave(storage, coordinator, ramesh, Leave(TODAY, TODAY, "court"))
    mark({circle.member_ids[2]: PRESENT})
    assert row(ramesh).mark is None


def test_what_stood_there_before_is_returned_and_undoes_everything(storage, circle, mark, sheet, away, monday):
    ramesh, _, sunita = circle.member_ids[:3]
    undo = mark({ramesh: PRESENT})
    assert undo == {ramesh: None, away: None}
    late = Attendance(Mark.LATE, minutes=10, participation=2)
    mark({sunita: late})
    assert mark({sunita: ABSENT, ramesh: ABSENT}) == {sunita: late, ramesh: PRESENT}
    mark({sunita: late, ramesh: PRESENT})
    assert mark({sunita: None}) == {sunita: late}
    mark(undo)
    assert (marks_of(storage, monday), sheet().status) == ({}, SessionStatus.PLANNED)


@pytest.mark.parametrize(
    "kept",
    [
        Attendance(Mark.PRESENT, participation=4),
        Attendance(Mark.LATE, minutes=15, participation=0),
        Attendance(Mark.LEFT_EARLY, minutes=60),
        Attendance(Mark.LEAVE, reason=LeaveReason.HOME_VISIT),
        Attendance(Mark.ABSENT),
    ],
)
def test_a_mark_is_kept_with_what_belongs_to_it(circle, mark, row, kept):
    mark({circle.member_ids[0]: kept})
    assert row(circle.member_ids[0]).attendance == kept


def test_particulars_of_another_mark_are_dropped(circle, mark, row):
    mark({circle.member_ids[0]: Attendance(Mark.PRESENT, minutes=5, reason=LeaveReason.COURT)})
    assert row(circle.member_ids[0]).attendance == PRESENT


def test_everything_wrong_is_said_at_once_and_nobody_is_marked(storage, circle, mark, zakir, monday, announced):
    announced.clear()
    marks = {
        circle.member_ids[0]: PRESENT,
        circle.member_ids[1]: Attendance(Mark.LATE, minutes=61),
        circle.member_ids[2]: Attendance(Mark.ABSENT, participation=2),
        zakir: PRESENT,
    }
    assert problems_of(mark, marks) == [
        "minutes: session-minutes-wrong",
        "participation: participation-wrong",
        "member: not-a-member",
    ]
    assert (marks_of(storage, monday), announced) == ({}, [])


def test_a_mark_leaves_who_when_and_old_to_new(storage, circle, counsellor, monday, now):
    ramesh = circle.member_ids[0]
    attendance.mark(storage, counsellor, monday, {ramesh: Attendance(Mark.LATE, minutes=5)})
    attendance.mark(storage, counsellor, monday, {ramesh: ABSENT})
    first, second = trail(storage, "attendance.mark")
    assert (second.by, second.at, second.subject_id) == (counsellor.staff_id, now(), monday)
    assert (first.old, first.new) == ({"member": ramesh}, {"member": ramesh, "mark": "T", "minutes": 5})
    assert (second.old, second.new) == (first.new, {"member": ramesh, "mark": "A"})


def test_the_same_mark_again_is_no_change(storage, circle, mark, announced):
    mark({circle.member_ids[0]: PRESENT})
    announced.clear()
    assert mark({circle.member_ids[0]: PRESENT}) == {circle.member_ids[0]: PRESENT}
    assert len(trail(storage, "attendance.mark")) == 1
    assert announced == []


def test_tomorrows_session_cannot_be_marked_today(storage, coordinator, circle):
    friday = session_on(storage, circle.group_id, TODAY + timedelta(2))
    marks = {circle.member_ids[0]: PRESENT}
    assert problems_of(attendance.mark, storage, coordinator, friday, marks) == [": session-ahead-marks"]
    assert problems_of(attendance.mark_rest_present, storage, coordinator, friday) == [": session-ahead-marks"]
    today = session_on(storage, circle.group_id, TODAY)
    attendance.mark(storage, coordinator, today, marks)


def test_the_unmarked_are_marked_present_and_that_is_undone(circle, mark, rest_present, sheet):
    mark({circle.member_ids[0]: ABSENT})
    undo = rest_present()
    assert sheet().tally == Tally(present=4, absent=1)
    assert undo == dict.fromkeys(circle.member_ids[1:])
    mark(undo)
    assert sheet().tally == Tally(absent=1, unmarked=4)


def test_nobody_left_to_mark_is_no_change(rest_present, sheet, announced):
    rest_present()
    announced.clear()
    assert rest_present() == {}
    assert sheet().tally == Tally(present=5)
    assert announced == []


def test_who_is_on_leave_is_not_marked_present_with_the_rest(rest_present, sheet, away):
    rest_present()
    assert sheet().tally == Tally(present=4, leave=1)


@pytest.mark.parametrize("letter", [Mark.PRESENT, Mark.ABSENT])
def test_planned_leave_fills_in_leave_with_the_rest_although_somebody_is_marked_already(
    storage, coordinator, circle, mark, row, monday, letter
):
    """Found by trying: leave was filled in by the first mark of a session alone."""
    first, second, third = circle.member_ids[:3]
    mark({first: PRESENT, second: ABSENT})
    for member_id in (second, third):
        stays.add_leave(storage, coordinator, member_id, Leave(MONDAY, MONDAY, "sowing"))
    assert (row(second).mark, row(third).mark) == (Mark.ABSENT, None), "leave changes no mark that was given"
    undo = attendance.mark_rest(storage, coordinator, monday, letter)
    assert [row(who).mark for who in circle.member_ids] == [Mark.PRESENT, Mark.ABSENT, Mark.LEAVE, letter, letter]
    attendance.mark(storage, coordinator, monday, undo)
    assert row(third).mark is None


def test_a_group_of_which_everybody_is_away_was_held_and_all_are_on_leave(
    storage, coordinator, circle, rest_present, sheet
):
    for member_id in circle.member_ids:
        stays.add_leave(storage, coordinator, member_id, Leave(MONDAY, MONDAY, "festival at home"))
    rest_present()
    assert sheet().tally == Tally(leave=5)
    assert sheet().tally.percent is None


def test_an_unmarked_walk_in_is_marked_present_with_the_rest(
    storage, coordinator, monday, mark, rest_present, row, zakir
):
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    mark({zakir: None})
    assert row(zakir).mark is None
    rest_present()
    assert row(zakir).mark is Mark.PRESENT


def test_a_walk_in_counts_in_the_sessions_total_alone(storage, coordinator, circle, monday, mark, sheet, row, zakir):
    mark(dict.fromkeys(circle.member_ids, ABSENT))
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    assert (row(zakir).walk_in, row(zakir).mark, row(zakir).serial) == (True, Mark.PRESENT, 6)
    assert sheet().tally == Tally(present=1, absent=5)
    (group,) = groups.overview(storage, coordinator, today=TODAY)
    assert group.tally == Tally(absent=5)
    page = member_page.page(storage, coordinator, zakir, today=TODAY)
    assert list(page.groups) == []
    assert list(page.strip) == [(MONDAY, "Morning Circle", "P")]


def test_a_walk_in_makes_the_session_held_and_marks_planned_leave(
    storage, coordinator, monday, sheet, row, zakir, away
):
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    assert sheet().status is SessionStatus.HELD
    assert row(away).mark is Mark.LEAVE


def test_a_walk_in_is_taken_off_the_list_again(storage, coordinator, monday, sheet, zakir):
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    attendance.remove_walk_in(storage, coordinator, monday, zakir)
    assert len(sheet().rows) == 5
    assert sheet().status is SessionStatus.PLANNED
    assert [entry.action for entry in trail(storage)][-2:] == ["attendance.walk-in", "attendance.remove-walk-in"]


@pytest.mark.parametrize("which", [0, 1])
def test_taking_one_walk_in_off_leaves_every_other_mark(
    storage, coordinator, centre, circle, mark, monday, zakir, which
):
    """Those of the same session, and the same person's elsewhere."""
    friday = session_on(storage, circle.group_id, date(2026, 11, 13))
    other = centre.member("Aakash Rao")
    taken = (other, zakir)[which]
    stays_on = (zakir, other)[which]
    mark({circle.member_ids[0]: ABSENT})
    for session_id, member_id in ((friday, other), (monday, other), (friday, zakir), (monday, zakir)):
        attendance.add_walk_in(storage, coordinator, session_id, member_id)
    attendance.remove_walk_in(storage, coordinator, monday, taken)
    with storage.reading():
        left = tuples(AttendanceRow.select(AttendanceRow.session, AttendanceRow.member))
    assert set(left) == {(monday, circle.member_ids[0]), (friday, other), (monday, stays_on), (friday, zakir)}


def test_a_mark_cleared_or_corrected_leaves_every_other_one(storage, circle, mark, coordinator, monday):
    friday = session_on(storage, circle.group_id, date(2026, 11, 13))
    ramesh, gurpreet = circle.member_ids[:2]
    attendance.mark(storage, coordinator, friday, {ramesh: PRESENT})
    mark({ramesh: PRESENT, gurpreet: PRESENT})
    mark({ramesh: ABSENT})
    mark({ramesh: None})
    assert marks_of(storage, monday) == {gurpreet: Mark.PRESENT}
    assert marks_of(storage, friday) == {ramesh: Mark.PRESENT}


def test_somebody_s_note_keeps_nobody_else_s_walk_in(storage, coordinator, centre, circle, monday, zakir):
    friday = session_on(storage, circle.group_id, date(2026, 11, 13))
    for session_id in (monday, friday):
        attendance.add_walk_in(storage, coordinator, session_id, zakir)
    notes.keep_member_note(storage, coordinator, monday, circle.member_ids[0], "Sang")
    notes.keep_member_note(storage, coordinator, friday, zakir, "Asked for the doctor")
    attendance.remove_walk_in(storage, coordinator, monday, zakir)
    assert zakir not in marks_of(storage, monday)


def test_only_a_stranger_walks_in_and_only_a_walk_in_is_taken_off(storage, coordinator, circle, monday, zakir):
    on_roster = circle.member_ids[0]
    add = attendance.add_walk_in, storage, coordinator, monday
    remove = attendance.remove_walk_in, storage, coordinator, monday
    assert problems_of(*add, on_roster) == ["walk_in: on-roster-already"]
    assert problems_of(*remove, on_roster) == ["walk_in: not-a-walk-in"]
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    assert problems_of(*add, zakir) == ["walk_in: on-roster-already"]
    notes.keep_member_note(storage, coordinator, monday, zakir, "Asked for the doctor")
    assert problems_of(*remove, zakir) == ["walk_in: walk-in-has-note"]


def test_a_member_who_is_there_leads_a_session_and_the_trail_says_since_when(
    storage, coordinator, circle, monday, sheet, zakir
):
    ramesh = circle.member_ids[0]
    assert (sheet().led_by, sheet().led_by_name) == (None, "")
    assert problems_of(attendance.set_leader, storage, coordinator, monday, zakir) == ["led_by: not-a-member"]
    attendance.set_leader(storage, coordinator, monday, ramesh)
    assert (sheet().led_by, sheet().led_by_name) == (ramesh, "Ramesh Kumar")
    attendance.set_leader(storage, coordinator, monday, None)
    assert sheet().led_by is None
    led, nobody = trail(storage, "session.led-by")
    assert (led.old, led.new) == ({"led_by": None}, {"led_by": ramesh})
    assert (nobody.old, nobody.new) == (led.new, led.old)


def test_a_walk_in_may_lead_and_leads_no_more_once_taken_off(storage, coordinator, circle, monday, sheet, zakir):
    friday = session_on(storage, circle.group_id, date(2026, 11, 13))
    for session_id in (monday, friday):
        attendance.add_walk_in(storage, coordinator, session_id, zakir)
        attendance.set_leader(storage, coordinator, session_id, zakir)
    attendance.remove_walk_in(storage, coordinator, monday, zakir)
    assert sheet().led_by is None
    assert session_page.sheet(storage, coordinator, friday).led_by == zakir
    assert trail(storage, "session.led-by")[-1].new == {"led_by": None}


def test_guests_come_with_their_member_and_relation(storage, coordinator, circle, monday, sheet, announced):
    ramesh = circle.member_ids[0]
    guest_id = attendance.add_guest(storage, coordinator, monday, ramesh, "  Kamla   Devi ", Kinship.MOTHER)
    (guest,) = sheet().guests
    assert (guest.id, guest.name, guest.member_name, guest.kinship) == (
        guest_id,
        "Kamla Devi",
        "Ramesh Kumar",
        Kinship.MOTHER,
    )
    announced.clear()
    attendance.remove_guest(storage, coordinator, guest_id)
    attendance.remove_guest(storage, coordinator, guest_id)
    assert list(sheet().guests) == []
    assert announced == [Changed.SESSIONS | Changed.BIN]
    added, removed = trail(storage, "guest.add", "guest.remove")
    assert added.new == removed.old == {"member": ramesh, "name": "Kamla Devi", "kinship": "mother"}


@pytest.mark.parametrize("kinship", Kinship)
def test_relatives_are_of_a_member_and_visitors_need_not_be(storage, coordinator, monday, sheet, kinship):
    add = attendance.add_guest, storage, coordinator, monday, None, "Sarpanch ji", kinship
    if kinship not in VISITING:
        assert problems_of(*add) == ["of: guest-of-whom"]
        return
    add[0](*add[1:])
    (guest,) = sheet().guests
    assert (guest.name, guest.member_id, guest.member_name, guest.kinship) == ("Sarpanch ji", None, "", kinship)


def test_everything_missing_about_a_guest_is_said_at_once(storage, coordinator, monday):
    assert problems_of(attendance.add_guest, storage, coordinator, monday, None, " ", None) == [
        "guest_name: guest-name-missing",
        "kinship: guest-relation-missing",
    ]
    assert problems_of(attendance.add_guest, storage, coordinator, monday, None, " ", Kinship.WIFE) == [
        "guest_name: guest-name-missing",
        "of: guest-of-whom",
    ]


@pytest.mark.parametrize("again", ["kamla devi", "KAMLA\u2011DEVI", "Kamla\u200b  Devi"])
def test_the_same_guest_is_not_noted_twice(storage, coordinator, circle, monday, sheet, again):
    ramesh, gurpreet = circle.member_ids[:2]
    add = attendance.add_guest, storage, coordinator, monday
    add[0](*add[1:], ramesh, "Kamla Devi", Kinship.MOTHER)
    assert problems_of(*add, ramesh, again, Kinship.SISTER) == ["guest_name: guest-noted-already"]
    add[0](*add[1:], gurpreet, again, Kinship.MOTHER)  # another woman of that name
    add[0](*add[1:], ramesh, "Kamla Devi Utila", Kinship.SISTER)
    assert len(sheet().guests) == 3


@pytest.mark.parametrize("own", [True, False])
def test_who_stands_on_the_roster_is_nobodys_guest(storage, coordinator, circle, monday, row, own):
    name = row(circle.member_ids[0]).name_latin
    of = circle.member_ids[0] if own else None
    wrong = problems_of(attendance.add_guest, storage, coordinator, monday, of, name.upper(), Kinship.FRIEND)
    assert wrong == ["guest_name: guest-on-roster"]


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "guest-name-missing"), ("K" * 300, "name-too-long"), ("😀", "name-has-symbols")]
)
def test_a_guest_has_a_name_that_can_be_printed(storage, coordinator, circle, monday, name, code):
    guest = attendance.add_guest, storage, coordinator, monday, circle.member_ids[0], name, Kinship.OTHER
    assert problems_of(*guest) == [f"guest_name: {code}"]


def test_visitors_are_counted(storage, coordinator, monday, sheet):
    attendance.count_visitors(storage, coordinator, monday, 12)
    assert sheet().visitors == 12
    assert sheet().tally.total == 5
    for number in (-1, 501):
        assert problems_of(attendance.count_visitors, storage, coordinator, monday, number) == [
            "visitors: visitors-wrong"
        ]
    (entry,) = trail(storage, "session.visitors")
    assert (entry.old, entry.new) == ({"visitors": 0}, {"visitors": 12})


def test_who_keyed_a_paper_sheet_and_when_is_kept(storage, office, monday, sheet):
    attendance.from_paper(storage, office, monday, keyed=True)
    assert (sheet().paper_by, sheet().paper_on) == ("Kavita Jatav", TODAY)
    attendance.from_paper(storage, office, monday, keyed=False)
    assert (sheet().paper_by, sheet().paper_on) == ("", None)


def test_a_note_that_names_another_member_is_noticed(storage, coordinator, circle, monday):
    def named(text, but=circle.member_ids[0]):
        return list(attendance.names_in(storage, coordinator, monday, text, but))

    assert named("Sat beside sunita, quiet.") == ["Sunita Shinde"]
    assert named("आज सुनीता और ज्ञानेश्वर।") == ["ज्ञानेश्वर कुऱ्हाडे", "Sunita Shinde"]
    assert named("Ramesh spoke of his brother") == []
    assert named("Ramesh spoke", but=circle.member_ids[1]) == ["Ramesh Kumar"]


def test_the_note_of_a_group_may_name_nobody(storage, coordinator, circle, monday):
    assert list(attendance.names_in(storage, coordinator, monday, "Rameshji and सुनीताला")) == [
        "Ramesh Kumar",
        "Sunita Shinde",
    ]
    assert list(attendance.names_in(storage, coordinator, monday, "All spoke about the mela")) == []


def test_an_unknown_session_is_not_found(storage, coordinator, circle):
    assert failure_of(attendance.mark, storage, coordinator, 999, {}) == "unknown-session"
    assert failure_of(attendance.mark_rest_present, storage, coordinator, 999) == "unknown-session"
