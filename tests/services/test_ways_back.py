"""No act is without a way back, save signing and erasing: every function that writes stands here with its own."""

import ast
import inspect
import textwrap
from functools import cache

from tests.services.test_permissions import FUNCTIONS

HOME = "peerdesk.services."
AGAIN = "the same act with what stood there before"
ERASING = "none: what somebody may ask to be gone is gone; it is asked for with number and password"
SIGNING = "none: what is signed stays, and corrections and addenda stand beside it"
DELETED_AGAIN = "the act that deleted it"
NO_ACT = "none needed: the program keeps its own book, nobody's entry is changed"

WAYS_BACK = {
    **dict.fromkeys(
        ("disclosures.note", "backups.making.make", "backups.making.make_into", "backups.making.carry"), NO_ACT
    ),
    "members.erasing.erase": ERASING,
    "members.retention.hold": "members.retention.lift_hold",
    "members.retention.lift_hold": "members.retention.hold",
    "access.new_recovery": AGAIN,
    "access.confirm_recovery": "access.new_recovery",
    "clock.accept": NO_ACT,
    "sessions.sessions.plan_ahead": NO_ACT,
    "bin.put_back": DELETED_AGAIN,
    "care.contacts.add": "care.contacts.remove",
    "care.contacts.change": AGAIN,
    "care.contacts.remove": "bin.put_back",
    "care.follow_ups.add": "care.follow_ups.finish",
    "care.follow_ups.make_follow_up": "care.follow_ups.finish",
    "care.follow_ups.finish": "care.follow_ups.reopen",
    "care.follow_ups.reopen": "care.follow_ups.finish",
    "care.goals.add": "care.goals.remove",
    "care.goals.change": AGAIN,
    "care.goals.close": "care.goals.reopen",
    "care.goals.reopen": "care.goals.close",
    "care.goals.remove": "bin.put_back",
    "care.goals.say": "care.goals.unsay",
    "care.goals.unsay": "bin.put_back",
    "care.milestones.change": AGAIN,
    "care.milestones.celebrate": "care.milestones.take_back_celebration",
    "care.milestones.take_back_celebration": "bin.put_back",
    "care.recovery.record_return": "care.recovery.take_back_return",
    "care.recovery.take_back_return": "bin.put_back",
    "care.recovery.restart": "care.recovery.correct_start",
    "care.recovery.correct_start": AGAIN,
    "care.recovery.work_step": "care.recovery.remove_step",
    "care.recovery.remove_step": "bin.put_back",
    "care.staying_well.write": "care.staying_well.take_back",
    "care.staying_well.take_up": "care.staying_well.take_back",
    "care.staying_well.take_back": "care.staying_well.bring_back",
    "care.staying_well.bring_back": "care.staying_well.take_back",
    "care.thresholds.change": AGAIN,
    "care.thresholds.check_help_lines": AGAIN,
    "centre.change": AGAIN,
    "centre.add_holiday": "centre.remove_holiday",
    "centre.remove_holiday": "bin.put_back",
    "groups.duties.set_duties": AGAIN,
    "groups.duties.assign": AGAIN,
    "groups.duties.assign_by_turn": "groups.duties.assign",
    "groups.groups.create": "groups.groups.close",
    "groups.groups.change": AGAIN,
    "groups.groups.close": "groups.groups.reopen",
    "groups.groups.reopen": "groups.groups.close",
    "groups.incidents.add": "groups.incidents.remove",
    "groups.incidents.change": AGAIN,
    "groups.incidents.remove": "bin.put_back",
    "groups.memberships.join": "groups.way_back.take_back_joining",
    "groups.memberships.leave": "groups.way_back.go_on",
    "groups.memberships.leave_together": "groups.way_back.go_on",
    "groups.memberships.move": "groups.way_back.take_back_joining",
    "groups.memberships.change_role": AGAIN,
    "groups.waitlist.add": "groups.waitlist.withdraw",
    "groups.waitlist.move_up": "groups.waitlist.move_down",
    "groups.waitlist.move_down": "groups.waitlist.move_up",
    "groups.waitlist.withdraw": "groups.waitlist.take_back_withdrawal",
    "groups.waitlist.take_back_withdrawal": "groups.waitlist.withdraw",
    "groups.way_back.correct_first_days": AGAIN,
    "groups.way_back.go_on": "groups.memberships.leave_together",
    "groups.way_back.take_back_joining": "groups.memberships.join",
    "measures.measures.record": "measures.measures.remove",
    "measures.measures.remove": "bin.put_back",
    "measures.safety.answer": "measures.safety.reopen",
    "measures.safety.reopen": "measures.safety.answer",
    "measures.safety.hand_over": AGAIN,
    "measures.scales.add_scale": "measures.scales.retire_scale",
    "measures.scales.retire_scale": AGAIN,
    "care.places.add": "care.places.remove",
    "care.places.change": AGAIN,
    "care.places.remove": "care.places.bring_back",
    "care.places.bring_back": "care.places.remove",
    "members.consents.record": "members.consents.take_back",
    "members.consents.take_back": "bin.put_back",
    "members.consents.withdraw": "members.consents.take_back_withdrawal",
    "members.consents.take_back_withdrawal": "members.consents.withdraw",
    "members.copies.ask": "members.copies.take_back",
    "members.copies.take_back": "bin.put_back",
    "members.copies.give": "members.copies.take_back_giving",
    "members.copies.take_back_giving": "members.copies.give",
    "members.success_stories.keep": "members.success_stories.remove",
    "members.success_stories.remove": "members.success_stories.bring_back",
    "members.success_stories.bring_back": "members.success_stories.remove",
    "members.deaths.note_death": "members.deaths.take_back_death",
    "members.deaths.take_back_death": "members.deaths.note_death",
    "members.key_counsellors.change": "members.key_counsellors.take_back",
    "members.key_counsellors.hand_over": "members.key_counsellors.take_back",
    "members.key_counsellors.take_back": "members.key_counsellors.change",
    "members.members.register": "members.way_back.take_back_registration",
    "members.members.change": AGAIN,
    "members.members.archive": AGAIN,
    "members.members.mark_co_occurring": AGAIN,
    "members.stays.admit": "members.way_back.take_back_admission",
    "members.stays.discharge": "members.stays.take_back_discharge",
    "members.stays.take_back_discharge": "members.stays.discharge",
    "members.stays.correct": AGAIN,
    "members.stays.add_leave": "members.stays.remove_leave",
    "members.stays.remove_leave": "bin.put_back",
    "members.way_back.take_back_admission": "members.stays.admit",
    "members.way_back.take_back_registration": "bin.put_back",
    "mentoring.mentor_log.log_contact": "mentoring.mentor_log.remove_contact",
    "mentoring.mentor_log.change_contact": AGAIN,
    "mentoring.mentor_log.remove_contact": "bin.put_back",
    "mentoring.mentors.agree_to_mentor": "mentoring.mentors.stop_mentoring",
    "mentoring.mentors.stop_mentoring": "mentoring.mentors.agree_to_mentor",
    "mentoring.mentorships.pair": "mentoring.mentorships.close",
    "mentoring.mentorships.close": "mentoring.mentorships.reopen",
    "mentoring.mentorships.reopen": "mentoring.mentorships.close",
    "presence.mark": AGAIN,
    "presence.mark_all_present": "presence.mark",
    "sessions.attendance.mark": AGAIN,
    "sessions.attendance.mark_rest": "sessions.attendance.mark",
    "sessions.attendance.mark_rest_present": "sessions.attendance.mark",
    "sessions.attendance.add_walk_in": "sessions.attendance.remove_walk_in",
    "sessions.attendance.remove_walk_in": "bin.put_back",
    "sessions.attendance.add_guest": "sessions.attendance.remove_guest",
    "sessions.attendance.remove_guest": "bin.put_back",
    "sessions.attendance.count_visitors": AGAIN,
    "sessions.attendance.from_paper": AGAIN,
    "sessions.attendance.set_leader": AGAIN,
    "sessions.notes.keep_group_note": AGAIN,
    "sessions.notes.keep_member_note": AGAIN,
    "sessions.plans.use": "sessions.plans.put_aside",
    "sessions.plans.put_aside": "sessions.plans.use",
    "sessions.plans.keep": AGAIN,
    "sessions.plans.retire": AGAIN,
    "sessions.plans.reset": "bin.put_back",
    "sessions.sessions.create": "sessions.sessions.did_not_happen",
    "sessions.sessions.did_not_happen": "sessions.sessions.did_happen",
    "sessions.sessions.did_happen": "sessions.sessions.did_not_happen",
    "sessions.signing.settle_and_sign": SIGNING,
    "sessions.signing.sign": SIGNING,
    "sessions.signing.add_addendum": SIGNING,
    "sessions.signing.correct": AGAIN,
    "staff.add": "staff.deactivate",
    "staff.change": AGAIN,
    "staff.deactivate": "staff.give_back",
    "staff.give_back": "staff.deactivate",
    "staff.set_password": AGAIN,
}
"""Each act of the services and the act that takes it back; making a centre and opening it are no acts upon one."""


