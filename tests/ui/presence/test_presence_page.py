"""The page on which somebody says, one key each, who is in the centre."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication

from peerdesk import words
from peerdesk.db.models import Stay
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Leave, Series
from peerdesk.domain.papers.choices import Choices
from peerdesk.services import presence
from peerdesk.services.members import members, stays
from peerdesk.ui.marking.letter_keys import _PC_SCAN_CODES, _X11_OFFSET
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.presence.model import PresenceColumn, PresenceModel
from peerdesk.ui.presence.presence_page import PresencePage
from tests.centres import TODAY
from tests.screen import click

YESTERDAY = TODAY - timedelta(1)
MARK = 5 + 3
"""What stood there, away with it, the new mark, its trail; and the row on the screen."""
HINDI = {"P": "ज", "A": "ो"}


@pytest.fixture
def page(open_page, circle) -> PresencePage:
    page = open_page(PresencePage)
    page.setFocus()
    return page


def marks(page, day=TODAY, **chosen) -> str:
    rows = presence.day(page._context.storage, page._context.actor, day, **chosen).rows
    return "".join("." if row.present is None else "P" if row.present else "A" for row in rows)


def shown(page) -> str:
    """The marks as the list shows them."""
    model = page.model
    return "".join(model.index(at, PresenceColumn.STATE).data() or "." for at in range(model.rowCount()))


def test_one_key_marks_a_member_and_moves_on(qtbot, page):
    qtbot.keyClicks(page.table, "pap")
    assert marks(page) == shown(page) == "PAP.."
    assert page.table.currentIndex().row() == 3
    assert page.head.strip.findChildren(object, "weekday-2")[0].text() == "Wed 18\n2 P !"


@pytest.mark.parametrize("letter", ["P", "A"])
def test_the_key_counts_by_its_place_whatever_layout_is_on(page, letter):
    text, code = HINDI[letter], _PC_SCAN_CODES[letter] + _X11_OFFSET
    event = QKeyEvent(QEvent.Type.KeyPress, ord(text), Qt.KeyboardModifier.NoModifier, code, ord(text), 0, text)
    QApplication.sendEvent(page.table, event)
    assert marks(page) == f"{letter}...."


def test_a_star_marks_everybody_else_present(qtbot, page):
    qtbot.keyClicks(page.table, "a*")
    assert marks(page) == "APPPP"
    assert page.counter.text().replace("\N{NO-BREAK SPACE}", " ") == "Present 4 · Absent 1 · Unmarked 0"


def test_the_star_has_a_button_and_the_letters_have_theirs(qtbot, page):
    click(qtbot, page.absent_button)
    click(qtbot, page.present_button)
    click(qtbot, page.rest_present)
    assert marks(page) == "APPPP"


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_a_mark_can_be_taken_out(qtbot, page, key):
    qtbot.keyClicks(page.table, "pp")
    page.table.go_to(0)
    qtbot.keyClick(page.table, key)
    assert marks(page) == ".P..."


def test_everything_can_be_undone_key_by_key(qtbot, page):
    qtbot.keyClicks(page.table, "pa*")
    assert marks(page) == "PAPPP"
    for left in ("PA...", "P....", "....."):
        qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert marks(page) == shown(page) == left
    assert not page.undo_button.isEnabled()


def test_other_letters_and_keys_with_ctrl_mark_nobody(qtbot, page):
    qtbot.keyClicks(page.table, "tel q")
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert marks(page) == "....."


def test_who_is_on_leave_is_shown_and_marked_absent_with_the_first_mark(qtbot, page, context, circle):
    stays.add_leave(context.storage, context.actor, circle.member_ids[0], Leave(TODAY, TODAY, "Wedding"))
    row = next(at for at, row in enumerate(page.model.rows()) if row.member_id == circle.member_ids[0])
    assert page.model.index(row, PresenceColumn.DETAIL).data() == "On leave: Wedding"
    name = page.model.index(row, PresenceColumn.NAME)
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Ramesh Kumar: Unmarked, On leave: Wedding"
    qtbot.keyClicks(page.table, "*")
    assert sorted(marks(page)) == ["A", "P", "P", "P", "P"]
    assert page.model.rows()[row].present is False


def test_the_arrows_go_from_day_to_day_and_no_further_than_today(qtbot, page):
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.shown_day() == TODAY
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    qtbot.keyClicks(page.table, "a")
    assert (marks(page), marks(page, YESTERDAY)) == (".....", "A....")
    assert (page.head.day.text(), page.head.weekday.text()) == ("17-11-2026", "Tuesday")
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.shown_day() == TODAY
    assert not page.head.next.isEnabled()


def test_nothing_of_another_day_is_undone(qtbot, page):
    qtbot.keyClicks(page.table, "p")
    click(qtbot, page.head.previous)
    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert marks(page) == "P...."


def test_the_list_begins_with_the_first_unmarked_member(qtbot, page, context):
    first, second, *_ = page.model.rows()
    presence.mark(context.storage, context.actor, YESTERDAY, {first.member_id: True, second.member_id: True})
    click(qtbot, page.head.previous)
    assert page.table.hasFocus()
    qtbot.keyClicks(page.table, "a")
    assert marks(page, YESTERDAY) == "PPA.."


def test_the_week_says_which_days_are_filled_and_leads_to_them(qtbot, page, context):
    presence.mark_all_present(context.storage, context.actor, date(2026, 11, 16))
    strip = page.head.strip
    monday, tuesday, thursday = (strip.findChildren(object, f"weekday-{at}")[0] for at in (0, 1, 3))
    assert [made.text() for made in (monday, tuesday, thursday)] == ["Mon 16\n5 P", "Tue 17\n–", "Thu 19\n "]
    assert tuesday.accessibleName() == "Tuesday 17-11-2026: not filled in yet"
    assert not thursday.isEnabled()
    click(qtbot, tuesday)
    assert page.shown_day() == YESTERDAY
    click(qtbot, tuesday)
    assert tuesday.isChecked()


def test_a_day_is_typed_and_one_ahead_is_refused_beside_it(qtbot, page):
    day = page.head.day
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "20-11-2026")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert page.head.problem.text() == "This day is in the future."
    assert page.shown_day() == TODAY
    day.setText("१०-११-२०२६")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert (page.shown_day(), page.head.problem.text()) == (date(2026, 11, 10), "")
    click(qtbot, page.head.today_button)
    assert page.shown_day() == TODAY


def test_before_anybody_was_admitted_the_page_says_what_it_is_for(qtbot, page):
    page.go_to(date(2026, 10, 1))
    assert page.model.rowCount() == 0
    assert page._empty.isVisible()
    assert not page.mark_bar.isEnabled()


def test_outpatients_are_a_chip_away(qtbot, page, context):
    details = MemberDetails("Aakash Jatav", "", Gender.MALE, age=30)
    admission = Admission(Series.OUTPATIENT, date(2026, 11, 2))
    members.register(context.storage, context.actor, details, today=TODAY, admission=admission)
    assert page.model.rowCount() == 5
    qtbot.mouseClick(page.outpatients, Qt.MouseButton.LeftButton, pos=page.outpatients.rect().center() / 4)
    assert page.model.rowCount() == 6
    assert page.model.index(0, PresenceColumn.DETAIL).data() == "Outpatient"
    page.table.setFocus()
    qtbot.keyClicks(page.table, "*")
    assert marks(page) == "PPPPPP"


def test_past_midnight_a_list_under_way_stays_and_a_new_look_begins_with_today(
    qtbot, storage, now, show_page, context, messages, circle
):
    clock = [now()]
    page = show_page(PresencePage(replace(context, now=lambda: clock[0]), messages))
    clock[0] += timedelta(1)
    storage.now = lambda: clock[0]
    qtbot.keyClicks(page.table, "p")
    assert marks(page) == "P...."
    page.hide()
    page.show()
    assert page.shown_day() == TODAY + timedelta(1)


def test_the_week_is_printed_from_here(qtbot, page, places):
    page.go_to(YESTERDAY)
    click(qtbot, page.print_button)
    assert places == [ReportPlace("presence-sheet", Choices(first=date(2026, 11, 16), last=date(2026, 11, 22)))]


def test_the_list_can_be_copied(qtbot, page):
    qtbot.keyClicks(page.table, "p")
    page.table.clearSelection()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, first, *_ = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t") == ["No.", "Name", "Member", "Village", "In the centre", "Details"]
    assert first.split("\t")[4] == "P"


def test_the_model_keeps_the_rules_of_models(qtbot, context, circle):
    model = PresenceModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = presence.day(context.storage, context.actor, TODAY).rows
    model.set_rows(rows)
    presence.mark_all_present(context.storage, context.actor, TODAY)
    with qtbot.waitSignal(model.dataChanged):
        model.set_rows(presence.day(context.storage, context.actor, TODAY).rows)
    model.set_rows(())
    assert tester.model() is model


def test_a_mark_reads_its_row_alone_and_the_screen_is_what_the_file_has(qtbot, page, statements):
    qtbot.keyClicks(page.table, "pa")
    page.table.go_to(0)
    with statements() as trace:
        qtbot.keyClicks(page.table, "a")
    asked = [sql for sql, _same in groupby(trace) if not sql.startswith(("BEGIN", "COMMIT"))]  # triggers trace twice
    assert len(asked) <= MARK, "\n".join(asked)
    found = presence.screen(page._context.storage, page._context.actor, TODAY)
    assert list(page.model.rows()) == list(found.day.rows)
    assert page.counter.text() == words.headcount(found.day.count)
    assert [day.text() for day in page.head.strip.findChildren(QAbstractButton)][2] == "Wed 18\n0 P !"


def test_who_is_on_leave_is_shown_absent_with_the_first_mark(qtbot, page, context, circle):
    stays.add_leave(context.storage, context.actor, circle.member_ids[3], Leave(TODAY, TODAY, "family"))
    qtbot.keyClicks(page.table, "p")
    found = presence.day(context.storage, context.actor, TODAY)
    assert list(page.model.rows()) == list(found.rows)
    assert shown(page) == marks(page)


def test_who_is_listed_by_a_mark_alone_goes_from_the_list_with_it(qtbot, page, circle, storage, coordinator):
    gone = circle.member_ids[0]
    presence.mark(storage, coordinator, YESTERDAY, {gone: True})
    with storage.reading():
        stay_id = Stay.get(Stay.member == gone).id
    stays.discharge(
        storage, coordinator, stay_id, Discharge(TODAY - timedelta(3), DischargeType.COMPLETED), today=TODAY
    )
    page.go_to(YESTERDAY)
    page.table.go_to([row.member_id for row in page.model.rows()].index(gone))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert list(page.model.rows()) == list(presence.day(storage, coordinator, YESTERDAY).rows)
    assert gone not in [row.member_id for row in page.model.rows()]
