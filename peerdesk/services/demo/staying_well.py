"""Staying-well plans and pledges of the demo centre, as members would have told them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.domain.members.phones import Phone
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import ARVIND, HARJEET, SACHIN, DemoPlan
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]

_COUNSELLORS = (ARVIND, HARJEET, SACHIN)
_WROTE_A_PLAN = 0.45  # of those who have been there for a fortnight
_WROTE_IT_ANEW = 0.25
_MAKES_PLEDGES = 0.4  # of those in the programme
_KEPT = 0.7
_NEIGHBOURS = ("own", "neighbour")


@dataclass(frozen=True, slots=True)
class Plans:
    """Versions of plans, and whom their members would call, as rows."""

    versions: Sequence[Row]
    people: Sequence[Row]


def draw_plans(plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay]) -> Plans:
    """A plan in many stays, written after a fortnight; some were written anew later on."""
    chance = plan.chance("staying-well")
    versions: list[Row] = []
    called: list[Row] = []
    for stay in stays:
        last = min(stay.last_seen or stay.discharged_on or plan.today, plan.today)
        day = stay.admitted_on + timedelta(chance.randint(14, 28))
        person = people[stay.member_id - 1]
        goes_on = chance.random() < _WROTE_A_PLAN
        while goes_on and day <= last:
            number = len(versions) + 1
            versions.append(_version(chance, number, person, day))
            called += [(number, place, phone.whose, phone.number) for place, phone in enumerate(_called(person), 1)]
            day += timedelta(chance.randint(20, 60))
            goes_on = chance.random() < _WROTE_IT_ANEW
    return Plans(versions, called)


def _version(chance: Random, number: int, person: Person, day: date) -> Row:
    language = draw_language(chance, person.region)
    told = [draw_line(chance, kind, language) for kind in (TextKind.TRIGGER, TextKind.WARNING_SIGN, TextKind.HELPS)]
    return (number, person.id, day, chance.choice(_COUNSELLORS), *told, False)


def _called(person: Person) -> list[Phone]:
    return [phone for phone in person.details.phones if phone.whose not in _NEIGHBOURS][:2]


@dataclass(frozen=True, slots=True)
class Pledges:
    """Pledges as rows of goals, and what was said when they were read out."""

    goals: Sequence[Row]
    words: Sequence[Row]


def draw_pledges(
    plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay], first_goal: int, first_word: int
) -> Pledges:
    """What members in the programme promised in the last days: kept, not yet, and some to be heard of today."""
    chance = plan.chance("pledges")
    goals: list[Row] = []
    words: list[Row] = []
    for stay in stays:
        if stay.discharged_on is not None or chance.random() >= _MAKES_PLEDGES:
            continue
        language = draw_language(chance, people[stay.member_id - 1].region)
        day = max(stay.admitted_on, plan.today - timedelta(chance.randint(1, 4)))
        while day < plan.today:
            due_on = day + timedelta(1)
            number = first_goal + len(goals)
            kept = due_on < plan.today and chance.random() < _KEPT
            state, closed_on = (GoalState.REACHED, due_on) if kept else (GoalState.OPEN, None)
            text = draw_line(chance, TextKind.PLEDGE, language)
            goals.append((number, stay.member_id, text, day, due_on, state, closed_on, GoalKind.PLEDGE))
            if not kept:
                if due_on < plan.today:
                    words.append((first_word + len(words), number, None, due_on, GoalWordKind.NOT_YET, ""))
                break  # one at a time: it is read out again
            day = due_on
    return Pledges(goals, words)
