"""A key under which the spellings of one Indian name meet, whatever alphabet they are in.

Sunita, Suneeta, सुनीता and ਸੁਨੀਤਾ share the key ``snt``. What clerks spell differently is merged on purpose: vowels
and their length, b/v/w, s/sh, t/th, d/dh and every other breath, x/ksh, j/z, ph/f, Gy/Dny/Jn for ज्ञ, double letters.
The rules follow the differences that Jaisunder (2016) and the centres' own lists show. A key finds people who may be
meant; it never decides that two people are one.
"""

import re
from functools import lru_cache
from unicodedata import combining, normalize

from peerdesk.domain.names.romanise import romanise

ABBREVIATIONS = {
    "md": "mohammad", "mhd": "mohammad", "mohd": "mohammad", "mohmd": "mohammad", "sk": "sheikh", "kr": "kumar",
    "chd": "chaudhary",
}  # fmt: skip
"""Short forms that stand for a whole name wherever they are written."""

_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"inh$", "ing"),  # Sinh, Singh
        (r"(?<=[ae])o$", "v"),  # Rao, Deo
        (r"vh", "v"),
        (r"jny|jn|dny|gny|gy(?=[aeiou])|gi(?=a)", "g"),  # ज्ञ
        (r"ksh|x", "ks"),
        (r"tch|chh|ch", "C"),
        (r"sch|sh", "s"),
        (r"kh|qh|ck|c|q", "k"),
        (r"jh|zh|z", "j"),
        (r"ph", "f"),
        (r"([gtdbrl])h", r"\1"),
        (r"(?<=o)w(?=[^aeiouyh])", "u"),  # Chowdhary
        (r"[wv]", "b"),
        (r"([^aeiou])\1+", r"\1"),
    ]
]
_FIRST_VOWEL = re.compile(r"[aeiou]+")
_SILENT = re.compile(r"[aeiouy]")
_OPENING = {"a": "A", "e": "I", "i": "I", "o": "U", "u": "U"}
_WORDS = re.compile(r"[a-z]+")


def key(text: str) -> str:
    """Return the keys of all words of a name, joined by a blank; empty where it holds no letter."""
    return " ".join(filter(None, map(word_key, _WORDS.findall(plain(romanise(text))))))


def plain(text: str) -> str:
    """Return a Latin text in small letters without accents and apostrophes (José D'Souza → jose dsouza)."""
    if text.isascii():
        return text.lower().replace("'", "")
    bare = "".join(character for character in normalize("NFKD", text) if not combining(character))
    return bare.casefold().replace("'", "").replace("’", "")


@lru_cache(maxsize=32_768)
def word_key(word: str) -> str:
    """Return the key of one word of small Latin letters: the class of a first vowel, then the consonants.

    One consonant alone (``r`` for Ria, Roy, Rai) is still returned; callers decide whether it tells enough.
    """
    sound = ABBREVIATIONS.get(word, word)
    for pattern, replacement in _RULES:
        sound = pattern.sub(replacement, sound)
    opening, rest = _opening(sound)
    return opening + _SILENT.sub("", rest.removesuffix("h"))  # Shah, Sah; Abdullah, Abdulla


def _opening(sound: str) -> tuple[str, str]:
    """Split off a first vowel as one of three classes (Usha and Osha alike, Asha not), or a first y or h."""
    vowels = _FIRST_VOWEL.match(sound)
    if vowels is None:
        return ("y", sound[1:]) if sound[:1] == "y" else ("", sound)
    first = vowels[0]
    if first == "ai":
        return "I", sound[2:]
    return ("U" if first in ("au", "ao") else _OPENING[first[0]]), sound[vowels.end() :]
