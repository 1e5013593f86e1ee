"""Whose slots hold the notes key: counsellors', coordinators', and those of the password recovery code."""

from dataclasses import replace

from peerdesk.domain.access import reads_notes
from peerdesk.security.key_list import KeyList
from peerdesk.security.keyformat import Slots
from peerdesk.security.values import NotesKey


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
