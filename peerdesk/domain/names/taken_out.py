"""Taking somebody's full name and telephone numbers out of a text that somebody else wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from peerdesk.domain.names.mentioned import ENDINGS

TAKEN_OUT = "[…]"
"""What stands where a name stood."""

_PART = r"[\w\u0300-\u036f\u0900-\u0963\u0970-\u097f\u0a01-\u0a75\u200c\u200d]"
"""Of a word: vowel signs are no letters to a pattern."""
_ENDS = "|".join(sorted(ENDINGS, key=len, reverse=True))
_GAP = r"[\s-]?"
_NUMBER_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Identifying:
    """What is taken out.

    Attributes:
        names: full names, of two words or more: a single one is anybody's.
        phones: telephone numbers, of ten digits or more.
    """

    names: tuple[str, ...]
    phones: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], phones: Iterable[str]) -> Identifying:
        """What of names and numbers, as they were typed, tells one person."""
        digits = (re.sub(r"\D", "", phone)[-_NUMBER_LENGTH:] for phone in phones)
        return cls(
            tuple(sorted({name.strip() for name in names if len(name.split()) > 1})),
            tuple(sorted({number for number in digits if len(number) == _NUMBER_LENGTH})),
        )

    def pattern(self) -> re.Pattern[str] | None:
        """What finds them in a text; None if there is nothing to be found."""
        names = [r"\s+".join(map(re.escape, normalize("NFC", name).split())) for name in self.names]
        found = [rf"(?<!{_PART})(?:{'|'.join(names)})(?:{_ENDS})*(?!{_PART})"] if names else []
        found += [rf"(?<!\d)(?:\+?91[\s-]?|0)?{_GAP.join(number)}(?!\d)" for number in self.phones]
        return re.compile("|".join(found), re.IGNORECASE) if found else None


def without(text: str, pattern: re.Pattern[str] | None) -> str:
    """The text without what a pattern finds; the very same text where it finds nothing."""
    if pattern is None or not text:
        return text
    composed = normalize("NFC", text)
    found = pattern.sub(TAKEN_OUT, composed)
    return text if found == composed else found
