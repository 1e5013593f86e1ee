"""The book of sessions of the demo centre: when the groups met, when they did not and why, who was due."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.groups.schedule import PLANNED_AHEAD, Occurrence, occurrences
from peerdesk.domain.sessions.sessions import NotHeldReason, SessionStatus
from peerdesk.services.demo.groups import DemoGroup
from peerdesk.services.demo.plan import DemoPlan, weighted
from peerdesk.services.demo.rosters import DemoMembership

_DOES_NOT_HAPPEN, _FROM_PAPER, _HAS_VISITORS = 0.03, 0.12, 0.025  # shares of sessions
_REASONS = {
    NotHeldReason.COUNSELLOR_AWAY: 34, NotHeldReason.OTHER_EVENT: 20, NotHeldReason.FESTIVAL: 16,
    NotHeldReason.NO_POWER: 16, NotHeldReason.OTHER: 14,
}  # fmt: skip
_RAINS = range(7, 10)  # July to September
_OTHER_REASONS = (
    "Hall used for the polling booth",
    "Inspection by the district team at this hour",
    "Water supply being repaired, everybody helped",
)
_ABSENCES_NOW = 4  # members whom the centre should contact today
_RUN = range(3, 6)
_CONTACT_ORDER = (
    GroupType.ALUMNI, GroupType.TWELVE_STEP, GroupType.WORKSHOP, GroupType.COUNSELLOR_LED, GroupType.SELF_HELP,
    GroupType.SHARING_CIRCLE, GroupType.EDUCATION, GroupType.FAMILY, GroupType.ONLINE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session as the book has it.

    Attributes:
        due: the memberships of its day, in the order of the printed sheet.
        paper_on: the day on which the office keyed its sheet in.
    """

    id: int
    group: DemoGroup
    day: date
    starts: time
    minutes: int
    due: Sequence[DemoMembership]
    status: SessionStatus
    reason: NotHeldReason | None = None
    reason_text: str = ""
    visitors: int = 0
    paper_on: date | None = None


def draw_meetings(
    plan: DemoPlan,
    groups: Sequence[DemoGroup],
    memberships: Sequence[DemoMembership],
    roll: Mapping[int, int],
    holidays: Collection[date],
) -> list[Meeting]:
    """All sessions from the first day to a fortnight ahead, in order of time; ids count from 1.

    ``roll`` says the place of each member in the order of names.
    """
    chance = plan.chance("meetings")
    planned: list[tuple[date, time, int, DemoGroup, Occurrence, list[DemoMembership]]] = []
    for group in groups:
        last = min(group.closed_on or date.max, plan.today + PLANNED_AHEAD)
        meets = occurrences(group.times, group.started_on, last, holidays)
        mine = [membership for membership in memberships if membership.group_id == group.id]
        for meeting, due in _with_roster(meets, mine):
            due.sort(key=lambda membership: roll[membership.member_id])
            planned.append((meeting.day, meeting.starts, group.id, group, meeting, due))
    planned.sort(key=lambda row: row[:3])
    begun = next((row[:3] for row in planned if row[0] == plan.today and row[5]), None)
    return [
        _meeting(chance, plan.today, session_id, group, meeting, due, under_way=(day, starts, group_id) == begun)
        for session_id, (day, starts, group_id, group, meeting, due) in enumerate(planned, start=1)
    ]


def _with_roster(
    meets: Sequence[Occurrence], memberships: Sequence[DemoMembership]
) -> Iterator[tuple[Occurrence, list[DemoMembership]]]:
    """Each meeting with the memberships that hold on its day; both in order of time."""
    holding: list[DemoMembership] = []
    upcoming = 0
    for meeting in meets:
        while upcoming < len(memberships) and memberships[upcoming].from_day <= meeting.day:
            holding.append(memberships[upcoming])
            upcoming += 1
        holding = [membership for membership in holding if membership.holds(meeting.day)]
        yield meeting, list(holding)


def _meeting(
    chance: Random,
    today: date,
    session_id: int,
    group: DemoGroup,
    meeting: Occurrence,
    due: Sequence[DemoMembership],
    *,
    under_way: bool,
) -> Meeting:
    where = (session_id, group, meeting.day, meeting.starts, meeting.minutes, due)
    if meeting.day >= today:
        return Meeting(*where, SessionStatus.HELD if under_way else SessionStatus.PLANNED)
    if not due:
        return Meeting(*where, SessionStatus.DID_NOT_HAPPEN, NotHeldReason.NO_MEMBERS)
    if chance.random() < _DOES_NOT_HAPPEN:
        reason = _reason(chance, meeting.day)
        text = chance.choice(_OTHER_REASONS) if reason is NotHeldReason.OTHER else ""
        return Meeting(*where, SessionStatus.DID_NOT_HAPPEN, reason, text)
    visitors = chance.randint(1, 5) if chance.random() < _HAS_VISITORS else 0
    paper_on = None
    if chance.random() < _FROM_PAPER:
        paper_on = min(meeting.day + timedelta(chance.randint(0, 1)), today)
    return Meeting(*where, SessionStatus.HELD, visitors=visitors, paper_on=paper_on)


def _reason(chance: Random, day: date) -> NotHeldReason:
    if day.month in _RAINS and chance.random() < 0.4:
        return NotHeldReason.WEATHER
    return weighted(chance, _REASONS)


def draw_absentees(
    plan: DemoPlan, meetings: Sequence[Meeting], on_leave: Collection[int]
) -> dict[tuple[int, int], date]:
    """Some members who stay away right now: (group, member) → the last day on which they came.

    Of several groups one member each, so that the Today page has somebody to show; nobody who is on leave.
    """
    chance = plan.chance("absentees")
    held: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        if meeting.status is SessionStatus.HELD and meeting.day < plan.today:
            held.setdefault(meeting.group.id, []).append(meeting)
    taken = set(on_leave)
    found: dict[tuple[int, int], date] = {}
    by_order = sorted(held.values(), key=lambda past: _CONTACT_ORDER.index(past[-1].group.type))
    for past in (*by_order, *by_order):  # a second member of a group only where there are few groups
        run = chance.choice(_RUN)
        here = _longest_there(past, run + 2, plan.today, taken)
        if here is not None and len(found) < _ABSENCES_NOW:
            found[past[-1].group.id, here] = past[-run - 1].day
            taken.add(here)
    return found


def _longest_there(past: Sequence[Meeting], meetings: int, today: date, taken: Collection[int]) -> int | None:
    """Who still belongs to a group, had at least so many sessions, and is not taken; the last of the roll."""
    if len(past) < meetings:
        return None
    since = past[-meetings].day
    return next(
        (
            membership.member_id
            for membership in reversed(past[-1].due)
            if membership.from_day <= since and membership.to_day is None and membership.member_id not in taken
        ),
        None,
    )
