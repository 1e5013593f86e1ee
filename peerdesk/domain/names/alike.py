"""Whether two names may be those of one person, however each office wrote them.

The word a person is called by has to sound alike: the first one, past titles and *Md.*, or an alias. Kumar, Singh and
their like say nothing and may be missing; one word more or less is nothing either (a surname that was not asked for).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from peerdesk.domain.names.phonetics import sounds, together
from peerdesk.domain.names.words import TITLES, chunks, folded, has_digit, latin, sounds_of, without_ending

Sounds = frozenset[str]

_RELATIVE = re.compile(
    r"\b[sdwcfh][/.\\]\s?o\b\.?|\b(?:son|daughter|wife|care) of\b"
    r"|(?<!\w)(?:पुत्र|पुत्री|पत्नी|पिता|पति|वल्द|ਪੁੱਤਰ|ਪੁੱਤਰੀ|ਪਤਨੀ)(?!\w)",
    re.IGNORECASE,
)
_ALIAS = re.compile("@|[()]|(?<!\\w)(?:alias|urf|उर्फ|उर्फ\u093c|ਉਰਫ|ਉਰਫ਼)(?!\\w)", re.IGNORECASE)


@cache
def _sounding(words: str) -> Sounds:
    return frozenset(sound for word in words.split() for sound in sounds(word))


_USUAL = "kumar kumari singh kaur bai devi lal prasad begum bano khatoon rani ram chand"
_BEFORE = "mohammad sheikh sayed abdul"
"""Before the name a person is called by; alone they are that name."""


@dataclass(frozen=True, slots=True)
class SpokenName:
    """One writing of a name, by its sounds.

    Attributes:
        called: of every word the person is called by.
        others: of each further word that tells people apart.
        relatives: of each word of a relative's name that stands within it (S/o).
    """

    called: Sounds
    others: tuple[Sounds, ...] = ()
    relatives: tuple[Sounds, ...] = ()


@lru_cache(maxsize=8192)
def spoken(name: str) -> SpokenName:
    """Read one writing of a name; one without letters is called nothing."""
    called, more = called_words(name)
    _own, *after = _RELATIVE.split(folded_signs(name), maxsplit=1)
    pairs = pairwise([*called[:1], *more[:1]])
    joined = {sound for first, second in pairs for sound in together(latin(first), latin(second))}
    return SpokenName(
        frozenset(joined.union(*map(_sounds, called))),
        tuple(_sounds(word) for word in more if not _sounds(word) & _sounding(_USUAL)),
        names_of(after[0]) if after else (),
    )


def own_name(name: str) -> str:
    """One writing of a name without the relative's that may stand within it (S/o)."""
    return _RELATIVE.split(name, maxsplit=1)[0]


def called_words(name: str) -> tuple[list[str], list[str]]:
    """The words somebody is called by, aliases among them, and the further words of the own name."""
    called: list[str] = []
    more: list[str] = []
    for part in _ALIAS.split(_RELATIVE.split(folded_signs(name), maxsplit=1)[0]):
        words = _words(part)
        first = next((place for place, word in enumerate(words) if not _sounds(word) <= _sounding(_BEFORE)), 0)
        called += words[first : first + 1]
        more += words[first + 1 :]
    return called, more


def is_usual(word: str) -> bool:
    """Whether so many people have a word in their name that it tells nobody apart (Kumar, Singh)."""
    return bool(_sounds(word) & _sounding(f"{_USUAL} {_BEFORE}"))


def names_of(text: str) -> tuple[Sounds, ...]:
    """The sounds of each word of a name that tells people apart; of all of them where none does."""
    words = [word for word in _words(_ALIAS.sub(" ", folded_signs(text))) if len(word) > 1]
    telling = [word for word in words if not is_usual(word)]
    return tuple(map(_sounds, telling or words))


def meet(ones: Iterable[Sounds], others: Iterable[Sounds]) -> bool:
    """Whether a word of one name sounds like a word of another."""
    known = list(others)
    return any(one & other for one in ones for other in known)


def differ(one: SpokenName, other: SpokenName) -> bool:
    """Whether each has a word that tells people apart and that the other lacks."""
    lacking = [not any(word & known for known in (other.called, *other.others)) for word in one.others]
    missing = [not any(word & known for known in (one.called, *one.others)) for word in other.others]
    return any(lacking) and any(missing)


def folded_signs(text: str) -> str:
    """A text as `folded` has it, its dots parted from the words, so that *Md.Salim* is two."""
    return folded(text).replace(".", ". ").replace("s. o", "s.o")


def _words(text: str) -> list[str]:
    found = [word for word in chunks(text) if not has_digit(word)]
    named = [word for word in found if word not in TITLES] or found
    initials = [word for word in named if len(latin(word)) > 1]  # K. Ramesh is called Ramesh
    return initials or named


@lru_cache(maxsize=32_768)
def _sounds(word: str) -> Sounds:
    return frozenset((*sounds_of(word), *sounds(without_ending(word))))
