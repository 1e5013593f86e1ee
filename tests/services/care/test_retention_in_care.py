from datetime import date, timedelta

import pytest

from peerdesk.db.models import Contact, FollowUp
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpWay
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.records import members as member_records
from peerdesk.services.care import contacts, retention_in_care
from peerdesk.services.groups import group_page
from peerdesk.services.members import stays

BEGUN = date(2026, 8, 3)  # a Monday, 107 days before TODAY


@pytest.fixture
def overall(storage, coordinator):
    def overall(today):
        found = retention_in_care.overall(storage, coordinator, today=today)
        return [(figure.retained, figure.of) for figure in found.figures]

    return overall


@pytest.fixture
def discharge(storage, coordinator, today):
    def discharge(member_id, day, how=DischargeType.COMPLETED, ending=frozenset()):
        with storage.reading():
            stay_id = member_records.stays_of(member_id)[-1].id
        stays.discharge(storage, coordinator, stay_id, Discharge(day, how, ending), today=today)

    return discharge


def test_a_stay_that_goes_on_is_retained_at_each_day_that_has_come(centre, overall):
    centre.member(admitted=BEGUN)
    assert overall(BEGUN + timedelta(29)) == [(0, 0), (0, 0), (0, 0)]
    assert overall(BEGUN + timedelta(60)) == [(1, 1), (1, 1), (0, 0)]
    assert overall(BEGUN + timedelta(90)) == [(1, 1), (1, 1), (1, 1)]


def test_stays_of_the_last_year_are_counted(centre, overall, today):
    centre.member(admitted=BEGUN)
    assert overall(BEGUN + timedelta(365))[0] == (1, 1)
    assert overall(BEGUN + timedelta(366))[0] == (0, 0)


def test_who_left_against_advice_is_no_longer_retained_whatever_came_after(centre, overall, discharge, today):
    member_id = centre.member(admitted=BEGUN)
    discharge(member_id, BEGUN + timedelta(40), DischargeType.AGAINST_ADVICE)
    assert overall(today) == [(1, 1), (0, 1), (0, 1)]


def test_in_aftercare_an_attended_session_tells_that_somebody_is_still_there(centre, overall, discharge, today):
    member_id = centre.member(admitted=BEGUN)
    group_id = centre.group(since=BEGUN)
    centre.join(group_id, member_id, since=BEGUN)
    discharge(member_id, BEGUN + timedelta(40))
    assert overall(today) == [(1, 1), (0, 1), (0, 1)]
    centre.hold(group_id, BEGUN + timedelta(60), "A")
    assert overall(today) == [(1, 1), (0, 1), (0, 1)]
    centre.hold(group_id, BEGUN + timedelta(59), "T")
    assert overall(today) == [(1, 1), (1, 1), (0, 1)]
    centre.hold(group_id, BEGUN + timedelta(61), "P")
    assert overall(today) == [(1, 1), (1, 1), (1, 1)]


def test_coming_back_later_lowers_no_figure(centre, storage, coordinator, overall, discharge, today):
    """Who was in touch in aftercare stays counted when a later admission is entered, well ended or not."""
    member_id = centre.member(admitted=BEGUN)
    group_id = centre.group(since=BEGUN)
    centre.join(group_id, member_id, since=BEGUN)
    discharge(member_id, BEGUN + timedelta(20))
    for days in (28, 56):
        centre.hold(group_id, BEGUN + timedelta(days), "P")
    assert overall(today) == [(1, 1), (1, 1), (0, 1)]
    stays.admit(storage, coordinator, member_id, Admission(Series.OUTPATIENT, BEGUN + timedelta(91)), today=today)
    discharge(member_id, BEGUN + timedelta(95), DischargeType.AGAINST_ADVICE)
    assert overall(today) == [(1, 1), (1, 1), (0, 1)]


