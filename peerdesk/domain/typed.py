"""What people type or paste, as they see it: the one cleaning that dates, times, numbers, phones and searches pass.

Text from Word, Excel, WhatsApp or a Hindi keyboard carries signs that nobody sees (direction marks, a byte-order mark,
zero-width letters), blanks and hyphens of other kinds, and digits of other scripts. :func:`plain` gives what was meant;
:func:`reading_key` gives what two readers would call the same name or number.
"""

import re
from unicodedata import category, decimal, normalize

_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_COLONS = dict.fromkeys(map(ord, "\uff1a\ua789\u2236"), ":")
_STROKES = dict.fromkeys(map(ord, "\uff0f\u2044\u2215"), "/")
_SIGNS = _HYPHENS | _COLONS | _STROKES
_MARKS = "\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = ("Cf", "Cs", "Cn", "Co")
_LOOKS_BLANK = "\u115f\u1160\u2800\u3164\uffa0 "  # letters and signs of other alphabets that have no ink
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_AROUND_SIGNS = re.compile(r"\s*([/-])\s*")


def ascii_digits(text: str) -> str:
    """Turn the digits of every script (``२१``, ``੨੧``) into 0-9 and leave the rest alone."""
    return text if text.isascii() else "".join(str(decimal(char)) if char.isdecimal() else char for char in text)


def seen(text: str) -> str:
    """The text without what nobody sees: no direction marks, no byte-order mark, single plain blanks, no end blanks.

    Joiners between letters go too, so this is for what is looked up or compared, never for a name that is kept.
    """
    return " ".join(_without_unseen(text).split())


def blank(text: str) -> bool:
    """Whether a reader would see nothing of it: where something must be written, this is not it."""
    return seen(text).strip(_LOOKS_BLANK) == ""


def told(text: str) -> str:
    """A text as it is kept: nothing around it, and empty where a reader would see nothing of it."""
    return "" if blank(text) else text.strip()


def plain(text: str) -> str:
    """The text as a date, a time, a number or a search means it: :func:`seen`, plain hyphens, the digits 0-9."""
    return ascii_digits(seen(text.translate(_SIGNS)))


def as_typed(text: str) -> str:
    """What stands in a field of digits at each key: as :func:`plain`, but with the blanks that are being typed."""
    blanks = "".join(" " if char.isspace() else char for char in text.translate(_SIGNS))
    return ascii_digits(_without_unseen(blanks))


def searched(text: str) -> str:
    """What is looked for: blanks, hyphens and strokes plain, nothing unseen but the joiners that belong to a word."""
    blanks = "".join(" " if char.isspace() else char for char in text.translate(_SIGNS))
    return "".join(char for char in blanks if char in "\u200c\u200d" or category(char) not in _UNSEEN).strip()


def without_marks(text: str) -> str:
    """A secret without what an editor or a chat put around it: a byte-order mark, direction marks; all else stays."""
    return "".join(char for char in text if char not in _MARKS)


def tidy_number(text: str) -> str:
    """A number of the book as it is kept: ``ASH / २०२६-२७ / ००४२`` stands there as ``ASH/2026-27/0042``."""
    return _AROUND_SIGNS.sub(r"\1", plain(text))


def reading_key(text: str) -> str:
    """What two names are compared by: read as the same, they are the same.

    Capitals, blanks, unseen letters, the width and script of digits, leading zeros and the kind of hyphen say nothing,
    nor whether there is a hyphen or a blank: ``Morning Circle``, ``morning-circle`` and ``Group 01``, ``group १``.
    """
    return " ".join(_folded(text).replace("-", " ").split())


def number_key(text: str) -> str:
    """What two numbers of the book are compared by: as :func:`reading_key`, but blanks say nothing and hyphens stay."""
    return "".join(_folded(text).split())


def _folded(text: str) -> str:
    folded = plain(normalize("NFKC", text.translate(_SIGNS)).casefold())
    return _ZEROS.sub("", normalize("NFKC", folded))


def writable(text: str) -> bool:
    """Whether a text can be kept at all: half of a letter (a lone surrogate) cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _without_unseen(text: str) -> str:
    return text if text.isascii() and text.isprintable() else "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char.isspace() or category(char) == "Cc":
        return " "
    return "" if category(char) in _UNSEEN else char
