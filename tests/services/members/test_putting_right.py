"""A stay that was written down wrongly is put right, and a discharge taken back, with the old value kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.db.models import AttendanceRow, FollowUp, Membership, Stay
from peerdesk.domain.care.attention import ReasonCode
from peerdesk.domain.care.follow_ups import Finished, FollowUpOutcome
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.changes import ChangedFact
from peerdesk.domain.members.stays import (
    Admission,
    Discharge,
    DischargeType,
    Leave,
    Phase,
    Series,
    StayCorrection,
    StayRow,
)
from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.follow_ups import FollowUpFilter
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.errors import InvalidInput
from peerdesk.records import members as member_records
from peerdesk.records import presence as presence_records
from peerdesk.services import checking, presence
from peerdesk.services.care import follow_ups, retention_in_care
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.papers import attendance_register, weekly_report
from peerdesk.services.sessions import attendance, notes, session_page, sessions, signing
from tests.centres import PASSWORD, TODAY
from tests.leaving import discharge
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)
WHY = "The wrong person was chosen."


class Desk:
    """What a clerk does about the stays of one member."""

    def __init__(self, storage, actor, member_id):
        self.storage, self.actor, self.member_id = storage, actor, member_id

    @property
    def stays(self) -> list[StayRow]:
        with self.storage.reading():
            return member_records.stays_of(self.member_id)

    @property
    def page(self):
        return member_page.page(self.storage, self.actor, self.member_id, today=TODAY)

    def discharge(self, day=TODAY, how=DischargeType.COMPLETED) -> int:
        return discharge(self.storage, self.actor, self.member_id, day, how)

    def take_back(self, stay_id, why=WHY):
        stays.take_back_discharge(self.storage, self.actor, stay_id, why)

    def correction(self, **new) -> StayCorrection:
        stay = self.stays[-1]
        facts = {
            "admitted_on": stay.admitted_on,
            "series": stay.series,
            "number": stay.number,
            "why": WHY,
            "discharged_on": stay.discharged_on,
            "discharge_type": stay.discharge_type,
        }
        return StayCorrection(**{**facts, **new})

    def correct(self, **new):
        stays.correct(self.storage, self.actor, self.stays[-1].id, self.correction(**new), today=TODAY)

    def refusals(self, **new):
        correction = self.correction(**new)
        return problems_of(stays.correct, self.storage, self.actor, self.stays[-1].id, correction, today=TODAY)

    def open_calls(self) -> list[date]:
        with self.storage.reading():
            rows = FollowUp.select().where((FollowUp.member == self.member_id) & FollowUp.outcome.is_null())
            return sorted(row.due_on for row in rows)


@pytest.fixture
def desk(storage, coordinator, circle):
    return Desk(storage, coordinator, circle.member_ids[0])


# Taking a discharge back


def test_a_discharge_taken_back_leaves_everything_as_it_was(desk, storage):
    def everything():
        with storage.reading():
            return [list(table.select().order_by(table.id).dicts()) for table in (Stay, Membership, FollowUp)]

    before = everything()
    desk.take_back(desk.discharge())
    assert everything() == before
    assert desk.page.phase is Phase.IN_PROGRAMME
    [undone] = trail(storage, "stay.discharge-undone")
    assert (undone.old["discharged_on"], undone.new["why"]) == ("2026-11-18", WHY)


def test_what_was_taken_back_stands_in_the_story_of_the_stay_with_who_and_why(desk):
    stay_id = desk.discharge()
    desk.take_back(stay_id)
    told = [(row.fact, row.stay_id, row.old, row.new, row.why, row.by) for row in desk.page.changes]
    assert told == [
        (ChangedFact.DISCHARGE_TYPE, stay_id, "completed", "", WHY, "Meena Rawat"),
        (ChangedFact.DISCHARGED_ON, stay_id, "2026-11-18", "", WHY, "Meena Rawat"),
    ]


def test_a_follow_up_that_was_done_stays_when_the_discharge_is_taken_back(desk, storage, coordinator):
    stay_id = desk.discharge(TODAY - timedelta(8))
    rows = follow_ups.of_member(storage, coordinator, desk.member_id, today=TODAY).rows
    done = min(rows, key=lambda row: row.due_on)
    follow_ups.finish(storage, coordinator, done.id, Finished(FollowUpOutcome.REACHED, TODAY), today=TODAY)
    desk.take_back(stay_id)
    assert desk.open_calls() == []
    left = follow_ups.of_member(storage, coordinator, desk.member_id, today=TODAY).rows
    assert [(row.id, row.outcome) for row in left] == [(done.id, FollowUpOutcome.REACHED)]


def test_a_group_joined_again_since_is_not_joined_twice(desk, storage, coordinator, circle):
    stay_id = desk.discharge(TODAY - timedelta(1))
    memberships.join(storage, coordinator, Joining(circle.group_id, (desk.member_id,), TODAY), "wished to come")
    desk.take_back(stay_id)
    spans = [(row.from_day, row.to_day) for row in desk.page.groups]
    assert spans == [(TODAY, None), (FIRST, TODAY - timedelta(1))]


def test_a_group_closed_since_stays_closed(desk, storage, coordinator, circle):
    stay_id = desk.discharge(TODAY - timedelta(3))
    groups.close(storage, coordinator, circle.group_id, TODAY)
    desk.take_back(stay_id)
    assert [row.to_day for row in desk.page.groups] == [TODAY]


def test_no_discharge_is_taken_back_without_a_reason_or_after_another_admission(desk, storage, coordinator):
    def refusals(why=WHY):
        return problems_of(stays.take_back_discharge, storage, coordinator, stay_id, why)

    stay_id = desk.stays[0].id
    assert refusals() == [": stay-not-ended"]
    desk.discharge(TODAY - timedelta(3))
    assert refusals("  ") == ["why: reason-missing"]
    admission = Admission(Series.RESIDENTIAL, TODAY)
    stays.admit(storage, coordinator, desk.member_id, admission, today=TODAY)
    assert refusals() == [": later-stay"]
    assert failure_of(stays.take_back_discharge, storage, coordinator, 999, WHY) == "unknown-stay"


def test_retention_follows_a_discharge_that_is_taken_back(desk, storage, coordinator):
    def kept():
        return retention_in_care.overall(storage, coordinator, today=TODAY + timedelta(40))

    before = kept()
    stay_id = desk.discharge(TODAY, DischargeType.AGAINST_ADVICE)
    assert kept() != before
    desk.take_back(stay_id)
    assert kept() == before


# Putting a stay right


def test_day_series_and_number_of_an_admission_are_put_right_with_the_old_ones_kept(desk, storage):
    desk.correct(admitted_on=date(2026, 10, 30), series=Series.OUTPATIENT, number=" OLD/17 ")
    [stay] = desk.stays
    assert (stay.admitted_on, stay.series, stay.number) == (date(2026, 10, 30), Series.OUTPATIENT, "OLD/17")
    assert {(row.fact, row.old, row.new, row.why) for row in desk.page.changes} == {
        (ChangedFact.ADMITTED_ON, "2026-11-02", "2026-10-30", WHY),
        (ChangedFact.SERIES, "residential", "outpatient", WHY),
        (ChangedFact.NUMBER, "ASH/2026-27/0001", "OLD/17", WHY),
    }
    [entry] = trail(storage, "stay.correct")
    assert entry.old == {"admitted_on": "2026-11-02", "series": "residential", "number": "ASH/2026-27/0001"}
    assert entry.new["why"] == WHY
    found = members.find(storage, desk.actor, text="OLD/17", today=TODAY).rows
    assert [row.id for row in found] == [desk.member_id]


def test_a_stay_is_put_right_within_what_can_be(desk, storage):
    assert desk.refusals(why=" ") == ["why: reason-missing"]
    assert desk.refusals(admitted_on=TODAY + timedelta(1)) == ["admitted_on: admission-ahead"]
    assert desk.refusals(number=" ") == ["number: admission-number-missing"]
    assert desk.refusals(number="ASH/2026-27/0002") == ["number: number-taken"]
    desk.discharge(TODAY - timedelta(2))
    assert desk.refusals(discharged_on=FIRST - timedelta(1)) == ["discharged_on: discharge-before-admission"]
    assert desk.refusals(discharged_on=TODAY + timedelta(1)) == ["discharged_on: discharge-ahead"]
    assert desk.refusals(discharge_type=DischargeType.DIED) == ["discharge_type: died-type-by-itself"]
    before = trail(storage)
    desk.correct()
    assert trail(storage) == before, "nothing differs"


def test_stays_put_right_do_not_meet_others(desk, storage, coordinator):
    desk.discharge(TODAY - timedelta(5))
    again = Admission(Series.RESIDENTIAL, TODAY - timedelta(2))
    stays.admit(storage, coordinator, desk.member_id, again, today=TODAY)
    assert desk.refusals(admitted_on=TODAY - timedelta(6)) == ["admitted_on: stays-meet"]
    desk.correct(admitted_on=TODAY - timedelta(5))
    first = desk.stays[0]
    longer = StayCorrection(FIRST, first.series, first.number, WHY, TODAY - timedelta(4), first.discharge_type)
    refused = problems_of(stays.correct, storage, coordinator, first.id, longer, today=TODAY)
    assert refused == ["discharged_on: stays-meet"]


# The true leaving day


@pytest.fixture
def absent(storage, counsellor, circle, desk):
    """Absences of Monday and Wednesday, the first of them signed: nobody knew yet that the member had gone."""
    found = []
    for day in (date(2026, 11, 16), TODAY):
        session_id = session_on(storage, circle.group_id, day)
        others = dict.fromkeys(circle.member_ids[1:], Attendance(Mark.PRESENT))
        attendance.mark(storage, counsellor, session_id, {desk.member_id: Attendance(Mark.ABSENT), **others})
        found.append(session_id)
    notes.keep_group_note(storage, counsellor, found[0], GroupNote(shared="We talked about festivals."))
    signing.sign(storage, counsellor, found[0], PASSWORD)
    return found


def _register(storage, coordinator, group_id, member_id):
    choices = Choices(group=group_id, first=FIRST, last=date(2026, 11, 22))
    now = storage.now()
    report = attendance_register.gather(storage, coordinator, choices, today=TODAY, now=now)
    return report, next(row for row in report.rows if row.person.number == member_id)


def test_absences_after_the_true_leaving_day_are_due_no_more(desk, storage, coordinator, circle, absent):
    desk.discharge(date(2026, 11, 13), DischargeType.LEFT_WITHOUT_INFORMING)
    report, row = _register(storage, coordinator, circle.group_id, desk.member_id)
    days = {session.day: cell for session, cell in zip(report.sessions, row.cells, strict=True)}
    assert days[date(2026, 11, 16)] is days[TODAY] is Cell.NOT_DUE
    assert (row.tally.absent, row.longest_absence) == (0, 0)
    monday = next(session for session in report.sessions if session.day == date(2026, 11, 16))
    assert (monday.tally.present, monday.tally.absent) == (4, 0)
    [overview] = groups.overview(storage, coordinator, today=TODAY)
    assert overview.tally.absent == 0
    with storage.reading():
        assert AttendanceRow.select().where(AttendanceRow.mark == Mark.ABSENT).count() == 2, "the marks stay"


def test_a_signed_session_shows_what_was_signed(desk, storage, coordinator, counsellor, circle, absent):
    before = session_page.sheet(storage, counsellor, absent[0]).rows
    desk.discharge(date(2026, 11, 13), DischargeType.LEFT_WITHOUT_INFORMING)
    assert session_page.sheet(storage, counsellor, absent[0]).rows == before
    assert desk.member_id not in {row.member_id for row in session_page.sheet(storage, counsellor, absent[1]).rows}
    counted = {row.id: row.tally for row in sessions.between(storage, coordinator, FIRST, TODAY)}
    assert (counted[absent[0]].absent, counted[absent[0]].unmarked) == (1, 0)
    assert (counted[absent[1]].absent, counted[absent[1]].unmarked) == (0, 0)


def test_another_leaving_day_moves_the_groups_and_the_calls_that_are_open(desk, storage, coordinator, absent):
    desk.discharge(TODAY)
    first = desk.open_calls()
    done = min(follow_ups.of_member(storage, coordinator, desk.member_id, today=TODAY).rows, key=lambda row: row.due_on)
    true_day = date(2026, 11, 13)
    follow_ups.finish(storage, coordinator, done.id, Finished(FollowUpOutcome.REACHED, TODAY), today=TODAY)
    desk.correct(discharged_on=true_day)
    assert [row.to_day for row in desk.page.groups] == [true_day]
    with storage.reading():
        rows = list(FollowUp.select().where(FollowUp.member == desk.member_id).order_by(FollowUp.due_on))
    assert {row.begun_on for row in rows} == {true_day}
    assert len(desk.open_calls()) == len(first) - 1
    assert desk.open_calls()[:2] == [true_day + timedelta(15), true_day + timedelta(30)]
    desk.correct(discharged_on=TODAY, why="It was right before.")
    assert desk.open_calls() == first[1:]
    assert [row.to_day for row in desk.page.groups] == [TODAY]
    desk.take_back(desk.stays[-1].id)
    assert [row.to_day for row in desk.page.groups] == [None]


def test_who_turns_out_to_have_left_unprepared_is_asked_after_at_once(desk):
    desk.discharge(TODAY)
    calls = desk.open_calls()
    desk.correct(discharge_type=DischargeType.LEFT_WITHOUT_INFORMING)
    assert desk.open_calls() == [TODAY + timedelta(2), *calls]
    desk.correct(discharge_type=DischargeType.COMPLETED)
    assert desk.open_calls() == calls


def test_nobody_left_before_they_were_last_there(desk, storage, counsellor, circle):
    session_id = session_on(storage, circle.group_id, date(2026, 11, 16))
    attendance.mark(storage, counsellor, session_id, {desk.member_id: Attendance(Mark.PRESENT)})
    desk.discharge(TODAY)
    assert desk.refusals(discharged_on=date(2026, 11, 13)) == ["discharged_on: marks-after"]
    desk.correct(discharged_on=date(2026, 11, 16))


def test_a_group_that_was_not_ended_with_the_stay_is_left_alone(desk, storage, coordinator):
    alumni = GroupDetails("Alumni", GroupType.ALUMNI, started_on=FIRST)
    alumni_id = groups.create(storage, coordinator, alumni, today=TODAY)
    memberships.join(storage, coordinator, Joining(alumni_id, (desk.member_id,), FIRST), "reason")
    stay_id = desk.discharge(TODAY - timedelta(1))
    desk.correct(discharged_on=TODAY - timedelta(2))
    assert {row.group_name: row.to_day for row in desk.page.groups} == {
        "Alumni": None,
        "Morning Circle": TODAY - timedelta(2),
    }
    desk.take_back(stay_id)
    assert {row.to_day for row in desk.page.groups} == {None}


def test_a_discharge_with_absences_after_it_is_no_call_until_its_day(desk, storage, coordinator):
    desk.discharge(TODAY - timedelta(7))
    screen = follow_ups.screen(storage, coordinator, today=TODAY, chosen=FollowUpFilter.DUE)
    assert [row.member_id for row in screen.rows] == [desk.member_id]
    desk.correct(discharged_on=TODAY)
    assert list(follow_ups.screen(storage, coordinator, today=TODAY, chosen=FollowUpFilter.DUE).rows) == []


def test_an_unknown_stay_is_not_found(storage, coordinator):
    nothing = StayCorrection(FIRST, Series.RESIDENTIAL, "X/1", WHY)
    assert failure_of(stays.correct, storage, coordinator, 999, nothing, today=TODAY) == "unknown-stay"
    gone = Discharge(TODAY, DischargeType.COMPLETED)
    assert failure_of(stays.discharge, storage, coordinator, 999, gone, today=TODAY) == "unknown-stay"


def test_days_away_from_the_centre_after_the_true_leaving_day_are_no_absences(desk, storage, coordinator):
    monday = date(2026, 11, 16)
    for day in (monday, monday + timedelta(1)):
        presence.mark(storage, coordinator, day, {desk.member_id: False})
    away = [reason.code for reason in desk.page.story.reasons]
    assert ReasonCode.AWAY in away
    stay_id = desk.discharge(date(2026, 11, 13), DischargeType.LEFT_WITHOUT_INFORMING)
    assert ReasonCode.AWAY not in [reason.code for reason in desk.page.story.reasons]
    with storage.reading():
        week = presence_records.in_week(monday)
    assert desk.member_id not in {row.member_id for row in week.rows}
    assert desk.member_id not in {row.member_id for row in presence.day(storage, coordinator, monday).rows}
    desk.take_back(stay_id)
    with storage.reading():
        [row] = [row for row in presence_records.in_week(monday).rows if row.member_id == desk.member_id]
    assert (row.count.absent, row.count.present) == (2, 0)


def test_a_session_with_absences_that_are_due_no_more_is_signed_like_any_other(
    desk, storage, counsellor, coordinator, absent
):
    desk.discharge(date(2026, 11, 13), DischargeType.LEFT_WITHOUT_INFORMING)
    notes.keep_group_note(storage, counsellor, absent[1], GroupNote(shared="We talked about festivals."))
    signing.sign(storage, counsellor, absent[1], PASSWORD)
    assert checking.check_all(storage, coordinator) == []
    rows = session_page.sheet(storage, counsellor, absent[1]).rows
    assert len(rows) == 4
    assert desk.member_id not in {row.member_id for row in rows}
    desk.take_back(desk.stays[-1].id)
    assert session_page.sheet(storage, counsellor, absent[1]).rows == rows, "as it was signed"
    assert checking.check_all(storage, coordinator) == []


def test_paper_and_lists_count_the_same_after_a_leaving_day_is_known(desk, storage, coordinator, circle, absent):
    desk.discharge(date(2026, 11, 13), DischargeType.LEFT_WITHOUT_INFORMING)
    week = Choices(first=date(2026, 11, 16), last=date(2026, 11, 22))
    paper = weekly_report.gather(storage, coordinator, week, today=TODAY, now=storage.now())
    [group] = [group for group in paper.groups if group.group_id == circle.group_id]
    report = attendance_register.gather(
        storage, coordinator, replace(week, group=circle.group_id), today=TODAY, now=storage.now()
    )
    held = [session for session in report.sessions if session.day <= TODAY]
    total = sum((session.tally for session in held), Tally())
    assert group.tally == total == sum((row.tally for row in report.rows), Tally())


# What is corrected stays true


@pytest.mark.parametrize(
    "typed",
    ["ash/2026-27/0002", "ASH/2026-27/2", " ASH / 2026-27 / 0002 ", "ASH/२०२६-२७/०००२", "ASH/2026\u201127/0002"],
)
def test_a_number_of_somebody_else_is_refused_however_it_is_written(desk, typed):
    assert desk.refusals(number=typed) == ["number: number-taken"]


def test_a_corrected_number_is_kept_tidily_and_may_be_written_otherwise(desk):
    desk.correct(number=" old / २०२६\u2011२७ / 0001")
    assert desk.stays[-1].number == "old/2026-27/0001"
    desk.correct(number="OLD/2026-27/1")
    assert desk.stays[-1].number == "OLD/2026-27/1"


def test_nobody_was_admitted_before_their_birth_after_a_correction_either(desk):
    assert desk.refusals(admitted_on=date(1900, 1, 1)) == ["admitted_on: before-birth"]


def test_an_admission_is_not_moved_past_what_belongs_to_the_stay_and_all_of_it_is_said(
    desk, storage, counsellor, coordinator, circle, centre
):
    other_id = centre.group("Evening Circle", (1,))
    memberships.join(storage, coordinator, Joining(other_id, (desk.member_id,), date(2026, 11, 10)), "reason")
    presence.mark(storage, coordinator, date(2026, 11, 12), {desk.member_id: True})
    stays.add_leave(storage, coordinator, desk.member_id, Leave(date(2026, 11, 13), date(2026, 11, 14), "wedding"))
    correction = desk.correction(admitted_on=TODAY)
    with pytest.raises(InvalidInput) as refused:
        stays.correct(storage, coordinator, desk.stays[-1].id, correction, today=TODAY)
    told = [(p.field, p.code, p.values.get("group"), p.values["day"]) for p in refused.value.problems]
    assert told == [
        ("admitted_on", "stay-holds-group", "Evening Circle", date(2026, 11, 10)),
        ("admitted_on", "stay-holds-group", "Morning Circle", FIRST),
        ("admitted_on", "stay-holds-presence", None, date(2026, 11, 12)),
        ("admitted_on", "stay-holds-leave", None, date(2026, 11, 13)),
    ]
    assert desk.stays[-1].admitted_on == FIRST


def test_sessions_attended_hold_an_admission_too(storage, coordinator, counsellor, circle, centre):
    who = centre.member("Deepak Rao", admitted=date(2026, 11, 16))
    memberships.join(storage, coordinator, Joining(circle.group_id, (who,), FIRST), "reason")
    session_id = session_on(storage, circle.group_id, date(2026, 11, 16))
    attendance.mark(storage, counsellor, session_id, {who: Attendance(Mark.PRESENT)})
    desk = Desk(storage, coordinator, who)
    assert desk.refusals(admitted_on=TODAY) == ["admitted_on: stay-holds-attendance"]
    desk.correct(admitted_on=date(2026, 11, 10))


def test_groups_of_aftercare_do_not_hold_an_admission_again(desk, storage, coordinator):
    alumni = GroupDetails("Alumni", GroupType.ALUMNI, started_on=FIRST)
    alumni_id = groups.create(storage, coordinator, alumni, today=TODAY)
    desk.discharge(TODAY - timedelta(6))
    again = Admission(Series.RESIDENTIAL, TODAY - timedelta(5))
    stays.admit(storage, coordinator, desk.member_id, again, today=TODAY)
    memberships.join(storage, coordinator, Joining(alumni_id, (desk.member_id,), TODAY - timedelta(4)), "reason")
    desk.correct(admitted_on=TODAY - timedelta(3))


def test_a_leaving_day_too_early_names_every_group_at_once(desk, storage, counsellor, coordinator, circle, centre):
    other_id = centre.group("Evening Circle", (0,))
    memberships.join(storage, coordinator, Joining(other_id, (desk.member_id,), FIRST), "reason")
    for group_id in (circle.group_id, other_id):
        session_id = session_on(storage, group_id, date(2026, 11, 16))
        attendance.mark(storage, counsellor, session_id, {desk.member_id: Attendance(Mark.PRESENT)})
    with storage.reading():
        theirs = frozenset(row.id for row in Membership.select().where(Membership.member == desk.member_id))
    leaving = Discharge(TODAY, DischargeType.COMPLETED, theirs)
    stays.discharge(storage, coordinator, desk.stays[-1].id, leaving, today=TODAY)
    assert desk.refusals(discharged_on=date(2026, 11, 13), number="ASH/2026-27/0002") == [
        "number: number-taken",
        "discharged_on: marks-after",
        "discharged_on: marks-after",
    ]
