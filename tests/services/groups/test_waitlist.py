from datetime import date, timedelta

import pytest

from peerdesk.db.models import Waiting
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.records.groups import waitlist as waitlist_records
from peerdesk.services.groups import groups, memberships, waitlist
from peerdesk.services.members import members
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of


@pytest.fixture
def people(storage, coordinator, circle):
    """Three who are in no group."""
    names = ("Zakir Husain", "Yusuf Khan", "Xavier Lobo")
    details = [MemberDetails(name, gender=Gender.MALE, age=22) for name in names]
    return [members.register(storage, coordinator, person, today=TODAY) for person in details]


@pytest.fixture
def wait(storage, coordinator, circle):
    def call(*member_ids, since=TODAY, note=""):
        return waitlist.add(storage, coordinator, Wait(circle.group_id, member_ids, since, note), today=TODAY)

    return call


@pytest.fixture
def waiting(storage, circle):
    def call():
        with storage.reading():
            return [row.member_id for row in waitlist_records.of_group(circle.group_id)]

    return call


def test_who_comes_later_stands_at_the_end(storage, circle, wait, people):
    wait(*people[:2], note=" evenings only ")
    wait(people[2], since=TODAY - timedelta(3))
    with storage.reading():
        rows = waitlist_records.of_group(circle.group_id)
    assert [(row.name, row.since, row.note) for row in rows] == [
        ("Zakir Husain", TODAY, "evenings only"),
        ("Yusuf Khan", TODAY, "evenings only"),
        ("Xavier Lobo", TODAY - timedelta(3), ""),
    ]


def test_everything_wrong_is_said_at_once(wait, people, circle):
    assert problems_of(wait, since=TODAY + timedelta(1), note="x" * 201) == [
        "members: members-missing",
        "since: day-ahead",
        "note: text-too-long",
    ]
    wait(people[0])
    assert problems_of(wait, circle.member_ids[0], people[0], people[1]) == [
        "members: in-group-already",
        "members: waits-already",
    ]


def test_nobody_waits_for_a_closed_group(storage, coordinator, circle, wait, waiting, people):
    wait(people[0])
    groups.close(storage, coordinator, circle.group_id, TODAY)
    assert waiting() == []
    assert problems_of(wait, people[1]) == ["members: group-closed-waitlist"]


def test_somebody_goes_up_and_down_and_the_ends_stay_the_ends(storage, coordinator, wait, waiting, people, announced):
    zakir, yusuf, xavier = people
    first, _second, third = wait(*people)
    waitlist.move_up(storage, coordinator, third)
    assert waiting() == [zakir, xavier, yusuf]
    waitlist.move_down(storage, coordinator, first)
    assert waiting() == [xavier, zakir, yusuf]
    announced.clear()
    waitlist.move_up(storage, coordinator, third)
    assert (waiting(), announced) == ([xavier, zakir, yusuf], [])


def test_who_withdraws_may_come_back_to_the_former_place(storage, coordinator, wait, waiting, people):
    zakir, yusuf, xavier = people
    first, second, _third = wait(*people)
    waitlist.withdraw(storage, coordinator, second, today=TODAY)
    waitlist.withdraw(storage, coordinator, second, today=TODAY)
    waitlist.move_down(storage, coordinator, first)
    assert waiting() == [xavier, zakir]
    waitlist.take_back_withdrawal(storage, coordinator, second)
    waitlist.take_back_withdrawal(storage, coordinator, second)
    assert waiting() == [xavier, yusuf, zakir]
    assert len(trail(storage, "waiting.withdraw", "waiting.withdraw-undone")) == 2


def test_who_waits_anew_is_not_brought_back_a_second_time(storage, coordinator, wait, people):
    (first,) = wait(people[0])
    waitlist.withdraw(storage, coordinator, first, today=TODAY)
    wait(people[0])
    assert problems_of(waitlist.take_back_withdrawal, storage, coordinator, first) == ["members: waits-already"]


def test_a_new_place_never_takes_that_of_somebody_who_may_come_back(storage, coordinator, wait, waiting, people):
    zakir, yusuf, xavier = people
    (_first, second) = wait(zakir, yusuf)
    waitlist.withdraw(storage, coordinator, second, today=TODAY)
    wait(xavier)
    waitlist.take_back_withdrawal(storage, coordinator, second)
    assert waiting() == [zakir, yusuf, xavier]


def test_joining_ends_the_waiting_in_the_same_unit_of_work(
    storage, coordinator, circle, wait, waiting, people, announced
):
    wait(*people)
    announced.clear()
    memberships.join(storage, coordinator, Joining(circle.group_id, (people[1],), TODAY))
    assert waiting() == [people[0], people[2]]
    assert announced == [Changed.ROSTERS | Changed.MEMBERS | Changed.GROUP_LIFE]
    with storage.reading():
        row = Waiting.get(Waiting.member == people[1])
    assert (row.ended_on, row.joined) == (TODAY, True)
    assert problems_of(waitlist.take_back_withdrawal, storage, coordinator, row.id) == ["members: waits-already"]


def test_joining_on_an_earlier_day_than_the_waiting_began_ends_it_on_its_first_day(
    storage, coordinator, circle, wait, people
):
    wait(people[0])
    memberships.join(storage, coordinator, Joining(circle.group_id, (people[0],), date(2026, 11, 9)))
    with storage.reading():
        assert Waiting.get(Waiting.member == people[0]).ended_on == TODAY


def test_moving_into_a_group_ends_the_waiting_too(storage, coordinator, circle):
    evening = GroupDetails("Evening", GroupType.SELF_HELP, started_on=TODAY)
    other = groups.create(storage, coordinator, evening, today=TODAY)
    ramesh = circle.member_ids[0]
    waitlist.add(storage, coordinator, Wait(other, (ramesh,), TODAY), today=TODAY)
    row = next(
        row for row in groups.page(storage, coordinator, circle.group_id, on=TODAY).roster if row.member_id == ramesh
    )
    memberships.move(storage, coordinator, [row.membership_id], other, TODAY)
    with storage.reading():
        assert waitlist_records.of_group(other) == []


def test_an_unknown_group_or_place_is_not_found(storage, coordinator, wait, people):
    unknown = Wait(99, (people[0],), TODAY)
    assert failure_of(waitlist.add, storage, coordinator, unknown, today=TODAY) == "unknown-group"
    assert failure_of(waitlist.move_up, storage, coordinator, 99) == "unknown-waiting"
    assert failure_of(waitlist.withdraw, storage, coordinator, 99, today=TODAY) == "unknown-waiting"
