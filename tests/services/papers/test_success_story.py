"""Whose story is printed, what stands of the name, and what is refused."""

from datetime import timedelta

import pytest

from peerdesk import publishing
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.errors import NotPermitted
from peerdesk.records import members as member_records
from peerdesk.services.members import consents, success_stories
from peerdesk.settings import Settings
from tests.centres import TODAY
from tests.refusals import failure_of, problems_of


@pytest.fixture
def story(gather):
    return lambda **choices: gather("success-story", **choices)


@pytest.fixture
def tell(storage, coordinator, centre):
    """Registers somebody who agrees and tells; returns number and consent."""

    def call(name="Ramesh Kumar", text="I walk every morning."):
        who = centre.member(name, "रमेश कुमार")
        new = NewConsents(frozenset({ConsentKind.STORY}), TODAY - timedelta(2))
        (consent,) = consents.record(storage, coordinator, who, new, today=TODAY)
        success_stories.keep(storage, coordinator, who, ToldStory(text, TODAY - timedelta(1)), today=TODAY)
        with storage.reading():
            return member_records.record_of(who).number, consent

    return call


def test_a_story_names_nobody_unless_it_is_chosen(tell, story):
    number, _consent = tell()
    found = story(member=number)
    assert (found.person, found.text) == (None, "I walk every morning.")
    assert (found.told_on, found.consent_on) == (TODAY - timedelta(1), TODAY - timedelta(2))
    for private in (Names.NONE, Names.NUMBER):
        assert story(member=number, names=private).person is None
    assert story(member=number, names=Names.INITIALS).person == PersonOnPaper(number, "R. K.", "र. कु.")
    assert story(member=number, names=Names.FULL).person == PersonOnPaper(number, "Ramesh Kumar", "रमेश कुमार")


def test_without_a_consent_or_once_it_is_withdrawn_there_is_no_page(storage, coordinator, centre, tell, story):
    centre.member("Anil Yadav")
    number, consent = tell()
    assert problems_of(story, member=1) == ["member: consent-missing"]
    consents.withdraw(storage, coordinator, consent, TODAY, today=TODAY)
    assert problems_of(story, member=number) == ["member: consent-withdrawn"]
    consents.take_back_withdrawal(storage, coordinator, consent)
    assert story(member=number).text
    success_stories.remove(storage, coordinator, number)  # registered one after the other: the ids are the numbers
    assert problems_of(story, member=number) == ["member: story-missing"]
    assert failure_of(story, member=99) == "unknown-member"


def test_where_nobody_is_chosen_it_is_the_first_who_shares_one_or_nobody(centre, tell, story):
    assert story().text == ""
    centre.member("Anil Yadav")
    assert story().text == ""
    tell()
    assert story().text == "I walk every morning."


def test_a_story_that_says_the_teller_s_own_name_is_looked_at_before_it_is_handed_out(tell, story):
    number, _consent = tell(text="I, Ramesh Kumar, walk every morning.")
    assert [problem.code for problem in story(member=number).to_look_at] == ["story-says-name"]
    assert story(member=number, names=Names.FULL).to_look_at == []


def test_it_is_counsellors_business(gather, office):
    with pytest.raises(NotPermitted):
        gather("success-story", actor=office)


def test_a_shared_page_begins_without_a_name_whatever_the_last_paper_had(tmp_path):
    for last in ("", "full", "number"):
        settings = Settings(tmp_path / "settings.json", names=last)
        settings.choices["success-story"] = {"names": "full"}
        assert publishing.usual_names("success-story", settings) is Names.NONE
        assert publishing.usual_names("call-sheet", settings) is Names.most_private(last)
