"""Keys and sounds under which the spellings of one Indian name meet, whatever alphabet they are in.

Sunita, Suneeta, सुनीता and ਸੁਨੀਤਾ share the key ``snt`` and the sound ``Usnt``. What clerks spell differently is merged
on purpose: the length of vowels, b/v/w, s/sh, t/th, d/dh and every other breath, x/ksh, j/z, ph/f, Gy/Dny/Jn for ज्ञ,
double letters, and names that have two forms (Krishna and Kishan, Laxman and Lachhman, -chandra and -chand). The rules
follow the differences that Jaisunder (2016) and the centres' own lists show. A key finds people who may be meant; it
never decides that two people are one.

A *key* is the consonants alone. A *sound* adds what hardly any clerk gets wrong: the class of the first vowel, and in
short names the last one, so that Meena is not Munni, Devi not Dev, and Rai (one consonant) can be looked up at all.
"""

import re
from functools import lru_cache
from unicodedata import combining, normalize

from peerdesk.domain.names.habits import Habits
from peerdesk.domain.names.romanise import romanise

ABBREVIATIONS = {
    "md": "mohammad", "mhd": "mohammad", "moh": "mohammad", "mohd": "mohammad", "mohmd": "mohammad",
    "mohmmad": "mohammad", "sk": "sheikh", "kr": "kumar", "chd": "chaudhary", "ku": "kumari", "km": "kumari",
    "kum": "kumari", "pd": "prasad",
}  # fmt: skip
"""Short forms that stand for a whole name wherever they are written."""

HALVES = (
    "narayan", "prakash", "kishore", "kishor", "kishan", "swaroop", "swarup", "kumari", "kumar", "prasad", "charan",
    "shankar", "chandra", "winder", "mohan", "gopal", "preet", "singh", "chand", "dayal", "saheb", "deep", "devi",
    "jeet", "nath", "want", "wati", "bhai", "veer", "bai", "das", "dev", "jit", "lal", "nam", "pal", "raj", "ram",
    "rao",
)  # fmt: skip
"""Second halves of names, written apart or joined: Ramlal, Rajkumar."""


