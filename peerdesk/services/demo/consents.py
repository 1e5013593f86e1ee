"""What the demo centre's members agreed to, what some withdrew, and the stories of a few."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from peerdesk.domain.members.consents import ConsentKind, ConsentWay
from peerdesk.domain.members.copies import CopyWay
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import ARVIND, CLERK_ID, HARJEET, SACHIN, DemoPlan, weighted
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_line

Row = Sequence[object]

_TAKEN_BY = (CLERK_ID, CLERK_ID, CLERK_ID, ARVIND, HARJEET, SACHIN)
_GIVE = {ConsentKind.RECORD: 0.98, ConsentKind.GROUP_AGREEMENT: 0.94, ConsentKind.CALLS: 0.9, ConsentKind.FAMILY: 0.8}
_NOTICE = 0.96
_READ_IN = {"hi": 60, "mr": 20, "pa": 12, "en": 8}
_WITHDRAW = {ConsentKind.CALLS: 0.05, ConsentKind.FAMILY: 0.04}
_WAYS = {ConsentWay.SIGNATURE: 64, ConsentWay.THUMB: 28, ConsentWay.SPOKEN: 8}
_STORIES = 4
_TOLD_AFTER = timedelta(60)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Consents, stories and copies asked for, as rows."""

    consents: Sequence[Row]
    stories: Sequence[Row]
    copies: Sequence[Row]


def draw_consents(plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay]) -> Agreed:
    """At the first admission, in its order; a few of those in aftercare told how it was and agreed to share it."""
    chance = plan.chance("consents")
    first = {stay.member_id: stay for stay in reversed(stays)}
    rows: list[tuple[object, ...]] = []
    notices = plan.chance("notices")
    for member_id, stay in sorted(first.items()):
        language = weighted(notices, _READ_IN)
        if notices.random() < _NOTICE:
            way, by = weighted(notices, _WAYS), notices.choice(_TAKEN_BY)
            rows.append((member_id, ConsentKind.NOTICE, stay.admitted_on, way, by, None, None, language))
        rows += [(*row, language) for row in _of_member(chance, plan, member_id, stay.admitted_on)]
    stories: list[Row] = []
    told = [stay for stay in first.values() if stay.into_aftercare and stay.discharged_on]
    for place, stay in enumerate(sorted(told, key=_by_member)[:_STORIES]):
        assert stay.discharged_on is not None  # noqa: S101 - chosen so
        day = min(stay.discharged_on + _TOLD_AFTER, plan.today)
        given = stay.member_id, ConsentKind.STORY, day, weighted(chance, _WAYS), ARVIND
        withdrawn = (min(day + timedelta(30), plan.today), ARVIND) if place == _STORIES - 1 else (None, None)
        language = ("en", "hi", "en", "mr")[place]
        rows.append((*given, *withdrawn, language))
        stories.append((stay.member_id, draw_line(chance, TextKind.STORY, language), day, ARVIND, False))
    copies = _copies(plan, [stay.member_id for stay in told])
    return Agreed([(number, *row) for number, row in enumerate(rows, start=1)], stories, copies)


def _copies(plan: DemoPlan, members: Sequence[int]) -> list[Row]:
    """One copy was handed over a while ago, and one is waited for since yesterday."""
    given, waits = (datetime.combine(plan.today - timedelta(days), time(11)) for days in (24, 1))
    handed = given + timedelta(days=1), HARJEET, CopyWay.IN_HAND, ""
    rows = ((given, CLERK_ID, *handed), (waits, CLERK_ID, None, None, None, ""))
    asked = zip(sorted(members), rows, strict=False)
    return [(number, member_id, *row) for number, (member_id, row) in enumerate(asked, start=1)]


def _by_member(stay: DemoStay) -> int:
    return stay.member_id


def _of_member(chance: Random, plan: DemoPlan, member_id: int, admitted_on: date) -> Iterator[tuple[object, ...]]:
    by, way = chance.choice(_TAKEN_BY), weighted(chance, _WAYS)
    for kind, share in _GIVE.items():
        given, withdraws = chance.random() < share, chance.random() < _WITHDRAW.get(kind, 0)
        day = admitted_on + timedelta(chance.randint(20, 80))
        if given:
            after = (day, by) if withdraws and day <= plan.today else (None, None)
            yield member_id, kind, admitted_on, way, by, *after
