"""Who needs contact, asked of a real file."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from peerdesk import words
from peerdesk.db.models import Contact, FollowUp, Group, MentorContact, MentorshipRow
from peerdesk.db.models import Mentor as MentorRow
from peerdesk.domain.care.attention import Reason, ReasonCode
from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpWay
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Leave, Series
from peerdesk.domain.mentoring.mentorships import SupportKind
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason
from peerdesk.errors import InvalidInput
from peerdesk.records import attention_of_one
from peerdesk.records import centre as centre_records
from peerdesk.records import members as member_records
from peerdesk.records.care import attention as attention_records
from peerdesk.services.care import follow_ups, thresholds
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members, stays
from peerdesk.services.sessions import attendance, sessions
from tests.centres import TODAY
from tests.leaving import put_away
from tests.looking import session_on, trail

DAYS = [date(2026, 11, day) for day in (2, 4, 6, 9, 11, 13, 16)]
"""On which the circle met before today."""


def plain(reason):
    """A reason without since when it stands."""
    return replace(reason, began=None, told=None)


@pytest.fixture
def rows(storage):
    def ask(day=TODAY):
        with storage.reading():
            return attention_records.most_pressing(day, None, centre_records.thresholds())[0]

    return ask


@pytest.fixture
def reasons(storage):
    """A member's reasons of one kind, or all of them."""

    def ask(member_id, code=None, day=TODAY):
        with storage.reading():
            found = attention_of_one.of_member(member_id, day, centre_records.thresholds())
        return [plain(reason) for reason in found if code in (None, reason.code)]

    return ask


@pytest.fixture
def absent(rows):
    """Who is on the list because of absences, with their number."""
    return lambda day=TODAY: [
        (row.name, reason.count) for row in rows(day) for reason in row.reasons if reason.code is ReasonCode.ABSENCES
    ]


@pytest.fixture
def mark(storage, coordinator, circle):
    """Mark the sessions of some days for one member, in order: ``mark(ramesh, "PAA")``."""

    def call(member_id, letters, days=DAYS, group_id=circle.group_id):
        for letter, day in zip(letters, days, strict=False):
            session_id = session_on(storage, group_id, day)
            if letter == "N":
                sessions.did_not_happen(storage, coordinator, session_id, NotHeldReason.WEATHER)
            elif letter != "-":
                attendance.mark(storage, coordinator, session_id, {member_id: Attendance(Mark(letter))})

    return call


@pytest.fixture
def held_daily(storage, coordinator):
    """A group that met every day up to today, with one member and their marks: ``held_daily(ramesh, "PPA")``."""

    def call(member_id, letters, name="Evening Circle"):
        first = TODAY - timedelta(len(letters) - 1)
        details = GroupDetails(
            name, GroupType.SELF_HELP, started_on=first, times=tuple(MeetingTime(day, time(18)) for day in range(7))
        )
        group_id = groups.create(storage, coordinator, details, today=first)
        memberships.join(storage, coordinator, Joining(group_id, (member_id,), first))
        for at, letter in enumerate(letters):
            new = NewSession(group_id, first + timedelta(at), time(9))
            session_id = sessions.create(storage, coordinator, new, today=TODAY)
            attendance.mark(storage, coordinator, session_id, {member_id: Attendance(Mark(letter))})
        return group_id

    return call


@pytest.fixture
def outpatient(storage, coordinator):
    """Somebody who lives at home, admitted so many days ago, in a silent group."""

    def call(days_ago, name="Zakir"):
        admission = Admission(Series.OUTPATIENT, TODAY - timedelta(days_ago))
        details = MemberDetails(name, gender=Gender.MALE, age=20)
        return members.register(storage, coordinator, details, today=TODAY, admission=admission)

    return call


@pytest.fixture
def write(storage, coordinator):
    """Put a record of somebody else's noun into the file."""

    def call(table, **columns):
        with storage.writing(Changed.CONTACTS, coordinator) as unit:
            made = table.create(**columns)
            unit.audit("test.write", None)
        return made

    return call


@pytest.fixture
def follow_up(write):
    def call(member_id, due_on, kind=FollowUpKind.PLANNED, outcome=None, done_on=None):
        return write(
            FollowUp, member=member_id, kind=kind, stay=None, due_on=due_on, way=FollowUpWay.CALL, why="", staff=None,
            outcome=outcome, done_on=done_on, done_by=1 if done_on else None, words="", next_step="",
        )  # fmt: skip

    return call


