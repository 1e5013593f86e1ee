"""Who of the demo centre's staff answers for whom: asked at the first admission, changed now and then afterwards."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from peerdesk.domain.access import Role
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import STAFF, DemoPlan
from peerdesk.services.demo.stays import DemoStay

Row = tuple[int, int, int, date, date | None]

_OWN_REGION = 0.6  # have a counsellor who speaks their language
_CHANGED = 0.12  # have another one after some weeks
_NOBODY = 0.04  # were admitted before anybody was asked


def draw_key_counsellors(plan: DemoPlan, people: Sequence[Person], stays: Sequence[DemoStay]) -> Iterator[Row]:
    """Rows in order of admission."""
    chance = plan.chance("key-counsellors")
    counsellors = [one for one in STAFF if one.details.role is Role.COUNSELLOR]
    first = {stay.member_id: stay.admitted_on for stay in reversed(stays)}
    row_id = 1
    for member_id, from_day in sorted(first.items()):
        own = [one for one in counsellors if one.region is people[member_id - 1].region]
        kept, own_region = chance.random() >= _NOBODY, chance.random() < _OWN_REGION
        one = chance.choice(own if own and own_region else counsellors)
        other = chance.choice([another for another in counsellors if another is not one])
        changed_on = from_day + timedelta(chance.randint(10, 90))
        changes = chance.random() < _CHANGED and changed_on <= plan.today
        if not kept:
            continue
        yield row_id, member_id, one.id, from_day, changed_on if changes else None
        row_id += 1
        if changes:
            yield row_id, member_id, other.id, changed_on, None
            row_id += 1
