"""Places to refer to, as they stand in the file."""

from peerdesk.db.models import Place
from peerdesk.db.queries import tuples, values
from peerdesk.domain.care.places import PlaceRow
from peerdesk.errors import NotFound

# Inside a reading


def offered() -> list[PlaceRow]:
    """The places that are offered, by name; one query."""
    columns = Place.id, Place.name, Place.what_for, Place.phone
    found = [PlaceRow(*row) for row in tuples(Place.select(*columns).where(Place.removed_on.is_null()))]
    return sorted(found, key=lambda place: (place.name.casefold(), place.id))


def require_known(place_id: int | None) -> None:
    """Refuse a place that nobody entered; one that was removed since may be named for former days.

    Raises:
        NotFound: if there is none of this number.
    """
    if place_id is not None and Place.get_or_none(Place.id == place_id) is None:
        raise NotFound("unknown-place", number=place_id)


def name_of(place_id: object) -> str:
    """What a place is called, one that was removed too; empty for none; inside a reading or a unit of work."""
    found = values(Place.select(Place.name).where(Place.id == place_id))
    return str(found[0]) if found else ""
