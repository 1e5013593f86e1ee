"""Consents: what a member agreed to, on which day and before whom; that one was withdrawn; and the privacy notice.

Each purpose is agreed to by itself and can be withdrawn by itself (Digital Personal Data Protection Act 2023); nothing
is told to the public without it (Mental Healthcare Act 2017, s. 24). What was withdrawn stays in the record with its
days; what is given again is a row of its own. The notice of the same act (Rules 2025, rule 3) is given and not agreed
to, so nobody withdraws it; that it was given stands among the consents, with the same facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.errors import Problem
from peerdesk.i18n import LANGUAGES


class ConsentKind(StrEnum):
    """What is agreed to, each for itself; and the privacy notice, which is given."""

    NOTICE = "notice"
    RECORD = "record"
    CALLS = "calls"
    FAMILY = "family"
    EMPLOYER = "employer"
    COURT = "court"
    STORY = "story"
    GROUP_AGREEMENT = "group-agreement"

    @property
    def can_be_withdrawn(self) -> bool:
        return self is not ConsentKind.NOTICE


class ConsentWay(StrEnum):
    """How it was given: by signature, by thumb, or by word of mouth after it was read out."""

    SIGNATURE = "signature"
    THUMB = "thumb"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent, from the day it was given to the day it was withdrawn.

    Attributes:
        taken_by: name of the staff member before whom it was given.
        withdrawn_on: ``None`` while it stands.
        withdrawn_by: name of whom of the staff it was told; empty while it stands.
        language: code of the language in which it was read or read out; empty where an earlier version did not ask.
    """

    id: int
    member_id: int
    kind: ConsentKind
    given_on: date
    way: ConsentWay
    taken_by_id: int
    taken_by: str
    withdrawn_on: date | None = None
    withdrawn_by_id: int | None = None
    withdrawn_by: str = ""
    language: str = ""

    @property
    def stands(self) -> bool:
        return self.withdrawn_on is None


def latest(rows: Iterable[ConsentRow], kind: ConsentKind) -> ConsentRow | None:
    """The consent of a kind that counts now: the one that stands, else the one withdrawn last."""
    of_kind = [row for row in rows if row.kind is kind]
    return max(of_kind, key=lambda row: (row.stands, row.given_on, row.id), default=None)


def withdrawn_since(rows: Iterable[ConsentRow], kind: ConsentKind) -> date | None:
    """Since when a consent of a kind is withdrawn; ``None`` where it stands or was never asked for."""
    found = latest(rows, kind)
    return found.withdrawn_on if found else None


def missing_problems(rows: Iterable[ConsentRow], kind: ConsentKind, field: str) -> list[Problem]:
    """Why something that needs a consent of a kind cannot be done; nothing where the consent stands."""
    found = latest(rows, kind)
    if found is None:
        return [Problem(field, "consent-missing", {"kind": kind})]
    return [] if found.stands else [Problem(field, "consent-withdrawn", {"kind": kind, "day": found.withdrawn_on})]


@dataclass(frozen=True, slots=True)
class NewConsents:
    """What a member agrees to on one day, as typed in. ``taken_by`` left out means whoever enters it.

    ``language`` is the code of that in which it was read or read out.
    """

    kinds: frozenset[ConsentKind]
    given_on: date
    way: ConsentWay = ConsentWay.SIGNATURE
    taken_by: int | None = None
    language: str = "en"

    def problems(self, today: date, earlier: Sequence[ConsentRow]) -> list[Problem]:
        """Say what is wrong with them, given what the member agreed to so far."""
        found = [] if self.kinds else [Problem("kinds", "consent-kind-missing")]
        found += [Problem("given_on", "day-ahead")] if self.given_on > today else []
        found += [] if self.language in LANGUAGES else [Problem("language", "language-unknown")]
        for kind in (kind for kind in ConsentKind if kind in self.kinds):
            before = latest(earlier, kind)
            if before is None:
                continue
            if before.withdrawn_on is None:
                found.append(Problem("kinds", "consent-given-already", {"kind": kind, "day": before.given_on}))
            elif self.given_on < before.withdrawn_on:
                values = {"kind": kind, "day": before.withdrawn_on}
                found.append(Problem("given_on", "consent-before-withdrawal", values))
        return found


def withdrawal_problems(row: ConsentRow, day: date, today: date) -> list[Problem]:
    """Why a consent cannot have been withdrawn on a day."""
    if not row.kind.can_be_withdrawn:
        return [Problem("", "notice-not-withdrawn")]
    if row.withdrawn_on is not None:
        return [Problem("", "consent-withdrawn-already", {"day": row.withdrawn_on})]
    if day > today:
        return [Problem("withdrawn_on", "day-ahead")]
    if day < row.given_on:
        return [Problem("withdrawn_on", "withdrawn-before-given", {"day": row.given_on})]
    return []
