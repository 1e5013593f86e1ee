"""On the page of a member: what they agreed to is recorded, withdrawn, and put right."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.follow_ups import FollowUpWay
from peerdesk.domain.members.consents import ConsentKind, ConsentWay, NewConsents
from peerdesk.domain.members.stays import Death
from peerdesk.services.members import consents, deaths
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import TODAY
from tests.screen import press, words_in
from tests.ui.members.looking import kept

pytestmark = pytest.mark.window

CALLS, FAMILY, STORY = ConsentKind.CALLS, ConsentKind.FAMILY, ConsentKind.STORY


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
    return page.detail.stays.consents


def give(storage, actor, member_id, *kinds):
    return consents.record(storage, actor, member_id, NewConsents(frozenset(kinds), date(2026, 11, 3)), today=TODAY)


def test_what_was_not_asked_is_said_and_recorded_at_the_desk(qtbot, page, section, member_id):
    assert "Not recorded so far: Keeping the record, Follow-up calls and visits" in words_in(section)
    assert "The privacy notice is not given so far" in words_in(section)
    press(qtbot, section, "addConsent")
    panel = section.record_panel
    assert panel.focusWidget() is panel.boxes[ConsentKind.NOTICE]
    qtbot.keyClick(panel.boxes[ConsentKind.RECORD], Qt.Key.Key_Space)
    panel.boxes[CALLS].setChecked(True)
    panel.given_on.setText("02-11-2026")
    panel.way.choose(ConsentWay.THUMB)
    press(qtbot, panel, "recordConsentKeep")
    assert not panel.isVisible()
    assert [(row.kind, row.given_on, row.way) for row in kept(page, member_id).consents] == [
        (ConsentKind.RECORD, date(2026, 11, 2), ConsentWay.THUMB),
        (CALLS, date(2026, 11, 2), ConsentWay.THUMB),
    ]
    assert "Given on 02-11-2026 · Thumb impression · taken by Ravi Tomar · English" in words_in(section)
    assert "Not recorded so far: Contact with the family" in words_in(section)
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).consents == []


def test_nothing_chosen_is_said_beside_the_boxes_and_what_stands_is_not_offered(
    qtbot, page, section, member_id, storage, office
):
    give(storage, office, member_id, CALLS)
    press(qtbot, section, "addConsent")
    panel = section.record_panel
    assert not panel.boxes[CALLS].isVisible()
    press(qtbot, panel, "recordConsentKeep")
    assert panel.form.fields["kinds"].problem == "Please choose what the member agrees to."
    panel.boxes[FAMILY].setChecked(True)
    panel.given_on.setText("30-11-2026")
    press(qtbot, panel, "recordConsentKeep")
    assert panel.form.fields["given_on"].problem == "This day is in the future."


def test_a_consent_is_withdrawn_stays_to_be_read_and_stands_again_where_that_was_a_mistake(
    qtbot, page, section, member_id, storage, office
):
    (number,) = give(storage, office, member_id, CALLS)
    press(qtbot, section, f"withdrawConsent-{number}")
    section.withdraw_panel.withdrawn_on.setText("12-11-2026")
    press(qtbot, section.withdraw_panel, "withdrawConsentKeep")
    assert "Withdrawn on 12-11-2026, told to Ravi Tomar" in words_in(section)
    assert kept(page, member_id).consents[0].withdrawn_on == date(2026, 11, 12)
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).consents[0].stands
    consents.withdraw(storage, office, number, date(2026, 11, 12), today=TODAY)
    press(qtbot, section, f"unwithdrawConsent-{number}")
    assert kept(page, member_id).consents[0].stands
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).consents[0].withdrawn_on == date(2026, 11, 12)
    assert kept(page, member_id).consents[0].withdrawn_by == office.name


def test_one_that_was_never_given_is_taken_out_and_undone(qtbot, page, section, member_id, storage, office):
    (number,) = give(storage, office, member_id, CALLS)
    press(qtbot, section, f"mistakenConsent-{number}")
    assert kept(page, member_id).consents == []
    press(qtbot, page.detail.undo_bar, "undo")
    [again] = kept(page, member_id).consents
    assert (again.kind, again.given_on, again.taken_by) == (CALLS, date(2026, 11, 3), office.name)


def test_office_staff_record_consents_and_see_no_story(qtbot, open_page, office, member_id):
    page = open_page(MembersPage, office)
    page.open(member_id)
    page.detail.show_part(page.detail.stays)
    assert page.detail.stays.consents.add_button.isVisible()
    assert not page.detail.stays.success_story.isVisible()


def test_a_story_without_the_consent_is_refused_beside_the_text_and_kept_with_it(
    qtbot, page, member_id, storage, counsellor, places
):
    story = page.detail.stays.success_story
    assert "record that first, under Consents" in words_in(story)
    press(qtbot, story, "writeSuccessStory")
    story.panel.text.setPlainText("I walk every morning.")
    press(qtbot, story.panel, "successStoryKeep")
    said = "Please record the consent first: Sharing the success story. Nothing was agreed to so far."
    assert story.panel.form.fields["text"].problem == said
    (number,) = give(storage, counsellor, member_id, STORY)
    assert story.panel.text.toPlainText() == "I walk every morning."
    press(qtbot, story.panel, "successStoryKeep")
    assert kept(page, member_id).success_story.text == "I walk every morning."
    press(qtbot, story, "printSuccessStory")
    assert (places[-1].name, places[-1].choices.member) == ("success-story", kept(page, member_id).number)
    press(qtbot, story, "removeSuccessStory")
    assert kept(page, member_id).success_story is None
    press(qtbot, page.detail.undo_bar, "undo")
    assert kept(page, member_id).success_story.text == "I walk every morning."
    consents.withdraw(storage, counsellor, number, TODAY, today=TODAY)
    assert "was withdrawn on 18-11-2026: it is not printed and not changed" in words_in(story)
    assert not story.print_button.isVisible()
    assert not story.write_button.isVisible()


def test_a_story_that_names_somebody_of_the_group_warns(qtbot, page):
    story = page.detail.stays.success_story
    press(qtbot, story, "writeSuccessStory")
    story.panel.text.setPlainText("Gurpreet Singh ji helped me.")
    story.panel.warning.look()
    assert "Gurpreet Singh" in story.panel.warning.says.text()


def test_where_the_family_is_spoken_with_a_quiet_line_says_that_nobody_agreed(
    qtbot, page, member_id, storage, counsellor
):
    page.detail.show_part(page.detail.support)
    contacts, plan = page.detail.support.contacts, page.detail.support.follow_ups.plan_panel
    press(qtbot, contacts, "addContact")
    assert not contacts.panel.family.isVisible()
    contacts.panel.kind.setCurrentIndex(list(ContactKind).index(ContactKind.FAMILY_CALL))
    assert contacts.panel.family.text() == "No consent to contact with the family is recorded."
    press(qtbot, page.detail.support.follow_ups, "addFollowUp")
    plan.fields.way.setCurrentIndex(list(FollowUpWay).index(FollowUpWay.FAMILY_CALL))
    assert plan.fields.family.text() == "No consent to contact with the family is recorded."
    (number,) = give(storage, counsellor, member_id, FAMILY)
    plan.fields.way.setCurrentIndex(0)
    plan.fields.way.setCurrentIndex(list(FollowUpWay).index(FollowUpWay.FAMILY_CALL))
    assert not plan.fields.family.isVisible()
    consents.withdraw(storage, counsellor, number, date(2026, 11, 12), today=TODAY)
    contacts.panel.kind.setCurrentIndex(0)
    contacts.panel.kind.setCurrentIndex(list(ContactKind).index(ContactKind.HOME_VISIT))
    said = "The consent to contact with the family was withdrawn on 12-11-2026."
    assert contacts.panel.family.text() == said
    press(qtbot, contacts.panel, "contactKeep")
    assert [row.kind for row in kept(page, member_id).story.contacts] == [ContactKind.HOME_VISIT]


def test_whoever_died_keeps_what_they_agreed_to_and_nothing_is_added(qtbot, page, section, member_id, storage, office):
    give(storage, office, member_id, CALLS)
    deaths.note_death(storage, office, member_id, Death(TODAY), today=TODAY)
    assert not section.add_button.isVisible()
    assert "Follow-up calls and visits" in words_in(section)
    assert not page.detail.stays.success_story.findChild(QPushButton, "writeSuccessStory").isVisible()


def test_the_privacy_notice_is_printed_given_and_nobody_is_offered_to_withdraw_it(
    qtbot, page, section, member_id, storage, office, places
):
    press(qtbot, section, "printNotice")
    assert (places[-1].name, places[-1].choices.member) == ("privacy-notice", kept(page, member_id).number)
    press(qtbot, section, "addConsent")
    panel = section.record_panel
    panel.boxes[ConsentKind.NOTICE].setChecked(True)
    panel.way.choose(ConsentWay.SPOKEN)
    panel.language.choose("hi")
    press(qtbot, panel, "recordConsentKeep")
    [notice] = kept(page, member_id).consents
    assert (notice.kind, notice.way, notice.language) == (ConsentKind.NOTICE, ConsentWay.SPOKEN, "hi")
    assert "Spoken · taken by Ravi Tomar · हिन्दी" in words_in(section)
    assert "not given so far" not in words_in(section)
    assert section.findChild(QPushButton, f"withdrawConsent-{notice.id}") is None
    assert section.findChild(QPushButton, f"mistakenConsent-{notice.id}") is not None


def test_papers_to_an_employer_or_a_court_are_no_consents_that_somebody_forgot_to_ask_for(section):
    assert "Papers to the employer" not in words_in(section)
    assert section.record_panel.boxes[ConsentKind.EMPLOYER].text() == "Papers to the employer"