_ONE_NAME = Habits(
    [
        # names that are written, and even spoken, in two ways
        (r"k(?:r[iu]|ir|i)sh?(?:[ae]?n)(?=a?$|[^aeiou])|k(?:r[iu]|ir)sh?n", "kishn"),  # Krishna, Kishan, Krushna
        (r"^la(?:kh?sh?|kh|x|[ch]+)a?m(?=[ianey]|$)", "laksm"),  # Laxman, Lachhman, Lakhmi
        (r"ch[au]nd(?:ra|er|ar|r|re)(?![iou])", "chand"),  # Gyanchandra, Gyanchand; not Chandrika
        (r"^ch(?:au|ou|o|av|aw|a)(?:h?[ae]?)(?:h|v|w)?aa?n$", "chauhan"),  # Chauhan, Chavan, चव्हाण
        (r"^ch(?:a[uvw]|o[uw]?)h?[ae]?dh?[ae]?r[iey]+", "chaudhri"),
        (r"(?:a[uvw]|o[uw]|aav)[ae]?ta+r(?=$|[^aeiou])", "avtar"),  # Ramautar, Ram Avtar
        (r"^([bv])raj(?=[^aeiou]|[aei][^aeiou])", r"\1rij"),  # Brajesh, Brijesh; Brajmohan
        (r"^birj", "brij"),
        (r"^tril(?=o)", "tarl"),  # Trilochan, Tarlochan
        (r"s[vw]a?r(?=(?:oo|uu|u)p)", "sar"),  # Swaroop, ਸਰੂਪ
        (r"^mahaa?[nm](?=[bv])", "maha"),  # ਮਹਾਂਵੀਰ
        (r"^da?r(?:au|ou|o|u)pa?[dt]", "dropd"),
        (r"^rath(?:o|au|ou)[rd]h?e?$", "rathor"),
        (r"^gu[r]?jj?aa?r", "gujar"),
        (r"^bho[nm]sa?l", "bhosl"),
        (r"^m[uoa]h?ha?m+[ae]?d", "mohamd"),
        (r"^s(?:ai|ay|e|y|ey)+y?[ae]d$", "sayad"),
        (r"^(?:y|j)[ae]s(?=w|v|h[wv]|od|hod)", "jas"),  # Yashwant, Jaswant; Yashoda
        (r"^[yj]og(?=[ei])", "jog"),
        (r"^jayo", "jyo"),  # ਜਯੋਤੀ
        (r"^[yj]amun", "jamun"),
        (r"^k[au]n?[vw]ar", "kuvar"),
        (r"^p[au]r[aeu]?sh?o", "purso"),
        (r"^ra[cs]h+(?=p)", "ras"),
        (r"^d[iey]+ol$", "deul"),
        (r"^bhan?[vw]ar", "bhavar"),
        (r"^[yj]ug(?=al|r)", "jug"),
        (r"^a[hl]+u(?=[vw])", "alu"),  # Ahluwalia
        (r"(?<=wa)ha+$|(?<=va)ha+$", ""),  # Kushwaha
        (r"^g(?:a|u)?r(?:e|ai)(?=[vw]a+l)", "gre"),
        (r"^sh[ae]a?ha?(?=[rn])", "sha"),  # Shahrukh, Shehnaz
        (r"^d[vw]i(?=[vwb])", "di"),
        (r"^a[jy]udd?h?|^a[jy]odh", "ayod"),  # Ayodhya
        # names from English, spelled as they are written there or as they sound
        (r"^john|^jhon", "jon"),
        (r"^ge?or?ge?$|^jorge?$|^ja+ra?j$", "jorj"),
        (r"^mich?[ae]+l$|^mi[kc]h?[ae]+l$", "maikal"),
        (r"^jose?h?[ae]?(?:f|ph)$", "josef"),
        (r"^da[vw]id$", "devid"),
        (r"^mar(?:y|ie)$", "meri"),
        (r"^m[ae]th(?:ew|yuu?|iyuu?|ews)$", "metyu"),
        (r"^fernand[ei][zs]$", "fernandis"),
        (r"^james$", "jems"),
        (r"^d[ae]+n[iey]+[ae]l$", "deniyal"),
        (r"^th?[oa]+m[ae]s$", "tomas"),
        (r"^ohm", "om"),
        (r"^xav|^[zj]h?[ae]v(?=[iy])", "zev"),
        (r"^simon$", "saiman"),
        (r"^jacob$", "jekab"),
        (r"^grace$", "gres"),
        (r"^p[ae]re+i?ra", "parera"),
        (r"^ros(?:y|ie|ey)$", "roji"),
        (r"^hr(?=[iu])", "r"),
        (r"^l[ao]+[uw]?ren[cs]e?", "larens"),
        (r"^rodri(?:gu?e[sz]|cks|gs|gj)$", "rodrigs"),
        (r"^rachel$", "rechel"),
        (r"^d(?:e|i|[ae]*)?s(?:ou|oo|u|o)[zjs]a$", "disuza"),
    ]
)
_RULES = Habits(
    [
        (r"c(?=[eiy])", "s"),  # Francis, Lucy
        (r"inh$", "ing"),  # Sinh, Singh
        (r"eo(?=[^aeiou]|$)", "ev"),  # Deo, Namdeo, Keot
        (r"(?<=a)o$", "v"),  # Rao
        (r"vh", "v"),
        (r"jny|^jn|dny|gny|gy(?=[aeiou])|gi(?=a)", "g"),  # ज्ञ
        (r"ksh|x", "ks"),
        (r"t?(?:c+h+)+", "C"),
        (r"sch|sh", "s"),
        (r"kh|qu(?=e$)|qh|ck|c|q", "k"),
        (r"jh|zh|z", "j"),
        (r"ph", "f"),
        (r"([gtdbrl])h", r"\1"),
        (r"(?<=o)w(?=[^aeiouyh])", "u"),  # Chowdhary
        (r"(?<=.)s[wv](?=a?r)|(?<=e)sa[wv](?=ar)", "s"),  # Parmeshwar, ਪਰਮੇਸਰ
        (r"[wv]", "b"),
        (r"([^aeiou])\1+", r"\1"),
        (r"(?<=.)e(?=r[^aeiouyh])", "a"),  # Perveen, Fernandes
    ]
)
_FIRST_VOWEL = re.compile(r"[aeiou]+")
_SILENT = re.compile(r"[aeiouy]")
_SPOKEN, _SPOKEN_LAST = re.compile(r"[aeiouy]+"), re.compile(r"[aeiouy]+$")
_CLASS = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "u", "u": "u"}
_OPENING = {"a": "A", "e": "I", "i": "I", "o": "U", "u": "U"}
_WORDS = re.compile(r"[a-z]+")
_SHUT = re.compile(r"^[^aeiouy]*u(?!ss)[^aeiouyhr](?!h?[aeiouy])")
_RU = re.compile(r"^([^aeiouy]*r)u(?=[^aeiouy])")
_TWICE = re.compile(r"(.)\1+")
_HEARD_TWICE = re.compile(r"([^aeiou])\1+")
_NO_CONSONANTS = dict.fromkeys(map(ord, "AIUaiu/"))
_SHORTEST_JOINED, _SHORTEST_HALVED = 5, 2  # consonants of two words together
_SHORT = 2  # consonants; names so short are told apart by their last vowel too
_FREE = "ndr"  # Jitendra, Jatinder; Devendra, Davinder: the first vowel is heard in every way


def key(text: str) -> str:
    """Return the keys of all words of a name, joined by a blank; empty where it holds no letter."""
    return " ".join(filter(None, map(word_key, _WORDS.findall(plain(romanise(text))))))


def plain(text: str) -> str:
    """Return a Latin text in small letters without accents and apostrophes (José D'Souza → jose dsouza)."""
    if text.isascii():
        return text.lower().replace("'", "")
    bare = "".join(character for character in normalize("NFKD", text) if not combining(character))
    return bare.casefold().replace("'", "").replace("’", "")


