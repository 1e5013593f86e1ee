"""How a name is kept, and which names cannot be kept because they could not be printed or found again."""

from unicodedata import bidirectional, category, normalize

from peerdesk.domain.names.script import DEVANAGARI, GURMUKHI, script_of_letter

LONGEST_NAME = 120
"""Characters; the longest name of the portal's rosters is well under it, and it fits two lines of every register."""

JOINERS = "\u200c\u200d"
"""ZWNJ and ZWJ: Marathi needs them (the eyelash r of कुऱ्हाडे), so that they stay in a kept name and only there."""

_COMBINING_ACCENTS = range(0x0300, 0x0370)


def normal(text: str) -> str:
    """Return a name as it is kept: NFC, single spaces, no invisible characters but the joiners between Indic letters.

    Nothing a person can see is changed: capitals, dots and "S/o" stay as they were typed. The Marathi vowel of "ॲड."
    typed as two characters becomes the one that fonts know.
    """
    spaced = " ".join(text.split())
    kept = [
        character
        for place, character in enumerate(spaced)
        if category(character) not in ("Cc", "Cf", "Cs") or (character in JOINERS and _joins(spaced, place))
    ]
    return normalize("NFC", " ".join("".join(kept).split())).replace("\u0905\u0945", "\u0972")


def unusable(text: str) -> str | None:
    """Return why a name that went through `normal` cannot be kept, as the code of a problem; None for a good name.

    Angle brackets, ampersands, quotes and every other sign of a plain keyboard are taken: they are harmless, and a
    centre's old list may hold them. Refused is what the pages cannot show:

    - ``name-empty``, ``name-too-long`` (over `LONGEST_NAME`), ``name-without-letters``;
    - ``name-right-to-left``: Urdu, Arabic or Hebrew letters, and ``name-script-not-printed``: any other alphabet than
      Latin, Devanagari and Gurmukhi;
    - ``name-has-symbols``: emoji, currency signs, private characters;
    - ``name-starts-with-mark``: a vowel sign with no letter of its own alphabet before it, shown as a dotted circle.
    """
    if not text:
        return "name-empty"
    if len(text) > LONGEST_NAME:
        return "name-too-long"
    for place, character in enumerate(text):
        problem = _unprintable(character) or _lone_mark(text, place)
        if problem is not None:
            return problem
    return None if any(category(character)[0] == "L" for character in text) else "name-without-letters"


def _indic(character: str) -> bool:
    return ord(character) in DEVANAGARI or ord(character) in GURMUKHI


def _joins(text: str, place: int) -> bool:
    """Whether the joiner at a place stands behind an Indic letter and before another."""
    inside = 0 < place < len(text) - 1
    return inside and _indic(text[place - 1]) and _indic(text[place + 1])


def _unprintable(character: str) -> str | None:
    if character.isascii() or _indic(character) or character in JOINERS:
        return None
    if bidirectional(character) in ("R", "AL", "AN"):
        return "name-right-to-left"
    kind = category(character)
    if kind[0] in "SC" or (kind[0] == "M" and ord(character) not in _COMBINING_ACCENTS):
        return "name-has-symbols"
    if kind[0] in "LN" and script_of_letter(character) is None:
        return "name-script-not-printed"
    return None


def _lone_mark(text: str, place: int) -> str | None:
    mark = text[place]
    if category(mark)[0] != "M":
        return None
    bearer = text[:place].rstrip(JOINERS)[-1:]
    if not bearer or category(bearer)[0] not in "LM":
        return "name-starts-with-mark"
    fits = ord(mark) in _COMBINING_ACCENTS or script_of_letter(bearer) is script_of_letter(mark)
    return None if fits else "name-starts-with-mark"
