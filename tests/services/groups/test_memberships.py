from datetime import date, time, timedelta

import pytest

from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.errors import InvalidInput
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, session_page
from tests.centres import TODAY
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)
MONDAY = date(2026, 11, 16)
PRESENT = Attendance(Mark.PRESENT)


@pytest.fixture
def join(storage, coordinator, circle):
    def call(*member_ids, since=TODAY, group_id=None, **options):
        joining = Joining(group_id or circle.group_id, member_ids, since, **options)
        return memberships.join(storage, coordinator, joining)

    return call


@pytest.fixture
def leave(storage, coordinator):
    return lambda membership_id, last_day: memberships.leave(storage, coordinator, membership_id, last_day)


@pytest.fixture
def roster(storage, coordinator, circle):
    def on(day=TODAY, group_id=None):
        page = groups.page(storage, coordinator, group_id or circle.group_id, on=day)
        return {row.member_id: row.membership_id for row in page.roster}

    return on


@pytest.fixture
def newcomer(storage, coordinator, circle):
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
    return members.register(storage, coordinator, details, today=TODAY)


@pytest.fixture
def evening(storage, coordinator, circle):
    times = (MeetingTime(0, time(18)),)
    details = GroupDetails("Evening", GroupType.SELF_HELP, started_on=FIRST, times=times)
    return groups.create(storage, coordinator, details, today=TODAY)


@pytest.fixture
def marked(storage, coordinator, circle):
    def call(day, *member_ids):
        session_id = session_on(storage, circle.group_id, day)
        attendance.mark(storage, coordinator, session_id, dict.fromkeys(member_ids, PRESENT))
        return session_id

    return call


def test_both_ends_of_a_membership_belong_to_it(join, leave, roster, newcomer):
    (membership_id,) = join(newcomer, since=MONDAY)
    leave(membership_id, TODAY)
    on_roster = [newcomer in roster(MONDAY + timedelta(n)) for n in range(-1, 4)]
    assert on_roster == [False, True, True, True, False]


def test_nobody_is_twice_in_a_group_at_once(join, circle, newcomer):
    assert (
        problems_of(join, circle.member_ids[0], newcomer, circle.member_ids[1]) == ["members: membership-overlap"] * 2
    )
    assert problems_of(join, circle.member_ids[0], since=TODAY + timedelta(90)) == ["members: membership-overlap"]


def test_a_refused_join_takes_nobody_in(join, circle, roster, newcomer, announced):
    announced.clear()
    problems_of(join, newcomer, circle.member_ids[0])
    assert newcomer not in roster()
    assert announced == []


def test_somebody_chosen_twice_joins_once(join, roster, newcomer):
    assert len(join(newcomer, newcomer)) == 1
    assert newcomer in roster()


def test_everything_wrong_with_a_joining_is_said_at_once(storage, coordinator, circle, evening, join):
    assert problems_of(join, since=FIRST - timedelta(1)) == [
        "members: members-missing",
        "from_day: before-group-existed",
    ]
    groups.close(storage, coordinator, evening, TODAY)
    assert problems_of(join, *circle.member_ids, group_id=evening) == ["from_day: group-closed-joining"]


def test_rejoining_is_a_new_membership_from_the_day_after(join, leave, roster, circle):
    ramesh = circle.member_ids[0]
    former = roster()[ramesh]
    leave(former, TODAY)
    assert problems_of(join, ramesh, since=TODAY) == ["members: membership-overlap"]
    (again,) = join(ramesh, since=TODAY + timedelta(1))
    assert (roster(TODAY)[ramesh], roster(TODAY + timedelta(1))[ramesh]) == (former, again)


def test_a_former_membership_cannot_be_drawn_out_over_the_next(join, leave, roster, circle):
    ramesh = circle.member_ids[0]
    former = roster()[ramesh]
    leave(former, TODAY)
    join(ramesh, since=TODAY + timedelta(5))
    assert problems_of(leave, former, TODAY + timedelta(5)) == ["to_day: membership-overlap"]
    leave(former, TODAY + timedelta(4))


