"""How members are after a discharge: which follow-up counts for which point, and what is counted."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from peerdesk.domain.care.milestones import add_months
from peerdesk.domain.care.status import (
    AfterStay,
    FollowedUpOn,
    Medicines,
    RecoveryNow,
    Status,
    StatusPoint,
    YesNo,
    counts,
    points_after,
)

LEFT = date(2026, 1, 10)
LATE = date(2027, 6, 1)
YEAR = timedelta(365)
IN_RECOVERY, USED = Status(RecoveryNow.IN_RECOVERY), Status(RecoveryNow.USED_SINCE)


def after(days: int, status: Status = IN_RECOVERY, *, reached: bool = True, needed: bool = True) -> FollowedUpOn:
    return FollowedUpOn(LEFT + timedelta(days), reached, needed, status)


def at(point: StatusPoint, *follow_ups: FollowedUpOn, back_on: date | None = None, last: date = LATE):
    found = counts([AfterStay(LEFT, back_on, follow_ups)], LEFT, last)
    return found[list(StatusPoint).index(point)]


def told(point: StatusPoint, *follow_ups: FollowedUpOn, **more):
    found = at(point, *follow_ups, **more)
    return found.due, found.reached, dict(found.recovery)


@pytest.mark.parametrize(
    ("days", "point"),
    [
        (15, None),
        (16, StatusPoint.DAYS_30),
        (60, StatusPoint.DAYS_30),
        (61, StatusPoint.MONTHS_3),
        (135, StatusPoint.MONTHS_3),
        (136, StatusPoint.MONTHS_6),
        (273, StatusPoint.MONTHS_6),
        (274, StatusPoint.MONTHS_12),
        (457, StatusPoint.MONTHS_12),
        (458, None),
    ],
)
def test_a_follow_up_counts_for_the_nearest_point(days, point):
    reached = [found.point for found in counts([AfterStay(LEFT, None, [after(days)])], LEFT, LATE) if found.reached]
    assert reached == ([point] if point else [])


@pytest.mark.parametrize("discharged_on", [date(2023, 8, 31) + timedelta(step * 17) for step in range(60)])
def test_the_days_of_the_points_follow_each_other_without_a_gap_around_them(discharged_on):
    found = points_after(discharged_on)
    assert [at.point for at in found] == list(StatusPoint)
    assert all(at.begins <= at.day == at.point.after(discharged_on) <= at.ends for at in found)
    assert all(later.begins == at.ends + timedelta(1) for at, later in pairwise(found))


def test_nobody_is_due_before_the_day_has_come():
    three_months = add_months(LEFT, 3)
    assert told(StatusPoint.MONTHS_3, last=three_months - timedelta(1)) == (0, 0, {})
    assert told(StatusPoint.MONTHS_3, last=three_months) == (1, 0, {})


def test_of_several_answers_the_nearest_to_the_point_counts_and_of_two_as_near_the_later():
    month = StatusPoint.DAYS_30
    assert told(month, after(20, USED), after(32)) == (1, 1, {RecoveryNow.IN_RECOVERY: 1})
    assert told(month, after(28, USED), after(32)) == (1, 1, {RecoveryNow.IN_RECOVERY: 1})


def test_whoever_was_reached_but_not_asked_is_reached_alone_and_another_follow_up_may_have_asked():
    month = StatusPoint.DAYS_30
    assert told(month, after(30, Status())) == (1, 1, {})
    assert told(month, after(30, Status()), after(40, USED)) == (1, 1, {RecoveryNow.USED_SINCE: 1})
    assert told(month, after(30, Status(), reached=False)) == (1, 0, {})


def test_each_question_is_counted_of_those_who_were_asked_it():
    month = StatusPoint.DAYS_30
    first = after(30, Status(RecoveryNow.NOT_KNOWN, YesNo.YES, None, Medicines.NONE_PRESCRIBED))
    found = at(month, first, after(40, Status(with_family=YesNo.NO)))
    assert (found.asked, dict(found.working), dict(found.with_family)) == (1, {YesNo.YES: 1}, {YesNo.NO: 1})
    assert found.prescribed == 0


def test_who_came_back_by_that_day_is_not_due_and_later_follow_ups_belong_to_the_next_stay():
    month = StatusPoint.DAYS_30
    assert told(month, back_on=LEFT + timedelta(30)) == (0, 0, {})
    assert told(month, after(40), back_on=LEFT + timedelta(35)) == (1, 0, {})


def test_who_had_died_by_that_day_is_not_due_and_whoever_died_later_was():
    def of(died_after):
        stay = AfterStay(LEFT, None, [after(12), after(28)], died_on=LEFT + timedelta(died_after))
        return [(found.due, found.reached) for found in counts([stay], LEFT, LATE)][:2]

    assert of(30) == [(0, 0), (0, 0)]
    assert of(31) == [(1, 1), (0, 0)]


def test_of_two_answers_on_one_day_the_one_that_stands_first_counts():
    assert told(StatusPoint.DAYS_30, after(28, USED), after(28)) == (1, 1, {RecoveryNow.USED_SINCE: 1})


def test_whose_follow_ups_were_found_to_be_no_longer_needed_is_not_due():
    month, gone = StatusPoint.DAYS_30, after(30, Status(), reached=False, needed=False)
    assert told(month, gone) == (0, 0, {})
    assert told(month, gone, after(35)) == (1, 1, {RecoveryNow.IN_RECOVERY: 1})


def test_the_counts_of_some_days_never_change_with_what_is_done_later():
    """For generated histories: due at least reached at least asked, the answers add up, and time changes nothing."""
    chance = Random(9)  # noqa: S311  # nothing here is secret
    for _ in range(200):
        stays = []
        for _ in range(chance.randrange(1, 6)):
            left = LEFT + timedelta(chance.randrange(200))
            done = [
                FollowedUpOn(
                    left + timedelta(chance.randrange(500)),
                    chance.random() < 0.7,
                    status=chance.choice([Status(), IN_RECOVERY, USED, Status(working=YesNo.NO)]),
                )
                for _ in range(chance.randrange(12))
            ]
            back_on = left + timedelta(chance.randrange(1, 400)) if chance.random() < 0.2 else None
            stays.append(AfterStay(left, back_on, done))
        last = LEFT + timedelta(chance.randrange(700))
        known = [
            AfterStay(
                stay.discharged_on,
                stay.back_on if stay.back_on and stay.back_on <= last else None,
                [one for one in stay.follow_ups if one.day <= last],
            )
            for stay in stays
            if stay.discharged_on <= last
        ]
        found = counts(stays, last - YEAR, last)
        assert found == counts(known, last - YEAR, last)
        for point in found:
            assert point.due >= point.reached >= point.asked == sum(point.recovery.values())
