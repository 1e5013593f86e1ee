"""The basic record tells a member everything that is told of them, and names nobody else."""

from datetime import date, datetime

import pytest

from peerdesk import publishing
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalText, GoalWordKind
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.members import MemberDetails, Relation
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.errors import NotPermitted
from peerdesk.i18n import LANGUAGES
from peerdesk.services.care import contacts, follow_ups, goals
from peerdesk.services.measures import measures
from peerdesk.services.members import consents, members
from peerdesk.services.sessions import attendance, notes
from tests.centres import TODAY, at_ten
from tests.looking import session_on
from tests.reports.paper import Rendered

MONDAY = date(2026, 11, 16)

NOTE = (
    "Ramesh walked with Gurpreet ji and Sunita Shinde, whose mother Kamla Bai came as a guest. "
    "रमेश ने सुनीता और ज्ञानेश्वर कुऱ्हाडे से बात की। Anil/Gurpreet shared a plan. "
    "Bhola Das's father Mohanlal rang from 94251 12233; his own brother has 98260 12345."
)
NAMED = (
    *("Gurpreet", "Singh", "गुरप्रीत", "ਗੁਰਪ੍ਰੀਤ", "ਸਿੰਘ", "Sunita", "Shinde", "सुनीता", "शिंदे", "Anil", "Yadav"),
    *("ज्ञानेश्वर", "कुऱ्हाडे", "Kamla", "Bhola", "Mohan", "94251", "9425112233"),
)


@pytest.fixture
def ramesh(storage, coordinator, circle):
    """The first of the circle, about whom everybody wrote with other people's names."""
    ask, who = (storage, coordinator), circle.member_ids[0]
    other = MemberDetails(
        "Bhola Das",
        gender=Gender.MALE,
        age=40,
        relation=Relation.SON,
        relation_name="Mohan Lal",
        phones=(Phone("9425112233", "father"),),
    )
    members.register(*ask, other, today=TODAY, admission=None)
    own = MemberDetails(
        "Ramesh Kumar", "रमेश कुमार", gender=Gender.MALE, age=30, phones=(Phone("9826012345", "brother"),)
    )
    members.change(*ask, who, own, today=TODAY)
    session = session_on(storage, circle.group_id, MONDAY)
    attendance.add_guest(*ask, session, circle.member_ids[2], "Kamla Bai", Kinship.MOTHER)
    notes.keep_member_note(*ask, session, who, NOTE)
    goal = goals.add(*ask, who, GoalText("Walk with Gurpreet at six"), today=TODAY)
    goals.say(*ask, goal, GoalWordKind.PROGRESS, "सुनीताने मदत केली", day=TODAY)
    asked = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "Ask after Anil Yadav")
    number = follow_ups.add(*ask, asked, today=TODAY)
    finished = Finished(FollowUpOutcome.REACHED, TODAY, words="Met Sunita at work", next_step="Call Gurpreet Singh")
    follow_ups.finish(*ask, number, finished, today=TODAY)
    contacts.add(*ask, NewContact(who, ContactKind.HOME_VISIT, MONDAY, 30, "his mother", "Anil"), today=TODAY)
    measures.record(*ask, who, "weekly", MONDAY, {1: 7, 4: 1}, today=TODAY)
    measures.record(*ask, who, "phq-9", MONDAY, dict.fromkeys(range(1, 9), 1), today=TODAY)
    agreed = NewConsents(frozenset({ConsentKind.NOTICE, ConsentKind.CALLS}), MONDAY)
    consents.record(*ask, who, agreed, today=TODAY)
    return who


@pytest.fixture
def page(storage, coordinator, ramesh):
    def call(language="en", **choices):
        asked = Choices(member=1, for_whom=ForWhom.MEMBER, **choices)
        made = publishing.make("basic-record", storage, coordinator, asked, language, today=TODAY, now=at_ten())
        return made, Rendered(made.pdf).text()

    return call


def test_no_other_persons_name_and_number_stands_in_the_pages_however_it_was_written(page):
    made, text = page()
    assert [name for name in NAMED if name in text.replace("\r\n", " ")] == []
    assert "[another person]" in text
    assert "[a phone number]" in text
    assert "98260 12345" in text
    assert "Ramesh walked with" in " ".join(text.split())
    assert [problem.code for problem in made.to_look_at] == ["record-read-through"]
    assert made.members == {1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_stands_there_in_another_language_either(page, language):
    assert [name for name in NAMED if name in page(language)[1]] == []


def test_it_tells_stays_attendance_recovery_goals_follow_ups_consents_measures_and_notes(page):
    text = " ".join(page()[1].split())
    for said in (
        "Stays",
        "Attendance",
        "Recovery",
        "Goals",
        "Follow-ups done",
        "Follow-up calls and visits",
        "Privacy notice given",
        "Weekly questions",
        "Home visit",
        "Notes",
        "Mental Health Review Board",
        "Made for: The member",
    ):
        assert said in text, said


def test_what_counsellors_alone_measure_is_not_told(page):
    assert "PHQ" not in page()[1]
    assert "Patient Health" not in page()[1]


def test_office_staff_do_not_make_it(storage, office, ramesh):
    with pytest.raises(NotPermitted):
        publishing.gather("basic-record", storage, office, Choices(member=1), today=TODAY, now=at_ten())


def test_the_family_is_told_no_notes_and_an_employer_attendance_alone(storage, coordinator, ramesh, gather):
    both = NewConsents(frozenset({ConsentKind.FAMILY, ConsentKind.EMPLOYER}), MONDAY)
    consents.record(storage, coordinator, ramesh, both, today=TODAY)
    family = gather("basic-record", member=1, for_whom=ForWhom.FAMILY)
    assert list(family.progress.notes) == []
    assert {row.words for row in family.follow_ups} == {""}
    employer = gather("basic-record", member=1, for_whom=ForWhom.EMPLOYER)
    assert employer.progress.attendance_alone
    assert (employer.follow_ups, employer.consents, employer.phones) == ((), (), ())


def test_it_begins_with_the_first_day_that_is_known_and_ends_today(gather, ramesh):
    record = gather("basic-record", member=1)
    assert (record.since, record.progress.period.last) == (date(2026, 11, 2), TODAY)


def test_a_centre_without_members_says_so(gather, storage, coordinator):
    assert gather("basic-record").progress.person is None
    made = publishing.make("basic-record", storage, coordinator, Choices(), "en", today=TODAY, now=datetime.min)
    assert "There is no member yet" in Rendered(made.pdf).text()
