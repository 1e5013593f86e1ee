"""The centre as it stands in the file: its details, its letterhead, its thresholds."""

from peerdesk.db.models import Centre, ProgrammeRow, Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.care.thresholds import HelpLinesCheck, Thresholds
from peerdesk.domain.centre import CentreDetails
from peerdesk.domain.papers.letterhead import Letterhead

COLUMNS = ("name", "code", "address", "registration_number", "logo", "language", "pdf_password")


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


def help_lines_check() -> HelpLinesCheck | None:
    """When the help lines were last found right; inside a reading."""
    query = ProgrammeRow.select(ProgrammeRow.help_lines_checked_on, Staff.name)
    found = tuples(query.join(Staff, on=ProgrammeRow.help_lines_checked_by == Staff.id))
    return HelpLinesCheck(*found[0]) if found else None
