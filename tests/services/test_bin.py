"""The bin: what was deleted lies there for ninety days, for whoever may delete it, and comes back as it was."""

import ast
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import peerdesk
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.bin import KEPT_FOR, RULES, BinKind
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalText, GoalWordKind
from peerdesk.domain.care.places import NewPlace
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnToUse, StepRow
from peerdesk.domain.centre import Holiday
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender, Substance
from peerdesk.domain.members.stays import Admission, Death, Leave, Series
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.mentoring.mentorships import Agreement, Logged, Pairing, SupportKind
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.notes import Activity, GroupNote, Objective
from peerdesk.domain.sessions.plans import BUILT_IN, PlanDetails
from peerdesk.errors import NotPermitted
from peerdesk.services import bin as bin_acts
from peerdesk.services import centre as centres
from peerdesk.services import finder
from peerdesk.services.care import contacts, follow_ups, goals, milestones, places, recovery
from peerdesk.services.groups import incidents
from peerdesk.services.measures import measures
from peerdesk.services.members import consents, copies, deaths, members, stays, success_stories, way_back
from peerdesk.services.mentoring import mentor_log, mentors, mentorships
from peerdesk.services.sessions import attendance, notes, plans, session_page, sessions, signing
from tests import behind
from tests.centres import PASSWORD, TODAY
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

MONDAY = date(2026, 11, 16)
DAY = timedelta(1)
AS_IT_WAS = PlanDetails("Our own", None, Objective.HEALTH, 60, frozenset({Activity.GAME}), "1. Walk.")


