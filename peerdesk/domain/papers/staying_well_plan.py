"""What a member's staying-well plan on paper needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.staying_well import NOTHING_TOLD, PlanWords
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.typed import plain

_NUMBER = re.compile(r"\+?\d[\d -]{7,}\d")


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One page for the member alone; what was not told is left open, to be written by hand.

    Attributes:
        person: ``None`` on a blank page for anybody, and in a centre without members.
        written_on: ``None`` where no plan was written yet.
        help_lines: whom else to call, one per line.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    person: PersonOnPaper | None = None
    written_on: date | None = None
    words: PlanWords = NOTHING_TOLD
    help_lines: Sequence[str] = ()

    @property
    def centre_phones(self) -> Sequence[Phone]:
        """The numbers that stand in the centre's address; empty where there is none to be sure of."""
        found = (Phone(number).tidied() for number in _NUMBER.findall(plain(self.letterhead.address)))
        return [phone for phone in found if phone.can_be_called]
