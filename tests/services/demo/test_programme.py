"""The recovery programme of the demo centre is as a centre would have kept it, down to what is to be done today."""

from collections import Counter
from itertools import pairwise

from peerdesk.db.models import (
    CelebrationRow,
    Contact,
    DutyTurn,
    FollowUp,
    Goal,
    GoalWord,
    Incident,
    Measurement,
    Mentor,
    MentorContact,
    MentorshipRow,
    PersonToCall,
    Presence,
    RecoverySpan,
    SessionPlan,
    Stay,
    StayingWellVersion,
    StepWork,
    Waiting,
)
from peerdesk.domain.care.attention import ReasonCode
from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.domain.care.recovery import start_problems
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import DischargeType, Series
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.records import safety as safety_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.mentoring import pairs as pair_records
from peerdesk.services import today
from peerdesk.services.mentoring import mentoring_page


def test_everybody_has_a_recovery_date_and_no_span_overlaps_another(centre, plan):
    admitted = {stay.member_id for stay in Stay.select()}
    assert {span.member_id for span in RecoverySpan.select()} == admitted
    for member_id in admitted:
        spans = recovery_records.spans_of(member_id, with_words=True)
        for earlier, later in pairwise(spans):
            assert start_problems(later.from_day, plan.today, [earlier]) == []


def test_whoever_came_again_had_returned_to_use_and_keeps_the_days_before(centre, plan):
    stays = Counter(stay.member_id for stay in Stay.select())
    for member_id in [who for who, count in stays.items() if count > 1]:
        timeline = recovery_records.timeline_of(member_id, plan.today)
        assert len(timeline.spans) >= 2
        assert timeline.total >= timeline.longest >= (timeline.days_now or 0)


def test_what_was_celebrated_had_been_reached(centre, plan):
    rows = list(CelebrationRow.select())
    assert len(rows) > 100
    for row in rows[::20]:
        reached = {
            (found.milestone.kind, found.milestone.count)
            for found in recovery_records.timeline_of(row.member_id, row.day).reached
        }
        assert (row.kind, row.count) in reached


def test_mentors_are_far_enough_along_and_accompany_nobody_of_the_other_gender(centre):
    pairs = list(MentorshipRow.select())
    assert len(pairs) > 20
    for pair in pairs:
        assert pair.mentor.member.gender is pair.member.gender
        current = [span for span in recovery_records.spans_of(pair.mentor_id) if span.from_day <= pair.from_day]
        assert current[-1].days(pair.from_day) >= Thresholds().mentor_days
    open_pairs = Counter(pair.mentor_id for pair in pairs if pair.to_day is None)
    assert max(open_pairs.values()) <= Thresholds().mentor_load
    assert Mentor.select().count() == len({pair.mentor_id for pair in pairs})
    assert MentorContact.select().count() > 10 * len(pairs) / 2


def test_one_pair_is_stalled_and_the_newest_members_have_no_mentor_yet(centre, plan):
    storage, actor = centre
    stalled = pair_records.stalled(plan.today, Thresholds())
    assert len(stalled) == 1
    assert mentoring_page.screen(storage, actor, today=plan.today, view=MentoringView.WAITING).overview.waiting


def test_every_discharge_brought_its_follow_ups_and_those_of_the_past_were_done(centre, plan):
    ended = [s for s in Stay.select() if s.discharged_on and s.discharge_type is not DischargeType.DIED]
    assert FollowUp.select().count() == 12 * len(ended)
    late = [f for f in FollowUp.select() if f.outcome is None and f.due_on < plan.today]
    assert 1 <= len(late) <= 4
    outcomes = Counter(f.outcome for f in FollowUp.select() if f.outcome)
    assert outcomes[FollowUpOutcome.REACHED] > outcomes[FollowUpOutcome.NOT_REACHED] > 0
    assert all(f.done_on <= plan.today for f in FollowUp.select() if f.done_on)


def test_there_are_contacts_goals_steps_duties_plans_incidents_and_a_waitlist(centre):
    for table, least in (
        (Contact, 300), (Goal, 50), (StepWork, 30), (DutyTurn, 50), (SessionPlan, 10), (Incident, 1), (Waiting, 1),
        (Measurement, 300),
    ):  # fmt: skip
        assert table.select().count() >= least, table.__name__


def test_there_are_staying_well_plans_and_pledges_to_be_heard_of_today(centre, plan):
    assert StayingWellVersion.select().count() >= 10
    assert PersonToCall.select().count() >= 10
    pledges = Goal.select().where(Goal.kind == GoalKind.PLEDGE)
    assert {row.state for row in pledges} == {GoalState.OPEN, GoalState.REACHED}
    assert any(row.due_on == plan.today and row.state is GoalState.OPEN for row in pledges)
    assert GoalWord.select().where(GoalWord.kind == GoalWordKind.NOT_YET).exists()


def test_presence_covers_every_resident_on_every_day_up_to_yesterday(centre, plan):
    assert Presence.select().where(Presence.day >= plan.today).count() == 0
    here = Stay.select().where(
        (Stay.series == Series.RESIDENTIAL) & Stay.discharged_on.is_null() & (Stay.admitted_on < plan.today)
    )
    yesterday = {row.member_id for row in Presence.select().order_by(Presence.day.desc()).limit(60)}
    assert {stay.member_id for stay in here} <= yesterday


def test_one_safety_note_waits_since_yesterday_and_others_were_answered(centre, plan):
    (waiting,) = safety_records.open_notes()
    assert (waiting.waits(plan.today), waiting.owner_there) == (1, True)
    answered = safety_records.rows(~safety_records.IS_OPEN)
    assert answered
    assert all(note.words for note in answered)


def test_today_shows_somebody_for_every_kind_of_work_and_not_too_many(centre, plan):
    storage, actor = centre
    page = today.page(storage, actor, today=plan.today)
    assert 6 <= page.needing_contact <= 25
    codes = {reason.code for row in page.attention for reason in row.reasons}
    assert codes >= {ReasonCode.ABSENCES, ReasonCode.FOLLOW_UP_OVERDUE, ReasonCode.NO_CONTACT, ReasonCode.GROUP_ALONE}
    assert page.milestones
    assert page.follow_ups
    assert page.stalled == 1