class Deleting:
    """Makes and deletes one of each kind; each returns what deletes it."""

    def __init__(self, storage, coordinator, circle):
        self.storage, self.actor, self.circle = storage, coordinator, circle
        self.ask: tuple[Storage, Actor] = storage, coordinator
        self.who = circle.member_ids[0]
        self.session = session_on(storage, circle.group_id, MONDAY)

    def member(self):
        details = MemberDetails(
            "Bhola Das",
            gender=Gender.MALE,
            age=40,
            phones=(Phone("9425112233", "brother"),),
            substances=frozenset({Substance.BEER}),
        )
        admission = Admission(Series.RESIDENTIAL, TODAY, recovery_on=TODAY)
        made = members.register(*self.ask, details, today=TODAY, admission=admission)
        return lambda: way_back.take_back_registration(*self.ask, made)

    def leave(self):
        made = stays.add_leave(*self.ask, self.who, Leave(TODAY, TODAY + 3 * DAY, "harvest"))
        return lambda: stays.remove_leave(*self.ask, made)

    def consent(self):
        made = consents.record(*self.ask, self.who, NewConsents(frozenset({ConsentKind.STORY}), MONDAY), today=TODAY)
        return lambda: consents.take_back(*self.ask, made)

    def copy_request(self):
        made = copies.ask(*self.ask, self.who, datetime(2026, 11, 16, 11, 0), now=datetime(2026, 11, 18, 10, 0))
        return lambda: copies.take_back(*self.ask, made)

    def story(self):
        self.consent()
        success_stories.keep(*self.ask, self.who, ToldStory("I walk every morning.", TODAY), today=TODAY)
        return lambda: success_stories.remove(*self.ask, self.who)

    def contact(self):
        new = NewContact(self.who, ContactKind.HOME_VISIT, MONDAY, 30, "his mother", "The harvest")
        made = contacts.add(*self.ask, new, today=TODAY)
        return lambda: contacts.remove(*self.ask, made)

    def follow_up(self):
        new = NewFollowUp(self.who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "after the harvest")
        first = follow_ups.add(*self.ask, new, today=TODAY)
        finished = Finished(FollowUpOutcome.NOT_REACHED, TODAY, next_on=TODAY + DAY)
        made = follow_ups.finish(*self.ask, first, finished, today=TODAY)
        return lambda: follow_ups.reopen(*self.ask, first, made=made)

    def goal(self):
        made = goals.add(*self.ask, self.who, GoalText("Walk at six"), today=TODAY)
        return lambda: goals.remove(*self.ask, made)

    def goal_word(self):
        goal = goals.add(*self.ask, self.who, GoalText("Walk at six"), today=TODAY)
        made = goals.say(*self.ask, goal, GoalWordKind.PROGRESS, "three times", day=TODAY)
        return lambda: goals.unsay(*self.ask, made)

    def measurement(self):
        made = measures.record(*self.ask, self.who, "weekly", MONDAY, {1: 9, 4: 1}, today=TODAY)
        return lambda: measures.remove(*self.ask, made)

    def return_(self):
        recovery.restart(*self.ask, self.who, MONDAY - 7 * DAY, today=TODAY)
        recovery.record_return(*self.ask, self.who, ReturnToUse(MONDAY, TODAY, text="a wedding"), today=TODAY)
        return lambda: recovery.take_back_return(*self.ask, self.who)

    def step(self):
        recovery.work_step(*self.ask, self.who, StepRow(4, MONDAY, "Mohan"), today=TODAY)
        return lambda: recovery.remove_step(*self.ask, self.who, 4)

    def celebration(self):
        recovery.restart(*self.ask, self.who, MONDAY - 7 * DAY, today=TODAY)
        week = Milestone(MilestoneKind.DAYS, 7)
        milestones.celebrate(*self.ask, self.who, week, day=MONDAY, session_id=self.session)
        return lambda: milestones.take_back_celebration(*self.ask, self.who, week)

    def mentor_contact(self):
        mentor = self.circle.member_ids[1]
        recovery.restart(*self.ask, mentor, date(2025, 11, 16), today=TODAY)
        mentors.agree_to_mentor(*self.ask, mentor, Agreement(MONDAY, None, "known for long"), today=TODAY)
        pair = mentorships.pair(*self.ask, Pairing(mentor, self.who, MONDAY, "known for long"), today=TODAY)
        met = Logged(TODAY, 20, SupportKind.EMOTIONAL, "Walk together")
        made = mentor_log.log_contact(*self.ask, pair, met, today=TODAY)
        return lambda: mentor_log.remove_contact(*self.ask, made)

    def walk_in(self):
        details = MemberDetails("Zia Khan", gender=Gender.MALE, age=30)
        other = members.register(*self.ask, details, today=TODAY, admission=None)
        attendance.add_walk_in(*self.ask, self.session, other)
        return lambda: attendance.remove_walk_in(*self.ask, self.session, other)

    def guest(self):
        made = attendance.add_guest(*self.ask, self.session, self.who, "Kamla Devi", Kinship.MOTHER)
        return lambda: attendance.remove_guest(*self.ask, made)

    def member_note(self):
        notes.keep_member_note(*self.ask, self.session, self.who, "Spoke of the harvest.")
        return lambda: notes.keep_member_note(*self.ask, self.session, self.who, "")

    def group_note(self):
        notes.keep_group_note(*self.ask, self.session, GroupNote(Objective.HEALTH, shared="We talked of festivals."))
        return lambda: notes.keep_group_note(*self.ask, self.session, GroupNote(Objective.HEALTH))

    def incident(self):
        what = IncidentDetails(MONDAY, IncidentKind.CONFLICT, "Two disagreed.", "A timekeeper", self.session)
        made = incidents.add(*self.ask, self.circle.group_id, what, today=TODAY)
        return lambda: incidents.remove(*self.ask, made)

    def plan(self):
        key = next(iter(BUILT_IN))
        plans.keep(*self.ask, AS_IT_WAS, key)
        return lambda: plans.reset(*self.ask, key)

    def holiday(self):
        centres.add_holiday(*self.ask, Holiday(TODAY + 2 * DAY, "Mela"))
        return lambda: centres.remove_holiday(*self.ask, TODAY + 2 * DAY)

    def place(self):
        made = places.add(*self.ask, NewPlace("District hospital", "Fits", "9425998877"))
        return lambda: places.remove(*self.ask, made, today=TODAY)

    def milestone(self):
        usual = list(milestones.everything(*self.ask))
        milestones.change(*self.ask, [*usual, Milestone(MilestoneKind.DAYS, 45)])
        return lambda: milestones.change(*self.ask, usual)


KINDS = {kind: kind.value.replace("-", "_") + ("_" if kind is BinKind.RETURN else "") for kind in BinKind}


@pytest.fixture
def deleting(storage, coordinator, circle):
    return Deleting(storage, coordinator, circle)


