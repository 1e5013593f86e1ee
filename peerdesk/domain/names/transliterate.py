"""Suggest a name in another alphabet; the clerk looks at it and corrects it, so that a good guess is enough.

Each word is looked for in the list of names, then as a name of the list spelled a little differently (Suneeta), then
as two names in one (Ramveer), and at last letter by letter.
"""

import re
from functools import cache

from peerdesk.domain.names.between import devanagari_from_gurmukhi, gurmukhi_from_devanagari
from peerdesk.domain.names.habits import Habits
from peerdesk.domain.names.letters import devanagari_from_latin
from peerdesk.domain.names.phonetics import plain
from peerdesk.domain.names.romanise import romanise
from peerdesk.domain.names.script import Script, script_of
from peerdesk.domain.names.wordlist import ListedName, by_writing
from peerdesk.domain.names.writing import JOINERS, normal

_TITLES = {
    "md": ("मो.", "ਮੁ."),
    "smt": ("श्रीमती", "ਸ਼੍ਰੀਮਤੀ"),
    "sh": ("श्री", "ਸ਼੍ਰੀ"),
    "dr": ("डॉ.", "ਡਾ."),
    "prof": ("प्रो.", "ਪ੍ਰੋ."),
    "adv": ("एड.", "ਐਡ."),
}
"""Titles that offices shorten, in the two other alphabets; they stand with a dot or without one."""

_WORD = re.compile(
    rf"\b[sdwc]/o\b|\b(?:{'|'.join(_TITLES)})\b\.?|(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0a00-\u0a75{JOINERS}'’])+",
    re.IGNORECASE,
)
_JOINERS = re.compile(f"[{JOINERS}]")
_OF, _OF_IS = re.compile("d['’](?=[bcdfglmnprstvz])", re.IGNORECASE), "डि"  # D'Cruz, D'Lima
_ALSO = {
    Script.LATIN: [(re.compile(r"(?<=[a-z])jeet\b"), "jit"), (re.compile(r"(?<=[a-z])jit\b"), "jeet")],
    Script.DEVANAGARI: [
        (re.compile(r"(?<=.)जीत(?!\w)"), "जित"),
        (re.compile(r"(?<=.)जित(?!\w)"), "जीत"),
        (re.compile("(?<=\u094d[यरलवण])\u093e$"), ""),  # a short a at the end that nobody speaks: सत्या, सत्य
        (re.compile("(?<=\u094d[यरलवण])$"), "\u093e"),
    ],
}
_SHORTEST_PART = 3
_FIRST_HALVES = {
    "raghu": "रघु", "shyam": "श्याम", "phool": "फूल", "hari": "हरि", "shiv": "शिव", "sukh": "सुख", "nand": "नंद",
    "prem": "प्रेम", "ram": "राम", "raj": "राज", "jag": "जग", "jai": "जय", "jay": "जय", "gur": "गुर", "har": "हर",
    "dev": "देव",
}  # fmt: skip
_LIKE_SPELLINGS = Habits(
    [
        ("aa", "a"),
        ("ee|ey$|y$", "i"),
        ("oo|ou", "u"),
        ("x", "ksh"),
        ("w", "v"),
        ("th", "t"),
        ("ore$", "or"),
        (r"(.)\1", r"\1"),
    ]
)


def suggest(text: str, target: Script, language: str = "hi") -> str:
    """Return a name in another alphabet: Ramesh Kumar → रमेश कुमार, ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ → Gurpreet Singh.

    Words that are in the alphabet already, digits and signs stay as they are.

    Args:
        text: a name in one of the three alphabets, or several.
        target: Latin, Devanagari or Gurmukhi.
        language: code of ``i18n.LANGUAGES``; prefers that region's spelling (mr: Dnyaneshwar, hi: Gyaneshwar).
    """
    return _WORD.sub(lambda found: _suggested(found[0], target, language), normal(text))


def suggestions(text: str, target: Script, language: str = "hi") -> tuple[str, ...]:
    """Return `suggest`'s name, and a second one where clerks write both: Harjeet and Harjit, चंद्र and चंद्रा."""
    text = normal(text)
    first = suggest(text, target, language)
    for pattern, replacement in _ALSO.get(target, ()):
        second = pattern.sub(replacement, first)
        if first != text and second != first:
            return first, second
    return (first,)


def _suggested(word: str, target: Script, language: str) -> str:
    source = script_of(word)
    if source is None or source is Script.MIXED or source is target or "/" in word:  # S/o
        return word
    if source is Script.LATIN and (title := _TITLES.get(plain(word.rstrip(".")))) is not None:
        return title[target is Script.GURMUKHI]
    listed = _listed(word, source, language)
    if listed is not None:
        return listed.in_script(target)
    if target is Script.LATIN:
        return romanise(word, language)
    devanagari = _devanagari(word, source, language)
    return devanagari if target is Script.DEVANAGARI else gurmukhi_from_devanagari(devanagari)


def _listed(word: str, source: Script, language: str) -> ListedName | None:
    if source is not Script.LATIN:
        return by_writing(source, language).get(_JOINERS.sub("", word)) or by_writing(source, language).get(word)
    small = plain(word)
    return by_writing(source, language).get(small) or _by_like_spelling(language).get(like(small))


def _devanagari(word: str, source: Script, language: str) -> str:
    if source is Script.DEVANAGARI:
        return word
    if source is Script.GURMUKHI:
        return devanagari_from_gurmukhi(word)
    if (of := _OF.match(word)) is not None:
        return _OF_IS + _devanagari(word[of.end() :], source, language)
    small = plain(word)
    for cut in range(len(small) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, second = small[:cut], small[cut:]
        halves = [by_writing(source, language).get(first), by_writing(source, language).get(second)]
        if second[0] not in "aeiou" and all(halves):
            return "".join(half.devanagari for half in halves if half)
    for first in _FIRST_HALVES:
        rest = small.removeprefix(first)
        if rest != small and len(rest) >= _SHORTEST_PART and rest[0] not in "aeiouy":
            return _FIRST_HALVES[first] + devanagari_from_latin(rest)
    return devanagari_from_latin(small)


@cache
def _by_like_spelling(language: str) -> dict[str, ListedName]:
    found: dict[str, ListedName] = {}
    for spelling, name in by_writing(Script.LATIN, language).items():
        found.setdefault(like(spelling), name)
    return found


def like(spelling: str) -> str:
    """A Latin spelling without what clerks spell in several ways (Suneeta, Sunita)."""
    return _LIKE_SPELLINGS.of(spelling)
