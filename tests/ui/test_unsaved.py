"""What is typed is kept, or asked about before it would be lost: in the real window, form by form."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.care.places import PlaceRow
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.domain.members.consents import ConsentKind, ConsentRow, ConsentWay
from peerdesk.domain.members.copies import CopyRequestRow
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.notes import LONGEST_NOTE, GroupNote, Objective
from peerdesk.paths import DataFolder
from peerdesk.services.care import follow_ups
from peerdesk.services.groups import waitlist
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes, session_page, sessions, signing
from peerdesk.ui.actions import Command
from peerdesk.ui.consents.copies import CopyOfMember
from peerdesk.ui.consents.panels import ConsentOfMember
from peerdesk.ui.first_run.steps import CentreStep
from peerdesk.ui.groups.panels import RosterPanel
from peerdesk.ui.place import MeasuresOf, SessionPlace
from peerdesk.ui.settings.staff_panels import NOBODY
from peerdesk.ui.stays.correct import stays_of
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.forms.password import PasswordEdit
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping, holders_of_typing
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.window.main_window import MainWindow
from peerdesk.ui.window.start_window import StartWindow
from tests.centres import PASSWORD, TODAY, at_ten
from tests.screen import click

pytestmark = pytest.mark.window

PASSING = {
    *("rosterOn", "aroundDay", "presenceDay", "from", "to", "notices", "jump", "copyUserName", "copyCode"),
    *("who", "forWhat", "trailFirst", "trailLast"),
}
"""Days that are looked at, a text to read, a row to go to, what opens a copy, what a paper is for.

Nobody misses what is typed there.
"""

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, storage, coordinator, now, settings, bus, runner, circle):
    """The coordinator's window, who may do everything."""
    window = MainWindow(AppContext(storage, coordinator, now, settings), bus, runner)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.retire()


@pytest.fixture
def whole_window(whole_window, circle) -> MainWindow:
    """With a member and a group open besides."""
    whole_window.pages.members.open(circle.member_ids[0])
    whole_window.pages.groups.open(circle.group_id)
    return whole_window


def unsaved(window) -> list[str]:
    return [name for _holder, names in holders_of_typing(window) for name in names]


def press(qtbot, window, key, modifiers=CTRL) -> None:
    qtbot.keyClick(window, key, modifiers)


def begin_a_member(qtbot, window, name="Ramesh Lal"):
    press(qtbot, window, Qt.Key.Key_N)
    (form,) = (form for form in window.pages.members.drafts.forms() if form.member is None)
    qtbot.keyClicks(form.fields.names.latin, name)
    return form


# Leaving


@pytest.mark.parametrize("way", [Qt.Key.Key_Return, Qt.Key.Key_Escape, "keepWriting"])
def test_a_new_member_half_typed_is_asked_about_at_ctrl_q_and_kept_by_default(qtbot, window, answered, way):
    form = begin_a_member(qtbot, window)
    said = answered(way)
    press(qtbot, window, Qt.Key.Key_Q)
    assert len(said) == 1
    assert "Not saved yet: Ramesh Lal" in said[0]
    assert window.isVisible()
    assert form.fields.names.latin.text() == "Ramesh Lal"


def test_a_draft_is_thrown_away_only_when_somebody_says_so(qtbot, window, answered):
    begin_a_member(qtbot, window)
    answered("discardTyping")
    press(qtbot, window, Qt.Key.Key_Q)
    assert not window.isVisible()


def test_with_nothing_typed_the_window_closes_without_a_question(qtbot, window):
    press(qtbot, window, Qt.Key.Key_N)
    press(qtbot, window, Qt.Key.Key_G)
    press(qtbot, window, Qt.Key.Key_Q)
    assert not window.isVisible()


def test_what_is_saved_or_thrown_away_is_not_asked_about(qtbot, window):
    form = begin_a_member(qtbot, window)
    form.fields.gender.setCurrentIndex(1)
    qtbot.keyClicks(form.fields.age, "34")
    form.save()
    assert unsaved(window) == []
    begin_a_member(qtbot, window, "Somebody Else")
    press(qtbot, window, Qt.Key.Key_1)
    window.go(window.pages.members)
    window.pages.members.open(window.pages.members.detail.member.id)
    drafts = window.pages.members.drafts
    for _press in range(2):
        click(qtbot, drafts.findChild(QWidget, "discard-0"))
    assert unsaved(window) == []