@pytest.fixture
def rows(storage):
    """All of the file but for the trail and the bin itself."""

    def call():
        run = storage._database.run
        tables = run("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        known = {name for (name,) in tables} - {
            "audit_entry",
            "bin_entry",
            "record_state",
            "sqlite_sequence",
        }
        return {name: sorted(map(str, behind.rows_of(storage, name))) for name in known}

    return call


@pytest.fixture
def lying(storage, coordinator):
    return lambda actor=coordinator: list(bin_acts.entries(storage, actor))


# There and back


@pytest.mark.parametrize("kind", BinKind)
def test_each_kind_lies_in_the_bin_and_comes_back_as_it_was(storage, coordinator, deleting, rows, lying, kind):
    delete = getattr(deleting, KINDS[kind])()
    made = rows()
    delete()
    without = rows()
    assert without != made
    (entry,) = lying()
    assert (entry.kind, entry.deleted_by, entry.deleted_at, entry.days_left) == (
        kind,
        "Meena Rawat",
        storage.now(),
        90,
    )
    bin_acts.put_back(storage, coordinator, entry.id)
    back, opened_again = rows(), kind is BinKind.FOLLOW_UP  # what was finished is not, and stays so
    assert {t: (made[t], back[t]) for t in made if made[t] != back[t] and not opened_again} == {}
    assert lying() == []
    assert failure_of(bin_acts.put_back, storage, coordinator, entry.id) == "bin-entry-gone"
    if opened_again:
        return
    delete()
    assert rows() == without
    assert [row.kind for row in lying()] == [kind]


@pytest.mark.parametrize("kind", BinKind)
def test_putting_back_announces_what_it_touches(storage, coordinator, deleting, lying, announced, kind):
    getattr(deleting, KINDS[kind])()()
    announced.clear()
    bin_acts.put_back(storage, coordinator, lying()[0].id)
    (changed,) = announced
    assert changed & RULES[kind].touches == RULES[kind].touches
    assert changed & Changed.BIN


def test_the_list_says_what_of_whom_and_newest_first(deleting, lying):
    for kind in (BinKind.CONTACT, BinKind.GUEST, BinKind.STEP, BinKind.MENTOR_CONTACT, BinKind.INCIDENT):
        getattr(deleting, KINDS[kind])()()
    incident, talk, step, guest, contact = lying()
    assert (incident.group_name, incident.text, incident.code) == (
        "Morning Circle",
        "Two disagreed.",
        IncidentKind.CONFLICT,
    )
    assert (talk.member_name, talk.text, talk.day) == ("Ramesh Kumar", "Walk together", TODAY)
    assert (step.number, step.text) == (4, "Mohan")
    assert (guest.text, guest.code, guest.session_day, guest.group_name) == (
        "Kamla Devi",
        Kinship.MOTHER,
        MONDAY,
        "Morning Circle",
    )
    assert (contact.code, contact.text, contact.member_id) == (ContactKind.HOME_VISIT, "The harvest", deleting.who)


def test_a_number_that_is_taken_by_now_is_given_anew(storage, coordinator, deleting, lying, rows):
    deleting.measurement()()
    other = measures.record(storage, coordinator, deleting.circle.member_ids[1], "weekly", MONDAY, {1: 2}, today=TODAY)
    bin_acts.put_back(storage, coordinator, lying()[0].id)
    [mine] = storage._database.run("SELECT id FROM measurement WHERE member_id = ?", (deleting.who,))
    assert mine[0] != other
    answers = storage._database.run("SELECT place, value FROM measurement_answer WHERE measurement_id = ?", mine)
    assert sorted(answers) == [(1, 9), (4, 1)]


# Fits no more


def test_nothing_comes_back_to_a_signed_session(storage, counsellor, coordinator, deleting, lying):
    for kind in (BinKind.GUEST, BinKind.WALK_IN, BinKind.MEMBER_NOTE):
        getattr(deleting, KINDS[kind])()()
    attendance.mark_rest_present(storage, counsellor, deleting.session)
    deleting.group_note()
    signing.sign(storage, counsellor, deleting.session, PASSWORD, "Nobody knows")
    for entry in lying():
        assert problems_of(bin_acts.put_back, storage, coordinator, entry.id) == [": session-signed"]
    assert len(lying()) == 3


