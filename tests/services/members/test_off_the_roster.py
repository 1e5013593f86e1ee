"""Nobody stands on a roster after the day on which they died, whatever was done in whichever order."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest

from peerdesk.db.models import AttendanceRow, EndedRow, EndingRow, FormerRole, Membership
from peerdesk.db.models import Member as Person
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Series, StayCorrection
from peerdesk.domain.papers.choices import Period
from peerdesk.errors import PeerDeskError
from peerdesk.records import members as member_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.groups import memberships as membership_records
from peerdesk.records.papers import register
from peerdesk.services import today as today_screen
from peerdesk.services.groups import groups, memberships, way_back
from peerdesk.services.members import deaths, member_page, members, stays
from tests.centres import TODAY
from tests.leaving import discharge
from tests.refusals import problems_of

FIRST = date(2026, 11, 2)
WHY = "It was a mistake."
DAYS = [TODAY + timedelta(of) for of in range(-10, 8)]
PAST = [day for day in DAYS if day <= TODAY]


@pytest.fixture
def group_ids(storage, coordinator):
    kinds = GroupType.ALUMNI, GroupType.SELF_HELP, GroupType.EDUCATION
    return [
        groups.create(storage, coordinator, GroupDetails(kind.value, kind, started_on=FIRST), today=TODAY)
        for kind in kinds
    ]


def kept(storage):
    """Everything that may be touched of memberships, row by row."""
    with storage.reading():
        tables = Person, Membership, FormerRole, AttendanceRow, EndingRow, EndedRow
        return {table: sorted(map(str, table.select().dicts())) for table in tables}


def on_roster(storage, group_id, day, member_id):
    with storage.reading():
        return member_id in [row.member_id for row in group_records.roster(group_id, day)]


def page(storage, actor, member_id):
    return member_page.page(storage, actor, member_id, today=TODAY)


# The act, and its way back


def die(storage, actor, member_id, day):
    deaths.note_death(storage, actor, member_id, Death(day), today=TODAY)
    return lambda: deaths.take_back_death(storage, actor, member_id, WHY)


def leave_the_centre(storage, actor, member_id, day):
    [stay] = page(storage, actor, member_id).stays
    ending = {row for row, _name, _usual in stays.ending_memberships(storage, actor, member_id, day)}
    ended = Discharge(day, DischargeType.ON_REQUEST, frozenset(ending))
    stays.discharge(storage, actor, stay.id, ended, today=TODAY)

    def back():
        stays.take_back_discharge(storage, actor, stay.id, WHY)

    return back


def archived(storage, actor, member_id, day):
    discharge(storage, actor, member_id, day)
    before = kept(storage)
    members.archive(storage, actor, member_id, today=day)

    def back():
        members.archive(storage, actor, member_id, today=None)
        return before

    return back


@pytest.mark.parametrize("act", [die, leave_the_centre, archived])
@pytest.mark.parametrize("begins", [1, 2, 30])
def test_what_was_to_begin_after_it_never_begins_and_comes_back_with_it(
    storage, coordinator, circle, group_ids, act, begins
):
    who, group_id, day = circle.member_ids[0], group_ids[0], TODAY - timedelta(1)
    first = day + timedelta(begins)
    [membership_id] = memberships.join(storage, coordinator, Joining(group_id, (who,), first), WHY)
    memberships.change_role(storage, coordinator, membership_id, MemberRole.SUPPORT, first=first + timedelta(3))
    before = kept(storage)
    take_back = act(storage, coordinator, who, day)
    assert not any(on_roster(storage, group_id, first + timedelta(of), who) for of in range(-3, 40))
    assert group_id not in [row.group_id for row in page(storage, coordinator, who).groups]
    with storage.reading():
        assert membership_records.sizes(first).get(group_id, 0) == 0
        assert register.read(Period(FIRST, first + timedelta(40)), group_id=group_id).memberships == {}
        assert [
            row for row in member_records.movements(FIRST, first + timedelta(40)) if row.group_name == "alumni"
        ] == []
    before = take_back() or before
    assert kept(storage) == before
    assert act is archived or on_roster(storage, group_id, first, who)


def test_today_tells_of_no_coming_and_going_that_never_was(storage, coordinator, circle, group_ids):
    who = circle.member_ids[0]
    memberships.join(storage, coordinator, Joining(group_ids[0], (who,), TODAY), WHY)
    die(storage, coordinator, who, TODAY - timedelta(1))
    shown = today_screen.page(storage, coordinator, today=TODAY)
    assert [row for row in shown.movements if row.member_id == who and row.day == TODAY] == []


def test_a_group_closes_before_a_membership_of_it_begins(storage, coordinator, circle, group_ids):
    who, group_id = circle.member_ids[0], group_ids[0]
    memberships.join(storage, coordinator, Joining(group_id, (who,), TODAY + timedelta(3)), WHY)
    before = kept(storage)
    groups.close(storage, coordinator, group_id, TODAY)
    assert not any(on_roster(storage, group_id, TODAY + timedelta(of), who) for of in range(9))
    groups.reopen(storage, coordinator, group_id, first=TODAY)
    assert kept(storage) == before


def test_who_comes_back_joins_again_where_a_membership_never_began(storage, coordinator, circle, group_ids):
    """The one that never began holds no day, so that nothing overlaps it; where it is taken back then, it stays so."""
    who, group_id, day = circle.member_ids[0], group_ids[0], TODAY - timedelta(2)
    memberships.join(storage, coordinator, Joining(group_id, (who,), TODAY), WHY)
    take_back = leave_the_centre(storage, coordinator, who, day)
    again = Joining(group_id, (who,), day - timedelta(1))
    [membership_id] = memberships.join(storage, coordinator, again, WHY)
    [stay] = page(storage, coordinator, who).stays
    later = StayCorrection(stay.admitted_on, stay.series, stay.number, WHY, TODAY, DischargeType.ON_REQUEST)
    refused = problems_of(stays.correct, storage, coordinator, stay.id, later, today=TODAY)
    assert refused == ["discharged_on: membership-overlap"]
    take_back()
    found = [row for row in page(storage, coordinator, who).groups if row.group_id == group_id]
    assert [row.membership_id for row in found] == [membership_id]


def test_a_true_earlier_day_of_death_ends_what_had_ended_by_itself_since(storage, coordinator, circle, group_ids):
    who, group_id = circle.member_ids[0], group_ids[0]
    [membership_id] = memberships.join(storage, coordinator, Joining(group_id, (who,), FIRST), WHY)
    memberships.leave(storage, coordinator, membership_id, TODAY - timedelta(1))
    before = kept(storage)
    stay_id = discharge(storage, coordinator, who, TODAY, DischargeType.DIED)
    for day in (TODAY - timedelta(4), TODAY - timedelta(2), TODAY - timedelta(6)):
        right = StayCorrection(FIRST, Series.RESIDENTIAL, "1", WHY, day, DischargeType.DIED)
        stays.correct(storage, coordinator, stay_id, right, today=TODAY)
        assert on_roster(storage, group_id, day, who)
        assert not on_roster(storage, group_id, day + timedelta(1), who)
    stays.take_back_discharge(storage, coordinator, stay_id, WHY)
    assert kept(storage) == before


@pytest.mark.parametrize("act", ["go on", "leave later"])
def test_a_membership_of_the_dead_gets_no_later_last_day(storage, coordinator, circle, group_ids, act):
    who = circle.member_ids[0]
    [membership_id] = memberships.join(storage, coordinator, Joining(group_ids[0], (who,), FIRST), WHY)
    memberships.leave(storage, coordinator, membership_id, TODAY - timedelta(5))
    die(storage, coordinator, who, TODAY - timedelta(3))

    def last_day(day):
        if act == "go on":
            return problems_of(way_back.go_on, storage, coordinator, {membership_id: day})
        return problems_of(memberships.leave, storage, coordinator, membership_id, day)

    assert last_day(TODAY - timedelta(2)) == ["to_day: entry-after-death"]
    assert last_day(TODAY + timedelta(9)) == ["to_day: entry-after-death"]
    way_back.go_on(storage, coordinator, {membership_id: TODAY - timedelta(3)})


def test_out_of_archive_and_an_earlier_death_a_membership_comes_back_whole(storage, coordinator, circle, group_ids):
    who = circle.member_ids[0]
    memberships.join(storage, coordinator, Joining(group_ids[0], (who,), FIRST), WHY)
    memberships.join(storage, coordinator, Joining(group_ids[1], (who,), TODAY + timedelta(2)), WHY)
    discharge(storage, coordinator, who, TODAY - timedelta(3))
    before = kept(storage)
    members.archive(storage, coordinator, who, today=TODAY)
    take_back = die(storage, coordinator, who, TODAY - timedelta(1))
    members.archive(storage, coordinator, who, today=None)
    take_back()
    assert kept(storage) == before


class Course:
    """A member's course drawn by chance: joins, leaves, moves, discharges, deaths, archive, and all their ways back."""

    def __init__(self, storage, actor, member_id, group_ids, chance: Random):
        self.about, self.member_id, self.group_ids, self.chance = (storage, actor), member_id, group_ids, chance
        self.done = []

    def step(self):
        acts = [self.join, self.leave, self.move, self.go_on, self.begin_on, self.not_joined, self.close, self.reopen]
        acts += [self.discharge, self.correct, self.not_discharged, self.admit, self.die, self.not_died, self.archive]
        act = self.chance.choice([*acts, self.join, self.die])
        with suppress(PeerDeskError):
            act()
            self.done.append(act.__name__)

    def _membership(self):
        with self.about[0].reading():
            rows = [row.id for row in Membership.select().where(Membership.member == self.member_id)]
        return self.chance.choice(rows or [0])

    def _stay(self):
        with self.about[0].reading():
            return member_records.stays_of(self.member_id)[-1]

    def _day(self):
        return self.chance.choice(DAYS)

    def join(self):
        joining = Joining(self.chance.choice(self.group_ids), (self.member_id,), self._day())
        memberships.join(*self.about, joining, WHY)

    def leave(self):
        memberships.leave(*self.about, self._membership(), self._day())

    def move(self):
        group_id = self.chance.choice(self.group_ids)
        memberships.move(*self.about, [self._membership()], group_id, self._day(), WHY)

    def go_on(self):
        way_back.go_on(*self.about, {self._membership(): self.chance.choice([None, *DAYS])})

    def begin_on(self):
        way_back.correct_first_days(*self.about, {self._membership(): self._day()})

    def not_joined(self):
        way_back.take_back_joining(*self.about, [self._membership()], {})

    def close(self):
        groups.close(*self.about, self.chance.choice(self.group_ids), self._day())

    def reopen(self):
        groups.reopen(*self.about, self.chance.choice(self.group_ids), first=TODAY)

    def discharge(self):
        day = self.chance.choice(PAST)
        found = stays.ending_memberships(*self.about, self.member_id, day)
        ending = frozenset(row for row, _name, _usual in found if self.chance.random() < 0.7)
        ended = Discharge(day, self.chance.choice(list(DischargeType)), ending)
        stays.discharge(*self.about, self._stay().id, ended, today=TODAY)

    def correct(self):
        stay = self._stay()
        day = self.chance.choice(PAST) if stay.discharged_on else None
        right = StayCorrection(stay.admitted_on, stay.series, stay.number, WHY, day, stay.discharge_type)
        stays.correct(*self.about, stay.id, right, today=TODAY)

    def not_discharged(self):
        stays.take_back_discharge(*self.about, self._stay().id, WHY)

    def admit(self):
        stays.admit(*self.about, self.member_id, Admission(Series.RESIDENTIAL, self.chance.choice(PAST)), today=TODAY)

    def die(self):
        deaths.note_death(*self.about, self.member_id, Death(self.chance.choice(PAST)), today=TODAY)

    def not_died(self):
        deaths.take_back_death(*self.about, self.member_id, WHY)

    def archive(self):
        with self.about[0].reading():
            there = member_records.known_member(self.member_id).archived_on is None
        members.archive(*self.about, self.member_id, today=TODAY if there else None)


@pytest.mark.parametrize("seed", range(12))
def test_no_course_puts_the_dead_on_a_roster(storage, coordinator, circle, group_ids, seed):
    who, all_ids = circle.member_ids[0], [circle.group_id, *group_ids]
    course = Course(storage, coordinator, who, all_ids, Random(seed))  # noqa: S311 - no secret
    for _step in range(40):
        course.step()
        with storage.reading():
            died_on = member_records.known_member(who).died_on
        after = [day for day in DAYS if died_on is not None and day > died_on]
        assert not any(on_roster(storage, group_id, day, who) for group_id in all_ids for day in after), course.done
