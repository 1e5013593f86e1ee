"""The words of a name, and what each of them sounds like: what search, doubles and notes have in common."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from peerdesk.domain.names.phonetics import plain, sounds
from peerdesk.domain.names.romanise import latin_digits, romanised_word
from peerdesk.domain.names.script import is_indic
from peerdesk.domain.names.writing import JOINERS

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0970-\u097f\u0a00-\u0a75])+")
_APOSTROPHES = str.maketrans(dict.fromkeys(JOINERS + "'’"))
APART = re.compile(r"\b[sdwchbfm][/.\\]\s?o\b\.?|@", re.IGNORECASE)  # S/o, W.o.; an alias
TITLES = frozenset(
    word
    for line in (
        "smt shri sri shree shrimati mr mrs ms miss dr adv prof late ji km kum ku sau kai swa",
        "alias urf son of daughter wife",
        "श्री श्रीमती स्व स्वर्गीय जी कु सौ कै डॉ उर्फ उर्फ\u093c पुत्र पुत्री पत्नी पति पिता वल्द",
        "ਸ਼੍ਰੀ ਸ੍ਰੀ ਸ਼੍ਰੀਮਤੀ ਸ੍ਰੀਮਤੀ ਜੀ ਸਵ ਡਾ ਉਰਫ ਉਰਫ਼ ਪੁੱਤਰ ਪੁੱਤਰੀ ਪਤਨੀ ਸਰਦਾਰ ਬੀਬੀ",
    )
    for word in normalize("NFC", line).split()
)
"""Passed over where another word stands beside them: titles, kinship, "alias"."""

_ENDINGS = ("saheb", "sahab", "sahib", "bhai", "behn", "bhau", "jee", "bai", "ben", "tai", "ji")
"""Said after a name out of respect: Rameshji, Sunitabai."""

_SHORTEST_HALF = 3
_FLAPPED = {"\u0921\u093c": "\u0930", "\u0922\u093c": "\u0930", "\u0a5c": "\u0a21"}  # ड़ ढ़ are r or d, ੜ too
_GURMUKHI = re.compile("[\u0a00-\u0a7f]")
_UNJOINED = re.compile(r"^([^aeiouy]+(?=a[rlvyn])|s)a([rlvyntpkm])(?=[aeiou])")
_NASAL_END = re.compile("[\u0901\u0902\u0a01\u0a02\u0a70]$")


def folded(text: str) -> str:
    """A text in small letters, NFC, with 0-9, without joiners and apostrophes."""
    return latin_digits(normalize("NFC", text).translate(_APOSTROPHES)).casefold()


def chunks(text: str) -> Iterator[str]:
    """Words as a person writes them: numbers keep their strokes and hyphens, names are split at theirs."""
    for chunk in text.split():
        if has_digit(chunk):
            yield chunk.strip(".,;:()")
        else:
            yield from _WORD.findall(chunk)


def without_ending(word: str) -> str:
    """A word in Latin letters without what is said after it out of respect; empty where there is nothing such."""
    spelled = latin(word)
    for ending in _ENDINGS:
        if spelled.endswith(ending) and len(spelled) >= len(ending) + _SHORTEST_HALF:
            return spelled.removesuffix(ending)
    return ""


def has_digit(chunk: str) -> bool:
    """Whether it is a number, or has one in it."""
    return any(map(str.isdecimal, chunk))


def latin(word: str) -> str:
    """A word in small Latin letters."""
    return plain(romanised_word(word) if is_indic(word) else word)


@lru_cache(maxsize=32_768)
def sounds_of(word: str) -> tuple[str, ...]:
    """The sounds of a word; one in an Indic alphabet may be read in more than one way (राठौड़, Rathore, Rathod)."""
    if not is_indic(word):
        return sounds(plain(word))
    readings = [latin(word)]
    if any(flapped in word for flapped in _FLAPPED):
        for flapped, rolled in _FLAPPED.items():
            word = word.replace(flapped, rolled)
        readings.append(latin(word))
    if _NASAL_END.search(word):
        readings.append(latin(_NASAL_END.sub("", word)))
    if _GURMUKHI.match(word):
        readings.append(_UNJOINED.sub(r"\1\2", readings[0]))  # ਪਰਮੋਦ, ਧਰੁਵ
    if readings[0][:1] == "e":
        readings.append("a" + readings[0][1:])
    return tuple(dict.fromkeys(sound for one in readings for sound in sounds(one, typed=False)))
