"""Seals and signatures on session records: a change made behind PeerDesk's back shows.

A record is first reduced to *digests*, one for each part that may one day be erased on its own (a member's note, a
mark), each with a salt of its own: erasing content and salt leaves a digest that gives nothing away, and the seal
still holds. The seal covers the digests, who signed what and when, the list of keys and the trail as they were, and
the seal before it, so that no signed record can be altered, taken out or put in between.

The person who signs signs the seal with a key that only their password opens (`Identity`); so nobody else can make
one, not even with the key of the record. Seals of an earlier PeerDesk are keyed with a key that every log-in leads to
(`Sealer`); the first signature after them closes them in. The short form printed on paper stands for both.

A signature says as well which link the same person signed before it, and is made only once that one's own signature was
found to hold. So the last one of a person vouches for all those before it: who cannot make it can make none of them,
and of ten thousand signatures the last of each person is enough to be looked at.
"""

import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from unicodedata import is_normalized, normalize

from peerdesk.security import crockford
from peerdesk.security.framing import framed
from peerdesk.security.identity import Identity, signed_by

FIRST = b""
"""What the first seal of a file follows."""

NO_SALT = bytes(16)
"""In the place of the salt that an earlier PeerDesk made all others from: each part has its own now."""

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


def part_digest(salt: bytes, text: str) -> bytes:
    """Return the 32-byte fingerprint of one part of what is signed: SHA-256 of its salt and its text.

    Args:
        salt: 16 random bytes, kept beside the content and never used for another part. Without it, short content such
            as a mark could be found from its fingerprint by trying.
        text: with everything in it that tells this part from every other.

    Raises:
        ValueError: if the salt has another length.
    """
    if len(salt) != _LEAST_SALT:
        raise ValueError("the salt of a part has 16 bytes")
    return sha256(salt + text.encode("utf-8", "surrogatepass")).digest()


_written = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode
_PLAIN, _KEYS = frozenset((str, int, bool, type(None))), frozenset((str,))


def those_that_differ(parts: Iterable[tuple[int, bytes | None, bytes, str | None]]) -> set[int]:
    """Of very many parts (whose they are, salt, digest, text) those whose digest is another; `part_digest` at once."""
    return {
        owner
        for owner, salt, digest_then, text in parts
        if salt is None or text is None or sha256(salt + text.encode("utf-8", "surrogatepass")).digest() != digest_then
    }


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
    """Makes and checks the seals of one centre as an earlier PeerDesk made them (`Master.seal_key`)."""

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
        return hmac.digest(self.key, framed((*fields, *digests)), "sha256")

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


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature says.

    Attributes:
        previous: the link before it (`link_of`), `FIRST` for the first.
        own_before: the link that the same person signed last with this key, whose signature was looked at before this
            one was made; None where there was none, or none that holds.
        kind: what was signed (a session, an addendum).
        subject: its number in the file.
        signed_at: the moment, ISO 8601.
        staff_id: the number of the staff member.
        signing: their public signing key.
        keys_head: the fingerprint of the list of keys.
        trail_id: the number of the last entry of the trail.
        trail_head: the head of the trail there.
        digests: of the record's parts, 32 bytes each, in the order in which they are kept.
    """

    previous: bytes
    own_before: bytes | None
    kind: str
    subject: int
    signed_at: str
    staff_id: int
    signing: bytes
    keys_head: bytes
    trail_id: int
    trail_head: bytes
    digests: bytes

    @property
    def seal(self) -> bytes:
        """The 32 bytes that stand for all of it."""
        numbers = b"%d %d %d" % (self.subject, self.staff_id, self.trail_id)
        before = self.previous, self.own_before or b""
        head = (b"peerdesk seal 2", *before, self.kind.encode(), numbers, self.signed_at.encode())
        return sha256(framed((*head, self.signing, self.keys_head, self.trail_head, self.digests))).digest()

    def sign(self, identity: Identity) -> bytes:
        """The signature of the person whose signing key it names."""
        return identity.sign(_SIGNATURE + self.seal)


_SIGNATURE = b"peerdesk signature 2: "


def is_signed(seal: bytes, signing: bytes, signature: bytes) -> bool:
    """Whether the owner of a public key signed a seal."""
    return signed_by(signing, signature, _SIGNATURE + seal)


def link_of(seal: bytes, signature: bytes | None) -> bytes:
    """What the next seal follows: the seal with its signature, where it has one."""
    return seal if signature is None else sha256(seal + signature).digest()


def short_form(seal: bytes) -> str:
    """Return the first 50 bits for print and for reading aloud, as in ``K7QF-2M9D-XT``."""
    return crockford.grouped(
        crockford.encode(int.from_bytes(seal, "big") >> _SEAL_BITS - 5 * _SHORT_LENGTH, _SHORT_LENGTH)
    )
