"""A PHQ-9 that asks for a talk, from the desk where it is keyed in until somebody has written what was done."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails
from peerdesk.services import staff
from tests.centres import CHEAP, PASSWORD
from tests.e2e.test_recovery_sitting import (
    ADMITTED,
    Sitting,
    behind_the_window,
    centre,
    register,
    seen_in,
    sitting,
    texts_of,
)

__all__ = ["centre"]  # a fixture

pytestmark = pytest.mark.window

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)
SAID = "question 9", "Safety note", "safety note", "waits for an answer", "PHQ-9", "Nothing written"
DONE = "We talked for an hour. His brother stays with him tonight."


@pytest.fixture
def ramesh(desk, centre) -> int:
    """In the programme for a fortnight; Ravi Sharma is a counsellor."""
    desk.day = MONDAY
    with behind_the_window(desk) as (storage, actor):
        details = StaffDetails("ravi", "Ravi Sharma", "Counsellor", Role.COUNSELLOR)
        staff.add(storage, actor, details, PASSWORD, PASSWORD, CHEAP)
        return register(storage, actor, "Ramesh Kumar", ADMITTED, ADMITTED)


def open_notes(at: Sitting) -> list[str]:
    """What the strip on Today says, line by line; nothing where it is not to be seen."""
    at.go("today")
    at.qtbot.waitUntil(lambda: at.pages.today.is_whole)
    strip = at.pages.today.safety
    return texts_of(strip).splitlines() if strip.isVisible() else []


def key_in(at: Sitting, digits: str) -> None:
    """Answer the PHQ-9 of Ramesh Kumar from his own page."""
    at.open_member("Ramesh Kumar")
    at.open_tab("Measures")
    at.click(at.detail.measures.enter_button)
    page = at.pages.measures
    at.qtbot.waitUntil(page.people.chips._buttons["phq-9"].isVisible)
    at.click(page.people.chips._buttons["phq-9"])
    at.qtbot.keyClicks(page.entry.table, digits)
    at.qtbot.keyClick(page.entry.table, Qt.Key.Key_Return)


def go_to_the_member(at: Sitting) -> None:
    at.go("today")
    (name,) = [made for made in seen_in(at.pages.today.safety) if isinstance(made, QPushButton)]
    at.click(name)
    at.qtbot.waitUntil(at.detail.safety.isVisible)


def test_an_answer_that_asks_for_a_talk_is_acted_on(desk, ramesh):
    with sitting(desk, MONDAY, "ravi") as at:
        assert open_notes(at) == []
        key_in(at, "000000002")
        message = at.pages.measures.safety
        assert "the answer of Ramesh Kumar to question 9 was above 0" in message.text()
        assert "Tele-MANAS 14416 · 14446 · 112" in texts_of(message)
        key_in(at, "00000000 ")
        at.click(message.member_button)
        assert at.detail.safety.text(), "a later sheet with the question left open ends nothing"
        first, *_rest = open_notes(at)
        assert first == "1 safety note waits for an answer"

    with sitting(desk, MONDAY, "kavita") as at:
        assert open_notes(at) == []
        seen = [texts_of(at.window)]
        at.open_member("Ramesh Kumar")
        seen.append(at.member_texts())
        for page in ("follow_ups", "reports", "settings"):
            at.go(page)
            seen.append(texts_of(at.window))
        assert [text for text in SAID if text in "\n".join(seen)] == []

    with sitting(desk, TUESDAY) as at:
        assert at.pages.currentWidget() is at.pages.today
        shown = open_notes(at)
        assert "Ramesh Kumar" in shown
        assert "Open since 16-11-2026 · responsible: Ravi Sharma" in shown
        assert "Nothing written for 1 day" in shown
        assert at.pages.today.safety.y() < at.pages.today.sessions.parentWidget().y(), "before everything else"

    with sitting(desk, TUESDAY, "ravi") as at:
        assert "Ramesh Kumar" in open_notes(at)
        go_to_the_member(at)
        bar = at.detail.safety
        assert "responsible: Ravi Sharma" in texts_of(bar)
        at.click(bar.answer_button)
        at.click(bar.answer.keep_button)
        assert bar.answer.form.fields["words"].problem == "Please type the text."
        at.type_into(bar.answer.words, DONE)
        at.click(bar.answer.keep_button)
        at.qtbot.waitUntil(bar.isHidden)
        assert open_notes(at) == []
        at.open_member("Ramesh Kumar")
        at.click(at.detail.undo_bar.undo_button)
        at.qtbot.waitUntil(bar.isVisible)
        assert open_notes(at) != []
        go_to_the_member(at)
        at.click(bar.answer_button)
        assert bar.answer.words.toPlainText() == DONE, "what was written is not lost"
        at.press(bar.answer.words, Qt.Key.Key_End)
        at.qtbot.keyClick(bar.answer.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        at.qtbot.waitUntil(bar.isHidden)
        assert open_notes(at) == []

    with sitting(desk, WEDNESDAY) as at:
        assert open_notes(at) == []
        at.open_member("Ramesh Kumar")
        at.open_tab("Measures")
        history = texts_of(at.detail)
        assert (DONE in history, "17-11-2026 · Ravi Sharma · taken back" in history) == (True, True)
        assert "17-11-2026 · Ravi Sharma\n" in history

    with sitting(desk, WEDNESDAY, "kavita") as at:
        at.open_member("Ramesh Kumar")
        assert DONE not in at.member_texts()


def test_the_coordinator_hands_a_note_over_and_takes_it_back(desk, ramesh):
    with sitting(desk, MONDAY, "ravi") as at:
        key_in(at, "000000001")
    with sitting(desk, TUESDAY) as at:
        open_notes(at)
        go_to_the_member(at)
        bar = at.detail.safety
        at.click(bar.hand_over_button)
        at.click(bar.hand_over.keep_button)
        assert bar.hand_over.form.fields["to"].problem == "Please choose a counsellor."
        at.pick(bar.hand_over.to, "Meena")
        at.click(bar.hand_over.keep_button)
        at.qtbot.waitUntil(lambda: "responsible: Meena Rawat" in texts_of(bar))
        at.click(at.detail.undo_bar.undo_button)
        at.qtbot.waitUntil(lambda: "responsible: Ravi Sharma" in texts_of(bar))


def test_the_coordinator_is_asked_once_a_year_whether_the_help_lines_are_right(desk, centre):
    with sitting(desk, MONDAY, "kavita") as at:
        assert not at.pages.today.help_lines_button.isVisible()
    with sitting(desk, MONDAY) as at:
        at.click(at.pages.today.help_lines_button)
        tab = at.pages.settings.thresholds_tab
        at.qtbot.waitUntil(tab.right_button.isVisible)
        at.click(tab.right_button)
        at.qtbot.waitUntil(lambda: tab.checked.text() == "Checked on 16-11-2026 by Meena Rawat.")
        at.go("today")
        assert not at.pages.today.help_lines_button.isVisible()
    with sitting(desk, date(2027, 11, 15)) as at:
        assert not at.pages.today.help_lines_button.isVisible()
    with sitting(desk, date(2027, 11, 16)) as at:
        assert at.pages.today.help_lines_button.isVisible()
