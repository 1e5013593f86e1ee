"""The key file: who can open the centre's record. Small JSON beside it, one slot for each login and one for recovery.

A key file is a value: ``keys.with_user(…)`` returns another one and nothing changes on the disk before ``save``, so
that what is in memory stays true where a save is refused. The names of the logins can be read in the file; what a
person may do stands in the encrypted record. Taking a slot away does not shut out somebody who copied the file before
and knows the password; only a new key for the record does.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from peerdesk.domain.access import Role, reads_notes
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import AccessDenied, InvalidInput, NotFound, Problem, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security import keystore, passwords
from peerdesk.security.identity import Identity, PublicKeys
from peerdesk.security.key_list import FIRST_STAFF, RECOVERY, Founding, KeyList, KeyListError
from peerdesk.security.keyformat import Slots, decode, encode
from peerdesk.security.master import Master
from peerdesk.security.password_recovery import parse_code
from peerdesk.security.passwords import SALT_LENGTH, STANDARD, KdfParameters, derive_key, password_problems, user_key
from peerdesk.security.regranting import granted, with_other_keys
from peerdesk.security.slots import Opened, RecoverySlot, UserSlot
from peerdesk.security.values import NotesKey


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The slots of a centre's key file.

    Attributes:
        slots: what it holds.
        restored_from_backup: whether `load` had to take the second copy; the coordinator should be told, and a `save`
            mends the first.
    """

    slots: Slots
    restored_from_backup: bool = False

    @classmethod
    def new(
        cls,
        founding: Founding,
        user_name: str,
        password: str,
        recovery_code: str,
        parameters: KdfParameters = STANDARD,
    ) -> tuple["KeyFile", Master]:
        """Draw a master key and lock it up for the first login, a coordinator's, and the password recovery code.

        Nothing is written yet.

        Raises:
            InvalidInput: if name, password or code cannot be taken (see `with_user`).
        """
        code, name = parse_code(recovery_code), passwords.accepted_login(user_name, password)
        vault, root = founding.vault, founding.founder.public.signing
        master = Master.new().with_notes(founding.notes)
        user = UserSlot.close(vault, master, founding.founder, root, FIRST_STAFF, name, password, parameters)
        recovery = RecoverySlot.close(vault, master, founding.sheet, root, code)
        return cls(Slots(vault, 1, (user,), recovery, entries=tuple(founding.key_list().entries))), master

    @classmethod
    def load(cls, folder: DataFolder) -> "KeyFile":
        """Read a folder's key file, or its second copy where the first cannot be used.

        Raises:
            StorageUnavailable: if neither can be used, ``key-file-missing``, ``key-file-damaged`` or
                ``key-file-unreadable`` (the system refuses); ``key-file-newer`` if a later PeerDesk wrote it;
                ``folder-gone`` if there is not even the folder.
        """
        slots, from_copy = keystore.read(folder)
        return cls(slots, restored_from_backup=from_copy)

    @classmethod
    def from_bytes(cls, data: bytes) -> "KeyFile":
        """Read the copy of a key file that lies in a backup; errors as in `load`."""
        return cls(decode(data))

    def to_bytes(self) -> bytes:
        """Return what `save` writes."""
        return encode(self.slots)

    @property
    def user_names(self) -> tuple[str, ...]:
        """The logins, as they were typed when they were made, oldest first."""
        return tuple(slot.user_name for slot in self.slots.users)

    def has_user(self, user_name: str) -> bool:
        """Whether there is a login of that name, however it is typed."""
        return self._slot(user_name) is not None

    @property
    def key_list(self) -> KeyList:
        """The list of keys; ``key-list-broken`` (`StorageUnavailable`) if an entry is not signed by who might."""
        try:
            return KeyList(self.slots.vault, self.slots.entries)
        except KeyListError as error:
            raise StorageUnavailable("key-list-broken") from error

    def unlock(self, user_name: str, password: str) -> Opened:
        """Return what a slot holds to somebody who knows its password; takes a quarter of a second, on purpose.

        Raises:
            AccessDenied: ``wrong-password``, for an unknown name too and after as much work, so that neither the
                answer nor the time tells which of the two was wrong.
        """
        slot = self._slot(user_name)
        if slot is None:
            derive_key(password, bytes(SALT_LENGTH), self.slots.users[0].parameters)
            raise AccessDenied("wrong-password")
        opened = slot.open(self.slots.vault, password)
        if opened is None:
            raise AccessDenied("wrong-password")
        return replace(opened, is_short=passwords.is_short(password))

    def unlock_with_recovery(self, code: str) -> Opened:
        """Return what its slot holds to somebody who holds the password recovery sheet.

        Raises:
            InvalidInput: if the code was mistyped.
            AccessDenied: ``wrong-recovery-code``; it was typed well but is another centre's, or was replaced.
        """
        parsed = parse_code(code)
        for slot in (self.slots.recovery, self.slots.pending):
            opened = slot.open(self.slots.vault, parsed) if slot is not None else None
            if opened is not None:
                return opened
        raise AccessDenied("wrong-recovery-code")

    def with_user(
        self,
        by: Opened,
        staff_id: int,
        role: Role,
        user_name: str,
        password: str,
        at: datetime,
        parameters: KdfParameters = STANDARD,
        identity: Identity | None = None,
    ) -> "KeyFile":
        """Return the key file with one more login, given by a coordinator; with keys of its own, if none are drawn.

        Raises:
            InvalidInput: ``user-name-blank`` or ``user-name-taken`` beside ``user_name``, and `password_problems`.
            StorageUnavailable: ``not-vouched-for`` if they may not.
        """
        name = passwords.accepted_login(user_name, password, taken=self._slot(user_name) is not None)
        identity = identity or Identity.new()
        known = self._listed(KeyEvent.GIVEN, staff_id, role, identity.public, at, by.require_identity())
        slot = self._closed(by.master, identity, known, staff_id, name, password, parameters)
        return self._changed((*self.slots.users, slot), known)

    def with_password(
        self,
        by: Opened,
        user_name: str,
        password: str,
        at: datetime,
        parameters: KdfParameters = STANDARD,
        *,
        staff_id: int = 0,
        role: Role | None = None,
    ) -> "KeyFile":
        """Return the key file with another password for a login, and with it other keys.

        It is the person's own doing, a coordinator's, or of whoever holds the password recovery sheet.

        Args:
            by: what their own password, the coordinator's or the code opened.
            user_name: whose login it is.
            password: the new one.
            at: when.
            parameters: how hard a guess is made.
            staff_id: of a slot that an earlier PeerDesk made, whose it is, where that is known: it is renewed then.
            role: likewise.

        Raises:
            NotFound: ``no-such-user``.
            InvalidInput: see `password_problems`.
            StorageUnavailable: ``not-vouched-for`` if they may not.
        """
        old = self._known(user_name)
        if problems := password_problems(password, user_name):
            raise InvalidInput(problems)
        if (listed := self.key_list.of(old.staff_id) if old.staff_id else None) is not None:
            staff_id, role = old.staff_id, listed.role
        if not staff_id:
            new = UserSlot.close_as_before(self.slots.vault, by.master, old.user_name, password, parameters)
            return self._changed(self._replaced(old, new), None)
        identity = Identity.new()
        signer, event = by.identity, KeyEvent.GIVEN
        if signer is None:
            signer, event = identity, KeyEvent.OLD_SHEET
        elif listed is not None and listed.keys == signer.public:
            event = KeyEvent.OWN
        known = self._listed(event, staff_id, role, identity.public, at, signer)
        new = self._closed(by.master, identity, known, staff_id, old.user_name, password, parameters)
        return self._changed(self._replaced(old, new), known)

    def renewed(self, opened: Opened, staff_id: int, role: Role, at: datetime) -> "KeyFile":
        """Return the key file with an identity in a slot that an earlier PeerDesk made, under the same password.

        Raises:
            StorageUnavailable: ``not-vouched-for`` if the list knows keys of theirs already.
        """
        old, identity = self._known(opened.user_name), Identity.new()
        known = self._listed(KeyEvent.CHANGEOVER, staff_id, role, identity.public, at, identity)
        new = old.renewed(self.slots.vault, opened, identity, known.entries[0].by, staff_id)
        return self._changed(self._replaced(old, new), known)

    def with_role(self, by: Opened, staff_id: int, role: Role, at: datetime) -> "KeyFile":
        """Return the key file in which a coordinator gave somebody another role.

        Raises:
            StorageUnavailable: ``not-vouched-for`` if they may not.
        """
        listed = self.key_list.of(staff_id)
        if listed is None:  # they have not come in since there is a list, and will be asked about their role then
            return self
        known = self._listed(KeyEvent.ROLE, staff_id, role, listed.keys, at, by.require_identity())
        return self.with_list(known).with_notes(by)

    def without_user(self, user_name: str, by: Opened | None = None, at: datetime | None = None) -> "KeyFile":
        """Return the key file without a login.

        Args:
            user_name: whose.
            by: the coordinator who takes it away, with the moment; nobody where a slot was left over.
            at: the moment.

        Raises:
            NotFound: ``no-such-user``.
            InvalidInput: ``last-user`` beside ``user_name``; the password recovery code is for accidents.
        """
        gone = self._known(user_name)
        if len(self.slots.users) == 1:
            raise InvalidInput([Problem("user_name", "last-user")])
        known = None
        if by is not None and at is not None and (listed := self.key_list.of(gone.staff_id)) is not None:
            signer = by.require_identity()
            known = self._listed(KeyEvent.LEFT, gone.staff_id, listed.role, listed.keys, at, signer)
        return self._changed(tuple(slot for slot in self.slots.users if slot is not gone), known)

    def with_notes(self, by: Opened) -> "KeyFile":
        """Return the key file in which everybody who may read notes, and nobody else, has the notes key, if by has."""
        notes = by.master.notes
        if notes is None:
            return self
        slots = granted(self.slots, self.key_list, notes)
        return self if slots == self.slots else KeyFile(replace(slots, serial=self.slots.serial + 1))

    def with_new_notes(self, by: Opened, notes: NotesKey, at: datetime) -> "KeyFile":
        """Return the key file of a centre that has a notes key from now on, drawn by a coordinator.

        Raises:
            StorageUnavailable: ``not-vouched-for`` if they may not.
        """
        known = self._listed(KeyEvent.NOTES, RECOVERY, None, notes.public, at, by.require_identity())
        return KeyFile(granted(self._next(known), known, notes, again=True))

    def with_new_keys(self, by: Opened, master: Master, at: datetime) -> "KeyFile":
        """Return the key file of a record that has other keys from now on, drawn by a coordinator.

        Raises:
            StorageUnavailable: ``rekey-needs-keys`` (``user_name``) if somebody, or the sheet, has no keys of their own
                yet; ``not-vouched-for`` if they may not.
        """
        notes = master.notes
        if notes is None:
            raise ValueError("a record that gets other keys has a notes key")
        known = self._listed(KeyEvent.NOTES, RECOVERY, None, notes.public, at, by.require_identity())
        try:
            return KeyFile(with_other_keys(self._next(known), known, master))
        except KeyError as error:
            raise StorageUnavailable("rekey-needs-keys", user_name=error.args[0]) from error

    def brought_back(self, opened: Opened, staff_id: int, at: datetime) -> "KeyFile":
        """Return the key file in which a coordinator goes on with keys out of a copy, though they had been replaced.

        Raises:
            StorageUnavailable: ``not-vouched-for`` if they never were a coordinator's keys of that person.
        """
        identity = opened.require_identity()
        known = self._listed(KeyEvent.BROUGHT_BACK, staff_id, Role.COORDINATOR, identity.public, at, identity)
        return self.with_list(known)

    def with_list(self, known: KeyList) -> "KeyFile":
        """Return the key file with a list that goes on from its own."""
        return self._changed(self.slots.users, known)

    @property
    def has_pending_recovery(self) -> bool:
        """Whether another password recovery code waits for somebody to say that they hold its sheet."""
        return self.slots.pending is not None

    def with_pending_recovery(self, by: Opened, code: str, at: datetime) -> "KeyFile":
        """Return the key file with another password recovery code beside the one in force.

        It takes the place of another one that was waiting.

        Raises:
            InvalidInput: if the code is none.
        """
        parsed, sheet = parse_code(code), Identity.new()
        known = self._listed(KeyEvent.SHEET_MADE, RECOVERY, None, sheet.public, at, by.require_identity())
        pending = RecoverySlot.close(self.slots.vault, by.master, sheet, known.entries[0].by, parsed)
        return KeyFile(replace(self._next(known), pending=pending))

    def with_recovery_confirmed(self, by: Opened, at: datetime) -> "KeyFile":
        """Return the key file in which the code that was waiting is the one in force; the former opens nothing."""
        pending, waiting, known = self.slots.pending, self.key_list.next_sheet, None
        if pending is None:
            return self
        if waiting is not None:
            known = self._listed(KeyEvent.SHEET_HELD, RECOVERY, None, waiting, at, by.require_identity())
        return KeyFile(replace(self._next(known), recovery=pending, pending=None))

    def confirmed_by(self, code: str, at: datetime) -> "KeyFile":
        """Return the key file after somebody came in with a code: that of the new sheet shows that the sheet is there.

        Raises:
            InvalidInput: if the code was mistyped.
        """
        pending = self.slots.pending
        opened = None if pending is None else pending.open(self.slots.vault, parse_code(code))
        return self if opened is None else self.with_recovery_confirmed(opened, at)

    def save(self, folder: DataFolder) -> None:
        """Write both copies, one after the other, so that at every moment one of them is whole.

        Raises:
            StorageUnavailable: ``key-file-foreign`` if the folder holds the keys of another record, which would be lost
                for ever; ``key-file-not-saved`` if nothing was changed; ``key-file-unknown`` if the disk does not even
                tell what it kept.
            DoneButAmiss: the change is in force; ``key-copy-not-saved`` if the second copy still holds the old slots,
                ``key-file-unsure`` if a power cut now could undo it.
        """
        keystore.write(folder, self.slots)

    def _slot(self, user_name: str) -> UserSlot | None:
        wanted = user_key(user_name)
        return next((slot for slot in self.slots.users if user_key(slot.user_name) == wanted), None)

    def _known(self, user_name: str) -> UserSlot:
        slot = self._slot(user_name)
        if slot is None:
            raise NotFound("no-such-user", user_name=user_name)
        return slot

    def _replaced(self, old: UserSlot, new: UserSlot) -> tuple[UserSlot, ...]:
        return tuple(new if slot is old else slot for slot in self.slots.users)

    def _changed(self, users: tuple[UserSlot, ...], known: KeyList | None) -> "KeyFile":
        return KeyFile(replace(self._next(known), users=users))

    def _next(self, known: KeyList | None) -> Slots:
        entries = self.slots.entries if known is None else tuple(known.entries)
        return replace(self.slots, serial=self.slots.serial + 1, entries=entries)

    def _closed(
        self,
        master: Master,
        identity: Identity,
        known: KeyList,
        staff_id: int,
        user_name: str,
        password: str,
        parameters: KdfParameters,
    ) -> UserSlot:
        root, listed = known.entries[0].by, known.of(staff_id)
        if listed is None or listed.role is None or not reads_notes(listed.role):
            master = master.with_notes(None)
        return UserSlot.close(self.slots.vault, master, identity, root, staff_id, user_name, password, parameters)

    def _listed(
        self, event: KeyEvent, staff_id: int, role: Role | None, keys: PublicKeys, at: datetime, signer: Identity
    ) -> KeyList:
        try:
            return self.key_list.with_entry(event, staff_id, role, keys, at.isoformat(), signer)
        except KeyListError as error:
            raise StorageUnavailable("not-vouched-for") from error
