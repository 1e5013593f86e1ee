"""What a member is found by, and what a clerk's typing looks up.

Every member has a set of tokens, kept in one table ``(token, member)`` and looked up by *prefix*, so that a search runs
on each key press (a range query ``token >= w AND token < next(w)``; 20,000 members answer in under a millisecond).

=================  ==========================================================  =======================================
token              made from                                                   found by typing
=================  ==========================================================  =======================================
``शिंदे``           each word as written: NFC, small letters, no joiners        the start of the word, in its own script
``shinde``         each Indic word in Latin letters; accents taken off         the start of the word, in Latin
``~snd.``          the sound of each word (`phonetics`), and of two            another spelling, another script, or the
                   neighbouring words together (Ram Lal, Ramlal)               other way of joining the words
``lal``            the second half of a joined name (Ramlal, Rajkumar)         either half
``gwl/2026-27/42`` a chunk with a digit, as written                            the start of a member or admission number
``0042``, ``42``   the last number of such a chunk, without its zeros too      the serial number alone
``9876543210``     a phone number, without +91 or 0                            the start of the phone number
``<0123456789``    the same backwards                                          its last digits, four or more
=================  ==========================================================  =======================================
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

from peerdesk.domain.names.phonetics import HALVES, plain, sounds, strength, together
from peerdesk.domain.names.romanise import latin_digits, romanised_word
from peerdesk.domain.names.script import is_indic
from peerdesk.domain.names.writing import JOINERS

SOUND, SOUND_ENDS, BACKWARDS = "~", ".", "<"
"""First and last character of a token that is a sound; first of a phone number read from its end."""

_SHORTEST_BEGINNING = 4  # consonants of a sound that may go on; "Sunita" (snt) must not find every Santosh (snts)
_PHONE_DIGITS, _ENDING_DIGITS = 10, 4
_SHORTEST_PHONE = 7
_PHONE = re.compile(r"[\d\s()+.-]+")
_PART_OF_PHONE = re.compile(r"\d[\d ]{3,}")
_TRUNK = re.compile(r"^(?:\+\s*91|0(?=\d{10}))")
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0970-\u097f\u0a00-\u0a75])+")
_APOSTROPHES = str.maketrans(dict.fromkeys(JOINERS + "'’"))
_APART = re.compile(r"\b[sdwchbfm][/.\\]\s?o\b\.?|@", re.IGNORECASE)  # S/o, W.o.; an alias
_TITLES = frozenset(
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


def tokens(latin: str, native: str, extras: Iterable[str] = ()) -> frozenset[str]:
    """Return everything a member is found by.

    Args:
        latin: the name in Latin letters, or empty.
        native: the name in Devanagari or Gurmukhi, or empty.
        extras: each a text of its own: village, guardian's name, member and admission numbers, phone numbers.
    """
    found: set[str] = set()
    for text in (latin, native, *extras):
        found.update(_of_text(_folded(text)))
    found.discard("")
    return frozenset(found)


def query(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what to look up for a typed text: for each word, the prefixes of which *one* must be found.

    A member matches when for every inner tuple at least one of its tokens *starts with* at least one of the strings.
    The strings of a word are the word itself, its Latin form, the end of a phone number and the sound, in this order,
    so that a hit by the first is the better one. A sound of two letters must be the whole sound of a word (the full
    stop at its end says so), a longer one may be its beginning; one letter is not looked up by sound at all.

    Titles and "S/o" are passed over where another word stands beside them. A text without letter or digit gives an
    empty tuple and matches everybody.
    """
    folded = _folded(text).strip()
    phone = _phone(folded) or ("".join(folded.split()) if _PART_OF_PHONE.fullmatch(folded) else None)
    if phone is not None:
        return (_of_number(phone),)
    chunks = list(_chunks(_APART.sub(" ", folded)))
    named = [chunk for chunk in chunks if chunk not in _TITLES] or chunks
    asked = [list(_of_chunk(chunk)) for chunk in named]
    for at, (first, second) in enumerate(pairwise(named)):
        joined: tuple[str, ...] = () if _has_digit(first + second) else _marked(together(_latin(first), _latin(second)))
        asked[at] += joined  # Ram Kishor is found as Ramkishor by both
        asked[at + 1] += joined
    return tuple(tuple(dict.fromkeys(alternatives)) for alternatives in asked if alternatives)


