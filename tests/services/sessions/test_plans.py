"""Plans: suggested by what the group did, used in a session, kept in the centre's own words."""

from datetime import date, time

import pytest

from peerdesk.db.models import SessionPlan
from peerdesk.domain.centre import Holiday
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.sessions.notes import Activity, GroupNote, Objective
from peerdesk.domain.sessions.plans import BUILT_IN, PlanDetails
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.records.sessions import plans as plan_records
from peerdesk.services import centre as centres
from peerdesk.services.groups import groups
from peerdesk.services.sessions import notes, plans, session_page, sessions
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

OURS = PlanDetails(
    "Our kitchen evening", GroupType.ALUMNI, Objective.HEALTH, 90, frozenset({Activity.GAME}), "1. Cook together."
)


@pytest.fixture
def group(centre):
    group_id = centre.group()
    centre.join(group_id, *centre.members("Ramesh Kumar", "Anil Yadav"))
    return group_id


@pytest.fixture
def session(centre, group):
    return centre.session(group, TODAY)


@pytest.fixture
def note(storage, coordinator):
    return lambda session_id: session_page.sheet(storage, coordinator, session_id).note


@pytest.fixture
def use(storage, coordinator):
    return lambda session_id, key: plans.use(storage, coordinator, session_id, key)


def suggested(storage, actor, session_id):
    return {row.plan.key: row for row in plans.suggestions(storage, actor, session_id)}


def followed(storage, session_id):
    with storage.reading():
        found = plan_records.of_session(session_id)
    return found.key if found else None


def test_the_built_in_plans_are_there_in_the_language_of_the_moment(storage, coordinator):
    found = plans.everything(storage, coordinator)
    assert [plan.key for plan in found] == list(BUILT_IN)
    assert all(plan.built_in and not plan.changed and not plan.retired for plan in found)
    for language in LANGUAGES:
        with speaking(language):
            assert all(plan.details.problems() == [] for plan in plans.everything(storage, coordinator))


def test_a_plan_fills_the_empty_note_and_the_session_follows_it(storage, session, use, note, announced):
    announced.clear()
    use(session, "craving-wave")
    assert note(session) == GroupNote(
        Objective.HANDLING_CRAVING, "Craving is a wave", frozenset({Activity.MEDITATION, Activity.DISCUSSION})
    )
    assert followed(storage, session) == "craving-wave"
    assert announced == [Changed.GROUP_LIFE | Changed.NOTES]
    (entry,) = trail(storage, "plan.use")
    assert (entry.subject_id, entry.old["plan"], entry.new["plan"]) == (session, None, "craving-wave")


def test_what_was_typed_before_stays(centre, session, use, note):
    centre.note(session, topic="Payday", shared="Everybody spoke.")
    use(session, "craving-wave")
    assert (note(session).topic, note(session).shared) == ("Payday", "Everybody spoke.")
    assert note(session).objective is Objective.HANDLING_CRAVING


def test_another_plan_replaces_the_one_before_and_none_takes_its_words_away(
    storage, coordinator, centre, session, use, note
):
    use(session, "craving-wave")
    use(session, "naming-feelings")
    assert (note(session).objective, note(session).topic) == (Objective.FEELINGS, "Giving feelings a name")
    centre.note(session, topic="Giving feelings a name", objective=Objective.HEALTH)
    plans.put_aside(storage, coordinator, session)
    assert note(session) == GroupNote(Objective.HEALTH, shared="We talked about festivals.")
    assert followed(storage, session) is None
    before = len(trail(storage))
    plans.put_aside(storage, coordinator, session)
    assert len(trail(storage)) == before


def test_the_same_plan_twice_changes_nothing(session, use, announced):
    use(session, "craving-wave")
    announced.clear()
    use(session, "craving-wave")
    assert announced == []


def test_a_signed_session_and_one_that_did_not_happen_take_no_plan(storage, coordinator, centre, group, use):
    signed = centre.hold(group, date(2026, 11, 9), "PP")
    centre.sign(signed)
    assert problems_of(use, signed, "craving-wave") == [": session-signed"]
    assert problems_of(plans.put_aside, storage, coordinator, signed) == [": session-signed"]
    missed = centre.session(group, date(2026, 11, 11))
    sessions.did_not_happen(storage, coordinator, missed, NotHeldReason.NO_POWER, "")
    assert problems_of(use, missed, "craving-wave") == [": session-did-not-happen"]
    with storage.reading():
        assert SessionPlan.select().count() == 0


def test_an_unknown_plan_or_session_is_refused_and_nothing_is_kept(storage, coordinator, session, use):
    assert failure_of(use, session, "own-9") == "unknown-plan"
    assert failure_of(use, 9999, "craving-wave") == "unknown-session"
    assert failure_of(plans.suggestions, storage, coordinator, 9999) == "unknown-session"
    assert followed(storage, session) is None


def test_suggestions_know_what_the_group_did_at_sessions_that_were_held(
    storage, coordinator, centre, group, session, use
):
    held = centre.hold(group, date(2026, 11, 2), "PP")
    use(held, "name-and-strength")
    planned = centre.session(group, date(2026, 11, 4))
    use(planned, "saying-no")
    found = suggested(storage, coordinator, session)
    assert found["name-and-strength"].plan_on == date(2026, 11, 2)
    assert found["welcome-newcomer"].objective_on == date(2026, 11, 2)
    assert found["saying-no"].plan_on is None
    assert next(iter(found)) == "my-week"
    assert found["my-week"].since is None  # the group is younger than a year