def test_a_group_that_meets_thrice_a_week_calls_after_two_absences_a_daily_one_after_three(
    circle, mark, absent, held_daily
):
    ramesh, gurpreet, sunita = circle.member_ids[:3]
    mark(ramesh, "A")
    mark(gurpreet, "AA")
    held_daily(sunita, "AA")
    assert absent() == [("Gurpreet Singh", 2)]
    held_daily(ramesh, "AAA", "Night Circle")
    assert absent() == [("Ramesh Kumar", 3), ("Gurpreet Singh", 2)]


def test_a_group_may_have_a_number_of_its_own(storage, coordinator, circle, mark, absent):
    mark(circle.member_ids[0], "AAA")
    with storage.writing(Changed.GROUPS, coordinator) as unit:
        Group.update(absences_for_contact=4).where(Group.id == circle.group_id).execute()
        unit.audit("test.write", None)
    assert absent() == []
    mark(circle.member_ids[0], "---A")
    assert absent() == [("Ramesh Kumar", 4)]


@pytest.mark.parametrize(
    ("letters", "absences"),
    [
        ("AAA", 3),
        ("PAAAA", 4),
        ("AALA", 3),
        ("A-ANA", 3),
        ("AA", None),
        ("AAAP", None),
        ("AAAT", None),
        ("AAAE", None),
        ("AAAL", 3),
    ],
)
def test_leave_unmarked_and_what_did_not_happen_neither_count_nor_break(
    storage, coordinator, circle, mark, absent, letters, absences
):
    thresholds.change(storage, coordinator, Thresholds(absences_weekly=3))
    mark(circle.member_ids[0], letters)
    assert [count for _, count in absent()] == ([absences] if absences else [])


def test_a_row_has_name_number_phone_reasons_and_the_follow_up(storage, coordinator, circle, mark, rows):
    ramesh, gurpreet = circle.member_ids[:2]
    details = MemberDetails(
        "Ramesh Kumar", gender=Gender.MALE, age=30, phones=(Phone("9876543210"), Phone("8765432109"))
    )
    members.change(storage, coordinator, ramesh, details, today=TODAY)
    mark(ramesh, "TAAA")
    mark(gurpreet, "AAAAA")
    follow_ups.make_follow_up(storage, coordinator, ramesh, today=TODAY)
    assert [(row.name, row.number, row.phone, row.follow_up_on) for row in rows()] == [
        ("Gurpreet Singh", 2, "", None),
        ("Ramesh Kumar", 1, "9876543210", TODAY),
    ]
    [absences] = rows()[0].reasons
    assert absences == Reason(ReasonCode.ABSENCES, 5, group="Morning Circle", began=DAYS[1], told=DAYS[4])


def test_who_has_left_the_group_is_no_longer_called(storage, coordinator, circle, mark, absent):
    ramesh = circle.member_ids[0]
    mark(ramesh, "AAA")
    row = next(
        row for row in groups.page(storage, coordinator, circle.group_id, on=TODAY).roster if row.member_id == ramesh
    )
    memberships.leave(storage, coordinator, row.membership_id, DAYS[3])
    assert absent() == []
    memberships.join(storage, coordinator, Joining(circle.group_id, (ramesh,), DAYS[4]))
    assert absent() == []
    assert absent(DAYS[2]) == [("Ramesh Kumar", 3)], "as on that day"


def test_a_walk_in_is_no_absence_of_anybody(storage, coordinator, circle, outpatient, reasons):
    zakir = outpatient(5)
    for day in DAYS[:3]:
        session_id = session_on(storage, circle.group_id, day)
        attendance.add_walk_in(storage, coordinator, session_id, zakir)
        attendance.mark(storage, coordinator, session_id, {zakir: Attendance(Mark.ABSENT)})
    assert reasons(zakir, ReasonCode.ABSENCES) == []


def test_attendance_halved_in_a_fortnight(circle, held_daily, reasons):
    ramesh, gurpreet = circle.member_ids[:2]
    held_daily(ramesh, "P" * 14 + "PA" * 7)
    held_daily(gurpreet, "P" * 14 + "PA" * 6 + "PP", "Night Circle")
    assert reasons(ramesh, ReasonCode.HALVED) == [
        Reason(ReasonCode.HALVED, lately=Tally(present=7, absent=7), before=Tally(present=14))
    ]
    assert reasons(gurpreet, ReasonCode.HALVED) == []


def test_who_lives_at_home_needs_contact_within_thirty_days(outpatient, reasons):
    assert reasons(outpatient(30), ReasonCode.NO_CONTACT) == [Reason(ReasonCode.NO_CONTACT, 30)]
    assert reasons(outpatient(29, "Yusuf"), ReasonCode.NO_CONTACT) == []
    assert reasons(outpatient(200, "Xavier"), ReasonCode.NO_CONTACT) == [Reason(ReasonCode.NO_CONTACT, 120, more=True)]


