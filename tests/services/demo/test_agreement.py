"""Whatever centre is made: Today, a member's page and the reports say the same about everybody.

Centres end on month ends, a leap day, New Year and in the middle of a week; some are small, one has an outpatient rush.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from peerdesk import publishing
from peerdesk.db.models import Member
from peerdesk.domain.care.follow_ups import FollowUpState
from peerdesk.domain.dates import week_of
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.marks import Tally
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.services import today
from peerdesk.services.demo.build import DemoPlan
from peerdesk.services.members import member_page

PLANS = [
    DemoPlan(today=date(2024, 2, 29), members=24, seed=3),
    DemoPlan(today=date(2026, 3, 31), members=40, seed=4),
    DemoPlan(today=date(2027, 1, 1), members=24, seed=5),
    DemoPlan(today=date(2026, 11, 18), members=70, seed=6),
]
DUE = {FollowUpState.DUE, FollowUpState.OVERDUE}


@pytest.fixture(params=PLANS, ids=lambda plan: plan.today.isoformat())
def plan(request):
    return request.param


@pytest.fixture
def desk(plan, make, opened):
    """The file, its coordinator, and what Today shows."""
    storage, actor = opened(make("centre", plan), plan)
    return storage, actor, today.page(storage, actor, today=plan.today)


def gathered(desk, plan, name, **choices):
    storage, actor, _page = desk
    now = datetime.combine(plan.today, time(10))
    return publishing.gather(name, storage, actor, Choices(**choices), today=plan.today, now=now)


def week(plan):
    monday, _sunday = week_of(plan.today)
    return {"first": monday, "last": plan.today}


def numbers():
    return {member.id: member.number for member in Member.select()}


def test_who_needs_contact_and_why_is_the_same_everywhere(desk, plan):
    storage, actor, page = desk
    report = gathered(desk, plan, "weekly-report", **week(plan))
    on_today = {row.number: row.reasons for row in page.attention}
    assert {line.person.number: line.reasons for line in report.contact_needed} == on_today
    assert page.needing_contact == sum(not row.settled for row in page.attention)
    assert page.needing_contact + page.settled == len(on_today) == report.needing_contact
    for member_id, number in numbers().items():
        reasons = member_page.page(storage, actor, member_id, today=plan.today).story.reasons
        assert reasons == on_today.get(number, []), number


def test_the_milestones_of_the_week_are_the_same_everywhere(desk, plan):
    _storage, _actor, page = desk
    monday, sunday = week_of(plan.today)
    found = Counter((row.number, row.milestone, row.day, row.celebrated_on) for row in page.milestones)
    for name in ("weekly-report", "milestones"):
        paper = gathered(desk, plan, name, first=monday, last=sunday)
        lines = paper.milestones if name == "weekly-report" else paper.lines
        assert Counter((line.person.number, line.milestone, line.day, line.celebrated_on) for line in lines) == found
    for row in page.milestones:
        if row.day <= plan.today:
            reached = recovery_records.timeline_of(row.member_id, plan.today).reached
            assert (row.milestone, row.day) in [(one.milestone, one.day) for one in reached]


def test_the_follow_ups_due_are_the_same_everywhere(desk, plan):
    _storage, _actor, page = desk
    due = {row.id for row in page.follow_ups}
    theirs = [row for member_id in numbers() for row in follow_up_records.of_member(member_id, plan.today)]
    assert {row.id for row in theirs if row.state(plan.today) in DUE} == due


def test_recovery_and_attendance_of_a_member_are_the_same_on_screen_and_on_paper(desk, plan):
    storage, actor, _page = desk
    everything = {"first": date(2000, 1, 1), "last": plan.today}
    for member_id, number in numbers().items():
        shown = member_page.page(storage, actor, member_id, today=plan.today)
        report = gathered(desk, plan, "progress-report", member=number, **everything)
        assert report.support.timeline == replace(shown.story.timeline, spans=report.support.timeline.spans)
        assert [(span.from_day, span.ended_on) for span in report.support.timeline.spans] == [
            (span.from_day, span.ended_on) for span in shown.story.timeline.spans
        ]
        on_screen = sum((group.tally for group in shown.groups), Tally())
        assert replace(report.tally, unmarked=0) == on_screen, number


def test_days_add_up_on_every_day_of_a_way(desk, plan):
    """Day by day the days now grow by one or begin anew; the longest and the total never shrink."""
    for member_id in list(numbers())[:12]:
        before = None
        for back in range(40, -1, -4):
            timeline = recovery_records.timeline_of(member_id, plan.today - timedelta(back))
            assert timeline.total >= timeline.longest >= (timeline.days_now or 0) >= 0
            if before is not None:
                assert timeline.total >= before.total
                assert timeline.longest >= before.longest
            before = timeline
