"""The groups of the demo centre: one or more of every type, when they meet, who leads them, who joins them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import cast

from peerdesk.domain.groups.groups import Audience, Channel, Entry, GroupDetails, GroupType, LedBy, MeetingTime
from peerdesk.domain.groups.schedule import DatedTime
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import ARVIND, HARJEET, SACHIN, DemoPlan

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
HALL, ROOM = "Prayer hall", "Group room"


@dataclass(frozen=True, slots=True)
class Intake:
    """Who joins a group.

    Attributes:
        residents, outpatients: shares of those who join during a stay.
        aftercare: share of those who join after a stay that ended well.
        wait: days between admission and joining.
        cohort: whether a week's newcomers begin together on a Monday.
        oldest: age in years up to which it takes people.
    """

    residents: float = 0.0
    outpatients: float = 0.0
    aftercare: float = 0.0
    wait: int = 1
    cohort: bool = False
    oldest: int = 120
    women_only: bool = False

    def takes(self, person: Person) -> bool:
        """Whether the group is for somebody like that."""
        return person.age <= self.oldest and (person.woman or not self.women_only)


@dataclass(frozen=True, slots=True)
class Outline:
    """A group as the centre means it, before anybody has joined."""

    id: int
    details: GroupDetails
    intake: Intake
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Lead:
    """A staff member who leads a group for some time."""

    staff_id: int
    responsible: bool
    from_day: date
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A group with everything that hangs on it."""

    id: int
    details: GroupDetails
    started_on: date
    closed_on: date | None
    times: tuple[DatedTime, ...]
    leads: tuple[Lead, ...]

    @property
    def type(self) -> GroupType:
        return cast(GroupType, self.details.type)  # every group of the demo has one

    def responsible(self, day: date) -> int:
        """The counsellor who signs for a day."""
        return next(
            lead.staff_id
            for lead in self.leads
            if lead.responsible and lead.from_day <= day and (lead.to_day is None or day <= lead.to_day)
        )


def _daily(starts: time, minutes: int) -> tuple[MeetingTime, ...]:
    return tuple(MeetingTime(weekday, starts, minutes) for weekday in range(7))


_ONE_OF_ITS_KIND = frozenset(GroupType) - {GroupType.COUNSELLOR_LED, GroupType.SELF_HELP}

_EVERY = (
    (
        GroupDetails(
            "Morning Circle", GroupType.SELF_HELP, LedBy.PEER, capacity_min=5, capacity_max=35, place=HALL,
            times=_daily(time(7, 30), 45), facilitators=(ARVIND, SACHIN),
        ),
        Intake(residents=1.0, wait=0),
    ),
    (
        GroupDetails(
            "12-Step Evening", GroupType.TWELVE_STEP, LedBy.PEER, capacity_min=4, capacity_max=25, place=HALL,
            times=(MeetingTime(TUESDAY, time(18, 0), 75), MeetingTime(FRIDAY, time(18, 0), 75)),
            facilitators=(SACHIN,),
        ),
        Intake(residents=0.7, outpatients=0.12, wait=5),
    ),
    (
        GroupDetails(
            "Coping Skills", GroupType.WORKSHOP, entry=Entry.CLOSED, capacity_min=4, capacity_max=18, place=ROOM,
            times=(MeetingTime(MONDAY, time(11, 45)), MeetingTime(THURSDAY, time(11, 45))),
            facilitators=(ARVIND, HARJEET),
        ),
        Intake(residents=0.6, outpatients=0.1, wait=7, cohort=True),
    ),
    (
        GroupDetails(
            "Recovery Class", GroupType.EDUCATION, entry=Entry.OPEN, capacity_min=5, capacity_max=28, place=HALL,
            times=(MeetingTime(WEDNESDAY, time(9, 15), 75),), facilitators=(SACHIN,),
        ),
        Intake(residents=0.85, outpatients=0.06, wait=2, cohort=True),
    ),
    (
        GroupDetails(
            "Women's Circle", GroupType.COUNSELLOR_LED, audience=Audience.WOMEN, capacity_min=3, capacity_max=14,
            place="Room beside the clinic", times=(MeetingTime(WEDNESDAY, time(15, 0)),), facilitators=(HARJEET,),
        ),
        Intake(residents=1.0, outpatients=0.6, aftercare=0.3, wait=3, women_only=True),
    ),
    (
        GroupDetails(
            "Young Adults", GroupType.SHARING_CIRCLE, LedBy.PEER, audience=Audience.YOUNG_ADULTS, capacity_min=3,
            capacity_max=12, place=ROOM, times=(MeetingTime(SATURDAY, time(16, 0)),), facilitators=(SACHIN,),
        ),
        Intake(residents=0.7, outpatients=0.4, wait=4, oldest=25),
    ),
    (
        GroupDetails(
            "Family Sunday", GroupType.FAMILY, audience=Audience.FAMILIES, capacity_min=3, capacity_max=24, place=HALL,
            times=(MeetingTime(SUNDAY, time(11, 0), 90),), facilitators=(HARJEET, ARVIND),
        ),
        Intake(residents=0.5, outpatients=0.12, wait=8),
    ),
    (
        GroupDetails(
            "Alumni Meeting", GroupType.ALUMNI, LedBy.PEER, audience=Audience.ALUMNI, capacity_min=4, capacity_max=30,
            place=HALL, times=(MeetingTime(SUNDAY, time(16, 0), 90),), facilitators=(ARVIND,),
        ),
        Intake(aftercare=0.55),
    ),
    (
        GroupDetails(
            "Alumni Video Call", GroupType.ONLINE, LedBy.PEER, channel=Channel.VIDEO, audience=Audience.ALUMNI,
            capacity_min=3, capacity_max=16, times=(MeetingTime(THURSDAY, time(20, 0), 45),), facilitators=(SACHIN,),
        ),
        Intake(outpatients=0.05, aftercare=0.28),
    ),
    (
        GroupDetails(
            "Newcomers' Hour", GroupType.COUNSELLOR_LED, audience=Audience.NEWCOMERS, capacity_min=3, capacity_max=14,
            place=ROOM, times=(MeetingTime(SATURDAY, time(10, 0)),), facilitators=(ARVIND,),
        ),
        Intake(residents=0.5, wait=1),
    ),
)  # fmt: skip
"""Those of the demo centre; the last was closed when the Recovery Class took over its work."""

