"""Goals on a member's page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.goals import GoalKind, GoalState, GoalText, GoalWordKind
from peerdesk.domain.changes import Changed
from peerdesk.records.care import goals as goal_records
from peerdesk.services.care import goals
from peerdesk.services.members import member_page
from peerdesk.ui.members.goals import GoalsSection
from peerdesk.ui.place import SessionPlace
from tests.centres import TODAY
from tests.screen import press, texts


@pytest.fixture
def kept(storage, member_id):
    def look():
        with storage.reading():
            return goal_records.of_member(member_id)

    return look


@pytest.fixture
def show(on_screen, context, messages, bus, member_id):
    """The section, shown as a member's page shows it: anew after every change."""

    def build(whose=member_id):
        section = GoalsSection(context, messages)
        section.resize(390, 700)

        def refresh(changed=Changed.GOALS):
            page = member_page.page(context.storage, context.actor, whose, today=TODAY)
            with context.storage.reading():
                section.show_member(page, goal_records.of_member(whose))

        refresh()
        bus.changed.connect(refresh)
        return on_screen(section)

    return build


@pytest.fixture
def set_goal(context, member_id):
    def call(text="Walk every morning", due_on=None, set_on=date(2026, 11, 4)):
        goal = GoalText(text, due_on)
        return goals.add(context.storage, context.actor, member_id, goal, today=TODAY, set_on=set_on)

    return call


def wait_for(qtbot, widget, *expected):
    qtbot.waitUntil(lambda: set(expected) <= set(texts(widget)))


def test_without_goals_the_section_says_what_they_are_for(qtbot, show):
    section = show()
    qtbot.waitUntil(lambda: any("No goal yet" in text for text in texts(section.open_goals)))
    assert not section.closed_goals.isVisible()


