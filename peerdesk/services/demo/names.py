"""Names for the people of the demo centre: believable for the region, in both scripts, and nobody's in particular."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random

from peerdesk.domain.names import ListedName, NameKind, NameRegion, Script, listed_names

NATIVE_SCRIPT = {
    NameRegion.MADHYA_PRADESH: Script.DEVANAGARI,
    NameRegion.MAHARASHTRA: Script.DEVANAGARI,
    NameRegion.PUNJAB: Script.GURMUKHI,
}
"""The script in which a region's own lists are kept."""

WELL_KNOWN = frozenset(
    {
        ("Ajit", "Pawar"), ("Ashok", "Chavan"), ("Bhagat", "Singh"), ("Eknath", "Shinde"), ("Gurdev", "Mann"),
        ("Harbhajan", "Singh"), ("Harbhajan", "Mann"), ("Harmanpreet", "Kaur"), ("Jagjeet", "Singh"),
        ("Narendra", "Tomar"), ("Prakash", "Chand"), ("Sambhaji", "Bhosale"), ("Sharad", "Pawar"),
        ("Sharad", "Yadav"), ("Shivaji", "Bhosale"), ("Shivraj", "Chauhan"), ("Shivraj", "Singh"),
        ("Sukhdev", "Dhindsa"), ("Sunil", "Chhetri"), ("Vilas", "Deshmukh"), ("Yashwant", "Chavan"),
        ("Imran", "Khan"), ("Salim", "Khan"), ("Irfan", "Khan"), ("Manisha", "Lama"), ("Rohit", "Sharma"),
        ("Kapil", "Sharma"), ("Kapil", "Dev"), ("Anna", "Saheb"), ("Simranjeet", "Mann"), ("Sucha", "Singh"),
    }
)  # fmt: skip
"""First and last names that together would remind of a public person."""

_URDU_FIRST = frozenset(
    {
        "Imran", "Salim", "Javed", "Irfan", "Asif", "Rashid", "Mohammad", "Shakeel", "Yusuf", "Iqbal", "Aslam",
        "Feroz", "Sabina", "Shabnam", "Nasreen", "Rubina", "Parveen",
    }
)  # fmt: skip
_URDU_LAST = frozenset({"Khan", "Sheikh", "Ansari", "Qureshi"})
_MIDDLE_MALE = ("Kumar", "Singh", "Lal", "Prasad")
_MIDDLE_FEMALE = ("Devi", "Bai", "Kumari")
_HAVE_MIDDLE_NAME = 0.35  # share of people


@dataclass(frozen=True, slots=True)
class DemoName:
    """A full name as the centre would write it, in Latin letters and in the region's own."""

    latin: str
    native: str


@cache
def given_names(region: NameRegion, *, female: bool) -> tuple[ListedName, ...]:
    """First names heard in a region; its own come first and twice, so that a draw sounds local."""
    kind = NameKind.GIVEN_FEMALE if female else NameKind.GIVEN_MALE
    own = [name for name in listed_names() if name.kind is kind and name.region is region]
    everywhere = [name for name in listed_names() if name.kind is kind and name.region is NameRegion.EVERYWHERE]
    return tuple(own + own + everywhere)


@cache
def surnames(region: NameRegion) -> tuple[ListedName, ...]:
    """Family names of a region, its own first and twice, then those found everywhere."""
    listed = [name for name in listed_names() if name.kind is NameKind.SURNAME]
    own = [name for name in listed if name.region is region]
    everywhere = [name for name in listed if name.region is NameRegion.EVERYWHERE]
    return tuple(own + own + everywhere)


def draw_name(chance: Random, region: NameRegion, *, female: bool) -> DemoName:
    """Draw one full name: Ramesh Kumar Yadav, Sunita Bai Shinde, Gurpreet Singh Gill.

    Args:
        chance: a seeded generator, so that the demo centre is the same on every PC.
        region: where the centre is.
        female: choose a woman's name.
    """
    while True:
        first = chance.choice(given_names(region, female=female))
        last = chance.choice(surnames(region))
        middle = _middle(chance, region, first, female=female)
        parts = [first, *([middle] if middle is not None else []), last]
        if _go_together(first.latin, last.latin) and not _repeats(parts) and not _well_known(parts):
            return joined(parts, region)


def draw_relative(chance: Random, region: NameRegion, member: DemoName, *, female: bool) -> DemoName:
    """Draw a parent's, husband's or wife's name that shares the member's last name."""
    words, last_latin, last_native = member.latin.split(), member.latin.split()[-1], member.native.split()[-1]
    while True:
        first = chance.choice(given_names(region, female=female))
        drawn = joined([first], region)
        known = (first.latin, last_latin) in WELL_KNOWN
        if first.latin not in words and _go_together(first.latin, last_latin) and not known:
            return DemoName(f"{drawn.latin} {last_latin}", f"{drawn.native} {last_native}")


def joined(parts: Iterable[ListedName], region: NameRegion) -> DemoName:
    """Write listed names one after another in Latin and in the region's script."""
    words = tuple(parts)
    script = NATIVE_SCRIPT[region]
    return DemoName(" ".join(word.latin for word in words), " ".join(word.in_script(script) for word in words))


def _middle(chance: Random, region: NameRegion, first: ListedName, *, female: bool) -> ListedName | None:
    """Singh or Kaur in Punjab, the father's or husband's name in Maharashtra, Bai or Kumar for some others."""
    if first.latin in _URDU_FIRST:
        return _word("Bano") if female else None
    if region is NameRegion.PUNJAB:
        return _word("Kaur" if female else "Singh")
    if chance.random() > _HAVE_MIDDLE_NAME:
        return None
    if region is NameRegion.MAHARASHTRA:
        return chance.choice([name for name in given_names(region, female=False) if name.latin not in _URDU_FIRST])
    return _word(chance.choice(_MIDDLE_FEMALE if female else _MIDDLE_MALE))


@cache
def _word(latin: str) -> ListedName:
    return next(name for name in listed_names() if name.latin == latin)


def _go_together(first: str, last: str) -> bool:
    return (first in _URDU_FIRST) == (last in _URDU_LAST)


def _well_known(parts: list[ListedName]) -> bool:
    return any((parts[0].latin, part.latin) in WELL_KNOWN for part in parts)


def _repeats(parts: list[ListedName]) -> bool:
    """Whether the words sound doubled: Kumar Kumar, Ramlal Lal."""
    words = [part.latin.lower() for part in parts]
    return any(second in first or first in second for first, second in pairwise(words))
