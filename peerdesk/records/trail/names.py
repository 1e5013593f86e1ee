"""What everything is called that entries of the trail name, as it is called now; inside a reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from peerdesk.db.models import Group, Member, Place, PlanRow, ScaleRow, Session, Staff
from peerdesk.db.queries import among, tuples
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.measures.scales import OWN
from peerdesk.domain.members.members import display_name
from peerdesk.domain.trail.lines import Ref, Thing


def names_of(refs: Iterable[Ref]) -> dict[Ref, str]:
    """The names of what is there; one question for each sort of thing that is asked for."""
    keys: defaultdict[Thing, set[Any]] = defaultdict(set)
    for thing, key in refs:
        keys[thing].add(key)
    return {Ref(thing, key): name for thing, asked in keys.items() for key, name in _named(thing, sorted(asked))}


def _named(thing: Thing, keys: list[Any]) -> Iterator[tuple[int | str, str]]:
    match thing:
        case Thing.MEMBER:
            columns = Member.id, Member.name_latin, Member.name_native
            for number, latin, native in tuples(Member.select(*columns).where(Member.id << among(keys))):
                yield number, display_name(latin, native)
        case Thing.SESSION:
            rows = Session.select(Session.id, Group.name, Session.day, Session.starts).join(Group)
            for number, group, day, starts in tuples(rows.where(Session.id << among(keys))):
                yield number, f"{group}, {short_date(day)} {short_time(starts)}"
        case Thing.SCALE:
            for number, name in tuples(ScaleRow.select(ScaleRow.id, ScaleRow.name)):
                yield f"{OWN}{number}", name
        case Thing.PLAN:
            yield from tuples(PlanRow.select(PlanRow.key, PlanRow.name).where(PlanRow.key << among(keys)))
        case Thing.STAFF | Thing.GROUP | Thing.PLACE:
            table: Any = {Thing.STAFF: Staff, Thing.GROUP: Group, Thing.PLACE: Place}[thing]
            yield from tuples(table.select(table.id, table.name).where(table.id << among(keys)))
