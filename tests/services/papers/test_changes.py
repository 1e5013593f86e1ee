"""The print of the audit trail, as the coordinator asks for it."""

from datetime import date, timedelta

import pytest

from peerdesk import publishing
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.papers.choices import Choices, Names, Period, PersonOnPaper
from peerdesk.errors import NotPermitted
from peerdesk.services.care import contacts
from tests.centres import TODAY
from tests.refusals import failure_of, problems_of


@pytest.fixture
def write(storage, coordinator):
    def call(member_id, actor=coordinator):
        new = NewContact(member_id, ContactKind.HOME_VISIT, TODAY, 30, issues="Money")
        return contacts.add(storage, actor, new, today=TODAY)

    return call


def actions(paper):
    return [line.action for line in paper.page.lines]


def test_without_choices_it_is_of_the_last_seven_days_and_of_everybody(centre, gather, write):
    write(centre.member("Ramesh Kumar", "रमेश कुमार"))
    paper = gather("changes")
    assert paper.period == Period(TODAY - timedelta(days=6), TODAY)
    assert actions(paper)[:2] == ["contact.add", "stay.admit"]
    assert (paper.member, paper.staff) == (None, "")
    assert PersonOnPaper(1, "Ramesh Kumar", "रमेश कुमार") in paper.people.values()


def test_of_one_member_and_of_who_did_it(centre, gather, write, counsellor):
    first, second = centre.members("Ramesh Kumar", "Anil Yadav")
    write(first)
    write(second, counsellor)
    of_member = gather("changes", member=2)
    assert actions(of_member)[0] == "contact.add"
    assert of_member.member == PersonOnPaper(2, "Anil Yadav")
    assert {line.about[0].key for line in of_member.page.lines} == {second}
    by_ravi = gather("changes", staff="RAVI")
    assert (by_ravi.staff, actions(by_ravi)[0]) == ("Ravi Tomar", "contact.add")
    assert {line.staff for line in by_ravi.page.lines} == {"Ravi Tomar"}
    assert gather("changes", staff="ravi", member=1).page.lines == []


def test_the_days_are_those_chosen(centre, gather, write):
    write(centre.member("Ramesh Kumar"))
    assert gather("changes", first=date(2026, 10, 1), last=date(2026, 10, 31)).page.lines == []
    assert problems_of(gather, "changes", first=TODAY, last=date(2026, 10, 31)) == ["to: dates-out-of-order"]


def test_members_are_named_as_it_is_chosen(centre, gather, write):
    write(centre.member("Ramesh Kumar"))
    assert PersonOnPaper(1, "") in gather("changes", names=Names.NUMBER).people.values()


def test_nobody_else_prints_it(gather, counsellor, office):
    for actor in (counsellor, office):
        with pytest.raises(NotPermitted):
            gather("changes", actor=actor)


def test_whom_nobody_knows_is_refused(gather):
    assert failure_of(gather, "changes", staff="nobody") == "unknown-staff"
    assert failure_of(gather, "changes", member=99) == "unknown-member"


def test_the_log_of_what_left_knows_everybody_who_is_named(storage, coordinator, centre, write, now):
    write(centre.member("Ramesh Kumar"))
    made = publishing.make("changes", storage, coordinator, Choices(), "en", today=TODAY, now=now())
    assert made.members == {1}