@pytest.mark.parametrize("how", ["session", "contact", "follow-up", "mentor"])
def test_any_contact_counts(circle, coordinator, outpatient, held_daily, write, follow_up, reasons, how):
    zakir, day = outpatient(60), TODAY - timedelta(9)
    match how:
        case "session":
            held_daily(zakir, "P" + "A" * 9)
        case "contact":
            write(
                Contact,
                member=zakir,
                kind=ContactKind.INDIVIDUAL,
                day=day,
                minutes=30,
                staff=1,
                with_whom="",
                issues="",
            )
        case "follow-up":
            follow_up(zakir, day, outcome=FollowUpOutcome.REACHED, done_on=day)
        case "mentor":
            mentor = write(
                MentorRow, member=circle.member_ids[0], consented_on=day, load=2, stopped_on=None, override=""
            )
            pair = write(
                MentorshipRow,
                mentor=mentor.member_id,
                member=zakir,
                from_day=day,
                to_day=None,
                closing=None,
                override="",
            )
            write(MentorContact, mentorship=pair.id, day=day, minutes=20, kind=SupportKind.EMOTIONAL, agreed="")
    assert reasons(zakir, ReasonCode.NO_CONTACT) == []
    assert [found.count for found in reasons(zakir, ReasonCode.NO_CONTACT, TODAY + timedelta(21))] == [30]


def test_a_follow_up_that_did_not_reach_anybody_is_no_contact(outpatient, follow_up, reasons):
    zakir = outpatient(60)
    follow_up(zakir, TODAY, outcome=FollowUpOutcome.NOT_REACHED, done_on=TODAY)
    assert [found.count for found in reasons(zakir, ReasonCode.NO_CONTACT)] == [60]


def test_after_discharge_a_call_that_found_the_member_is_enough_until_the_next(
    storage, coordinator, outpatient, follow_up, reasons
):
    thresholds.change(storage, coordinator, Thresholds(), [])

    def after_discharge(name, outcome):
        member_id = outpatient(300, name)
        with storage.reading():
            [stay] = member_records.stays_of(member_id)
        day = TODAY - timedelta(100)
        stays.discharge(storage, coordinator, stay.id, Discharge(day, DischargeType.COMPLETED), today=TODAY)
        follow_up(member_id, TODAY - timedelta(40), outcome=outcome, done_on=TODAY - timedelta(40))
        follow_up(member_id, TODAY + timedelta(40))
        return member_id

    assert reasons(after_discharge("Zakir", FollowUpOutcome.REACHED), ReasonCode.NO_CONTACT) == []
    assert reasons(after_discharge("Yusuf", FollowUpOutcome.NOT_REACHED), ReasonCode.NO_CONTACT)


def test_nobody_is_missed_while_on_leave(storage, coordinator, outpatient, reasons):
    zakir = outpatient(60)
    stays.add_leave(storage, coordinator, zakir, Leave(TODAY, TODAY + timedelta(3), "harvest"))
    assert reasons(zakir, ReasonCode.NO_CONTACT) == []
    assert reasons(zakir, ReasonCode.NO_CONTACT, TODAY + timedelta(4))


def test_after_discharge_the_days_are_counted_from_it(storage, coordinator, outpatient, reasons):
    zakir, yusuf = outpatient(100), outpatient(100, "Yusuf")
    for member_id, how in ((zakir, DischargeType.COMPLETED), (yusuf, DischargeType.AGAINST_ADVICE)):
        with storage.reading():
            [stay] = member_records.stays_of(member_id)
        day = TODAY - timedelta(35)
        stays.discharge(storage, coordinator, stay.id, Discharge(day, how), today=TODAY)
    assert [found.count for found in reasons(zakir, ReasonCode.NO_CONTACT)] == [35]
    assert reasons(yusuf, ReasonCode.NO_CONTACT) == []
    assert reasons(zakir, ReasonCode.NO_CONTACT, TODAY - timedelta(36))[0].count == 64, "still in the programme then"


def test_who_died_or_is_in_the_archive_is_never_called(storage, coordinator, circle, mark, rows, follow_up):
    ramesh, gurpreet = circle.member_ids[:2]
    for member_id in (ramesh, gurpreet):
        mark(member_id, "AAA")
        follow_up(member_id, DAYS[0])
    with storage.reading():
        [stay] = member_records.stays_of(ramesh)
    stays.discharge(storage, coordinator, stay.id, Discharge(DAYS[3], DischargeType.DIED), today=TODAY)
    put_away(storage, coordinator, gurpreet, today=TODAY)
    assert {row.member_id for row in rows()}.isdisjoint({ramesh, gurpreet})


