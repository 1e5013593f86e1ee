"""Where something must be written, signs that nobody sees are nothing written."""

import ast
from pathlib import Path

import peerdesk
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.care.staying_well import PlanWords
from peerdesk.domain.centre import Holiday, StaffDetails
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.plans import PlanDetails
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.services import centre, staff
from peerdesk.services.care import goals, staying_well
from peerdesk.services.groups import groups, incidents
from peerdesk.services.members import consents, member_page, members, stays, success_stories
from peerdesk.services.sessions import attendance, plans, sessions
from tests.centres import CHEAP, PASSWORD, TODAY
from tests.looking import session_on
from tests.refusals import problems_of

UNSEEN = "\u200b\u200e\ufeff \u2060"
PROGRAM = Path(peerdesk.__file__).parent


def test_a_name_or_a_reason_that_nobody_sees_is_missing(storage, coordinator, circle):
    ask, today = (storage, coordinator), {"today": TODAY}
    member, session = circle.member_ids[0], session_on(storage, circle.group_id, TODAY)
    man = MemberDetails(UNSEEN, gender=Gender.MALE, age=30)
    group = GroupDetails(UNSEEN, GroupType.SELF_HELP, started_on=TODAY)
    incident = IncidentDetails(TODAY, next(iter(IncidentKind)), UNSEEN)
    guest = (session, member, UNSEEN, next(iter(Kinship)))
    reason = NotHeldReason.OTHER
    assert "name_latin: name-missing" in problems_of(members.register, *ask, man, **today)
    assert "name: group-name-missing" in problems_of(groups.create, *ask, group, **today)
    worker = StaffDetails("ravi", UNSEEN, "Counsellor")
    assert "name: staff-name-missing" in problems_of(staff.add, *ask, worker, PASSWORD, PASSWORD, CHEAP)
    assert "text: text-missing" in problems_of(goals.add, *ask, member, GoalText(UNSEEN), **today, set_on=TODAY)
    assert "what: text-missing" in problems_of(incidents.add, *ask, circle.group_id, incident, **today)
    assert "name: plan-name-missing" in problems_of(plans.keep, *ask, PlanDetails(UNSEEN, text="Opening"))
    assert problems_of(centre.add_holiday, *ask, Holiday(TODAY, UNSEEN))
    assert "guest_name: guest-name-missing" in problems_of(attendance.add_guest, *ask, *guest)
    assert "reason_text: reason-missing" in problems_of(sessions.did_not_happen, *ask, session, reason, UNSEEN)
    stay = member_page.page(*ask, member, today=TODAY).stays[0]
    discharge = Discharge(TODAY, DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, discharge, today=TODAY)
    assert "why: reason-missing" in problems_of(stays.take_back_discharge, *ask, stay.id, UNSEEN)


def test_a_plan_a_story_and_an_answer_that_nobody_sees_are_not_told(storage, coordinator, circle):
    ask, member, unseen = (storage, coordinator), circle.member_ids[0], UNSEEN + "\u3164\u2800"
    assert problems_of(staying_well.write, *ask, member, PlanWords(unseen, unseen), today=TODAY) == [
        "triggers: plan-empty"
    ]
    consents.record(*ask, member, NewConsents(frozenset({ConsentKind.STORY}), TODAY), today=TODAY)
    assert "text: text-missing" in problems_of(
        success_stories.keep, *ask, member, ToldStory(unseen, TODAY), today=TODAY
    )
    assert "text: text-missing" in problems_of(goals.add, *ask, member, GoalText(unseen), today=TODAY, set_on=TODAY)
    assert PlanWords("pay day", unseen).tidied() == PlanWords("pay day")


def test_no_rule_takes_blanks_alone_for_nothing():
    """``not text.strip()`` lets a zero-width sign pass for a text: rules ask ``typed.blank``."""
    asked = [
        f"{path.relative_to(PROGRAM)}:{node.lineno}"
        for room in ("domain", "records", "services")
        for path in sorted((PROGRAM / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and ends_in_strip(node.operand)
    ]
    assert asked == []


def ends_in_strip(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strip"
