"""The safety note at the head of a member's page, and over the Measures page."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget

from peerdesk.domain.measures.safety import SafetyAnswer
from peerdesk.services.care import thresholds
from peerdesk.services.measures import measures, safety
from peerdesk.ui import theme
from peerdesk.ui.measures.safety_message import SafetyMessage
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import TODAY
from tests.screen import click, press, texts

pytestmark = pytest.mark.window

WORRIED = dict.fromkeys(range(1, 9), 0) | {9: 1}


@pytest.fixture
def ramesh(storage, counsellor, circle) -> int:
    measures.record(storage, counsellor, circle.member_ids[0], "phq-9", TODAY, WORRIED, today=TODAY)
    return circle.member_ids[0]


@pytest.fixture
def detail(open_page, ramesh):
    page = open_page(MembersPage)
    page.open(ramesh)
    return page.detail


@pytest.fixture
def waiting(storage, counsellor, ramesh):
    return lambda: safety.open_note(storage, counsellor, ramesh)


def test_it_warns_in_colour_sign_and_words_and_says_whom_to_call(detail, counsellor):
    bar = detail.safety
    assert bar.text() == "On 18-11-2026 the answer to question 9 was above 0. Please speak with them today."
    assert bar.property("kind") == "problem"
    assert bar.findChild(QWidget, "warningSign").pixmap().toImage().pixelColor(10, 3).alpha() > 0
    read = texts(bar)
    assert {"Safety note", f"Open since 18-11-2026 · responsible: {counsellor.name}"} <= set(read)
    assert "Somebody to talk to: Tele-MANAS 14416 · 14446 · 112" in read
    assert bar.accessibleName().startswith("Safety note. On 18-11-2026")


@pytest.mark.parametrize("chosen", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_everything_in_it_can_be_read(chosen):
    for ink in (chosen.text, chosen.danger, chosen.muted, chosen.accent):
        assert contrast(ink, chosen.dangerTint) >= 4.5, ink


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(luminance(QColor(name)) for name in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    """As the rules for readable web pages (WCAG 2) count it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_whole_of_it_is_done_with_the_keyboard(qtbot, detail, waiting):
    bar = detail.safety
    bar.answer_button.setFocus()
    qtbot.keyClick(bar.answer_button, Qt.Key.Key_Space)
    assert bar.answer.words.hasFocus()
    qtbot.keyClick(bar.answer.words, Qt.Key.Key_Escape)
    assert bar.answer_button.hasFocus()
    qtbot.keyClick(bar.answer_button, Qt.Key.Key_Space)
    qtbot.keyClicks(bar.answer.words, "We talked.")
    qtbot.keyClick(bar.answer.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert waiting() is None
    assert bar.isHidden()


def test_an_impossible_day_is_said_beside_it_and_nothing_typed_is_lost(qtbot, detail, waiting):
    bar = detail.safety
    click(qtbot, bar.answer_button)
    qtbot.keyClicks(bar.answer.words, "We talked.")
    bar.answer.day.set_day(TODAY - timedelta(1))
    click(qtbot, bar.answer.keep_button)
    assert bar.answer.form.fields["day"].problem == "The sheet is of 18-11-2026. Please choose that day or a later one."
    assert (bar.answer.words.toPlainText(), waiting() is None) == ("We talked.", False)
    bar.answer.day.setText("")
    click(qtbot, bar.answer.keep_button)
    assert bar.answer.form.fields["day"].problem == "Please give a date."


def test_what_is_typed_waits_while_another_member_is_looked_at(qtbot, detail, circle, ramesh):
    click(qtbot, detail.safety.answer_button)
    qtbot.keyClicks(detail.safety.answer.words, "We ta")
    members = detail.parentWidget()
    while not isinstance(members, MembersPage):
        members = members.parentWidget()
    members.open(circle.member_ids[1])
    assert detail.safety.isHidden()
    assert detail.tabs.isVisible()
    members.open(ramesh)
    assert detail.safety.answer.words.toPlainText() == "We ta"


def test_one_panel_is_open_at_a_time_and_who_is_responsible_is_not_offered_again(
    qtbot, detail, counsellor, coordinator, waiting
):
    bar = detail.safety
    click(qtbot, bar.hand_over_button)
    offered = [bar.hand_over.to.itemText(place) for place in range(bar.hand_over.to.count())]
    assert (counsellor.name in offered, coordinator.name in offered) == (False, True)
    bar.hand_over.to.choose(coordinator.staff_id)
    click(qtbot, bar.hand_over.keep_button)
    assert waiting().owner_id == coordinator.staff_id
    click(qtbot, detail.undo_bar.undo_button)
    assert waiting().owner_id == counsellor.staff_id


def test_what_was_done_is_read_under_measures_and_the_latest_can_be_opened_again(
    qtbot, storage, counsellor, detail, waiting
):
    safety.answer(storage, counsellor, waiting().id, SafetyAnswer("We talked.", TODAY), today=TODAY)
    detail.show_part(detail.measures)
    read = texts(detail)
    assert {"Safety notes", "On 18-11-2026 the answer to question 9 was above 0.", "We talked."} <= set(read)
    press(qtbot, detail, "openSafety-1")
    assert waiting() is not None
    assert f"18-11-2026 · {counsellor.name} · taken back" in texts(detail)
    qtbot.waitUntil(lambda: not [made for made in detail.findChildren(QPushButton, "openSafety-1") if made.isVisible()])


def test_the_office_sees_neither_the_note_nor_what_was_done(open_page, office, ramesh, storage, counsellor, waiting):
    page = open_page(MembersPage, office)
    page.open(ramesh)
    assert page.detail.safety.isHidden()
    safety.answer(storage, counsellor, waiting().id, SafetyAnswer("We talked.", TODAY), today=TODAY)
    page.open(ramesh)
    page.detail.show_part(page.detail.measures)
    assert not {"Safety notes", "We talked."} & set(texts(page.detail))


def test_without_help_lines_the_message_stands_alone(qtbot, storage, coordinator, messages, waiting):
    numbers = thresholds.numbers(storage, coordinator)
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    message = SafetyMessage(page, messages)
    message.show_note(waiting(), "\n")
    assert "Ramesh Kumar" in message.text()
    assert message._help.isHidden()
    message.show_note(waiting(), numbers.help_lines)
    assert message._help.text() == "Somebody to talk to: Tele-MANAS 14416 · 14446 · 112"
    click(qtbot, message._close)
    assert message.text() == ""
