"""Safety notes: the answer to the PHQ-9's ninth question is above 0, and somebody answers for what is done about it.

A note is opened by the sheet and closed by words alone: no later sheet, no correction and no removal ends it. It is for
counsellors; nothing of it stands in a list that others read, or on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_WORDS = 2000


def opens(answer: int, known: int) -> bool:
    """Whether an answer to the ninth question opens a note.

    ``known`` is the greatest answer of that day of which a note already speaks: to key in a sheet again, or to put it
    back, asks for nothing that was not done.
    """
    return answer > max(known, 0)


@dataclass(frozen=True, slots=True)
class SafetyNoteRow:
    """A note as kept.

    Attributes:
        day: of the sheet.
        opened_on: when the sheet was keyed in.
        owner: who answers for it, by name.
        owner_there: whether that is still a counsellor who logs in.
        answered_on, answered_by, words: what was done; of an open note nothing.
        taken_back: the answer, which somebody took back; another row goes on with the note.
    """

    id: int
    member_id: int
    member: str
    day: date
    opened_on: date
    owner_id: int
    owner: str
    owner_there: bool
    answered_on: date | None = None
    answered_by: str = ""
    words: str = ""
    taken_back: bool = False

    @property
    def name(self) -> str:
        """What a panel about the note calls it."""
        return self.member

    def waits(self, today: date) -> int:
        """Days for which nobody has written what was done."""
        return max((today - self.opened_on).days, 0)

    def is_escalated(self, today: date) -> bool:
        """Whether it is the coordinator's turn: a day went by, or who answers for it is no longer there."""
        return self.waits(today) > 0 or not self.owner_there


def in_order(notes: Sequence[SafetyNoteRow], today: date, *, first_of: int | None) -> list[SafetyNoteRow]:
    """Open notes as Today shows them: the coordinator's turn first, or with ``first_of`` those of one counsellor."""

    def place(note: SafetyNoteRow) -> tuple[bool, date, int]:
        first = note.is_escalated(today) if first_of is None else note.owner_id == first_of
        return not first, note.opened_on, note.id

    return sorted(notes, key=place)


@dataclass(frozen=True, slots=True)
class SafetyOfMember:
    """The notes of one member, for counsellors.

    Attributes:
        open: the one that is open.
        answered: newest first, those taken back too.
    """

    open: SafetyNoteRow | None
    answered: Sequence[SafetyNoteRow]

    @property
    def begun(self) -> str:
        """What was written before, if the answer was taken back: the next one goes on from it."""
        latest = self.answered[0] if self.answered else None
        return latest.words if latest is not None and latest.taken_back else ""


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """What was done, on which day, and by whom; ``None``: by who writes it."""

    words: str
    day: date
    by: int | None = None

    def problems(self, note: SafetyNoteRow, today: date) -> list[Problem]:
        found: list[Problem] = []
        if blank(self.words):
            found.append(Problem("words", "text-missing"))
        elif len(self.words.strip()) > MOST_WORDS:
            found.append(Problem("words", "text-too-long", {"most": MOST_WORDS}))
        if self.day > today:
            found.append(Problem("day", "day-ahead"))
        elif self.day < note.day:
            found.append(Problem("day", "before-the-sheet", {"day": note.day}))
        return found