@pytest.mark.parametrize("command", [Command.SWITCH_USER, Command.QUIT])
def test_on_a_locked_screen_nobody_is_named_and_nothing_is_lost(qtbot, window, answered, command):
    form = begin_a_member(qtbot, window)
    window.lock()
    said = answered(Qt.Key.Key_Return)
    window.action(command).trigger()
    assert len(said) == 1
    assert "Ramesh" not in said[0]
    assert window.lock_page.isVisible()
    assert form.fields.names.latin.text() == "Ramesh Lal"


def test_switching_users_asks_first(qtbot, window, answered):
    begin_a_member(qtbot, window)
    switched = []
    window.user_switched.connect(lambda: switched.append(True))
    said = answered("keepWriting")
    window.action(Command.SWITCH_USER).trigger()
    assert (len(said), switched) == (1, [])
    answered("discardTyping")
    window.action(Command.SWITCH_USER).trigger()
    assert (len(said), switched) == (2, [True])


def test_another_language_asks_before_the_window_is_built_again(qtbot, window, answered):
    begin_a_member(qtbot, window)
    built_again = []
    window.restart_asked.connect(lambda: built_again.append(True))
    tab = window.pages.settings.this_pc_tab
    said = answered("keepWriting")
    click(qtbot, tab.use_button)
    assert (len(said), built_again) == (1, [])
    assert window.pages.currentWidget() is window.pages.members  # where it stands
    answered("discardTyping")
    click(qtbot, tab.use_button)
    assert (len(said), built_again) == (2, [True])


def test_going_to_other_pages_keeps_what_is_typed(qtbot, window, circle):
    begin_a_member(qtbot, window)
    page = window.pages.members
    page.open(circle.member_ids[0])
    click(qtbot, page.detail.stays.leave_button)
    qtbot.keyClicks(page.detail.stays.leave_panel.reason, "wedding")
    for key in (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_2):
        press(qtbot, window, key)
    assert page.detail.stays.leave_panel.reason.text() == "wedding"
    assert page.drafts.forms()[0].fields.names.latin.text() == "Ramesh Lal"


def test_the_first_run_asks_before_what_was_typed_is_lost(qtbot, tmp_path, now, runner, settings, answered):
    start = StartWindow(DataFolder(tmp_path / "empty"), settings, now, runner)
    with qtbot.waitExposed(start):
        start.show()
    page = start.first_run_page
    assert page.unsaved() == []
    click(qtbot, page.next_button)
    centre = page.steps[1]
    assert isinstance(centre, CentreStep)
    qtbot.keyClicks(centre.fields.name, "Asha Kendra")
    said = answered("keepWriting")
    start.close()
    assert len(said) == 1
    assert start.isVisible()
    answered("discardTyping")
    start.close()
    assert not start.isVisible()
    start.retire()


# Every form


def test_every_line_that_can_be_typed_into_belongs_to_a_form_that_is_asked(whole_window):
    whole_window.pages.members.start_new()
    whole_window.pages.groups.start_new()
    forgotten = set()
    for editor in whole_window.findChildren(QWidget):
        if not isinstance(editor, QLineEdit | QPlainTextEdit) or isinstance(editor, SearchEdit | PasswordEdit):
            continue
        around = editor.parentWidget()
        if isinstance(around, QComboBox | QAbstractSpinBox):
            continue
        while around is not None and not isinstance(around, HoldsTyping):
            around = around.parentWidget()
        if around is None:
            forgotten.add(editor.objectName())
    assert forgotten == PASSING


def change_something(panel: InlinePanel) -> None:
    """Type into the first line, or else choose something else."""
    for editor in panel.findChildren(QLineEdit) + panel.findChildren(QPlainTextEdit):
        inside = isinstance(editor.parent(), QComboBox | QAbstractSpinBox)
        if not inside and not isinstance(editor, SearchEdit | PasswordEdit):
            (editor.setPlainText if isinstance(editor, QPlainTextEdit) else editor.setText)("typed")
            return
    choice = panel.findChildren(QComboBox)[0]
    choice.setCurrentIndex((choice.currentIndex() + 1) % choice.count())


