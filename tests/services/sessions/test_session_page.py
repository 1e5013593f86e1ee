"""What stands beside a session's roster, as far as each may see it, in a fixed number of queries."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.care.goals import GoalText, GoalWordKind
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.services.care import goals, recovery
from peerdesk.services.groups import duties, incidents
from peerdesk.services.sessions import notes, plans, session_page, sessions
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
    found = session_page.side_sections(storage, counsellor, full)
    assert found.plan is not None
    assert found.plan.key == "payday"
    assert [(row.duty, row.holder.member_id) for row in found.duties] == [(Duty.TEA, first)]
    assert [(row.member_id, row.milestone, row.day) for row in found.milestones] == [(first, THIRTY, TODAY)]
    assert [goal.text for goal in found.goals[second]] == ["Walk every morning"]
    assert found.goals[second][0].said[0].session_id == full
    assert [row.what for row in found.incidents] == ["The stove was left on."]


def test_office_staff_see_duties_and_milestones_but_no_goals_plans_or_incidents(storage, office, full):
    found = session_page.side_sections(storage, office, full)
    assert (found.plan, dict(found.goals), list(found.incidents)) == (None, {}, [])
    assert len(found.duties) == 1
    assert len(found.milestones) == 1


def test_the_screen_holds_the_sheet_and_what_stands_beside_it_where_that_is_asked_for(storage, counsellor, full):
    whole, sheet_alone = (
        session_page.screen(storage, counsellor, full, with_sections=asked) for asked in (True, False)
    )
    assert whole.sheet == sheet_alone.sheet == session_page.sheet(storage, counsellor, full)
    assert (whole.sections, sheet_alone.sections) == (session_page.side_sections(storage, counsellor, full), None)
    assert failure_of(session_page.screen, storage, counsellor, 99) == "unknown-session"


def test_goals_of_who_walked_in_stand_beside_the_session_too(
    storage, coordinator, counsellor, circle, session_id, centre
):
    guest = centre.member("Lakhan Mishra")
    goals.add(storage, counsellor, guest, GoalText("Walk every morning"), today=TODAY)
    centre.walk_in(session_id, guest)
    assert list(session_page.screen(storage, counsellor, session_id).sections.goals) == [guest]
    assert list(session_page.side_sections(storage, counsellor, session_id).goals) == [guest]


def test_plans_are_suggested_to_who_may_choose_one_and_while_there_is_none(
    storage, counsellor, office, session_id, centre
):
    def suggested(actor=counsellor, **asked):
        return session_page.screen(storage, actor, session_id, **asked).suggestions

    assert suggested() is None
    assert suggested(with_suggestions=True) == plans.suggestions(storage, counsellor, session_id)
    assert suggested(office, with_suggestions=True) is None
    plans.use(storage, counsellor, session_id, "payday")
    assert suggested(with_suggestions=True) is None
    plans.put_aside(storage, counsellor, session_id)
    sessions.did_not_happen(storage, counsellor, session_id, NotHeldReason.NO_POWER)
    assert suggested(with_suggestions=True) is None


def test_office_staff_see_the_screen_without_notes_goals_plans_and_incidents(storage, office, counsellor, full):
    notes.keep_group_note(storage, counsellor, full, GroupNote(shared="Grief"))
    seen = session_page.screen(storage, office, full)
    assert (seen.sheet.note, seen.sections) == (None, session_page.side_sections(storage, office, full))
    assert all(word not in repr(seen) for word in ("Grief", "Walk every morning", "The stove was left on.", "payday"))


def test_an_unknown_session_is_refused(storage, counsellor):
    assert failure_of(session_page.side_sections, storage, counsellor, 99) == "unknown-session"


def test_it_takes_as_many_queries_with_more_of_everything(storage, counsellor, circle, full, statements):
    def asked():
        with statements() as sql:
            session_page.side_sections(storage, counsellor, full)
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
