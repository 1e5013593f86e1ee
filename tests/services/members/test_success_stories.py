"""A success story is kept and changed only while the member agrees that it is shared."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.success_stories import SuccessStoryRow, ToldStory
from peerdesk.errors import NotPermitted
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import consents, member_page, members, success_stories
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def member_id(circle):
    return circle.member_ids[0]


@pytest.fixture
def agree(storage, counsellor, member_id):
    def call():
        new = NewConsents(frozenset({ConsentKind.STORY}), YESTERDAY)
        return consents.record(storage, counsellor, member_id, new, today=TODAY)[0]

    return call


@pytest.fixture
def tell(storage, counsellor, member_id):
    def call(text="I walk every morning.", on=TODAY):
        success_stories.keep(storage, counsellor, member_id, ToldStory(text, on), today=TODAY)

    return call


@pytest.fixture
def kept(storage, counsellor, member_id):
    def call(actor=counsellor):
        return member_page.page(storage, actor, member_id, today=TODAY).success_story

    return call


def test_without_the_consent_it_is_refused_beside_the_text(tell, kept):
    assert problems_of(tell) == ["text: consent-missing"]
    assert kept() is None


def test_with_it_the_story_is_kept_and_changed(storage, tell, kept, agree, counsellor):
    agree()
    tell()
    assert kept() == SuccessStoryRow("I walk every morning.", TODAY, counsellor.name)
    tell(" I walk every morning.\n\n\nAnd sing. ", YESTERDAY)
    assert kept() == SuccessStoryRow("I walk every morning.\n\nAnd sing.", YESTERDAY, counsellor.name)
    assert trail(storage, "story.keep")[1].old["text"] == "I walk every morning."


def test_once_it_is_withdrawn_the_story_stays_and_is_changed_no_more(storage, tell, kept, agree, counsellor):
    consent = agree()
    tell()
    consents.withdraw(storage, counsellor, consent, TODAY, today=TODAY)
    assert problems_of(tell, "Another text.") == ["text: consent-withdrawn"]
    assert kept().text == "I walk every morning."
    consents.take_back_withdrawal(storage, counsellor, consent)
    tell("Another text.")
    assert kept().text == "Another text."


def test_a_story_is_removed_and_brought_back_whatever_was_agreed_since(
    storage, tell, kept, agree, counsellor, member_id
):
    assert failure_of(success_stories.remove, storage, counsellor, member_id) == "unknown-story"
    consent = agree()
    tell()
    success_stories.remove(storage, counsellor, member_id)
    assert kept() is None
    consents.withdraw(storage, counsellor, consent, TODAY, today=TODAY)
    success_stories.bring_back(storage, counsellor, member_id)
    assert kept().text == "I walk every morning."
    success_stories.bring_back(storage, counsellor, member_id)
    assert [entry.action for entry in trail(storage, "story.remove", "story.bring-back")] == [
        "story.remove",
        "story.bring-back",
    ]


def test_days_that_cannot_be_meant_and_texts_without_room_are_refused(tell, agree):
    agree()
    assert problems_of(tell, "", TODAY + timedelta(1)) == ["text: text-missing", "told_on: day-ahead"]
    assert problems_of(tell, "x" * 5000) == ["text: story-too-long"]
    assert problems_of(tell, "I walk.", date(1900, 1, 1)) == ["told_on: before-birth"]


def test_it_warns_of_another_member_of_the_same_group_and_not_of_the_teller(storage, counsellor, member_id):
    def named(text):
        return list(success_stories.names_in(storage, counsellor, member_id, text))

    assert named("Gurpreet Singh ji helped me.") == ["Gurpreet Singh"]
    assert named("I, Ramesh, walk every morning.") == []


def test_it_warns_of_who_was_in_a_group_at_the_same_time_whenever_that_was(storage, coordinator, circle, member_id):
    """Stories are told by people who have left: found by trying, nobody was their companion any more."""
    roster = groups.page(storage, coordinator, circle.group_id, on=TODAY).roster
    row = next(row for row in roster if row.member_id == member_id)
    memberships.leave(storage, coordinator, row.membership_id, TODAY - timedelta(3))
    assert list(success_stories.names_in(storage, coordinator, member_id, "Gurpreet helped me.")) == ["Gurpreet Singh"]
    late = members.register(
        storage, coordinator, MemberDetails("Zakir Husain", gender=Gender.MALE, age=40), today=TODAY
    )
    memberships.join(storage, coordinator, Joining(circle.group_id, (late,), TODAY), "wished to")
    assert list(success_stories.names_in(storage, coordinator, member_id, "Zakir helped me.")) == []


def test_office_staff_neither_see_nor_write_it(storage, office, tell, kept, agree, member_id):
    agree()
    tell()
    assert kept(office) is None
    with pytest.raises(NotPermitted):
        success_stories.keep(storage, office, member_id, ToldStory("x", TODAY), today=TODAY)
