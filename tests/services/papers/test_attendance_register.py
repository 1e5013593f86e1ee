"""The register tells what happened: each cell, each total, and what was changed after signing."""

from datetime import date, time

from peerdesk.domain.centre import Holiday
from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason
from peerdesk.services import centre as centre_service
from peerdesk.services.groups import groups, memberships
from peerdesk.services.sessions import attendance, sessions, signing
from tests.centres import PASSWORD

MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 9), date(2026, 11, 11), date(2026, 11, 13)


def cells(register) -> dict[str, str]:
    """Rows as they would be read aloud: marks and letters, a dot where a cell is empty, * before a walk-in."""
    return {
        ("*" if row.walk_in else "") + row.person.name: "".join(str(cell.value) or "·" for cell in row.cells)
        for row in register.rows
    }


def test_rows_are_in_roll_order_and_columns_in_order_of_time(centre, group_id, register):
    centre.hold(group_id, FRIDAY, "PL")
    centre.hold(group_id, MONDAY, "AT")
    centre.hold(group_id, WEDNESDAY, "AE")
    page = register()
    assert cells(page) == {"Anil Yadav": "AAP", "Ramesh Kumar": "TEL"}
    assert [session.day for session in page.sessions] == [MONDAY, WEDNESDAY, FRIDAY]
    assert [session.tally for session in page.sessions] == [
        Tally(late=1, absent=1),
        Tally(left_early=1, absent=1),
        Tally(present=1, leave=1),
    ]
    anil, ramesh = page.rows
    assert (anil.tally, anil.longest_absence) == (Tally(present=1, absent=2), 2)
    assert (ramesh.tally, ramesh.longest_absence) == (Tally(late=1, left_early=1, leave=1), 0)
    assert (page.group_name, list(page.facilitators), page.blank) == ("Morning Circle", ["Meena Rawat"], False)


def test_a_session_nobody_recorded_shows_empty_and_does_not_count(centre, group_id, register):
    centre.hold(group_id, MONDAY, "PA")
    page = register()
    assert cells(page) == {"Anil Yadav": "P··", "Ramesh Kumar": "A··"}
    assert [row.tally.total for row in page.rows] == [1, 1]
    assert page.sessions[1].tally == Tally()


def test_an_unmarked_member_of_a_held_session_counts_as_unmarked(centre, group_id, register):
    centre.hold(group_id, MONDAY, "P-")
    assert register().sessions[0].tally == Tally(present=1, unmarked=1)
    assert [row.tally for row in register().rows] == [Tally(present=1), Tally(unmarked=1)]


def test_who_led_is_named_as_everybody_on_the_paper_and_only_where_the_session_was_held(centre, group_id, register):
    ramesh = next(row.member_id for row in groups.page(centre.storage, centre.actor, group_id, on=MONDAY).roster[1:])
    for session_id in (centre.hold(group_id, MONDAY, "PP"), centre.session(group_id, WEDNESDAY)):
        attendance.set_leader(centre.storage, centre.actor, session_id, ramesh)
    led = [session.led_by for session in register().sessions]
    assert led[0] == register().rows[1].person
    assert led[1:] == [None] * len(led[1:])


def test_a_session_to_come_stands_on_no_register_but_a_blank_one(centre, group_id, register):
    days = {"first": date(2026, 11, 16), "last": date(2026, 11, 22)}
    centre.hold(group_id, date(2026, 11, 16), "PP")
    assert [session.day.day for session in register(**days).sessions] == [16], "today's begins at 11:45"
    assert [session.day.day for session in register(**days, blank=True).sessions] == [16, 18, 20]


def test_did_not_happen_is_n_with_its_reason_and_stays_out_of_counts(centre, group_id, register):
    centre.hold(group_id, MONDAY, "PP")
    missed = centre.session(group_id, WEDNESDAY)
    sessions.did_not_happen(centre.storage, centre.actor, missed, NotHeldReason.NO_POWER)
    page = register()
    assert cells(page) == {"Anil Yadav": "PN·", "Ramesh Kumar": "PN·"}
    assert (page.sessions[1].cell, page.sessions[1].reason) == (Cell.DID_NOT_HAPPEN, NotHeldReason.NO_POWER)
    assert [row.tally.total for row in page.rows] == [1, 1]