def test_a_membership_does_not_end_before_it_began(leave, roster, circle):
    membership_id = roster()[circle.member_ids[0]]
    assert problems_of(leave, membership_id, FIRST - timedelta(1)) == ["to_day: membership-not-begun"]


def test_a_membership_does_not_end_before_its_last_mark_and_the_day_is_named(leave, roster, circle, marked):
    ramesh = circle.member_ids[0]
    marked(date(2026, 11, 9), ramesh)
    marked(MONDAY, ramesh)
    with pytest.raises(InvalidInput) as caught:
        leave(roster()[ramesh], date(2026, 11, 6))
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["day"], problem.values["name"]) == ("marks-after", MONDAY, "Ramesh Kumar")
    leave(roster()[ramesh], MONDAY)


def test_marks_in_another_group_or_as_a_walk_in_do_not_hold_a_membership(
    storage, coordinator, circle, leave, join, roster, newcomer, marked, evening
):
    (membership_id,) = join(newcomer, group_id=evening, since=FIRST)
    session_id = marked(MONDAY, circle.member_ids[0])
    attendance.add_walk_in(storage, coordinator, session_id, newcomer)
    leave(membership_id, FIRST)


def test_a_cohort_leaves_together_or_not_at_all(storage, coordinator, circle, roster, marked):
    marked(MONDAY, circle.member_ids[0])
    everybody = list(roster().values())
    leave_together = memberships.leave_together, storage, coordinator
    assert problems_of(*leave_together, everybody, FIRST) == ["to_day: marks-after"]
    assert problems_of(*leave_together, [], FIRST) == ["members: members-missing"]
    assert len(roster()) == 5
    memberships.leave_together(storage, coordinator, everybody, MONDAY)
    assert roster() == {}
    assert len(trail(storage, "membership.leave")) == 5


def test_a_cohort_that_came_after_the_day_is_told_of_one_day_alone(
    storage, coordinator, circle, roster, marked, evening
):
    marked(MONDAY, *circle.member_ids)
    everybody, day = list(roster().values()), MONDAY - timedelta(1)
    leave_together = memberships.leave_together, storage, coordinator
    assert problems_of(*leave_together, everybody, day) == ["to_day: marks-after-together"]
    moved = memberships.move, storage, coordinator, everybody, evening, MONDAY
    assert problems_of(*moved) == ["from_day: marks-after-together"]


def test_a_cohort_moves_as_a_whole(storage, coordinator, circle, roster, evening, marked):
    marked(MONDAY, *circle.member_ids)
    moving = [roster()[member_id] for member_id in circle.member_ids[:3]]
    memberships.move(storage, coordinator, moving, evening, TODAY)
    assert set(roster(TODAY, evening)) == set(circle.member_ids[:3])
    assert set(roster(TODAY)) == set(circle.member_ids[3:])
    assert set(roster(TODAY - timedelta(1))) == set(circle.member_ids)
    assert [entry.action for entry in trail(storage)][-6:] == ["membership.leave"] * 3 + ["membership.join"] * 3


def test_a_cohort_with_one_obstacle_stays_as_a_whole(storage, coordinator, circle, roster, evening, join, marked):
    ramesh, gurpreet, sunita = circle.member_ids[:3]
    marked(MONDAY, gurpreet)
    join(sunita, group_id=evening, since=TODAY)
    moving = [roster()[member_id] for member_id in (ramesh, gurpreet, sunita)]
    assert problems_of(memberships.move, storage, coordinator, moving, evening, MONDAY) == [
        "members: membership-overlap",
        "from_day: marks-after",
    ]
    assert len(roster()) == 5
    assert set(roster(TODAY, evening)) == {sunita}


def test_moving_on_the_day_of_joining_leaves_one_day_behind(storage, coordinator, join, roster, newcomer, evening):
    (membership_id,) = join(newcomer, since=TODAY)
    memberships.move(storage, coordinator, [membership_id], evening, TODAY)
    assert newcomer in roster(TODAY)
    assert newcomer not in roster(TODAY + timedelta(1))
    assert newcomer in roster(TODAY, evening)


