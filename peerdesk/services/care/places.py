"""Places to refer to: a list that the coordinator keeps and everybody reads."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import Place
from peerdesk.db.queries import values
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care.places import NewPlace, PlaceRow
from peerdesk.domain.changes import Changed
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.records import bin as bin_records
from peerdesk.records.care import places as place_records


def everything(storage: Storage, actor: Actor) -> Sequence[PlaceRow]:
    """The places that are offered, by name."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return place_records.offered()


def add(storage: Storage, actor: Actor, new: NewPlace) -> int:
    """Add a place and return its id.

    Raises:
        InvalidInput: with everything that is wrong with it, the name taken among it.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.PLACES, actor) as unit:
        facts = _facts(new, None)
        row = Place.create(**facts, removed_on=None)
        unit.audit("place.add", row.id, None, facts)
    return int(row.id)


def change(storage: Storage, actor: Actor, place_id: int, new: NewPlace) -> None:
    """Put a place right, wherever somebody was referred to it.

    Raises:
        InvalidInput: as for `add`.
        NotFound: if there is no such place.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.PLACES | _WHERE_NAMED, actor) as unit:
        row, facts = _place(place_id), _facts(new, place_id)
        unit.audit_change("place.change", place_id, {name: getattr(row, name) for name in facts}, facts)
        Place.update(**facts).where(Place.id == place_id).execute()


def remove(storage: Storage, actor: Actor, place_id: int, *, today: date) -> None:
    """Offer a place no more. Whoever was referred to it still was.

    Raises:
        NotFound: if there is no such place.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.PLACES, actor) as unit:
        row = _place(place_id)
        if row.removed_on is not None:
            unit.nothing_to_do()
            return
        Place.update(removed_on=today).where(Place.id == place_id).execute()
        bin_records.note_within(unit, BinKind.PLACE, row, columns=("id", "name"))
        unit.audit("place.remove", place_id, {"removed_on": None}, {"removed_on": today})


def bring_back(storage: Storage, actor: Actor, place_id: int) -> None:
    """Offer a place again that was removed.

    Raises:
        InvalidInput: if another one has its name by now.
        NotFound: if there is no such place.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.PLACES, actor) as unit:
        row = _place(place_id)
        if row.removed_on is None:
            unit.nothing_to_do()
            return
        _facts(NewPlace(row.name, row.what_for, row.phone), place_id)
        Place.update(removed_on=None).where(Place.id == place_id).execute()
        bin_records.take_out_within(unit, BinKind.PLACE, place_id)
        unit.audit("place.bring-back", place_id, {"removed_on": row.removed_on}, {"removed_on": None})


_WHERE_NAMED = Changed.STAYS | Changed.CONTACTS | Changed.FOLLOW_UPS


def _facts(new: NewPlace, place_id: int | None) -> dict[str, object]:
    """The columns of a place, no other one having its name; inside a unit of work."""
    others = Place.select(Place.name).where(Place.removed_on.is_null() & (Place.id != (place_id or 0)))
    if problems := new.problems(values(others)):
        raise InvalidInput(problems)
    tidy = new.tidied()
    return {"name": tidy.name, "what_for": tidy.what_for, "phone": tidy.phone}


def _place(place_id: int) -> Place:
    row: Place | None = Place.get_or_none(Place.id == place_id)
    if row is None:
        raise NotFound("unknown-place", number=place_id)
    return row
