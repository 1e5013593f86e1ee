"""Every service asks for its permission before it does anything else, reading included."""

import inspect
import pkgutil
from importlib import import_module

import pytest

from peerdesk import services
from peerdesk.domain.access import PERMISSIONS, Actor, Permission, Role
from peerdesk.errors import NotPermitted

BEFORE_ANYBODY_IS_IN = {
    "peerdesk.services.access.enter",
    "peerdesk.services.door.finish_restore",
    "peerdesk.services.door.has_centre",
    "peerdesk.services.door.what_is_lost",
    "peerdesk.services.door.clear_killed_demo",
    "peerdesk.services.access.recover",
    "peerdesk.services.access.set_up",
    "peerdesk.services.door.unlock",
    "peerdesk.services.checking.check_files",
    "peerdesk.services.backups.finding.copies_in",
    "peerdesk.services.backups.finding.latest",
    "peerdesk.services.backups.finding.look",
    "peerdesk.services.backups.finding.newest",
    "peerdesk.services.backups.finding.newest_by_name",
    "peerdesk.services.backups.finding.set_aside",
    "peerdesk.services.backups.making.copy_files",
    "peerdesk.services.backups.places.arrived",
    "peerdesk.services.backups.places.choose",
    "peerdesk.services.backups.places.find",
    "peerdesk.services.backups.places.is_same_disk",
    "peerdesk.services.backups.places.keep",
    "peerdesk.services.backups.places.kept",
    "peerdesk.services.backups.places.marked",
    "peerdesk.services.backups.restoring.bring_keys",
    "peerdesk.services.backups.restoring.look_inside",
    "peerdesk.services.backups.restoring.only_keys_are_missing",
    "peerdesk.services.backups.restoring.restore",
    "peerdesk.services.backups.restoring.unlock",
    "peerdesk.services.backups.restoring.unlock_with_sheet",
    "peerdesk.services.checking.check_opened",
    "peerdesk.services.clock.watch",
    "peerdesk.services.rekeying.rekey",
    "peerdesk.services.rekeying.with_former_keys",
    "peerdesk.services.salvage.salvage",
}
"""Ways in, and what is done with the files from outside: on a new PC there is nobody yet who could log in."""

OWN_PASSWORD = "peerdesk.services.access.check_password"  # everybody may be asked who they are


class Nobody(Actor):
    """May do nothing at all."""

    def may(self, permission):
        return False


NOBODY = Nobody(99, "nobody", "Nobody", Role.OFFICE)

MODULES = [found.name for found in pkgutil.walk_packages(services.__path__, "peerdesk.services.")]
PUBLIC = {
    f"{module}.{name}": thing
    for module in MODULES
    if not module.startswith("peerdesk.services.demo")  # makes a centre, in which nobody is yet
    for name, thing in vars(import_module(module)).items()
    if getattr(thing, "__module__", "") == module and not name.startswith("_")
}
FUNCTIONS = {
    name: function
    for name, function in PUBLIC.items()
    if inspect.isfunction(function) and list(inspect.signature(function).parameters)[:2] == ["storage", "actor"]
}

