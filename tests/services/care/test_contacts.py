"""Contacts: written down, put right, taken back, and counted as contact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.records import members as member_records
from peerdesk.records.care import contacts as contact_records
from peerdesk.records.care import last_contacts as last_contact_records
from peerdesk.services.care import contacts, follow_ups
from peerdesk.services.members import stays
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

TALK, FAMILY, FAMILY_CALL = ContactKind.INDIVIDUAL, ContactKind.FAMILY, ContactKind.FAMILY_CALL
MONDAY = date(2026, 11, 16)


@pytest.fixture
def talk(storage, coordinator, member_id):
    def call(day=TODAY, kind=TALK, who=None, **more):
        new = NewContact(who or member_id, kind, day, **{"minutes": 45, **more})
        return contacts.add(storage, coordinator, new, today=TODAY)

    return call


@pytest.fixture
def rows(storage, member_id):
    def call(with_issues=True, who=None):
        with storage.reading():
            admissions = [stay.admitted_on for stay in member_records.stays_of(who or member_id)]
            return contact_records.of_member(who or member_id, admissions, with_issues=with_issues)

    return call


def test_a_contact_keeps_kind_day_minutes_people_and_issues(talk, rows, announced, storage):
    announced.clear()
    row_id = talk(TODAY, FAMILY, with_whom=" mother ", issues=" Money, sleep ")
    row = rows()[0]
    assert (row.id, row.kind, row.day, row.minutes) == (row_id, FAMILY, TODAY, 45)
    assert (row.by, row.with_whom, row.issues, row.session_no) == ("Meena Rawat", "mother", "Money, sleep", 1)
    assert announced == [Changed.CONTACTS]
    assert trail(storage, "contact.add")[0].new["kind"] == "family"


def test_the_latest_stands_first_and_numbers_run_by_kind_in_each_stay(storage, coordinator, talk, rows, member_id):
    talk(date(2026, 11, 3))
    talk(date(2026, 11, 5), FAMILY)
    talk(date(2026, 11, 9))
    with storage.reading():
        stay = member_records.stays_of(member_id)[0]
    discharge = Discharge(date(2026, 11, 10), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, discharge, today=TODAY)
    stays.admit(storage, coordinator, member_id, Admission(Series.RESIDENTIAL, date(2026, 11, 12)), today=TODAY)
    talk(date(2026, 11, 11))
    talk(date(2026, 11, 12))
    assert [(row.day.day, row.kind, row.session_no) for row in rows()] == [
        (12, TALK, 1),
        (11, TALK, 3),
        (9, TALK, 2),
        (5, FAMILY, 1),
        (3, TALK, 1),
    ]


def test_issues_are_shown_only_where_they_may_be_seen(talk, rows):
    talk(issues="Money")
    assert [row.issues for row in rows(with_issues=False)] == [""]


def test_somebody_else_may_have_held_it(storage, talk, rows, counsellor):
    talk(staff_id=counsellor.staff_id)
    assert rows()[0].by == "Ravi Tomar"


def test_a_contact_can_be_put_right(storage, coordinator, counsellor, talk, rows, member_id, announced):
    row_id = talk(MONDAY, issues="Mony", staff_id=counsellor.staff_id)
    announced.clear()
    new = NewContact(member_id, TALK, MONDAY, 45, issues="Money")
    contacts.change(storage, coordinator, row_id, new, today=TODAY)
    assert [(row.issues, row.by) for row in rows()] == [("Money", "Ravi Tomar")]
    assert trail(storage, "contact.change")[0].new == {"issues": "Money"}
    contacts.change(storage, coordinator, row_id, new, today=TODAY)
    assert announced == [Changed.CONTACTS], "the same once more is no change"


def test_a_contact_taken_back_is_gone_once(storage, coordinator, talk, rows, announced):
    row_id = talk()
    announced.clear()
    contacts.remove(storage, coordinator, row_id)
    contacts.remove(storage, coordinator, row_id)
    assert (rows(), announced) == ([], [Changed.CONTACTS | Changed.BIN])


def test_what_cannot_be_meant_is_refused(storage, coordinator, talk, member_id, rows):
    wrong = NewContact(member_id, TALK, TODAY + timedelta(1), 601)
    assert problems_of(contacts.add, storage, coordinator, wrong, today=TODAY) == [
        "day: day-ahead",
        "minutes: minutes-wrong",
    ]
    row_id = talk()
    assert problems_of(contacts.change, storage, coordinator, row_id, wrong, today=TODAY) == [
        "day: day-ahead",
        "minutes: minutes-wrong",
    ]
    right = replace(wrong, day=TODAY, minutes=5)
    assert failure_of(talk, who=99) == "unknown-member"
    assert failure_of(talk, staff_id=99) == "unknown-staff"
    assert failure_of(contacts.change, storage, coordinator, 99, right, today=TODAY) == "unknown-contact"
    assert len(rows()) == 1


def test_the_latest_contact_alone_counts_talks_and_follow_ups_but_not_the_family(storage, coordinator, centre, talk):
    one, other, family, old = centre.members("Anil", "Birju", "Chandu", "Dinesh")
    talk(MONDAY, who=one)
    talk(MONDAY - timedelta(3), ContactKind.CALL, who=one)
    talk(MONDAY, FAMILY_CALL, who=family)
    talk(date(2026, 11, 3), who=old)
    for who, outcome in ((other, FollowUpOutcome.DECLINED), (family, FollowUpOutcome.FAMILY_REACHED)):
        new = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "")
        row_id = follow_ups.add(storage, coordinator, new, today=TODAY)
        follow_ups.finish(storage, coordinator, row_id, Finished(outcome, TODAY), today=TODAY)
    with storage.reading():
        everybody = [one, other, family, old]
        found = last_contact_records.of_members(everybody, date(2026, 11, 4), TODAY)
        assert {who: last.alone for who, last in found.items()} == {one: MONDAY, other: TODAY}
        assert last_contact_records.of_members([]) == {}
        assert last_contact_records.of_members(everybody)[old].alone == date(2026, 11, 3)


def test_the_latest_session_attended_counts_walk_ins_and_no_absence(storage, centre):
    came, late, absent, walked_in = centre.members("Anil", "Birju", "Chandu", "Dinesh")
    group_id = centre.group()
    centre.join(group_id, came, late, absent)
    centre.hold(group_id, date(2026, 11, 4), "PPP")
    session_id = centre.hold(group_id, MONDAY, "PTA")
    centre.walk_in(session_id, walked_in)
    with storage.reading():
        everybody = [came, late, absent, walked_in]
        found = last_contact_records.of_members(everybody, date(2026, 11, 4), TODAY)
        assert {who: (last.day, last.alone) for who, last in found.items()} == {
            came: (MONDAY, None),
            late: (MONDAY, None),
            absent: (date(2026, 11, 4), None),
            walked_in: (MONDAY, None),
        }
        assert absent not in last_contact_records.of_members(everybody, date(2026, 11, 5), TODAY)
