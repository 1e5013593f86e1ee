"""What the Measures screen shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.measured import DueMember, EntrySheet
from peerdesk.domain.measures import Scale
from peerdesk.domain.screens.members import MemberRow


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