def test_a_follow_up_not_done_is_overdue_the_day_after(circle, follow_up, reasons, rows):
    ramesh = circle.member_ids[0]
    follow_up(ramesh, DAYS[0], outcome=FollowUpOutcome.NOT_REACHED, done_on=DAYS[5])
    follow_up(ramesh, TODAY)
    assert reasons(ramesh, ReasonCode.FOLLOW_UP_OVERDUE) == []
    [overdue] = reasons(ramesh, ReasonCode.FOLLOW_UP_OVERDUE, TODAY + timedelta(1))
    assert (overdue.since, overdue.count) == (TODAY, 1)
    [then] = reasons(ramesh, ReasonCode.FOLLOW_UP_OVERDUE, DAYS[4])
    assert then.since == DAYS[0], "it was still open on that day"


def test_who_came_to_the_alumni_instead_is_not_overdue(storage, coordinator, outpatient, write, reasons):
    zakir = outpatient(60)
    with storage.reading():
        [stay] = member_records.stays_of(zakir)
    discharge = Discharge(TODAY - timedelta(16), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, discharge, today=TODAY)
    write(
        FollowUp, member=zakir, kind=FollowUpKind.SCHEDULED, stay=stay.id, due_on=TODAY - timedelta(9),
        way=FollowUpWay.CALL, why="", staff=None, outcome=None, done_on=None, done_by=None, words="", next_step="",
    )  # fmt: skip
    assert [found.count for found in reasons(zakir, ReasonCode.FOLLOW_UP_OVERDUE, TODAY - timedelta(2))] == [7]
    details = GroupDetails("Alumni", GroupType.ALUMNI, started_on=TODAY - timedelta(16))
    group_id = groups.create(storage, coordinator, details, today=TODAY)
    memberships.join(storage, coordinator, Joining(group_id, (zakir,), TODAY - timedelta(16)))
    day = TODAY - timedelta(3)
    session_id = sessions.create(storage, coordinator, NewSession(group_id, day, time(9)), today=TODAY)
    attendance.mark(storage, coordinator, session_id, {zakir: Attendance(Mark.PRESENT)})
    assert reasons(zakir, ReasonCode.FOLLOW_UP_OVERDUE, TODAY - timedelta(2)) == []


def test_three_days_without_a_group(storage, coordinator, circle, outpatient, reasons):
    assert reasons(circle.member_ids[0], ReasonCode.NO_GROUP) == []
    assert reasons(outpatient(2), ReasonCode.NO_GROUP) == []
    yusuf = outpatient(3, "Yusuf")
    assert [found.count for found in reasons(yusuf, ReasonCode.NO_GROUP)] == [3]
    [membership] = memberships.join(storage, coordinator, Joining(circle.group_id, (yusuf,), TODAY))
    assert reasons(yusuf, ReasonCode.NO_GROUP) == []
    memberships.leave(storage, coordinator, membership, TODAY)
    assert [found.count for found in reasons(yusuf, ReasonCode.NO_GROUP, TODAY + timedelta(5))] == [5]


def test_who_only_comes_to_groups_is_also_spoken_with_alone(circle, mark, write, reasons):
    ramesh, day = circle.member_ids[0], date(2026, 12, 2)
    mark(ramesh, "P" * 7)
    assert reasons(ramesh, ReasonCode.GROUP_ALONE) == []
    assert reasons(ramesh, ReasonCode.GROUP_ALONE, day) == [Reason(ReasonCode.GROUP_ALONE, 30)]
    write(
        Contact, member=ramesh, kind=ContactKind.INDIVIDUAL, day=DAYS[0] + timedelta(1), minutes=30, staff=1,
        with_whom="", issues="",
    )  # fmt: skip
    assert reasons(ramesh, ReasonCode.GROUP_ALONE, day) == []


def test_the_same_is_said_of_one_member_as_in_the_list(circle, mark, outpatient, follow_up, rows, reasons):
    for member_id, letters in zip(circle.member_ids, ("AAA", "PAPA", "PPPPPPP", "LL-A", "NAA"), strict=True):
        mark(member_id, letters.replace("N", "-"))
    follow_up(outpatient(70), DAYS[0])
    found = {row.member_id: [plain(reason) for reason in row.reasons] for row in rows()}
    assert len(found) >= 3
    everybody = [*circle.member_ids, *found]
    assert {who: reasons(who) for who in everybody if reasons(who)} == found


