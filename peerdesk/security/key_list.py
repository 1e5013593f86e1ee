"""The list of keys: whose keys were whose, from when, and who said so. Entries are added, never changed.

It stands in the key file and in the record; of two the longer counts, if it begins as the other does. Every entry is
signed by somebody whom the entries before it allow to: so neither the role of a person nor the key that a signature is
checked with hangs on rows that any password of the centre could write. Its fingerprint is printed.

A centre that is older than this list begins it at its changeover: everybody's first entry is their own word then, for
there was nothing yet that could tell them apart from somebody who knew a password. What was claimed so stays visible.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from peerdesk.domain.access import Role
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.security import crockford
from peerdesk.security.encoding import from_text, to_text
from peerdesk.security.framing import framed
from peerdesk.security.identity import KEY_LENGTH, SIGNATURE_LENGTH, Identity, PublicKeys, signed_by
from peerdesk.security.values import NotesKey

BEGINNING = bytes(32)
"""The fingerprint of a list without an entry."""

VAULT_LENGTH = 32

FIRST_STAFF = 1
"""The staff number of whoever sets a centre up."""

RECOVERY = 0
"""Stands where others have their staff number: the password recovery code, and the notes key."""

_FINGERPRINT_LENGTH = 16


_OWN_WORD = (KeyEvent.FOUNDED, KeyEvent.CHANGEOVER, KeyEvent.OLD_SHEET, KeyEvent.BROUGHT_BACK)
_OF_NOBODY = (KeyEvent.SHEET_MADE, KeyEvent.SHEET_HELD, KeyEvent.NOTES)
_KEYS_STAY = (KeyEvent.ROLE, KeyEvent.LEFT)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One entry.

    Attributes:
        event: why it was made.
        staff_id: whose keys they are; `RECOVERY` for the password recovery code.
        role: what that person may do from then on; nothing for the code.
        keys: their public keys.
        at: when, ISO 8601.
        by: the public signing key of who says so.
        signature: theirs.
    """

    event: KeyEvent
    staff_id: int
    role: Role | None
    keys: PublicKeys
    at: str
    by: bytes
    signature: bytes = field(repr=False, default=b"")

    def __post_init__(self) -> None:
        if len(self.by) != KEY_LENGTH or len(self.signature) not in (0, SIGNATURE_LENGTH):
            raise ValueError("no entry of a list of keys")
        if type(self.staff_id) is not int or self.staff_id < RECOVERY:
            raise ValueError("no staff number")

    @property
    def in_force(self) -> bool:
        """Whether its keys are good for anything from then on."""
        return self.event is not KeyEvent.LEFT

    def said(self, other: "KeyEntry") -> bool:
        """Whether another entry was signed with the keys of this one."""
        return self.keys.signing == other.by

    def document(self) -> dict[str, object]:
        """Return the entry as JSON values."""
        return {
            "event": self.event.value,
            "staff": self.staff_id,
            "role": self.role.value if self.role else "",
            "signing": to_text(self.keys.signing),
            "opening": to_text(self.keys.opening),
            "at": self.at,
            "by": to_text(self.by),
            "signature": to_text(self.signature),
        }

    @classmethod
    def parse(cls, document: object) -> "KeyEntry":
        """Read what `document` returned.

        Raises:
            ValueError: if a part is missing or of another type or length.
        """
        match document:
            case {
                "event": str(event),
                "staff": int(staff_id),
                "role": str(role),
                "signing": str(signing),
                "opening": str(opening),
                "at": str(at),
                "by": str(by),
                "signature": str(signature),
            }:
                return cls(
                    KeyEvent(event),
                    staff_id,
                    Role(role) if role else None,
                    PublicKeys(from_text(signing, KEY_LENGTH), from_text(opening, KEY_LENGTH)),
                    at,
                    from_text(by, KEY_LENGTH),
                    from_text(signature, SIGNATURE_LENGTH),
                )
        raise ValueError("no entry of a list of keys")


class KeyListError(ValueError):
    """An entry that may not stand where it stands."""


