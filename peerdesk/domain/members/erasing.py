"""Erasing one person's record: why, what goes, and the line that stays (India's DPDP Act 2023, s. 12).

Everything about the person goes: their own rows, their line in each session, signed ones too, what the trail, the bin
and the log of what left say of them, and their full name and telephone numbers wherever somebody typed them. What stays
is a line with a day, their numbers, which are never given again, and that it was done.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerdesk.errors import Problem


class WhyErased(StrEnum):
    """Why a record is erased."""

    ASKED = "asked"
    """The person asked for it, or who may for them."""
    KEPT_LONG_ENOUGH = "kept-long-enough"
    MISTAKE = "mistake"
    """They never should have been in the record."""


@dataclass(frozen=True, slots=True)
class ToErase:
    """What would go, before it is decided.

    Attributes:
        number: the member number.
        held: why the record must be kept; empty if nothing says so.
        is_open: whether a stay, a group or a mentorship of theirs is still open.
        kept_until: the last day on which the centre keeps it, by its own rule; None while something is open, or where
            nothing was written.
        by_law_until: the last day on which the law wants it kept, unless it never should have been written.
        sessions: how many sessions they have a line in.
        signed: how many of these are signed.
        texts: in how many texts of others their full name or a telephone number stands.
    """

    member_id: int
    number: int
    name: str
    held: str
    is_open: bool
    kept_until: date | None
    by_law_until: date | None
    sessions: int
    signed: int
    texts: int

    def problems(self, typed_number: str, why: WhyErased | None, today: date) -> list[Problem]:
        """Why it cannot be done; ``typed_number`` is the member number, typed once more by who does it."""
        found = []
        if self.held:
            found.append(Problem("", "record-held", {"why": self.held}))
        if self.is_open:
            found.append(Problem("", "erase-in-programme"))
        if why is None:
            found.append(Problem("why", "why-erased-missing"))
        elif why is WhyErased.KEPT_LONG_ENOUGH and self.kept_until is None:
            found += [] if self.is_open else [Problem("why", "nothing-to-keep")]
        elif why is WhyErased.KEPT_LONG_ENOUGH and self.kept_until is not None and today <= self.kept_until:
            found.append(Problem("why", "not-kept-long-enough", {"day": self.kept_until}))
        elif why is WhyErased.ASKED and self.by_law_until is not None and today <= self.by_law_until:
            found.append(Problem("why", "kept-by-law", {"day": self.by_law_until}))
        if typed_number.strip().lstrip("0") != str(self.number):
            found.append(Problem("number", "number-differs"))
        return found


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """What is left of an erased record.

    Attributes:
        number: the member number.
        stays: the numbers of the admissions.
        by: the name of who did it.
    """

    at: datetime
    number: int
    stays: tuple[str, ...]
    why: WhyErased
    by: str