def test_what_is_signed_cannot_be_deleted_at_all(storage, counsellor, coordinator, deleting, lying):
    taking = [getattr(deleting, name)() for name in ("guest", "walk_in", "member_note", "group_note")]
    attendance.mark_rest_present(storage, counsellor, deleting.session)
    signing.sign(storage, counsellor, deleting.session, PASSWORD, "Nobody knows")
    for delete in taking:
        assert problems_of(delete) == [": session-signed"]
    assert lying() == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (BinKind.MEASUREMENT, ": bin-place-taken"),
        (BinKind.STEP, ": bin-place-taken"),
        (BinKind.CONSENT, ": bin-place-taken"),
        (BinKind.CELEBRATION, ": bin-place-taken"),
        (BinKind.PLAN, ": bin-place-taken"),
        (BinKind.HOLIDAY, ": holiday-taken"),
        (BinKind.LEAVE, ": leave-overlap"),
        (BinKind.GUEST, ": guest-noted-already"),
        (BinKind.MEMBER, ": bin-number-taken"),
        (BinKind.PLACE, "name: place-name-taken"),
    ],
)
def test_where_another_stands_in_its_place_it_stays_in_the_bin(storage, coordinator, deleting, lying, kind, code):
    getattr(deleting, KINDS[kind])()()
    entry = lying()[0]
    if kind is BinKind.CELEBRATION:
        week = Milestone(MilestoneKind.DAYS, 7)
        milestones.celebrate(storage, coordinator, deleting.who, week, day=TODAY)
    else:
        getattr(deleting, KINDS[kind])()
    assert problems_of(bin_acts.put_back, storage, coordinator, entry.id) == [code]
    assert entry in lying()


def test_after_a_death_what_is_later_stays_in_the_bin(storage, coordinator, deleting, lying):
    deleting.goal()()
    deaths.note_death(storage, coordinator, deleting.who, Death(MONDAY), today=TODAY)
    assert problems_of(bin_acts.put_back, storage, coordinator, lying()[0].id) == [": entry-after-death"]


def test_what_was_said_about_a_goal_does_not_come_back_to_another_goal(storage, coordinator, deleting, lying):
    deleting.goal_word()()
    (word,) = lying()
    (goal_id,) = storage._database.run("SELECT id FROM goal")[0]
    goals.remove(storage, coordinator, goal_id)
    goals.add(storage, coordinator, deleting.who, GoalText("Eat at noon"), today=TODAY)  # has its number now
    assert problems_of(bin_acts.put_back, storage, coordinator, word.id) == [": bin-belongs-gone"]


def test_what_belonged_to_somebody_whose_registration_was_taken_back_comes_to_nobody_else(
    storage, coordinator, centre, lying
):
    who = centre.member("Bhola Das")
    step = NewContact(who, ContactKind.CALL, TODAY, 5)
    contacts.remove(storage, coordinator, contacts.add(storage, coordinator, step, today=TODAY))
    way_back.take_back_registration(storage, coordinator, who)
    assert centre.member("Somebody Else") == who
    registration, contact = lying()
    assert (contact.member_id, contact.member_name) == (None, "")
    assert problems_of(bin_acts.put_back, storage, coordinator, contact.id) == [": bin-belongs-gone"]
    assert problems_of(bin_acts.put_back, storage, coordinator, registration.id) == [": bin-number-taken"]


def test_who_is_registered_again_out_of_the_bin_is_found(storage, coordinator, deleting, lying):
    deleting.member()()
    assert not finder.find(storage, coordinator, "Bhola", today=TODAY)
    bin_acts.put_back(storage, coordinator, lying()[0].id)
    assert len(finder.find(storage, coordinator, "Bhola", today=TODAY)) == 1


# Notes that are typed over


def keep(deleting, *texts):
    storage, actor = deleting.ask
    for text in texts:
        notes.keep_member_note(storage, actor, deleting.session, deleting.who, text)


LONG = "He spoke of the harvest and of his brother who came on Sunday"