class KeyList:
    """The entries of one centre, and what they say.

    Attributes:
        vault: the random name of the centre's file, bound to every entry.
        entries: in their order.
        heads: the fingerprint of the list up to each entry (32 bytes); it holds everything before it.
    """

    def __init__(self, vault: str, entries: Iterable[KeyEntry] = ()) -> None:
        """Read a list from its beginning.

        Raises:
            KeyListError: if an entry is not signed by somebody who might, or is not of this centre or place.
        """
        self.vault = vault
        self.entries: list[KeyEntry] = []
        self.heads: list[bytes] = []
        self._places = {BEGINNING: 0}
        self._now: dict[int, KeyEntry] = {}
        self._had: dict[int, set[PublicKeys]] = {}
        self._sheet: PublicKeys | None = None  # in force
        self._next_sheet: PublicKeys | None = None
        self._notes: PublicKeys | None = None
        for entry in entries:
            self._append(entry)

    @property
    def head(self) -> bytes:
        """The fingerprint of the whole list."""
        return self.heads[-1] if self.heads else BEGINNING

    @property
    def root(self) -> bytes | None:
        """The key with which the list begins; whoever knows it cannot be shown another list."""
        return self.entries[0].by if self.entries else None

    @property
    def next_sheet(self) -> PublicKeys | None:
        """Of the password recovery code that waits for somebody to hold its sheet."""
        return self._next_sheet

    @property
    def sheet(self) -> PublicKeys | None:
        """Of the password recovery code in force; None while one from before the list is."""
        return self._sheet

    @property
    def notes(self) -> PublicKeys | None:
        """What the notes key is known by; None while the centre has none."""
        return self._notes

    def of(self, staff_id: int) -> KeyEntry | None:
        """The latest entry about somebody, also after they left."""
        return self._now.get(staff_id)

    def is_in(self, staff_id: int) -> bool:
        """Whether somebody has a log-in according to the list."""
        entry = self._now.get(staff_id)
        return entry is not None and entry.in_force

    def begins(self, other: "KeyList") -> bool:
        """Whether another list goes on from this one, or is the same."""
        count = len(self.heads)
        return not count or (len(other.heads) >= count and other.heads[count - 1] == self.head)

    def with_entry(
        self, event: KeyEvent, staff_id: int, role: Role | None, keys: PublicKeys, at: str, signer: Identity
    ) -> "KeyList":
        """Return the list with one more entry, signed.

        Raises:
            KeyListError: if the signer may not say so.
        """
        entry = KeyEntry(event, staff_id, role, keys, at, signer.public.signing)
        signed = replace(entry, signature=signer.sign(self._message(entry)))
        longer = self._copy()
        longer._append(signed)  # noqa: SLF001  # of its own class
        return longer

    def entry_then(self, staff_id: int, head: bytes) -> KeyEntry | None:
        """Somebody's entry when the list had a fingerprint; None if it never had, or they had no keys in force."""
        found = None
        for entry, there in zip(self.entries, self.heads, strict=True):
            if entry.staff_id == staff_id:
                found = entry if entry.in_force else None
            if there == head:
                return found
        return None

    def place_of(self, head: bytes) -> int:
        """How many entries the list had when it had a fingerprint; -1 if it never had.

        Nothing but the list that it was can have it.
        """
        return self._places.get(head, -1)

    def _copy(self) -> "KeyList":
        copy = KeyList(self.vault)
        copy.entries, copy.heads, copy._now = [*self.entries], [*self.heads], {**self._now}
        copy._places = {**self._places}
        copy._had = {staff_id: {*keys} for staff_id, keys in self._had.items()}
        copy._sheet, copy._next_sheet, copy._notes = self._sheet, self._next_sheet, self._notes
        return copy

    def _message(self, entry: KeyEntry) -> bytes:
        return framed(
            (
                b"peerdesk key entry 1",
                self.vault.encode(),
                self.head,
                entry.event.value.encode(),
                b"%d" % entry.staff_id,
                (entry.role.value if entry.role else "").encode(),
                entry.keys.signing,
                entry.keys.opening,
                entry.at.encode(),
                entry.by,
            )
        )

    def _append(self, entry: KeyEntry) -> None:
        message = self._message(entry)
        if not self._may_follow(entry) or not signed_by(entry.by, entry.signature, message):
            raise KeyListError(f"entry {len(self.entries) + 1}")
        self.entries.append(entry)
        self.heads.append(sha256(framed((message, entry.signature))).digest())
        self._places[self.head] = len(self.heads)
        if entry.event is KeyEvent.SHEET_HELD or (entry.event is KeyEvent.SHEET_MADE and self._first_sheet()):
            self._sheet, self._next_sheet = entry.keys, None
        elif entry.event is KeyEvent.SHEET_MADE:
            self._next_sheet = entry.keys
        elif entry.event is KeyEvent.NOTES:
            self._notes = entry.keys
        else:
            self._now[entry.staff_id] = entry
            self._had.setdefault(entry.staff_id, set()).add(entry.keys)

    def _first_sheet(self) -> bool:
        """In a new centre the first sheet is in force at once; in an older one the sheet from before still is."""
        return self._sheet is None and self.is_founded

    def _may_follow(self, entry: KeyEntry) -> bool:
        event, former = entry.event, self._now.get(entry.staff_id)
        if (event in _OF_NOBODY) != (entry.staff_id == RECOVERY):
            return False
        if (entry.role is None) != (entry.staff_id == RECOVERY):
            return False
        if event in _OWN_WORD and entry.by != entry.keys.signing:
            return False
        if event in _KEYS_STAY and (former is None or entry.keys != former.keys):
            return False
        return self._is_said_by_right(entry, former)

    def _is_said_by_right(self, entry: KeyEntry, former: KeyEntry | None) -> bool:
        same_role = former is not None and former.role is entry.role
        match entry.event:
            case KeyEvent.FOUNDED:
                return not self.entries and entry.role is Role.COORDINATOR
            case KeyEvent.CHANGEOVER:
                return former is None and self.takes_own_word
            case KeyEvent.OLD_SHEET:
                return same_role and self.takes_own_word and bool(self.entries)
            case KeyEvent.BROUGHT_BACK:
                return same_role and entry.role is Role.COORDINATOR and entry.keys in self._had[entry.staff_id]
            case KeyEvent.OWN:
                return same_role and former is not None and former.in_force and former.said(entry)
            case KeyEvent.SHEET_HELD:
                by_sheet = entry.by == entry.keys.signing
                return entry.keys == self._next_sheet and (by_sheet or self._by_coordinator(entry))
            case KeyEvent.GIVEN:
                return self._by_coordinator(entry) or self._by_sheet(entry)
            case KeyEvent.ROLE | KeyEvent.LEFT | KeyEvent.SHEET_MADE | KeyEvent.NOTES:
                return self._by_coordinator(entry)

    def _by_coordinator(self, entry: KeyEntry) -> bool:
        coordinators = (known for known in self._now.values() if known.role is Role.COORDINATOR)
        return any(known.in_force and known.said(entry) for known in coordinators)

    def _by_sheet(self, entry: KeyEntry) -> bool:
        return any(keys is not None and keys.signing == entry.by for keys in (self._sheet, self._next_sheet))

    @property
    def takes_own_word(self) -> bool:
        """Whether somebody whom the list does not know may still enter by their own word.

        In a centre that is older than its list, until its first new password recovery sheet is in force: afterwards
        a coordinator gives them a password.
        """
        return not self.entries or (self.is_changed_over and self._sheet is None)

    @property
    def is_founded(self) -> bool:
        """Whether the centre is as old as its list."""
        return bool(self.entries) and self.entries[0].event is KeyEvent.FOUNDED

    @property
    def is_changed_over(self) -> bool:
        """Whether the centre is older than its list."""
        return bool(self.entries) and self.entries[0].event is KeyEvent.CHANGEOVER