def word_key(word: str) -> str:
    """Return the key of one word of small Latin letters: the class of a first vowel, then the consonants.

    One consonant alone (``r`` for Ria, Roy, Rai) is still returned; callers decide whether it tells enough.
    """
    return _consonants(_heard(word))


@lru_cache(maxsize=32_768)
def sounds(word: str, *, typed: bool = True) -> tuple[str, ...]:
    """Return the sounds of one word of small Latin letters, the likeliest first: a class of vowel, then the consonants.

    Args:
        word: as `plain` returns it.
        typed: whether somebody spelled it in Latin letters, with an English *u* (Sunjay, Lucky); a word that was
            read from another alphabet has none.
    """
    return () if len(word) == 1 else _told(word, _heard(word), typed=typed)  # one letter is an initial


@lru_cache(maxsize=32_768)
def together(first: str, second: str) -> tuple[str, ...]:
    """Return the sounds of two words as one (Ram Kishor, Ramkishor); none where it would be that of other names.

    Few consonants tell enough where the second is a usual half of a name (Ram Lal).
    """
    one, other = sounds(first), sounds(second)
    if not one or not other:
        return ()
    found = _told(first + second, _HEARD_TWICE.sub(r"\1", _heard(first) + _heard(second)), typed=True)
    longer = bool(found) and strength(found[0]) > max(strength(one[0]), strength(other[0]))
    enough = _SHORTEST_HALVED if second in HALVES else _SHORTEST_JOINED
    return found if longer and strength(found[0]) >= enough else ()


def _told(word: str, heard: str, *, typed: bool) -> tuple[str, ...]:
    bones = _consonants(heard)
    if not bones:
        return ()
    opening, inner = bones[: bones[0] in "AIU"], bones.lstrip("AIU")
    inner = _TWICE.sub(r"\1", inner[:1] + inner[1:].replace("h", ""))  # Bahadur, Bhadur; Sehgal, Segal
    ways = _ways(word, heard, typed=typed)
    if len(inner) < _SHORT:
        return tuple(dict.fromkeys(map(_sung, ways)))
    endings = _last(heard, typed=typed) if len(inner) == _SHORT else ("",)
    if opening:
        firsts = [first.upper() for way in ways for first in _first(way)]
    else:
        firsts = [""] if bones.endswith(_FREE) else [first for way in ways for first in _first(way)]
    return tuple(first + inner + last for first in dict.fromkeys(firsts) for last in endings)


def strength(sound: str) -> int:
    """How many consonants a sound has."""
    return len(sound.translate(_NO_CONSONANTS))


@lru_cache(maxsize=32_768)
def _heard(word: str) -> str:
    return _RULES.of(_ONE_NAME.of(ABBREVIATIONS.get(word, word)))


def _consonants(sound: str) -> str:
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


def _ways(word: str, heard: str, *, typed: bool) -> tuple[str, ...]:
    """The word, and once more with the vowel that an English or Marathi *u* may stand for (Sunjay, Krushna)."""
    found = [heard]
    if typed and _SHUT.match(word):
        found.append(heard.replace("u", "a", 1))
    if typed and _RU.match(heard):
        found.append(heard.replace("u", "i", 1))
    if typed and len(_consonants(heard)) == 1 and heard.endswith("oy"):  # Roy, Rai
        found.append(heard[:-2] + "ai")
    return tuple(found)


def _first(heard: str) -> tuple[str, ...]:
    """The classes of the first vowel: one, or two where clerks are of two minds (Gaikwad, Shyam)."""
    run = _SPOKEN.search(heard, heard[:1] == "y")
    if run is None:
        return ("a",)
    vowels = run[0]
    if vowels[0] == "a":
        if vowels[1:2] in ("u", "o"):
            return ("u",)
        return ("i", "a") if vowels.strip("a") and vowels[-1] in "iey" else ("a",)
    inner = vowels.lstrip("iy")[:1]
    if vowels == "e" and heard[run.end() :].startswith("h"):
        return ("i", "a")  # Sehgal, Rehman
    if vowels[0] in "iy" and inner == "a":
        return ("a", "i")
    if vowels[0] in "iy" and inner in ("o", "u"):
        return ("u", "i") if vowels[0] == "i" else ("u",)
    return (_CLASS[vowels[0]],)


def _last(heard: str, *, typed: bool) -> tuple[str, ...]:
    """The class of a vowel at the end; an English silent *e* may be none, and Vijaya be Vijay."""
    run = _SPOKEN_LAST.search(heard.removesuffix("h"))
    if run is None:
        return ("",)
    vowels = run[0]
    if typed and vowels == "e":
        return ("i", "")
    if typed and vowels == "aya":
        return ("i", "a")
    return (_CLASS[vowels[-1]],)


def _sung(heard: str) -> str:
    """A word of one consonant or none with all its vowels, each class once in a row: Rai, Ray, राय → /rai."""
    classes = [_CLASS.get(letter, letter) for letter in heard.removesuffix("h")]
    return "/" + "".join(letter for place, letter in enumerate(classes) if not place or letter != classes[place - 1])
