"""Recovery in the demo centre: spans, returns to use, milestones that were celebrated, steps worked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from peerdesk.domain.care import milestones
from peerdesk.domain.care.recovery import STEPS, MilestoneKind, ReturnReason, SpanInRecovery
from peerdesk.domain.dates import week_of
from peerdesk.domain.groups.groups import GroupType
from peerdesk.services.demo.groups import DemoGroup
from peerdesk.services.demo.names import draw_name
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import DemoPlan, weighted
from peerdesk.services.demo.rosters import DemoMembership
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]
Sittings = Mapping[int, Sequence[tuple[date, int]]]
"""Day and number of the sessions that each member attended, in order of time."""

_REASONS = {
    ReturnReason.TRIGGERS: 24, ReturnReason.PEER_PRESSURE: 22, ReturnReason.STRESS: 16, ReturnReason.HARD_EVENT: 12,
    ReturnReason.INTERPERSONAL: 10, ReturnReason.GOOD_EVENT: 8, ReturnReason.LITTLE_SUPPORT: 8,
}  # fmt: skip
_RETURNED_AFTERWARDS = 0.14  # of those who left with the thread kept; the others who were lost are not known of
_BEGAN_ANEW = 0.6
_CELEBRATED = 0.9
_FIRST_STEP, _EACH_STEP = (14, 24), (9, 20)  # days


@dataclass(frozen=True, slots=True)
class Recovery:
    """Spans and celebrations, as rows; ``latest`` has the first day of each member's latest span."""

    spans: Sequence[Row]
    celebrations: Sequence[Row]
    latest: Mapping[int, date]


def draw_recovery(
    plan: DemoPlan,
    people: Sequence[Person],
    stays: Sequence[DemoStay],
    told: Mapping[int, Sequence[date]],
    sittings: Sittings,
) -> Recovery:
    """The spans of everybody. ``told`` has the days on which a member told the group of a return to use."""
    chance = plan.chance("recovery")
    spans: list[Row] = []
    latest: dict[int, date] = {}
    celebrations: list[Row] = []
    for member_id, theirs in _by_member(stays).items():
        language = draw_language(chance, people[member_id - 1].region)
        found: list[SpanInRecovery] = []
        for from_day, ended_on in _spans(chance, plan.today, theirs, told.get(member_id, ())):
            reason = weighted(chance, _REASONS) if ended_on else None
            text = draw_line(chance, TextKind.RETURN_TO_USE, language) if ended_on else ""
            span = SpanInRecovery(len(spans) + 1, from_day, ended_on, reason, text)
            spans.append((span.id, member_id, from_day, ended_on, reason, text, ended_on))
            found.append(span)
        latest[member_id] = found[-1].from_day
        celebrations += _celebrations(chance, plan, member_id, found, sittings.get(member_id, ()), len(celebrations))
    return Recovery(spans, celebrations, latest)


def draw_steps(
    plan: DemoPlan, people: Sequence[Person], memberships: Sequence[DemoMembership], groups: Sequence[DemoGroup]
) -> list[Row]:
    """Steps worked in the 12-step group, with the sponsor's first name and the day."""
    chance = plan.chance("steps")
    twelve = {group.id for group in groups if group.type is GroupType.TWELVE_STEP}
    found: dict[tuple[int, int], Row] = {}
    for membership in memberships:
        if membership.group_id not in twelve:
            continue
        person = people[membership.member_id - 1]
        sponsor = draw_name(chance, person.region, female=person.woman).latin.split()[0]
        day, last = membership.from_day + timedelta(chance.randint(*_FIRST_STEP)), membership.to_day or plan.today
        step = 1
        while day <= min(last, plan.today) and step <= STEPS:
            found.setdefault((person.id, step), (person.id, step, day, sponsor))
            day += timedelta(chance.randint(*_EACH_STEP))
            step += 1
    return list(found.values())


def _by_member(stays: Sequence[DemoStay]) -> dict[int, list[DemoStay]]:
    found: dict[int, list[DemoStay]] = {}
    for stay in stays:
        found.setdefault(stay.member_id, []).append(stay)
    return found


def _spans(
    chance: Random, today: date, stays: Sequence[DemoStay], told: Sequence[date]
) -> list[tuple[date, date | None]]:
    """From when to when: a return to use lies before each coming again, and on each day that was told of."""
    begins = stays[0].admitted_on - timedelta(chance.randint(0, 2))
    found: list[tuple[date, date | None]] = []
    returns = [(day, day) for day in sorted(set(told))]
    for stay, again in pairwise(stays):
        gone = max(1, (again.admitted_on - (stay.discharged_on or again.admitted_on)).days)
        returns.append((again.admitted_on - timedelta(chance.randint(1, gone)), again.admitted_on))
    returns.sort()
    for day, anew in returns:
        if day > begins:  # of two on one day the first one counts
            found.append((begins, day))
            begins = max(anew, day)
    last = stays[-1]
    if last.into_aftercare and last.discharged_on is not None and chance.random() < _RETURNED_AFTERWARDS:
        day = max(last.discharged_on, begins) + timedelta(chance.randint(5, 160))
        if day <= today - timedelta(2):
            found.append((begins, day))
            if chance.random() > _BEGAN_ANEW:
                return found
            begins = day + timedelta(chance.randint(1, 2))
    return [*found, (begins, None)]


def _celebrations(
    chance: Random,
    plan: DemoPlan,
    member_id: int,
    spans: Sequence[SpanInRecovery],
    sittings: Sequence[tuple[date, int]],
    so_far: int,
) -> list[Row]:
    """Most were celebrated at the first session attended from their day on; this week's are still to come."""
    monday, _sunday = week_of(plan.today)
    found: list[Row] = []
    days = [day for day, _session_id in sittings]
    for span in spans:
        for milestone, reached_on in milestones.reached(span, milestones.USUAL, plan.today):
            place = next((at for at, day in enumerate(days) if day >= reached_on), None)
            soon = place is not None and (days[place] - reached_on).days <= 7 and days[place] < monday
            if place is not None and soon and chance.random() < _CELEBRATED:
                day, session_id = sittings[place]
                of = (milestone.kind, milestone.count, day, session_id)
                found.append((so_far + len(found) + 1, member_id, span.id, *of))
    for milestone in milestones.USUAL:
        if milestone.kind is MilestoneKind.SESSIONS and milestone.count <= len(sittings):
            day, session_id = sittings[milestone.count - 1]
            if day < monday and chance.random() < _CELEBRATED:
                of = (milestone.kind, milestone.count, day, session_id)
                found.append((so_far + len(found) + 1, member_id, None, *of))
    return found
