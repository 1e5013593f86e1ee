"""What is gathered for the page that the member takes along."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.care.staying_well import NOTHING_TOLD, PlanWords
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.stays import Death
from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.services.care import staying_well
from peerdesk.services.members import deaths
from tests.centres import TODAY

WRITTEN = date(2026, 11, 10)
TOLD = PlanWords("pay day", "I sleep badly", "walk", (Phone("9826012345", "my brother Anil"),))


@pytest.fixture
def write(centre):
    def call(member_id, words=TOLD, day=WRITTEN):
        return staying_well.write(centre.storage, centre.actor, member_id, words, today=TODAY, written_on=day)

    return call


def test_the_plan_that_holds_is_gathered_with_the_help_lines(centre, gather, write):
    ramesh = centre.member("Ramesh Kumar", "रमेश कुमार")
    write(ramesh, PlanWords("weddings"), WRITTEN - timedelta(5))
    write(ramesh)
    paper = gather("staying-well-plan", member=1)
    assert paper.person == PersonOnPaper(1, "Ramesh Kumar", "रमेश कुमार")
    assert (paper.words, paper.written_on) == (TOLD, WRITTEN)
    assert paper.help_lines == ["Tele-MANAS 14416", "14446", "112"]


def test_it_names_the_member_as_asked(centre, gather, write):
    write(centre.member("Ramesh Kumar"))
    assert gather("staying-well-plan", member=1, names=Names.INITIALS).person == PersonOnPaper(1, "R. K.")
    assert gather("staying-well-plan", member=1, names=Names.NUMBER).person == PersonOnPaper(1, "")


def test_a_blank_page_is_for_the_member_chosen_or_for_anybody(centre, gather, write):
    write(centre.member("Ramesh Kumar"))
    chosen = gather("staying-well-plan", member=1, blank=True)
    assert (chosen.person.name, chosen.words, chosen.written_on) == ("Ramesh Kumar", NOTHING_TOLD, None)
    assert gather("staying-well-plan", blank=True).person is None


def test_whoever_wrote_no_plan_yet_gets_an_open_page(centre, gather):
    centre.member("Ramesh Kumar")
    assert gather("staying-well-plan", member=1).words == NOTHING_TOLD
    assert gather("staying-well-plan", member=1).written_on is None


def test_an_empty_centre_gets_an_open_page(gather):
    assert gather("staying-well-plan").person is None


def test_after_a_death_nothing_is_printed(centre, gather, write):
    ramesh = centre.member("Ramesh Kumar")
    write(ramesh)
    deaths.note_death(centre.storage, centre.actor, ramesh, Death(TODAY), today=TODAY)
    with pytest.raises(InvalidInput) as caught:
        gather("staying-well-plan", member=1)
    assert [problem.code for problem in caught.value.problems] == ["member-died"]


def test_an_unknown_member_is_refused(gather):
    with pytest.raises(NotFound):
        gather("staying-well-plan", member=77)
