"""Goals kept in the file: set, changed, spoken of, reached, set aside, taken up again."""

from collections import Counter
from datetime import date, timedelta

import pytest

from peerdesk.domain.care.goals import GoalKind, GoalState, GoalText, GoalWordKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.records.care import goals as goal_records
from peerdesk.services.care import goals
from peerdesk.services.sessions import sessions
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

PROGRESS, SETBACK, NEXT_STEP, NOT_YET = GoalWordKind
SET_ON = date(2026, 11, 4)


@pytest.fixture
def set_goal(storage, coordinator, member_id):
    def call(text="Walk every morning", due_on=None, who=None, set_on=SET_ON):
        goal = GoalText(text, due_on)
        return goals.add(storage, coordinator, who or member_id, goal, today=TODAY, set_on=set_on)

    return call


@pytest.fixture
def say(storage, coordinator):
    def call(goal_id, text="Walked on four days.", kind=PROGRESS, day=TODAY, session_id=None):
        return goals.say(storage, coordinator, goal_id, kind, text, day=day, session_id=session_id)

    return call


@pytest.fixture
def close(storage, coordinator):
    def call(goal_id, state=GoalState.REACHED, day=TODAY):
        goals.close(storage, coordinator, goal_id, state, day=day, today=TODAY)

    return call


@pytest.fixture
def of_member(storage, member_id):
    def look():
        with storage.reading():
            return goal_records.of_member(member_id)

    return look


def test_a_goal_is_kept_as_it_was_told(set_goal, of_member, announced, member_id):
    announced.clear()
    goal_id = set_goal("  Call my brother ", TODAY)
    (goal,) = of_member()
    assert (goal.id, goal.member_id, goal.text, goal.set_on, goal.due_on) == (
        goal_id,
        member_id,
        "Call my brother",
        SET_ON,
        TODAY,
    )
    assert (goal.state, goal.closed_on, list(goal.said), goal.last_said) == (GoalState.OPEN, None, [], None)
    assert announced == [Changed.GOALS]


def test_everything_wrong_with_a_goal_is_said_at_once_and_nothing_is_kept(storage, coordinator, member_id, of_member):
    tomorrow = TODAY + timedelta(1)
    goal = GoalText("x" * 201, SET_ON)
    assert problems_of(goals.add, storage, coordinator, member_id, goal, today=TODAY, set_on=tomorrow) == [
        "text: text-too-long",
        "due_on: goal-not-yet-set",
        "set_on: day-ahead",
    ]
    assert of_member() == []


def test_a_goal_belongs_to_somebody_known(storage, coordinator):
    assert failure_of(goals.add, storage, coordinator, 77, GoalText("Walk"), today=TODAY) == "unknown-member"
    assert failure_of(goals.change, storage, coordinator, 77, GoalText("Walk")) == "unknown-goal"


def test_text_and_day_can_be_changed(storage, coordinator, set_goal, of_member):
    goal_id = set_goal()
    goals.change(storage, coordinator, goal_id, GoalText("Walk twice a week", TODAY))
    (goal,) = of_member()
    assert (goal.text, goal.due_on, goal.set_on) == ("Walk twice a week", TODAY, SET_ON)
    early = GoalText("Walk", SET_ON - timedelta(1))
    assert problems_of(goals.change, storage, coordinator, goal_id, early) == ["due_on: goal-not-yet-set"]
    (entry,) = trail(storage, "goal.change")
    assert entry.old == {"text": "Walk every morning", "due_on": None}


def test_the_same_again_changes_nothing(storage, coordinator, set_goal, announced):
    goal_id = set_goal()
    announced.clear()
    goals.change(storage, coordinator, goal_id, GoalText("Walk every morning"))
    goals.reopen(storage, coordinator, goal_id)
    assert announced == []


def test_a_goal_is_reached_or_set_aside_and_can_be_taken_up_again(storage, coordinator, set_goal, close, of_member):
    goal_id = set_goal()
    close(goal_id, day=date(2026, 11, 10))
    assert (of_member()[0].state, of_member()[0].closed_on) == (GoalState.REACHED, date(2026, 11, 10))
    close(goal_id)  # once is enough: the day stays
    assert of_member()[0].closed_on == date(2026, 11, 10)
    goals.reopen(storage, coordinator, goal_id)
    assert (of_member()[0].state, of_member()[0].closed_on) == (GoalState.OPEN, None)
    close(goal_id, GoalState.SET_ASIDE)
    assert of_member()[0].state is GoalState.SET_ASIDE
    assert [entry.action for entry in trail(storage)][-4:] == [
        "goal.add",
        "goal.reached",
        "goal.open",
        "goal.set-aside",
    ]


