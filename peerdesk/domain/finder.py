"""Finding anything by a few letters: what somebody typed, read as words, a number and a day; and whether words fit."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from re import compile as pattern
from re import split

from peerdesk.domain.dates import parse_date
from peerdesk.domain.names import romanise
from peerdesk.domain.typed import ascii_digits, searched

_DAY_AND_MONTH = pattern(r"(\d{1,2})[-/.](\d{1,2})")
_MOST_DIGITS = 9  # a longer number is a phone's


class FoundKind(StrEnum):
    """What the finder reads out of the file; reports and commands are found without it."""

    MEMBER = "member"
    GROUP = "group"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, ready to show.

    Attributes:
        id: by which it is opened.
        detail: what tells it apart from others of the same title.
    """

    kind: FoundKind
    id: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, as far as it can be read.

    Attributes:
        words: all but the day, in small letters, digits as 0-9.
        number: of a session, where nothing but a number was typed.
        day: of a session; ``21-11`` is the one nearest to today.
    """

    words: tuple[str, ...]
    number: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, text: str, today: date) -> "Wanted":
        """Read a search. The last word that is a day counts as one."""
        words = ascii_digits(searched(text)).casefold().split()
        day: date | None = None
        for word in reversed(words):
            if day := _day(word, today):
                words.remove(word)
                break
        alone = words[0].removeprefix("s") if len(words) == 1 and day is None else ""
        number = int(alone) if alone.isdecimal() and len(alone) <= _MOST_DIGITS else None
        return cls(tuple(words), number, day)


def fits(words: Iterable[str], *names: str) -> bool:
    """Whether every word begins a word of one of the names, in either script.

    Two words or more may also be found by their first letters (``nm`` for *New member*).
    """
    typed = list(words)
    return any(_fits(typed, name.casefold()) for name in names) or any(
        len(typed) == 1 and len(typed[0]) > 1 and _initials(name).startswith(typed[0]) for name in names
    )


def _fits(typed: Iterable[str], name: str) -> bool:
    there = {*_words(name), *_words(romanise(name).casefold())}
    return all(any(word.startswith((part, romanise(part).casefold())) for word in there) for part in typed)


def _words(name: str) -> Iterator[str]:
    """The words of a name; ``12-step`` is found as a whole and by each part."""
    for word in name.split():
        yield word
        yield from filter(None, split(r"[\W_]+", word))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.casefold().split())


def _day(word: str, today: date) -> date | None:
    """A whole date, or a day and a month of the year in which they lie nearest to today."""
    if found := parse_date(word):
        return found
    found_parts = _DAY_AND_MONTH.fullmatch(word)
    if found_parts is None:
        return None
    number, month = map(int, found_parts.groups())
    near: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):  # 29-02 in most years, 31-11 in all of them
            near.append(date(year, month, number))
    return min(near, key=lambda day: abs(day - today), default=None)
