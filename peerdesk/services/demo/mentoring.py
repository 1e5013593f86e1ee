"""Mentors of the demo centre: who accompanied whom, and what stands in their logs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import Series
from peerdesk.domain.mentoring.mentorships import ClosingReason, SupportKind
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import DemoPlan, weighted
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]

_SHARE = 0.75  # of residents find a mentor
_MENTORS_FOR = timedelta(400)  # after they left the programme
_AFTER_DISCHARGE = (14, 90)  # days that a mentorship goes on
_LOOKED_AT = 12  # candidates
_NO_MENTOR_YET = timedelta(6)  # the newest still wait for one
_CLOSINGS = {
    ClosingReason.COMPLETED: 60, ClosingReason.MENTEE_WISH: 10, ClosingReason.MENTOR_WISH: 8,
    ClosingReason.MOVED_AWAY: 12, ClosingReason.NOT_A_FIT: 6, ClosingReason.MENTOR_NEEDS_TIME: 4,
}  # fmt: skip
_KINDS = {
    SupportKind.EMOTIONAL: 42, SupportKind.AFFILIATIONAL: 26, SupportKind.INFORMATIONAL: 20,
    SupportKind.INSTRUMENTAL: 12,
}  # fmt: skip
_GAP = (3, 8)  # days between two meetings
_STALLED = 1  # pairs of today have not met for long


@dataclass(frozen=True, slots=True)
class Mentoring:
    """Mentors, mentorships and their logs, as rows."""

    mentors: Sequence[Row]
    mentorships: Sequence[Row]
    contacts: Sequence[Row]


class _Mentor:
    """Somebody far enough along, and whom they accompany until when."""

    def __init__(self, person: Person, begins: date, ends: date) -> None:
        self.person, self.begins, self.ends = person, begins, ends
        self.consented_on: date | None = None
        self.until: list[date] = []

    def is_free(self, day: date, load: int) -> bool:
        """Whether they can take another member on that day."""
        return self.begins <= day < self.ends and sum(last >= day for last in self.until) < load


def draw_mentoring(
    plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay], spans: Mapping[int, date]
) -> Mentoring:
    """Who accompanied whom. ``spans`` has the first day of each member's latest span of recovery."""
    chance, numbers = plan.chance("mentoring"), Thresholds()
    pool = _pool(plan, people, stays, spans, numbers)
    mentorships: list[Row] = []
    contacts: list[Row] = []
    stalled = 0
    for stay in stays:
        begin = stay.admitted_on + timedelta(chance.randint(2, 6))
        last = _last_day(chance, stay, plan.today)
        if stay.series is not Series.RESIDENTIAL or begin >= min(last, plan.today - _NO_MENTOR_YET):
            continue
        mentor = _find(chance, pool, people[stay.member_id - 1], begin, numbers.mentor_load)
        if mentor is None or chance.random() > _SHARE:
            continue
        mentor.until.append(last)
        mentor.consented_on = min(mentor.consented_on or begin, begin)
        still = last > plan.today
        closing = None if still else weighted(chance, _CLOSINGS)
        pair = len(mentorships) + 1
        mentorships.append((pair, mentor.person.id, stay.member_id, begin, None if still else last, closing, ""))
        stop = min(last, plan.today)
        if still and stalled < _STALLED and begin < plan.today - timedelta(numbers.stalled_days + 12):
            stop, stalled = plan.today - timedelta(numbers.stalled_days + 5), stalled + 1
        contacts += _log(chance, plan, pair, begin, stop, mentor.person, len(contacts))
    mentors = [
        (mentor.person.id, mentor.consented_on, numbers.mentor_load, None, "")
        for mentor in sorted(pool, key=lambda mentor: mentor.person.id)
        if mentor.consented_on is not None
    ]
    return Mentoring(mentors, mentorships, contacts)


def _pool(
    plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay], spans: Mapping[int, date], numbers: Thresholds
) -> list[_Mentor]:
    """Who completed a stay and stayed in touch, from so many days after their recovery date on."""
    found: dict[int, _Mentor] = {}
    for stay in stays:
        if stay.into_aftercare and stay.discharged_on is not None and people[stay.member_id - 1].reliability > 0.85:
            begins = max(spans[stay.member_id] + timedelta(numbers.mentor_days), stay.discharged_on)
            found[stay.member_id] = _Mentor(people[stay.member_id - 1], begins, begins + _MENTORS_FOR)
        else:
            found.pop(stay.member_id, None)  # came back later: accompanied again, not accompanying
    return [mentor for mentor in found.values() if mentor.begins <= plan.today]


def _last_day(chance: Random, stay: DemoStay, today: date) -> date:
    after = timedelta(chance.randint(*_AFTER_DISCHARGE))
    if stay.discharged_on is None:
        return today + timedelta(30)
    return stay.discharged_on + after if stay.into_aftercare else stay.discharged_on


def _find(chance: Random, pool: Sequence[_Mentor], person: Person, day: date, load: int) -> _Mentor | None:
    """One of the same gender who has room; rather one who speaks the same language."""
    fitting = [
        mentor
        for mentor in pool
        if mentor.person.id != person.id
        and mentor.person.details.gender is person.details.gender
        and mentor.is_free(day, load)
    ]
    looked_at = chance.sample(fitting, min(_LOOKED_AT, len(fitting)))
    looked_at.sort(key=lambda mentor: mentor.person.region is not person.region)
    return looked_at[0] if looked_at else None


def _log(chance: Random, plan: DemoPlan, pair: int, first: date, last: date, mentor: Person, earlier: int) -> list[Row]:
    found: list[Row] = []
    day = first + timedelta(chance.randint(0, 2))
    while day <= last:
        following = day + timedelta(chance.randint(*_GAP))
        agreed = draw_line(chance, TextKind.MENTOR_LOG, draw_language(chance, mentor.region))
        minutes = chance.choice((10, 15, 20, 30, 45))
        found.append((earlier + len(found) + 1, pair, day, minutes, weighted(chance, _KINDS), agreed, following))
        day = following
    return found
