"""Whether everything acknowledged is there after a fault: the program opens by itself, and finds nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from peerdesk.errors import PeerDeskError
from peerdesk.paths import DataFolder
from peerdesk.services import checking
from tests.torture.acts import BY_NAME, log_in, open_record
from tests.torture.nursery import Entry
from tests.torture.works import Work


def what_is_wrong(work: Work, folder: DataFolder, entries: Sequence[Entry]) -> list[str]:
    """Open the centre as somebody does after the fault, and name what is not as it was said to be."""
    try:
        return list(_wrong(work, folder, entries))
    except PeerDeskError as error:
        return [f"does not open: {error.code}"]


def _wrong(work: Work, folder: DataFolder, entries: Sequence[Entry]) -> Iterator[str]:
    acknowledged = [entry for entry in entries if entry.kind == "ack"]
    passwords = _passwords(work.password, entries)
    if work.round[0].name not in {entry.act for entry in acknowledged}:
        yield from work.recover(folder, passwords[0])
    with closing(open_record(folder, passwords)) as storage, storage.bound():
        meena = log_in(storage, passwords)
        with storage.reading():
            lost = [entry for entry in acknowledged if not BY_NAME[entry.act].holds(entry.said)]
        yield from (f"lost: {entry.act} {entry.said}" for entry in lost)
        yield from (f"check: {found}" for found in checking.check_all(storage, meena))
    yield from (f"check: {code}" for code in checking.check_files(folder))


def _passwords(first: str, entries: Sequence[Entry]) -> list[str]:
    """The one acknowledged last; one that was about to be set may open instead."""
    passwords = [first]
    for entry in entries:
        if entry.act == "password" and entry.kind == "begin":
            passwords = [passwords[0], entry.said]
        elif entry.act == "password" and entry.kind == "ack":
            passwords = [entry.said["password"]]
    return passwords
