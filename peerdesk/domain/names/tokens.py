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

from peerdesk.domain.names.alike import own_name
from peerdesk.domain.names.phonetics import HALVES, sounds, strength, together
from peerdesk.domain.names.words import APART, TITLES, chunks, folded, has_digit, latin, sounds_of, without_ending

SOUND, SOUND_ENDS, BACKWARDS = "~", ".", "<"
"""First and last character of a token that is a sound; first of a phone number read from its end."""

_SHORTEST_BEGINNING = 4  # consonants of a sound that may go on; "Sunita" (snt) must not find every Santosh (snts)
_PHONE_DIGITS, _ENDING_DIGITS = 10, 4
_SHORTEST_PHONE = 7
_PHONE = re.compile(r"[\d\s()+.-]+")
_PART_OF_PHONE = re.compile(r"\d[\d ]{3,}")
_TRUNK = re.compile(r"^(?:\+\s*91|0(?=\d{10}))")
_SHORTEST_HALF = 3


def tokens(latin: str, native: str, extras: Iterable[str] = ()) -> frozenset[str]:
    """Return everything a member is found by.

    Args:
        latin: the name in Latin letters, or empty.
        native: the name in Devanagari or Gurmukhi, or empty.
        extras: each a text of its own: village, guardian's name, member and admission numbers, phone numbers.
    """
    found: set[str] = set()
    for text in (latin, native, *extras):
        found.update(_of_text(folded(text)))
    found.discard("")
    return frozenset(found)


def relatives_alone(latin: str, native: str, relative: str, extras: Iterable[str] = ()) -> frozenset[str]:
    """Return what a member is found by through a relative's name and nothing else: beside the name, or within it.

    Args:
        latin: the name in Latin letters, or empty.
        native: the name in Devanagari or Gurmukhi, or empty.
        relative: a relative's name, or empty.
        extras: everything else the member is found by.
    """
    own_latin, own_native, extras = own_name(latin), own_name(native), list(extras)
    if not relative and (own_latin, own_native) == (latin, native):
        return frozenset()
    return tokens(latin, native, [relative, *extras]) - tokens(own_latin, own_native, extras)


def query(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what to look up for a typed text: for each word, the prefixes of which *one* must be found.

    A member matches when for every inner tuple at least one of its tokens *starts with* at least one of the strings.
    The strings of a word are the word itself, its Latin form, the end of a phone number and the sound, in this order,
    so that a hit by the first is the better one. A sound of two letters must be the whole sound of a word (the full
    stop at its end says so), a longer one may be its beginning; one letter is not looked up by sound at all.

    Titles and "S/o" are passed over where another word stands beside them. A text without letter or digit gives an
    empty tuple and matches everybody.
    """
    asked_for = folded(text).strip()
    phone = _phone(asked_for) or ("".join(asked_for.split()) if _PART_OF_PHONE.fullmatch(asked_for) else None)
    if phone is not None:
        return (_of_number(phone),)
    typed = list(chunks(APART.sub(" ", asked_for)))
    named = [chunk for chunk in typed if chunk not in TITLES] or typed
    asked = [list(_of_chunk(chunk)) for chunk in named]
    for at, (first, second) in enumerate(pairwise(named)):
        joined: tuple[str, ...] = () if has_digit(first + second) else marked(together(latin(first), latin(second)))
        asked[at] += joined  # Ram Kishor is found as Ramkishor by both
        asked[at + 1] += joined
    return tuple(tuple(dict.fromkeys(alternatives)) for alternatives in asked if alternatives)


def nearness(text: str, latin: str, native: str) -> int | None:
    """How near a name is to what somebody began to type, 0 the nearest; ``None`` where it is another's.

    The whole name begins so: 0; another word of it, or a word read from another script: 1; it only sounds so: 2.
    """
    asked = query(text)
    if not asked:
        return None
    if any(folded(name).startswith(folded(text).strip()) for name in (latin, native) if name):
        return 0
    found = tokens(latin, native)
    far = 1
    for alternatives in asked:
        fitting = [start for start in alternatives if any(token.startswith(start) for token in found)]
        if not fitting:
            return None
        if all(start.startswith(SOUND) for start in fitting):
            far = 2
    return far


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
    for part in APART.split(text):
        for chunk in chunks(part):
            if has_digit(chunk):
                yield from _of_serial(chunk)
            else:
                yield from _of_word(chunk)
        names = [latin(chunk) for chunk in chunks(part) if chunk not in TITLES and not has_digit(chunk)]
        for first, second in pairwise(names):
            yield from marked(together(first, second))
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
    spelled = latin(word)
    found = {word, spelled, *marked(sounds_of(word))}
    for half in HALVES:
        if spelled.endswith(half) and len(spelled) >= len(half) + _SHORTEST_HALF:
            found.update((half, *marked(sounds(half))))
            break
    return frozenset(found)


def _of_chunk(chunk: str) -> tuple[str, ...]:
    if has_digit(chunk):
        return _of_number(chunk)
    heard = map(_looked_up, marked(sounds_of(chunk)))
    return tuple(filter(None, (chunk, latin(chunk), *heard, *marked(sounds(without_ending(chunk))))))


def _looked_up(sound: str) -> str:
    return sound if strength(sound) - 2 < _SHORTEST_BEGINNING else sound.removesuffix(SOUND_ENDS)


def _of_number(chunk: str) -> tuple[str, ...]:
    if chunk.isdecimal() and len(chunk) >= _ENDING_DIGITS:
        return (chunk, BACKWARDS + chunk[::-1])
    return (chunk,)


def marked(found: Iterable[str]) -> tuple[str, ...]:
    """Sounds as they stand among the tokens."""
    return tuple(SOUND + sound + SOUND_ENDS for sound in found)