def test_a_goal_is_added_with_the_keyboard_alone(qtbot, show, kept):
    section = show()
    section.add_button.setFocus()
    qtbot.keyClick(section.add_button, Qt.Key.Key_Space)
    panel = section.add_panel
    assert panel.text.hasFocus()
    qtbot.keyClicks(panel.text, "Call my brother")
    qtbot.keyClick(panel.text, Qt.Key.Key_Tab)
    qtbot.keyClicks(panel.due_on, "25-11-2026")
    qtbot.keyClick(panel.due_on, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (goal,) = kept()
    assert (goal.text, goal.due_on, goal.set_on) == ("Call my brother", date(2026, 11, 25), TODAY)
    assert not panel.isVisible()
    wait_for(qtbot, section.open_goals, "Call my brother", "by 25-11-2026 · set on 18-11-2026")


def test_a_goal_just_added_by_mistake_is_taken_out_again(qtbot, show, kept):
    section = show()
    press(qtbot, section, "addGoal")
    section.add_panel.text.setPlainText("Call my brother")
    press(qtbot, section, "newGoalKeep")
    press(qtbot, section.undo_bar, "undo")
    assert kept() == []


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(qtbot, show, kept):
    section = show()
    press(qtbot, section, "addGoal")
    panel = section.add_panel
    panel.text.setPlainText("x" * 201)
    panel.due_on.setText("soon")
    press(qtbot, section, "newGoalKeep")
    assert panel.form.fields["text"].problem == "The text is too long: at most 200 characters."
    assert panel.form.fields["due_on"].problem == "“soon” is not a date. Please type it as 21-11-2026."
    assert panel.due_on.text() == "soon"
    assert kept() == []


@pytest.mark.parametrize(("name", "state"), [("reached", GoalState.REACHED), ("setAside", GoalState.SET_ASIDE)])
def test_a_goal_is_closed_with_one_button_and_taken_up_again_with_another(qtbot, show, set_goal, kept, name, state):
    goal_id = set_goal()
    section = show()
    press(qtbot, section, f"{name}-{goal_id}")
    assert (kept()[0].state, kept()[0].closed_on) == (state, TODAY)
    wait_for(qtbot, section, "Earlier goals")
    press(qtbot, section.undo_bar, "undo")
    assert kept()[0].state is GoalState.OPEN
    press(qtbot, section, f"{name}-{goal_id}")
    press(qtbot, section, f"reopen-{goal_id}")
    assert kept()[0].state is GoalState.OPEN


def test_what_was_said_is_kept_with_its_kind_and_can_be_taken_back(qtbot, show, set_goal, kept):
    goal_id = set_goal()
    section = show()
    press(qtbot, section, f"say-{goal_id}")
    panel = section.say_panel
    panel.kind.choose(GoalWordKind.SETBACK)
    panel.text.setPlainText("It rained all week.")
    press(qtbot, section, "sayGoalKeep")
    (word,) = kept()[0].said
    assert (word.kind, word.text, word.day) == (GoalWordKind.SETBACK, "It rained all week.", TODAY)
    wait_for(qtbot, section.open_goals, "Setback · 18-11-2026", "It rained all week.")
    press(qtbot, section.undo_bar, "undo")
    assert list(kept()[0].said) == []


def test_what_is_being_typed_stays_when_it_turns_out_to_be_about_another_goal(qtbot, show, set_goal, kept):
    first, second = set_goal("Walk"), set_goal("Call my brother")
    section = show()
    press(qtbot, section, f"say-{first}")
    section.say_panel.text.setPlainText("We spoke for an hour.")
    press(qtbot, section, f"say-{second}")
    press(qtbot, section, "sayGoalKeep")
    assert {goal.id: [word.text for word in goal.said] for goal in kept()} == {
        first: [],
        second: ["We spoke for an hour."],
    }


def test_a_goal_is_changed_where_it_stands(qtbot, show, set_goal, kept):
    goal_id = set_goal(due_on=TODAY)
    section = show()
    press(qtbot, section, f"change-{goal_id}")
    panel = section.change_panel
    assert (panel.text.toPlainText(), panel.due_on.text()) == ("Walk every morning", "18-11-2026")
    panel.text.setPlainText("Walk on\nSundays")
    panel.due_on.clear()
    press(qtbot, section, "changeGoalKeep")
    assert (kept()[0].text, kept()[0].due_on) == ("Walk on Sundays", None)


def test_a_change_under_way_is_not_lost_to_another_goal(qtbot, show, set_goal):
    first, second = set_goal("Walk"), set_goal("Call my brother")
    section = show()
    press(qtbot, section, f"change-{first}")
    press(qtbot, section, f"change-{second}")  # nothing was typed: the other one comes
    assert section.change_panel.text.toPlainText() == "Call my brother"
    section.change_panel.text.setPlainText("Call my sister")
    press(qtbot, section, f"change-{first}")
    assert section.change_panel.text.toPlainText() == "Call my sister"


def test_the_last_word_is_shown_and_all_of_them_when_asked(qtbot, show, set_goal, context):
    goal_id = set_goal()
    for day, text in ((date(2026, 11, 9), "Went twice."), (date(2026, 11, 16), "Went every day.")):
        goals.say(context.storage, context.actor, goal_id, GoalWordKind.PROGRESS, text, day=day)
    section = show()
    wait_for(qtbot, section.open_goals, "Went every day.")
    assert "Went twice." not in texts(section.open_goals)
    press(qtbot, section, f"unfold-{goal_id}")
    wait_for(qtbot, section.open_goals, "Went twice.")
    press(qtbot, section, f"unfold-{goal_id}")
    wait_for(qtbot, section.open_goals, "Went every day.")
    assert "Went twice." not in texts(section.open_goals)


def test_a_word_said_at_a_session_leads_there(qtbot, show, set_goal, context, circle, places):
    from peerdesk.services.sessions import sessions

    held = sessions.between(context.storage, context.actor, TODAY, TODAY, group_id=circle.group_id)[0].id
    goal_id = set_goal()
    word = goals.say(
        context.storage, context.actor, goal_id, GoalWordKind.NEXT_STEP, "Ask Anil.", day=TODAY, session_id=held
    )
    section = show()
    press(qtbot, section, f"said-{word}")
    assert places == [SessionPlace(held)]


def test_many_earlier_goals_take_few_lines(show, set_goal, context):
    for n in range(6):
        goal_id = set_goal(f"goal {n}")
        goals.close(context.storage, context.actor, goal_id, GoalState.REACHED, day=TODAY, today=TODAY)
    section = show()
    assert sum(text.startswith("✓") for text in texts(section.closed_goals)) == 4
    assert "and 2 before" in texts(section)


def test_who_may_not_see_goals_sees_no_section(show, context, member_id):
    section = show()
    page = member_page.page(context.storage, context.actor, member_id, today=TODAY)
    section.show_member(page, None)
    assert not section.isVisible()


def test_every_button_says_which_goal_it_belongs_to(show, set_goal):
    goal_id = set_goal()
    section = show()
    for act in ("reached", "setAside", "say", "change"):
        assert "Walk every morning" in section.findChild(QPushButton, f"{act}-{goal_id}").accessibleName()


def test_a_goal_that_names_somebody_of_the_group_warns_while_it_is_typed(qtbot, show, circle, context):
    section = show(circle.member_ids[0])
    press(qtbot, section, "addGoal")
    panel = section.add_panel
    qtbot.keyClicks(panel.text, "Walk with Sunitaji")
    qtbot.waitUntil(panel.warning.isVisible)
    assert panel.warning.says.text() == ("This text names a member (Sunita Shinde). Please write it without the name.")
    panel.text.setPlainText("Walk every morning")
    qtbot.waitUntil(panel.warning.isHidden)


def test_a_pledge_is_chosen_where_goals_are_added_and_has_a_day_by_itself(qtbot, show, kept):
    section = show()
    press(qtbot, section, "addGoal")
    panel = section.add_panel
    panel.text.setPlainText("Call home")
    panel.kind.choose(GoalKind.PLEDGE)
    panel.kind.activated.emit(panel.kind.currentIndex())
    suggested = panel.due_on.day()
    assert suggested > TODAY
    panel.kind.choose(GoalKind.GOAL)
    panel.kind.activated.emit(panel.kind.currentIndex())
    assert panel.due_on.text() == ""
    panel.kind.choose(GoalKind.PLEDGE)
    panel.kind.activated.emit(panel.kind.currentIndex())
    press(qtbot, section, "newGoalKeep")
    (goal,) = kept()
    assert (goal.kind, goal.due_on) == (GoalKind.PLEDGE, suggested)
    assert any(text.startswith("Pledge · by ") for text in texts(section.open_goals))


def test_a_pledge_is_kept_or_not_yet(qtbot, show, context, member_id, kept):
    pledge = GoalText("Call home", TODAY, GoalKind.PLEDGE)
    goal_id = goals.add(context.storage, context.actor, member_id, pledge, today=TODAY)
    section = show()
    assert section.findChild(QPushButton, f"reached-{goal_id}").text() == "Kept"
    press(qtbot, section, f"say-{goal_id}")
    section.say_panel.kind.choose(GoalWordKind.NOT_YET)
    press(qtbot, section, "sayGoalKeep")
    assert [(word.kind, word.text) for word in kept()[0].said] == [(GoalWordKind.NOT_YET, "")]
    wait_for(qtbot, section.open_goals, "Not yet · 18-11-2026")
    press(qtbot, section, f"reached-{goal_id}")
    assert kept()[0].state is GoalState.REACHED
    wait_for(qtbot, section.closed_goals, "Pledge · Kept · 18-11-2026")
