"""Hindi that was typed in Kruti Dev, the old font of government offices: Latin letters that only look Hindi.

``jes'k dqekj`` pasted from an old list is रमेश कुमार. The table follows the keys of the font (010 and its kin); whoever
reads a whole list decides by the column, and here, for one name, a reading is offered and nothing is changed.
"""

import re
from functools import cache
from unicodedata import category, normalize

from peerdesk.domain.names.habits import Habits
from peerdesk.domain.names.phonetics import plain
from peerdesk.domain.names.script import Script, is_indic
from peerdesk.domain.names.wordlist import by_writing

_SILENCER = "\u094d"
_WHOLE = {
    "d": "क", "[k": "ख", "x": "ग", "?k": "घ", "³": "ङ", "p": "च", "N": "छ", "t": "ज", ">": "झ", "¥": "ञ", "V": "ट",
    "B": "ठ", "M": "ड", "<": "ढ", ".k": "ण", "r": "त", "Fk": "थ", "n": "द", "/k": "ध", "èk": "ध", "u": "न", "i": "प",
    "Q": "फ", "c": "ब", "Hk": "भ", "e": "म", ";": "य", "j": "र", "y": "ल", "G": "ळ", "o": "व", "'k": "श", "\"k": "ष",
    "l": "स", "g": "ह", "M+": "ड़", "<+": "ढ़", "t+": "ज़", "Q+": "फ़", "[k+": "ख़", "[+k": "ख़", "d+": "क़", "x+": "ग़",
    "{k": "क्ष", "=": "त्र", "K": "ज्ञ", "J": "श्र", ")": "द्ध", "|": "द्य", "}": "द्व", "ã": "ह्म", "á": "ह्य", "à": "ह्न",
    "â": "हृ", "í": "द्द", "é": "न्न", "Ùk": "त्त", "Dr": "क्त", "–": "दृ", "—": "कृ", "Ø": "क्र", "Ý": "फ्र", "æ": "द्र",
    "ç": "प्र",    "Á": "प्र", "ê": "ट्ट", "ë": "ट्ठ", "ì": "ड्ड", "ï": "ड्ढ", "ô": "क्क", "#": "रु", ":": "रू",
}  # fmt: skip
_HALF = {
    "D": "क", "[": "ख", "X": "ग", "?": "घ", "P": "च", "T": "ज", "÷": "झ", "R": "त", "F": "थ", "/": "ध", "è": "ध",
    "U": "न", "I": "प", "¶": "फ", "C": "ब", "H": "भ", "E": "म", "¸": "य", "Y": "ल", "O": "व", "'": "श", "\"": "ष",
    "L": "स", "º": "ह", "{": "क्ष", "«": "त्र", "Ù": "त्त", "Ä": "घ", ".": "ण",
}  # fmt: skip
_VOWELS = {
    "vks": "ओ", "vkS": "औ", "vk": "आ", "v‚": "ऑ", "v": "अ", "b±": "ईं", "bZ": "ई", "Ã": "ई", "b": "इ", "m": "उ",
    "Å": "ऊ", "_": "ऋ", ",s": "ऐ", ",": "ए", "ks": "ो", "kS": "ौ", "k": "ा", "h": "ी", "q": "ु", "w": "ू", "`": "ृ",
    "s": "े",
    "S": "ै", "‚": "ॉ", "¡": "ँ", "a": "ं", "%": "ः", "z": "्र", "ª": "्र", "~": _SILENCER, "@": "/", "-": ".", "&": "-",
    "È": "ीं",
}  # fmt: skip
_SIGNS = {**{key: letter + _SILENCER for key, letter in _HALF.items()}, **_WHOLE, **_VOWELS}
_I, _REPH = "\ue001", "\ue002"  # typed before the letter they follow in speech, and after the one they precede
_CLUSTER = "(?:[क-ह]\u093c?\u094d)*[क-ह]\u093c?(?:\u094d\u0930)?"
_MOVES = Habits(
    [
        (f"{_I}({_CLUSTER})", "\\1\u093f"),
        (f"({_CLUSTER}[\u093e-\u094c\u0901\u0902]*){_REPH}", "\u0930\u094d\\1"),
        ("\u0905\u093e", "\u0906"),
        ("\u093e\u0947", "\u094b"),
        ("\u093e\u0948", "\u094c"),
        ("([\u0901\u0902])([\u093e-\u094c])", "\\2\\1"),
    ]
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})  # as word processors turn them

