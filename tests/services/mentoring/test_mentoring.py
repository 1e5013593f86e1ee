"""Mentors, pairs and their logs in the file."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.domain.care.recovery import ReturnToUse
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.mentoring.mentors import SharedFact
from peerdesk.domain.mentoring.mentorships import (
    Agreement,
    ClosingReason,
    Logged,
    MentoringView,
    MentorshipClosing,
    Pairing,
    SupportKind,
)
from peerdesk.errors import Problem
from peerdesk.records import centre as centre_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.groups import waitlist as waitlist_records
from peerdesk.records.mentoring import of_member as mentoring_of_member
from peerdesk.records.mentoring import pairs as pair_records
from peerdesk.services.care import recovery, thresholds
from peerdesk.services.groups import groups, waitlist
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.mentoring import mentor_log, mentoring_page, mentors, mentorships
from tests.centres import TODAY
from tests.leaving import put_away
from tests.looking import trail
from tests.refusals import failure_of, problems_of

DAY = timedelta(1)
LONG_AGO = date(2026, 1, 5)
AGREED = date(2026, 10, 1)
BEGUN = date(2026, 11, 4)  # a fortnight before today


class Mentoring:
    """Does in one call what a test needs done."""

    def __init__(self, storage, actor):
        self.storage, self.actor = storage, actor

    def member(self, name, gender=Gender.MALE, *, since=None, admitted=date(2026, 11, 2), **more):
        details = MemberDetails(name, gender=gender, **{"age": 30, **more})
        admission = Admission(Series.RESIDENTIAL, admitted) if admitted else None
        member_id = members.register(self.storage, self.actor, details, today=TODAY, admission=admission)
        if since:
            recovery.restart(self.storage, self.actor, member_id, since, today=TODAY)
        return member_id

    def agree(self, member_id, day=AGREED, load=None, override=""):
        mentors.agree_to_mentor(self.storage, self.actor, member_id, Agreement(day, load, override), today=TODAY)

    def mentor(self, name="Gopal Verma", gender=Gender.MALE, **more):
        """Somebody with ten months in recovery who agreed on AGREED."""
        member_id = self.member(name, gender, since=LONG_AGO, **more)
        self.agree(member_id)
        return member_id

    def pair(self, mentor_id, member_id, day=BEGUN, override=""):
        pairing = Pairing(mentor_id, member_id, day, override)
        return mentorships.pair(self.storage, self.actor, pairing, today=TODAY)

    def log(self, pair_id, day, next_on=None, minutes=20, agreed="Walk together on Sunday"):
        contact = Logged(day, minutes, SupportKind.EMOTIONAL, agreed, next_on)
        return mentor_log.log_contact(self.storage, self.actor, pair_id, contact, today=TODAY)

    def close(self, pair_id, day=TODAY, reason=ClosingReason.COMPLETED):
        mentorships.close(self.storage, self.actor, pair_id, MentorshipClosing(day, reason), today=TODAY)

    def page(self, **how):
        return mentoring_page.screen(self.storage, self.actor, today=TODAY, **how).overview

    def one(self, pair_id):
        return mentoring_page.pair_page(self.storage, self.actor, pair_id, today=TODAY)

    def of_member(self, member_id):
        with self.storage.reading():
            return mentoring_of_member.of_member(member_id, TODAY, Thresholds())


@pytest.fixture
def act(storage, coordinator):
    return Mentoring(storage, coordinator)


@pytest.fixture
def ended(storage, coordinator):
    """Discharges somebody into aftercare."""

    def call(member_id):
        (stay,) = member_page.page(storage, coordinator, member_id, today=TODAY).stays
        stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, DischargeType.COMPLETED), today=TODAY)

    return call


# Who may mentor


def test_somebody_with_ninety_days_agrees_with_the_centres_usual_load(act, storage, coordinator, announced):
    member_id = act.member("Gopal Verma", since=TODAY - 90 * DAY)
    announced.clear()
    act.agree(member_id, TODAY)
    (mentor,) = act.page(view=MentoringView.MENTORS).mentors
    assert (mentor.person.name, mentor.days, mentor.consented_on, mentor.load) == ("Gopal Verma", 90, TODAY, 2)
    assert (mentor.accompanies, list(mentor.warnings), mentor.override) == (0, [], "")
    assert announced == [Changed.MENTORING]
    (entry,) = trail(storage, "mentor.agree")
    assert (entry.subject_id, entry.by, entry.old) == (member_id, coordinator.staff_id, None)
    assert entry.new == {"consented_on": "2026-11-18", "load": 2, "stopped_on": None, "override": ""}


def test_eighty_nine_days_need_a_reason_which_is_kept(act, storage, coordinator):
    member_id = act.member("Gopal Verma", since=TODAY - 89 * DAY)
    (warning,) = mentors.warnings(storage, coordinator, member_id, today=TODAY)
    assert (warning.code, warning.values) == ("mentor-days-few", {"days": 89, "needed": 90})
    agreement = Agreement(TODAY, override=" ")
    assert problems_of(mentors.agree_to_mentor, storage, coordinator, member_id, agreement, today=TODAY) == [
        "override: override-reason-missing"
    ]
    act.agree(member_id, TODAY, override=" Led the evening circle for a year ")
    (mentor,) = act.page(view=MentoringView.MENTORS).mentors
    assert mentor.override == "Led the evening circle for a year"
    assert [problem.code for problem in mentor.warnings] == ["mentor-days-few"]


def test_the_centre_may_ask_for_other_days_and_another_load(act, storage, coordinator):
    thresholds.change(storage, coordinator, replace(Thresholds(), mentor_days=30, mentor_load=5))
    member_id = act.member("Gopal Verma", since=TODAY - 30 * DAY)
    act.agree(member_id)
    assert act.page(view=MentoringView.MENTORS).mentors[0].load == 5


def test_aftercare_is_far_enough_along_without_any_recovery_date(act, ended):
    member_id = act.member("Gopal Verma")
    ended(member_id)
    act.agree(member_id)
    assert act.page(view=MentoringView.MENTORS).mentors[0].days is None


def test_a_reason_nobody_asked_for_is_not_kept(act):
    member_id = act.member("Gopal Verma", since=LONG_AGO)
    act.agree(member_id, override="just so")
    assert act.page(view=MentoringView.MENTORS).mentors[0].override == ""


def test_a_mentor_who_returned_to_use_is_shown_with_the_fact(act, storage, coordinator):
    mentor_id = act.mentor()
    recovery.record_return(
        storage, coordinator, mentor_id, ReturnToUse(TODAY - 3 * DAY, TODAY - 2 * DAY, None, ""), today=TODAY
    )
    (mentor,) = act.page(view=MentoringView.MENTORS).mentors
    assert mentor.days == 2
    assert [problem.code for problem in mentor.warnings] == ["mentor-began-anew"]


def test_a_pair_is_to_be_looked_at_where_its_mentor_returned_to_use(act, storage, coordinator):
    mentor_id = act.mentor()
    act.pair(mentor_id, act.member("Anil Yadav"))
    (pair,) = act.page().pairs
    assert pair.to_look_at is None
    returned = ReturnToUse(TODAY - 3 * DAY, TODAY - 2 * DAY, None, "")
    recovery.record_return(storage, coordinator, mentor_id, returned, today=TODAY)
    (pair,) = act.page().pairs
    assert pair.to_look_at == Problem("override", "mentor-began-anew", {"days": 2, "needed": 90})


def test_consent_is_neither_ahead_nor_after_a_pair_began(act, storage, coordinator):
    mentor_id = act.mentor()
    act.pair(mentor_id, act.member("Anil Yadav"))

    def problems(day, load=None):
        agreement = Agreement(day, load)
        return problems_of(mentors.agree_to_mentor, storage, coordinator, mentor_id, agreement, today=TODAY)

    assert problems(TODAY + DAY, 21) == [
        "consented_on: day-ahead",
        "load: number-out-of-range",
        "consented_on: consent-after-mentorship",
    ]
    assert problems(BEGUN + DAY) == ["consented_on: consent-after-mentorship"]
    act.agree(mentor_id, BEGUN, 3)
    assert (
        act.page(view=MentoringView.MENTORS).mentors[0].consented_on,
        act.page(view=MentoringView.MENTORS).mentors[0].load,
    ) == (BEGUN, 3)


def test_keeping_the_same_agreement_again_changes_nothing(act, storage, announced):
    mentor_id = act.mentor()
    announced.clear()
    act.agree(mentor_id)
    assert announced == []
    assert len(trail(storage, "mentor.agree")) == 1


def test_nobody_unknown_or_in_the_archive_mentors(act, storage, coordinator):
    agreement = Agreement(TODAY)
    assert failure_of(mentors.agree_to_mentor, storage, coordinator, 99, agreement, today=TODAY) == "unknown-member"
    member_id = act.member("Gopal Verma", since=LONG_AGO)
    put_away(storage, coordinator, member_id, today=TODAY)
    assert problems_of(mentors.agree_to_mentor, storage, coordinator, member_id, agreement, today=TODAY) == [
        ": member-archived"
    ]


def test_who_stops_ends_their_pairs_for_the_same_reason_and_may_begin_again(act, storage, coordinator, announced):
    mentor_id = act.mentor()
    pairs = [act.pair(mentor_id, act.member(name)) for name in ("Anil Yadav", "Vijay Patil")]
    announced.clear()
    closing = MentorshipClosing(TODAY, ClosingReason.MENTOR_NEEDS_TIME)
    mentors.stop_mentoring(storage, coordinator, mentor_id, closing, today=TODAY)
    assert announced == [Changed.MENTORING]
    assert (act.page(view=MentoringView.MENTORS).mentors, act.page().pairs) == ([], [])
    assert [act.one(pair_id).pair.closing for pair_id in pairs] == [ClosingReason.MENTOR_NEEDS_TIME] * 2
    assert [entry.action for entry in trail(storage)][-3:] == ["mentorship.close", "mentorship.close", "mentor.stop"]
    assert failure_of(mentors.stop_mentoring, storage, coordinator, mentor_id, closing, today=TODAY) == "not-a-mentor"
    act.agree(mentor_id, TODAY)
    assert [mentor.stopped_on for mentor in act.page(view=MentoringView.MENTORS).mentors] == [None]


def test_a_mentor_does_not_stop_before_the_last_contact_of_a_pair(act, storage, coordinator):
    mentor_id = act.mentor()
    act.log(act.pair(mentor_id, act.member("Anil Yadav")), TODAY - DAY)

    def problems(day):
        closing = MentorshipClosing(day, ClosingReason.MENTOR_WISH)
        return problems_of(mentors.stop_mentoring, storage, coordinator, mentor_id, closing, today=TODAY)

    assert problems(TODAY - 2 * DAY) == ["to_day: mentor-contact-after"]
    assert problems(TODAY + DAY) == ["to_day: day-ahead"]
    assert problems(AGREED - DAY) == ["to_day: before-mentorship", "to_day: before-consent"]
    assert len(act.page().pairs) == 1


# Possible mentors


def test_possible_mentors_are_listed_with_the_facts_and_women_first_for_a_woman(act, storage, coordinator):
    sunita = act.member("Sunita Shinde", Gender.FEMALE, village="Dabra")
    act.mentor("Gopal Verma", village="Dabra")
    act.mentor("Kamla Devi", Gender.FEMALE, age=52)
    act.mentor("Asha Pawar", Gender.FEMALE, village="डबरा", age=33)
    search = mentors.possible_mentors(storage, coordinator, sunita, today=TODAY)
    assert search.person.name == "Sunita Shinde"
    assert [(found.mentor.person.name, list(found.shared), found.years) for found in search.found] == [
        ("Asha Pawar", [SharedFact.GENDER, SharedFact.VILLAGE, SharedFact.AGE], 3),
        ("Kamla Devi", [SharedFact.GENDER], 22),
        ("Gopal Verma", [SharedFact.VILLAGE, SharedFact.AGE], 0),
    ]
    assert [problem.code for problem in search.found[-1].warnings] == ["mentor-woman-and-man"]


def test_neither_oneself_nor_a_present_mentor_nor_one_who_stopped_is_offered(act, storage, coordinator):
    gopal, vijay, anil = act.mentor(), act.mentor("Vijay Patil"), act.mentor("Anil Yadav")
    mentors.stop_mentoring(
        storage, coordinator, vijay, MentorshipClosing(TODAY, ClosingReason.MENTOR_WISH), today=TODAY
    )
    act.mentor("Mohan Lal")
    put_away(storage, coordinator, act.mentor("Old Friend"), today=TODAY)
    act.pair(gopal, anil)
    search = mentors.possible_mentors(storage, coordinator, anil, today=TODAY)
    assert [found.mentor.person.name for found in search.found] == ["Mohan Lal"]
    assert [problem.values for problem in search.found[0].warnings] == [{"name": "Gopal Verma"}]
    assert failure_of(mentors.possible_mentors, storage, coordinator, 99, today=TODAY) == "unknown-member"


def test_the_list_asks_the_file_as_often_for_many_as_for_one(act, storage, coordinator, statements):
    member_id = act.member("Anil Yadav")
    act.pair(act.mentor("Mentor 1"), act.member("Member 1"))

    def asked():
        with statements() as sql:
            mentors.possible_mentors(storage, coordinator, member_id, today=TODAY)
            act.page(ended=True)
            act.page(view=MentoringView.WAITING, member_id=member_id)
        return len(sql)

    before = asked()
    for number in range(2, 6):
        pair_id = act.pair(act.mentor(f"Mentor {number}"), act.member(f"Member {number}"))
        act.log(pair_id, TODAY)
    assert asked() == before


# Pairs


def test_a_pair_begins_on_its_day_and_fills_the_mentors_load(act, storage, coordinator, announced):
    mentor_id, member_id = act.mentor(), act.member("Anil Yadav")
    announced.clear()
    pair_id = act.pair(mentor_id, member_id)
    (pair,) = act.page().pairs
    assert (pair.id, pair.mentor.name, pair.member.name, pair.from_day) == (
        pair_id,
        "Gopal Verma",
        "Anil Yadav",
        BEGUN,
    )
    assert (pair.last_contact, pair.contacts, pair.silent) == (None, 0, 14)
    assert act.page(view=MentoringView.MENTORS).mentors[0].accompanies == 1
    assert announced == [Changed.MENTORING]
    (entry,) = trail(storage, "mentorship.begin")
    assert entry.new == {"mentor": mentor_id, "member": member_id, "from": "2026-11-04", "override": ""}


def test_a_third_member_and_a_woman_with_a_man_need_a_reason(act, storage, coordinator):
    mentor_id, member_id = act.mentor(), act.member("Sunita Shinde", Gender.FEMALE)
    pairing = Pairing(mentor_id, member_id, BEGUN)
    assert problems_of(mentorships.pair, storage, coordinator, pairing, today=TODAY) == [
        "override: override-reason-missing"
    ]
    pair_id = act.pair(mentor_id, member_id, override="Her uncle")
    assert act.one(pair_id).pair.override == "Her uncle"
    act.pair(mentor_id, act.member("Anil Yadav"))
    third = Pairing(mentor_id, act.member("Vijay Patil"), BEGUN)
    assert problems_of(mentorships.pair, storage, coordinator, third, today=TODAY) == [
        "override: override-reason-missing"
    ]
    act.pair(mentor_id, third.member_id, override="Until Mohan comes back")
    assert act.page(view=MentoringView.MENTORS).mentors[0].accompanies == 3


def test_what_cannot_be_a_pair_is_refused(act, storage, coordinator):
    mentor_id, member_id, nobody = act.mentor(), act.member("Anil Yadav"), act.member("Vijay Patil")

    def problems(mentor, member, day=BEGUN):
        return problems_of(mentorships.pair, storage, coordinator, Pairing(mentor, member, day), today=TODAY)

    assert problems(mentor_id, mentor_id) == ["mentor: mentor-self"]
    assert problems(nobody, member_id) == ["mentor: mentor-not-agreed"]
    assert problems(mentor_id, member_id, AGREED - DAY) == ["from_day: before-consent"]
    assert problems(mentor_id, member_id, TODAY + DAY) == ["from_day: day-ahead"]
    act.pair(mentor_id, member_id)
    assert problems(mentor_id, member_id, TODAY) == ["from_day: pair-exists"]
    unknown = Pairing(mentor_id, 99, BEGUN)
    assert failure_of(mentorships.pair, storage, coordinator, unknown, today=TODAY) == "unknown-member"


def test_the_same_two_may_begin_again_after_their_pair_ended(act, storage, coordinator):
    mentor_id, member_id = act.mentor(), act.member("Anil Yadav")
    first = act.pair(mentor_id, member_id)
    act.close(first, TODAY - DAY, ClosingReason.MOVED_AWAY)
    again = Pairing(mentor_id, member_id, TODAY - DAY)
    assert problems_of(mentorships.pair, storage, coordinator, again, today=TODAY) == ["from_day: pair-exists"]
    second = act.pair(mentor_id, member_id, TODAY)
    assert [pair.id for pair in act.page(ended=True).pairs] == [second, first]
    assert problems_of(mentorships.reopen, storage, coordinator, first) == ["from_day: pair-exists"]


def test_a_mentorship_ends_with_its_reason_and_its_end_can_be_taken_back(act, storage, coordinator):
    pair_id = act.pair(act.mentor(), act.member("Anil Yadav"))
    act.log(pair_id, TODAY - 3 * DAY)

    def problems(day):
        closing = MentorshipClosing(day, ClosingReason.COMPLETED)
        return problems_of(mentorships.close, storage, coordinator, pair_id, closing, today=TODAY)

    assert problems(BEGUN - DAY) == ["to_day: before-mentorship"]
    assert problems(TODAY - 4 * DAY) == ["to_day: mentor-contact-after"]
    assert problems(TODAY + DAY) == ["to_day: day-ahead"]
    act.close(pair_id, TODAY - 3 * DAY)
    assert problems(TODAY) == [": mentorship-ended"]
    assert act.page().pairs == []
    (shown,) = act.page(ended=True).pairs
    assert (shown.to_day, shown.closing, shown.stalled) == (TODAY - 3 * DAY, ClosingReason.COMPLETED, False)
    mentorships.reopen(storage, coordinator, pair_id)
    assert [pair.to_day for pair in act.page().pairs] == [None]
    (entry,) = trail(storage, "mentorship.reopen")
    assert entry.old == {"to_day": "2026-11-15", "closing": "completed"}


def test_the_end_is_not_taken_back_once_the_mentor_stopped(act, storage, coordinator):
    mentor_id = act.mentor()
    pair_id = act.pair(mentor_id, act.member("Anil Yadav"))
    stop = MentorshipClosing(TODAY, ClosingReason.MENTOR_WISH)
    mentors.stop_mentoring(storage, coordinator, mentor_id, stop, today=TODAY)
    assert problems_of(mentorships.reopen, storage, coordinator, pair_id) == ["mentor: mentor-not-agreed"]
    assert failure_of(mentorships.reopen, storage, coordinator, 99) == "unknown-mentorship"


def test_a_discharge_ends_no_mentorship(act, ended):
    member_id = act.member("Anil Yadav")
    pair_id = act.pair(act.mentor(), member_id)
    ended(member_id)
    assert [pair.id for pair in act.page().pairs] == [pair_id]


# The log


def test_a_contact_stands_in_the_log_and_ends_the_silence(act, storage, coordinator, announced):
    pair_id = act.pair(act.mentor(), act.member("Anil Yadav"))
    announced.clear()
    contact_id = act.log(pair_id, TODAY - DAY, TODAY + 6 * DAY, agreed="  Meet at the temple ")
    page = act.one(pair_id)
    assert (page.pair.last_contact, page.pair.next_on, page.pair.contacts, page.pair.silent) == (
        TODAY - DAY,
        TODAY + 6 * DAY,
        1,
        1,
    )
    (line,) = page.log
    assert (line.id, line.mentor, line.member) == (contact_id, "Gopal Verma", "Anil Yadav")
    assert line.logged == Logged(TODAY - DAY, 20, SupportKind.EMOTIONAL, "Meet at the temple", TODAY + 6 * DAY)
    assert announced == [Changed.MENTORING]
    (entry,) = trail(storage, "mentor-contact.add")
    assert entry.new["agreed"] == "Meet at the temple"


def test_the_next_date_is_that_of_the_latest_contact_however_they_were_entered(act):
    pair_id = act.pair(act.mentor(), act.member("Anil Yadav"))
    act.log(pair_id, TODAY - DAY, TODAY + DAY)
    act.log(pair_id, TODAY - 5 * DAY, TODAY + 30 * DAY)
    assert act.one(pair_id).pair.next_on == TODAY + DAY
    act.log(pair_id, TODAY - DAY, None)
    assert act.one(pair_id).pair.next_on is None
    assert [line.logged.day for line in act.one(pair_id).log] == [TODAY - DAY, TODAY - DAY, TODAY - 5 * DAY]


def test_a_contact_is_changed_and_removed_with_its_trace(act, storage, coordinator):
    pair_id = act.pair(act.mentor(), act.member("Anil Yadav"))
    contact_id = act.log(pair_id, TODAY)
    changed = Logged(TODAY, 45, SupportKind.INSTRUMENTAL, "Bus pass", None)
    mentor_log.change_contact(storage, coordinator, contact_id, changed, today=TODAY)
    mentor_log.change_contact(storage, coordinator, contact_id, changed, today=TODAY)
    assert act.one(pair_id).log[0].logged == changed
    (entry,) = trail(storage, "mentor-contact.change")
    assert (entry.old["minutes"], entry.new["minutes"]) == (20, 45)
    mentor_log.remove_contact(storage, coordinator, contact_id)
    mentor_log.remove_contact(storage, coordinator, contact_id)
    assert act.one(pair_id).log == []
    (entry,) = trail(storage, "mentor-contact.remove")
    assert (entry.old["agreed"], entry.old["mentorship"]) == ("Bus pass", pair_id)
    gone = failure_of(mentor_log.change_contact, storage, coordinator, contact_id, changed, today=TODAY)
    assert gone == "unknown-mentor-contact"


def test_everything_wrong_with_a_contact_is_said_at_once_and_nothing_kept(act, storage, coordinator):
    pair_id = act.pair(act.mentor(), act.member("Anil Yadav"))
    before = trail(storage)
    wrong = Logged(BEGUN - DAY, 601, SupportKind.EMOTIONAL, "", BEGUN - 2 * DAY)
    assert problems_of(mentor_log.log_contact, storage, coordinator, pair_id, wrong, today=TODAY) == [
        "day: before-mentorship",
        "minutes: minutes-wrong",
        "next_on: next-contact-wrong",
    ]
    act.close(pair_id, TODAY - DAY)
    late = Logged(TODAY, 10, SupportKind.EMOTIONAL)
    assert problems_of(mentor_log.log_contact, storage, coordinator, pair_id, late, today=TODAY) == [
        "day: after-mentorship"
    ]
    assert failure_of(mentor_log.log_contact, storage, coordinator, 99, late, today=TODAY) == "unknown-mentorship"
    assert [entry.action for entry in trail(storage)[len(before) :]] == ["mentorship.close"]


# What the rest of the programme asks


def test_a_pair_is_stalled_a_fortnight_after_it_began_unless_the_next_contact_lies_ahead(act, storage):
    silent, fresh, promised, passed = (act.member(name) for name in ("Anil", "Vijay", "Mohan", "Ramesh"))
    first, second = act.mentor("Gopal"), act.mentor("Kishan")
    act.pair(first, silent, TODAY - 14 * DAY)
    act.pair(first, fresh, TODAY - 13 * DAY)
    act.log(act.pair(second, promised, TODAY - 40 * DAY), TODAY - 30 * DAY, TODAY)
    act.log(act.pair(second, passed, TODAY - 40 * DAY), TODAY - 30 * DAY, TODAY - DAY)
    with storage.reading():
        found = pair_records.stalled(TODAY, centre_records.thresholds())
    assert [(row.name, row.mentor_name, row.silent, row.last_contact) for row in found] == [
        ("Ramesh", "Kishan", 30, TODAY - 30 * DAY),
        ("Anil", "Gopal", 14, None),
    ]
    assert [(pair.member.name, pair.stalled) for pair in act.page().pairs] == [
        ("Ramesh", True),
        ("Anil", True),
        ("Mohan", False),
        ("Vijay", False),
    ]


def test_newcomers_without_a_mentor_wait_the_latest_admitted_first(act, storage, coordinator, ended):
    act.member("Anil Yadav", admitted=date(2026, 11, 3))
    act.member("Vijay Patil", admitted=date(2026, 11, 17))
    act.member("Never Admitted", admitted=None)
    ended(act.member("Left Already"))
    put_away(storage, coordinator, act.member("In Archive"), today=TODAY)
    act.pair(act.mentor(admitted=None), act.member("Mohan Lal"))
    assert [(row.person.name, row.admitted_on) for row in act.page(view=MentoringView.WAITING).waiting] == [
        ("Vijay Patil", date(2026, 11, 17)),
        ("Anil Yadav", date(2026, 11, 3)),
    ]


@pytest.fixture
def screen(storage, coordinator):
    def screen(view=MentoringView.PAIRS, actor=coordinator, **chosen):
        return mentoring_page.screen(storage, actor, today=TODAY, view=view, **chosen)

    return screen


def test_beside_the_pairs_stands_the_one_wanted_or_the_first_with_its_log(act, screen):
    assert screen().pair is None
    quiet, lively = (act.pair(act.mentor(f"Mentor {name}"), act.member(name)) for name in ("Anil", "Vijay"))
    act.log(lively, TODAY - DAY)
    assert screen().pair == act.one(quiet)
    assert screen(pair_id=lively).pair == act.one(lively)
    act.close(quiet)
    assert screen(pair_id=quiet).pair == act.one(quiet), "also one that is not listed"
    assert failure_of(screen, pair_id=99) == "unknown-mentorship"


def test_beside_those_who_wait_stands_who_could_accompany_the_member(act, screen, storage, coordinator):
    anil = act.member("Anil Yadav")
    act.mentor()
    waiting = screen(MentoringView.WAITING, member_id=anil)
    assert waiting.search == mentors.possible_mentors(storage, coordinator, anil, today=TODAY)
    assert (waiting.pair, screen(MentoringView.WAITING).search) == (None, None)
    assert failure_of(screen, MentoringView.WAITING, member_id=99) == "unknown-member"


def test_why_a_warning_was_passed_over_is_kept_from_the_office_wherever_it_could_stand(act, screen, storage, office):
    kamla = act.member("Kamla Devi", Gender.FEMALE, since=TODAY - timedelta(20))
    act.agree(kamla, override="She asked twice")
    act.pair(kamla, act.member("Sunita Shinde", Gender.FEMALE), override="They are sisters")
    anil = act.member("Anil Yadav")
    seen, listed = screen(actor=office), screen(MentoringView.MENTORS, office)
    rows = [*seen.overview.pairs, *listed.overview.mentors, seen.pair.pair]
    rows += [found.mentor for found in screen(MentoringView.WAITING, office, member_id=anil).search.found]
    rows += [found.mentor for found in mentors.possible_mentors(storage, office, anil, today=TODAY).found]
    assert ({row.override for row in rows}, len(rows)) == ({""}, 5)
    assert screen().pair.pair.override == "They are sisters"


def test_pairs_that_ended_more_than_a_year_ago_are_not_shown(act, storage, coordinator):
    mentor_id, member_id = act.mentor(), act.member("Anil Yadav")
    pair_id = act.pair(mentor_id, member_id)
    act.close(pair_id)
    later = TODAY + timedelta(366)
    assert mentoring_page.screen(storage, coordinator, today=later, ended=True).overview.pairs == []
    with storage.reading():
        assert [pair.id for pair in mentoring_of_member.of_member(member_id, later, Thresholds()).mentors] == [pair_id]


def test_a_member_page_shows_both_sides_and_the_latest_contacts(act):
    gopal, anil, vijay = act.mentor(), act.mentor("Anil Yadav"), act.member("Vijay Patil")
    above, below = act.pair(gopal, anil), act.pair(anil, vijay)
    act.log(above, TODAY - DAY)
    for days in range(10):
        act.log(below, BEGUN + days * DAY)
    page = act.of_member(anil)
    assert [pair.mentor.name for pair in page.mentors] == ["Gopal Verma"]
    assert [pair.member.name for pair in page.mentees] == ["Vijay Patil"]
    assert page.agreed is not None
    assert page.agreed.accompanies == 1
    assert [line.pair_id for line in page.log] == [above] + [below] * 4
    nobody = act.of_member(act.member("Mohan Lal"))
    assert (nobody.mentors, nobody.mentees, nobody.agreed, nobody.log) == ([], [], None, [])


def test_with_a_life_its_mentoring_and_waiting_end_and_its_days_stop(act, storage, coordinator, ended):
    gopal, anil, vijay = act.mentor(), act.mentor("Anil Yadav"), act.member("Vijay Patil")
    above, below = act.pair(gopal, anil), act.pair(anil, vijay)
    group_id = groups.create(
        storage, coordinator, GroupDetails("Circle", GroupType.SELF_HELP, started_on=TODAY), today=TODAY
    )
    waitlist.add(storage, coordinator, Wait(group_id, (anil,), TODAY), today=TODAY)
    (stay,) = [s for s in member_page.page(storage, coordinator, anil, today=TODAY).stays if s.discharged_on is None]
    stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, DischargeType.DIED), today=TODAY)
    for pair_id in (above, below):
        assert mentoring_page.pair_page(storage, coordinator, pair_id, today=TODAY).pair.to_day == TODAY
    assert anil not in [
        row.mentor.person.id for row in mentors.possible_mentors(storage, coordinator, vijay, today=TODAY).found
    ]
    with storage.reading():
        assert waitlist_records.of_group(group_id) == []
        now, later = (recovery_records.timeline_of(anil, day) for day in (TODAY, TODAY + timedelta(50)))
    assert (later.days_now, later.next) == (now.days_now, None)


def test_what_two_agreed_must_not_name_a_third_of_their_groups(storage, coordinator, act, circle):
    ramesh, gurpreet, _sunita = circle.member_ids[:3]
    recovery.restart(storage, coordinator, ramesh, LONG_AGO, today=TODAY)
    act.agree(ramesh, override="He was asked for.")
    pair_id = act.pair(ramesh, gurpreet, override="He was asked for.")

    def named(text):
        return list(mentor_log.names_in(storage, coordinator, pair_id, text, today=TODAY))

    assert named("Ramesh calls on Sunday") == []
    assert named("They go with Sunita's brother") == ["Sunita Shinde"]
    assert failure_of(mentor_log.names_in, storage, coordinator, 999, "Sunita", today=TODAY) == "unknown-mentorship"