def test_a_note_that_is_rubbed_out_letter_by_letter_is_kept_whole(storage, coordinator, deleting, lying):
    keep(deleting, LONG, *(LONG[:cut].strip() for cut in range(len(LONG), -1, -4)))
    (entry,) = lying()
    assert (entry.kind, entry.text, entry.session_day, entry.member_name) == (
        BinKind.MEMBER_NOTE,
        LONG,
        MONDAY,
        "Ramesh Kumar",
    )


def test_typing_on_and_putting_a_word_right_leaves_nothing_in_the_bin(deleting, lying):
    keep(deleting, "He sp", "He spoke of the harv", "He spoke of the har", "He spoke of his brother", LONG)
    assert lying() == []


def test_of_two_texts_that_were_lost_both_are_there(deleting, lying):
    other = "She wants to look for work in Gwalior after the harvest season"
    keep(deleting, LONG, "", other, "", "Quiet today")
    assert [row.text for row in lying()] == [other, LONG]


def test_a_text_that_is_written_again_lies_in_the_bin_no_more(deleting, lying):
    keep(deleting, LONG, "")
    assert len(lying()) == 1
    keep(deleting, LONG + ".")
    assert lying() == []


def test_a_note_that_comes_back_takes_turns_with_the_one_in_its_place(storage, coordinator, deleting, lying):
    keep(deleting, LONG, "", "Quiet today, said nothing at all")
    bin_acts.put_back(storage, coordinator, lying()[0].id)
    (entry,) = lying()
    assert entry.text == "Quiet today, said nothing at all"
    row = next(
        row for row in session_page.sheet(storage, coordinator, deleting.session).rows if row.member_id == deleting.who
    )
    assert row.note == LONG


def test_the_words_of_a_group_note_come_back_and_what_is_ticked_stays(storage, coordinator, deleting, lying):
    deleting.group_note()()
    ticked = GroupNote(Objective.FEELINGS, activities=frozenset({Activity.GAME}))
    notes.keep_group_note(storage, coordinator, deleting.session, ticked)
    bin_acts.put_back(storage, coordinator, lying()[0].id)
    note = session_page.note_now(storage, coordinator, deleting.session)
    assert (note.shared, note.objective, note.activities) == (
        "We talked of festivals.",
        Objective.FEELINGS,
        frozenset({Activity.GAME}),
    )


# Who sees what


def test_each_role_sees_and_puts_back_what_it_may_delete(storage, deleting, coordinator, counsellor, office, lying):
    for kind in BinKind:
        if kind not in (BinKind.STORY, BinKind.CELEBRATION):  # they make what others made already
            getattr(deleting, KINDS[kind])()()
    everything = lying()
    for actor in (coordinator, counsellor, office):
        mine = lying(actor)
        assert mine == [row for row in everything if actor.may(RULES[row.kind].permission)]
        for row in everything:
            if row not in mine:
                with pytest.raises(NotPermitted):
                    bin_acts.put_back(storage, actor, row.id)
    kinds = {row.kind for row in lying(office)}
    assert kinds == {
        BinKind.MEMBER,
        BinKind.LEAVE,
        BinKind.CONSENT,
        BinKind.COPY_REQUEST,
        BinKind.FOLLOW_UP,
        BinKind.MEASUREMENT,
        BinKind.WALK_IN,
        BinKind.GUEST,
    }


def test_a_counsellors_scale_is_hidden_from_office_staff_in_the_bin_too(storage, coordinator, office, deleting, lying):
    made = measures.record(storage, coordinator, deleting.who, "phq-9", MONDAY, {1: 1}, today=TODAY)
    measures.remove(storage, coordinator, made)
    (entry,) = lying()
    assert lying(office) == []
    assert failure_of(bin_acts.put_back, storage, office, entry.id) == "bin-entry-gone"


def test_the_search_finds_nothing_that_lies_in_the_bin(storage, coordinator, deleting):
    deleting.contact()()
    deleting.guest()()
    for text in ("harvest", "Kamla"):
        assert not finder.find(storage, coordinator, text, today=TODAY)


# How long


def test_after_ninety_days_it_is_emptied_when_the_day_begins(storage, coordinator, deleting, lying, monkeypatch):
    deleting.contact()()
    for days in (30, 60, 90, 91):
        monkeypatch.setattr(storage, "now", lambda at=datetime(2026, 11, 18, 10) + days * DAY: at)
        assert [row.days_left for row in lying()] == [max(0, 90 - days)]
        sessions.plan_ahead(storage, coordinator, today=TODAY + days * DAY)
        assert len(lying()) == (days <= 90)
    (emptied,) = trail(storage, "bin.empty")
    assert emptied.old == {"count": 1}
    assert KEPT_FOR.days == 90


