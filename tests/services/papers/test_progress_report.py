"""The progress report tells one member's way, and nobody else's."""

from datetime import date, timedelta

import pytest

from peerdesk.db.models import PlannedLeave
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.goals import GoalState, GoalText, GoalWordKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.members.members import MemberDetails, Relation
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.papers.choices import Names, Period, PersonOnPaper
from peerdesk.domain.papers.progress_report import GoalLine
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.services.care import contacts, goals
from peerdesk.services.groups import memberships
from peerdesk.services.measures import measures
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes

MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 9), date(2026, 11, 11), date(2026, 11, 13)
FIRST = date(2026, 11, 2)


@pytest.fixture
def ramesh(centre) -> int:
    return centre.member("Ramesh Kumar", "रमेश कुमार")


@pytest.fixture
def group_id(centre, ramesh) -> int:
    """Anil and Ramesh, on Mondays, Wednesdays and Fridays."""
    group_id = centre.group()
    centre.join(group_id, ramesh, centre.member("Anil Yadav"))
    return group_id


def weeks(page) -> list[list[tuple[date, str]]]:
    return [
        [(week.monday, "".join(mark or "·" for mark in week.marks)) for week in group.weeks] for group in page.groups
    ]


def test_attendance_stands_by_group_and_week(centre, group_id, progress):
    for day, marks in ((FIRST, "PT"), (date(2026, 11, 4), "PA"), (MONDAY, "PA"), (FRIDAY, "P-")):
        centre.hold(group_id, day, marks)
    page = progress(member=1)
    assert weeks(page) == [[(FIRST, "TA"), (MONDAY, "A·")]]
    [group] = page.groups
    assert (group.group_name, group.from_day, group.to_day, group.role) == ("Morning Circle", FIRST, None, "")
    assert (group.tally, group.longest_absence) == (Tally(late=1, absent=2, unmarked=1), 2)


def test_a_week_without_a_session_shows_that_nothing_was_held(centre, group_id, progress):
    centre.hold(group_id, MONDAY, "PP")
    assert weeks(progress(member=1)) == [[(FIRST, ""), (MONDAY, "P")]]


def test_other_peoples_sessions_and_walk_ins_stay_out(centre, group_id, ramesh, progress):
    other = centre.group("Evening Circle")
    centre.join(other, centre.member("Zia Khan"))
    centre.walk_in(centre.hold(other, MONDAY, "A"), ramesh, Mark.ABSENT)
    centre.hold(group_id, MONDAY, "PP")
    page = progress(member=1)
    assert [group.group_name for group in page.groups] == ["Morning Circle"]
    assert page.tally == Tally(present=1)


def test_before_joining_and_after_leaving_nothing_is_due(centre, progress):
    centre.group()
    member_id = centre.member("Zia Khan")
    group_id = centre.group("Evening Circle")
    [membership] = centre.join(group_id, member_id, since=MONDAY)
    centre.join(group_id, centre.member("Anil Yadav"))
    memberships.leave(centre.storage, centre.actor, membership, WEDNESDAY)
    for day, marks in ((FIRST, "P"), (MONDAY, "PT"), (WEDNESDAY, "PA"), (FRIDAY, "P")):
        centre.hold(group_id, day, marks)
    page = progress(member=1, first=FIRST, last=date(2026, 11, 15))
    assert weeks(page) == [[(MONDAY, "TA")]]
    assert (page.groups[0].from_day, page.groups[0].to_day) == (MONDAY, WEDNESDAY)


def test_a_group_rejoined_stands_once(centre, group_id, ramesh, progress):
    with_roles = centre.group("Evening Circle")
    [first] = centre.join(with_roles, ramesh)
    centre.hold(with_roles, FIRST, "P")
    memberships.leave(centre.storage, centre.actor, first, date(2026, 11, 4))
    again = Joining(with_roles, (ramesh,), WEDNESDAY, MemberRole.PEER_LEADER)
    memberships.join(centre.storage, centre.actor, again)
    centre.hold(with_roles, FRIDAY, "T")
    evening, _morning = progress(member=1).groups
    assert (evening.group_name, evening.from_day, evening.to_day) == ("Evening Circle", FIRST, None)
    assert evening.role == "Peer leader"
    assert evening.tally == Tally(present=1, late=1)


def test_a_session_signed_without_the_member_is_not_due(centre, group_id, progress):
    centre.sign(centre.hold(group_id, MONDAY, "PP"))
    zia = centre.member("Zia Khan")
    centre.join(group_id, zia)
    centre.hold(group_id, WEDNESDAY, "PPA")
    assert progress(member=3).tally == Tally(absent=1)


