"""A key slot: the master key, locked up for one person's password or for the password recovery code."""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peerdesk.security.master import MASTER_LENGTH, Master, expand
from peerdesk.security.passwords import SALT_LENGTH, KdfParameters, derive_key

_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_KDF = "argon2id"


@dataclass(frozen=True, slots=True)
class Lock:
    """The master key under AES-256-GCM; the salt went into the key that opens it."""

    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def close(cls, master: Master, salt: bytes, key: bytes, label: bytes) -> "Lock":
        """Lock the master key up under a key; the label is bound to it and must be shown again to open it."""
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        return cls(salt, nonce, AESGCM(key).encrypt(nonce, master.key, label))

    def open(self, key: bytes, label: bytes) -> Master | None:
        """Return the master key; None where key, label or bytes are not those it was locked with."""
        try:
            return Master(AESGCM(key).decrypt(self.nonce, self.wrapped, label))
        except InvalidTag:
            return None

    def document(self) -> dict[str, object]:
        """Return the lock as JSON values."""
        parts = {"salt": self.salt, "nonce": self.nonce, "wrapped": self.wrapped}
        return {name: b64encode(value).decode() for name, value in parts.items()}

    @classmethod
    def parse(cls, document: object) -> "Lock":
        """Read what `document` returned.

        Raises:
            ValueError: if a part is missing, or is not base 64 of the right length.
        """
        match document:
            case {"salt": str(salt), "nonce": str(nonce), "wrapped": str(wrapped)}:
                return cls(
                    _bytes(salt, SALT_LENGTH),
                    _bytes(nonce, _NONCE_LENGTH),
                    _bytes(wrapped, MASTER_LENGTH + _TAG_LENGTH),
                )
        raise ValueError("no lock")


@dataclass(frozen=True, slots=True)
class UserSlot:
    """Opens with one person's password.

    The label binds the lock to the file and to the name: a slot copied under another person's name, or into another
    centre's file, does not open. Without that, anyone with a password could log in as the coordinator.
    """

    user_name: str
    parameters: KdfParameters
    lock: Lock

    @classmethod
    def close(cls, vault: str, master: Master, user_name: str, password: str, parameters: KdfParameters) -> "UserSlot":
        """Lock the master key up under a password."""
        salt = secrets.token_bytes(SALT_LENGTH)
        key = derive_key(password, salt, parameters)
        return cls(user_name, parameters, Lock.close(master, salt, key, _label(vault, "password", user_name)))

    def open(self, vault: str, password: str) -> Master | None:
        """Return the master key; None where the password is wrong or the slot was tampered with."""
        key = derive_key(password, self.lock.salt, self.parameters)
        return self.lock.open(key, _label(vault, "password", self.user_name))

    def document(self) -> dict[str, object]:
        """Return the slot as JSON values."""
        kdf = self.parameters
        return {
            "name": self.user_name,
            "kdf": {"name": _KDF, "memory": kdf.memory, "time": kdf.time, "lanes": kdf.lanes},
            **self.lock.document(),
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
                return cls(user_name, KdfParameters(memory, time, lanes), Lock.parse(rest))
        raise ValueError("no login")


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """Opens with the password recovery code. Its 160 random bits cannot be guessed, so no slow derivation is needed."""

    lock: Lock

    @classmethod
    def close(cls, vault: str, master: Master, code: bytes) -> "RecoverySlot":
        """Lock the master key up under a parsed password recovery code."""
        salt = secrets.token_bytes(SALT_LENGTH)
        return cls(Lock.close(master, salt, expand(code, "recovery", salt), _label(vault, "recovery")))

    def open(self, vault: str, code: bytes) -> Master | None:
        """Return the master key; None where the code is another file's or was replaced."""
        return self.lock.open(expand(code, "recovery", self.lock.salt), _label(vault, "recovery"))

    def document(self) -> dict[str, object]:
        """Return the slot as JSON values."""
        return self.lock.document()

    @classmethod
    def parse(cls, document: object) -> "RecoverySlot":
        """Read what `document` returned, as `UserSlot.parse` does.

        Raises:
            ValueError: if a type or length is wrong.
        """
        return cls(Lock.parse(document))


def _label(vault: str, *slot: str) -> bytes:
    return json.dumps(["peerdesk-keys", 1, vault, *slot]).encode()


def _bytes(text: str, length: int) -> bytes:
    data = b64decode(text, validate=True)
    if len(data) != length:
        raise ValueError("wrong length")
    return data
