"""A key slot: what one person's password opens, or the password recovery code.

That is an identity, and with it what was locked up for its public half: the key of the record. So somebody else can
lock a new key up for a person without knowing their password. A slot that an earlier PeerDesk made holds the key of
the record itself; it opens as before and is renewed at the next log-in.
"""

import json
import secrets
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peerdesk.security.encoding import from_text, to_text
from peerdesk.security.expanding import expand
from peerdesk.security.identity import KEY_LENGTH, SEALED_ROOM, Identity, PublicKeys
from peerdesk.security.master import MASTER_LENGTH, Master
from peerdesk.security.passwords import SALT_LENGTH, KdfParameters, derive_key
from peerdesk.security.values import NOTES_KEY_LENGTH, NotesKey

_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_KDF = "argon2id"
_FORMER_LENGTH = MASTER_LENGTH + _TAG_LENGTH
_IDENTITY_LENGTH = 3 * KEY_LENGTH + _TAG_LENGTH


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody opened a record's keys with, and what lay behind.

    Attributes:
        user_name: whose slot it was; nothing for the password recovery code.
        master: the key of the record.
        identity: theirs; None of a slot that is to be renewed.
        root: the key that the list of keys began with when the slot was closed; None as above.
        key: opens the slot's lock, with which it can be renewed without the password.
        is_short: whether the password is shorter than a new one may be.
    """

    user_name: str
    master: Master
    identity: Identity | None
    root: bytes | None = field(repr=False)
    key: bytes = field(repr=False)
    is_short: bool = False

    def require_identity(self) -> Identity:
        """The identity, where the slot was renewed before."""
        if self.identity is None:
            raise RuntimeError("a slot of an earlier PeerDesk is renewed first")
        return self.identity


@dataclass(frozen=True, slots=True)
class Lock:
    """Secret bytes under AES-256-GCM; the salt went into the key that opens it."""

    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def close(cls, secret: bytes, salt: bytes, key: bytes, label: bytes) -> "Lock":
        """Lock something up under a key; the label is bound to it and must be shown again to open it."""
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        return cls(salt, nonce, AESGCM(key).encrypt(nonce, secret, label))

    def open(self, key: bytes, label: bytes) -> bytes | None:
        """Return what is inside; None where key, label or bytes are not those it was locked with."""
        try:
            return AESGCM(key).decrypt(self.nonce, self.wrapped, label)
        except InvalidTag:
            return None

    def document(self) -> dict[str, object]:
        """Return the lock as JSON values."""
        parts = {"salt": self.salt, "nonce": self.nonce, "wrapped": self.wrapped}
        return {name: to_text(value) for name, value in parts.items()}

    @classmethod
    def parse(cls, document: object, length: int) -> "Lock":
        """Read what `document` returned.

        Raises:
            ValueError: if a part is missing, or is not base 64 of the right length.
        """
        match document:
            case {"salt": str(salt), "nonce": str(nonce), "wrapped": str(wrapped)}:
                return cls(from_text(salt, SALT_LENGTH), from_text(nonce, _NONCE_LENGTH), from_text(wrapped, length))
        raise ValueError("no lock")


@dataclass(frozen=True, slots=True)
class Content:
    """What a slot holds behind its lock, and beside it.

    Attributes:
        lock: an identity with the root of the list of keys; in a slot of an earlier PeerDesk the key of the record.
        record: the key of the record, locked up for the identity; nothing in such a slot.
        notes: likewise the notes key; nothing for office staff, and while a centre has none.
    """

    lock: Lock
    record: bytes = b""
    notes: bytes = b""

    @property
    def is_former(self) -> bool:
        """Whether an earlier PeerDesk made it."""
        return not self.record

    @classmethod
    def close(cls, master: Master, identity: Identity, root: bytes, salt: bytes, key: bytes, *of: str) -> "Content":
        """Lock an identity up, and for it the keys of the record."""
        lock = Lock.close(identity.secret + root, salt, key, _label(2, *of))
        content = cls(lock, identity.public.lock_up(master.key, _label(2, *of, "record")))
        return content.with_notes(master.notes, identity.public, *of)

    def with_notes(self, notes: NotesKey | None, whose: PublicKeys, *of: str) -> "Content":
        """The content with the notes key for the person who has these public keys, or without it."""
        return replace(self, notes=b"" if notes is None else whose.lock_up(notes.secret, _label(2, *of, "notes")))

    def open(self, user_name: str, key: bytes, *of: str) -> Opened | None:
        """Return what is inside; None where the key is wrong or anything was tampered with."""
        secret = self.lock.open(key, _label(1 if self.is_former else 2, *of))
        if secret is None:
            return None
        if self.is_former:
            return Opened(user_name, Master(secret), None, None, key)
        identity = Identity.parse(secret[:-KEY_LENGTH])
        record = identity.unlock(self.record, _label(2, *of, "record"))
        if record is None:
            return None
        notes = identity.unlock(self.notes, _label(2, *of, "notes")) if self.notes else None
        master = Master(record, NotesKey(notes) if notes else None)
        return Opened(user_name, master, identity, secret[-KEY_LENGTH:], key)

    def with_keys(self, master: Master, whose: PublicKeys, *of: str) -> "Content":
        """The content with other keys of the record, for the person who has these public keys."""
        content = replace(self, record=whose.lock_up(master.key, _label(2, *of, "record")))
        return content.with_notes(master.notes, whose, *of)

    def document(self) -> dict[str, object]:
        """Return the content as JSON values."""
        keys = {"record": self.record, "notes": self.notes}
        return self.lock.document() | {name: to_text(key) for name, key in keys.items() if key}

    @classmethod
    def parse(cls, document: object) -> "Content":
        """Read what `document` returned.

        Raises:
            ValueError: if a part is missing, or is not base 64 of the right length.
        """
        match document:
            case {"record": str(record), **rest}:
                notes = from_text(str(rest["notes"]), NOTES_KEY_LENGTH + SEALED_ROOM) if "notes" in rest else b""
                record_key = from_text(record, MASTER_LENGTH + SEALED_ROOM)
                return cls(Lock.parse(document, _IDENTITY_LENGTH), record_key, notes)
        return cls(Lock.parse(document, _FORMER_LENGTH))


@dataclass(frozen=True, slots=True)
class UserSlot:
    """Opens with one person's password.

    The label binds the lock to the file and to the name: a slot copied under another person's name, or into another
    centre's file, does not open. Without that, anyone with a password could log in as the coordinator.
    """

    user_name: str
    parameters: KdfParameters
    content: Content
    staff_id: int = 0
    """Whose it is; not known of a slot that an earlier PeerDesk made."""

    def __post_init__(self) -> None:
        if type(self.staff_id) is not int or self.staff_id < 0 or (self.staff_id == 0) != self.content.is_former:
            raise ValueError("no staff number")

    @classmethod
    def close(
        cls,
        vault: str,
        master: Master,
        identity: Identity,
        root: bytes,
        staff_id: int,
        user_name: str,
        password: str,
        parameters: KdfParameters,
    ) -> "UserSlot":
        """Lock an identity up under a password."""
        salt = secrets.token_bytes(SALT_LENGTH)
        key = derive_key(password, salt, parameters)
        content = Content.close(master, identity, root, salt, key, vault, "password", user_name)
        return cls(user_name, parameters, content, staff_id)

    @classmethod
    def close_as_before(
        cls, vault: str, master: Master, user_name: str, password: str, parameters: KdfParameters
    ) -> "UserSlot":
        """Make a slot as an earlier PeerDesk did, where nobody knows yet whose it is; the next log-in renews it."""
        salt = secrets.token_bytes(SALT_LENGTH)
        key = derive_key(password, salt, parameters)
        lock = Lock.close(master.key, salt, key, _label(1, vault, "password", user_name))
        return cls(user_name, parameters, Content(lock))

    def open(self, vault: str, password: str) -> Opened | None:
        """Return what is inside; None where the password is wrong or the slot was tampered with."""
        key = derive_key(password, self.content.lock.salt, self.parameters)
        return self.content.open(self.user_name, key, vault, "password", self.user_name)

    def renewed(self, vault: str, opened: Opened, identity: Identity, root: bytes, staff_id: int) -> "UserSlot":
        """The slot of an earlier PeerDesk with an identity, under the same password."""
        of = (vault, "password", self.user_name)
        content = Content.close(opened.master, identity, root, self.content.lock.salt, opened.key, *of)
        return UserSlot(self.user_name, self.parameters, content, staff_id)

    def with_notes(self, vault: str, notes: NotesKey | None, whose: PublicKeys) -> "UserSlot":
        """The slot with the notes key for its person, whose public keys these are, or without it."""
        return replace(self, content=self.content.with_notes(notes, whose, vault, "password", self.user_name))

    def with_keys(self, vault: str, master: Master, whose: PublicKeys) -> "UserSlot":
        """The slot with other keys of the record, for its person, whose public keys these are."""
        return replace(self, content=self.content.with_keys(master, whose, vault, "password", self.user_name))

    def document(self) -> dict[str, object]:
        """Return the slot as JSON values."""
        kdf = self.parameters
        return {
            "name": self.user_name,
            **({"staff": self.staff_id} if self.staff_id else {}),
            "kdf": {"name": _KDF, "memory": kdf.memory, "time": kdf.time, "lanes": kdf.lanes},
            **self.content.document(),
        }

    @classmethod
    def parse(cls, document: object) -> "UserSlot":
        """Read what `document` returned; surplus entries pass, for the key file to notice.

        Raises:
            ValueError: if a type or length is wrong or the parameters are out of bounds.
        """
        match document:
            case {
                "name": str(user_name),
                "kdf": {"name": "argon2id", "memory": int(memory), "time": int(time), "lanes": int(lanes)},
                **rest,
            }:
                parameters = KdfParameters(memory, time, lanes)
                staff_id = rest.get("staff", 0)
                if not isinstance(staff_id, int):
                    raise ValueError("no staff number")  # as anything else that is not as it was written
                return cls(user_name, parameters, Content.parse(rest), staff_id)
        raise ValueError("no login")


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """Opens with the password recovery code. Its 160 random bits cannot be guessed, so no slow derivation is needed."""

    content: Content

    @classmethod
    def close(cls, vault: str, master: Master, identity: Identity, root: bytes, code: bytes) -> "RecoverySlot":
        """Lock an identity up under a parsed password recovery code."""
        salt = secrets.token_bytes(SALT_LENGTH)
        key = expand(code, "recovery", salt)
        return cls(Content.close(master, identity, root, salt, key, vault, "recovery"))

    def open(self, vault: str, code: bytes) -> Opened | None:
        """Return what is inside; None where the code is another file's or was replaced."""
        key = expand(code, "recovery", self.content.lock.salt)
        return self.content.open("", key, vault, "recovery")

    def with_keys(self, vault: str, master: Master, whose: PublicKeys) -> "RecoverySlot":
        """The slot with other keys of the record, for whoever holds its sheet, whose public keys these are."""
        return replace(self, content=self.content.with_keys(master, whose, vault, "recovery"))

    def with_notes(self, vault: str, notes: NotesKey, whose: PublicKeys) -> "RecoverySlot":
        """The slot with the notes key for whoever holds its sheet, whose public keys these are."""
        return replace(self, content=self.content.with_notes(notes, whose, vault, "recovery"))

    def document(self) -> dict[str, object]:
        """Return the slot as JSON values."""
        return self.content.document()

    @classmethod
    def parse(cls, document: object) -> "RecoverySlot":
        """Read what `document` returned, as `UserSlot.parse` does.

        Raises:
            ValueError: if a type or length is wrong.
        """
        return cls(Content.parse(document))


def _label(version: int, vault: str, *slot: str) -> bytes:
    return json.dumps(["peerdesk-keys", version, vault, *slot]).encode()