def test_a_goal_is_not_closed_ahead(storage, coordinator, set_goal):
    goal_id, state = set_goal(), GoalState.REACHED
    found = problems_of(goals.close, storage, coordinator, goal_id, state, day=TODAY + timedelta(1), today=TODAY)
    assert found == ["closed_on: day-ahead"]


def test_what_is_said_stands_with_its_day_kind_and_session(centre, storage, set_goal, say, of_member, member_id):
    group_id = centre.group()
    centre.join(group_id, member_id)
    session_id = centre.session(group_id, TODAY)
    goal_id = set_goal()
    say(goal_id, " I will ask Anil to come along. ", NEXT_STEP, session_id=session_id)
    say(goal_id, "It rained all week.", SETBACK, day=date(2026, 11, 9))
    (goal,) = of_member()
    assert [(word.day, word.kind, word.text, word.session_id) for word in goal.said] == [
        (date(2026, 11, 9), SETBACK, "It rained all week.", None),
        (TODAY, NEXT_STEP, "I will ask Anil to come along.", session_id),
    ]
    assert goal.last_said is goal.said[-1]


def test_nothing_is_said_ahead_or_about_nothing(storage, coordinator, set_goal, say):
    goal_id = set_goal()
    ahead = TODAY + timedelta(1)
    assert problems_of(goals.say, storage, coordinator, goal_id, PROGRESS, " ", day=ahead) == [
        "text: text-missing",
        "day: day-ahead",
    ]
    assert failure_of(goals.say, storage, coordinator, 77, PROGRESS, "Went", day=TODAY) == "unknown-goal"
    unknown = failure_of(goals.say, storage, coordinator, goal_id, PROGRESS, "Went", day=TODAY, session_id=99)
    assert unknown == "unknown-session"


def test_a_closed_goal_is_spoken_of_up_to_its_last_day(storage, coordinator, set_goal, close, say):
    goal_id = set_goal()
    close(goal_id, day=date(2026, 11, 10))
    say(goal_id, day=date(2026, 11, 10))
    late = problems_of(goals.say, storage, coordinator, goal_id, PROGRESS, "Went", day=date(2026, 11, 11))
    assert late == ["day: goal-closed"]


def test_what_was_said_can_be_taken_back_and_stays_in_the_trail(storage, coordinator, set_goal, say, of_member):
    goal_id = set_goal()
    word_id = say(goal_id)
    goals.unsay(storage, coordinator, word_id)
    goals.unsay(storage, coordinator, word_id)
    assert list(of_member()[0].said) == []
    (entry,) = trail(storage, "goal.unsay")
    assert (entry.subject_id, entry.old["text"]) == (goal_id, "Walked on four days.")


def test_a_goal_entered_for_somebody_else_can_be_taken_out_until_it_is_spoken_of(
    storage, coordinator, set_goal, say, of_member
):
    by_mistake, spoken_of = set_goal("Find work"), set_goal()
    say(spoken_of)
    goals.remove(storage, coordinator, by_mistake)
    assert problems_of(goals.remove, storage, coordinator, spoken_of) == [": goal-spoken-of"]
    assert [goal.id for goal in of_member()] == [spoken_of]
    assert trail(storage, "goal.remove")[0].old["text"] == "Find work"


def test_open_goals_stand_first_by_their_day_and_closed_ones_newest_first(set_goal, close, of_member):
    none_named, later, sooner = set_goal("a"), set_goal("b", TODAY), set_goal("c", SET_ON)
    first, second = set_goal("d"), set_goal("e")
    close(first, day=date(2026, 11, 6))
    close(second, day=date(2026, 11, 7))
    assert [goal.id for goal in of_member()] == [sooner, later, none_named, second, first]


def test_open_goals_of_a_roster_take_one_query_however_many_they_are(storage, centre, set_goal, say, close, statements):
    people = centre.members("Anil Yadav", "Sunil Jatav", "Mohan Lal")
    for member_id in people[:2]:
        for n in range(5):
            say(set_goal(f"goal {n}", who=member_id))
    close(set_goal("done", who=people[2]))
    with storage.reading(), statements() as asked:
        found = goal_records.at_session(people, TODAY)
    assert Counter(goal.member_id for goal in found) == {people[0]: 5, people[1]: 5}
    assert all(row.last_said for row in found)
    assert len(asked) == 1


