"""The one order of names on screen and paper.

People stand by the sound of their names, in the order of the Latin letters: सुनील between Sumit and Suresh, in whatever
alphabet each was written. Where everybody known to a centre is written in one Indic alphabet alone, the order of that
alphabet holds; in Gurmukhi ਸ and ਹ come before ਕ.
"""

from unicodedata import normalize

from peerdesk.domain.names.phonetics import plain
from peerdesk.domain.names.romanise import romanise
from peerdesk.domain.names.script import GURMUKHI, is_indic
from peerdesk.domain.names.writing import JOINERS

_GURMUKHI = (
    "ੳਉਊਓਅਆਐਔੲਇਈਏਸਹਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜ"  # the rows of the painti
    "ਾਿੀੁੂੇੈੋੌ੍"
)
_PLACES = {letter: chr(GURMUKHI.start + place) for place, letter in enumerate(_GURMUKHI)}
_PASSED = dict.fromkeys(map(ord, JOINERS + "\u093c\u0a3c\u0a01\u0a02\u0a70\u0a71"))
"""Heard after the letters are alike: dots below, joiners, and in Gurmukhi the nasals and the doubler."""

LATIN_ORDER, DEVANAGARI_ORDER, GURMUKHI_ORDER = "L", "D", "G"


def by_sound(latin: str, native: str) -> str:
    """Return what a name is sorted by among names of every alphabet."""
    return plain(latin or romanise(native))


def by_letters(latin: str, native: str) -> str:
    """Return the alphabet of the name that is shown first, and where it stands in that alphabet's own order."""
    if latin or not is_indic(native):
        return LATIN_ORDER
    if any(ord(letter) in GURMUKHI for letter in native):
        bare = normalize("NFC", native).translate(_PASSED)
        return GURMUKHI_ORDER + "".join(_PLACES.get(letter, letter) for letter in bare) + "\x01" + native
    return DEVANAGARI_ORDER + native.translate(_PASSED) + "\x01" + native
