"""Whether a text names somebody, and the text without them, however written: Rameshji, Sunita's, रमेशने, Gurpreet/Salim.

A false warning teaches people to overlook the true one, and a name that nobody noticed stands in a file for good. So to
sound like a name is not enough for a short word or an everyday one: it must be spelled alike. And of a word that is a
name and an everyday word both (आशा is hope) something has to say that a person is meant: a title before it, *ji* after
it, another word of the name beside it, a capital within a sentence, or an ending that people take (आशाने).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from peerdesk.domain.names.alike import called_words, is_usual
from peerdesk.domain.names.everyday import EVERYDAY
from peerdesk.domain.names.phonetics import sounds, strength
from peerdesk.domain.names.script import Script, is_indic
from peerdesk.domain.names.transliterate import like, suggest
from peerdesk.domain.names.words import TITLES, folded, latin, sounds_of

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0970-\u097f\u0a01-\u0a75\u200c\u200d])+(?:['’](?:s\b)?)?")
_ENDS_SENTENCE = re.compile(r"(?:(?<!\b[Mm]r)(?<!\b[Mm]s)(?<!\bMd)(?<!\b[Ss]mt)\.|[!?।:\n])\s*[\"'(]*$")
_OF_PEOPLE = ("जी", "जीं", "ने", "ला", "ਜੀ", "ਨੇ", "ਨੂੰ", "ji", "jee")
"""Endings, and words behind a name, that hardly any word for a thing takes in a note."""
_AFTER = frozenset((*_OF_PEOPLE, "भाई", "भाऊ", "साहब", "मैडम", "ਭਾਈ", "bhai", "sir", "madam", "sahab")) - {"ला"}
ENDINGS = (
    *_OF_PEOPLE, "च्या", "चा", "ची", "चे", "शी", "नी", "ना", "हून", "कडे", "साठी", "सोबत", "बरोबर", "मुळे", "पासून", "कडून",
    "को", "का", "की", "के", "से", "भाई", "बाई", "राव", "ਦਾ", "ਦੀ", "ਦੇ", "ਨਾਲ", "ਤੋਂ", "ne", "la",
    "ko", "cha", "chi", "che", "nu",
    "bhai", "bai", "ben", "rao", "saheb", "bhau", "tai",
)  # fmt: skip
_SHORTEST_STEM = {True: 2, False: 4}  # letters, in an Indic alphabet and in Latin
_JOINS = frozenset(" .-")  # between the words of one name
_TELLING = 3  # consonants of a sound that is compared
_NEAR, _FAR = 1, 2  # letters in which a word may differ from the name that it sounds like


@dataclass(frozen=True, slots=True)
class _NameWord:
    """One word of somebody's name: as it is spelled in each alphabet, and its sounds."""

    spellings: frozenset[str]
    spelled: str
    sounds: frozenset[str]
    usual: bool

    def is_like(self, other: _NameWord) -> bool:
        return bool(self.spellings & other.spellings or self.sounds & other.sounds)


@dataclass(frozen=True, slots=True)
class _Person:
    """What somebody is called, and the further words of the name."""

    shown: str
    called: tuple[_NameWord, ...]
    others: tuple[_NameWord, ...]

    @property
    def words(self) -> tuple[_NameWord, ...]:
        return (*self.called, *self.others)


