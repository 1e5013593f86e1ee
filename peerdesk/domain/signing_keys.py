"""The list of keys as people read it: whose keys signed from when, and who said so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class KeyEvent(StrEnum):
    """Why there is an entry."""

    FOUNDED = "founded"
    """The first coordinator, in a new centre; their own word."""
    CHANGEOVER = "changeover"
    """Somebody who had a log-in before there was a list; their own word."""
    GIVEN = "given"
    """A coordinator, or whoever holds the password recovery sheet, gave somebody a log-in or another password."""
    OLD_SHEET = "old-sheet"
    """Somebody came in with a password recovery sheet from before there was a list; their own word."""
    OWN = "own"
    """Somebody changed their own password; signed with the keys that they had."""
    ROLE = "role"
    """A coordinator gave somebody another role; the keys stay."""
    LEFT = "left"
    """A coordinator took somebody's log-in away."""
    SHEET_MADE = "sheet-made"
    """A coordinator made another password recovery code."""
    SHEET_HELD = "sheet-held"
    """Somebody holds its sheet: from now on it alone is in force."""
    NOTES = "notes"
    """The key of what counsellors and coordinators alone read, by which it is told from any other."""
    BROUGHT_BACK = "brought-back"
    """A coordinator came in with keys out of a copy, that had been replaced since; signed with these."""


@dataclass(frozen=True, slots=True)
class NotesLock:
    """Whether what office staff do not read is locked away from them.

    A centre that is older than this lock gets it once everybody who reads notes has keys of their own, and the password
    recovery sheet too: before, somebody would be kept out of the notes who could read them yesterday.

    Attributes:
        since: when the centre got it; None before.
        needs_sheet: whether a new password recovery sheet has to be made first.
        waits_for: the names of those who have to log in first, or be given a new password.
    """

    since: datetime | None
    needs_sheet: bool = False
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One entry of the list of keys.

    Attributes:
        number: its place, from 1.
        at: when it was made.
        event: why.
        whose: the name of whose keys they are; empty where they are nobody's, and for who is in no list.
        by: the name of who says so; empty for the password recovery sheet.
        fingerprint: of the list up to this entry, as it is printed.
    """

    number: int
    at: datetime
    event: KeyEvent
    whose: str
    by: str
    fingerprint: str
