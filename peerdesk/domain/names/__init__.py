"""Names of people and places across Latin, Devanagari and Gurmukhi: keep, refuse, suggest, find.

Nothing here decides that two people are one; the words below are all that other rooms need.
"""

from peerdesk.domain.names.alike import SpokenName, differ, meet, names_of, spoken
from peerdesk.domain.names.kruti import from_kruti_dev, in_kruti_dev
from peerdesk.domain.names.mentioned import OtherPeople, mentioned
from peerdesk.domain.names.order import LATIN_ORDER, by_letters, by_sound
from peerdesk.domain.names.phonetics import key
from peerdesk.domain.names.romanise import latin_digits, romanise
from peerdesk.domain.names.script import Script, is_indic, is_latin, script_of
from peerdesk.domain.names.tokens import marked, nearness, query, relatives_alone, tokens
from peerdesk.domain.names.transliterate import suggest, suggestions
from peerdesk.domain.names.wordlist import ListedName, NameKind, NameRegion, listed_names
from peerdesk.domain.names.writing import LONGEST_NAME, normal, unusable

__all__ = [
    "LATIN_ORDER",
    "LONGEST_NAME",
    "ListedName",
    "NameKind",
    "NameRegion",
    "OtherPeople",
    "Script",
    "SpokenName",
    "by_letters",
    "by_sound",
    "differ",
    "from_kruti_dev",
    "in_kruti_dev",
    "is_indic",
    "is_latin",
    "key",
    "latin_digits",
    "listed_names",
    "marked",
    "meet",
    "mentioned",
    "names_of",
    "nearness",
    "normal",
    "query",
    "relatives_alone",
    "romanise",
    "script_of",
    "spoken",
    "suggest",
    "suggestions",
    "tokens",
    "unusable",
]