def test_a_holiday_is_h_on_days_on_which_the_group_would_have_met(centre, group_id, register):
    centre.hold(group_id, MONDAY, "PP")
    for day in (WEDNESDAY, date(2026, 11, 12)):
        centre_service.add_holiday(centre.storage, centre.actor, Holiday(day, "Diwali"))
    page = register()
    assert cells(page) == {"Anil Yadav": "PH·", "Ramesh Kumar": "PH·"}
    assert (page.sessions[1].session_id, page.sessions[1].starts) == (None, time(11, 45))


def test_a_session_held_on_a_holiday_counts_like_any_other(centre, group_id, register):
    centre.hold(group_id, MONDAY, "PP")
    centre_service.add_holiday(centre.storage, centre.actor, Holiday(MONDAY, "Diwali"))
    assert cells(register())["Anil Yadav"] == "P··"


def test_before_joining_and_after_leaving_a_member_is_not_due(centre, group_id, register):
    late = centre.member("Late Comer")
    centre.join(group_id, late, since=WEDNESDAY)
    [goes] = centre.join(group_id, centre.member("Zia Khan"))
    memberships.leave(centre.storage, centre.actor, goes, WEDNESDAY)
    centre.hold(group_id, MONDAY, "PPP")
    centre.hold(group_id, WEDNESDAY, "PAPP")
    centre.hold(group_id, FRIDAY, "PPP")
    page = register()
    assert cells(page) == {"Anil Yadav": "PPP", "Late Comer": "–AP", "Ramesh Kumar": "PPP", "Zia Khan": "PP–"}
    assert [row.tally.total for row in page.rows] == [3, 2, 3, 2]


def test_who_was_a_member_on_no_session_day_has_no_row(centre, group_id, register):
    [goes] = centre.join(group_id, centre.member("Zia Khan"))
    memberships.leave(centre.storage, centre.actor, goes, date(2026, 11, 6))
    centre.join(group_id, centre.member("New Comer"), since=date(2026, 11, 14))
    centre.hold(group_id, MONDAY, "PP")
    assert list(cells(register())) == ["Anil Yadav", "Ramesh Kumar"]


def test_days_without_a_session_still_name_the_members(centre, group_id, register):
    page = register(first=date(2026, 11, 14), last=date(2026, 11, 15))
    assert cells(page) == {"Anil Yadav": "", "Ramesh Kumar": ""}


def test_a_walk_in_counts_in_the_sessions_total_alone(centre, group_id, register):
    session_id = centre.hold(group_id, MONDAY, "PA")
    centre.walk_in(session_id, centre.member("Aakash Rao"), Mark.LATE)
    page = register()
    assert cells(page) == {"Anil Yadav": "P··", "Ramesh Kumar": "A··", "*Aakash Rao": "T––"}
    assert page.sessions[0].tally == Tally(present=1, late=1, absent=1)
    assert page.rows[-1].tally == Tally()


def test_who_walked_in_and_joined_later_has_a_row_of_each_kind(centre, group_id, register):
    session_id = centre.hold(group_id, MONDAY, "PA")
    newcomer = centre.member("Aakash Rao")
    centre.walk_in(session_id, newcomer)
    centre.join(group_id, newcomer, since=WEDNESDAY)
    centre.hold(group_id, WEDNESDAY, "PPP")
    page = register()
    assert cells(page) == {
        "Aakash Rao": "–P·",
        "Anil Yadav": "PP·",
        "Ramesh Kumar": "AP·",
        "*Aakash Rao": "P––",
    }
    assert page.rows[0].tally == Tally(present=1)