def test_the_usual_days_run_from_the_admission_to_the_last_complete_week(centre, group_id, progress):
    centre.hold(group_id, MONDAY, "PP")
    assert progress(member=1).period == Period(FIRST, date(2026, 11, 15))


def test_the_usual_days_are_half_a_year_at_most(centre, progress):
    centre.member("Long Here", admitted=date(2024, 1, 1))
    period = progress(member=1).period
    assert period.last == date(2026, 11, 15)
    assert period.last - period.first == timedelta(weeks=26, days=-1)


def test_who_came_this_week_is_shown_since_then(centre, progress, today):
    centre.member("New Comer", admitted=date(2026, 11, 17))
    assert progress(member=1).period == Period(date(2026, 11, 17), today)


def test_without_a_stay_the_usual_days_begin_with_the_first_membership(centre, progress):
    member_id = centre.member("Zia Khan", admitted=None)
    assert progress(member=1).period == Period(MONDAY, date(2026, 11, 15))
    centre.join(centre.group(), member_id, since=date(2026, 11, 5))
    assert progress(member=1).period == Period(date(2026, 11, 5), date(2026, 11, 15))


def test_who_left_long_ago_is_shown_up_to_the_last_week_they_were_marked(centre, group_id, progress):
    centre.hold(group_id, FIRST, "PP")
    zia = centre.member("Zia Khan")
    centre.join(group_id, zia, since=MONDAY)
    centre.hold(group_id, MONDAY, "P-P")
    assert progress(member=1).period == Period(FIRST, date(2026, 11, 8))


def test_leave_days_inside_the_period_count_once(centre, ramesh, progress):
    """No two leaves share a day any more; files of former versions may hold such."""
    for first, last in ((date(2026, 10, 30), date(2026, 11, 3)), (date(2026, 11, 3), date(2026, 11, 4))):
        with centre.storage.writing(Changed.MEMBERS, centre.actor) as unit:
            PlannedLeave.create(member=ramesh, from_day=first, to_day=last, reason="court")
            unit.audit("test.write", None)
    assert progress(member=1, first=FIRST, last=date(2026, 11, 15)).leave_days == 3


def test_participation_is_a_mean_in_tenths_rounded_half_up(centre, group_id, ramesh, progress):
    assert progress(member=1).participation_tenths is None
    for day, participation in ((FIRST, 4), (MONDAY, 2), (WEDNESDAY, 2), (FRIDAY, 1)):
        session_id = centre.session(group_id, day)
        marks = {ramesh: Attendance(Mark.PRESENT, participation=participation)}
        attendance.mark(centre.storage, centre.actor, session_id, marks)
    assert progress(member=1).participation_tenths == 23, "9 ÷ 4 = 2.25"


def test_relatives_who_come_together_make_one_visit(centre, group_id, ramesh, progress):
    for day, who in ((MONDAY, ramesh), (WEDNESDAY, ramesh), (FRIDAY, 2)):
        session_id = centre.hold(group_id, day, "PP")
        for name, kinship in (("Sita Devi", Kinship.MOTHER), ("Mohan Lal", Kinship.FATHER)):
            attendance.add_guest(centre.storage, centre.actor, session_id, who, name, kinship)
    friends = centre.hold(group_id, FIRST, "PP")
    attendance.add_guest(centre.storage, centre.actor, friends, ramesh, "Ali", Kinship.NEIGHBOUR)
    assert progress(member=1).family_visits == 2


def test_only_the_members_own_notes_print(centre, group_id, ramesh, progress):
    for day, who, text in ((WEDNESDAY, ramesh, "Sang"), (MONDAY, ramesh, "Spoke well"), (MONDAY, 2, "Was tired")):
        session_id = centre.hold(group_id, day, "PP")
        notes.keep_member_note(centre.storage, centre.actor, session_id, who, text)
    assert progress(member=1).notes == [
        (MONDAY, "Morning Circle", "Spoke well"),
        (WEDNESDAY, "Morning Circle", "Sang"),
    ]


PERIOD = {"first": FIRST, "last": date(2026, 11, 15)}


@pytest.fixture
def set_goal(centre, ramesh):
    def call(text, set_on, due_on=None, who=ramesh):
        goal = GoalText(text, due_on)
        return goals.add(centre.storage, centre.actor, who, goal, today=centre.today, set_on=set_on)

    return call


