"""The centre as it stands in the file: its details, its letterhead, its thresholds."""

from peerdesk.db.models import Centre, ProgrammeRow
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.centre import CentreDetails
from peerdesk.domain.papers.letterhead import Letterhead

COLUMNS = ("name", "code", "address", "registration_number", "logo", "language")


def letterhead() -> Letterhead:
    """The head of the centre's paper; inside a reading."""
    centre = details()
    return Letterhead(centre.name, centre.address, centre.registration_number, centre.logo)


def details() -> CentreDetails:
    """The centre's own details; inside a reading."""
    row = Centre.get()
    values = {name: getattr(row, name) for name in COLUMNS}
    return CentreDetails(**values | {"logo": bytes(row.logo) if row.logo else None})


def thresholds() -> Thresholds:
    """The numbers as the centre keeps them; inside a unit of work or a reading."""
    row = ProgrammeRow.get()
    return Thresholds(**{name: getattr(row, name) for name in Thresholds.__dataclass_fields__})
