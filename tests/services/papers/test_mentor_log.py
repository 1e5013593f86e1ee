from datetime import date

import pytest

from peerdesk.domain.mentoring.mentorships import Agreement, ClosingReason, MentorshipClosing, Pairing
from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.domain.papers.mentor_log import Accompanied
from peerdesk.errors import NotFound
from peerdesk.services.care import recovery
from peerdesk.services.mentoring import mentors, mentorships
from tests.centres import TODAY

AGREED, SINCE = date(2026, 10, 1), date(2026, 11, 4)


@pytest.fixture
def mentor(centre):
    def agree(name):
        member_id = centre.member(name)
        recovery.restart(centre.storage, centre.actor, member_id, date(2026, 1, 5), today=TODAY)
        mentors.agree_to_mentor(centre.storage, centre.actor, member_id, Agreement(AGREED), today=TODAY)
        return member_id

    return agree


@pytest.fixture
def pair(centre):
    return lambda mentor, member: mentorships.pair(
        centre.storage, centre.actor, Pairing(mentor, member, SINCE), today=TODAY
    )


def test_a_mentors_sheets_name_the_members_by_initials_at_the_most(centre, mentor, pair, gather):
    gopal, ramesh = mentor("Gopal Verma"), centre.member("Ramesh Kumar", "रमेश कुमार")
    pair(gopal, ramesh)
    paper = gather("mentor-log", member=1)
    assert (paper.mentor, paper.agreed) == (PersonOnPaper(1, "Gopal Verma"), True)
    assert paper.members == [Accompanied(PersonOnPaper(2, "R. K.", "र. कु."), SINCE)]
    assert paper.help_lines == ["Tele-MANAS 14416", "14446", "112"]
    short = gather("mentor-log", member=1, names=Names.INITIALS)
    assert (short.mentor, short.members[0].person.name) == (PersonOnPaper(1, "G. V."), "R. K.")
    bare = gather("mentor-log", member=1, names=Names.NUMBER)
    assert (bare.mentor, bare.members[0].person) == (PersonOnPaper(1, ""), PersonOnPaper(2, ""))


def test_pairs_that_ended_have_no_sheet(centre, mentor, pair, gather):
    gopal = mentor("Gopal Verma")
    ended, going_on = (pair(gopal, centre.member(name)) for name in ("Anil Yadav", "Vijay Patil"))
    closing = MentorshipClosing(TODAY, ClosingReason.COMPLETED)
    mentorships.close(centre.storage, centre.actor, ended, closing, today=TODAY)
    assert going_on
    assert [row.person.number for row in gather("mentor-log", member=1).members] == [3]


def test_the_usual_sheets_are_those_of_the_first_mentor_who_accompanies_somebody(centre, mentor, pair, gather):
    mentor("Anil Yadav")
    assert gather("mentor-log").mentor.name == "Anil Yadav"
    pair(mentor("Gopal Verma"), centre.member("Ramesh Kumar"))
    assert gather("mentor-log").mentor.name == "Gopal Verma"


def test_who_does_not_mentor_has_no_sheet_and_an_empty_centre_neither(centre, gather):
    empty = gather("mentor-log")
    assert (empty.mentor, empty.agreed) == (None, False)
    centre.member("Ramesh Kumar")
    assert not gather("mentor-log", member=1).agreed
    with pytest.raises(NotFound):
        gather("mentor-log", member=99)
