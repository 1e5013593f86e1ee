"""The staying-well plan on a member's page: written, printed, taken back, taken up again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.care.staying_well import OwnWords, PlanWords
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.stays import Death
from peerdesk.domain.papers.choices import Choices
from peerdesk.records.care import staying_well as plan_records
from peerdesk.services.care import staying_well
from peerdesk.services.members import deaths, member_page
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.staying_well.section import StayingWellSection
from tests.centres import TODAY
from tests.screen import press, texts

EARLIER = TODAY - timedelta(10)


@pytest.fixture
def member_id(circle):
    """Ramesh."""
    return circle.member_ids[0]


@pytest.fixture
def kept(storage, member_id):
    def look():
        with storage.reading():
            return plan_records.of_member(member_id)

    return look


@pytest.fixture
def write(context, member_id):
    def call(triggers="pay day", day=EARLIER, **more):
        words = PlanWords(triggers, **more)
        return staying_well.write(context.storage, context.actor, member_id, words, today=TODAY, written_on=day)

    return call


@pytest.fixture
def show(on_screen, context, messages, bus, member_id):
    """The section, shown as a member's page shows it: anew after every change."""

    def build():
        section = StayingWellSection(context, messages)
        section.resize(390, 900)

        def refresh(changed=Changed.STAYING_WELL):
            page = member_page.page(context.storage, context.actor, member_id, today=TODAY)
            section.show_member(page, page.story.plan)

        refresh()
        bus.changed.connect(refresh)
        return on_screen(section)

    return build


def test_without_a_plan_the_section_says_what_it_is_for(show):
    section = show()
    assert any("It is the member's own" in text for text in texts(section.plan))
    assert section.write_button.text() == "Write"
    assert not section.take_back_button.isVisible()
    assert not section.fold_button.isVisible()


def test_a_plan_is_written_with_the_keyboard_alone(qtbot, show, kept):
    section = show()
    section.write_button.setFocus()
    qtbot.keyClick(section.write_button, Qt.Key.Key_Space)
    panel = section.panel
    assert panel.blocks[OwnWords.TRIGGERS].hasFocus()
    for editor, typed in zip(panel.blocks.values(), ("Pay day", "I sleep badly", "Walk to the temple"), strict=True):
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    who, number = panel.people.lines[0]
    assert who.hasFocus()
    qtbot.keyClicks(who, "my brother Anil")
    qtbot.keyClick(who, Qt.Key.Key_Tab)
    qtbot.keyClicks(number, "+91 98260 12345")
    qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    plan = kept().current
    assert plan.words == PlanWords(
        "Pay day", "I sleep badly", "Walk to the temple", (Phone("9826012345", "my brother Anil"),)
    )
    assert (plan.written_on, panel.isVisible()) == (TODAY, False)
    shown = texts(section.plan)
    assert {"Triggers", "Pay day", "Warning signs", "I sleep badly", "What helps", "Whom to call"} <= set(shown)
    assert "my brother Anil · 98260 12345" in shown
    assert any("Tele-MANAS 14416" in text for text in shown)


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(qtbot, show, kept):
    section = show()
    press(qtbot, section, "writeStayingWell")
    panel = section.panel
    panel.blocks[OwnWords.TRIGGERS].setPlainText("x" * 301)
    panel.people.lines[1][1].setText("12345")
    panel.written_on.setText("soon")
    press(qtbot, section, "stayingWellKeep")
    fields = panel.form.fields
    assert fields["triggers"].problem == "The text is too long: at most 300 characters."
    assert fields["people"].problem.startswith("Please say beside each number who it is.\nA phone number has 10 digits")
    assert "is not a date" in fields["written_on"].problem
    assert (panel.people.lines[1][1].text(), panel.written_on.text()) == ("12345", "soon")
    assert kept().current is None


def test_an_empty_plan_is_not_kept(qtbot, show, kept):
    section = show()
    press(qtbot, section, "writeStayingWell")
    press(qtbot, section, "stayingWellKeep")
    assert section.panel.form.fields["triggers"].problem == "Please fill in at least one part of the plan."
    assert kept().current is None