@cache
def writes(function) -> bool:
    """Whether a function of the services writes, by itself or through another one of the services."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called, known = node.func, function.__globals__
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            if (called.value.id, called.attr) in (("storage", "writing"), ("keys_of", "changing")):
                return True
            found = getattr(known.get(called.value.id), called.attr, None)
        else:
            found = known.get(called.id) if isinstance(called, ast.Name) else None
        inside = inspect.isfunction(found) and found.__module__.startswith(HOME) and found is not function
        if inside and writes(found):
            return True
    return False


ACTS = {name.removeprefix(HOME) for name, function in FUNCTIONS.items() if writes(function)}


def test_every_act_is_listed_with_its_way_back():
    assert WAYS_BACK.keys() - ACTS == set()
    assert ACTS - WAYS_BACK.keys() == set()


def test_every_way_back_is_an_act_of_its_own():
    ways = {way for way in WAYS_BACK.values() if way not in {AGAIN, SIGNING, ERASING, NO_ACT, DELETED_AGAIN}}
    assert ways <= ACTS


def test_signing_and_erasing_alone_have_no_way_back():
    assert {name for name, way in WAYS_BACK.items() if way in (SIGNING, ERASING)} == {
        "members.erasing.erase",
        "sessions.signing.settle_and_sign",
        "sessions.signing.sign",
        "sessions.signing.add_addendum",
    }