def test_who_comes_back_is_there_again_from_that_day(centre, storage, coordinator, overall, discharge, today):
    """The stay that broke off counts the days of the next one, and the next one counts for itself."""
    member_id = centre.member(admitted=BEGUN)
    discharge(member_id, BEGUN + timedelta(20), DischargeType.AGAINST_ADVICE)
    assert overall(today) == [(0, 1), (0, 1), (0, 1)]
    stays.admit(storage, coordinator, member_id, Admission(Series.OUTPATIENT, BEGUN + timedelta(50)), today=today)
    assert overall(today) == [(1, 2), (1, 1), (1, 1)]
    discharge(member_id, BEGUN + timedelta(70), DischargeType.COMPLETED)
    assert overall(today) == [(0, 2), (1, 1), (0, 1)]
    call = NewContact(member_id, ContactKind.CALL, BEGUN + timedelta(75), 5)
    contacts.add(storage, coordinator, call, today=today)
    assert overall(today) == [(1, 2), (1, 1), (1, 1)]


@pytest.mark.parametrize(("kind", "counts"), [(ContactKind.CALL, 1), (ContactKind.FAMILY_CALL, 0)])
def test_in_aftercare_a_talk_with_the_member_counts_and_one_with_the_family_does_not(
    centre, storage, overall, discharge, today, kind, counts
):
    member_id = centre.member(admitted=BEGUN)
    discharge(member_id, BEGUN + timedelta(40))
    with storage.reading():
        Contact.create(
            member=member_id, kind=kind, day=BEGUN + timedelta(70), minutes=5, staff=1, with_whom="", issues=""
        )
    assert overall(today) == [(1, 1), (0, 1), (counts, 1)]


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        (FollowUpOutcome.REACHED, 1),
        (FollowUpOutcome.CAME, 1),
        (FollowUpOutcome.NOT_REACHED, 0),
        (FollowUpOutcome.FAMILY_REACHED, 0),
        (FollowUpOutcome.DECLINED, 0),
    ],
)
def test_in_aftercare_a_follow_up_counts_where_the_member_was_reached(
    centre, storage, overall, discharge, today, outcome, counts
):
    member_id = centre.member(admitted=BEGUN)
    discharge(member_id, BEGUN + timedelta(40))
    day = BEGUN + timedelta(80)
    with storage.reading():
        FollowUp.create(
            member=member_id,
            kind=FollowUpKind.PLANNED,
            stay=None,
            due_on=day,
            way=FollowUpWay.CALL,
            why="",
            staff=None,
            outcome=outcome,
            done_on=day,
            done_by=1,
            words="",
            next_step="",
        )
    assert overall(today)[2] == (counts, 1)


def test_a_group_keeps_who_is_still_in_it_and_who_left_it_by_completing(centre, storage, coordinator, discharge, today):
    stays_on, completes, leaves = (centre.member(name, admitted=BEGUN) for name in ("Asha", "Bina", "Chitra"))
    group_id = centre.group(since=BEGUN)
    memberships = centre.join(group_id, stays_on, completes, leaves, since=BEGUN)
    discharge(completes, BEGUN + timedelta(45), DischargeType.COMPLETED, frozenset(memberships[1:2]))
    discharge(leaves, BEGUN + timedelta(45), DischargeType.ON_REQUEST, frozenset(memberships[2:]))
    view = group_page.view(storage, coordinator, group_id, on=today, today=today)
    assert [(figure.retained, figure.of) for figure in view.retention.figures] == [(3, 3), (2, 3), (2, 3)]
    assert (view.retention.first, view.retention.last) == (today - timedelta(365), today)


def test_the_figures_are_asked_for_in_as_many_questions_for_many_as_for_few(
    centre, storage, coordinator, discharge, statements, today
):
    def asked():
        with statements() as sql:
            retention_in_care.overall(storage, coordinator, today=today)
        return len(sql)

    discharge(centre.member(admitted=BEGUN), BEGUN + timedelta(40))
    few = asked()
    for number in range(8):
        discharge(centre.member(f"Asha {number}", admitted=BEGUN), BEGUN + timedelta(40))
    assert asked() == few
