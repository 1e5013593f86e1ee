"""What stands beside a session's roster, as far as each may see it, in a fixed number of queries."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.duties import Duty
from peerdesk.domain.goals import GoalText, GoalWordKind
from peerdesk.domain.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.recovery import Milestone, MilestoneKind
from peerdesk.services import duties, goals, incidents, plans, recovery, session_life
from tests.centres import TODAY
from tests.looking import session_on
from tests.refusals import failure_of

THIRTY = Milestone(MilestoneKind.DAYS, 30)


@pytest.fixture
def session_id(storage, circle):
    return session_on(storage, circle.group_id, TODAY)


@pytest.fixture
def full(storage, counsellor, circle, session_id):
    """A session with something of everything."""
    first, second, *_ = circle.member_ids
    plans.use(storage, counsellor, session_id, "payday")
    duties.set_duties(storage, counsellor, circle.group_id, [Duty.TEA])
    duties.assign(storage, counsellor, session_id, Duty.TEA, first)
    recovery.restart(storage, counsellor, first, TODAY - timedelta(30), today=TODAY)
    recovery.restart(storage, counsellor, second, TODAY - timedelta(37), today=TODAY)
    goal_id = goals.add(storage, counsellor, second, GoalText("Walk every morning"), today=TODAY)
    goals.say(storage, counsellor, goal_id, GoalWordKind.PROGRESS, "Four times", day=TODAY, session_id=session_id)
    what = IncidentDetails(TODAY, IncidentKind.SAFETY, "The stove was left on.", session_id=session_id)
    incidents.add(storage, counsellor, circle.group_id, what, today=TODAY)
    return session_id


def test_a_counsellor_sees_all_of_it(storage, counsellor, circle, full):
    first, second, *_ = circle.member_ids
    found = session_life.beside(storage, counsellor, full)
    assert found.plan is not None
    assert found.plan.key == "payday"
    assert [(row.duty, row.holder.member_id) for row in found.duties] == [(Duty.TEA, first)]
    assert [(row.member_id, row.milestone, row.day) for row in found.milestones] == [(first, THIRTY, TODAY)]
    assert [goal.text for goal in found.goals[second]] == ["Walk every morning"]
    assert found.goals[second][0].said[0].session_id == full
    assert [row.what for row in found.incidents] == ["The stove was left on."]


def test_office_staff_see_duties_and_milestones_but_no_goals_plans_or_incidents(storage, office, full):
    found = session_life.beside(storage, office, full)
    assert (found.plan, dict(found.goals), list(found.incidents)) == (None, {}, [])
    assert len(found.duties) == 1
    assert len(found.milestones) == 1


def test_an_unknown_session_is_refused(storage, counsellor):
    assert failure_of(session_life.beside, storage, counsellor, 99) == "unknown-session"


def test_it_takes_as_many_queries_with_more_of_everything(storage, counsellor, circle, full, statements):
    def asked():
        with statements() as sql:
            session_life.beside(storage, counsellor, full)
        return len(sql)

    few = asked()
    duties.set_duties(storage, counsellor, circle.group_id, list(Duty))
    duties.assign_by_turn(storage, counsellor, full)
    for member_id in circle.member_ids[2:]:
        recovery.restart(storage, counsellor, member_id, TODAY - timedelta(30), today=TODAY)
        goals.add(storage, counsellor, member_id, GoalText("Sleep at ten"), today=TODAY)
    day = date(2026, 11, 16)
    incidents.add(storage, counsellor, circle.group_id, IncidentDetails(day, IncidentKind.OTHER, "x"), today=TODAY)
    assert asked() == few
    assert few <= 30