def _folded(text: str) -> str:
    return latin_digits(normalize("NFC", text).translate(_APOSTROPHES)).casefold()


def _chunks(text: str) -> Iterator[str]:
    """Words as a person writes them: numbers keep their strokes and hyphens, names are split at theirs."""
    for chunk in text.split():
        if _has_digit(chunk):
            yield chunk.strip(".,;:()")
        else:
            yield from _WORD.findall(chunk)


def _phone(text: str) -> str | None:
    """The digits of a phone number without the country's; None where the text is something else or too short."""
    if not _PHONE.fullmatch(text):
        return None
    digits = "".join(filter(str.isdecimal, _TRUNK.sub("", text.strip())))
    if len(digits) < _SHORTEST_PHONE:
        return None
    return digits[-_PHONE_DIGITS:]


def _of_text(text: str) -> Iterator[str]:
    phone = _phone(text)
    if phone is not None:
        yield from (phone, BACKWARDS + phone[::-1])
        return
    spoken: list[str] = []
    for part in _APART.split(text):
        for chunk in _chunks(part):
            if _has_digit(chunk):
                yield from _of_serial(chunk)
            else:
                yield from _of_word(chunk)
        names = [_latin(chunk) for chunk in _chunks(part) if chunk not in _TITLES and not _has_digit(chunk)]
        for first, second in pairwise(names):
            yield from _marked(together(first, second))
        spoken += names
    initials = "".join(word for word in spoken if len(word) == 1)
    if len(initials) > 1:  # P. D. Patil is looked for as PD
        yield initials


def _of_serial(chunk: str) -> Iterator[str]:
    yield chunk
    last = re.findall(r"\d+", chunk)[-1]
    yield last
    yield last.lstrip("0") or "0"


@lru_cache(maxsize=32_768)
def _of_word(word: str) -> frozenset[str]:
    latin = _latin(word)
    found = {word, latin, *_sounds_of(word)}
    for half in HALVES:
        if latin.endswith(half) and len(latin) >= len(half) + _SHORTEST_HALF:
            found.update((half, *_marked(sounds(half))))
            break
    return frozenset(found)


def _of_chunk(chunk: str) -> tuple[str, ...]:
    if _has_digit(chunk):
        return _of_number(chunk)
    return tuple(filter(None, (chunk, _latin(chunk), *map(_looked_up, _sounds_of(chunk)), *_without_ending(chunk))))


def _without_ending(word: str) -> tuple[str, ...]:
    latin = _latin(word)
    for ending in _ENDINGS:
        if latin.endswith(ending) and len(latin) >= len(ending) + _SHORTEST_HALF:
            return _marked(sounds(latin.removesuffix(ending)))
    return ()


def _has_digit(chunk: str) -> bool:
    return any(map(str.isdecimal, chunk))


def _looked_up(sound: str) -> str:
    return sound if strength(sound) - 2 < _SHORTEST_BEGINNING else sound.removesuffix(SOUND_ENDS)


def _of_number(chunk: str) -> tuple[str, ...]:
    if chunk.isdecimal() and len(chunk) >= _ENDING_DIGITS:
        return (chunk, BACKWARDS + chunk[::-1])
    return (chunk,)


def _latin(word: str) -> str:
    return plain(romanised_word(word) if is_indic(word) else word)


@lru_cache(maxsize=32_768)
def _sounds_of(word: str) -> tuple[str, ...]:
    """The sounds of a word; one in an Indic alphabet may be read in more than one way (राठौड़, Rathore, Rathod)."""
    if not is_indic(word):
        return _marked(sounds(plain(word)))
    readings = [_latin(word)]
    if any(flapped in word for flapped in _FLAPPED):
        for flapped, rolled in _FLAPPED.items():
            word = word.replace(flapped, rolled)
        readings.append(_latin(word))
    if _NASAL_END.search(word):
        readings.append(_latin(_NASAL_END.sub("", word)))
    if _GURMUKHI.match(word):
        readings.append(_UNJOINED.sub(r"\1\2", readings[0]))  # ਪਰਮੋਦ, ਧਰੁਵ
    if readings[0][:1] == "e":
        readings.append("a" + readings[0][1:])
    return _marked(dict.fromkeys(sound for one in readings for sound in sounds(one, typed=False)))


def _marked(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(SOUND + sound + SOUND_ENDS for sound in found)
