"""Plan, duties, milestones, goals and incidents on the session screen, without getting in the way of marking."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.goals import GoalText, GoalWordKind
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.sessions.notes import Activity, Objective
from peerdesk.domain.sessions.plans import BUILT_IN
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.services.care import goals, recovery
from peerdesk.services.groups import duties, incidents
from peerdesk.services.sessions import session_page, sessions
from peerdesk.ui.marking.letter_keys import _PC_SCAN_CODES, _X11_OFFSET
from tests.centres import TODAY
from tests.screen import click
from tests.ui.sessions.roster import marks, press_key, sign

pytestmark = pytest.mark.window


@pytest.fixture
def life(storage, counsellor, session_id):
    return lambda: session_page.side_sections(storage, counsellor, session_id)


@pytest.fixture
def note(storage, counsellor, session_id):
    return lambda: session_page.sheet(storage, counsellor, session_id).note


@pytest.fixture
def shared(storage, coordinator, circle):
    """The circle shares two duties."""
    duties.set_duties(storage, coordinator, circle.group_id, [Duty.TEA, Duty.TIMEKEEPING])


@pytest.fixture
def walking(storage, coordinator, page):
    """Whoever stands second on the roster wants to walk every morning."""
    goal = GoalText("Walk every morning", TODAY + timedelta(20))
    return goals.add(storage, coordinator, page.model.row(1).member_id, goal, today=TODAY)


def tick(qtbot, box):
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))


def suggestions(qtbot, page):
    """The panel of the plan, once its suggestions have found their places."""
    panel = page.beside.plan_panel
    qtbot.waitUntil(lambda: all(line.use.isVisible() for line in panel.lines))
    return panel


def in_roster(page):
    return page.table.hasFocus() or not page.isActiveWindow()


def opened(page):
    return [opener.objectName() for opener, part in page.beside._cards.items() if part.isVisible()]


def openers(page):
    return [opener.text() for opener in page.beside.openers if opener.isVisible()]


# The strip


def test_the_strip_shows_only_what_there_is_and_nothing_is_open_at_first(page):
    assert openers(page) == ["Plan", "Goals"]
    assert opened(page) == []


def test_opening_a_part_leaves_the_cursor_in_the_roster_and_marking_goes_on(qtbot, page, shared):
    assert openers(page) == ["Plan", "Duties 0/2", "Goals"]
    qtbot.keyClicks(page.table, "p")
    click(qtbot, page.beside.plan_button)
    assert opened(page) == ["planOpen"]
    assert in_roster(page)
    click(qtbot, page.beside.duties_button)
    assert opened(page) == ["dutiesOpen"]
    qtbot.keyClicks(page.table, "tela")
    assert marks(page) == "PTELA"
    click(qtbot, page.beside.duties_button)
    assert opened(page) == []


def test_every_part_is_reached_by_keys_and_has_a_name(qtbot, page, shared, walking, heard):
    for opener in page.beside.openers:
        if opener.isVisible():
            qtbot.keyClick(opener, Qt.Key.Key_Space)
            assert opened(page) == [opener.objectName()]
            assert opener.accessibleName()
    for button in page.beside.findChildren(QPushButton):
        assert button.objectName()
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert heard == []


def test_a_mark_asks_the_file_nothing_more_than_before(qtbot, page, shared, walking, statements):
    def of_duties(asked):
        return [sql for sql in asked if '"group_duty"' in sql]

    with statements() as asked:
        qtbot.keyClicks(page.table, "ptela")
        assert of_duties(asked) == []
        qtbot.waitUntil(lambda: len(of_duties(asked)) == 1)  # once, when the marking pauses


# The plan


def test_a_plan_is_suggested_read_and_used_with_two_clicks(qtbot, page, life, note):
    click(qtbot, page.beside.plan_button)
    panel = suggestions(qtbot, page)
    first = panel.lines[0]
    assert first.name.text() == "Name and one strength"
    assert not first.text.isVisible()
    click(qtbot, first.name)
    assert first.text.isVisible()
    assert first.text.text().startswith("Bring: a soft ball")
    click(qtbot, first.use)
    assert life().plan.key == "name-and-strength"
    assert (note().objective, note().topic) == (Objective.WELCOME, "Name and one strength")
    assert note().activities == {Activity.ICEBREAKER, Activity.GAME}
    assert page.note_panel.note() == note()
    assert page.beside.plan_button.text() == "Plan ✓"
    assert panel.text.isVisible()
    assert "Opening:" in panel.text.text()
    assert panel.facts.text() == "Welcoming newcomers · 45 min · Game, Icebreaker"
    assert in_roster(page)


def test_what_is_being_typed_is_kept_before_a_plan_is_used(qtbot, page, note):
    qtbot.keyClicks(page.note_panel.shared, "Half a sen")
    click(qtbot, page.beside.plan_button)
    click(qtbot, suggestions(qtbot, page).lines[0].use)
    assert (note().shared, note().topic) == ("Half a sen", "Name and one strength")
    assert page.note_panel.shared.toPlainText() == "Half a sen"


def test_another_plan_or_none_can_be_chosen(qtbot, page, life, note):
    click(qtbot, page.beside.plan_button)
    click(qtbot, suggestions(qtbot, page).lines[0].use)
    panel = page.beside.plan_panel
    click(qtbot, panel.another)
    assert len(suggestions(qtbot, page).lines) == 4
    assert "name-and-strength" not in [line.key for line in panel.lines]
    click(qtbot, panel.more)
    assert len(suggestions(qtbot, page).lines) == len(BUILT_IN) - 1
    last = panel.lines[-1]
    click(qtbot, last.use)
    assert life().plan.key == last.key
    click(qtbot, panel.without)
    assert life().plan is None
    assert note().topic == ""
    assert page.beside.plan_button.text() == "Plan"


def test_a_signed_session_shows_its_plan_to_read_alone(qtbot, page, life):
    click(qtbot, page.beside.plan_button)
    click(qtbot, suggestions(qtbot, page).lines[0].use)
    sign(qtbot, page)
    assert page.beside.plan_panel.text.isVisible()
    assert not page.beside.plan_panel.another.isVisible()
    assert life().plan.key == "name-and-strength"


# Duties


def test_duties_are_given_by_turn_with_one_click(qtbot, page, shared, life):
    click(qtbot, page.beside.duties_button)
    panel = page.beside.duties_panel
    names = [row.name_latin or row.name_native for row in page.model.rows()]
    assert panel.holders[Duty.TEA].currentText() == f"turn of {names[0]}"
    assert not panel.holders[Duty.ROOM].isVisible()
    click(qtbot, panel.give_all)
    assert [row.holder.name for row in life().duties] == names[:2]
    assert panel.holders[Duty.TIMEKEEPING].currentText() == names[1]
    assert page.beside.duties_button.text() == "Duties 2/2"
    assert not panel.give_all.isVisible()
    assert in_roster(page)


def test_a_duty_is_given_to_somebody_else_and_to_nobody(qtbot, page, shared, life):
    click(qtbot, page.beside.duties_button)
    tea = page.beside.duties_panel.holders[Duty.TEA]
    tea.setFocus()
    qtbot.keyClick(tea, Qt.Key.Key_Down)
    qtbot.keyClick(tea, Qt.Key.Key_Down)
    assert life().duties[0].holder.member_id == page.model.row(1).member_id
    tea.setCurrentIndex(0)
    tea.activated.emit(0)
    assert life().duties[0].holder is None


def test_whoever_is_marked_absent_has_no_turn(qtbot, page, shared):
    click(qtbot, page.beside.duties_button)
    tea = page.beside.duties_panel.holders[Duty.TEA]
    first, second = (row.name_latin or row.name_native for row in page.model.rows()[:2])
    assert first in tea.currentText()
    qtbot.keyClicks(page.table, "a")
    qtbot.waitUntil(lambda: second in tea.currentText())


def test_marks_made_just_before_the_screen_is_locked_count_when_it_is_seen_again(qtbot, page, shared):
    click(qtbot, page.beside.duties_button)
    tea = page.beside.duties_panel.holders[Duty.TEA]
    second = page.model.row(1).name_latin or page.model.row(1).name_native
    qtbot.keyClicks(page.table, "a")
    page.hide()
    qtbot.waitUntil(lambda: not page.beside._pause.isActive())
    page.show()
    assert second in tea.currentText()


# Milestones


@pytest.fixture
def thirty(storage, coordinator, page):
    """Whoever stands first on the roster reaches 30 days today."""
    member_id = page.model.row(0).member_id
    recovery.restart(storage, coordinator, member_id, TODAY - timedelta(30), today=TODAY)
    return member_id


def test_a_milestone_is_celebrated_with_a_tick_and_taken_back(qtbot, page, thirty, life):
    assert page.beside.milestones_button.text() == "Milestones 1"
    click(qtbot, page.beside.milestones_button)
    (line,) = page.beside.milestones_panel.lines.values()
    assert line.box.text().endswith(": 30 days")
    tick(qtbot, line.box)
    assert life().milestones[0].celebrated_on == TODAY
    assert page.beside.milestones_button.text() == "Milestones ✓"
    assert line.box.isChecked()
    assert in_roster(page)
    tick(qtbot, line.box)
    assert life().milestones[0].celebrated_on is None
    assert not line.box.isChecked()


def test_a_session_ahead_celebrates_nothing_yet(qtbot, page, thirty, storage, coordinator):
    ahead = sessions.between(storage, coordinator, TODAY + timedelta(2), TODAY + timedelta(2))[0]
    page.open(ahead.id)
    click(qtbot, page.beside.milestones_button)
    (line,) = page.beside.milestones_panel.lines.values()
    assert not line.box.isEnabled()


# Goals


def test_g_opens_the_goals_of_the_row_and_enter_keeps_what_is_said(qtbot, page, walking, life):
    page.table.go_to(1)
    assert page.beside.goals_button.text() == "Goals 1"
    qtbot.keyClicks(page.table, "g")
    block = page.beside.goals_panel.blocks[walking]
    editor = block.editors[GoalWordKind.SETBACK]
    assert block.editors[GoalWordKind.PROGRESS].hasFocus() or not page.isActiveWindow()
    qtbot.keyClicks(editor, "It rained")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (word,) = life().goals[page.model.row(1).member_id][0].said
    assert (word.kind, word.text, word.session_id) == (GoalWordKind.SETBACK, "It rained", page._session_id)
    assert editor.text() == ""
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert in_roster(page)
    assert opened(page) == ["goalsOpen"]


def test_g_works_by_its_place_under_a_hindi_layout_and_marks_nothing(qtbot, page, walking):
    page.table.go_to(1)
    press_key(page.table, "ु", _PC_SCAN_CODES["G"] + _X11_OFFSET)
    assert opened(page) == ["goalsOpen"]
    assert marks(page) == "....."


def test_going_to_another_row_keeps_what_was_typed_and_shows_that_members_goals(qtbot, page, walking, life):
    page.table.go_to(1)
    qtbot.keyClicks(page.table, "g")
    qtbot.keyClicks(page.beside.goals_panel.blocks[walking].editors[GoalWordKind.NEXT_STEP], "From Monday")
    page.table.go_to(2)
    assert page.beside.goals_panel.blocks == {}
    assert page.beside.goals_panel._empty.isVisible()
    (word,) = life().goals[page.model.row(1).member_id][0].said
    assert (word.kind, word.text) == (GoalWordKind.NEXT_STEP, "From Monday")


def test_what_was_typed_is_kept_before_another_session_opens(qtbot, page, walking, storage, coordinator, life):
    page.table.go_to(1)
    qtbot.keyClicks(page.table, "g")
    qtbot.keyClicks(page.beside.goals_panel.blocks[walking].editors[GoalWordKind.PROGRESS], "Twice")
    before = page._session_id
    page.open(session_page.sheet(storage, coordinator, before).previous_id)
    (word,) = life().goals[next(iter(life().goals))][0].said
    assert (word.text, word.session_id) == ("Twice", before)


def test_what_was_said_is_taken_back(qtbot, page, walking, life, storage, coordinator, session_id):
    goals.say(storage, coordinator, walking, GoalWordKind.PROGRESS, "Twice", day=TODAY, session_id=session_id)
    page.table.go_to(1)
    qtbot.keyClicks(page.table, "g")
    remove = next(b for b in page.beside.findChildren(QPushButton) if b.objectName().startswith("unsay-"))
    assert remove.accessibleName() == "Take back: Progress: Twice"
    click(qtbot, remove)
    assert life().goals[page.model.row(1).member_id][0].said == []


def test_marking_goes_on_while_goals_are_open(qtbot, page, walking):
    qtbot.keyClicks(page.table, "g")
    qtbot.keyClick(page.beside.goals_panel, Qt.Key.Key_Escape)
    qtbot.keyClicks(page.table, "pp")
    assert marks(page) == "PP..."
    assert page.beside.goals_panel.member == page.model.row(2)


# Incidents


def test_an_incident_is_written_down_below_the_note(qtbot, page, life, heard):
    part = page.beside.incidents
    click(qtbot, part.open_button)
    assert part.panel.isVisible()
    click(qtbot, part.panel.keep_button)
    assert part.panel.form.fields["kind"].problem
    part.panel.kind.choose(IncidentKind.CONFLICT)
    qtbot.keyClicks(part.panel.what, "Two members disagreed")
    click(qtbot, part.panel.keep_button)
    (row,) = life().incidents
    assert (row.what, row.session_id, row.day, row.kind) == (
        "Two members disagreed",
        page._session_id,
        TODAY,
        IncidentKind.CONFLICT,
    )
    assert not part.panel.isVisible()
    assert in_roster(page)
    click(qtbot, part.lines.findChild(QPushButton, f"incidentChange-{row.id}"))
    qtbot.keyClicks(part.panel.agreed, "They shook hands")
    qtbot.keyClick(part.panel.agreed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert life().incidents[0].agreed == "They shook hands"
    assert heard == []


def test_an_incident_that_names_a_member_warns(qtbot, page):
    part = page.beside.incidents
    click(qtbot, part.open_button)
    qtbot.keyClicks(part.panel.what, "Ramesh disagreed")
    qtbot.waitUntil(lambda: "Ramesh Kumar" in part.panel.warning.text())
    assert part.panel.warning.isVisible()


def test_escape_closes_the_incident_and_what_was_typed_is_there_again(qtbot, page):
    part = page.beside.incidents
    click(qtbot, part.open_button)
    qtbot.keyClicks(part.panel.what, "Two members")
    qtbot.keyClick(part.panel.what, Qt.Key.Key_Escape)
    assert not part.panel.isVisible()
    assert in_roster(page)
    click(qtbot, part.open_button)
    assert part.panel.what.toPlainText() == "Two members"


# Who may what


def test_office_staff_see_duties_and_milestones_alone(
    qtbot, open_session, storage, office, coordinator, circle, shared
):
    incidents.add(
        storage,
        coordinator,
        circle.group_id,
        IncidentDetails(TODAY, IncidentKind.SAFETY, "Secret of the group"),
        today=TODAY,
    )
    recovery.restart(storage, coordinator, circle.member_ids[0], TODAY - timedelta(30), today=TODAY)
    page = open_session(office)
    assert openers(page) == ["Duties 0/2", "Milestones 1"]
    assert not page.beside.incidents.isVisible()
    qtbot.keyClicks(page.table, "g")
    assert opened(page) == []
    click(qtbot, page.beside.duties_button)
    click(qtbot, page.beside.duties_panel.give_all)
    assert page.beside.duties_button.text() == "Duties 2/2"


def test_a_session_that_did_not_happen_has_nothing_to_give_or_celebrate(
    qtbot, page, shared, thirty, walking, storage, coordinator
):
    sessions.did_not_happen(storage, coordinator, page._session_id, NotHeldReason.NO_POWER, "")
    click(qtbot, page.beside.duties_button)
    assert not page.beside.duties_panel.holders[Duty.TEA].isEnabled()
    assert not page.beside.duties_panel.give_all.isVisible()
    (line,) = page.beside.milestones_panel.lines.values()
    assert not line.box.isEnabled()
    page.table.go_to(1)
    click(qtbot, page.beside.goals_button)
    assert page.beside.goals_panel.isVisible()
    assert not page.beside.goals_panel.blocks[walking].editors[GoalWordKind.PROGRESS].isVisible()
