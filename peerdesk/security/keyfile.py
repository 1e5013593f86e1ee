"""The key file: who can open the centre's record. Small JSON beside it, one slot for each login and one for recovery.

A key file is a value: ``keys.with_user(…)`` returns another one and nothing changes on the disk before ``save``, so
that what is in memory stays true where a save is refused. The names of the logins can be read in the file; what a
person may do stands in the encrypted record. Taking a slot away does not shut out somebody who copied the file before
and knows the password; only a new key for the record does.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from peerdesk.domain.names import normal
from peerdesk.errors import AccessDenied, DoneButAmiss, InvalidInput, NotFound, Problem, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security import keystore
from peerdesk.security.keyformat import VAULT_LENGTH, Slots, decode, encode
from peerdesk.security.master import Master
from peerdesk.security.password_recovery import parse_code
from peerdesk.security.passwords import SALT_LENGTH, STANDARD, KdfParameters, derive_key, password_problems, user_key
from peerdesk.security.slots import RecoverySlot, UserSlot


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
        cls, user_name: str, password: str, recovery_code: str, parameters: KdfParameters = STANDARD
    ) -> tuple["KeyFile", Master]:
        """Draw a master key and lock it up for the first login and the password recovery code; nothing is written yet.

        Raises:
            InvalidInput: if name, password or code cannot be taken (see `with_user`).
        """
        code, name = parse_code(recovery_code), _accepted(user_name, password)
        vault, master = secrets.token_hex(VAULT_LENGTH // 2), Master.new()
        user = UserSlot.close(vault, master, name, password, parameters)
        return cls(Slots(vault, 1, (user,), RecoverySlot.close(vault, master, code))), master

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

    def unlock(self, user_name: str, password: str) -> Master:
        """Return the master key to somebody who knows a password; takes a quarter of a second, on purpose.

        Raises:
            AccessDenied: ``wrong-password``, for an unknown name too and after as much work, so that neither the
                answer nor the time tells which of the two was wrong.
        """
        slot = self._slot(user_name)
        if slot is None:
            derive_key(password, bytes(SALT_LENGTH), self.slots.users[0].parameters)
            raise AccessDenied("wrong-password")
        master = slot.open(self.slots.vault, password)
        if master is None:
            raise AccessDenied("wrong-password")
        return master

    def unlock_with_recovery(self, code: str) -> Master:
        """Return the master key to somebody who holds the password recovery sheet.

        Raises:
            InvalidInput: if the code was mistyped.
            AccessDenied: ``wrong-recovery-code``; it was typed well but is another centre's, or was replaced.
        """
        parsed = parse_code(code)
        for slot in (self.slots.recovery, self.slots.pending):
            master = slot.open(self.slots.vault, parsed) if slot is not None else None
            if master is not None:
                return master
        raise AccessDenied("wrong-recovery-code")

    def with_user(
        self, master: Master, user_name: str, password: str, parameters: KdfParameters = STANDARD
    ) -> "KeyFile":
        """Return the key file with one more login.

        Raises:
            InvalidInput: ``user-name-blank`` or ``user-name-taken`` beside ``user_name``, and `password_problems`.
        """
        name = _accepted(user_name, password, taken=self._slot(user_name) is not None)
        slot = UserSlot.close(self.slots.vault, master, name, password, parameters)
        return self._changed((*self.slots.users, slot))

    def with_password(
        self, master: Master, user_name: str, password: str, parameters: KdfParameters = STANDARD
    ) -> "KeyFile":
        """Return the key file with another password for a login: the person's own, or one set after recovery.

        Raises:
            NotFound: ``no-such-user``.
            InvalidInput: see `password_problems`.
        """
        old = self._known(user_name)
        if problems := password_problems(password, user_name):
            raise InvalidInput(problems)
        new = UserSlot.close(self.slots.vault, master, old.user_name, password, parameters)
        return self._changed(tuple(new if slot is old else slot for slot in self.slots.users))

    def without_user(self, user_name: str) -> "KeyFile":
        """Return the key file without a login.

        Raises:
            NotFound: ``no-such-user``.
            InvalidInput: ``last-user`` beside ``user_name``; the password recovery code is for accidents.
        """
        gone = self._known(user_name)
        if len(self.slots.users) == 1:
            raise InvalidInput([Problem("user_name", "last-user")])
        return self._changed(tuple(slot for slot in self.slots.users if slot is not gone))

    @property
    def has_pending_recovery(self) -> bool:
        """Whether another password recovery code waits for somebody to say that they hold its sheet."""
        return self.slots.pending is not None

    def with_pending_recovery(self, master: Master, code: str) -> "KeyFile":
        """Return the key file with another password recovery code beside the one in force.

        It takes the place of another one that was waiting.

        Raises:
            InvalidInput: if the code is none.
        """
        pending = RecoverySlot.close(self.slots.vault, master, parse_code(code))
        return KeyFile(replace(self.slots, serial=self.slots.serial + 1, pending=pending))

    def with_recovery_confirmed(self) -> "KeyFile":
        """Return the key file in which the code that was waiting is the one in force; the former opens nothing."""
        if self.slots.pending is None:
            return self
        return KeyFile(replace(self.slots, serial=self.slots.serial + 1, recovery=self.slots.pending, pending=None))

    def confirmed_by(self, code: str) -> "KeyFile":
        """Return the key file after somebody came in with a code: that of the new sheet shows that the sheet is there.

        Raises:
            InvalidInput: if the code was mistyped.
        """
        pending = self.slots.pending
        if pending is None or pending.open(self.slots.vault, parse_code(code)) is None:
            return self
        return self.with_recovery_confirmed()

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

    @contextmanager
    def in_force(self, folder: DataFolder, *, former: "KeyFile") -> Iterator[None]:
        """Save, and in the block write into the record what goes with it: both are kept, or neither.

        Raises:
            StorageUnavailable: as `save`, before the block; ``keys-without-record`` if the block failed and the former
                keys cannot be put back.
            DoneButAmiss: as `save`, but after the block: the record is written too.
        """
        told: DoneButAmiss | None = None
        try:
            self.save(folder)
        except DoneButAmiss as error:
            told = error
        try:
            yield
        except Exception:
            self._undo(folder, former)
            raise
        if told is not None:
            raise told

    def _undo(self, folder: DataFolder, former: "KeyFile") -> None:
        """Put former slots back, as a later change: of two copies they are the ones that count."""
        try:
            KeyFile(replace(former.slots, serial=self.slots.serial + 1)).save(folder)
        except DoneButAmiss:
            return  # the former are in force
        except StorageUnavailable as error:
            raise StorageUnavailable("keys-without-record") from error

    @staticmethod
    def mend(folder: DataFolder) -> None:
        """Make both copies in a folder the same again, as after a log-in; nobody is kept out where it cannot be."""
        keystore.mend(folder)

    def _slot(self, user_name: str) -> UserSlot | None:
        wanted = user_key(user_name)
        return next((slot for slot in self.slots.users if user_key(slot.user_name) == wanted), None)

    def _known(self, user_name: str) -> UserSlot:
        slot = self._slot(user_name)
        if slot is None:
            raise NotFound("no-such-user", user_name=user_name)
        return slot

    def _changed(self, users: tuple[UserSlot, ...]) -> "KeyFile":
        return KeyFile(replace(self.slots, serial=self.slots.serial + 1, users=users))


def _accepted(user_name: str, password: str, *, taken: bool = False) -> str:
    """Return a login's name as it is kept; raise every problem with it and its password."""
    problems = password_problems(password, user_name)
    if not user_key(normal(user_name)):
        problems.insert(0, Problem("user_name", "user-name-blank"))
    elif taken:
        problems.insert(0, Problem("user_name", "user-name-taken"))
    if problems:
        raise InvalidInput(problems)
    return normal(user_name)
