"""What the page of a member's success story needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.errors import Problem


@dataclass(frozen=True, slots=True)
class SuccessStoryPage:
    """One member's own words, as they agreed to share them.

    Attributes:
        person: as much of the name as was chosen, and never the number; ``None`` where the page is to name nobody.
        text: empty in a centre where nobody shares a story.
        consent_on: the day of the consent to share it.
        to_look_at: before it is handed out; said on the screen and never printed.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    person: PersonOnPaper | None = None
    text: str = ""
    told_on: date | None = None
    consent_on: date | None = None
    to_look_at: Sequence[Problem] = ()
