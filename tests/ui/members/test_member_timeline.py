"""A member's recovery in one look, and what is changed there."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnReason, ReturnToUse, StepRow
from peerdesk.domain.papers.choices import Choices
from peerdesk.records.care import recovery as recovery_records
from peerdesk.services.care import recovery
from peerdesk.services.members import member_page
from peerdesk.ui.members.timeline import TimelineSection
from peerdesk.ui.place import ReportPlace
from tests.centres import TODAY
from tests.screen import click, press, words_in

pytestmark = pytest.mark.window

FIRST = date(2026, 10, 2)  # 47 days before today
RAMESH, GURPREET = 0, 1


class Shown:
    """The section as the page around it shows it: anew after each change."""

    def __init__(self, qtbot, bus, context, messages, member_id):
        self.qtbot, self.context, self.member_id = qtbot, context, member_id
        self.section = TimelineSection(context, messages)
        self.section.resize(390, 700)
        bus.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_changed):
        context = self.context
        page = member_page.page(context.storage, context.actor, self.member_id, today=TODAY)
        self.section.show_member(page, self.timeline())

    def timeline(self):
        with self.context.storage.reading():
            return recovery_records.timeline_of(self.member_id, TODAY, with_words=True)

    def words(self):
        return words_in(self.section)

    def sees(self, text):
        """Wait for a text to be read; what a layout takes in shows with the next turn of the event loop."""
        self.qtbot.waitUntil(lambda: text in self.words())

    def buttons(self):
        found = self.section.findChildren(QPushButton)
        return [part.objectName() for part in found if part.isVisibleTo(self.section)]

    def press(self, name):
        press(self.qtbot, self.section, name)

    def undo(self):
        click(self.qtbot, self.section.undo_bar.undo_button)


@pytest.fixture
def begin(storage, coordinator, circle):
    def call(day=FIRST, who=RAMESH):
        recovery.restart(storage, coordinator, circle.member_ids[who], day, today=TODAY)

    return call


@pytest.fixture
def show(qtbot, on_screen, bus, context, messages, member_id):
    def show(actor=None) -> Shown:
        shown = Shown(qtbot, bus, replace(context, actor=actor or context.actor), messages, member_id)
        on_screen(shown.section)
        return shown

    return show


def test_days_now_longest_and_total_stand_together_with_the_next_milestone(storage, coordinator, circle, begin, show):
    begin(date(2026, 6, 1))
    back = ReturnToUse(date(2026, 9, 29), FIRST, ReturnReason.STRESS, "The mentor's call helped.")
    recovery.record_return(storage, coordinator, circle.member_ids[RAMESH], back, today=TODAY)
    shown = show()
    text = shown.words()
    assert "47 days" in text
    assert "longest 120 · total 167" in text
    assert "Next milestone: 60 days on 01-12-2026" in text
    assert "120 days · 01-06-2026 – 29-09-2026 · Stress" in text
    assert "The mentor's call helped." in text
    assert shown.section.bar.accessibleDescription() == (
        "From 01-06-2026 to a return to use on 29-09-2026: 120 days. Since 02-10-2026: 47 days."
    )


def test_the_recovery_date_is_entered_where_there_is_none(show):
    shown = show()
    shown.sees("No recovery date yet")
    assert "returnToUse" not in shown.buttons()
    shown.press("startRecovery")
    shown.section.start_panel.recovery_on.setText("02-10-2026")
    shown.press("startRecoveryKeep")
    shown.sees("47 days")
    assert "startRecovery" not in shown.buttons()


def test_a_return_to_use_keeps_the_days_and_can_be_taken_back(begin, show):
    begin()
    shown = show()
    shown.press("returnToUse")
    panel = shown.section.return_panel
    shown.sees("The days before stay counted: longest and total keep them.")
    panel.returned_on.setText("11-11-2026")
    panel.reason.choose(ReturnReason.HARD_EVENT)
    panel.text.setPlainText("Wants to talk to the mentor each evening.")
    shown.press("returnToUseKeep")
    text = shown.words()
    assert "Recovery has not begun anew yet." in text
    assert "longest 40 · total 40" in text
    assert "Wants to talk to the mentor each evening." in text
    assert shown.timeline().spans[0].reason is ReturnReason.HARD_EVENT
    shown.undo()
    shown.sees("47 days")


def test_a_return_with_a_new_beginning_counts_from_it(begin, show):
    begin()
    shown = show()
    shown.press("returnToUse")
    panel = shown.section.return_panel
    panel.returned_on.setText("11-11-2026")
    panel.recovery_on.setText("12-11-2026")
    shown.press("returnToUseKeep")
    shown.sees("6 days")
    shown.sees("longest 40 · total 46")
    shown.undo()
    shown.sees("47 days")


def test_what_is_wrong_with_a_return_is_said_beside_its_field_and_nothing_is_lost(begin, show):
    begin()
    shown = show()
    shown.press("returnToUse")
    panel = shown.section.return_panel
    panel.returned_on.setText("01-10-2026")
    panel.recovery_on.setText("tomorrow")
    panel.text.setPlainText("Slept at the sister's.")
    shown.press("returnToUseKeep")
    assert panel.form.fields["recovery_on"].problem == "“tomorrow” is not a date. Please type it as 21-11-2026."
    panel.recovery_on.setText("")
    shown.press("returnToUseKeep")
    assert panel.form.fields["returned_on"].problem == "This day is before the recovery date, 02-10-2026."
    assert panel.text.toPlainText() == "Slept at the sister's."
    assert len(shown.timeline().spans) == 1


def test_a_wrong_recovery_date_is_corrected_without_a_return(begin, show):
    begin()
    shown = show()
    shown.press("correctRecovery")
    panel = shown.section.correct_panel
    assert panel.recovery_on.text() == "02-10-2026"
    panel.recovery_on.setText("31-08-2026")
    shown.press("correctRecoveryKeep")
    shown.sees("79 days")
    assert len(shown.timeline().spans) == 1


def test_a_milestone_is_celebrated_and_taken_back(begin, show):
    begin()
    shown = show()
    shown.sees("○  30 days · 01-11-2026")
    shown.press("celebrate-0")
    shown.sees("✓  30 days · 01-11-2026 · celebrated")
    shown.press("takeBack-0")
    shown.sees("○  30 days · 01-11-2026")


def test_steps_are_noted_one_after_the_other_and_removed_with_undo(begin, show):
    begin()
    shown = show()
    for number, sponsor in ((1, "Suresh"), (2, "")):
        shown.press("stepWork")
        panel = shown.section.step_panel
        assert panel.step.currentText() == f"Step {number}"
        panel.sponsor.setText(sponsor)
        shown.press("stepWorkKeep")
    shown.sees("Step 1 · 18-11-2026 · Suresh")
    shown.press("removeStep-1")
    assert [step.step for step in shown.timeline().steps] == [2]
    shown.undo()
    assert shown.timeline().steps[0] == StepRow(1, TODAY, "Suresh")


def test_a_sponsor_s_surname_is_refused_beside_its_field(begin, show):
    begin()
    shown = show()
    shown.press("stepWork")
    shown.section.step_panel.sponsor.setText("Suresh Patil")
    shown.press("stepWorkKeep")
    problem = shown.section.step_panel.form.fields["sponsor"].problem
    assert problem == "Please type the first name alone: one word of at most 40 letters, no number."
    assert list(shown.timeline().steps) == []


def test_the_certificate_asked_for_is_that_of_the_latest_milestone(begin, show, places):
    begin()
    shown = show()
    shown.press("milestoneCertificate")
    day = date(2026, 11, 1)
    assert places == [ReportPlace("milestone-certificate", Choices(first=day, last=day, member=1))]


def test_the_office_sees_the_days_and_ticks_celebrations_and_changes_no_date(begin, show, office):
    begin()
    shown = show(office)
    assert shown.buttons() == ["celebrate-0", "celebrate-1", "celebrate-2", "celebrate-3"]
    shown.sees("47 days")


def test_a_panel_waits_while_another_member_is_looked_at(begin, show, circle):
    begin()
    shown = show()
    shown.press("returnToUse")
    shown.section.return_panel.text.setPlainText("half a sentence")
    shown.member_id = circle.member_ids[GURPREET]
    shown.refresh()
    assert not shown.section.return_panel.isVisible()
    shown.member_id = circle.member_ids[RAMESH]
    shown.refresh()
    assert shown.section.return_panel.isVisible()
    assert shown.section.return_panel.text.toPlainText() == "half a sentence"


def test_only_the_latest_milestones_are_shown_and_the_earlier_span_s_are_not_celebrated_anew(
    storage, coordinator, circle, begin, show
):
    begin(date(2026, 9, 1))
    back = ReturnToUse(date(2026, 11, 8), date(2026, 11, 10))
    recovery.record_return(storage, coordinator, circle.member_ids[RAMESH], back, today=TODAY)
    shown = show()
    assert [row.milestone for row in shown.section._reached] == [
        Milestone(MilestoneKind.DAYS, 7),
        Milestone(MilestoneKind.DAYS, 1),
        Milestone(MilestoneKind.DAYS, 60),
        Milestone(MilestoneKind.DAYS, 30),
    ]
    assert "celebrate-2" in shown.buttons()


def test_the_spans_are_drawn_from_the_first_day_to_today_and_never_too_narrow_to_see(
    storage, coordinator, circle, begin, show
):
    begin(date(2016, 1, 1))
    who = circle.member_ids[RAMESH]
    recovery.record_return(storage, coordinator, who, ReturnToUse(date(2016, 1, 1), date(2016, 1, 2)), today=TODAY)
    recovery.record_return(storage, coordinator, who, ReturnToUse(TODAY, None), today=TODAY)
    recovery.restart(storage, coordinator, who, TODAY, today=TODAY)
    shown = show()
    bar = shown.section.bar
    rects = bar._rects()
    assert all(rect.width() >= 4 and rect.left() >= 0 and rect.right() <= bar.width() for rect in rects)
    picture = bar.grab().toImage()
    assert picture.pixelColor(picture.width() - 3, picture.height() // 2) != picture.pixelColor(0, 0)