@dataclass(frozen=True, slots=True)
class _Read:
    """One word of a text.

    Attributes:
        forms: as it stands, and without endings, in small letters.
        capital: it begins with one, within a sentence.
        person: a title, an ending or what follows says that a person is meant.
        place: where it begins and ends in the text.
    """

    forms: tuple[str, ...]
    capital: bool
    person: bool
    place: tuple[int, int]

    def is_name(self, name: _NameWord) -> bool:
        return any(self._fits(form, name, whole=not place) for place, form in enumerate(self.forms))

    def heard(self) -> frozenset[str]:
        """The sounds of its forms, in whichever alphabet they are written."""
        return frozenset(
            sound for form in self.forms for sound in (sounds_of(form) if is_indic(form) else sounds(latin(form)))
        )

    def is_everyday(self) -> bool:
        return not EVERYDAY.isdisjoint(self.forms)

    def _fits(self, form: str, name: _NameWord, *, whole: bool) -> bool:
        if form in name.spellings:
            return True
        written, indic = latin(form), is_indic(form)
        if form in EVERYDAY or not (whole or indic):
            return False
        heard = sounds_of(form) if indic else sounds(written)
        if name.sounds.isdisjoint(heard):
            return False
        if (
            indic or strength(heard[0]) < _TELLING
        ):  # the name is known in this alphabet: the length of vowels may differ
            return like(written) == like(name.spelled)
        most = _FAR if len(written) > 2 * _TELLING else _NEAR
        return self.capital or _apart(like(written), like(name.spelled)) <= most


def mentioned(text: str, people: Iterable[tuple[str, str]], but: str = "") -> Sequence[str]:
    """Those of some people whom a text names: by what they are called, or by a surname that is nobody else's there.

    Args:
        text: as typed.
        people: Latin and own name of each; one of them may be empty.
        but: names that may stand there, those of the member whom the text is about.
    """
    words = _read(text)
    known = [_person(latin_name, native) for latin_name, native in people]
    mine = _person(but, "").words
    found = []
    for person in known:
        elsewhere = [word for other in known if other is not person for word in other.words]
        alone = [word for word in person.others if not (word.usual or any(map(word.is_like, elsewhere)))]
        names = [name for name in (*person.called, *alone) if not any(map(name.is_like, mine))]
        if any(_is_meant(words, at, names, person) for at in range(len(words))):
            found.append(person.shown)
    return found


class OtherPeople:
    """Takes the names of other people out of texts about somebody.

    Here a name too many is better than one too few: surnames that several people share are taken out as well, and so is
    whatever stands beside a name and belongs to it.

    Args:
        people: Latin and own name of each; one of them may be empty.
        mine: those of the member whom the texts are about.
    """

    def __init__(self, people: Iterable[tuple[str, str]], mine: tuple[str, str]) -> None:
        own = _person(*mine).words
        self._whose: dict[_NameWord, list[_Person]] = {}
        for latin_name, native in people:
            person = _person(latin_name, native)
            for name in (*person.words, *_run_together(latin_name), *_run_together(native)):
                self._whose.setdefault(name, []).append(person)
        self._own = {name for name in self._whose if any(map(name.is_like, own))}
        self._spelled: dict[str, list[_NameWord]] = {}
        self._sounding: dict[str, list[_NameWord]] = {}
        for name in self._whose:
            for spelling in name.spellings:
                self._spelled.setdefault(spelling, []).append(name)
            for sound in name.sounds:
                self._sounding.setdefault(sound, []).append(name)

    def taken_out(self, text: str, mark: str) -> str:
        """The text with a mark in the place of each name; the words of one name are one mark."""
        words = _read(text)
        named = [[name for name in self._like(word) if word.is_name(name)] for word in words]
        out = {at for at, names in enumerate(named) if self._is_other(words[at], names, self._beside(named, at))}
        for at in sorted(out):
            for step in (-1, 1):
                near = at + step
                while 0 <= near < len(words) and near not in out and self._share(named[at], named[near]):
                    out.add(near)
                    near += step
        made, since = "", 0
        for at in sorted(out):
            first, last = words[at].place
            joined = at - 1 in out and _JOINS.issuperset(text[since:first])
            made += "" if joined else text[since:first] + mark
            since = last
        return made + text[since:]

    def _like(self, word: _Read) -> set[_NameWord]:
        spelled = (self._spelled.get(form, ()) for form in word.forms)
        sounding = (self._sounding.get(sound, ()) for sound in word.heard())
        return {name for names in (*spelled, *sounding) for name in names}

    def _is_other(self, word: _Read, names: Sequence[_NameWord], beside: Sequence[_NameWord]) -> bool:
        others = [name for name in names if name not in self._own]
        whole = self._share(others, beside)
        if not all(name.usual for name in others):
            return bool(others) and (not word.is_everyday() or word.person or word.capital or whole)
        return bool(others) and (word.person or whole)

    @staticmethod
    def _beside(named: Sequence[Sequence[_NameWord]], at: int) -> list[_NameWord]:
        return [name for near in (at - 1, at + 1) if 0 <= near < len(named) for name in named[near]]

    def _share(self, ones: Iterable[_NameWord], others: Iterable[_NameWord]) -> bool:
        """Whether two words of a text are two words of one person's name."""
        found = list(others)
        return any(
            name is not other and any(person in self._whose[other] for person in self._whose[name])
            for name in ones
            for other in found
        )


