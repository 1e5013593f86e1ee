"""Who was in the demo centre on each day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from peerdesk.domain.members.stays import Series
from peerdesk.services.demo.plan import DemoPlan
from peerdesk.services.demo.stays import DemoLeave, DemoStay

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