def test_the_most_pressing_stand_first_and_a_short_list_knows_how_many_there_are(
    storage, circle, mark, outpatient, rows
):
    quiet = outpatient(50)
    mark(circle.member_ids[1], "AA")
    mark(circle.member_ids[0], "AAA")
    assert [row.member_id for row in rows()] == [quiet, *circle.member_ids[:2]], "two reasons come before one"
    with storage.reading():
        short, there, settled = attention_records.most_pressing(TODAY, 2, centre_records.thresholds())
    assert ([row.member_id for row in short], there, settled) == ([quiet, circle.member_ids[0]], 3, 0)


def test_the_list_asks_the_file_as_often_for_one_member_as_for_many(
    circle, mark, outpatient, rows, follow_up, statements
):
    mark(circle.member_ids[0], "AAA")
    follow_up(outpatient(50), DAYS[0])
    with statements() as one:
        rows()
    for number in range(12):
        follow_up(outpatient(60 + number, f"Member {number}"), DAYS[0])
    for member_id in circle.member_ids[1:]:
        mark(member_id, "AAA")
    with statements() as many:
        assert len(rows()) == 18
    assert len(many) == len(one)


# one click


def test_one_click_makes_a_call_due_today_that_says_why(storage, coordinator, circle, mark, rows, announced):
    ramesh = circle.member_ids[0]
    mark(ramesh, "AAA")
    announced.clear()
    made = follow_ups.make_follow_up(storage, coordinator, ramesh, today=TODAY).id
    with storage.reading():
        row = FollowUp.get_by_id(made)
        facts = (row.member_id, row.kind, row.due_on, row.way, row.why, row.outcome)
    assert facts == (
        ramesh, FollowUpKind.ATTENTION, TODAY, FollowUpWay.CALL, "absent 3 times running in Morning Circle", None,
    )  # fmt: skip
    assert announced == [Changed.FOLLOW_UPS]
    assert [row.follow_up_on for row in rows()] == [TODAY], "it stays in the list, with the day"


def test_the_next_step_of_a_follow_up_stands_in_the_list_and_is_enough_for_a_week(
    storage, coordinator, circle, mark, rows, follow_up
):
    ramesh, gurpreet = circle.member_ids[:2]
    mark(ramesh, "AAA")
    mark(gurpreet, "AAA")
    soon, later = TODAY + timedelta(7), TODAY + timedelta(8)
    planned = follow_up(ramesh, soon).id
    follow_up(gurpreet, later)
    assert {row.member_id: row.follow_up_on for row in rows()} == {ramesh: soon, gurpreet: later}
    assert follow_ups.make_follow_up(storage, coordinator, ramesh, today=TODAY).id == planned
    follow_ups.make_follow_up(storage, coordinator, gurpreet, today=TODAY)
    assert {row.member_id: row.follow_up_on for row in rows()} == {ramesh: soon, gurpreet: TODAY}


def test_a_second_click_makes_no_second_follow_up(storage, coordinator, circle, mark, announced):
    mark(circle.member_ids[0], "AAA")
    made = follow_ups.make_follow_up(storage, coordinator, circle.member_ids[0], today=TODAY).id
    announced.clear()
    assert follow_ups.make_follow_up(storage, coordinator, circle.member_ids[0], today=TODAY + timedelta(1)).id == made
    assert announced == []
    assert len(trail(storage, "follow-up.add")) == 1


def test_the_follow_up_says_as_many_reasons_as_it_has_room_for(storage, coordinator, circle, held_daily, reasons):
    ramesh = circle.member_ids[0]
    for number in range(9):
        held_daily(ramesh, "AAA", f"Group {number} {'x' * 60}")
    made = follow_ups.make_follow_up(storage, coordinator, ramesh, today=TODAY).id
    with storage.reading():
        why = FollowUp.get_by_id(made).why
    assert len(reasons(ramesh)) == 9
    assert why.split("; ") == [words.reason(reason) for reason in reasons(ramesh)[:5]]


def test_without_a_reason_there_is_nothing_to_follow_up(storage, coordinator, circle):
    with pytest.raises(InvalidInput) as refused:
        follow_ups.make_follow_up(storage, coordinator, circle.member_ids[0], today=TODAY)
    assert [problem.code for problem in refused.value.problems] == ["contact-not-needed"]


def test_the_office_may_make_follow_ups_too(storage, office, circle, mark):
    mark(circle.member_ids[0], "AAA")
    assert follow_ups.make_follow_up(storage, office, circle.member_ids[0], today=TODAY)
