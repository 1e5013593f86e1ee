"""Key counsellors: asked at admission, changed with a day, handed over, taken back; and whose members lists show."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from peerdesk.domain.access import Actor, Role
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Series
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.follow_ups import FollowUpFilter
from peerdesk.domain.screens.members import MemberFilter
from peerdesk.records import key_counsellors as records
from peerdesk.services import staff
from peerdesk.services import today as day_service
from peerdesk.services.care import contacts, follow_ups, recovery
from peerdesk.services.groups import memberships
from peerdesk.services.members import deaths, key_counsellors, member_page, stays
from peerdesk.services.mentoring import mentoring_page
from peerdesk.services.papers import weekly_report
from tests.centres import CHEAP, PASSWORD, TODAY, enter
from tests.leaving import put_away
from tests.looking import trail
from tests.refusals import failure_of, problems_of

NEW_PASSWORD = "another-long-one-9"
BEGINNING = date(2026, 11, 2)
MIDDLE = date(2026, 11, 10)


@dataclass(frozen=True)
class Team:
    """Two counsellors beside the coordinator."""

    ravi: Actor
    anita: Actor


@pytest.fixture
def team(storage, coordinator, counsellor) -> Team:
    details = StaffDetails("anita", "Anita Rao", "Counsellor", Role.COUNSELLOR)
    staff.add(storage, coordinator, details, PASSWORD, PASSWORD, CHEAP)
    return Team(counsellor, enter(storage, "anita"))


@pytest.fixture
def change(storage, coordinator):
    """Let somebody answer for a member from a day on."""

    def change(member_id: int, actor: Actor | None, day: date = TODAY):
        staff_id = actor.staff_id if actor else None
        return key_counsellors.change(storage, coordinator, member_id, staff_id, day, today=TODAY)

    return change


@pytest.fixture
def spans(storage, coordinator):
    """Who answered for a member, oldest first, as (name, from, to)."""

    def spans(member_id: int):
        page = member_page.page(storage, coordinator, member_id, today=TODAY)
        return [(row.name, row.from_day, row.to_day) for row in reversed(page.key_counsellors)]

    return spans


# One member


def test_it_is_asked_at_admission_and_begins_with_it(storage, coordinator, centre, team, spans):
    who = centre.member(admitted=None)
    admission = Admission(Series.RESIDENTIAL, MIDDLE, counsellor=team.ravi.staff_id)
    stays.admit(storage, coordinator, who, admission, today=TODAY)
    assert spans(who) == [("Ravi Tomar", MIDDLE, None)]
    [entry] = trail(storage, "key-counsellor.change")
    assert (entry.subject_id, entry.old) == (who, None)
    assert entry.new == {"counsellor": team.ravi.staff_id, "from": "2026-11-10"}


def test_whoever_answers_stays_so_where_another_admission_says_nothing(
    storage, coordinator, centre, team, change, spans
):
    who = centre.member()
    change(who, team.ravi, BEGINNING)
    [stay] = member_page.page(storage, coordinator, who, today=TODAY).stays
    stays.discharge(storage, coordinator, stay.id, Discharge(MIDDLE, DischargeType.COMPLETED), today=TODAY)
    stays.admit(storage, coordinator, who, Admission(Series.OUTPATIENT, TODAY), today=TODAY)
    assert spans(who) == [("Ravi Tomar", BEGINNING, None)]
    assert key_counsellors.choice(storage, team.anita, who).suggested == team.ravi.staff_id


def test_office_staff_and_who_left_are_refused_beside_the_field(storage, coordinator, centre, team, office, change):
    who = centre.member()
    staff.deactivate(storage, coordinator, team.ravi.staff_id, PASSWORD)
    for actor in (office, team.ravi):
        assert problems_of(change, who, actor) == ["counsellor: key-counsellor-wrong"]
    admission = Admission(Series.RESIDENTIAL, TODAY, counsellor=999)
    again = centre.member(admitted=None)
    assert problems_of(stays.admit, storage, coordinator, again, admission, today=TODAY) == [
        "counsellor: key-counsellor-wrong"
    ]
    assert failure_of(change, 999, team.anita) == "unknown-member"


def test_a_change_keeps_the_history_and_writes_old_and_new(storage, centre, team, change, spans):
    who = centre.member()
    change(who, team.ravi, BEGINNING)
    change(who, team.anita, MIDDLE)
    change(who, None, TODAY)
    assert spans(who) == [("Ravi Tomar", BEGINNING, MIDDLE), ("Anita Rao", MIDDLE, TODAY)]
    ravi, anita = team.ravi.staff_id, team.anita.staff_id
    assert [(entry.old, entry.new) for entry in trail(storage, "key-counsellor.change")] == [
        (None, {"counsellor": ravi, "from": "2026-11-02"}),
        ({"counsellor": ravi, "from": "2026-11-02"}, {"counsellor": anita, "from": "2026-11-10"}),
        ({"counsellor": anita, "from": "2026-11-10"}, {"counsellor": None, "from": "2026-11-18"}),
    ]


def test_a_wrong_choice_is_put_right_on_its_own_day(centre, team, change, spans):
    who = centre.member()
    change(who, team.ravi, MIDDLE)
    change(who, team.anita, MIDDLE)
    assert spans(who) == [("Anita Rao", MIDDLE, None)]
    assert problems_of(change, who, team.ravi, BEGINNING) == ["from_day: key-counsellor-before-last"]
    assert problems_of(change, who, team.ravi, TODAY + timedelta(1)) == ["from_day: key-counsellor-ahead"]


def test_after_a_time_with_nobody_the_former_days_stay_as_they_were(storage, coordinator, centre, team, change, spans):
    who = centre.member()
    change(who, team.ravi, BEGINNING)
    change(who, None, MIDDLE)
    assert problems_of(change, who, team.anita, MIDDLE - timedelta(1)) == ["from_day: key-counsellor-before-end"]
    key_counsellors.hand_over(storage, coordinator, [who], team.anita.staff_id, BEGINNING, today=TODAY)
    assert spans(who) == [("Ravi Tomar", BEGINNING, MIDDLE), ("Anita Rao", MIDDLE, None)]


def test_the_same_again_changes_nothing(storage, centre, team, change):
    who = centre.member()
    change(who, team.ravi)
    assert change(who, team.ravi) is None
    assert len(trail(storage, "key-counsellor.change")) == 1


@pytest.mark.parametrize("first", [None, MIDDLE, TODAY], ids=["nobody before", "since some days", "since today"])
@pytest.mark.parametrize("to_nobody", [False, True])
def test_a_change_is_taken_back_as_if_it_had_never_been(
    storage, coordinator, centre, team, change, spans, first, to_nobody
):
    who = centre.member()
    if first:
        change(who, team.ravi, first)
    before = spans(who)
    done = change(who, None if to_nobody else team.anita)
    if done is None:
        assert first is None
        return
    key_counsellors.take_back(storage, coordinator, [done])
    assert spans(who) == before
    assert trail(storage)[-1].action == "key-counsellor.take-back"


def test_what_was_changed_since_is_not_taken_back(storage, coordinator, centre, team, change, spans):
    who = centre.member()
    change(who, team.ravi, BEGINNING)
    done = change(who, team.anita, MIDDLE)
    change(who, team.ravi, TODAY)
    after = spans(who)
    key_counsellors.take_back(storage, coordinator, [done])
    assert spans(who) == after


# Many members


def test_some_members_are_handed_over_at_once_and_back(storage, coordinator, centre, team, change, spans):
    kept, *given = centre.members("Anil", "Bharat", "Chetan")
    for who in (kept, *given):
        change(who, team.ravi, BEGINNING)
    found = key_counsellors.members_of(storage, coordinator, team.ravi.staff_id)
    assert [member.member_id for member in found.members] == [kept, *given]
    assert [who.name for who in found.candidates] == ["Anita Rao", "Meena Rawat"]
    done = key_counsellors.hand_over(storage, coordinator, given, team.anita.staff_id, MIDDLE, today=TODAY)
    assert [spans(who)[-1][0] for who in (kept, *given)] == ["Ravi Tomar", "Anita Rao", "Anita Rao"]
    assert {row.user_name: row.answers_for for row in staff.everybody(storage, coordinator)} == {
        "meena": 0,
        "ravi": 1,
        "anita": 2,
    }
    key_counsellors.take_back(storage, coordinator, done)
    assert [spans(who) for who in given] == [[("Ravi Tomar", BEGINNING, None)]] * 2


def test_members_stand_by_the_sound_of_their_names_whoever_is_asked_for(storage, coordinator, centre, team, change):
    given = [centre.member("Vikram", ""), centre.member("Bharat", ""), centre.member("", "अमित")]
    for who in given:
        change(who, team.ravi, BEGINNING)
    found = key_counsellors.members_of(storage, coordinator, team.ravi.staff_id).members
    assert [member.name for member in found] == ["अमित", "Bharat", "Vikram"]
    group_id = centre.group("Evening Circle", (1,))
    memberships.join(storage, coordinator, Joining(group_id, tuple(given), TODAY), "reason")
    for who in given:
        recovery.restart(storage, coordinator, who, TODAY - timedelta(7), today=TODAY)
    seen = day_service.page(storage, coordinator, today=TODAY)
    assert [row.name for row in seen.movements if row.day == TODAY] == ["अमित", "Bharat", "Vikram"]
    assert [row.name for row in seen.milestones if row.day == TODAY] == ["अमित", "Bharat", "Vikram"]


def test_those_without_a_key_counsellor_can_be_given_one_in_bulk(storage, coordinator, centre, team, spans):
    somebody = centre.member("Anil")
    gone, known = centre.member("Bharat", admitted=None), centre.member("Chetan")
    put_away(storage, coordinator, known, today=TODAY)
    found = key_counsellors.members_of(storage, coordinator, None).members
    assert [member.member_id for member in found] == [somebody], "who is in touch, and not in the archive"
    key_counsellors.hand_over(storage, coordinator, [somebody], team.anita.staff_id, TODAY, today=TODAY)
    assert spans(somebody) == [("Anita Rao", TODAY, None)]
    assert spans(gone) == []


def test_nothing_is_handed_over_where_something_is_wrong(storage, coordinator, centre, team):
    who = centre.member()

    def hand_over(ids, staff_id, day):
        return key_counsellors.hand_over(storage, coordinator, ids, staff_id, day, today=TODAY)

    assert problems_of(hand_over, [], 999, TODAY + timedelta(1)) == [
        "from_day: key-counsellor-ahead",
        "counsellor: key-counsellor-wrong",
        "members: members-missing",
    ]
    assert failure_of(hand_over, [who, 999], team.anita.staff_id, TODAY) == "unknown-member"
    assert trail(storage, "key-counsellor.change") == []


@pytest.mark.parametrize("taker", ["anita", None], ids=["to another", "to nobody"])
def test_who_leaves_hands_the_members_over_in_the_same_act(storage, coordinator, centre, team, change, spans, taker):
    who = centre.member()
    change(who, team.ravi, BEGINNING)
    hand_to = team.anita.staff_id if taker else None
    staff.deactivate(storage, coordinator, team.ravi.staff_id, PASSWORD, hand_to=hand_to)
    after = [("Anita Rao", TODAY, None)] if taker else []
    assert spans(who) == [("Ravi Tomar", BEGINNING, TODAY), *after]
    assert [entry.action for entry in trail(storage)][-2:] == ["staff.deactivate", "key-counsellor.change"]


def test_who_is_gone_for_good_is_handed_to_nobody(storage, coordinator, centre, team, change, spans):
    here, died, archived = (centre.member(name) for name in ("Anil", "Balbir", "Charan"))
    for who in (here, died, archived):
        change(who, team.ravi, BEGINNING)
    deaths.note_death(storage, coordinator, died, Death(TODAY), today=TODAY)
    put_away(storage, coordinator, archived, today=TODAY)
    found = key_counsellors.members_of(storage, coordinator, team.ravi.staff_id)
    assert [member.member_id for member in found.members] == [here]
    assert [row.answers_for for row in staff.everybody(storage, coordinator) if row.id == team.ravi.staff_id] == [1]
    staff.deactivate(storage, coordinator, team.ravi.staff_id, PASSWORD, hand_to=team.anita.staff_id)
    assert spans(here)[-1] == ("Anita Rao", TODAY, None)
    assert spans(died) == spans(archived) == [("Ravi Tomar", BEGINNING, TODAY)]


def test_nobody_leaves_their_members_to_themselves_or_to_office_staff(
    storage, coordinator, centre, team, office, change
):
    change(centre.member(), team.ravi)
    for hand_to in (team.ravi, office):
        act = staff.deactivate, storage, coordinator, team.ravi.staff_id, PASSWORD
        assert problems_of(*act, hand_to=hand_to.staff_id) == ["counsellor: key-counsellor-wrong"]
    assert all(row.active for row in staff.everybody(storage, coordinator))


def test_who_answers_for_members_becomes_no_clerk_before_they_are_handed_over(
    storage, coordinator, centre, team, change
):
    who = centre.member()
    change(who, team.ravi)
    clerk = StaffDetails("ravi", "Ravi Tomar", "Clerk", Role.OFFICE)
    change_staff = staff.change, storage, coordinator, team.ravi.staff_id, clerk, PASSWORD
    assert problems_of(*change_staff) == ["role: hand-over-first"]
    change(who, team.anita)
    staff.change(storage, coordinator, team.ravi.staff_id, clerk, PASSWORD)


# Whose members lists show


def listed(storage, actor, whose=None, **how):
    return [row.id for row in member_page.screen(storage, actor, today=TODAY, whose=whose, **how).found.rows]


def test_mine_are_those_nobody_else_answers_for(storage, coordinator, centre, team, change, office):
    mine, theirs, nobodys = centre.members("Anil", "Bharat", "Chetan")
    assert listed(storage, team.ravi) == [mine, theirs, nobodys], "who answers for nobody sees everybody's"
    change(mine, team.ravi)
    change(theirs, team.anita)
    for chosen in (MemberFilter.IN_PROGRAMME, MemberFilter.EVERYBODY):
        assert listed(storage, team.ravi, chosen=chosen) == [mine, nobodys]
        assert listed(storage, team.anita, chosen=chosen) == [theirs, nobodys]
        assert listed(storage, team.ravi, Whose.EVERYBODY, chosen=chosen) == [mine, theirs, nobodys]
    for actor in (coordinator, office):
        assert listed(storage, actor) == [mine, theirs, nobodys]
    assert listed(storage, coordinator, Whose.MINE) == [nobodys]


def test_a_search_finds_everybodys_members(storage, centre, team, change):
    mine, theirs = centre.members("Anil Yadav", "Anita Devi")
    change(mine, team.ravi)
    change(theirs, team.anita)
    assert listed(storage, team.ravi, Whose.MINE, text="ani") == [mine, theirs]


def test_follow_ups_mentoring_and_today_show_mine(storage, coordinator, centre, team, change):
    mine, theirs = centre.members("Anil", "Bharat")
    change(mine, team.ravi)
    change(theirs, team.anita)
    for who in (mine, theirs):
        new = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "Ask")
        follow_ups.add(storage, coordinator, new, today=TODAY)
    for whose, expected in ((None, [mine]), (Whose.MINE, [mine]), (Whose.EVERYBODY, [mine, theirs])):
        due = follow_ups.screen(storage, team.ravi, today=TODAY, chosen=FollowUpFilter.DUE, whose=whose)
        assert [row.member_id for row in due.rows] == expected
        assert due.counts.due == len(expected)
        pairs = mentoring_page.screen(storage, team.ravi, today=TODAY, view=MentoringView.WAITING, whose=whose)
        assert sorted(row.person.id for row in pairs.overview.waiting) == expected
        day = day_service.page(storage, team.ravi, today=TODAY, whose=whose)
        assert [row.member_id for row in day.follow_ups] == expected
        assert sorted(row.member_id for row in day.attention) == expected, "in no group for seven days"
        assert day.needing_contact + day.settled == len(expected)


def test_the_weekly_report_of_mine_says_whose_it_is(storage, coordinator, centre, team, change, now):
    mine, theirs = centre.members("Anil", "Bharat")
    change(mine, team.ravi, BEGINNING)
    change(theirs, team.anita, BEGINNING)
    talk = NewContact(theirs, ContactKind.INDIVIDUAL, date(2026, 11, 12), 30)
    contacts.add(storage, coordinator, talk, today=TODAY)

    def report(whose):
        choices = Choices(first=BEGINNING, last=date(2026, 11, 15), whose=whose)
        return weekly_report.gather(storage, team.ravi, choices, today=TODAY, now=now())

    everybodys, own = report(None), report(Whose.MINE)
    assert (everybodys.members_of, own.members_of) == ("", "Ravi Tomar")
    assert {line.person.number for line in everybodys.contact_needed} == {1, 2}
    assert {line.person.number for line in own.contact_needed} == {1}
    assert {line.person.number for line in own.movements} == {1}
    assert (len(everybodys.contacts), len(own.contacts)) == (1, 0)
    assert own.needing_contact == 1


def test_a_past_week_asks_who_answered_then(storage, centre, team, change, now):
    who = centre.member()
    change(who, team.ravi, BEGINNING)
    choices = Choices(first=BEGINNING, last=date(2026, 11, 15), whose=Whose.MINE)

    def named(actor):
        report = weekly_report.gather(storage, actor, choices, today=TODAY, now=now())
        return [line.person.number for line in report.contact_needed], [line.person.number for line in report.movements]

    before = named(team.ravi)
    assert before == ([1], [1])
    change(who, team.anita, TODAY)
    assert named(team.ravi) == before
    assert named(team.anita) == ([], [])


@pytest.mark.parametrize("seed", range(4))
def test_who_answered_on_any_day_is_what_the_changes_said(storage, coordinator, centre, team, change, spans, seed):
    """A plain list of changes, walked through day by day, against the rows and the question lists ask."""
    chance = Random(seed)  # noqa: S311  # nothing here is secret
    days = [BEGINNING + timedelta(count) for count in range((TODAY - BEGINNING).days + 1)]
    people = centre.members("Anil", "Bharat", "Chetan", "Dinesh")
    told: dict[int, dict[date, int | None]] = {who: dict.fromkeys(days) for who in people}
    for _step in range(25):
        who, day, actor = chance.choice(people), chance.choice(days), chance.choice([team.ravi, team.anita, None])
        rows = spans(who)
        if rows and day < (rows[-1][2] or rows[-1][1]):
            [problem] = problems_of(change, who, actor, day)
            assert problem.startswith("from_day: key-counsellor-before-")
            continue
        done = change(who, actor, day)
        if done is not None and chance.random() < 0.2:
            key_counsellors.take_back(storage, coordinator, [done])
            continue
        for later in days:
            if later >= day:
                told[who][later] = actor.staff_id if actor else None
    with storage.reading():
        for day in days:
            for actor in (team.ravi, team.anita):
                expected = {who for who in people if told[who][day] in (None, actor.staff_id)}
                assert records.mine_among(people, actor.staff_id, day) == expected


@pytest.mark.parametrize("to_anita", [True, False])
def test_who_was_handed_over_at_leaving_is_known_until_somebody_else_is_chosen(
    storage, coordinator, circle, team, change, spans, to_anita
):
    first, second, third = circle.member_ids[:3]
    for member_id in (first, second):
        change(member_id, team.ravi, BEGINNING)
    change(third, team.anita, BEGINNING)
    hand_to = team.anita.staff_id if to_anita else None

    def handed():
        found = key_counsellors.handed_at_leaving(storage, coordinator, team.ravi.staff_id)
        return {member.member_id for member in found}

    assert handed() == set()
    staff.deactivate(storage, coordinator, team.ravi.staff_id, PASSWORD, hand_to=hand_to)
    assert handed() == {first, second}
    key_counsellors.change(
        storage, coordinator, second, coordinator.staff_id, TODAY + timedelta(1), today=TODAY + timedelta(1)
    )
    assert handed() == {first}
    staff.give_back(storage, coordinator, team.ravi.staff_id, NEW_PASSWORD, PASSWORD, CHEAP)
    key_counsellors.hand_over(storage, coordinator, [first], team.ravi.staff_id, TODAY, today=TODAY)
    assert spans(first)[-1] == ("Ravi Tomar", TODAY, None)