ASKED = {
    Permission.BACK_UP: [
        "backups.making.carry",
        "backups.making.make",
        "backups.making.make_into",
        "backups.state.state",
    ],
    Permission.SEE_DISCLOSURES: ["disclosures.everything"],
    Permission.ERASE_MEMBERS: [
        "members.erasing.erase",
        "members.erasing.lines",
        "members.erasing.what_goes",
        "members.retention.hold",
        "members.retention.kept_long_enough",
        "members.retention.lift_hold",
    ],
    Permission.SEE_TRAIL: ["trail.screen", "trail.staff"],
    Permission.SEE_MEMBERS: [
        "disclosures.of_member",
        "finder.find",
        "members.consents.of_member",
        "members.deaths.what_ends",
        "members.member_page.page",
        "members.member_page.screen",
        "members.members.find",
        "members.members.possible_same",
        "members.key_counsellors.choice",
        "members.stays.ending_memberships",
        "members.stays.next_number",
    ],
    Permission.REGISTER_MEMBERS: [
        "members.key_counsellors.change",
        "members.key_counsellors.take_back",
        "members.consents.record",
        "members.consents.take_back",
        "members.consents.take_back_withdrawal",
        "members.consents.withdraw",
        "members.copies.ask",
        "members.copies.take_back",
        "members.deaths.note_death",
        "members.deaths.take_back_death",
        "members.members.archive",
        "members.members.change",
        "members.members.register",
        "members.stays.add_leave",
        "members.stays.admit",
        "members.stays.correct",
        "members.stays.discharge",
        "members.stays.remove_leave",
        "members.stays.take_back_discharge",
        "members.way_back.take_back_admission",
        "members.way_back.take_back_registration",
    ],
    Permission.SEE_GROUPS: [
        "bin.entries",
        "bin.put_back",
        "disclosures.note",
        "care.places.everything",
        "centre.details",
        "centre.holidays",
        "groups.fit.suggestions",
        "groups.fit.warnings",
        "groups.group_page.screen",
        "groups.group_page.view",
        "groups.groups.names",
        "groups.groups.overview",
        "key_list.known",
        "key_list.notes_lock",
        "groups.groups.page",
        "sessions.plans.everything",
        "care.thresholds.help_lines_check",
        "care.thresholds.numbers",
        "reports.offers",
        "settings.screen",
        "staff.everybody",
    ],
    Permission.MANAGE_GROUPS: [
        "groups.duties.set_duties",
        "groups.groups.change",
        "groups.groups.close",
        "groups.groups.create",
        "groups.groups.reopen",
        "groups.groups.what_ends",
        "sessions.plans.keep",
        "sessions.plans.reset",
        "sessions.plans.retire",
    ],
    Permission.MANAGE_ROSTERS: [
        "groups.memberships.change_role",
        "groups.memberships.join",
        "groups.memberships.leave_together",
        "groups.memberships.leave",
        "groups.memberships.move",
        "groups.way_back.correct_first_days",
        "groups.way_back.go_on",
        "groups.way_back.take_back_joining",
        "groups.waitlist.add",
        "groups.waitlist.move_down",
        "groups.waitlist.move_up",
        "groups.waitlist.take_back_withdrawal",
        "groups.waitlist.withdraw",
    ],
    Permission.SEE_ATTENDANCE: [
        "clock.accept",
        "sessions.sessions.plan_ahead",
        "care.retention_in_care.overall",
        "sessions.session_page.rows_now",
        "sessions.session_page.side_sections",
        "sessions.session_page.screen",
        "sessions.session_page.sheet",
        "sessions.sessions.between",
        "sessions.sessions.last_full_week",
        "sessions.sessions.screen",
        "today.first_look",
        "today.page",
    ],
    Permission.MARK_ATTENDANCE: [
        "sessions.attendance.add_guest",
        "sessions.attendance.add_walk_in",
        "sessions.attendance.count_visitors",
        "sessions.attendance.from_paper",
        "sessions.attendance.mark",
        "sessions.attendance.mark_rest",
        "sessions.attendance.mark_rest_present",
        "sessions.attendance.remove_guest",
        "sessions.attendance.set_leader",
        "sessions.attendance.remove_walk_in",
        "groups.duties.assign",
        "groups.duties.assign_by_turn",
        "care.milestones.celebrate",
        "care.milestones.take_back_celebration",
        "sessions.sessions.create",
        "sessions.sessions.did_happen",
        "sessions.sessions.did_not_happen",
    ],
    Permission.WRITE_NOTES: [
        "sessions.attendance.names_in",
        "sessions.notes.keep_group_note",
        "sessions.notes.keep_member_note",
        "sessions.plans.put_aside",
        "sessions.plans.use",
        "sessions.signing.add_addendum",
    ],
    Permission.SIGN_SESSIONS: ["sessions.signing.correct", "sessions.signing.settle_and_sign", "sessions.signing.sign"],
    Permission.SEE_RECOVERY: ["care.milestones.everything", "care.recovery.open_since"],
    Permission.SEE_MENTORING: [
        "mentoring.mentoring_page.pair_page",
        "mentoring.mentoring_page.screen",
        "mentoring.mentors.possible_mentors",
        "mentoring.mentors.warnings",
    ],
    Permission.MANAGE_MENTORING: [
        "mentoring.mentor_log.change_contact",
        "mentoring.mentor_log.log_contact",
        "mentoring.mentor_log.names_in",
        "mentoring.mentor_log.remove_contact",
        "mentoring.mentors.agree_to_mentor",
        "mentoring.mentors.stop_mentoring",
        "mentoring.mentorships.close",
        "mentoring.mentorships.pair",
        "mentoring.mentorships.reopen",
    ],
    Permission.KEEP_RECOVERY: [
        "care.recovery.correct_start",
        "care.recovery.record_return",
        "care.recovery.remove_step",
        "care.recovery.restart",
        "care.recovery.take_back_return",
        "care.recovery.work_step",
    ],
    Permission.MANAGE_STAFF: [
        "staff.add",
        "staff.change",
        "staff.deactivate",
        "staff.give_back",
        "staff.set_password",
        "members.key_counsellors.hand_over",
        "members.key_counsellors.handed_at_leaving",
        "members.key_counsellors.members_of",
    ],
    Permission.KEEP_GOALS: [
        "care.goals.add",
        "care.goals.change",
        "care.goals.close",
        "care.goals.names_in",
        "care.goals.pledge_day",
        "care.goals.remove",
        "care.goals.reopen",
        "care.goals.say",
        "care.goals.unsay",
    ],
    Permission.KEEP_STAYING_WELL: [
        "care.staying_well.bring_back",
        "care.staying_well.names_in",
        "care.staying_well.take_back",
        "care.staying_well.take_up",
        "care.staying_well.write",
    ],
    Permission.KEEP_STORIES: [
        "members.success_stories.bring_back",
        "members.success_stories.keep",
        "members.success_stories.names_in",
        "members.success_stories.remove",
    ],
    Permission.MARK_PRESENCE: [
        "presence.day",
        "presence.mark",
        "presence.mark_all_present",
        "presence.screen",
        "presence.rows_now",
        "presence.week",
    ],
    Permission.CHECK_FILE: [
        "checking.check_all",
        "checking.check_pages",
        "checking.trail_letters",
        "sessions.signing.broken_seals",
    ],
    Permission.SEE_FOLLOW_UPS: ["care.follow_ups.of_member", "care.follow_ups.screen", "care.follow_ups.schedule"],
    Permission.KEEP_FOLLOW_UPS: [
        "care.follow_ups.make_follow_up",
        "care.follow_ups.add",
        "care.follow_ups.finish",
        "care.follow_ups.reopen",
    ],
    Permission.KEEP_CONTACTS: ["care.contacts.add", "care.contacts.change", "care.contacts.remove"],
    Permission.CHANGE_SETTINGS: [
        "care.places.add",
        "care.places.bring_back",
        "care.places.change",
        "care.places.remove",
        "centre.add_holiday",
        "centre.change",
        "centre.remove_holiday",
        "care.milestones.change",
        "care.thresholds.change",
        "care.thresholds.check_help_lines",
        "measures.scales.add_scale",
        "measures.scales.retire_scale",
    ],
    Permission.SEE_MEASURES: ["measures.measures.screen", "measures.scales.scales"],
    Permission.SEE_COUNSELLORS_MEASURES: ["measures.safety.open_note", "members.members.mark_co_occurring"],
    Permission.KEEP_SAFETY_NOTES: ["measures.safety.answer", "measures.safety.hand_over", "measures.safety.reopen"],
    Permission.KEEP_MEASURES: ["measures.measures.entry", "measures.measures.record", "measures.measures.remove"],
    Permission.SEE_NOTES: [
        "members.copies.give",
        "members.copies.take_back_giving",
        "sessions.session_page.note_now",
        "sessions.plans.suggestions",
    ],
    Permission.KEEP_INCIDENTS: [
        "groups.incidents.add",
        "groups.incidents.change",
        "groups.incidents.names_in",
        "groups.incidents.of_group",
        "groups.incidents.remove",
    ],
}
"""What the everyday services ask for (papers have tests of their own)."""


