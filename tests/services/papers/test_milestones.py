"""The certificate of a milestone, and the list of milestones, as an office asks for them."""

from datetime import date

import pytest

from peerdesk.domain.access import Actor, Role
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnToUse
from peerdesk.domain.members.stays import Death
from peerdesk.domain.papers.choices import Names, Period, PersonOnPaper
from peerdesk.services.care import contacts, milestones, recovery
from peerdesk.services.members import deaths
from tests.centres import TODAY
from tests.refusals import failure_of, problems_of

DAYS = MilestoneKind.DAYS


@pytest.fixture
def begin(storage, coordinator):
    def call(member_id, day):
        recovery.restart(storage, coordinator, member_id, day, today=TODAY)

    return call


def test_the_certificate_is_of_the_latest_milestone(centre, begin, gather):
    begin(centre.member("Ramesh Kumar", "रमेश कुमार"), date(2026, 10, 2))
    certificate = gather("milestone-certificate", member=1)
    assert certificate.person == PersonOnPaper(1, "Ramesh Kumar", "रमेश कुमार")
    assert (certificate.milestone, certificate.reached_on) == (Milestone(DAYS, 30), date(2026, 11, 1))


def test_nobody_is_congratulated_who_has_died(storage, coordinator, centre, begin, gather):
    member_id = centre.member("Ramesh Kumar", "रमेश कुमार")
    begin(member_id, date(2026, 10, 2))
    deaths.note_death(storage, coordinator, member_id, Death(TODAY), today=TODAY)
    assert problems_of(gather, "milestone-certificate", member=1) == ["member: certificate-died"]


def test_an_earlier_milestone_is_chosen_by_its_days(centre, begin, gather):
    begin(centre.member(), date(2026, 10, 2))
    week = {"first": date(2026, 10, 5), "last": date(2026, 10, 11)}
    assert gather("milestone-certificate", member=1, **week).milestone == Milestone(DAYS, 7)
    assert gather("milestone-certificate", member=1, first=date(2026, 11, 2)).milestone is None


def test_of_two_milestones_on_a_day_the_certificate_is_of_the_days(storage, coordinator, centre, begin, gather):
    from peerdesk.domain.care.recovery import StepRow

    member_id = centre.member()
    begin(member_id, date(2026, 11, 11))
    recovery.work_step(storage, coordinator, member_id, StepRow(1, TODAY), today=TODAY)
    assert gather("milestone-certificate", member=1).milestone == Milestone(DAYS, 7)


def test_after_a_return_the_certificate_of_the_earlier_days_can_still_be_printed(
    storage, coordinator, centre, begin, gather
):
    member_id = centre.member()
    begin(member_id, date(2026, 6, 1))
    back = ReturnToUse(date(2026, 11, 17), date(2026, 11, 17))
    recovery.record_return(storage, coordinator, member_id, back, today=TODAY)
    assert gather("milestone-certificate", member=1).milestone == Milestone(DAYS, 1)
    earlier = {"first": date(2026, 8, 1), "last": date(2026, 8, 31)}
    assert gather("milestone-certificate", member=1, **earlier).milestone == Milestone(DAYS, 90)


def test_a_certificate_says_on_the_screen_what_to_look_at_first(storage, coordinator, centre, begin, gather):
    member_id = centre.member()
    begin(member_id, date(2026, 10, 2))

    def looked_at():
        return [(problem.code, problem.values) for problem in gather("milestone-certificate", member=1).to_look_at]

    assert looked_at() == [("certificate-never-met", {})]
    for day in (date(2026, 10, 20), date(2026, 11, 1)):  # thirty days were reached on the first of November
        met = NewContact(member_id, ContactKind.INDIVIDUAL, day, 20)
        made = contacts.add(storage, coordinator, met, today=TODAY)
        assert looked_at() == ([("certificate-not-met-since", {"day": day})] if day.month == 10 else [])
    contacts.remove(storage, coordinator, made)
    recovery.record_return(storage, coordinator, member_id, ReturnToUse(date(2026, 11, 5)), today=TODAY)
    assert [code for code, _values in looked_at()] == ["certificate-returned-since", "certificate-not-met-since"]


def test_without_milestones_and_without_members_there_is_a_page_that_says_so(centre, gather):
    assert gather("milestone-certificate").person is None
    centre.member()
    certificate = gather("milestone-certificate")
    assert (certificate.person.number, certificate.milestone) == (1, None)


def test_days_in_the_wrong_order_and_unknown_members_are_refused(gather, centre):
    wrong = {"first": date(2026, 11, 2), "last": date(2026, 11, 1)}
    for report in ("milestone-certificate", "milestones"):
        assert problems_of(gather, report, **wrong) == ["to: dates-out-of-order"]
    assert failure_of(gather, "milestone-certificate", member=99) == "unknown-member"


def test_the_list_is_in_order_of_day_and_roll(storage, coordinator, centre, begin, gather):
    for name, day in (
        ("Sunita Shinde", date(2026, 11, 11)),
        ("Anil Yadav", date(2026, 11, 11)),
        ("Zahid Khan", date(2026, 10, 17)),
        ("Gurpreet Singh", date(2026, 11, 16)),
    ):
        begin(centre.member(name), day)
    milestones.celebrate(storage, coordinator, 3, Milestone(DAYS, 30), day=TODAY)
    week = {"first": date(2026, 11, 16), "last": date(2026, 11, 22)}
    listed = gather("milestones", **week)
    assert listed.period == Period(*week.values())
    assert [(line.day, line.person.name, line.milestone.count, line.celebrated_on) for line in listed.lines] == [
        (date(2026, 11, 16), "Zahid Khan", 30, TODAY),
        (date(2026, 11, 17), "Gurpreet Singh", 1, None),
        (TODAY, "Anil Yadav", 7, None),
        (TODAY, "Sunita Shinde", 7, None),
    ]
    assert [line.person.name for line in gather("milestones", names=Names.NUMBER, **week).lines] == [""] * 4


def test_the_office_prints_the_list_and_no_certificate(gather):
    office = Actor(9, "kavita", "Kavita Jatav", Role.OFFICE)
    assert gather("milestones", actor=office).lines == []
    assert failure_of(gather, "milestone-certificate", actor=office) == "not-permitted"
