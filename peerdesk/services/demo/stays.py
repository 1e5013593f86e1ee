"""Who is admitted when, for how long and with what end; admission numbers; planned leave.

The house has so many beds. Where more people are asked for than the beds can take, the rest come as outpatients.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peerdesk.domain.dates import financial_year
from peerdesk.domain.members.stays import DischargeType, Phase, Series, phase_of
from peerdesk.services.demo.plan import CENTRE, DemoPlan, days_later, weighted

BEDS = 32
MOST_STAYS = 3  # of one member

LEAVE_WINDOW = timedelta(70)
"""Nobody whose leave lies so near is made to stay away just now."""

_USUAL_STAY = 42  # days
_BEFORE = 40  # days before the record begins on which the first residents may have come
_AT_LEAST_IN_HOUSE = 14  # however few members there are
_RESIDENTIAL_SHARE = 0.85
_COMES_AGAIN = 0.11
_RESIDENTIAL_ENDS = {
    DischargeType.COMPLETED: 62, DischargeType.ON_REQUEST: 10, DischargeType.AGAINST_ADVICE: 9,
    DischargeType.REFERRED: 4, DischargeType.ASKED_TO_LEAVE: 3, DischargeType.LEFT_WITHOUT_INFORMING: 12,
}  # fmt: skip
_OUTPATIENT_ENDS = {
    DischargeType.COMPLETED: 34, DischargeType.ON_REQUEST: 12, DischargeType.REFERRED: 6,
    DischargeType.LOST_TO_CONTACT: 36, DischargeType.LEFT_WITHOUT_INFORMING: 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoStay:
    """One admission → discharge.

    Attributes:
        last_seen: for who left without a word: the last day on which they came.
    """

    member_id: int
    series: Series
    admitted_on: date
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None
    last_seen: date | None = None

    @property
    def into_aftercare(self) -> bool:
        """Whether the thread was kept at the end."""
        return phase_of(self.discharged_on, self.discharge_type) is Phase.AFTERCARE

    def covers(self, day: date) -> bool:
        """Whether it lasts on a day and the member still comes."""
        last = self.last_seen or self.discharged_on
        return self.admitted_on <= day and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class DemoLeave:
    """A planned absence."""

    member_id: int
    from_day: date
    to_day: date


def first_admissions(plan: DemoPlan) -> list[date]:
    """The days on which people come for the first time, in order; even a small centre has had newcomers lately."""
    chance = plan.chance("admissions")
    begin = plan.first_day - timedelta(_BEFORE)
    span = (plan.today - begin).days
    usual = plan.members * _RESIDENTIAL_SHARE * _USUAL_STAY / span
    lately = max(0, min(plan.members // 3, _AT_LEAST_IN_HOUSE) - round(usual))
    days = [chance.randint(0, span) for _ in range(plan.members - lately)]
    days += [span - chance.randint(0, 28) for _ in range(lately)]
    return [begin + timedelta(day) for day in sorted(days)]


class _House:
    """How many beds are taken on each day."""

    def __init__(self, plan: DemoPlan) -> None:
        self._first = plan.first_day - timedelta(_BEFORE)
        self._taken = [0] * ((plan.today - self._first).days + 1)

    def take(self, first: date, last: date) -> bool:
        """Take a bed for some days, if there is one on all of them."""
        days = range((first - self._first).days, min((last - self._first).days + 1, len(self._taken)))
        if any(self._taken[day] >= BEDS for day in days):
            return False
        for day in days:
            self._taken[day] += 1
        return True


def draw_stays(plan: DemoPlan, came_on: Sequence[date]) -> list[DemoStay]:
    """All stays in order of admission; member ids count the days of first admission from 1."""
    chance, house = plan.chance("stays"), _House(plan)
    beds = BEDS * ((plan.today - plan.first_day).days + _BEFORE) / _USUAL_STAY
    share = min(_RESIDENTIAL_SHARE, 0.75 * beds / (1 + _COMES_AGAIN) / plan.members)
    found: list[DemoStay] = []
    for member_id, first in enumerate(came_on, start=1):
        admitted_on = first
        for _ in range(MOST_STAYS):
            series = Series.RESIDENTIAL if chance.random() < share else Series.OUTPATIENT
            stay = _draw_stay(chance, house, plan.today, DemoStay(member_id, series, admitted_on))
            found.append(stay)
            if stay.discharged_on is None or chance.random() > _COMES_AGAIN:
                break
            admitted_on = days_later(chance, stay.discharged_on, 20, min(400, 120 * plan.years))
            if admitted_on > plan.today:
                break
    return sorted(found, key=lambda stay: (stay.admitted_on, stay.member_id))


def _draw_stay(chance: Random, house: _House, today: date, stay: DemoStay) -> DemoStay:
    if stay.series is Series.RESIDENTIAL:
        end = weighted(chance, _RESIDENTIAL_ENDS)
        discharged_on = days_later(chance, stay.admitted_on, *_residential_days(chance, end))
        if house.take(stay.admitted_on, discharged_on):
            return _ended(stay, discharged_on, end, chance.randint(2, 4), today)
    end = weighted(chance, _OUTPATIENT_ENDS)
    discharged_on = days_later(chance, stay.admitted_on, 45 if end is DischargeType.COMPLETED else 28, 130)
    outside = DemoStay(stay.member_id, Series.OUTPATIENT, stay.admitted_on)
    return _ended(outside, discharged_on, end, chance.randint(20, 26), today)


def _residential_days(chance: Random, end: DischargeType) -> tuple[int, int]:
    """Least and most days of a stay in the house by its end."""
    if end is not DischargeType.COMPLETED:
        return 7, 35
    return chance.choices(((28, 35), (42, 48), (58, 62), (88, 92)), (32, 30, 22, 16))[0]


def _ended(stay: DemoStay, discharged_on: date, end: DischargeType, unseen: int, today: date) -> DemoStay:
    """The stay with its end, or open if that lies ahead."""
    if discharged_on > today:
        return stay
    silent = end in (DischargeType.LEFT_WITHOUT_INFORMING, DischargeType.LOST_TO_CONTACT)
    last_seen = discharged_on - timedelta(unseen) if silent else None
    return DemoStay(stay.member_id, stay.series, stay.admitted_on, discharged_on, end, last_seen)


def admission_numbers(stays: Sequence[DemoStay]) -> list[str]:
    """The numbers of stays in order of admission, each series and year counted from 1 as the program does."""
    serials: dict[str, int] = {}
    found: list[str] = []
    for stay in stays:
        parts = (CENTRE.code, *(("OP",) if stay.series is Series.OUTPATIENT else ()), financial_year(stay.admitted_on))
        prefix = "/".join(parts)
        serials[prefix] = serials.get(prefix, 0) + 1
        found.append(f"{prefix}/{serials[prefix]:04d}")
    return found


def draw_leaves(plan: DemoPlan, stays: Sequence[DemoStay]) -> list[DemoLeave]:
    """Some days at home within a stay, for some; the newest may lie in the coming week."""
    chance = plan.chance("leaves")
    found: list[DemoLeave] = []
    for stay in stays:
        last = stay.last_seen or stay.discharged_on or plan.today + timedelta(7)
        room = (last - stay.admitted_on).days
        if room > 20 and chance.random() < 0.14:
            first = stay.admitted_on + timedelta(chance.randint(14, room - 4))
            found.append(DemoLeave(stay.member_id, first, first + timedelta(chance.randint(0, 3))))
    return found


Row = Sequence[object]

_AWAY = 0.008  # of days, besides leave: at the hospital, at court


def draw_presence(plan: DemoPlan, stays: Sequence[DemoStay], leaves: Sequence[DemoLeave]) -> Iterator[Row]:
    """Every resident on every day up to yesterday, in order of day and member; today is still to be marked."""
    chance = plan.chance("presence")
    away: dict[int, list[DemoLeave]] = {}
    for leave in leaves:
        away.setdefault(leave.member_id, []).append(leave)
    residents = [stay for stay in stays if stay.series is Series.RESIDENTIAL]
    here: list[DemoStay] = []
    upcoming, day = 0, plan.first_day
    while day < plan.today:
        while upcoming < len(residents) and residents[upcoming].admitted_on <= day:
            here.append(residents[upcoming])
            upcoming += 1
        here = [stay for stay in here if stay.covers(day)]
        for member_id in sorted({stay.member_id for stay in here}):
            present = not _on_leave(away.get(member_id, ()), day) and chance.random() > _AWAY
            yield day, member_id, present
        day += timedelta(1)


def _on_leave(leaves: Sequence[DemoLeave], day: date) -> bool:
    return any(leave.from_day <= day <= leave.to_day for leave in leaves)
