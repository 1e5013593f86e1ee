"""Devanagari and Gurmukhi names in Latin letters, as an Indian clerk would write them.

Both alphabets are laid out alike in Unicode, so that one table by distance from the start of the block serves both.
A word is read into syllables, the unspoken short *a* is left out, and a few habits of spelling are applied (Pooja,
Ishwar, Surinder). The rules are good enough to suggest a name and to search by; nobody's name is changed by them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from peerdesk.domain.names.habits import Habits
from peerdesk.domain.names.script import DEVANAGARI, GURMUKHI
from peerdesk.domain.names.writing import JOINERS

_VOWELS = {
    0x05: "a", 0x06: "aa", 0x07: "i", 0x08: "ii", 0x09: "u", 0x0A: "uu", 0x0B: "ri", 0x0D: "e", 0x0E: "e",
    0x0F: "e", 0x10: "ai", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au", 0x60: "ri", 0x72: "i", 0x73: "u",
}  # fmt: skip
_SIGNS = {
    0x3E: "aa", 0x3F: "i", 0x40: "ii", 0x41: "u", 0x42: "uu", 0x43: "ri", 0x44: "ri", 0x45: "e", 0x46: "e",
    0x47: "e", 0x48: "ai", 0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "au",
}  # fmt: skip
_CONSONANTS = {
    0x15: "k", 0x16: "kh", 0x17: "g", 0x18: "gh", 0x19: "n", 0x1A: "ch", 0x1B: "chh", 0x1C: "j", 0x1D: "jh",
    0x1E: "n", 0x1F: "t", 0x20: "th", 0x21: "d", 0x22: "dh", 0x23: "n", 0x24: "t", 0x25: "th", 0x26: "d",
    0x27: "dh", 0x28: "n", 0x29: "n", 0x2A: "p", 0x2B: "ph", 0x2C: "b", 0x2D: "bh", 0x2E: "m", 0x2F: "y",
    0x30: "r", 0x31: "r", 0x32: "l", 0x33: "l", 0x34: "l", 0x35: "v", 0x36: "sh", 0x37: "sh", 0x38: "s",
    0x39: "h", 0x58: "q", 0x59: "kh", 0x5A: "g", 0x5B: "z", 0x5C: "r", 0x5D: "dh", 0x5E: "f", 0x5F: "y",
}  # fmt: skip
_DOTTED = {"k": "q", "j": "z", "ph": "f", "s": "sh", "d": "d", "dh": "dh"}
_NASALS, _DOT_BELOW, _SILENCER, _DOUBLER, _VISARGA = (0x01, 0x02, 0x70), 0x3C, 0x4D, 0x71, 0x03
_NY, _GY = 0x1E, "G"  # ज् and ञ make ज्ञ, spelled when the language is known
_LIPS = range(0x2A, 0x2F)  # p ph b bh m: a nasal before them is m
_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f\u0a01-\u0a65\u0a70-\u0a7f\u200c\u200d]+")
_DIGITS = {block.start + 0x66 + digit: str(digit) for block in (DEVANAGARI, GURMUKHI) for digit in range(10)}
_SIGNS_TO_LATIN = str.maketrans({"।": ".", "॥": ".", "॰": "."} | {chr(code): digit for code, digit in _DIGITS.items()})


@dataclass(slots=True)
class _Syllable:
    """One consonant (or none) with what follows it; `silent` while its short *a* is only implied."""

    consonant: str
    vowel: str
    tail: str = ""
    implied: bool = False

    @property
    def sounded(self) -> bool:
        return bool(self.vowel)


def latin_digits(text: str) -> str:
    """Return a text with १२३ and ੧੨੩ as 123; every other character stays."""
    return text.translate(_SIGNS_TO_LATIN)


def romanise(text: str, language: str = "hi") -> str:
    """Return a text with every Devanagari and Gurmukhi word in Latin letters and a capital: सुनीता शिंदे → Sunita Shinde.

    Args:
        text: any text; Latin words, spaces and signs stay as they are.
        language: code of ``i18n.LANGUAGES``; in Marathi ज्ञ is *dny* (Dnyaneshwar), elsewhere *gy* (Gyaneshwar).
    """
    written = normalize("NFC", text)
    spelled = _WORD.sub(lambda word: romanised_word(word[0], marathi=language == "mr").capitalize(), written)
    return latin_digits(spelled)


@lru_cache(maxsize=32_768)
def romanised_word(word: str, marathi: bool = False) -> str:
    """Return one NFC word of either alphabet in small Latin letters."""
    stripped = word.translate({ord(joiner): None for joiner in JOINERS})
    syllables = _syllables(stripped.replace("ॐ", "ओम").replace("ੴ", "ਇਕਓਅੰਕਾਰ"))
    _drop_unspoken(syllables)
    return _spelled(syllables, marathi)


def _syllables(word: str) -> list[_Syllable]:
    places = [ord(character) & 0x7F for character in word]
    found: list[_Syllable] = []
    doubled = False
    for at, place in enumerate(places):
        if place in _CONSONANTS:
            consonant = _CONSONANTS[place]
            if place == _NY and found and (found[-1].consonant, found[-1].vowel) == ("j", ""):
                found[-1] = _Syllable(_GY, "a", implied=True)
                continue
            if doubled:
                found.append(_Syllable(consonant, ""))
                doubled = False
            found.append(_Syllable(consonant, "a", implied=True))
        elif place in _VOWELS:
            found.append(_Syllable("", _VOWELS[place]))
        elif place == _DOUBLER:
            doubled = True
        elif found:
            _modify(found[-1], place, places[at + 1] if at + 1 < len(places) else 0)
    return found


def _modify(last: _Syllable, place: int, following: int) -> None:
    """Apply a vowel sign, dot, nasal or silencer to the syllable before it."""
    if place in _SIGNS:
        last.vowel, last.implied = _SIGNS[place], False
    elif place == _SILENCER:
        last.vowel, last.implied = "", False
    elif place == _DOT_BELOW:
        last.consonant = _DOTTED.get(last.consonant, last.consonant)
    elif place in _NASALS:
        last.tail, last.implied = ("m" if following in _LIPS else "n"), False
    elif place == _VISARGA:
        last.tail, last.implied = "h", False


def _drop_unspoken(word: list[_Syllable]) -> None:
    """Leave out the short *a* that Hindi, Marathi and Punjabi do not speak (Ohala's rule, from the end backwards)."""
    if len(word) > 1 and word[-1].implied and not _spoken_at_end(word):
        word[-1].vowel = ""
    # two light syllables close a long word together: Har-bhajan, Ram-charan, not Harabh-jan
    last_pair = len(word) - 3 if len(word) > 4 and word[-2].implied and word[-3].implied and word[-1].implied else -1
    for at in range(len(word) - 2, 0, -1):
        here, before = word[at], word[at - 1]
        open_before = before.sounded and not before.tail
        if here.implied and open_before and at != last_pair and _opens(word, at + 1):
            here.vowel = ""


def _spoken_at_end(word: list[_Syllable]) -> bool:
    """Whether a final cluster keeps its *a*: Mahendra, Krishna, Surya; but Anand, Garg, Bhatt."""
    last, before = word[-1], word[-2]
    if before.sounded or before.consonant == last.consonant:
        return False
    return last.consonant == "y" or (last.consonant in ("r", "l", "v", "n") and before.consonant not in ("n", "m", "r"))


def _opens(word: list[_Syllable], at: int) -> bool:
    """Whether a new spoken syllable starts here: a consonant with its vowel, or with r between (Gur-preet)."""
    here = word[at]
    if not here.consonant:
        return False
    followed_by_r = at + 1 < len(word) and word[at + 1].consonant == "r" and word[at + 1].sounded
    return here.sounded or (followed_by_r and not here.sounded)


_HABITS = Habits(
    [
        (r"chh?ch", "cch"),
        (r"([kgtdpb])h\1h", r"\1\1h"),
        (r"shsh", "ssh"),
        (r"(?<=[bcdfghjklmnpqstyz])v(?=a|e|i[nv])", "w"),  # Ishwar, Balwinder; not Parvati
        (r"(?<=.)vaal$", "waal"),
        (r"(?<=.)vti$", "wati"),  # Kalawati
        (r"(?<=.)ph", "f"),  # Irfan; but Phool
        (r"raav$", "rao"),
        (r"(?<=[aeiou])nh$", "ngh"),  # सिंह
        (r"indar$", "inder"),
        (r"priit", "preet"),
        (r"diip", "deep"),
        (r"(?<=[mj])iit$", "eet"),
        (r"^([^aeiou]*)ii(?=[^aeiou])", r"\1ee"),  # Meena, Veer
        (r"aa", "a"),
        (r"ii", "i"),
        (r"uu", "u"),
    ]
)


def _spelled(word: list[_Syllable], marathi: bool) -> str:
    spelled = "".join(part.consonant + part.vowel + part.tail for part in word)
    spelled = spelled.replace(_GY, "dny" if marathi else "gy")
    return _HABITS.of(spelled)