def test_every_small_form_says_what_is_typed_in_it_until_it_is_left(whole_window, storage, coordinator, circle):
    waitlist.add(storage, coordinator, Wait(circle.group_id, (stranger(storage, coordinator),), TODAY), today=TODAY)
    pages = whole_window.pages
    whole_window.go(pages.groups)
    group, member = pages.groups.detail.group, pages.members.detail.member
    someone = pages.settings.staff_tab.model.rows()[0]
    waiting = pages.groups.detail.waitlist.model.rows()[0]
    note = SafetyNoteRow(1, member.id, member.name, TODAY, TODAY, 0, "Nobody", owner_there=False)
    consent = ConsentRow(1, member.id, ConsentKind.CALLS, TODAY, ConsentWay.SPOKEN, 1, "Nobody")
    waits = CopyRequestRow(1, member.id, at_ten(), "Nobody")
    ways = {
        "NewSessionPanel": lambda panel: panel.open_for([(circle.group_id, "Morning Circle")], None),
        "PlanForPanel": lambda panel: panel.open_for(None),
        "AddPanel": lambda panel: panel.start(),
        "ChangePanel": lambda panel: panel.start(someone),
        "ScalePanel": lambda panel: panel.start(),
        "PlacePanel": lambda panel: panel.open_for(PlaceRow(0, "", "", "")),
        "GiveCopyPanel": lambda panel: panel.open_for(CopyOfMember(waits, member)),
        "WithdrawConsentPanel": lambda panel: panel.open_for(ConsentOfMember(consent, member)),
        "SafetyHandOverPanel": lambda panel: panel.open_for(note),
        "HandOverPanel": lambda panel: panel.start(pages.settings.staff_tab.model.rows(), NOBODY),
        "CorrectStayPanel": lambda panel: panel.open_for(stays_of(member)[0]),
        "TakeDischargeBackPanel": lambda panel: panel.open_for(stays_of(member)[0]),
        "JoinWaitingPanel": lambda panel: panel.open_for_waiting(group, waiting),
    }
    panels = {type(panel).__name__: panel for panel in whole_window.findChildren(InlinePanel)}
    nothing_typed = {
        "PdfPasswordPanel",
        "PasswordPanel",
        "GiveBackPanel",
        "TakeAwayPanel",
        "ArchivePanel",
        "LocksPanel",
    }
    assert len(panels) > 25
    for name in panels.keys() - nothing_typed:
        panel = panels[name]
        if name in ways:
            ways[name](panel)
        elif isinstance(panel, RosterPanel):
            panel.about(group.roster[:1])
            panel.open_for(group)
        else:
            panel.open_for(group if "groups" in type(panel).__module__ else member)
        assert panel.unsaved() == [], name
        change_something(panel)
        assert len(panel.unsaved()) == 1, name
        panel._on_back()
        assert panel.unsaved() == [], name
    assert unsaved(whole_window) == []


def stranger(storage, actor) -> int:
    details = MemberDetails("Vijay Rao", "", Gender.MALE, age=41)
    return members.register(storage, actor, details, today=TODAY)


@pytest.mark.parametrize(
    ("tab", "typed"),
    [
        ("centre_tab", lambda tab: tab.fields.name.setText("Another name")),
        ("holidays_tab", lambda tab: tab.name.setText("Holi")),
        ("thresholds_tab", lambda tab: tab.help_lines.setPlainText("14416")),
        ("milestones_tab", lambda tab: tab.count.setText("45")),
        ("plans_tab", lambda tab: tab.form.text.setPlainText("Bring chalk")),
    ],
)
def test_what_is_changed_in_the_settings_is_asked_about_until_it_is_saved(window, tab, typed):
    page = window.pages.settings
    window.go(page)
    assert unsaved(window) == []
    typed(getattr(page, tab))
    assert len(unsaved(window)) == 1


def test_a_new_recovery_code_is_asked_about_until_its_sheet_is_printed_or_saved(
    qtbot, window, tmp_path, monkeypatch, answered
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "sheet.pdf"), ""))
    page = window.pages.settings
    window.go(page)
    page.tabs.setCurrentWidget(page.recovery_tab)
    qtbot.keyClicks(page.recovery_tab.password, PASSWORD)
    qtbot.keyClick(page.recovery_tab.password, Qt.Key.Key_Return)
    said = answered("keepWriting")
    press(qtbot, window, Qt.Key.Key_Q)
    assert len(said) == 1
    click(qtbot, page.recovery_tab.keeper.save_button)
    assert unsaved(window) == []