def asked_by(function, actor=NOBODY):
    """Call with nothing but an actor; a service that looked at the file first would stumble over the nothing."""
    needed = [
        parameter
        for parameter in list(inspect.signature(function).parameters.values())[2:]
        if parameter.default is inspect.Parameter.empty
    ]
    places = [None for parameter in needed if parameter.kind is not inspect.Parameter.KEYWORD_ONLY]
    names = {parameter.name: None for parameter in needed if parameter.kind is inspect.Parameter.KEYWORD_ONLY}
    with pytest.raises(NotPermitted) as caught:
        function(None, actor, *places, **names)
    return caught.value.values["permission"]


def test_services_hold_nothing_public_but_guarded_acts():
    assert PUBLIC.keys() - FUNCTIONS.keys() == BEFORE_ANYBODY_IS_IN


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - {OWN_PASSWORD}))
def test_nobody_gets_past_a_service_without_its_permission(name):
    assert asked_by(FUNCTIONS[name]) in Permission


@pytest.mark.parametrize(
    ("permission", "name"), [(permission, name) for permission, names in ASKED.items() for name in names]
)
def test_each_service_asks_for_the_permission_of_the_table(permission, name):
    function = FUNCTIONS[f"peerdesk.services.{name}"]
    assert asked_by(function) is permission
    for role in Role:
        if permission not in PERMISSIONS[role]:
            assert asked_by(function, Actor(1, "asha", "Asha Devi", role)) is permission


def test_the_table_leaves_no_everyday_service_out():
    listed = {f"peerdesk.services.{name}" for names in ASKED.values() for name in names}
    elsewhere = ("peerdesk.services.access.", "peerdesk.services.papers.")
    everyday = {name for name in FUNCTIONS if not name.startswith(elsewhere)}
    assert listed == everyday
