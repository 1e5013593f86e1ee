"""Members as a page may name them: in full, by initials, or by number alone."""

from collections.abc import Iterable
from unicodedata import category

from peerdesk.db.models import Member
from peerdesk.db.queries import tuples
from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.records.name_order import in_name_order

_VIRAMAS = ("\u094d", "\u0a4d")
_JOINER = "\u200d"  # keeps two consonants in one written cluster; its opposite, ZWNJ, parts them


def of_members(member_ids: Iterable[int], names: Names) -> dict[int, PersonOnPaper]:
    """Members by id, in the order of the roll; one query, inside a reading."""
    chosen = Member.select(Member.id, Member.number, Member.name_latin, Member.name_native)
    rows = tuples(chosen.where(Member.id << list(member_ids)).order_by(*in_name_order()))
    return {member_id: on_paper(number, latin, native, names) for member_id, number, latin, native in rows}


def on_paper(number: int, latin: str, native: str, names: Names) -> PersonOnPaper:
    """A member with as much of the name as the paper may hold."""
    match names:
        case Names.FULL:
            return PersonOnPaper(number, latin, native)
        case Names.INITIALS:
            return PersonOnPaper(number, initials(latin), initials(native))
        case Names.NUMBER | Names.NONE:
            return PersonOnPaper(number, "")


def initials(name: str) -> str:
    """``R. K.`` for Ramesh Kumar, ``ज्ञा. कु.`` for ज्ञानेश्वर कुऱ्हाडे: what is written first, with all its signs."""
    clusters = filter(None, map(_first_cluster, name.split()))
    return " ".join(f"{cluster}." for cluster in clusters)


def _first_cluster(word: str) -> str:
    """The first letter with its vowel signs and the consonants joined to it; empty for a word without letters."""
    start = next((place for place, character in enumerate(word) if category(character)[0] == "L"), len(word))
    cluster = word[start : start + 1]
    for character in word[start + 1 :]:
        joined = cluster.rstrip(_JOINER).endswith(_VIRAMAS)
        if category(character)[0] != "M" and character != _JOINER and not joined:
            break
        if character == "\u200c":
            break
        cluster += character
    return cluster.rstrip(_JOINER).upper()
