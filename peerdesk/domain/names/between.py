"""Names from Devanagari to Gurmukhi and back: the habits of spelling in which the two alphabets differ.

Gurmukhi joins hardly any letters (only r and h below another), doubles with addak, and writes the nasal as tippi or
bindi by the vowel before it; Hindi's *y* between vowels is a vowel in Punjabi (भाटिया, ਭਾਟੀਆ).
"""

import re
from unicodedata import category, normalize

from peerdesk.domain.names.habits import Habits

_STEP = 0x100  # from a Devanagari letter to the Gurmukhi letter of the same sound
_BREATHED = tuple(zip("कगचजटडतदपब", "खघछझठढथधफभ", strict=True))
_C = "(?:[क-ह]\u093c?)"


def _moved(letter: str) -> str:
    """The Gurmukhi letter of a Devanagari one; empty for the few that Gurmukhi does not have (ॠ, ऽ)."""
    if not "\u0900" <= letter < "\u0964":
        return letter
    moved = chr(ord(letter) + _STEP)
    return "" if category(moved) == "Cn" else moved


_TO_PUNJABI = Habits(
    [
        ("ॐ", "ओम"),
        ("[\u200c\u200d]", ""),
        ("ज्ञा?(?![ि-ौ])", "गिआ"),
        ("ज्ञ", "ग्य"),
        ("ृ", "्रि"),
        ("ऋ", "रि"),
        ("ष्ण", "शन"),
        (r"(?<=.)([नमण])्\1", r"ं\1"),
        (r"(?<=.)([क-वसश])्(?=\1)", "ੱ"),
        *((f"(?<=.){plain}्(?={breathed})", "ੱ") for plain, breathed in _BREATHED),
        ("(?<=.)(?:ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ]))", "ं"),
        ("िया", "ीआ"),
        ("्या", "िआ"),
        ("(?<=[ा-ौ])या", "इआ"),
        ("(?<=[क-ह])या", "िआ"),
        ("ाय$", "ाए"),
        (f"({_C})य$", r"\1ै"),
        ("(?<=[ाोेौूी])य(?![ा-्])", "इ"),
        ("ि$", "ी"),
        ("ु$", "ू"),
        ("ड\u093c", "ੜ"),
        ("ढ\u093c", "ੜ੍ਹ"),
        ("क\u093c", "क"),
        ("[शष]", "स\u093c"),
        ("ळ", "ल\u093c"),
        ("ऱ", "र"),
        ("[ऍऎ]", "ऐ"),
        ("[ऑऒ]", "आ"),
        ("[ॅॆ]", "ै"),
        ("[ॉॊ]", "ा"),
        ("्र$", "र"),
        ("्(?![रह])", ""),
    ]
)
_NASAL = re.compile("([ਅਇਕ-ਹੜ਼ਿੁੂ]?)[\u0a01\u0a02]")

_TO_HINDI = Habits(
    [
        *((f"ੱ(?={_moved(breathed)})", f"{_moved(plain)}੍") for plain, breathed in _BREATHED),
        ("ੱ([ਕ-ਹ])", r"\1੍\1"),
        ("ੰ([ਨਮ])", r"\1੍\1"),
        ("ੰ", "ਂ"),
        ("ੜ੍ਹ", "ਢ਼"),
        ("ੜ", "ਡ਼"),
        ("ਗਿਆ", "ਜ੍ਞਾ"),
        ("[ਿੀ]ਆ", "ਿਯਾ"),
        ("ਇਆ", "ਯਾ"),
        ("(?<=[ਾੋੇ])ਇ(?=[ਕ-ਹ])", "ਯ"),
        ("ਾਏ$", "ਾਯ"),
        ("(?<=[ਕ-ਹ])ੈ$", "ਯ"),
    ]
)


def gurmukhi_from_devanagari(word: str) -> str:
    """Return one Devanagari word as Punjabi writes it."""
    word = _TO_PUNJABI.of(word)
    moved = "".join(map(_moved, word))
    return normalize("NFC", _NASAL.sub(lambda before: before[1] + ("\u0a70" if before[1] else "\u0a02"), moved))


def devanagari_from_gurmukhi(word: str) -> str:
    """Return one Gurmukhi word as Hindi writes it."""
    word = _TO_HINDI.of(word)
    moved = (chr(ord(letter) - _STEP) if "\u0a00" <= letter < "\u0a64" else letter for letter in word)
    return normalize("NFC", "".join(moved).replace("स\u093c", "श").replace("ल\u093c", "ळ"))