def _run_together(name: str) -> list[_NameWord]:
    """``Mohanlal`` of Mohan Lal, as many write it."""
    words = folded(name).split()
    return [_name_word(one + other) for one, other in pairwise(words)]


def _is_meant(words: Sequence[_Read], at: int, names: Iterable[_NameWord], person: _Person) -> bool:
    word = words[at]
    if not any(map(word.is_name, names)):
        return False
    beside = [*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]]
    named_whole = any(near.is_name(name) for near in beside for name in person.words if not word.is_name(name))
    return not word.is_everyday() or word.person or word.capital or named_whole


@lru_cache(maxsize=2048)
def _person(latin_name: str, native: str) -> _Person:
    called: list[_NameWord] = []
    others: list[_NameWord] = []
    for name in filter(None, (latin_name, native)):
        by, more = called_words(name)
        called += map(_name_word, by)
        others += map(_name_word, more)
    return _Person(latin_name or native, tuple(called), tuple(others))


@lru_cache(maxsize=8192)
def _name_word(word: str) -> _NameWord:
    spelled = latin(word)
    scripts = (Script.LATIN, Script.DEVANAGARI, Script.GURMUKHI)
    spellings = {word, spelled, *(folded(suggest(word, script)) for script in scripts)}
    return _NameWord(frozenset(spellings), spelled, frozenset(sounds_of(word)), is_usual(word))


def _read(text: str) -> list[_Read]:
    found = list(_WORD.finditer(text))
    small = [folded(word[0].removesuffix("'s").removesuffix("’s")) for word in found]
    read = []
    for at, word in enumerate(found):
        before = small[at - 1] if at else ""
        following = small[at + 1] if at + 1 < len(found) else ""
        begins = not at or bool(_ENDS_SENTENCE.search(text[: word.start()]))
        forms = _forms(small[at])
        ended = any(small[at].endswith(ending) for ending in _OF_PEOPLE) and len(forms) > 1
        owned = word[0].endswith(("'s", "’s"))
        person = ended or owned or before in TITLES or following in _AFTER
        read.append(_Read(forms, word[0].istitle() and not begins, person, word.span()))
    return read


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, ...]:
    """A word, and what is left of it without the endings of Hindi, Marathi and Punjabi, one after the other."""
    found = [word]
    for stem in found:  # grows while it is gone through: रमेशजींनी, रमेशजीं, रमेश
        indic = is_indic(stem)
        for ending in ENDINGS:
            rest = stem.removesuffix(ending)
            if rest != stem and len(rest) >= _SHORTEST_STEM[indic] and rest not in found:
                found.append(rest)
                found += [rest[:-1]] if rest.endswith("\u093e") else []  # रमेशाने
                found += [rest[:-1] + "\u093e"] if rest.endswith("\u0947") else []  # सुनीतेने
    return tuple(found)


@lru_cache(maxsize=8192)
def _apart(one: str, other: str) -> int:
    """In how many letters two words differ."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], place
        for at, known in enumerate(other, start=1):
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + (letter != known))
    return row[-1]
