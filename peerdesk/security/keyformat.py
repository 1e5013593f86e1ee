"""How a key file is written, and what is refused when one is read.

There is just one way to write the same slots: reading ends with writing what was read and comparing the bytes. So a
flipped bit, a surplus entry, an entry given twice and a careless edit are all refused by the same line. The checksum
finds damage, it does not stop a forger: that is what the locks in the slots are for.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from peerdesk.errors import StorageUnavailable
from peerdesk.security.key_list import VAULT_LENGTH, KeyEntry
from peerdesk.security.passwords import user_key
from peerdesk.security.slots import RecoverySlot, UserSlot

FORMAT = "peerdesk-keys"
VERSION = 1
PENDING_VERSION = 2
"""Of a file with a second recovery slot, and of no other: who knows one slot alone would lose it."""
LIST_VERSION = 3
"""Of a file with a list of keys, whether a second recovery slot is in it or not.

Later versions may change anything but ``format``, ``version``, ``sha256`` and the way the JSON is set."""

_VAULT = re.compile(rf"[0-9a-f]{{{VAULT_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Slots:
    """What a key file holds.

    Attributes:
        vault: random name of the centre's file, bound to every slot.
        serial: number of changes made to it.
        users: one slot for each login, at least one, no name twice.
        recovery: the slot of the password recovery code.
        pending: the slot of another code, until somebody says that they hold its sheet; both open until then.
        entries: the list of keys; empty in the file of an earlier PeerDesk.
    """

    vault: str
    serial: int
    users: tuple[UserSlot, ...]
    recovery: RecoverySlot
    pending: RecoverySlot | None = None
    entries: tuple[KeyEntry, ...] = ()

    def __post_init__(self) -> None:
        names = {user_key(slot.user_name) for slot in self.users}
        if not names or "" in names or len(names) != len(self.users):
            raise ValueError("each login needs a name of its own")
        if type(self.serial) is not int or self.serial < 1 or not _VAULT.fullmatch(self.vault):
            raise ValueError("no serial number or vault")
        slots = (*self.users, self.recovery, *([self.pending] if self.pending else ()))
        if not self.entries and not all(slot.content.is_former for slot in slots):
            raise ValueError("keys that are in no list")


def encode(slots: Slots) -> bytes:
    """The bytes of a key file, checksum included; the same for the same slots."""
    further: dict[str, object] = {} if slots.pending is None else {"pending": slots.pending.document()}
    version = PENDING_VERSION if slots.pending else VERSION
    if slots.entries:
        version = LIST_VERSION
        further["keys"] = [entry.document() for entry in slots.entries]
    return _with_checksum(
        {
            "format": FORMAT,
            "version": version,
            "vault": slots.vault,
            "serial": slots.serial,
            "users": [slot.document() for slot in slots.users],
            "recovery": slots.recovery.document(),
            **further,
        }
    )


def decode(data: bytes) -> Slots:
    """Read a key file.

    Raises:
        StorageUnavailable: ``key-file-damaged`` if it is not to the letter what `encode` writes; ``key-file-newer`` if
            a later PeerDesk wrote it.
    """
    try:
        document = _checked(data)
        if document["version"] in (VERSION, PENDING_VERSION, LIST_VERSION):
            return _parsed(document, data)
    except (ValueError, RecursionError) as error:
        raise StorageUnavailable("key-file-damaged") from error
    raise StorageUnavailable("key-file-newer")


def _checked(data: bytes) -> dict[str, object]:
    """Read what every version keeps, before anything in it is believed."""
    document = json.loads(data.decode())
    if not isinstance(document, dict) or _with_checksum(document) != data:
        raise ValueError("not as it was written")
    match document:
        case {"format": str(name), "version": int(version)} if name == FORMAT and version >= VERSION:
            return document
    raise ValueError("no key file")


def _parsed(document: dict[str, object], data: bytes) -> Slots:
    match document:
        case {"vault": str(vault), "serial": int(serial), "users": [*users], "recovery": recovery}:
            pending = RecoverySlot.parse(document["pending"]) if "pending" in document else None
            entries = _entries(document.get("keys", []))
            logins = tuple(map(UserSlot.parse, users))
            slots = Slots(vault, serial, logins, RecoverySlot.parse(recovery), pending, entries)
            if encode(slots) == data:
                return slots
    raise ValueError("no key file of this version")


def _entries(document: object) -> tuple[KeyEntry, ...]:
    if not isinstance(document, list):
        raise ValueError("no list of keys")  # as anything else in the file that is not as it was written
    return tuple(map(KeyEntry.parse, document))


def _with_checksum(document: Mapping[str, object]) -> bytes:
    content = {name: value for name, value in document.items() if name != "sha256"}
    return _json({**content, "sha256": sha256(_json(content)).hexdigest()})


def _json(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode()