def test_moving_somebody_who_had_left_does_not_draw_the_old_membership_out(
    storage, coordinator, circle, leave, roster, evening
):
    ramesh = circle.member_ids[0]
    membership_id = roster()[ramesh]
    leave(membership_id, date(2026, 11, 10))
    memberships.move(storage, coordinator, [membership_id], evening, TODAY)
    assert ramesh not in roster(date(2026, 11, 11))
    assert ramesh in roster(TODAY, evening)


def test_a_role_is_given_from_a_day_on_and_the_former_one_stays_true_before(storage, coordinator, circle, roster):
    member_id = circle.member_ids[0]
    membership_id = roster()[member_id]

    def role_on(day):
        rows = groups.page(storage, coordinator, circle.group_id, on=day).roster
        return next(row.role for row in rows if row.member_id == member_id)

    def give(role, first):
        memberships.change_role(storage, coordinator, membership_id, role, first=first)

    give(MemberRole.TIMEKEEPER, MONDAY)
    give(MemberRole.TIMEKEEPER, MONDAY)
    (entry,) = trail(storage, "membership.role")
    assert (entry.old, entry.new) == ({"role": "member"}, {"role": "timekeeper", "from_day": "2026-11-16"})
    give(MemberRole.PEER_LEADER, TODAY + timedelta(1))
    days = (FIRST, MONDAY - timedelta(1), MONDAY, TODAY, TODAY + timedelta(1))
    member, keeper, leader = MemberRole.MEMBER, MemberRole.TIMEKEEPER, MemberRole.PEER_LEADER
    assert [role_on(day) for day in days] == [member, member, keeper, keeper, leader]
    give(keeper, TODAY + timedelta(1))
    give(member, MONDAY)
    assert {role_on(day) for day in days} == {member}
    give(leader, FIRST)
    assert {role_on(day) for day in days} == {leader}
    wrong = memberships.change_role, storage, coordinator, membership_id, member
    assert problems_of(*wrong, first=FIRST - timedelta(1)) == ["role_from: not-a-member"]


def test_a_session_of_former_days_is_signed_with_the_role_of_its_day(storage, coordinator, circle, roster, marked):
    member_id = circle.member_ids[0]
    session_id = marked(MONDAY, *circle.member_ids)
    leader = MemberRole.PEER_LEADER
    memberships.change_role(storage, coordinator, roster()[member_id], leader, first=TODAY)

    def shown(which):
        sheet = session_page.sheet(storage, coordinator, which)
        return next(row.role for row in sheet.rows if row.member_id == member_id)

    assert shown(session_id) is MemberRole.MEMBER
    assert shown(session_on(storage, circle.group_id, TODAY)) is leader


def test_who_walked_in_and_joins_is_on_the_roster_of_those_days(storage, coordinator, circle, join, newcomer, marked):
    before, since = date(2026, 11, 13), MONDAY
    for day in (before, since):
        attendance.add_walk_in(storage, coordinator, marked(day, *circle.member_ids), newcomer)
    join(newcomer, since=since)

    def rows(day):
        sheet = session_page.sheet(storage, coordinator, session_on(storage, circle.group_id, day))
        return [(row.walk_in, row.mark) for row in sheet.rows if row.member_id == newcomer]

    assert rows(before) == [(True, Mark.PRESENT)]
    assert rows(since) == [(False, Mark.PRESENT)]


def test_a_walk_in_without_a_mark_becomes_an_unmarked_member(storage, coordinator, circle, join, newcomer, marked):
    session_id = marked(MONDAY, circle.member_ids[0])
    attendance.add_walk_in(storage, coordinator, session_id, newcomer)
    attendance.mark(storage, coordinator, session_id, {newcomer: None})
    join(newcomer, since=MONDAY)
    rows = [row for row in session_page.sheet(storage, coordinator, session_id).rows if row.member_id == newcomer]
    assert [(row.walk_in, row.mark) for row in rows] == [(False, None)]


def test_an_unknown_group_or_membership_is_not_found(storage, coordinator, circle, join, leave):
    assert failure_of(join, circle.member_ids[0], group_id=99) == "unknown-group"
    assert failure_of(leave, 99, TODAY) == "unknown-membership"
    assert failure_of(memberships.move, storage, coordinator, [99], circle.group_id, TODAY) == "unknown-membership"
