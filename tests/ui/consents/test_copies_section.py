"""On the page of a member: a copy of the record is asked for, handed over, and each is taken back."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.copies import CopyWay, Handed
from peerdesk.services.members import copies
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import at_ten
from tests.screen import press, words_in
from tests.ui.members.looking import kept

pytestmark = pytest.mark.window

MONDAY = datetime(2026, 11, 16, 9, 30)


@pytest.fixture
def member_id(circle) -> int:
    return circle.member_ids[0]


@pytest.fixture
def page(open_page, member_id) -> MembersPage:
    page = open_page(MembersPage)
    page.open(member_id)
    page.detail.show_part(page.detail.stays)
    return page


@pytest.fixture
def section(page):
    return page.detail.stays.copies


def test_a_request_is_noted_with_its_moment_and_due_in_72_hours(qtbot, page, section, member_id):
    assert "Nobody asked for a copy so far" in words_in(section)
    press(qtbot, section, "askCopy")
    section.ask_panel.day.setText("16-11-2026")
    section.ask_panel.time.setText("930")
    press(qtbot, section.ask_panel, "askCopyKeep")
    [found] = kept(page, member_id).copies
    assert (found.asked_at, found.asked_of) == (MONDAY, "Ravi Tomar")
    assert "Copy of the record due by 19-11-2026 09:30" in words_in(section)
    assert "Asked for on 16-11-2026 09:30 · noted by Ravi Tomar" in words_in(section)
    assert not section.ask_button.isVisible()
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).copies == []


def test_day_and_time_that_cannot_be_meant_are_said_beside_their_fields(qtbot, section):
    press(qtbot, section, "askCopy")
    section.ask_panel.day.setText("")
    section.ask_panel.time.setText("25:99")
    press(qtbot, section.ask_panel, "askCopyKeep")
    problems = {name: field.problem for name, field in section.ask_panel.form.fields.items()}
    assert all(problems.values()), problems
    section.ask_panel.day.setText("30-11-2026")
    section.ask_panel.time.setText("10:00")
    press(qtbot, section.ask_panel, "askCopyKeep")
    assert section.ask_panel.form.fields["asked_on"].problem == "This day is in the future."


def test_the_copy_is_marked_as_given_with_what_was_left_out_and_waits_again_where_that_was_wrong(
    qtbot, page, section, member_id, storage, counsellor
):
    number = copies.ask(storage, counsellor, member_id, MONDAY, now=at_ten())
    press(qtbot, section, f"giveCopy-{number}")
    section.give_panel.way.choose(CopyWay.POST)
    section.give_panel.withheld.setPlainText("The note of 3 November: it could do harm now.")
    press(qtbot, section.give_panel, "giveCopyKeep")
    [found] = kept(page, member_id).copies
    assert (found.given_at, found.way, found.given_by) == (at_ten(), CopyWay.POST, "Ravi Tomar")
    assert "Left out: The note of 3 November: it could do harm now." in words_in(section)
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).copies[0].given_at is None
    copies.give(storage, counsellor, number, Handed(at_ten()), now=at_ten())
    press(qtbot, section, f"notGiven-{number}")
    assert kept(page, member_id).copies[0].given_at is None
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).copies[0].given_at == at_ten()


def test_a_request_that_was_never_made_is_taken_out_and_put_back(qtbot, page, section, member_id, storage, counsellor):
    number = copies.ask(storage, counsellor, member_id, MONDAY, now=at_ten())
    press(qtbot, section, f"mistakenCopy-{number}")
    assert kept(page, member_id).copies == []
    press(qtbot, page.detail.undo_bar, "undo")
    assert [row.asked_at for row in kept(page, member_id).copies] == [MONDAY]


def test_the_record_is_printed_for_the_member(qtbot, page, section, member_id, places):
    press(qtbot, section, "printRecord")
    asked = places[-1]
    assert (asked.name, asked.choices.member) == ("basic-record", kept(page, member_id).number)
    assert asked.choices.for_whom is ForWhom.MEMBER


def test_office_staff_note_a_request_and_a_counsellor_hands_it_over(
    qtbot, open_page, office, member_id, storage, counsellor
):
    number = copies.ask(storage, counsellor, member_id, MONDAY, now=at_ten())
    page = open_page(MembersPage, office)
    page.open(member_id)
    page.detail.show_part(page.detail.stays)
    section = page.detail.stays.copies
    assert section.findChild(QPushButton, f"giveCopy-{number}") is None
    assert not section.print_button.isVisible()
    copies.give(storage, counsellor, number, Handed(at_ten(), withheld="A word that could do harm"), now=at_ten())
    assert "Given on 18-11-2026 10:00" in words_in(section)
    assert "Left out" not in words_in(section)
    assert section.ask_button.isVisible()
