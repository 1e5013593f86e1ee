"""Who is in which group from when to when: joining during a stay, going on into aftercare, leading after a while."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from peerdesk.domain.groups.groups import TYPES_OUTLIVING_DISCHARGE, GroupType, LedBy
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.stays import Series
from peerdesk.services.demo.groups import DemoGroup, Outline, begun
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import DemoPlan, days_later, next_monday
from peerdesk.services.demo.stays import DemoStay

_ROOM_KEPT = 3  # places that stay free in a full group, so that a newcomer can be shown joining
_FADES_AWAY = 0.3  # of the memberships in aftercare end with absences
_UNSEEN = 24  # days between the last time there and the end of such a membership
_LEADS_AFTER, _LEADS_FOR = 18, 14  # days; at least
_TIMES_AFTER, _TIMES_FOR = 10, 10


@dataclass(frozen=True, slots=True)
class DemoMembership:
    """A member in a group.

    Attributes:
        last_seen: for who stays away before the end: the last day on which they came.
    """

    group_id: int
    member_id: int
    from_day: date
    to_day: date | None
    role: MemberRole = MemberRole.MEMBER
    last_seen: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the member is on the roster of a day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


class _Places:
    """How many are in a group on each day; keeps every group within its capacity."""

    def __init__(self, plan: DemoPlan, outline: Outline) -> None:
        self._first = plan.first_day
        self._most = outline.details.capacity_max - _ROOM_KEPT
        self._taken = [0] * ((plan.today - self._first).days + 1)

    def take(self, first: date, last: date | None) -> bool:
        """Take a place for some days, if there is one on all of them."""
        begin = (first - self._first).days
        end = len(self._taken) if last is None else (last - self._first).days + 1
        if max(self._taken[begin:end]) >= self._most:
            return False
        for day in range(begin, end):
            self._taken[day] += 1
        return True


def draw_memberships(
    plan: DemoPlan, wanted: Sequence[Outline], people: Sequence[Person], stays: Sequence[DemoStay]
) -> list[DemoMembership]:
    """All memberships in order of their beginning. Residents choose first, who comes from outside fills up."""
    chance = plan.chance("rosters")
    places = {outline.id: _Places(plan, outline) for outline in wanted}
    again = _coming_again(stays)
    until: dict[tuple[int, int], date] = {}  # last day of somebody's latest membership in a group
    found: list[DemoMembership] = []
    for stay in sorted(stays, key=lambda stay: stay.series is Series.OUTPATIENT):
        person = people[stay.member_id - 1]
        for outline in wanted:
            for membership in _of_stay(chance, plan, outline, person, stay, again.get(stay)):
                who = (outline.id, person.id)
                free = until.get(who, date.min) < membership.from_day
                if free and places[outline.id].take(membership.from_day, membership.to_day):
                    until[who] = membership.to_day or date.max
                    found.append(membership)
    found.sort(key=lambda membership: (membership.from_day, membership.group_id, membership.member_id))
    return _with_roles(plan.today, wanted, found)


def draw_groups(
    plan: DemoPlan, wanted: Sequence[Outline], people: Sequence[Person], stays: Sequence[DemoStay]
) -> tuple[list[DemoGroup], list[DemoMembership]]:
    """The groups that came about, and who is in them."""
    drawn = draw_memberships(plan, wanted, people, stays)
    joined_on: dict[int, list[date]] = {}
    for membership in drawn:
        joined_on.setdefault(membership.group_id, []).append(membership.from_day)
    groups = begun(plan, wanted, joined_on)
    there = {group.id for group in groups}
    return groups, [membership for membership in drawn if membership.group_id in there]


def _coming_again(stays: Sequence[DemoStay]) -> dict[DemoStay, date]:
    """The day of the next admission of those who came again."""
    latest: dict[int, DemoStay] = {}
    found: dict[DemoStay, date] = {}
    for stay in stays:
        if before := latest.get(stay.member_id):
            found[before] = stay.admitted_on
        latest[stay.member_id] = stay
    return found


def _of_stay(
    chance: Random, plan: DemoPlan, outline: Outline, person: Person, stay: DemoStay, again: date | None
) -> list[DemoMembership]:
    """What one stay leads to in one group: a membership during it, one after it, or none."""
    intake = outline.intake
    if not intake.takes(person):
        return []
    share = intake.residents if stay.series is Series.RESIDENTIAL else intake.outpatients
    spans: list[tuple[date, date | None, date | None]] = []
    if chance.random() < share:
        spans.append(_during(chance, plan, outline, stay))
    if stay.into_aftercare and stay.discharged_on and chance.random() < intake.aftercare:
        spans.append(_after(chance, plan, stay.discharged_on))
    found = []
    for first, last, seen in spans:
        ends = [day for day in (last, outline.closed_on, again and again - timedelta(1)) if day is not None]
        last = min(ends, default=None)
        first = max(first, plan.first_day)
        if first <= min(last or plan.today, plan.today):
            to_day = last if last is not None and last <= plan.today else None
            last_seen = max(seen, first) if seen is not None and to_day is not None and to_day < plan.today else None
            found.append(DemoMembership(outline.id, person.id, first, to_day, last_seen=last_seen))
    return found


def _during(chance: Random, plan: DemoPlan, outline: Outline, stay: DemoStay) -> tuple[date, date | None, date | None]:
    """First and last day of a membership during a stay, and the last day there for who left without a word."""
    first = stay.admitted_on + timedelta(outline.intake.wait)
    if outline.intake.cohort:
        first = next_monday(first)
    last = stay.discharged_on
    outlives = outline.details.type in TYPES_OUTLIVING_DISCHARGE and stay.into_aftercare
    if last is not None and outlives:
        last = days_later(chance, last, 0, 75)
    return first, last, stay.last_seen


def _after(chance: Random, plan: DemoPlan, discharged_on: date) -> tuple[date, date | None, date | None]:
    """The same for a membership in aftercare."""
    first = days_later(chance, discharged_on, 1, 12)
    last = days_later(chance, first, 50, 420)
    seen = last - timedelta(_UNSEEN) if chance.random() < _FADES_AWAY else None
    return first, last, seen


def _with_roles(today: date, wanted: Sequence[Outline], drawn: Sequence[DemoMembership]) -> list[DemoMembership]:
    """The same memberships, some of them split where a member became peer leader or timekeeper, sorted anew."""
    found: list[DemoMembership] = []
    for outline in wanted:
        of_group = [membership for membership in drawn if membership.group_id == outline.id]
        if outline.details.led_by is LedBy.PEER:
            of_group = _split(today, of_group, MemberRole.PEER_LEADER, _LEADS_AFTER, _LEADS_FOR)
        if outline.details.type in (
            GroupType.TWELVE_STEP,
            GroupType.SELF_HELP,
            GroupType.SHARING_CIRCLE,
            GroupType.ALUMNI,
        ):
            of_group = _split(today, of_group, MemberRole.TIMEKEEPER, _TIMES_AFTER, _TIMES_FOR)
        found += of_group
    return sorted(found, key=lambda membership: (membership.from_day, membership.group_id, membership.member_id))


def _split(
    today: date, memberships: Sequence[DemoMembership], role: MemberRole, after: int, least: int
) -> list[DemoMembership]:
    """Give a role to one member after another, each after some time in the group, one at a time."""
    found: list[DemoMembership] = []
    taken_until = date.min
    for membership in memberships:
        first = max(membership.from_day + timedelta(after), taken_until + timedelta(1))
        stays_on = membership.to_day is None or (membership.to_day - first).days >= least
        fit = membership.role is MemberRole.MEMBER and membership.last_seen is None
        if fit and stays_on and first <= today:
            found.append(replace(membership, to_day=first - timedelta(1)))
            found.append(replace(membership, from_day=first, role=role))
            taken_until = membership.to_day or today
        else:
            found.append(membership)
    return found