def test_goals_stand_as_they_were_at_the_end_of_the_period(centre, set_goal, progress):
    """What was reached, said or set later belongs to a later report."""
    walk, home = set_goal("Walk", FIRST, MONDAY), set_goal("Call home", MONDAY)
    set_goal("Find work", date(2026, 11, 16))
    for day, text in ((MONDAY, "Twice"), (FRIDAY, "Daily"), (centre.today, "Ran")):
        goals.say(centre.storage, centre.actor, walk, GoalWordKind.PROGRESS, text, day=day)
    for goal_id, day in ((walk, centre.today), (home, FRIDAY)):
        goals.close(centre.storage, centre.actor, goal_id, GoalState.REACHED, day=day, today=centre.today)
    assert progress(member=1, **PERIOD).support.goals == [
        GoalLine("Walk", FIRST, MONDAY, GoalState.OPEN, None, (FRIDAY, GoalWordKind.PROGRESS, "Daily")),
        GoalLine("Call home", MONDAY, None, GoalState.REACHED, FRIDAY),
    ]
    assert [goal.state for goal in progress(member=1, first=FIRST, last=centre.today).support.goals] == [
        GoalState.REACHED,
        GoalState.REACHED,
        GoalState.OPEN,
    ]


def test_a_goal_closed_before_the_period_is_over(centre, set_goal, progress):
    for text, closed in (("Walk", FIRST - timedelta(1)), ("Call home", FIRST)):
        goal_id = set_goal(text, date(2026, 10, 20))
        goals.close(centre.storage, centre.actor, goal_id, GoalState.SET_ASIDE, day=closed, today=centre.today)
    set_goal("Of somebody else", MONDAY, who=centre.member("Anil Yadav"))
    assert [goal.text for goal in progress(member=1, **PERIOD).support.goals] == ["Call home"]


def test_measures_of_the_period_stand_without_those_that_are_for_counsellors_alone(centre, ramesh, progress):
    answers = {"weekly": {1: 4, 2: 9, 3: 5, 4: 0}, "phq-9": dict.fromkeys(range(1, 10), 0)}
    for day in (FIRST - timedelta(1), FIRST, date(2026, 11, 15), date(2026, 11, 16)):
        for scale, given in answers.items():
            measures.record(centre.storage, centre.actor, ramesh, scale, day, given, today=centre.today)
    barc = dict.fromkeys(range(1, 11), 4)
    measures.record(centre.storage, centre.actor, ramesh, "barc-10", date(2026, 10, 1), barc, today=centre.today)
    [weekly] = progress(member=1, **PERIOD).support.measures
    assert weekly.scale.code == "weekly"
    assert [sheet.day for sheet in weekly.measured] == [FIRST, date(2026, 11, 15)]


def test_talks_of_the_period_are_counted_by_kind(centre, ramesh, progress):
    talk, family = ContactKind.INDIVIDUAL, ContactKind.FAMILY
    anil = centre.member("Anil Yadav")
    for who, kind, day, minutes in (
        (ramesh, talk, FIRST - timedelta(1), 100),
        (ramesh, talk, FIRST, 40),
        (ramesh, talk, date(2026, 11, 15), 20),
        (ramesh, family, MONDAY, 30),
        (ramesh, talk, date(2026, 11, 16), 100),
        (anil, talk, MONDAY, 100),
    ):
        contacts.add(centre.storage, centre.actor, NewContact(who, kind, day, minutes), today=centre.today)
    found = progress(member=1, **PERIOD).support.contacts
    assert sorted((line.kind, line.count, line.minutes) for line in found) == [(family, 1, 30), (talk, 2, 60)]


def test_initials_and_numbers_keep_back_what_tells_as_much_as_a_name(centre, progress, today):
    details = MemberDetails(
        "Ramesh Kumar", "", Gender.MALE, age=30, relation=Relation.SON, relation_name="Mohan Lal", village="Dabra"
    )
    members.register(centre.storage, centre.actor, details, today=today)
    full = progress(member=1)
    assert (full.person, full.relation, full.village) == (PersonOnPaper(1, "Ramesh Kumar"), "S/o Mohan Lal", "Dabra")
    for names, name in ((Names.INITIALS, "R. K."), (Names.NUMBER, "")):
        page = progress(member=1, names=names)
        assert (page.person.name, page.relation, page.village) == (name, "", "")
        assert (page.age, page.gender) == (30, Gender.MALE)


def test_every_stay_is_told(centre, ramesh, progress):
    [stay] = progress(member=1).stays
    assert (stay.number, stay.admitted_on) == ("ASH/2026-27/0001", FIRST)