_TWELVE_STEP, _SKILLS = 2, 3  # ids of those with a history of their own
_FEWEST_MEMBERSHIPS = 3  # ever; a group that hardly anybody joined was never begun


def outlines(plan: DemoPlan) -> list[Outline]:
    """The groups in the order of their ids; the last was closed at half time."""
    last = len(_EVERY)
    closed_on = _half(plan) + timedelta(20)
    return [
        Outline(group_id, details, intake, closed_on if group_id == last else None)
        for group_id, (details, intake) in enumerate(_EVERY, start=1)
    ]


def begun(plan: DemoPlan, wanted: Sequence[Outline], joined_on: Mapping[int, Sequence[date]]) -> list[DemoGroup]:
    """The groups from the day on which somebody first joined (days by group); a type without members begins today."""
    found: list[DemoGroup] = []
    for outline in wanted:
        days = joined_on.get(outline.id, ())
        if len(days) >= _FEWEST_MEMBERSHIPS or outline.details.type in _ONE_OF_ITS_KIND:
            found.append(_group(plan, outline, min(days, default=plan.today)))
    return found


def _group(plan: DemoPlan, outline: Outline, first: date) -> DemoGroup:
    times = tuple(DatedTime(meeting, first) for meeting in outline.details.times)
    ids = outline.details.facilitators
    leads = tuple(Lead(staff_id, staff_id == ids[0], first) for staff_id in ids)
    half = _half(plan)
    if outline.id == _TWELVE_STEP and first < half:
        times = _moved(times, half)
    elif outline.id == _SKILLS and first < half:
        leads = _handed_over(leads, half)
    return DemoGroup(outline.id, outline.details, first, outline.closed_on, times, leads)


def _moved(times: tuple[DatedTime, ...], day: date) -> tuple[DatedTime, ...]:
    """Until a day the group met half an hour earlier."""
    earlier = [
        replace(dated, time=replace(dated.time, starts=time(17, 30)), to_day=day - timedelta(1)) for dated in times
    ]
    return (*earlier, *(replace(dated, from_day=day) for dated in times))


def _handed_over(leads: tuple[Lead, ...], day: date) -> tuple[Lead, ...]:
    """On a day the second facilitator and the responsible one change places."""
    before = [replace(lead, to_day=day - timedelta(1)) for lead in leads]
    return (*before, *(replace(lead, responsible=not lead.responsible, from_day=day) for lead in reversed(leads)))


def _half(plan: DemoPlan) -> date:
    return plan.first_day + (plan.today - plan.first_day) / 2
