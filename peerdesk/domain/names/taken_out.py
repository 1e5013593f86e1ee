"""Taking somebody's full name and telephone numbers out of a text that somebody else wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any
from unicodedata import normalize

from peerdesk.domain.names.mentioned import ENDINGS

TAKEN_OUT = "[…]"
"""What stands where a name stood."""

_MARK = r"[\u0300-\u036f\u0900-\u0963\u0970-\u097f\u0a01-\u0a75\u200c\u200d]"
_BEGINS, _ENDED = rf"(?<![^\W_])(?<!{_MARK})", rf"(?![^\W_])(?!{_MARK})"
"""Where a word does; vowel signs are no letters to a pattern."""
_BETWEEN = r"[\s.\-_/]*"
"""Between the words of a name: people write it together, too."""
_GAP = r"[\s.()\-–/]*"
_ENDS = "|".join(sorted(ENDINGS, key=len, reverse=True))
_NUMBER_LENGTH = 10
_MOST_TURNED = 3
"""Words of a name that are looked for in any order."""
_DIGITS = [f"[{digit}{chr(0x966 + digit)}{chr(0xA66 + digit)}]" for digit in range(10)]
_COUNTRY = rf"(?:(?:\+|{_DIGITS[0]}{_DIGITS[0]})?{_DIGITS[9]}{_DIGITS[1]}|{_DIGITS[0]})"
"""Before a number, +91, 0091 or 0."""


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
        digits = ("".join(str(int(sign)) for sign in phone if sign.isdecimal())[-_NUMBER_LENGTH:] for phone in phones)
        return cls(
            tuple(sorted({name.strip() for name in names if len(name.split()) > 1})),
            tuple(sorted({number for number in digits if len(number) == _NUMBER_LENGTH})),
        )

    def pattern(self) -> re.Pattern[str] | None:
        """What finds them in a text; None if there is nothing to be found."""
        names = [written for name in self.names for written in _written(normalize("NFC", name).split())]
        found = [rf"{_BEGINS}(?:{'|'.join(names)})(?:{_ENDS})*{_ENDED}"] if names else []
        found += [
            rf"(?<!\d)\(?(?:{_COUNTRY}{_GAP})?{_GAP.join(_DIGITS[int(digit)] for digit in number)}(?!\d)"
            for number in self.phones
        ]
        return re.compile("|".join(found), re.IGNORECASE) if found else None


def _written(words: Sequence[str]) -> Iterator[str]:
    """A name in the order of its words and, where they are few, in any other."""
    orders = permutations(words) if len(words) <= _MOST_TURNED else [tuple(words)]
    return (_BETWEEN.join(map(re.escape, order)) for order in orders)


def without_in(value: object, pattern: re.Pattern[str] | None) -> Any:
    """A value of JSON with every text in it as :func:`without` leaves it."""
    if isinstance(value, str):
        return without(value, pattern)
    if isinstance(value, list):
        return [without_in(item, pattern) for item in value]
    if isinstance(value, dict):
        return {name: without_in(item, pattern) for name, item in value.items()}
    return value


def without(text: str, pattern: re.Pattern[str] | None) -> str:
    """The text without what a pattern finds; the very same text where it finds nothing."""
    if pattern is None or not text:
        return text
    composed = normalize("NFC", text)
    found = pattern.sub(TAKEN_OUT, composed)
    return text if found == composed else found
