"""Which keys of the record the slots hold: everybody's its key, and of who reads notes the notes key too."""

from dataclasses import replace

from peerdesk.domain.access import reads_notes
from peerdesk.security.key_list import KeyList
from peerdesk.security.keyformat import Slots
from peerdesk.security.master import Master
from peerdesk.security.values import NotesKey


def with_other_keys(slots: Slots, known: KeyList, master: Master) -> Slots:
    """The slots with other keys of the record in each; nobody's password is needed for that.

    Raises:
        KeyError: with the name of a login that an earlier PeerDesk made, or with nothing for such a sheet.
    """
    users = []
    for slot in slots.users:
        listed = known.of(slot.staff_id) if slot.staff_id else None
        if listed is None or listed.role is None:
            raise KeyError(slot.user_name)
        theirs = master if reads_notes(listed.role) else master.with_notes(None)
        users.append(slot.with_keys(slots.vault, theirs, listed.keys))
    if known.sheet is None:
        raise KeyError("")
    recovery, pending = slots.recovery.with_keys(slots.vault, master, known.sheet), slots.pending
    if pending is not None and known.next_sheet is not None:
        pending = pending.with_keys(slots.vault, master, known.next_sheet)
    return replace(slots, users=tuple(users), recovery=recovery, pending=pending)


def granted(slots: Slots, known: KeyList, notes: NotesKey, *, again: bool = False) -> Slots:
    """The slots, with the notes key in those of everybody who reads notes, according to the list, and of the sheets.

    Args:
        slots: as they are.
        known: the list of keys: who has which role, and with which public key something is locked up for them.
        notes: the key.
        again: whether it is locked up anew where one is already.
    """
    users = []
    for slot in slots.users:
        listed = known.of(slot.staff_id) if slot.staff_id else None
        wanted = listed is not None and listed.in_force and listed.role is not None and reads_notes(listed.role)
        if listed is not None and wanted and (again or not slot.content.notes):
            slot = slot.with_notes(slots.vault, notes, listed.keys)  # the same one, with more in it
        elif not wanted and slot.content.notes:
            slot = replace(slot, content=replace(slot.content, notes=b""))  # with less
        users.append(slot)
    recovery, pending = slots.recovery, slots.pending
    if known.sheet is not None and (again or not recovery.content.notes):
        recovery = recovery.with_notes(slots.vault, notes, known.sheet)
    if pending is not None and known.next_sheet is not None and (again or not pending.content.notes):
        pending = pending.with_notes(slots.vault, notes, known.next_sheet)
    return replace(slots, users=tuple(users), recovery=recovery, pending=pending)