def test_a_signed_session_keeps_its_roster_whatever_is_entered_later(centre, group_id, register):
    session_id = centre.hold(group_id, MONDAY, "PA")
    seal = centre.sign(session_id)
    centre.join(group_id, centre.member("Zia Khan"))
    centre.hold(group_id, WEDNESDAY, "PPP")
    page = register()
    assert cells(page) == {"Anil Yadav": "PP·", "Ramesh Kumar": "AP·", "Zia Khan": "–P·"}
    assert [session.seal for session in page.sessions] == [seal, "", ""]


def test_corrections_and_addenda_stand_below(centre, group_id, gather, register, office):
    session_id = centre.hold(group_id, MONDAY, "PA")
    centre.sign(session_id)
    ramesh = 1
    signing.correct(centre.storage, centre.actor, session_id, PASSWORD, ramesh, Attendance(Mark.LATE), "Bus was late")
    signing.add_addendum(centre.storage, centre.actor, session_id, PASSWORD, "Spoke with his brother.")
    page = register(names=Names.INITIALS)
    assert cells(page)["R. K."] == "T··"
    correction, addendum = page.corrections
    assert (correction.day, correction.person) == (MONDAY, PersonOnPaper(1, "R. K."))
    assert (correction.old, correction.new, correction.text) == (Mark.ABSENT, Mark.LATE, "Bus was late")
    assert (correction.by, correction.at) == ("Meena Rawat", "18-11-2026 10:00")
    assert (addendum.person, addendum.text) == (None, "Spoke with his brother.")
    assert register(last=date(2026, 11, 8), first=date(2026, 11, 2)).corrections == []
    assert [line.text for line in gather("attendance-register", actor=office).corrections] == ["Bus was late", ""]


def test_another_groups_sessions_and_members_stay_out(centre, group_id, register):
    other = centre.group("Evening Circle")
    centre.join(other, centre.member("Zia Khan"))
    centre.sign(centre.hold(other, MONDAY, "A"))
    centre.hold(group_id, MONDAY, "PP")
    assert cells(register(group=group_id)) == {"Anil Yadav": "P··", "Ramesh Kumar": "P··"}
    assert cells(register(group=other)) == {"Zia Khan": "A··"}


def test_a_blank_register_has_the_meetings_and_no_marks(centre, group_id, register):
    session_id = centre.hold(group_id, MONDAY, "PA")
    centre.walk_in(session_id, centre.member("Aakash Rao"))
    sessions.did_not_happen(centre.storage, centre.actor, centre.session(group_id, FRIDAY), NotHeldReason.FESTIVAL)
    centre.join(group_id, centre.member("Zia Khan"), since=WEDNESDAY)
    page = register(blank=True)
    assert [session.day for session in page.sessions] == [MONDAY, WEDNESDAY]
    assert cells(page) == {"Anil Yadav": "··", "Ramesh Kumar": "··", "Zia Khan": "–·"}
    assert {row.tally for row in page.rows} == {Tally()}


def test_a_blank_register_reaches_beyond_the_book_by_the_weekly_times(centre, group_id, register):
    centre_service.add_holiday(centre.storage, centre.actor, Holiday(date(2026, 12, 9), "Local holiday"))
    by_hand = NewSession(group_id, date(2026, 12, 8), time(10, 0))
    sessions.create(centre.storage, centre.actor, by_hand, today=centre.today)
    page = register(blank=True, first=date(2026, 11, 30), last=date(2026, 12, 13))
    assert [(session.day.day, session.session_id is not None) for session in page.sessions] == [
        (30, True),
        (2, True),
        (4, False),
        (7, False),
        (8, True),
        (9, False),
        (11, False),
    ]
    assert cells(page)["Anil Yadav"] == "·····H·"


def test_a_closed_group_meets_no_more(centre, group_id, register):
    groups.close(centre.storage, centre.actor, group_id, date(2026, 12, 2))
    centre_service.add_holiday(centre.storage, centre.actor, Holiday(date(2026, 12, 9), "Local holiday"))
    page = register(group=group_id, blank=True, first=date(2026, 11, 30), last=date(2026, 12, 13))
    assert [session.day.day for session in page.sessions] == [30, 2]