def test_another_group_and_later_sessions_do_not_count(storage, coordinator, centre, group, session, use):
    elsewhere = centre.group("Evening Circle", (1,))
    use(centre.hold(elsewhere, date(2026, 11, 3), ""), "craving-wave")
    use(centre.hold(group, date(2026, 11, 16), "PP"), "payday")
    early = centre.session(group, date(2026, 11, 4))
    assert suggested(storage, coordinator, early)["payday"].plan_on is None
    assert suggested(storage, coordinator, session)["payday"].plan_on == date(2026, 11, 16)
    assert suggested(storage, coordinator, session)["craving-wave"].plan_on is None


def test_no_suggestion_looks_back_farther_than_a_year(storage, coordinator, centre, use):
    old = groups.create(
        storage,
        coordinator,
        GroupDetails("Old Circle", GroupType.SELF_HELP, started_on=date(2025, 11, 1), times=(MeetingTime(2, time(9)),)),
        today=TODAY,
    )
    centre.join(old, centre.member(), since=date(2025, 11, 17))
    for day, key in ((date(2025, 11, 17), "payday"), (date(2025, 11, 18), "festival-days")):
        use(centre.hold(old, day, "P"), key)
    found = suggested(storage, coordinator, centre.session(old, TODAY))
    assert found["festival-days"].plan_on == date(2025, 11, 18)
    assert found["payday"].plan_on is None
    assert found["payday"].since == date(2025, 11, 18)


def test_an_own_plan_is_kept_changed_and_suggested(storage, coordinator, session):
    key = plans.keep(storage, coordinator, OURS)
    assert key == "own-1"
    assert plans.keep(storage, coordinator, OURS) == "own-2"
    louder = PlanDetails("Kitchen", None, Objective.FEELINGS, 30, frozenset({Activity.STORY}), " 1. Sing. ")
    assert plans.keep(storage, coordinator, louder, key) == "own-1"
    own = {plan.key: plan for plan in plans.everything(storage, coordinator)}["own-1"]
    assert own.details == PlanDetails("Kitchen", None, Objective.FEELINGS, 30, frozenset({Activity.STORY}), "1. Sing.")
    assert not own.built_in
    assert "own-1" in suggested(storage, coordinator, session)
    assert [entry.action for entry in trail(storage) if entry.action.startswith("plan.")] == [
        "plan.add",
        "plan.add",
        "plan.change",
    ]


def test_a_tenth_own_plan_comes_after_the_ninth(storage, coordinator):
    keys = [plans.keep(storage, coordinator, OURS) for _ in range(11)]
    assert [plan.key for plan in plans.everything(storage, coordinator)][-11:] == keys


def test_a_built_in_plan_gets_another_version_and_goes_back(storage, coordinator, session, use, note):
    def there():
        return {plan.key: plan for plan in plans.everything(storage, coordinator)}["payday"]

    before = there()
    plans.keep(storage, coordinator, OURS, "payday")
    assert there().details == OURS
    assert (there().built_in, there().changed) == (True, True)
    use(session, "payday")
    assert note(session).topic == OURS.name
    plans.reset(storage, coordinator, "payday")
    assert there() == before
    assert [plan.key for plan in plans.everything(storage, coordinator)] == list(BUILT_IN)


def test_everything_wrong_with_a_plan_is_said_and_nothing_is_kept(storage, coordinator):
    assert problems_of(plans.keep, storage, coordinator, PlanDetails()) == [
        "name: plan-name-missing",
        "objective: objective-missing",
        "text: text-missing",
    ]
    assert failure_of(plans.keep, storage, coordinator, OURS, "own-7") == "unknown-plan"
    assert len(plans.everything(storage, coordinator)) == len(BUILT_IN)


@pytest.mark.parametrize("changed", [False, True])
def test_a_retired_plan_is_suggested_no_more_until_it_is_taken_up_again(storage, coordinator, session, use, changed):
    def there():
        return {plan.key: plan for plan in plans.everything(storage, coordinator)}["payday"]

    if changed:
        plans.keep(storage, coordinator, OURS, "payday")
    use(session, "payday")
    before = there()
    plans.retire(storage, coordinator, "payday")
    assert there().retired
    assert there().details == before.details
    with speaking("hi"):
        assert there().changed is changed
    assert "payday" not in suggested(storage, coordinator, session)
    assert followed(storage, session) == "payday"
    plans.retire(storage, coordinator, "payday", retired=False)
    assert there() == before
    count = len(trail(storage))
    plans.retire(storage, coordinator, "payday", retired=False)
    plans.reset(storage, coordinator, "saying-no")
    assert len(trail(storage)) == count


def test_a_session_somebody_prepared_is_not_taken_out_of_the_book(storage, coordinator, centre, group, use):
    day = date(2026, 11, 25)
    use(centre.session(group, day), "payday")
    centres.add_holiday(storage, coordinator, Holiday(day, "Guru Nanak Jayanti"))
    assert [row.day for row in sessions.between(storage, coordinator, day, day)] == [day]


def test_suggesting_takes_as_many_queries_after_many_sessions_as_after_one(
    storage, coordinator, centre, group, session, use, statements
):
    plans.keep(storage, coordinator, OURS)
    use(centre.hold(group, date(2026, 11, 2), "PP"), "payday")

    def asked():
        with statements() as sql:
            plans.suggestions(storage, coordinator, session)
        return len(sql)

    few = asked()
    for day in (4, 6, 9, 11, 13, 16):
        use(centre.hold(group, date(2026, 11, day), "PP"), list(BUILT_IN)[day])
    assert asked() == few


def test_the_note_is_kept_by_typing_after_a_plan_was_chosen(storage, coordinator, session, use, note):
    use(session, "payday")
    notes.keep_group_note(storage, coordinator, session, GroupNote(topic="Mine"))
    assert note(session) == GroupNote(topic="Mine")
    assert followed(storage, session) == "payday"
