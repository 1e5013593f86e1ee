"""One-to-one contacts and goals of the demo centre, as counsellors would have written them down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.domain.members.stays import Series
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import ARVIND, HARJEET, SACHIN, STAFF, DemoPlan, weighted
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]

_COUNSELLORS = (ARVIND, HARJEET, SACHIN)
_KINDS = {ContactKind.INDIVIDUAL: 72, ContactKind.FAMILY: 16, ContactKind.FAMILY_CALL: 12}
_OUTSIDE_KINDS = {ContactKind.INDIVIDUAL: 62, ContactKind.CALL: 20, ContactKind.FAMILY: 10, ContactKind.HOME_VISIT: 8}
_FAMILY = frozenset({ContactKind.FAMILY, ContactKind.FAMILY_CALL})
_MINUTES = {ContactKind.INDIVIDUAL: (30, 40, 45, 60), ContactKind.FAMILY: (45, 60, 60, 75)}
_SHORT_MINUTES = (5, 10, 10, 15)
_SET_A_GOAL = 0.55  # of stays
_GOAL_WORDS = {GoalWordKind.PROGRESS: 6, GoalWordKind.SETBACK: 2, GoalWordKind.NEXT_STEP: 3}
_TEXTS = {
    GoalWordKind.PROGRESS: TextKind.GOAL_PROGRESS,
    GoalWordKind.SETBACK: TextKind.GOAL_SETBACK,
    GoalWordKind.NEXT_STEP: TextKind.GOAL_NEXT,
}
LEFT_ALONE = 2
"""So many residents have had no one-to-one contact for a month: the group alone carries them."""

_A_MONTH = 31  # days; a little more than the usual threshold


def draw_contacts(plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay]) -> Iterator[Row]:
    """Contacts of every stay in order of the stays; of two long residents none in the last month."""
    chance = plan.chance("contacts")
    alone = _left_alone(plan, stays)
    contact_id = 1
    for stay in stays:
        counsellor = STAFF[chance.choice(_COUNSELLORS) - 1]
        last = min(stay.last_seen or stay.discharged_on or plan.today, plan.today)
        if stay.member_id in alone:
            last = plan.today - timedelta(_A_MONTH)
        day = stay.admitted_on + timedelta(chance.randint(0, 2))
        inside = stay.series is Series.RESIDENTIAL
        while day <= last:
            kind = weighted(chance, _KINDS if inside else _OUTSIDE_KINDS)
            language = draw_language(chance, counsellor.region)
            yield (
                contact_id,
                stay.member_id,
                kind,
                day,
                chance.choice(_MINUTES.get(kind, _SHORT_MINUTES)),
                counsellor.id,
                _with_whom(chance, people[stay.member_id - 1]) if kind in _FAMILY else "",
                draw_line(chance, TextKind.FAMILY_ISSUES if kind in _FAMILY else TextKind.ISSUES, language),
                None,
            )
            contact_id += 1
            day += timedelta(chance.randint(4, 9) if inside else chance.randint(9, 20))


def _left_alone(plan: DemoPlan, stays: Sequence[DemoStay]) -> frozenset[int]:
    since = plan.today - timedelta(_A_MONTH + 3)
    long_here = [s.member_id for s in stays if s.discharged_on is None and s.admitted_on <= since]
    return frozenset(long_here[:LEFT_ALONE])


def _with_whom(chance: Random, person: Person) -> str:
    whose = [phone.whose for phone in person.details.phones if phone.whose not in ("own", "neighbour")]
    return whose[0] if whose else chance.choice(("mother", "brother"))


@dataclass(frozen=True, slots=True)
class Goals:
    """Goals, and what was said about them, as rows."""

    goals: Sequence[Row]
    words: Sequence[Row]


def draw_goals(plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay]) -> Goals:
    """One goal or two in many stays; those of today's members are still under way."""
    chance = plan.chance("goals")
    goals: list[Row] = []
    words: list[Row] = []
    for stay in stays:
        last = min(stay.last_seen or stay.discharged_on or plan.today, plan.today)
        day = stay.admitted_on + timedelta(chance.randint(5, 12))
        while day < last and chance.random() < _SET_A_GOAL:
            language = draw_language(chance, people[stay.member_id - 1].region)
            due_on = day + timedelta(chance.choice((7, 14, 14, 21)))
            spoken = _spoken_about(chance, plan, len(goals) + 1, day, min(due_on, last), language)
            ended = due_on < last
            state = GoalState.OPEN
            if ended or stay.discharged_on is not None:
                state = GoalState.REACHED if chance.random() < 0.7 else GoalState.SET_ASIDE
            closed_on = None if state is GoalState.OPEN else min(due_on, last)
            text = draw_line(chance, TextKind.GOAL, language)
            goals.append((len(goals) + 1, stay.member_id, text, day, due_on, state, closed_on, GoalKind.GOAL))
            words += [(number, *row) for number, row in enumerate(spoken, start=len(words) + 1)]
            day = due_on + timedelta(chance.randint(1, 9))
    return Goals(goals, words)


def _spoken_about(
    chance: Random, plan: DemoPlan, goal_id: int, first: date, last: date, language: str
) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    day = first + timedelta(chance.randint(2, 5))
    while day <= min(last, plan.today):
        kind = weighted(chance, _GOAL_WORDS)
        found.append((goal_id, None, day, kind, draw_line(chance, _TEXTS[kind], language)))
        day += timedelta(chance.randint(3, 8))
    return found
