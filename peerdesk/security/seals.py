"""Seals on signed session records: a change made behind PeerDesk's back shows.

A record is first reduced to *digests*, one for each part that may one day be erased on its own (a member's note, a
mark), each with a salt of its own: erasing content and salt leaves a digest that gives nothing away, and the seal
still holds. The seal covers the digests, who signed what and when, and the seal before it, so that no signed record
can be altered, taken out or put in between without the key.

Who holds a password of the centre could make the key and with it a new chain. The short form printed on paper is what
stands against that.
"""

import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import is_normalized, normalize

from peerdesk.security import crockford

FIRST = b""
"""What the first seal of a file follows."""

_LEAST_SALT = 16
_SEAL_BITS = 256
_SHORT_LENGTH = 10


def digest(salt: bytes, content: Mapping[str, object]) -> bytes:
    """Return the 32-byte fingerprint of one part of a record: HMAC-SHA256 of its canonical JSON, with its salt as key.

    Equal content gives an equal digest whatever the order of its keys and however its letters were composed (NFC).

    Args:
        salt: at least 16 random bytes, kept beside the content and never used for another part. Without it, short
            content such as a mark could be found from its digest by trying.
        content: text, whole numbers, booleans, None, lists and mappings of these. A date goes in as ISO text.

    Raises:
        TypeError: for any other value; a float above all, which is not the same number everywhere.
        ValueError: if the salt is too short, or two keys become one.
    """
    if len(salt) < _LEAST_SALT:
        raise ValueError("the salt of a digest has at least 16 bytes")
    return hmac.digest(salt, _text(content).encode(), "sha256")


_written = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode
_PLAIN, _KEYS = frozenset((str, int, bool, type(None))), frozenset((str,))


def _text(content: Mapping[str, object]) -> str:
    if _KEYS.issuperset(map(type, content)) and _are_plain(content.values()):
        text = _written(content if isinstance(content, dict) else dict(content))
        if text.isascii() or is_normalized("NFC", text):  # then so is each text in it: a quotation mark joins no letter
            return text
    return _written(_canonical(content))


def _are_plain(values: Collection[object]) -> bool:
    """Whether they are written as they stand, if only their letters are composed."""
    return _PLAIN.issuperset(map(type, values)) or all(
        type(value) in _PLAIN or (type(value) is list and _are_plain(value)) for value in values
    )


def _canonical(value: object) -> object:
    match value:
        case str():
            return normalize("NFC", value)
        case None | bool() | int():
            return value
        case list() | tuple():
            return [_canonical(item) for item in value]
        case Mapping():
            return _canonical_mapping(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _canonical_mapping(value: Mapping[object, object]) -> dict[str, object]:
    named: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"{type(key).__name__} as a key has no canonical form")
        named[normalize("NFC", key)] = _canonical(item)
    if len(named) != len(value):
        raise ValueError("two keys have one canonical form")
    return named


@dataclass(frozen=True, slots=True)
class Sealer:
    """Makes and checks the seals of one centre (`Master.seal_key`)."""

    key: bytes = field(repr=False)

    def seal(
        self, previous: bytes, kind: str, subject: int, signed_at: str, signer: int, digests: Sequence[bytes]
    ) -> bytes:
        """Seal a signed record.

        Args:
            previous: the seal made before this one in the file, `FIRST` for the first.
            kind: what was signed (a session, an addendum).
            subject: its number in the file.
            signed_at: the moment, ISO 8601.
            signer: the number of the staff member.
            digests: of the record's parts, in an order that can be had again.

        Returns:
            32 bytes.
        """
        fields = (b"peerdesk seal 1", previous, kind.encode(), b"%d" % subject, signed_at.encode(), b"%d" % signer)
        return hmac.digest(self.key, _framed((*fields, *digests)), "sha256")

    def verify(
        self,
        seal: bytes,
        previous: bytes,
        kind: str,
        subject: int,
        signed_at: str,
        signer: int,
        digests: Sequence[bytes],
    ) -> bool:
        """Say whether a seal belongs to just this record in just this place."""
        return hmac.compare_digest(seal, self.seal(previous, kind, subject, signed_at, signer, digests))


def _framed(fields: Iterable[bytes]) -> bytes:
    """Join fields, each after its length, so that no two lists of fields give the same bytes."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in fields)


def short_form(seal: bytes) -> str:
    """Return the first 50 bits for print and for reading aloud, as in ``K7QF-2M9D-XT``."""
    return crockford.grouped(
        crockford.encode(int.from_bytes(seal, "big") >> _SEAL_BITS - 5 * _SHORT_LENGTH, _SHORT_LENGTH)
    )
