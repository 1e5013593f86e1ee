"""What a mentor's log sheets need, which are filled in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class Accompanied:
    """A member whom a mentor accompanies; never named by more than initials, for the sheet goes about in a pocket."""

    person: PersonOnPaper
    since: date


@dataclass(frozen=True, slots=True)
class MentorLog:
    """One blank sheet per member whom a mentor accompanies; no contact that was logged, no note.

    Attributes:
        mentor: ``None`` in a centre without members.
        agreed: whether the mentor has agreed to mentor, and has not stopped.
        members: without any, one sheet is printed on which the member is written by hand.
        help_lines: whom to call, one per line.
    """

    letterhead: Letterhead
    printed: Printed
    data_as_on: date
    mentor: PersonOnPaper | None
    agreed: bool = False
    members: Sequence[Accompanied] = ()
    help_lines: Sequence[str] = ()
