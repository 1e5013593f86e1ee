"""The names of ``resources/names.tsv``: about 1,250 given names, surnames and parts of names, in three alphabets.

Written for PeerDesk from general knowledge of Madhya Pradesh, Maharashtra and Punjab. A row of the file is Latin,
Devanagari, Gurmukhi, kind and region, parted by tabs. The list serves suggestions and the demo centre; it is read once,
when first asked for.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from peerdesk.domain.names.script import Script
from peerdesk.paths import resource


class NameKind(StrEnum):
    """What a listed name is used as."""

    GIVEN_MALE = "given-m"
    GIVEN_FEMALE = "given-f"
    SURNAME = "surname"
    WORD = "word"  # a middle or second half: Singh, Bai, Prasad, Gur-
    OTHER = "other"  # suggested alone; nobody of the demo centre has it


class NameRegion(StrEnum):
    """Where a listed name is at home."""

    EVERYWHERE = "all"
    MADHYA_PRADESH = "mp"
    MAHARASHTRA = "mh"
    PUNJAB = "pb"


REGION_OF_LANGUAGE = {
    "hi": NameRegion.MADHYA_PRADESH,
    "mr": NameRegion.MAHARASHTRA,
    "pa": NameRegion.PUNJAB,
}
"""Whose spelling is preferred for a language of the screens, where two regions write one name differently."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name in its three writings (NFC)."""

    latin: str
    devanagari: str
    gurmukhi: str
    kind: NameKind
    region: NameRegion

    def in_script(self, script: Script) -> str:
        """The name in one alphabet (MIXED has none: KeyError)."""
        return {
            Script.LATIN: self.latin,
            Script.DEVANAGARI: self.devanagari,
            Script.GURMUKHI: self.gurmukhi,
        }[script]


@cache
def listed_names() -> tuple[ListedName, ...]:
    """All names in the order of the file."""
    lines = resource("names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple(
        ListedName(latin, devanagari, gurmukhi, NameKind(kind), NameRegion(region))
        for latin, devanagari, gurmukhi, kind, region in rows
    )


@cache
def by_writing(script: Script, language: str) -> dict[str, ListedName]:
    """The names by their writing in one alphabet (Latin in small letters), the language's own region first."""
    home = REGION_OF_LANGUAGE.get(language, NameRegion.MADHYA_PRADESH)
    nearness = {home: 0, NameRegion.EVERYWHERE: 1}
    ordered = sorted(listed_names(), key=lambda name: nearness.get(name.region, 2))
    found: dict[str, ListedName] = {}
    for name in ordered:
        found.setdefault(name.in_script(script).lower(), name)
    return found