@dataclass(frozen=True, slots=True)
class Founding:
    """What the list of a new centre begins with, drawn before the centre is made: its first sheet names it already.

    Attributes:
        vault: the random name of the centre's file.
        founder: the keys of the first coordinator.
        sheet: the keys behind the password recovery code.
        at: the moment.
        notes: the key of what office staff do not read.
    """

    vault: str
    founder: Identity = field(repr=False)
    sheet: Identity = field(repr=False)
    at: datetime
    notes: NotesKey

    @classmethod
    def draw(cls, at: datetime) -> "Founding":
        return cls(secrets.token_hex(VAULT_LENGTH // 2), Identity.new(), Identity.new(), at, NotesKey.new())

    def key_list(self) -> KeyList:
        """The list with its three first entries."""
        at, founder = self.at.isoformat(), self.founder
        first = KeyEvent.FOUNDED, FIRST_STAFF, Role.COORDINATOR, founder.public
        known = KeyList(self.vault).with_entry(*first, at, founder)
        known = known.with_entry(KeyEvent.SHEET_MADE, RECOVERY, None, self.sheet.public, at, founder)
        return known.with_entry(KeyEvent.NOTES, RECOVERY, None, self.notes.public, at, founder)


def longest(lists: Sequence[KeyList]) -> KeyList | None:
    """The one that goes on from all the others; None where two say different things."""
    found = max(lists, key=lambda each: len(each.entries))
    return found if all(each.begins(found) for each in lists) else None


def fingerprint(head: bytes) -> str:
    """The first 80 bits for print and for reading aloud, in groups of four (``K7QF-2M9D-XT4H-0PNB``)."""
    number = int.from_bytes(head, "big") >> 8 * len(head) - 5 * _FINGERPRINT_LENGTH
    return crockford.grouped(crockford.encode(number, _FINGERPRINT_LENGTH))