def test_a_clock_that_is_years_ahead_empties_nothing(storage, coordinator, deleting, lying):
    deleting.contact()()
    sessions.plan_ahead(storage, coordinator, today=TODAY + 800 * DAY)
    assert len(lying()) == 1


def test_the_trail_says_who_put_back_what_and_nothing_that_was_told(storage, coordinator, deleting, lying):
    deleting.member_note()()
    bin_acts.put_back(storage, coordinator, lying()[0].id)
    (entry,) = trail(storage, "bin.put-back")
    assert entry.new == {
        "kind": "member-note",
        "deleted_at": "2026-11-18T10:00:00",
        "deleted_by": 1,
        "member": deleting.who,
        "session": deleting.session,
    }


# Every deletion decides

NOT_FOR_THE_BIN = {
    "records.bin": "the bin itself",
    "records.endings": "turns at duties and endings: written down row by row, and brought back with the act",
    "records.put_back": "an entry that is put back",
    "records.sessions.attendance.take_away": "a mark: cleared with its letter, undone with Ctrl+Z, told by the trail",
    "records.sessions.notes.keep_within": "what is ticked in a note, written anew with it",
    "records.sessions.notes.keep_line_within": "a line about a member: its words go into the bin where they are lost",
    "records.sessions.planned_sessions": "planned sessions nobody touched: made by the weekly times",
    "records.care.follow_up_schedule": "scheduled follow-ups nobody finished and the schedule: made by the discharge",
    "records.keeping.rows": "a person's record that is erased: nothing of it may stay",
    "records.keeping.taking_out": "a person's record that is erased: nothing of it may stay",
    "records.keeping.seals.forget_names": "how an erased person was called: nothing of it may stay",
    "records.key_counsellors": "who answers for a member: its own way back",
    "records.groups.memberships": "rows without a mark, roles of days that were none: derived from the membership",
    "services.presence.mark": "presence: set and cleared with one key, returned for undoing",
    "services.measures.measures.record": "answers that others take the place of: put right by the same act",
    "services.sessions.plans.put_aside": "which plan a session follows: chosen anew in one click",
    "services.sessions.plans.retire": "a row without words: it only said that a plan is not suggested",
    "services.sessions.plans._write": "a version that another takes the place of: put right by the same act",
    "services.care.recovery.take_back_return": "goes into the bin together with the return",
    "services.care.milestones.change": "the whole list is written anew; what falls out of it goes into the bin",
    "services.members.members._keep_lists": "phones and substances, written anew with the form",
    "services.members.way_back.take_back_registration": "what the search finds them by: made anew",
    "services.members.way_back.take_back_admission": "an admission: its own way back, returned for undoing",
    "services.groups.groups._end_before": "meeting times and facilitators that never held",
    "services.groups.way_back.take_back_joining": "a joining: its own way back, joined again as it was",
    "services.groups.duties": "which duties a group shares, and whose turn it is: chosen anew in one click",
}
"""Each place that deletes rows without putting them into the bin, and why."""


def deletions():
    """Every function of services and records in which rows are deleted, as ``room.module.function``."""
    home = Path(peerdesk.__file__).parent
    for room in ("services", "records"):
        for path in sorted((home / room).rglob("*.py")):
            module = ".".join(path.relative_to(home).with_suffix("").parts)
            for function in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    called = {n.func.attr for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}  # fmt: skip # noqa: E501
                    if called & {"delete", "delete_instance", "delete_by_id"}:
                        yield f"{module}.{function.name}"


def test_every_deletion_goes_into_the_bin_or_says_why_not():
    found = set(deletions())
    undecided = {
        name for name in found if not any(name == known or name.startswith(f"{known}.") for known in NOT_FOR_THE_BIN)
    }
    assert undecided == set()
    needless = {
        known for known in NOT_FOR_THE_BIN if not any(name == known or name.startswith(f"{known}.") for name in found)
    }
    assert needless == set()
