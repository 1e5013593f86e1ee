"""Whatever is done about a stay, a death and the archive: taken back it is as if it had never been."""

from datetime import date, timedelta
from random import Random

import pytest

from peerdesk.db.models import FollowUp, Member, Membership, MentorshipRow, Stay, Waiting
from peerdesk.db.queries import tuples
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Series, StayCorrection
from peerdesk.domain.mentoring.mentorships import Agreement, Pairing
from peerdesk.errors import InvalidInput
from peerdesk.records import endings
from peerdesk.records import members as member_records
from peerdesk.services.groups import groups, memberships, waitlist
from peerdesk.services.members import deaths, members, stays
from peerdesk.services.mentoring import mentors, mentorships
from tests.centres import TODAY

FIRST = date(2026, 11, 2)
WHY = "It was a mistake."
DAYS = [TODAY - timedelta(back) for back in range(12)]


class Walk:
    """Acts drawn by chance, each with the way back from it."""

    def __init__(self, storage, actor, member_id, chance: Random):
        self.storage, self.actor, self.member_id, self.chance = storage, actor, member_id, chance
        self.ways_back = []
        self.done = []

    def step(self):
        act = self.chance.choice([self.discharge, self.correct, self.die, self.archive, self.take_back])
        try:
            way_back = act()
        except InvalidInput as refused:
            self.done.append(f"refused: {act.__name__} {refused}")
            return
        self.done.append(act.__name__)
        self.ways_back.append(way_back)

    def back(self):
        while self.ways_back:
            self.ways_back.pop()()

    def latest(self):
        with self.storage.reading():
            return member_records.stays_of(self.member_id)[-1]

    def member(self):
        with self.storage.reading():
            return member_records.known_member(self.member_id)

    def discharge(self):
        stay, day = self.latest(), self.chance.choice(DAYS)
        how = self.chance.choice(list(DischargeType))
        open_ones = stays.ending_memberships(self.storage, self.actor, self.member_id, day)
        ending = frozenset(row for row, _name, _usual in open_ones if self.chance.random() < 0.7)
        stays.discharge(self.storage, self.actor, stay.id, Discharge(day, how, ending), today=TODAY)
        return lambda: stays.take_back_discharge(self.storage, self.actor, stay.id, WHY)

    def take_back(self):
        stay = self.latest()
        if stay.discharge_type is DischargeType.DIED:
            raise InvalidInput([])
        ended = stays.take_back_discharge(self.storage, self.actor, stay.id, WHY)
        return lambda: stays.discharge(self.storage, self.actor, stay.id, ended, today=TODAY)

    def correct(self):
        stay = self.latest()
        before = StayCorrection(
            stay.admitted_on, stay.series, stay.number, WHY, stay.discharged_on, stay.discharge_type
        )
        how = self.chance.choice([how for how in DischargeType if how is not DischargeType.DIED])
        died, ended = stay.discharge_type is DischargeType.DIED, stay.discharged_on is not None
        new = StayCorrection(
            FIRST - timedelta(self.chance.randint(0, 3)),
            self.chance.choice(list(Series)),
            f"BOOK/{self.chance.randint(1, 9)}",
            WHY,
            self.chance.choice(DAYS) if ended else None,
            stay.discharge_type if died else how if ended else None,
        )
        stays.correct(self.storage, self.actor, stay.id, new, today=TODAY)
        return lambda: stays.correct(self.storage, self.actor, stay.id, before, today=TODAY)

    def die(self):
        deaths.note_death(self.storage, self.actor, self.member_id, Death(self.chance.choice(DAYS)), today=TODAY)
        return lambda: deaths.take_back_death(self.storage, self.actor, self.member_id, WHY)

    def archive(self):
        if self.member().archived_on is not None:
            raise InvalidInput([])
        members.archive(self.storage, self.actor, self.member_id, today=TODAY)
        return lambda: members.archive(self.storage, self.actor, self.member_id, today=None)

    def gone(self) -> bool:
        member = self.member()
        return member.died_on is not None or member.archived_on is not None

    def state(self):
        """Everything that may be touched; follow-ups by what they say, since some are made anew."""
        calls = FollowUp.due_on, FollowUp.begun_on, FollowUp.kind, FollowUp.outcome, FollowUp.done_on
        with self.storage.reading():
            rows = {
                table: sorted(map(str, table.select().dicts()))
                for table in (Member, Stay, Membership, Waiting, MentorshipRow)
            }
            return rows, sorted(map(str, tuples(FollowUp.select(*calls))))


@pytest.fixture
def member_id(storage, coordinator, circle):
    """In two groups, one of which they left some days ago, waiting for a third, and accompanied."""
    who, other = circle.member_ids[:2]
    ids = {}
    for name, kind in (("Alumni", GroupType.ALUMNI), ("Evening", GroupType.SELF_HELP), ("Yoga", GroupType.EDUCATION)):
        ids[name] = groups.create(storage, coordinator, GroupDetails(name, kind, started_on=FIRST), today=TODAY)
    memberships.join(storage, coordinator, Joining(ids["Alumni"], (who,), FIRST), "wishes it")
    [left] = memberships.join(storage, coordinator, Joining(ids["Yoga"], (who,), FIRST), "wishes it")
    memberships.leave(storage, coordinator, left, TODAY - timedelta(4))
    waitlist.add(storage, coordinator, Wait(ids["Evening"], (who,), FIRST), today=TODAY)
    agreement = Agreement(FIRST, override="is far along")
    mentors.agree_to_mentor(storage, coordinator, other, agreement, today=TODAY)
    mentorships.pair(storage, coordinator, Pairing(other, who, FIRST, "wished it"), today=TODAY)
    return who


@pytest.mark.parametrize("seed", range(25))
def test_there_and_back(storage, coordinator, member_id, seed):
    walk = Walk(storage, coordinator, member_id, Random(seed))  # noqa: S311 - no secret
    before = walk.state()
    for _step in range(12):
        walk.step()
        if walk.gone():
            with storage.reading():
                ends = endings.what_ends(member_id, TODAY)
            assert (ends.groups, ends.companions, ends.waitlists, ends.follow_ups) == ((), (), (), 0), walk.done
    assert walk.ways_back, walk.done
    walk.back()
    rows, calls = walk.state()
    assert calls == before[1], walk.done
    for table, found in before[0].items():
        assert rows[table] == found, walk.done
    admission = Admission(Series.RESIDENTIAL, TODAY)
    with pytest.raises(InvalidInput):
        stays.admit(storage, coordinator, member_id, admission, today=TODAY)  # they are in the programme as before