def test_a_plan_is_written_anew_from_the_one_that_holds_and_undone_at_once(qtbot, show, kept, write):
    first = write(people=(Phone("", "my sister"),))
    section = show()
    assert section.write_button.text() == "Write anew"
    press(qtbot, section, "writeStayingWell")
    panel = section.panel
    assert panel.blocks[OwnWords.TRIGGERS].toPlainText() == "pay day"
    assert panel.people.lines[0][0].text() == "my sister"
    panel.blocks[OwnWords.TRIGGERS].setPlainText("pay day, weddings")
    press(qtbot, section, "stayingWellKeep")
    assert (kept().current.words.triggers, kept().earlier[0].id) == ("pay day, weddings", first)
    press(qtbot, section.undo_bar, "undo")
    assert kept().current.id == first


def test_the_same_again_is_no_new_plan_and_offers_no_undo(qtbot, show, kept, write):
    first = write()
    section = show()
    press(qtbot, section, "writeStayingWell")
    press(qtbot, section, "stayingWellKeep")
    assert kept().current.id == first
    assert not section.undo_bar.isVisible()


def test_earlier_plans_are_looked_at_and_taken_up_again(qtbot, show, kept, write):
    first = write()
    write("weddings", TODAY)
    section = show()
    assert not section.earlier.isVisible()
    press(qtbot, section, "earlierPlansFold")
    assert any("written on 08-11-2026" in text for text in texts(section.earlier))
    assert "pay day" not in texts(section.earlier)
    press(qtbot, section, f"lookAtPlan-{first}")
    assert "pay day" in texts(section.earlier)
    press(qtbot, section, f"takeUpPlan-{first}")
    assert (kept().current.words.triggers, kept().current.written_on) == ("pay day", TODAY)
    press(qtbot, section.undo_bar, "undo")
    assert kept().current.words.triggers == "weddings"


def test_a_plan_written_for_somebody_else_is_taken_back_at_once_or_later(qtbot, show, kept, write):
    first = write()
    section = show()
    press(qtbot, section, "takeBackStayingWell")
    assert kept().current is None
    press(qtbot, section, "earlierPlansFold")
    assert any(text.endswith("taken back") for text in texts(section.earlier))
    press(qtbot, section.undo_bar, "undo")
    assert kept().current.id == first


def test_printing_leads_to_the_page_of_this_member(qtbot, show, places, context, member_id):
    section = show()
    press(qtbot, section, "printStayingWell")
    number = member_page.page(context.storage, context.actor, member_id, today=TODAY).number
    assert places == [ReportPlace("staying-well-plan", Choices(member=number))]


def test_whoever_may_not_see_the_plan_sees_no_section(show, context, member_id):
    section = show()
    page = member_page.page(context.storage, context.actor, member_id, today=TODAY)
    section.show_member(replace(page, story=replace(page.story, plan=None)), None)
    assert not section.isVisible()


def test_after_a_death_the_plan_can_be_read_and_nothing_more(show, context, member_id, write):
    write()
    deaths.note_death(context.storage, context.actor, member_id, Death(TODAY), today=TODAY)
    section = show()
    assert "pay day" in texts(section.plan)
    assert not any(made.isVisible() for made in (section.write_button, section.print_button, section.take_back_button))


def test_another_member_of_the_group_is_named_by_a_warning(qtbot, show):
    section = show()
    press(qtbot, section, "writeStayingWell")
    qtbot.keyClicks(section.panel.blocks[OwnWords.TRIGGERS], "Sunitaji on the road")
    qtbot.waitUntil(section.panel.warning.isVisible)
    assert "Sunita Shinde" in section.panel.warning.says.text()


def test_further_lines_for_people_come_as_they_are_needed(show, qtbot):
    section = show()
    press(qtbot, section, "writeStayingWell")
    lines = section.panel.people.lines
    assert [who.isVisible() for who, _number in lines] == [True, True, False, False, False]
    lines[1][0].setText("my aunt")
    assert [who.isVisible() for who, _number in lines] == [True, True, True, False, False]