def test_nobody_has_no_goals(storage):
    with storage.reading():
        assert goal_records.at_session([], TODAY) == []


def test_a_goal_that_names_somebody_of_the_members_groups_is_noticed(storage, coordinator, circle):
    ramesh = circle.member_ids[0]

    def named(text, day=TODAY):
        return list(goals.names_in(storage, coordinator, ramesh, text, today=day))

    assert named("Walk with Sunitaji, and with नहीं") == ["Sunita Shinde"]
    assert named("Ramesh will walk every morning") == []
    assert named("Sunita", day=date(2020, 1, 1)) == []
    assert failure_of(goals.names_in, storage, coordinator, 999, "Sunita", today=TODAY) == "unknown-member"


# Pledges


@pytest.fixture
def promise(storage, coordinator, member_id):
    def call(text="Call home", due_on=TODAY, set_on=SET_ON):
        goal = GoalText(text, due_on, GoalKind.PLEDGE)
        return goals.add(storage, coordinator, member_id, goal, today=TODAY, set_on=set_on)

    return call


def test_a_pledge_is_a_goal_of_its_own_kind_and_the_trail_says_so(storage, promise, set_goal, of_member):
    pledge, goal = promise(), set_goal()
    assert {row.id: row.kind for row in of_member()} == {pledge: GoalKind.PLEDGE, goal: GoalKind.GOAL}
    assert [entry.new["kind"] for entry in trail(storage, "goal.add")] == ["pledge", "goal"]


def test_a_goal_becomes_a_pledge_with_the_old_kind_in_the_trail(storage, coordinator, set_goal, of_member):
    goal_id = set_goal()
    goals.change(storage, coordinator, goal_id, GoalText("Walk every morning", TODAY, GoalKind.PLEDGE))
    assert of_member()[0].kind is GoalKind.PLEDGE
    assert trail(storage, "goal.change")[0].old["kind"] == "goal"


def test_not_yet_needs_no_word_and_the_pledge_goes_on(storage, coordinator, promise, say, set_goal, of_member):
    goal_id = promise()
    word = say(goal_id, "", NOT_YET)
    (goal,) = of_member()
    assert (goal.state, goal.last_said.kind, goal.last_said.text) == (GoalState.OPEN, NOT_YET, "")
    goals.unsay(storage, coordinator, word)
    assert of_member()[0].said == []
    found = problems_of(goals.say, storage, coordinator, set_goal(), NOT_YET, "", day=TODAY)
    assert found == ["kind: no-pledge"]


def test_a_pledge_is_due_at_the_next_session_of_its_group_else_tomorrow(storage, coordinator, centre, circle):
    ramesh, tomorrow = circle.member_ids[0], TODAY + timedelta(1)
    ahead = sessions.between(storage, coordinator, tomorrow, TODAY + timedelta(9), group_id=circle.group_id)
    here = sessions.between(storage, coordinator, TODAY, TODAY, group_id=circle.group_id)[0].id
    following = ahead[0].day
    assert goals.pledge_day(storage, coordinator, ramesh, day=TODAY) == following
    assert goals.pledge_day(storage, coordinator, ramesh, day=TODAY, session_id=here) == following
    sessions.did_not_happen(storage, coordinator, ahead[0].id, NotHeldReason.WEATHER)
    assert goals.pledge_day(storage, coordinator, ramesh, day=TODAY) == ahead[1].day
    alone = centre.member("Anil Yadav")
    assert goals.pledge_day(storage, coordinator, alone, day=TODAY) == tomorrow
    assert failure_of(goals.pledge_day, storage, coordinator, ramesh, day=TODAY, session_id=99) == "unknown-session"


def test_a_session_hears_of_the_pledges_that_are_due_and_of_those_kept_that_day(
    storage, member_id, promise, close, set_goal
):
    due, later, kept = promise(), promise(due_on=TODAY + timedelta(1)), promise("Walk")
    close(kept)
    close(set_goal())
    with storage.reading():
        found = goal_records.at_session([member_id], TODAY)
    assert {goal.id for goal in found} == {due, later, kept}
    assert {goal.id for goal in found if goal.is_read_out(TODAY)} == {due}
    assert {goal.id for goal in found if goal.kept_on(TODAY)} == {kept}
