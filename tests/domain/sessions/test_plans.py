"""Which plan comes next in a group, and what of it goes into the note."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.sessions.notes import Activity, GroupNote, Objective
from peerdesk.domain.sessions.plans import BUILT_IN, LastDone, Plan, PlanDetails, emptied, filled, suggested
from peerdesk.errors import Problem

DAY = date(2026, 11, 18)
PLANS = [Plan(key, replace(outline, name=key, text="1."), built_in=True) for key, outline in BUILT_IN.items()]
DAYS = st.dates(DAY - timedelta(365), DAY)
HISTORIES = st.builds(
    LastDone,
    st.dictionaries(st.sampled_from(sorted(BUILT_IN)), DAYS),
    st.dictionaries(st.sampled_from(Objective), DAYS),
    st.dictionaries(st.sampled_from(Activity), DAYS),
)
TYPES = st.sampled_from(GroupType)


def order(last=None, group_type=GroupType.SELF_HELP, plans=PLANS):
    return [found.plan.key for found in suggested(plans, group_type, last or LastDone(), DAY)]


def plan(key, objective=Objective.FEELINGS, group_type=None, *activities):
    return Plan(key, PlanDetails(key, group_type, objective, 60, frozenset(activities), "1."))


def test_there_are_plans_for_every_objective_and_every_kind_of_evening():
    assert len(BUILT_IN) >= 14
    assert {outline.objective for outline in BUILT_IN.values()} == set(Objective) - {Objective.NONE}
    assert {activity for outline in BUILT_IN.values() for activity in outline.activities} == set(Activity)


def test_a_new_group_begins_with_the_first_plan_of_the_list():
    assert order()[0] == "name-and-strength"


def test_a_family_group_begins_with_its_own_plan_and_nobody_else_does():
    assert order(group_type=GroupType.FAMILY)[0] == "family-evening"
    others = ["family-evening", "step-evening", "life-outside"]
    assert order()[-3:] == others


def test_what_was_done_longest_ago_comes_first_after_what_was_never_done():
    plans = [plan("old"), plan("older"), plan("new")]
    last = LastDone(plans={"old": DAY - timedelta(60), "older": DAY - timedelta(90)})
    assert order(last, plans=plans) == ["new", "older", "old"]


@pytest.mark.parametrize(("days", "first"), [(0, "feelings"), (7, "feelings"), (8, "craving")])
def test_an_objective_of_the_last_seven_days_waits_though_its_plan_is_new(days, first):
    plans = [plan("craving", Objective.HANDLING_CRAVING), plan("feelings")]
    last = LastDone({"feelings": DAY - timedelta(60)}, {Objective.HANDLING_CRAVING: DAY - timedelta(days)})
    assert order(last, plans=plans)[0] == first


def test_among_equals_the_objective_then_the_activity_longest_ago_decides():
    plans = [plan("a", Objective.FEELINGS), plan("b", Objective.HEALTH)]
    dealt = {Objective.FEELINGS: DAY - timedelta(20), Objective.HEALTH: DAY - timedelta(30)}
    assert order(LastDone(objectives=dealt), plans=plans) == ["b", "a"]
    plans = [plan("a", Objective.FEELINGS, None, Activity.GAME), plan("b", Objective.FEELINGS, None, Activity.STORY)]
    assert order(LastDone(activities={Activity.GAME: DAY}), plans=plans) == ["b", "a"]


@given(HISTORIES, TYPES)
def test_every_plan_is_suggested_once_and_those_for_another_type_come_last(last, group_type):
    keys = order(last, group_type)
    assert sorted(keys) == sorted(BUILT_IN)
    strange = [BUILT_IN[key].group_type not in (None, group_type) for key in keys]
    assert strange == sorted(strange)


@given(HISTORIES, TYPES, st.sampled_from(sorted(BUILT_IN)))
def test_a_plan_done_today_never_comes_earlier_for_it(last, group_type, key):
    done = replace(last, plans={**last.plans, key: DAY}, objectives={**last.objectives, BUILT_IN[key].objective: DAY})
    assert order(done, group_type).index(key) >= order(last, group_type).index(key)


def test_a_retired_plan_is_not_suggested():
    assert order(plans=[replace(PLANS[0], retired=True), PLANS[1]]) == [PLANS[1].key]


def test_a_suggestion_says_when_the_plan_and_its_objective_were_last_done():
    last = LastDone({"my-week": DAY}, {Objective.WELCOME: DAY - timedelta(9)}, since=DAY - timedelta(365))
    found = {row.plan.key: row for row in suggested(PLANS, GroupType.FAMILY, last, DAY)}
    assert (found["my-week"].plan_on, found["my-week"].objective_on) == (DAY, None)
    assert found["welcome-newcomer"].objective_on == DAY - timedelta(9)
    assert found["family-evening"].own_type
    assert not found["my-week"].own_type
    assert found["my-week"].since == DAY - timedelta(365)


DETAILS = PlanDetails("Craving", None, Objective.HANDLING_CRAVING, 60, frozenset({Activity.GAME}), "1.")
OTHER = PlanDetails("Feelings", None, Objective.FEELINGS, 45, frozenset({Activity.STORY}), "1.")


def test_a_plan_fills_what_is_empty_and_leaves_what_was_typed():
    assert filled(GroupNote(), DETAILS) == GroupNote(Objective.HANDLING_CRAVING, "Craving", frozenset({Activity.GAME}))
    typed = GroupNote(Objective.HEALTH, "Sleep", frozenset({Activity.PRAYER}), "Everybody spoke.")
    assert filled(typed, DETAILS) == typed


def test_another_plan_takes_the_place_of_the_one_before_but_of_nothing_typed():
    note = filled(GroupNote(shared="Everybody spoke."), DETAILS)
    assert filled(note, OTHER, DETAILS) == filled(GroupNote(shared="Everybody spoke."), OTHER)
    mine = replace(note, topic="Payday")
    assert filled(mine, OTHER, DETAILS).topic == "Payday"
    assert filled(mine, OTHER, DETAILS).objective is Objective.FEELINGS


@given(st.sampled_from([None, *Objective]), st.text(max_size=9), st.frozensets(st.sampled_from(Activity)))
def test_a_plan_put_aside_leaves_the_note_without_a_trace_of_it(objective, topic, activities):
    note = GroupNote(objective, topic.strip(), activities)
    again = emptied(filled(note, DETAILS), DETAILS)
    expected = emptied(note, DETAILS)
    assert again == expected
    assert again.objective in (None, objective)


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        (PlanDetails(), ["name: plan-name-missing", "objective: objective-missing", "text: text-missing"]),
        (replace(DETAILS, name="x" * 81), ["name: text-too-long"]),
        (replace(DETAILS, minutes=4), ["minutes: number-out-of-range"]),
        (replace(DETAILS, minutes=481, text="x" * 2001), ["minutes: number-out-of-range", "text: text-too-long"]),
        (replace(DETAILS, minutes=5, text="x" * 2000), []),
    ],
)
def test_everything_wrong_with_a_plan_is_said_at_once(details, codes):
    assert [f"{problem.field}: {problem.code}" for problem in details.problems()] == codes


def test_a_refusal_of_a_plan_names_the_limit_that_was_crossed():
    range_of_minutes = {"least": 5, "most": 480}
    assert replace(DETAILS, name="x" * 81, minutes=481, text="x" * 2001).problems() == [
        Problem("name", "text-too-long", {"most": 80}),
        Problem("minutes", "number-out-of-range", range_of_minutes),
        Problem("text", "text-too-long", {"most": 2000}),
    ]
    assert replace(DETAILS, name=" " + "x" * 80, minutes=480, text=" " + "x" * 2000).problems() == []


def test_only_a_plan_written_for_this_very_type_is_the_groups_own():
    found = {row.plan.key: row.own_type for row in suggested(PLANS, GroupType.ALUMNI, LastDone(), DAY)}
    assert (found["life-outside"], found["family-evening"], found["my-week"]) == (True, False, False)


def test_a_plan_without_activities_counts_as_one_whose_activities_were_never_done():
    quiet, game = plan("quiet"), plan("game", Objective.FEELINGS, None, Activity.GAME)
    assert order(plans=[game, quiet]) == ["game", "quiet"]
    assert order(plans=[quiet, game]) == ["quiet", "game"]
    assert order(LastDone(activities={Activity.GAME: DAY}), plans=[game, quiet]) == ["quiet", "game"]


def test_a_topic_of_spaces_is_no_topic():
    assert filled(GroupNote(topic="  "), DETAILS, OTHER).topic == "Craving"
