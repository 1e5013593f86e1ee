"""On the page of a member: what is written of a stay is put right, and a death is written down and taken back."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.members.stays import Death, DischargeType, Phase, Series
from peerdesk.services.care import goals, recovery
from peerdesk.services.members import deaths
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import TODAY
from tests.leaving import discharge
from tests.screen import press, words_in
from tests.ui.members.looking import kept

SUNITA = 2


@pytest.fixture
def page(open_page, circle) -> MembersPage:
    return open_page(MembersPage)


@pytest.fixture
def stays(page, circle):
    """The tab, with a member who is in the programme and in a group."""
    page.open(circle.member_ids[SUNITA])
    page.detail.show_part(page.detail.stays)
    return page.detail.stays


@pytest.fixture
def member_id(circle) -> int:
    return circle.member_ids[SUNITA]


def test_an_admission_is_corrected_for_a_reason_and_the_old_day_stays_to_be_read(qtbot, page, stays, member_id):
    stay = kept(page, member_id).stays[0]
    press(qtbot, stays, f"correctStay-{stay.id}")
    panel = stays.correct_panel
    assert (panel.admitted_on.text(), panel.number.text()) == ("02-11-2026", stay.number)
    assert not panel.discharged_on.isVisible()
    panel.admitted_on.setText("30-10-2026")
    panel.series.choose(Series.OUTPATIENT)
    press(qtbot, panel, "correctStayKeep")
    assert panel.form.fields["why"].problem == "Please give a reason."
    panel.why.setText("Today's date had been left in.")
    press(qtbot, panel, "correctStayKeep")
    assert not panel.isVisible()
    [corrected] = kept(page, member_id).stays
    assert (corrected.admitted_on, corrected.series) == (date(2026, 10, 30), Series.OUTPATIENT)
    told = "18-11-2026, Ravi Tomar · Admitted on: 02-11-2026 → 30-10-2026. Today's date had been left in."
    assert told in words_in(stays)
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).stays == [stay]


def test_a_correction_to_a_day_long_ago_is_asked_about_and_undone_all_the_same(qtbot, page, stays, member_id):
    stay = kept(page, member_id).stays[0]
    press(qtbot, stays, f"correctStay-{stay.id}")
    panel = stays.correct_panel
    assert not panel.far.isVisible()
    panel.admitted_on.setText("02-11-2010")
    panel.why.setText("It was misread.")
    press(qtbot, panel, "correctStayKeep")
    said = "The day 02-11-2010 is more than 10 years ago. Please check the year."
    assert panel.form.fields["admitted_on"].problem == said
    assert panel.far.problem == "Please say why it is right all the same."
    panel.far.line.setText("From the old book.")
    press(qtbot, panel, "correctStayKeep")
    assert kept(page, member_id).stays[0].admitted_on == date(2010, 11, 2)
    press(qtbot, stays, f"correctStay-{stay.id}")
    panel.admitted_on.setText("02-11-2026")
    panel.why.setText("It was right.")
    press(qtbot, panel, "correctStayKeep")
    press(qtbot, page.detail.undo_bar, "undo")  # back to a day that somebody gave a reason for
    assert kept(page, member_id).stays[0].admitted_on == date(2010, 11, 2)


def test_a_leaving_day_is_corrected_with_what_it_means_said(qtbot, page, stays, member_id, storage, coordinator):
    stay_id = discharge(storage, coordinator, member_id, TODAY)
    press(qtbot, stays, f"correctStay-{stay_id}")
    panel = stays.correct_panel
    assert "signed session still shows what was signed" in words_in(panel)
    panel.discharged_on.setText("32-11-2026")
    panel.why.setText("He left on Monday.")
    press(qtbot, panel, "correctStayKeep")
    assert panel.form.fields["discharged_on"].problem
    panel.discharged_on.setText("16-11-2026")
    panel.type.choose(DischargeType.LEFT_WITHOUT_INFORMING)
    press(qtbot, panel, "correctStayKeep")
    [stay] = kept(page, member_id).stays
    assert (stay.discharged_on, stay.discharge_type) == (date(2026, 11, 16), DischargeType.LEFT_WITHOUT_INFORMING)
    assert [group.to_day for group in kept(page, member_id).groups] == [date(2026, 11, 16)]


def test_a_discharge_is_taken_back_later_and_that_is_undone_too(qtbot, page, stays, member_id, storage, coordinator):
    discharge(storage, coordinator, member_id, TODAY - timedelta(1))
    assert stays.back_button.isVisible()
    press(qtbot, stays, "takeDischargeBack")
    stays.back_panel.why.setText("It was another Sunita.")
    press(qtbot, stays, "dischargeBackKeep")
    assert kept(page, member_id).phase is Phase.IN_PROGRAMME
    assert [group.to_day for group in kept(page, member_id).groups] == [None]
    assert page.detail.undo_bar.text() == "Sunita Shinde is in the programme again."
    assert not stays.back_button.isVisible()
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).phase is Phase.AFTERCARE
    assert [group.to_day for group in kept(page, member_id).groups] == [TODAY - timedelta(1)]


def test_a_death_is_confirmed_told_with_condolences_and_taken_back(qtbot, page, stays, member_id):
    press(qtbot, stays, "memberDied")
    panel = stays.death_panel
    assert panel.ends.text() == "With it end:\n• the stay\n• groups: Morning Circle"
    press(qtbot, panel, "deathKeep")
    assert panel.confirmed.problem == "Please confirm it first: calls, groups and mentoring end with it."
    panel.told.setText("The brother called.")
    panel.confirmed.box.setChecked(True)
    press(qtbot, panel, "deathKeep")
    assert kept(page, member_id).died_on == TODAY
    assert "Our condolences to the family." in page.detail.undo_bar.text()
    assert "Has died" in words_in(page.detail.head)
    assert "Died on 18-11-2026." in words_in(stays)
    for button in (stays.discharge_button, stays.admit_button, stays.join_button, stays.leave_button):
        assert not button.isVisible()
    press(qtbot, stays, "memberNotDied")
    stays.death_back_panel.why.setText("It was somebody else.")
    press(qtbot, stays, "deathBackKeep")
    assert kept(page, member_id).phase is Phase.IN_PROGRAMME
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).died_on == TODAY


def test_what_cannot_be_done_any_more_after_a_death_is_not_offered(qtbot, page, stays, member_id, storage, coordinator):
    recovery.restart(storage, coordinator, member_id, TODAY - timedelta(30), today=TODAY)
    goals.add(storage, coordinator, member_id, GoalText("Call my brother"), today=TODAY - timedelta(2))
    detail = page.detail
    timeline, support, answers = detail.story.timeline, detail.support, detail.measures

    def offered():
        buttons = {
            "celebrate": detail.story.findChild(QPushButton, "celebrate-0"),
            "certificate": timeline.certificate_button,
            "step": timeline.step_button,
            "goal": support.goals.add_button,
            "reached": support.goals.open_goals.findChild(QPushButton, "reached-1"),
            "answers": answers.enter_button,
            "mentor": support.mentoring.find_button,
            "may mentor": support.mentoring.agree_button,
            "call": support.follow_ups.add_button,
            "talk": support.contacts.add_button,
            "return": timeline.return_button,
        }
        return {name for name, made in buttons.items() if made is not None and not made.isHidden()}

    everything = offered()
    assert everything >= {"celebrate", "step", "goal", "reached", "answers", "mentor", "call", "talk", "return"}
    deaths.note_death(storage, coordinator, member_id, Death(TODAY - timedelta(1)), today=TODAY)
    left = {"talk", "return"}  # with the family; and what was not known of the time before
    qtbot.waitUntil(lambda: offered() == left)
    assert timeline.return_button.text() == "Return to use before the death"
    assert timeline._last_day.text() == "17-11-2026", "the line ends with the life"
    timeline.return_button.click()
    assert timeline.return_panel.returned_on.day() == TODAY - timedelta(1)


def test_a_discharge_by_death_is_confirmed_and_leaves_no_group_to_choose(qtbot, page, stays, member_id):
    press(qtbot, stays, "dischargeMember")
    panel = stays.discharge_panel
    assert not panel.confirmed.isVisible()
    panel.type.setCurrentIndex(panel.type.findText("Died"))
    assert panel.confirmed.isVisible()
    assert not panel._ending_field.isVisible()
    press(qtbot, panel, "dischargeKeep")
    assert panel.confirmed.problem
    assert kept(page, member_id).died_on is None
    panel.confirmed.box.setChecked(True)
    press(qtbot, panel, "dischargeKeep")
    assert kept(page, member_id).died_on == TODAY
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).phase is Phase.IN_PROGRAMME