def test_answers_keyed_in_and_words_about_a_follow_up_are_asked_about(qtbot, window, storage, coordinator, circle):
    ramesh = circle.member_ids[0]
    new = NewFollowUp(ramesh, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "")
    follow_ups.add(storage, coordinator, new, today=TODAY)
    page = window.pages.follow_ups
    window.go(page)
    qtbot.keyClicks(page.detail.panel.words, "Came home late")
    assert unsaved(window) == ["How it went · Ramesh Kumar"]
    page.detail.panel.words.clear()
    assert unsaved(window) == []
    window.open(MeasuresOf(ramesh))
    qtbot.keyClick(window.pages.measures.entry.table, Qt.Key.Key_5)
    assert [name.endswith("· Ramesh Kumar") for name in unsaved(window)] == [True]


# One form for many records


def test_what_is_typed_about_one_member_waits_while_the_same_form_serves_another(qtbot, window, circle):
    page = window.pages.members
    window.go(page)
    first, second = circle.member_ids[:2]
    panel = page.detail.stays.leave_panel
    page.open(first)
    click(qtbot, page.detail.stays.leave_button)
    qtbot.keyClicks(panel.reason, "wedding of a cousin")
    page.open(second)
    click(qtbot, page.detail.stays.leave_button)
    assert panel.reason.text() == ""
    assert panel.unsaved() == ["Planned leave · Ramesh Kumar"]
    qtbot.keyClicks(panel.reason, "court")
    assert panel.unsaved() == ["Planned leave · Ramesh Kumar", "Planned leave · Gurpreet Singh"]
    panel.keep_button.click()
    page.open(first)
    click(qtbot, page.detail.stays.leave_button)
    assert panel.reason.text() == "wedding of a cousin"
    panel._on_back()
    assert panel.unsaved() == []


def test_words_about_one_session_never_stand_in_another_ones_form(qtbot, window, storage, coordinator, counsellor):
    held = sessions.between(storage, coordinator, date(2026, 11, 2), TODAY)[:2]
    for found in held:
        attendance.mark_rest_present(storage, counsellor, found.id)
        notes.keep_group_note(storage, counsellor, found.id, GroupNote(Objective.NONE, shared="A quiet morning."))
        signing.sign(storage, counsellor, found.id, PASSWORD, "Nobody knows")
    page = window.pages.session
    window.open(SessionPlace(held[0].id))
    qtbot.keyClicks(page.after_panel.text, "The sheet is in file 12.")
    window.open(SessionPlace(held[1].id))
    assert page.after_panel.text.toPlainText() == ""
    assert len(page.after_panel.unsaved()) == 1
    window.open(SessionPlace(held[0].id))
    assert page.after_panel.text.toPlainText() == "The sheet is in file 12."
    qtbot.keyClicks(page.after_panel.addendum_password.edit, PASSWORD)
    page.after_panel.add.click()
    assert unsaved(window) == []


def test_a_walk_in_begun_at_one_session_waits_there(qtbot, window, storage, coordinator):
    first, second = (found.id for found in sessions.between(storage, coordinator, TODAY - timedelta(2), TODAY))
    page = window.pages.session
    for session_id, typed in ((first, "Sohan Lal"), (second, "")):
        window.open(SessionPlace(session_id))
        for button, line in (
            (page.tools.walk_in, page.walk_in_panel.name),
            (page.tools.guests, page.guests_panel.name),
            (page.tools.not_held, page.not_held_panel.text),
        ):
            button.click()
            assert line.text() == ""
            qtbot.keyClicks(line, typed)
    assert len(unsaved(window)) == 3
    window.open(SessionPlace(first))
    page.tools.walk_in.click()
    assert page.walk_in_panel.name.text() == "Sohan Lal"


def test_a_note_that_cannot_be_kept_stays_on_the_screen_and_is_asked_about(
    qtbot, window, storage, coordinator, answered
):
    first, second = (found.id for found in sessions.between(storage, coordinator, TODAY - timedelta(2), TODAY))
    window.open(SessionPlace(first))
    page = window.pages.session
    page.note_panel.shared.setPlainText("x" * (LONGEST_NOTE + 1))
    window.open(SessionPlace(second))
    assert page._session_id == first
    said = answered("keepWriting")
    press(qtbot, window, Qt.Key.Key_Q)
    assert len(said) == 1
    assert window.isVisible()
    page.note_panel.shared.setPlainText("short enough")
    window.open(SessionPlace(second))
    assert page._session_id == second
    assert page.note_panel.shared.toPlainText() == ""
    assert session_page.sheet(storage, coordinator, first).note.shared == "short enough"
    assert unsaved(window) == []