_IMPOSSIBLE = re.compile(r"[;\[{}=|<>~`^+@¼½ÅØçæÁ¶¸«éíÙ]|'k|\"k|[?/.]k|[a-z]'$|^'|[a-z][A-Z]|^,|(?<=[^aeiouy])q")
_BREATHS = re.compile(r"ksh|chh|[kgcjtdpbsz]h")
_HARD = re.compile(
    r"^(?:j[^aeiouy]|l[^aeiouyhl]|n[^aeiouy]|v[^aeiouyr]|x[^aeiouy]|d[^aeiouynrwvs]|f[^aeiouyrl]|m[^aeiouyrl]|r[^aeiouy]"
    r"|e[ek]{2}|lh|y[^aeiou]|i[wq])|[^aeiouy]{4}|[aeiouy][jlnvx]k$|[^aeiouyr]rk$"
)
_MARKUP = re.compile(r"</?\w+>")
_TITLED = re.compile("[A-Z][a-z]+(?:'?[A-Z][a-z]+)?")
_VOWEL = re.compile("[aeiouy]")


def from_kruti_dev(text: str) -> str:
    """Return what a text says if it was typed in Kruti Dev."""
    signs = _typed().findall(text.translate(_QUOTES).replace("±", "aZ"))
    said = "".join(_I if sign == "f" else _REPH if sign == "Z" else _SIGNS.get(sign, sign) for sign in signs)
    return normalize("NFC", _MOVES.of(said))


def in_kruti_dev(text: str) -> str | None:
    """Return the Hindi of a name that must have been typed in Kruti Dev; None for a name in Latin letters."""
    written = text.translate(_QUOTES).strip()
    words = written.split()
    if (
        not words
        or is_indic(written)
        or _MARKUP.search(written)
        or any(plain(word.strip(".")) in _known_latin() for word in words)
    ):
        return None
    said = from_kruti_dev(written)
    if not all(map(_well_written, said.split())):
        return None
    told = [word in _known_hindi() or _odd(typed) for typed, word in zip(words, said.split(), strict=True)]
    return said if sum(told) * 2 >= len(words) else None


def _odd(word: str) -> bool:
    """Whether no name in Latin letters is spelled so; one with a capital alone at its beginning may be any name."""
    if _TITLED.fullmatch(word):
        return False
    if _IMPOSSIBLE.search(word):
        return True
    bare = _BREATHS.sub("s", plain(word))
    return len(word) > 2 and bare.isalpha() and (not _VOWEL.search(bare) or bool(_HARD.search(bare)))


def _well_written(word: str) -> bool:
    """Whether it is one Devanagari word: letters with their signs, no sign alone."""
    kinds = [category(letter)[0] for letter in word if letter not in "./-"]
    return (
        bool(kinds)
        and kinds[0] == "L"
        and all(map(is_indic, word.translate(_PASSED)))
        and _SIGN_ALONE.search(word) is None
    )


_PASSED = str.maketrans("", "", "./-")
_SIGN_ALONE = re.compile(
    "[\u093e-\u094c][\u093e-\u094d]|\u094d[\u093e-\u094d]|[\u0904-\u0914][\u093e-\u094d]|\u094d$|[\u0901\u0902]{2}|\u0902[\u093e-\u094c]"
)


@cache
def _typed() -> re.Pattern[str]:
    """One sign of the typewriter after the other, the long ones before their parts."""
    return re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))) + "|.", re.DOTALL)


@cache
def _known_latin() -> frozenset[str]:
    return frozenset(name for name in by_writing(Script.LATIN, "hi") if len(name) > 2)


@cache
def _known_hindi() -> frozenset[str]:
    return frozenset(by_writing(Script.DEVANAGARI, "hi"))
