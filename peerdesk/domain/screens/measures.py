"""What the Measures screen shows, and whose sheets are to be keyed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.measures.results import Measured
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.screens.members import MemberRow


@dataclass(frozen=True, slots=True)
class DueMember:
    """A member in the programme as the pile of sheets goes through them.

    Attributes:
        due: codes of the scales to be asked now.
        latest: the day each scale was last answered, by its code.
    """

    member_id: int
    number: int
    name_latin: str
    name_native: str
    due: frozenset[str]
    latest: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """Whose sheet it is, and what is known before its answers are keyed in.

    Attributes:
        kept: the answers of that very day, which entering again corrects.
        before: the latest ones of an earlier day.
    """

    member_id: int
    number: int
    name_latin: str
    name_native: str
    scale: Scale
    kept: Measured | None
    before: Measured | None


@dataclass(frozen=True, slots=True)
class MeasuresScreen:
    """The scales, those whose sheets are to be keyed in, and the sheet of one of them.

    Attributes:
        scales: those that are asked and that the reader may see.
        due: the members in the programme, by number, with the scales that are due for them.
        found: whom the search fits; empty without one.
        scale: code of the one that is chosen.
        sheet: of the chosen member; ``None`` where nobody is chosen.
    """

    scales: Sequence[Scale]
    due: Sequence[DueMember]
    found: Sequence[MemberRow]
    scale: str
    sheet: EntrySheet | None
