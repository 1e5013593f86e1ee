"""Which alphabet a name is written in: the three that PeerDesk can show, print and search."""

from enum import StrEnum
from unicodedata import category

DEVANAGARI = range(0x0900, 0x0980)
GURMUKHI = range(0x0A00, 0x0A80)
_LATIN = (range(0x41, 0x250), range(0x1E00, 0x1F00))  # with the accents of every European and Indian romanisation


class Script(StrEnum):
    """An alphabet, or more than one in the same text."""

    LATIN = "latin"
    DEVANAGARI = "devanagari"
    GURMUKHI = "gurmukhi"
    MIXED = "mixed"


def script_of_letter(character: str) -> Script | None:
    """The alphabet of one letter or vowel sign; None for digits, punctuation and every other alphabet."""
    code = ord(character)
    if category(character)[0] not in "LM":
        return None
    if code in DEVANAGARI:
        return Script.DEVANAGARI
    if code in GURMUKHI:
        return Script.GURMUKHI
    return Script.LATIN if any(code in block for block in _LATIN) else None


def script_of(text: str) -> Script | None:
    """The alphabet of all letters of a text, MIXED for several, None where it has no letter of the three."""
    found = {script for script in map(script_of_letter, text) if script is not None}
    if len(found) > 1:
        return Script.MIXED
    return found.pop() if found else None


def is_latin(text: str) -> bool:
    """Whether every letter is Latin, and there is one (the grant portal takes no other name)."""
    return script_of(text) is Script.LATIN


def is_indic(text: str) -> bool:
    """Whether any letter is Devanagari or Gurmukhi, so that the text needs shaping and a larger size."""
    return any(ord(character) in DEVANAGARI or ord(character) in GURMUKHI for character in text)
