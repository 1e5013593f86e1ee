"""The centre's thresholds, as the rules read them."""

from peerdesk.db.models import ProgrammeRow
from peerdesk.domain.care.thresholds import Thresholds


def current() -> Thresholds:
    """The numbers as the centre keeps them; inside a unit of work or a reading."""
    row = ProgrammeRow.get()
    return Thresholds(**{name: getattr(row, name) for name in Thresholds.__dataclass_fields__})
